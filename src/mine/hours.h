/* hours.h - at which hours of the week people are seen at work (spec/waiting.md S4.4,
 * corrections D6, D8, D9): of everybody, of each team, and of people with enough events.
 *
 * Every event leaves two stamps, its start and its end (one microsecond earlier when the
 * event has a length, so that work until 17:00 does not open the hour from 17:00). An hour of
 * a weekday counts when, for some activity, there is a stamp in it on at least a tenth of
 * the dates of that weekday on which the activity was done at all. If less than 70 % of the
 * stamps lie in such hours, the others are added, the fullest first, until they do.
 *
 *   Mon 09, 10: stamps on 8 of 10 Mondays    Mon 23: on 1 of 30
 *   ->  Mon 09:00-11:00
 *
 * That a person is not seen does not say that they were off duty: only starts and ends are
 * seen. What is found is for people to read and correct.
 */
#ifndef GP_MINE_HOURS_H
#define GP_MINE_HOURS_H

#include "base/zone.h"
#include "eventlog/eventlog.h"

struct gp_hours_options {
    const struct gp_zone *zone; /* whose local times */
    unsigned granule;           /* minutes, divides 1440 */
    double confidence, support; /* 0.1, 0.7 */
    uint64_t least_stamps;      /* of a person with hours of their own */
    uint64_t least_dates;       /* likewise: days with a stamp */
};

enum { GP_HOURS_GRANULES = 288 };
enum { GP_HOURS_STAMPS = 200, GP_HOURS_DATES = 20 }; /* the usual least */

struct gp_found_hours {
    uint32_t person, team; /* GP_NO_ID, both: everybody */
    uint64_t stamps, dates;
    uint64_t within;                 /* stamps in these hours */
    uint64_t surely_within;          /* in those that count by themselves */
    bool open[7][GP_HOURS_GRANULES]; /* Monday first; by granule of the day */
};

struct gp_hours_found {
    struct gp_found_hours *item; /* everybody; then teams, then people, by name */
    size_t n;
    uint64_t people, teams; /* of the log, with or without hours of their own */
};

/* log: grouped, with times. O(events log events). Release with gp_hours_release. */
enum gp_status gp_hours_find(const struct gp_eventlog *log,
                             const struct gp_hours_options *options,
                             struct gp_hours_found *out,
                             struct gp_err *err) GP_MUST_USE;
void gp_hours_release(struct gp_hours_found *h);

#endif
