/* links.h - what follows what: directly-follows pairs and handoffs.
 *
 * A link is an event and the next event of its case (order of design 4.2). Its wait is
 * max(0, start(next) - end(this)) (design 4.3); with one time per event the wait
 * contains the service time of the next event.
 *
 * Looked at by activity a link is a directly-follows pair. Looked at by resource (or
 * group) it is a handoff when both sides are known and differ (design 4.4); it is
 * unassigned when a side is missing, and neither when both are the same.
 */
#ifndef GP_MINE_LINKS_H
#define GP_MINE_LINKS_H

#include "base/sample.h"
#include "eventlog/eventlog.h"
#include "mine/pairs.h"
#include "mine/variants.h"

enum gp_level { GP_BY_ACTIVITY, GP_BY_RESOURCE, GP_BY_GROUP, GP_LEVELS };

/* "directly-follows", "handoff", "team handoff": for people and ids. */
const char *gp_level_name(enum gp_level level);
/* "activity", "resource", "group": whose names the level tells. */
const char *gp_level_word(enum gp_level level);

struct gp_link_stat {
    uint32_t from, to;              /* ids in the level's dictionary */
    uint64_t count, cases;          /* links, and cases with at least one */
    struct gp_spread wait;          /* over the links */
    struct gp_squares case_squares; /* sum over cases of (the case's summed wait)^2 */
};

struct gp_links {
    enum gp_level level;
    struct gp_link_stat *stat; /* by count descending, then names by bytes */
    size_t n;
    struct gp_link_stat unassigned; /* from, to unused */
    uint64_t same;                  /* links within one owner: none of stat */
    gp_i128 same_wait;              /* us, summed */
    struct gp_spread *after; /* [activities] of the waits after each, whatever follows;
                                by activity only, and NULL unless wanted */
    uint64_t overlaps;       /* links with start(next) < end(this); by activity only */
    struct gp_pairs pairs;   /* behind gp_links_find: pair -> number */
    uint32_t *position;      /* [pairs.n] number -> position in stat, or none */
};

/* Mines directly-follows pairs; level.h does it for owners. variants: of the log; rank: of
 * its activities (gp_dict_ranks); after: out->after is wanted. O(events). Release with
 * gp_links_release. */
enum gp_status gp_links_mine(const struct gp_eventlog *log,
                             const struct gp_variants *variants, const uint32_t *rank,
                             bool after, struct gp_links *out,
                             struct gp_err *err) GP_MUST_USE;
void gp_links_release(struct gp_links *links);

/* Position in stat of the pair, or SIZE_MAX. O(1). */
size_t gp_links_find(const struct gp_links *links, uint32_t from, uint32_t to);

/* All links of a log: every event but the last of its case. */
uint64_t gp_links_of_log(const struct gp_eventlog *log);

/* They and their waits, by what happens to the owner; the three sum to all exactly. */
struct gp_links_split {
    uint64_t between, same, unassigned; /* links */
    gp_i128 between_us, same_us, unassigned_us;
};
struct gp_links_split gp_links_split(const struct gp_links *links);

/* The dictionary of a level, its column (NULL: the log has none), and the id of event i on
 * it (GP_NO_ID when missing). */
const struct gp_dict *gp_level_dict(const struct gp_eventlog *log, enum gp_level level);
/* The log's column of the level; at is NULL where it has none. */
struct gp_ids gp_level_ids(const struct gp_eventlog *log, enum gp_level level);
uint32_t gp_level_id(const struct gp_eventlog *log, enum gp_level level, size_t i);

#endif
