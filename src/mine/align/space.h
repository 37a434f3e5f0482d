/* space.h - the states of a net as far as somebody has looked: numbered when first met,
 * their edges made when first asked for. Over a whole state graph it only hands out what
 * is there.
 */
#ifndef GP_MINE_SPACE_H
#define GP_MINE_SPACE_H

#include "model/states.h"

struct gp_space {
    const struct gp_net *net;
    const struct gp_states *whole; /* or NULL: made on demand */
    unsigned token_limit;
    uint32_t start;

    size_t width, n_states, markings_cap;
    uint8_t *markings; /* [n_states][width] */
    uint32_t *slots;
    size_t n_slots;
    size_t *row; /* [n_states] first edge; SIZE_MAX: not looked at yet */
    uint32_t *degree;
    bool *complete;
    size_t row_cap, degree_cap, complete_cap;
    struct gp_edge *edges;
    size_t n_edges, edges_cap;
};

/* whole may be NULL. False: memory is short. */
bool gp_space_make(struct gp_space *sp, const struct gp_net *net,
                   const struct gp_states *whole, unsigned token_limit);
void gp_space_release(struct gp_space *sp);

/* Edges out of s, lent until the next call that makes edges. False: memory is short. */
bool gp_space_edges(struct gp_space *sp, uint32_t s, const struct gp_edge **edges,
                    size_t *n);
bool gp_space_complete(const struct gp_space *sp, uint32_t s);
const uint8_t *gp_space_marking(const struct gp_space *sp, uint32_t s);

#endif
