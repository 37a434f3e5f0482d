/* activities.h - how often each activity happens, where cases begin and end.
 *
 * events   events of the activity
 * cases    cases with at least one
 * starts   cases whose first event it is; ends: cases whose last event it is
 * service  spread of end - start over its events; count 0 when the log has one time
 *          only
 * after    spread of the wait from it to the next event of the case, whatever that is
 */
#ifndef GP_MINE_ACTIVITIES_H
#define GP_MINE_ACTIVITIES_H

#include "base/sample.h"
#include "mine/links.h"
#include "mine/variants.h"

struct gp_activity_stat {
    uint32_t activity;
    uint64_t events, cases, starts, ends;
    struct gp_spread service, after;
};

/* One element an activity, by events descending, then names by bytes. variants: of the
 * log; links: by activity, with `after`. The caller frees *out with gp_free. O(events). */
enum gp_status gp_activities_mine(const struct gp_eventlog *log,
                                  const struct gp_variants *variants,
                                  const struct gp_links *links,
                                  struct gp_activity_stat **out, size_t *n,
                                  struct gp_err *err) GP_MUST_USE;

#endif
