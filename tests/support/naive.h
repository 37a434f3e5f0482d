/* naive.h - a second opinion on every miner: the obvious loops over an array of events.
 *
 * Written from the definitions (the headers of src/mine, design 4), not from the
 * miners, and sharing no code with them. Every question walks the whole log again:
 * slow, and easy to believe.
 */
#ifndef GP_TESTS_SUPPORT_NAIVE_H
#define GP_TESTS_SUPPORT_NAIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct naive_event {
    const char *case_id, *activity;
    const char *owner[2]; /* resource, group; "" when missing */
    int64_t start, end;   /* us */
    size_t arrival;       /* place in the file */
};

struct naive_log {
    struct naive_event *e;
    size_t n;
    bool has_time, has_start, has_resource, has_group;
};

enum { NAIVE_ACTIVITY, NAIVE_RESOURCE, NAIVE_GROUP }; /* levels */

/* us. n spans; everything 0 when n is 0. */
struct naive_spread {
    uint64_t count;
    int64_t sum, mean, min, p25, median, p75, p90, p95, max;
};

/* Puts each case's events side by side, in the order of design 4.2. */
void naive_order(struct naive_log *log);
void naive_free(struct naive_log *log);
struct naive_spread naive_spread_of(const int64_t *v, size_t n);

/* These ask of an ordered log. */
const char *naive_name(const struct naive_event *e, int level);
bool naive_has_next(const struct naive_log *log, size_t i); /* in the same case */
int64_t naive_wait(const struct naive_log *log, size_t i);  /* to the next event */
size_t naive_cases(const struct naive_log *log);
/* Events of case number c, in the order of ids by bytes: e[first] .. e[first + n - 1]. */
void naive_case(const struct naive_log *log, size_t c, size_t *first, size_t *n);
int64_t naive_case_start(const struct naive_log *log, size_t c); /* earliest start */
int64_t naive_case_end(const struct naive_log *log, size_t c);   /* latest end */

struct naive_activity {
    uint64_t events, cases, starts, ends;
    struct naive_spread service, after;
};
struct naive_activity naive_activity(const struct naive_log *log, const char *name);

enum naive_link_kind { NAIVE_PAIR, NAIVE_UNASSIGNED, NAIVE_SAME };
struct naive_link {
    uint64_t count, cases;
    struct naive_spread wait;
};
/* from and to only matter to NAIVE_PAIR. A pair of equal owners is no handoff. */
struct naive_link naive_link(const struct naive_log *log, int level,
                             enum naive_link_kind kind, const char *from,
                             const char *to);
/* The wait that each case has at the pair, 0 where none: sum[naive_cases]. */
void naive_case_sums(const struct naive_log *log, int level, const char *from,
                     const char *to, int64_t *sum);
uint64_t naive_overlaps(const struct naive_log *log);
/* 1.959964 * sqrt(n * var) of n sums, us. */
double naive_half_width(const int64_t *sum, size_t n);

struct naive_bounces {
    uint64_t bounces, cases, handoffs;
    struct naive_spread away;
};
/* Of one pair of owners, or of all when owner is NULL. */
struct naive_bounces naive_ping_pong(const struct naive_log *log, int level,
                                     const char *owner, const char *via);

enum { NAIVE_SELF_LOOP, NAIVE_REPEAT, NAIVE_REOPEN };
struct naive_rework {
    uint64_t cases, occurrences;
    struct naive_spread time;
};
/* NAIVE_REOPEN: activity is an end activity. */
struct naive_rework naive_rework(const struct naive_log *log, int kind,
                                 const char *activity);

struct naive_owner {
    uint64_t events, cases, activities, given, received;
    int64_t received_wait, first, last;
};
struct naive_owner naive_owner(const struct naive_log *log, int level,
                               const char *name);

/* Whether cases a and b walk the same path. */
bool naive_same_path(const struct naive_log *log, size_t a, size_t b);

#endif
