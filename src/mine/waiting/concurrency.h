/* concurrency.h - which activities run side by side, so that neither enables the other
 * (spec/waiting.md S2.4).
 *
 *   case 1   A 9-11   B 10-12          A and B overlap
 *   case 2   A 9-10   B 11-12          they do not: in 1 of 2 meetings
 *
 * Two activities are concurrent when in at least a quarter of the pairs of their
 * instances within a case the two overlap. An instant overlaps what it lies strictly
 * inside. No activity is concurrent with itself.
 */
#ifndef GP_MINE_CONCURRENCY_H
#define GP_MINE_CONCURRENCY_H

#include "eventlog/eventlog.h"

struct gp_concurrent_pair {
    uint32_t a, b;    /* activities, a < b */
    uint64_t overlap; /* pairs of instances of a case that overlap */
    uint64_t meet;    /* pairs of instances of a case */
};

struct gp_concurrency {
    struct gp_concurrent_pair *pair; /* by a, then b */
    size_t n;
    uint32_t *first; /* [activities + 1] of each a */
};

/* log: grouped, with starts. O(events + pairs of instances that overlap). */
enum gp_status gp_concurrency_find(const struct gp_eventlog *log,
                                   struct gp_concurrency *out,
                                   struct gp_err *err) GP_MUST_USE;
void gp_concurrency_release(struct gp_concurrency *c);

bool gp_concurrent(const struct gp_concurrency *c, uint32_t a, uint32_t b);

#endif
