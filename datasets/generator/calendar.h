/* calendar.h - minutes, weeks and working hours.
 *
 * Time is counted in whole minutes since Monday 2 January 2023, 00:00 UTC, so that
 * every format of a date with minutes holds it without loss. Weeks all look alike:
 * there are no holidays and no daylight saving, hence a shift by whole weeks keeps
 * every event inside working hours.
 */
#ifndef DATASETS_CALENDAR_H
#define DATASETS_CALENDAR_H

#include <stdint.h>

enum { HOUR = 60, DAY = 24 * HOUR, WEEK = 7 * DAY };

enum weekdays {
    MONDAY = 1,
    TUESDAY = 2,
    WEDNESDAY = 4,
    THURSDAY = 8,
    FRIDAY = 16,
    WORKDAYS = 31,
    EVERY_DAY = 127,
};

/* Working hours as people write them: the same on each of the days, with at most one
 * break. Minutes of the day; the second stretch is absent when its ends are equal. */
struct hours {
    unsigned days; /* enum weekdays, or-ed */
    uint16_t from, to, again_from, again_to;
};

enum { BLOCKS = 14 };

/* The same as stretches of the week, ascending. */
struct calendar {
    struct {
        uint16_t from, to; /* minutes of the week */
    } block[BLOCKS];
    unsigned n;
};

struct calendar calendar_of(const struct hours *h);

/* The earliest minute >= ready from which work minutes fit into one block: nobody
 * begins before a break what cannot be finished. work must fit into some block. */
uint32_t calendar_fit(const struct calendar *c, uint32_t ready, uint32_t work);

struct date {
    uint16_t year;
    uint8_t month, day; /* from 1 */
};

struct date calendar_date(uint32_t minute);

/* Seconds since 1970-01-01 00:00 UTC. */
int64_t calendar_epoch(uint32_t minute);

#endif
