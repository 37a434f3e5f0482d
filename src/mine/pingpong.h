/* pingpong.h - work that comes back to where it just was.
 *
 * Owners of a case's events in order, unknown ones dropped, equal neighbours merged:
 * u_1 .. u_k. A bounce at i: u_i = u_(i+2) (spec/waiting.md S10.4). Its time is the
 * start of u_(i+2)'s first event - the end of u_i's last event, 0 where they overlap: the
 * time the work was away.
 *
 *   A B A C A  ->  bounces at 1 (A B A) and 3 (A C A)
 */
#ifndef GP_MINE_PINGPONG_H
#define GP_MINE_PINGPONG_H

#include "mine/links.h"

struct gp_bounce_stat {
    uint32_t owner, via; /* owner -> via -> owner */
    uint64_t bounces, cases;
    struct gp_spread away; /* us */
};

struct gp_pingpong {
    enum gp_level level;
    uint64_t bounces, cases;
    uint64_t handoffs; /* sum of k - 1 over cases: what bounces are a share of */
    struct gp_spread away;
    struct gp_bounce_stat *pair; /* by bounces descending, then names */
    size_t n;
};

/* Mined by level.h. */
void gp_pingpong_release(struct gp_pingpong *p);

#endif
