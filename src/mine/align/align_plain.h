/* align_plain.h - the table of alignments in its plainest form, one row at a time: the
 * least cost of what was read so far, standing in each state. No reading back; for what
 * only needs costs (compat.c, ties.c), and for other weights than the main engine's.
 *
 *   D'(s) = min(D(s) + log, D(u) for a step u -> s with the event's label), then
 *           closed under silent steps and steps without an event
 */
#ifndef GP_MINE_ALIGN_PLAIN_H
#define GP_MINE_ALIGN_PLAIN_H

#include "model/states.h"

struct gp_plain {
    const struct gp_states *s;   /* that can finish; borrowed */
    uint64_t log, model, silent; /* costs */
    uint32_t *queue;
    bool *queued; /* [n_states] */
};

/* The costs are set by the caller. False: memory is short. */
bool gp_plain_make(struct gp_plain *p, const struct gp_states *s);
void gp_plain_release(struct gp_plain *p);

/* row [n_states]: before the first event; then `row` from `before` by one event of the
 * label. O(edges) at worst, usually a small part. */
void gp_plain_begin(struct gp_plain *p, uint64_t *row);
void gp_plain_step(struct gp_plain *p, const uint64_t *before, uint32_t label,
                   uint64_t *row);

#endif
