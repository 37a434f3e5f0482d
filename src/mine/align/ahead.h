/* ahead.h - what can still come, seen from each state of a whole state graph.
 *
 * least[s][l], most[s][l]   how often label l occurs at least and at most on a run from
 *                           s to completion; most is GP_UNLIMITED when a cycle holds l
 * Counts stop at GP_UNLIMITED - 1, which errs on the safe side for bounds.
 */
#ifndef GP_MINE_AHEAD_H
#define GP_MINE_AHEAD_H

#include "model/states.h"

enum { GP_UNLIMITED = UINT16_MAX };

struct gp_ahead {
    size_t n_labels;
    uint16_t *least, *most; /* [states][labels] */
};

/* The tables; O(edges * labels). Release with gp_ahead_release. False: no memory. */
bool gp_ahead_make(const struct gp_states *s, struct gp_ahead *out);
void gp_ahead_release(struct gp_ahead *a);

/* A depth-first walk from the start: order[n_states] receives the states, each after
 * all that lie ahead of it; back[edges] marks the edges that lead back to where the walk
 * came from: the loops of the drawing. False: memory is short. */
bool gp_forward_order(const struct gp_states *s, uint32_t *order, bool *back);

#endif
