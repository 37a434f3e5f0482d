/* cases.h - durations of cases, and which of them are open.
 *
 * Duration = latest end - earliest start (design 4.5). With end activities given
 * (--ends) a case whose last activity is none of them is open (design 4.9): it is kept
 * out of durations unless asked for, and listed by age. age = now - its last end, where
 * now is the last instant of the log unless --now is given. It is stalled when its age
 * lies above the p95 of the usual wait after its last activity (at least 20 such
 * waits).
 */
#ifndef GP_MINE_CASES_H
#define GP_MINE_CASES_H

#include "base/sample.h"
#include "eventlog/eventlog.h"
#include "mine/activities.h"

struct gp_open_case {
    uint32_t case_id;
    uint32_t last_event; /* index in the log */
    int64_t age;         /* us */
    int64_t usual_p95;   /* us; -1: too few waits to say */
    bool stalled;
};

struct gp_cases {
    int64_t *start, *end;      /* [n_cases], us; NULL without times */
    struct gp_spread duration; /* of the closed cases (all with include_open) */
    int64_t *durations;        /* the same, ascending, [n_durations] */
    size_t n_durations;
    bool *open; /* [n_cases]; NULL when no end activities are known */
    struct gp_open_case *open_case; /* by age descending, then case id by bytes */
    size_t n_open, n_stalled;
    int64_t first, last, now; /* of the log, us */
};

/* All but the list of open cases. ends: activity ids, may be empty; now: INT64_MIN for the
 * last instant of the log. */
enum gp_status gp_cases_mine(const struct gp_eventlog *log, const uint32_t *ends,
                             size_t n_ends, bool include_open, int64_t now,
                             struct gp_cases *out, struct gp_err *err) GP_MUST_USE;

/* The list of open cases, which needs to know the usual waits. */
enum gp_status gp_cases_list_open(const struct gp_eventlog *log,
                                  const struct gp_activity_stat *activities,
                                  size_t n_activities, struct gp_cases *cases,
                                  struct gp_err *err) GP_MUST_USE;

/* Which cases are open is known otherwise than by end activities (a document tells):
 * durations and the list of open cases are made anew. open: [n_cases], copied. */
enum gp_status gp_cases_set_open(const struct gp_eventlog *log, const bool *open,
                                 const struct gp_activity_stat *activities,
                                 size_t n_activities, struct gp_cases *cases,
                                 struct gp_err *err) GP_MUST_USE;
void gp_cases_release(struct gp_cases *c);

#endif
