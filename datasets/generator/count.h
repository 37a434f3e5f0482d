/* count.h - a second opinion on goatpath's numbers, by the plainest possible pass.
 *
 * Definitions are those of design 4.3 to 4.9. Times are minutes. Nothing here is shared
 * with goatpath, and nothing is clever: matrices over activities and teams, one case
 * after the other.
 */
#ifndef DATASETS_COUNT_H
#define DATASETS_COUNT_H

#include "company.h"
#include "export.h"
#include "log.h"
#include "settings.h"

struct link {
    uint64_t count, cases, wait;
};

struct activity_count {
    uint64_t events, cases, starts, ends;
};

enum rework { SELF_LOOP, REPEAT, REOPEN, REWORKS };

struct rework_count {
    uint64_t cases, occurrences, time;
};

struct bounces {
    uint64_t handoffs, bounces, cases;
    struct {
        uint64_t bounces, cases;
    } pair[MAX_TEAMS][MAX_TEAMS]; /* owner, via; teams only */
};

enum { SHOWN_CASES = 100 };

struct case_list {
    uint64_t count;
    uint32_t id[SHOWN_CASES];
};

struct counts {
    uint64_t events, cases, variants, activities, people, teams;
    uint32_t first, last; /* minutes */
    uint64_t duration;    /* of the completed cases, summed */
    uint64_t overlaps, ties;
    struct case_list completed, open, stalled;
    struct activity_count activity[MAX_ACTIVITIES];
    struct link follows[MAX_ACTIVITIES][MAX_ACTIVITIES];
    struct link team_handoff[MAX_TEAMS][MAX_TEAMS];
    struct link person_handoff; /* all pairs together */
    struct link team_unassigned, person_unassigned;
    struct rework_count rework[REWORKS][MAX_ACTIVITIES];
    struct bounces team_bounces, person_bounces;
};

/* Allocated; release with free. */
struct counts *count_log(const struct settings *s, const struct company *c,
                         const struct log *log);

/* Open cases that have been still for longer than usual: fills c->stalled. */
void count_stalled(const struct settings *s, const struct log *log, struct counts *c);

#endif
