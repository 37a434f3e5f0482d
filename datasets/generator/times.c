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

/* 2:07 PM, 12:07 AM */
static unsigned put_half_day(char *out, uint32_t minute)
{
    unsigned hour = minute % DAY / HOUR, shown = hour % 12 ? hour % 12 : 12, n;

    n = put_number(out, shown, width(shown));
    out[n++] = ':';
    n += put_number(out + n, minute % HOUR, 2);
    return n + put_text(out + n, hour < 12 ? " AM" : " PM", 3);
}

static unsigned put_mdy_ampm(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);
    unsigned n = put_number(out, d.month, width(d.month));

    out[n++] = '/';
    n += put_number(out + n, d.day, width(d.day));
    out[n++] = '/';
    n += put_number(out + n, d.year, 4);
    out[n++] = ' ';
    return n + put_half_day(out + n, minute);
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

static unsigned put_epoch_us(char *out, uint32_t minute)
{
    unsigned n = put_epoch(out, minute);

    return n + put_text(out + n, "000000", 6);
}

static unsigned put_epoch_ns(char *out, uint32_t minute)
{
    unsigned n = put_epoch_us(out, minute);

    return n + put_text(out + n, "000", 3);
}

static unsigned put_iso_basic(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);
    unsigned n = put_number(out, d.year, 4);

    n += put_number(out + n, d.month, 2);
    n += put_number(out + n, d.day, 2);
    out[n++] = 'T';
    n += put_number(out + n, minute % DAY / HOUR, 2);
    n += put_number(out + n, minute % HOUR, 2);
    return n + put_text(out + n, "00Z", 3);
}

/* A day, its month in words, and the year, with what stands between them. */
static unsigned put_named(char *out, uint32_t minute, const char *behind_day,
                          const char *const *months, const char *behind_month)
{
    struct date d = calendar_date(minute);
    const char *month = months[d.month - 1];
    unsigned n = put_number(out, d.day, width(d.day));

    n += put_text(out + n, behind_day, (unsigned)strlen(behind_day));
    n += put_text(out + n, month, (unsigned)strlen(month));
    n += put_text(out + n, behind_month, (unsigned)strlen(behind_month));
    return n + put_number(out + n, d.year, 4);
}

static const char *const english[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const french[] = {"janvier",   "février", "mars",     "avril",
                                     "mai",       "juin",    "juillet",  "août",
                                     "septembre", "octobre", "novembre", "décembre"};
static const char *const german[] = {"Januar",    "Februar", "März",     "April",
                                     "Mai",       "Juni",    "Juli",     "August",
                                     "September", "Oktober", "November", "Dezember"};

static unsigned put_english(char *out, uint32_t minute)
{
    unsigned n = put_named(out, minute, "-", english, "-");

    out[n++] = ' ';
    return n + put_half_day(out + n, minute);
}

static unsigned put_french(char *out, uint32_t minute)
{
    unsigned n = put_named(out, minute, " ", french, " ");

    n += put_text(out + n, " à ", 4);
    n += put_clock(out + n, minute);
    out[n - 3] = 'h';
    return n;
}

static unsigned put_german(char *out, uint32_t minute)
{
    unsigned n = put_named(out, minute, ". ", german, " ");

    n += put_text(out + n, ", ", 2);
    n += put_clock(out + n, minute);
    return n + put_text(out + n, " Uhr", 4);
}

static unsigned put_japanese(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);
    unsigned n = put_number(out, d.year, 4);

    n += put_text(out + n, "年", 3);
    n += put_number(out + n, d.month, width(d.month));
    n += put_text(out + n, "月", 3);
    n += put_number(out + n, d.day, width(d.day));
    n += put_text(out + n, "日 ", 4);
    return n + put_clock(out + n, minute);
}

/* Days since 1899-12-30 and their fraction, ten digits of it. */
static unsigned put_serial(char *out, uint32_t minute, char sign)
{
    enum { EPOCH = 25569, SECONDS = 86400 };
    int64_t seconds = calendar_epoch(minute);
    uint64_t days = (uint64_t)(seconds / SECONDS) + EPOCH;
    uint64_t parts = (uint64_t)(seconds % SECONDS) * 10000000000u;
    unsigned n = put_number(out, days, width(days));

    out[n++] = sign;
    return n + put_number(out + n, (parts + SECONDS / 2) / SECONDS, 10);
}

static unsigned put_excel(char *out, uint32_t minute)
{
    return put_serial(out, minute, '.');
}

static unsigned put_excel_comma(char *out, uint32_t minute)
{
    return put_serial(out, minute, ',');
}

static unsigned put_two_digits(char *out, uint32_t minute)
{
    struct date d = calendar_date(minute);

    put_european(out, d.day, d.month, d.year, '.', minute);
    memmove(out + 6, out + 8, 8); /* 05.03.2024 14:07 -> 05.03.24 14:07 */
    return 14;
}

static unsigned put_slashed_date(char *out, uint32_t minute)
{
    return put_dmy_slashes(out, minute) - 6;
}

const struct time_format time_formats[] = {
    {"iso", "2024-03-05 14:07:00", 1, put_iso, NULL},
    {"iso-offset", "2024-03-05T16:07:00+02:00", 1, put_iso_offset, NULL},
    {"iso-basic", "20240305T140700Z", 1, put_iso_basic, NULL},
    {"dmy-dots", "05.03.2024 14:07", 1, put_dmy_dots, NULL},
    {"dmy-short", "05.03.24 14:07", 1, put_two_digits, NULL},
    {"dmy-slashes", "05/03/2024 14:07", 1, put_dmy_slashes, NULL},
    {"mdy-slashes", "03/05/2024 14:07", 1, put_mdy_slashes, NULL},
    {"mdy-ampm", "3/5/2024 2:07 PM", 1, put_mdy_ampm, NULL},
    {"english", "5-Mar-2024 2:07 PM", 1, put_english, NULL},
    {"french", "5 mars 2024 à 14h07", 1, put_french, NULL},
    {"german", "5. März 2024, 14:07 Uhr", 1, put_german, NULL},
    {"japanese", "2024年3月5日 14:07", 1, put_japanese, NULL},
    {"epoch", "1709647620", 1, put_epoch, NULL},
    {"epoch-ms", "1709647620000", 1, put_epoch_ms, NULL},
    {"epoch-us", "1709647620000000", 1, put_epoch_us, NULL},
    {"epoch-ns", "1709647620000000000", 1, put_epoch_ns, NULL},
    {"excel", "45356.5881944444", 1, put_excel, NULL},
    {"excel-comma", "45356,5881944444", 1, put_excel_comma, NULL},
    {"date-time", "2024-03-05 and 14:07 in two columns", 1, put_date_only, put_clock},
    {"dmy-time", "05/03/2024 and 2:07 PM in two columns", 1, put_slashed_date,
     put_half_day},
    {"date-only", "2024-03-05", DAY, put_date_only, NULL},
};
const unsigned n_time_formats = sizeof time_formats / sizeof *time_formats;

const struct time_format *time_format_find(const char *name)
{
    for (unsigned i = 0; i < n_time_formats; i++)
        if (strcmp(time_formats[i].name, name) == 0)
            return &time_formats[i];
    return NULL;
}
