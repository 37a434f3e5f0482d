/* checks_parts.h - the checks of the grouped log by theme, and what they share. */
#ifndef GP_MINE_CHECKS_PARTS_H
#define GP_MINE_CHECKS_PARTS_H

#include "mine/checks.h"

/* Events and cases by UTC day. Instants lie in 1900..2199: at most 109,573 days. */
struct gp_check_days {
    int64_t first;                              /* day number of [0] */
    size_t n;                                   /* 0: the log has no times */
    uint32_t *events, *case_starts, *case_ends; /* [n] */
    size_t low, high; /* the days that hold all but 0.5 % of the events at each end */
};

struct gp_check_job {
    const struct gp_stats *s;
    const struct gp_eventlog *log;
    struct gp_check_days days;
    struct gp_checks *out;
};

/* Each looks for its theme; false when memory is short. */
bool gp_checks_of_order(struct gp_check_job *j);  /* ties, duplicates, overlaps */
bool gp_checks_of_times(struct gp_check_job *j);  /* zero, far, silent days */
bool gp_checks_of_cases(struct gp_check_job *j);  /* lengths, edges, ids */
bool gp_checks_of_names(struct gp_check_job *j);  /* look-alikes, ids by mistake */
bool gp_checks_of_people(struct gp_check_job *j); /* nobody, robots */
bool gp_checks_of_clocks(struct gp_check_job *j); /* files with clocks apart */
bool gp_checks_of_drift(struct gp_check_job *j);  /* steps that start or stop */

/* Event i (or the first event of case c) as a row of the check. */
void gp_check_event(const struct gp_check_job *j, struct gp_check *c, size_t i);

/* Day of an instant in days. */
size_t gp_check_day(const struct gp_check_days *d, int64_t us);

/* Texts of checks: "'name'", "1,204 of 3,120 cases (38.6 %)". */
void gp_check_quote(struct gp_text *t, struct gp_slice name);
void gp_check_of(struct gp_text *t, uint64_t part, uint64_t whole, const char *what);

#endif
