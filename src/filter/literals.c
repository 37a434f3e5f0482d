/* literals.c - see literals.h. */
#include "filter/literals.h"
#include "base/instant.h"
#include "ingest/time_scan.h"
#include "model/duration.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- dates ---- */

/* A day as a date writes it; 0: not written. */
struct date {
    int year;
    unsigned month, day, quarter;
};

/* Digits at *at, `width` of them. */
static bool digits(struct gp_slice s, size_t *at, size_t width, unsigned *out)
{
    size_t end = *at + width;

    *out = 0;
    if (end > s.len)
        return false;
    for (; *at < end; (*at)++) {
        if (s.at[*at] < '0' || s.at[*at] > '9')
            return false;
        *out = *out * 10 + (unsigned)(s.at[*at] - '0');
    }
    return true;
}

/* "-" and two digits, where they are. */
static bool part(struct gp_slice s, size_t *at, unsigned *out)
{
    if (*at >= s.len || s.at[*at] != '-')
        return true;
    ++*at;
    return digits(s, at, 2, out) && *out != 0;
}

static bool date_at(struct gp_slice s, size_t *at, struct date *out)
{
    unsigned year;

    memset(out, 0, sizeof *out);
    if (!digits(s, at, 4, &year) || year < 1900 || year > 2199)
        return false;
    out->year = (int)year;
    if (*at + 1 < s.len && s.at[*at] == '-' && (s.at[*at + 1] | 0x20) == 'q') {
        *at += 2;
        return digits(s, at, 1, &out->quarter) && out->quarter >= 1 &&
               out->quarter <= 4;
    }
    return part(s, at, &out->month) && part(s, at, &out->day) && out->month <= 12 &&
           (out->day == 0 || out->day <= gp_days_in_month(out->year, out->month));
}

/* The first day of the month that comes n months after the given one. */
static int64_t month_begin(int year, unsigned month, unsigned n)
{
    unsigned months = month - 1 + n;

    return gp_days_from_civil(year + (int)(months / 12), months % 12 + 1, 1);
}

/* The days [*from, *to) of a date. */
static void days_of(const struct date *d, int64_t *from, int64_t *to)
{
    if (d->day != 0) {
        *from = gp_days_from_civil(d->year, d->month, d->day);
        *to = *from + 1;
    } else if (d->month != 0) {
        *from = month_begin(d->year, d->month, 0);
        *to = month_begin(d->year, d->month, 1);
    } else if (d->quarter != 0) {
        *from = month_begin(d->year, d->quarter * 3 - 2, 0);
        *to = month_begin(d->year, d->quarter * 3 - 2, 3);
    } else {
        *from = gp_days_from_civil(d->year, 1, 1);
        *to = gp_days_from_civil(d->year + 1, 1, 1);
    }
}

/* Length of what a time of day names: a minute, a second, a millisecond, ... */
static int64_t grain(const struct gp_time_scan *scan)
{
    if (scan->has_fraction)
        return scan->of_day_us % 1000 == 0 ? 1000 : 1;
    return scan->has_seconds ? GP_SECOND_US : GP_MINUTE_US;
}

/* One date, with a time of day or not. */
static bool moment(struct gp_slice s, struct gp_zone *zone,
                   struct gp_filter_period *out)
{
    struct gp_time_scan scan = {0};
    enum gp_local how;
    struct date date;
    size_t at = 0;
    int64_t from, to;

    s = gp_slice_trim(s);
    if (!date_at(s, &at, &date))
        return false;
    days_of(&date, &from, &to);
    from *= GP_DAY_US;
    to *= GP_DAY_US;
    if (at < s.len) {
        if (date.day == 0 || !gp_scan_rest(s, at, &scan) || !scan.has_time)
            return false;
        from += scan.of_day_us;
        to = from + grain(&scan);
    }
    if (scan.has_offset) {
        out->from = from - scan.offset_s * GP_SECOND_US;
        out->to = to - scan.offset_s * GP_SECOND_US;
    } else {
        out->from = gp_zone_to_utc(zone, from, &how);
        out->to = at < s.len ? out->from + (to - from) : gp_zone_to_utc(zone, to, &how);
    }
    return true;
}

bool gp_filter_period_read(struct gp_slice s, struct gp_zone *zone,
                           struct gp_filter_period *out)
{
    struct gp_filter_period first, last;
    size_t dots = 0;

    while (dots + 1 < s.len && (s.at[dots] != '.' || s.at[dots + 1] != '.'))
        dots++;
    if (dots + 1 >= s.len)
        return moment(s, zone, out);
    if (s.len == 2)
        return false;
    first = last = (struct gp_filter_period){INT64_MIN, INT64_MAX};
    if (dots != 0 && !moment(gp_slice_n(s.at, dots), zone, &first))
        return false;
    if (dots + 2 < s.len &&
        !moment(gp_slice_n(s.at + dots + 2, s.len - dots - 2), zone, &last))
        return false;
    *out = (struct gp_filter_period){first.from, last.to};
    return out->from < out->to;
}

/* ---- numbers ---- */

bool gp_filter_number_read(struct gp_slice s, double *out)
{
    char text[64], *end;

    if (s.len == 0 || s.len >= sizeof text || strspn(s.at, "+-.0123456789eE") < s.len)
        return false;
    memcpy(text, s.at, s.len);
    text[s.len] = '\0';
    errno = 0;
    *out = strtod(text, &end);
    return *end == '\0' && errno == 0 && isfinite(*out);
}

/* ---- durations ---- */

/* "0", "0 min": a document has no use for them, a filter has. */
static bool is_zero(struct gp_slice s)
{
    struct gp_duration d;
    const char *why;
    char one[32];

    if (s.len == 0 || s.len >= sizeof one || s.at[0] != '0')
        return false;
    memcpy(one, s.at, s.len);
    one[0] = '1';
    return s.len == 1 || gp_duration_is(gp_slice_n(one, s.len), &d, &why);
}

bool gp_filter_span_read(struct gp_slice s, int64_t *us, const char **why)
{
    struct gp_duration d;

    s = gp_slice_trim(s);
    *us = 0;
    if (is_zero(s))
        return true;
    if (!gp_duration_is(s, &d, why))
        return false;
    *why = "business hours and days are no spans of the calendar; write hours or days";
    *us = d.span_us;
    return d.clock == GP_CLOCK_WALL;
}
