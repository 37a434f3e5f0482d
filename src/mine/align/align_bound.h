/* align_bound.h - what must at least go wrong from a state and a position on: the bound
 * that leads the second engine (spec/conformance.md 4.4). Not for others.
 *
 *   events left beyond the most a label can still occur     each a log move
 *   occurrences it must still have beyond the events left   each a model move
 */
#ifndef GP_MINE_ALIGN_BOUND_H
#define GP_MINE_ALIGN_BOUND_H

#include "mine/align/ahead.h"
#include "mine/align/align.h"
#include "mine/align/space.h"

struct gp_bound {
    struct gp_space *space;
    const struct gp_costs *costs;
    struct gp_ahead ahead; /* whole state graphs that are not too large */
    bool has_ahead;
    size_t n_labels, words;
    uint64_t *can, *must; /* [places][words] labels a token there can still lead to, and
                             labels without which it can never be used up */
    const struct gp_trace *trace;
    uint16_t *left; /* [length + 1][n_labels] events from there on */
    size_t left_cap;
    uint64_t *here; /* [2][words] of the state in hand */
};

/* space is borrowed. False: memory is short. */
bool gp_bound_make(struct gp_bound *b, struct gp_space *space, size_t n_labels,
                   const struct gp_costs *costs);
void gp_bound_release(struct gp_bound *b);

/* The sequence looked at from now on; borrowed. False: memory is short. */
bool gp_bound_begin(struct gp_bound *b, const struct gp_trace *trace);

/* Costs that are still to come at least. */
uint64_t gp_bound_at(const struct gp_bound *b, uint32_t state, uint32_t position);

uint32_t gp_bound_log_cost(const struct gp_bound *b, uint32_t label);
uint32_t gp_bound_model_cost(const struct gp_bound *b, uint32_t label); /* 0: silent */

#endif
