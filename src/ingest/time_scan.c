/* time_scan.c - see time_scan.h.
 *
 * One pass from left to right: weekday name if any, date, then what time_clock.c reads;
 * dates with a month's name are read by time_named.c. Digits without separators are told
 * apart by their number: 8 and 14 are dates when month and day fit, 9 and 10 seconds, 12
 * and 13 milliseconds, 15 and 16 microseconds, 18 and 19 nanoseconds since 1970 - lengths
 * that no plausible year shares.
 */
#include "ingest/time_scan.h"

#include "base/instant.h"
#include "ingest/time_names.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char char_at(struct gp_slice s, size_t i)
{
    return i < s.len ? s.at[i] : '\0';
}

int gp_full_year(int year, unsigned width)
{
    if (width > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

/* ---- dates ---- */

static enum gp_time_form form_of(char sign, unsigned first_width)
{
    if (first_width >= 4)
        return GP_FORM_ISO;
    if (first_width > 2)
        return GP_FORM_NONE;
    return sign == '.' ? GP_FORM_DOT : sign == '/' ? GP_FORM_SLASH : GP_FORM_DASH;
}

/* 5. 3. 2024 has blanks behind its dots. */
static size_t behind_sign(struct gp_slice s, size_t i, char sign)
{
    i++;
    return sign == '.' && char_at(s, i) == ' ' ? i + 1 : i;
}

bool gp_scan_numbers(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    size_t i = *at;
    char sign;

    t->width[0] = gp_scan_digits(s, &i, 5, &t->number[0]);
    sign = char_at(s, i);
    if (t->width[0] == 0 || (sign != '-' && sign != '/' && sign != '.'))
        return false;
    i = behind_sign(s, i, sign);
    t->width[1] = gp_scan_digits(s, &i, 2, &t->number[1]);
    if (t->width[1] == 0 || char_at(s, i) != sign)
        return false;
    i = behind_sign(s, i, sign);
    t->width[2] = gp_scan_digits(s, &i, 5, &t->number[2]);
    t->form = form_of(sign, t->width[0]);
    if (t->width[2] == 0 || t->width[2] == 3 || t->form == GP_FORM_NONE)
        return false;
    if (t->form == GP_FORM_ISO && t->width[2] > 2)
        return false;
    if (t->form != GP_FORM_ISO && t->width[2] == 1)
        return false;
    *at = i;
    return true;
}

static int64_t plain_number(struct gp_slice s, size_t n)
{
    int64_t v = 0;
    size_t i;

    for (i = 0; i < n; i++)
        v = v * 10 + (s.at[i] - '0');
    return v;
}

static bool as_epoch(struct gp_slice s, size_t n, bool negative, struct gp_time_scan *t)
{
    static const struct {
        enum gp_time_form form;
        int64_t per_us, us_per; /* units of a microsecond; microseconds of a unit */
    } units[] = {{GP_FORM_EPOCH_S, 1, GP_SECOND_US},
                 {GP_FORM_EPOCH_MS, 1, 1000},
                 {GP_FORM_EPOCH_US, 1, 1},
                 {GP_FORM_EPOCH_NS, 1000, 1}};
    int64_t v = plain_number(s, n), fraction = 0;
    size_t i = n, k = (n - 9) / 3;

    if (n < 9 || n % 3 == 2) /* 9 or 10 digits, 12 or 13, 15 or 16, 18 or 19 */
        return false;
    if ((char_at(s, i) == '.' || char_at(s, i) == ',') && is_digit(char_at(s, i + 1))) {
        i++;
        fraction = gp_scan_fraction(s, &i) * units[k].us_per / GP_SECOND_US;
    }
    if (i != s.len)
        return false;
    v = v * units[k].us_per / units[k].per_us + fraction;
    t->form = units[k].form;
    t->of_day_us = negative ? -v : v;
    t->has_time = t->has_seconds = true;
    return true;
}

/* 20110124, 20110124T1356, 20110124 13:56, 20110124135600 */
static bool as_basic(struct gp_slice s, size_t n, struct gp_time_scan *t)
{
    int date = n >= 8 ? (int)plain_number(s, 8) : 0;
    size_t i = 8;

    t->number[0] = date / 10000;
    t->number[1] = date / 100 % 100;
    t->number[2] = date % 100;
    t->width[0] = 4;
    t->width[1] = t->width[2] = 2;
    if ((n != 8 && n != 14) || t->number[1] < 1 || t->number[1] > 12 ||
        t->number[2] < 1 || t->number[2] > 31 || t->number[0] < 1900 ||
        t->number[0] > 2199)
        return false;
    t->form = GP_FORM_BASIC;
    if (n == 8)
        return gp_scan_rest(s, i, t);
    if (!gp_scan_basic_clock(s, &i, t))
        return false;
    if (i < s.len) {
        t->has_offset = true;
        return gp_scan_offset(s, &i, &t->offset_s) && i == s.len;
    }
    return true;
}

static bool scan_digits(struct gp_slice s, size_t n, bool negative,
                        struct gp_time_scan *t)
{
    if (n > 19 || n < 8)
        return false;
    return (!negative && as_basic(s, n, t)) || as_epoch(s, n, negative, t);
}

/* ---- other calendars and days of a spreadsheet ---- */

static void set_day(struct gp_time_scan *t, enum gp_time_form form, int64_t day)
{
    unsigned month = 0, of_month = 0;

    gp_civil_from_days(day, &t->number[0], &month, &of_month);
    t->number[1] = (int)month;
    t->number[2] = (int)of_month;
    t->width[0] = 4;
    t->width[1] = t->width[2] = 2;
    t->form = form;
}

bool gp_scan_excel(struct gp_slice s, bool since_1904, struct gp_time_scan *t)
{
    enum { FROM_1900 = 25569, FROM_1904 = 24107, DAY_MS = 86400000 };
    gp_i128 parts = 0, unit = 1;
    size_t i = 0, k = 0;
    int64_t ms;
    int days = 0;

    if (gp_scan_digits(s, &i, 6, &days) == 0)
        return false;
    t->has_time = false;
    if (i < s.len && (s.at[i] == '.' || s.at[i] == ','))
        for (i++, t->has_time = true; i < s.len && is_digit(s.at[i]); i++, k++)
            if (k < 15) {
                parts = parts * 10 + (s.at[i] - '0');
                unit *= 10;
            }
    if (i != s.len || (t->has_time && k == 0))
        return false;
    ms = (int64_t)((parts * DAY_MS * 2 + unit) / (2 * unit));
    set_day(t, GP_FORM_EXCEL,
            days - (since_1904 ? FROM_1904 : FROM_1900) + ms / DAY_MS);
    t->of_day_us = ms % DAY_MS * 1000;
    t->has_seconds = t->has_time;
    return true;
}

/* A number of days that stands for a year from 1954 to 2099. */
static bool scan_serial(struct gp_slice s, struct gp_time_scan *t)
{
    char c = char_at(s, 5);

    if (c != '\0' && c != '.' && c != ',')
        return false;
    return plain_number(s, 5) >= 20000 && plain_number(s, 5) <= 73050 &&
           gp_scan_excel(s, false, t);
}

/* Days since 1970 of the first Monday of an ISO year. */
static int64_t first_week(int year)
{
    int64_t fourth = gp_days_from_civil(year, 1, 4);

    return fourth - ((fourth + 3) % 7 + 7) % 7;
}

/* 2024-W10-2, 2024W102 */
static bool scan_week(struct gp_slice s, struct gp_time_scan *t)
{
    int year = (int)plain_number(s, 4), week, weekday;
    size_t i = 4;
    bool dash = char_at(s, i) == '-';

    i += dash;
    if ((char_at(s, i) | 32) != 'w' || !is_digit(char_at(s, i + 1)) ||
        !is_digit(char_at(s, i + 2)))
        return false;
    week = (s.at[i + 1] - '0') * 10 + (s.at[i + 2] - '0');
    i += 3;
    if (dash && char_at(s, i++) != '-')
        return false;
    if (!is_digit(char_at(s, i)))
        return false;
    weekday = s.at[i++] - '0';
    if (week < 1 || weekday < 1 || weekday > 7 ||
        first_week(year) + (week - 1) * 7 >= first_week(year + 1))
        return false;
    set_day(t, GP_FORM_ISO, first_week(year) + (week - 1) * 7 + weekday - 1);
    return gp_scan_rest(s, i, t);
}

/* 2024-065: the day of the year, or the 65th something of 2024 */
static bool scan_ordinal(struct gp_slice s, struct gp_time_scan *t)
{
    int year = (int)plain_number(s, 4), of_year = 0;
    size_t i = 5;
    int64_t day;

    if (char_at(s, 4) != '-' || gp_scan_digits(s, &i, 3, &of_year) != 3)
        return false;
    day = gp_days_from_civil(year, 1, 1) + of_year - 1;
    if (of_year < 1 || day >= gp_days_from_civil(year + 1, 1, 1))
        return false;
    set_day(t, GP_FORM_ISO, day);
    if (!gp_scan_rest(s, i, t))
        return false;
    t->could_be_id = !t->has_time;
    return true;
}

static bool mark(struct gp_slice s, size_t *at, const char *one, const char *other)
{
    size_t n = strlen(one), i = gp_time_blanks(s, *at);

    if (i >= s.len || s.len - i < n ||
        (memcmp(s.at + i, one, n) != 0 && memcmp(s.at + i, other, n) != 0))
        return false;
    *at = i + n;
    return true;
}

/* 2024年3月5日, 2024년 3월 5일 */
static bool scan_marked(struct gp_slice s, struct gp_time_scan *t)
{
    size_t i = 0;

    t->width[0] = gp_scan_digits(s, &i, 4, &t->number[0]);
    if (t->width[0] != 4 || !mark(s, &i, "年", "년"))
        return false;
    i = gp_time_blanks(s, i);
    t->width[1] = gp_scan_digits(s, &i, 2, &t->number[1]);
    if (t->width[1] == 0 || !mark(s, &i, "月", "월"))
        return false;
    i = gp_time_blanks(s, i);
    t->width[2] = gp_scan_digits(s, &i, 2, &t->number[2]);
    if (t->width[2] == 0 || !mark(s, &i, "日", "일"))
        return false;
    t->form = GP_FORM_ISO;
    return gp_scan_rest(s, i, t);
}

static bool scan_otherwise(struct gp_slice s, struct gp_time_scan *t)
{
    static bool (*const ways[])(struct gp_slice, struct gp_time_scan *) = {
        scan_marked, scan_week, scan_ordinal};
    size_t i;

    for (i = 0; i < sizeof ways / sizeof *ways; i++) {
        memset(t, 0, sizeof *t);
        if (ways[i](s, t))
            return true;
    }
    return false;
}

/* ---- the whole ---- */

static size_t skip_weekday(struct gp_slice s)
{
    size_t n = gp_time_word(s);

    if (n < 2 || !gp_time_weekday(gp_slice_n(s.at, n)))
        return 0;
    if (s.len - n > 6 && memcmp(s.at + n, "-feira", 6) == 0) /* terça-feira */
        n += 6;
    while (n < s.len && (s.at[n] == ' ' || s.at[n] == ',' || s.at[n] == '.'))
        n++;
    return n;
}

/* "Mar" is March, and Tuesday in French: the month goes first. */
static bool scan_words(struct gp_slice s, struct gp_time_scan *t)
{
    size_t at, n;

    if (gp_scan_named(s, 0, t))
        return true;
    at = n = skip_weekday(s);
    memset(t, 0, sizeof *t);
    if (at == 0)
        return false;
    if (gp_scan_numbers(s, &n, t))
        return gp_scan_rest(s, n, t);
    memset(t, 0, sizeof *t);
    return gp_scan_named(s, at, t);
}

/* 14:05 23/03/2024, 2:05 PM, Mar 5, 2024: the date behind its time of day. */
static bool scan_clock_first(struct gp_slice s, struct gp_time_scan *t)
{
    struct gp_time_scan clock = {0};
    size_t i = 0, at;
    bool good;

    if (!gp_scan_of_day(s, &i, &clock))
        return false;
    i += char_at(s, i) == ',';
    at = i = gp_time_blanks(s, i);
    good = gp_scan_numbers(s, &at, t) ? at == s.len : gp_scan_named(s, i, t);
    if (!good || t->has_time || t->has_offset)
        return false;
    t->of_day_us = clock.of_day_us;
    t->has_time = true;
    t->has_seconds = clock.has_seconds;
    t->has_fraction = clock.has_fraction;
    t->has_ampm = clock.has_ampm;
    t->leap_second = clock.leap_second;
    t->t = ',';
    return true;
}

bool gp_time_scan(struct gp_slice s, struct gp_time_scan *t)
{
    size_t n = 0, at = 0;
    bool negative = char_at(s, 0) == '-';

    memset(t, 0, sizeof *t);
    if (s.len < 5 || s.len > GP_TIME_LONGEST)
        return false;
    if (negative)
        s = gp_slice_n(s.at + 1, s.len - 1);
    while (n < s.len && is_digit(s.at[n]))
        n++;
    if (n >= 8)
        return scan_digits(s, n, negative, t);
    if (negative)
        return false;
    if (n == 5 && scan_serial(s, t))
        return true;
    if (n == 0)
        return scan_words(s, t);
    if (gp_scan_numbers(s, &at, t))
        return gp_scan_rest(s, at, t);
    if (n <= 2 && char_at(s, n) == ':')
        return scan_clock_first(s, t);
    if (n == 4 && scan_otherwise(s, t))
        return true;
    memset(t, 0, sizeof *t);
    return gp_scan_named(s, 0, t);
}
