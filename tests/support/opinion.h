/* opinion.h - holds every miner against the naive second opinion on one log. */
#ifndef GP_TESTS_SUPPORT_OPINION_H
#define GP_TESTS_SUPPORT_OPINION_H

#include "mine/mine.h"
#include "tests/support/naive.h"

/* What differs first, as a sentence in static storage; NULL when all is equal. naive:
 * ordered, the same events as stats->log. */
const char *opinion_differs(const struct naive_log *naive, const struct gp_stats *stats,
                            const struct gp_mine_options *options);

#endif
