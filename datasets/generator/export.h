/* export.h - what the export shows of all that happened.
 *
 * The company's log goes on until the last case is over; the export is made earlier, on
 * one day, in one shape. On the way from the one to the other people's departures from
 * the manual and the system's own faults (rows exported twice) come in.
 */
#ifndef DATASETS_EXPORT_H
#define DATASETS_EXPORT_H

#include "company.h"
#include "departures.h"
#include "log.h"
#include "settings.h"

enum { SHOWN_IDS = 20 };

/* One fact about a departure, as far as the export shows it. */
struct shown {
    uint64_t cases;         /* completed ones */
    uint64_t all_cases;     /* open ones too */
    uint32_t id[SHOWN_IDS]; /* the first completed ones */
};

/* One departure, over the whole log. */
struct ledger {
    uint64_t put_in;    /* cases in which it was made */
    uint64_t completed; /* of these: shown and completed; what follows is theirs */
    int64_t longer;     /* minutes: with the departure minus without, summed */
    uint64_t delay;     /* minutes put in, summed */
    struct shown fact[MAX_FACTS];
};

struct export
{
    struct log log; /* cases without any event in it stay empty */
    struct ledger ledger[MAX_DEPARTURES];
    uint64_t eligible[MAX_DEPARTURES]; /* cases in which it could have been made */
    uint64_t twice;                    /* events that stand in it once more */
    uint64_t running;
    uint64_t untouched; /* completed cases that show no departure */
    uint64_t follow;    /* completed cases whose path is as documented */
    uint64_t cost;      /* of aligning all completed cases with the manual */
    uint32_t longest_wait[MAX_ACTIVITIES]; /* minutes before a step, where not put in */
};

/* Takes the finished log apart case by case. log is released. */
struct export export_log(const struct settings *s, const struct company *c,
                         struct log *log);

/* Is the case over, as far as the export shows? n >= 1. */
bool export_is_over(const struct process *p, const struct event *trace, size_t n);

#endif
