/* replays.h - does a reading hold? The plain token game, knowing nothing of how the reading
 * was found. */
#ifndef GP_TESTS_SUPPORT_REPLAYS_H
#define GP_TESTS_SUPPORT_REPLAYS_H

#include "mine/align/align.h"

/* Whether the events of the reading are the sequence's, its steps a run of the net from the
 * start to completion (or to anywhere, when open), its cost as said. token_limit: 0 for
 * 8. costs: NULL for 1. False also when memory is short. */
bool replays(const struct gp_net *net, unsigned token_limit,
             const struct gp_costs *costs, const struct gp_trace *trace,
             const struct gp_alignment *a, const struct gp_move *moves);

#endif
