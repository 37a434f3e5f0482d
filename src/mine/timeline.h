/* timeline.h - arrivals, endings and work in progress over the log's period.
 *
 * The period is cut into equal buckets of a day, or of a week from Monday when it is
 * longer than 200 days, or of a 4-week span beyond 200 weeks; UTC. An arrival is the
 * first start of a case, an ending the last end of a closed case; in progress = cases
 * that have arrived and not ended when the bucket ends.
 */
#ifndef GP_MINE_TIMELINE_H
#define GP_MINE_TIMELINE_H

#include "mine/cases.h"

struct gp_timeline {
    int64_t origin, step; /* start of bucket 0; length, us */
    uint64_t *arrivals, *endings, *in_progress, *events; /* [n] */
    size_t n;
};

enum gp_status gp_timeline_mine(const struct gp_eventlog *log,
                                const struct gp_cases *cases, struct gp_timeline *out,
                                struct gp_err *err) GP_MUST_USE;
void gp_timeline_release(struct gp_timeline *t);

#endif
