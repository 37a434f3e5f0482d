/* instant.h - instants and spans in microseconds, as text.
 *
 * An instant is int64 microseconds since 1970-01-01T00:00:00Z, proleptic Gregorian, no
 * leap seconds. A span is a difference of instants. Reading instants from exports is
 * the business of ingest/times.h; this module knows calendars and output.
 */
#ifndef GP_BASE_INSTANT_H
#define GP_BASE_INSTANT_H

#include "base/text.h"

#include <stdint.h>

__extension__ typedef __int128 gp_i128;
__extension__ typedef unsigned __int128 gp_u128;

#define GP_SECOND_US INT64_C(1000000)
#define GP_MINUTE_US (60 * GP_SECOND_US)
#define GP_HOUR_US   (60 * GP_MINUTE_US)
#define GP_DAY_US    (24 * GP_HOUR_US)

/* Days since 1970-01-01 of a civil date; month 1..12, day 1..31 (not checked further).
 */
int64_t gp_days_from_civil(int year, unsigned month, unsigned day);
void gp_civil_from_days(int64_t days, int *year, unsigned *month, unsigned *day);
unsigned gp_days_in_month(int year, unsigned month);
unsigned gp_weekday(int64_t days); /* 0 = Monday .. 6 = Sunday */

/* 2011-01-24T13:56:00.000Z; six decimals only where the instant needs them (design 5).
 */
void gp_instant_iso(struct gp_text *t, int64_t us);

/* 2011-01-24 13:56, for people; the clock is UTC unless said otherwise nearby. */
void gp_instant_short(struct gp_text *t, int64_t us);
void gp_instant_date(struct gp_text *t, int64_t us); /* 2011-01-24 */

/* A span for people, two units at most: "0 s", "45 s", "12 min", "3 h 20 min",
 * "2 d 4 h", "1,204 d". Never rounds to another unit's full value ("60 min"). */
void gp_span_human(struct gp_text *t, int64_t us);

/* A span in seconds with at most 6 decimals, trailing zeros cut: 7200, 0.5, -3.25. */
void gp_span_seconds(struct gp_text *t, gp_i128 us);

/* A span in hours with one decimal below 100 h and none above, with thousands marks. */
void gp_span_hours(struct gp_text *t, gp_i128 us);

#endif
