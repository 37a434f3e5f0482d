/* times.c - each format is one small function over calendar_date; no printf, because a
 * log of fifty million rows has a hundred million of them. */
#include "times.h"

#include "calendar.h"

#include <string.h>

static unsigned put_number(char *out, uint64_t n, unsigned digits)
{
    for (unsigned i = digits; i-- > 0; n /= 10)
        out[i] = (char)('0' + n % 10);
    return digits;
}

static unsigned width(uint64_t n)
{
    unsigned digits = 1;

    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static unsigned put_clock(char *out, uint32_t minute)
{
    put_number(out, minute % DAY / HOUR, 2);
    out[2] = ':';
    put_number(out + 3, minute % HOUR, 2);
    return 5;
}

static unsigned put_text(char *out, const char *text, unsigned n)
{
    memcpy(out, text, n);
    return n;
}

static unsigned put_date_only(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);

    put_number(out, d.year, 4);
    out[4] = '-';
    put_number(out + 5, d.month, 2);
    out[7] = '-';
    put_number(out + 8, d.day, 2);
    return 10;
}

static unsigned put_iso(char *out, uint32_t minute)
{
    unsigned n = put_date_only(out, minute);

    out[n++] = ' ';
    n += put_clock(out + n, minute);
    return n + put_text(out + n, ":00", 3);
}

/* The same instant, told by a clock two hours ahead of UTC. */
static unsigned put_iso_offset(char *out, uint32_t minute)
{
    unsigned n = put_iso(out, minute + 2 * HOUR);

    out[10] = 'T';
    return n + put_text(out + n, "+02:00", 6);
}

/* first and second are day and month or month and day. */
static unsigned put_european(char *out, unsigned first, unsigned second, unsigned year,
                             char between, uint32_t minute)
{
    put_number(out, first, 2);
    out[2] = between;
    put_number(out + 3, second, 2);
    out[5] = between;
    put_number(out + 6, year, 4);
    out[10] = ' ';
    return 11 + put_clock(out + 11, minute);
}

static unsigned put_dmy_dots(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);

    return put_european(out, d.day, d.month, d.year, '.', minute);
}

static unsigned put_dmy_slashes(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);

    return put_european(out, d.day, d.month, d.year, '/', minute);
}

static unsigned put_mdy_slashes(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);

    return put_european(out, d.month, d.day, d.year, '/', minute);
}

static unsigned put_mdy_ampm(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);
    unsigned hour = minute % DAY / HOUR, n;

    n = put_number(out, d.month, width(d.month));
    out[n++] = '/';
    n += put_number(out + n, d.day, width(d.day));
    out[n++] = '/';
    n += put_number(out + n, d.year, 4);
    out[n++] = ' ';
    n += put_number(out + n, hour % 12 ? hour % 12 : 12,
                    width(hour % 12 ? hour % 12 : 12));
    out[n++] = ':';
    n += put_number(out + n, minute % HOUR, 2);
    return n + put_text(out + n, hour < 12 ? " AM" : " PM", 3);
}

static unsigned put_epoch(char *out, uint32_t minute)
{
    uint64_t seconds = (uint64_t)calendar_epoch(minute);

    return put_number(out, seconds, width(seconds));
}

static unsigned put_epoch_ms(char *out, uint32_t minute)
{
    unsigned n = put_epoch(out, minute);

    return n + put_text(out + n, "000", 3);
}

const struct time_format time_formats[] = {
    {"iso", "2024-03-05 14:07:00", 1, put_iso},
    {"iso-offset", "2024-03-05T16:07:00+02:00", 1, put_iso_offset},
    {"dmy-dots", "05.03.2024 14:07", 1, put_dmy_dots},
    {"dmy-slashes", "05/03/2024 14:07", 1, put_dmy_slashes},
    {"mdy-slashes", "03/05/2024 14:07", 1, put_mdy_slashes},
    {"mdy-ampm", "3/5/2024 2:07 PM", 1, put_mdy_ampm},
    {"epoch", "1709647620", 1, put_epoch},
    {"epoch-ms", "1709647620000", 1, put_epoch_ms},
    {"date-only", "2024-03-05", DAY, put_date_only},
};
const unsigned n_time_formats = sizeof time_formats / sizeof *time_formats;

const struct time_format *time_format_find(const char *name)
{
    for (unsigned i = 0; i < n_time_formats; i++)
        if (strcmp(time_formats[i].name, name) == 0)
            return &time_formats[i];
    return NULL;
}
