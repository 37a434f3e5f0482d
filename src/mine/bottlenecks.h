/* bottlenecks.h - where cases lose their time: links ranked by total wait (design 4.7).
 *
 * One list a level: directly-follows pairs, handoffs between resources, handoffs
 * between groups. The interval of a total: every case of the log contributes its summed
 * wait at the link (0 without it); 95 % normal interval of n * mean. A neighbour in the
 * list shares the rank of the one above when the interval of the difference of their
 * totals, case by case, includes 0.
 */
#ifndef GP_MINE_BOTTLENECKS_H
#define GP_MINE_BOTTLENECKS_H

#include "mine/links.h"

enum { GP_EVIDENCE = 10 };

struct gp_bottleneck {
    enum gp_level level;
    size_t link;           /* position in the level's gp_links.stat */
    uint32_t rank;         /* 1, 1, 3, ...: shared ranks leave gaps */
    gp_i128 total;         /* us */
    int64_t half_width;    /* us: total +- half_width */
    gp_i128 all_waiting;   /* us: sum over all links of the log: share = total / this */
    gp_i128 all_case_time; /* us: sum of case durations */
    /* events that begin its longest links, longest first, then case id by bytes, then
     * place in the case */
    uint32_t example[GP_EVIDENCE];
    size_t n_examples;
    uint64_t hash; /* of level and names; the id is B- and its upper 8 hex digits */
};

struct gp_bottlenecks {
    struct gp_bottleneck *item; /* by level, then total descending, then names */
    size_t n;
    size_t first[GP_LEVELS + 1]; /* items of a level: first[l] .. first[l + 1] - 1 */
    size_t count[GP_LEVELS];
};

enum { GP_BOTTLENECKS_MOST = 100 }; /* items a level; the link tables hold all */

/* Room first; then each level by itself, at the same time if need be, O(events); last, all
 * levels made one list. links: of one level, then [GP_LEVELS]; rank: of the level's
 * names. */
enum gp_status gp_bottlenecks_begin(struct gp_bottlenecks *out,
                                    struct gp_err *err) GP_MUST_USE;
enum gp_status gp_bottlenecks_mine(const struct gp_eventlog *log,
                                   const struct gp_links *links, const uint32_t *rank,
                                   struct gp_bottlenecks *out,
                                   struct gp_err *err) GP_MUST_USE;
void gp_bottlenecks_end(const struct gp_links *links, gp_i128 all_case_time,
                        struct gp_bottlenecks *out);
void gp_bottlenecks_release(struct gp_bottlenecks *b);
/* us; the low end of the interval of total: waits are never negative. */
gp_i128 gp_bottleneck_low(const struct gp_bottleneck *b);
void gp_bottleneck_id(struct gp_text *t, const struct gp_bottleneck *b); /* "B-..." */

#endif
