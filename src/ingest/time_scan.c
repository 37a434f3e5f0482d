/* time_scan.c - see time_scan.h.
 *
 * One pass from left to right: weekday name if any, date, time of day, offset. Digits
 * without separators are told apart by their number: 8 and 14 are dates when month and
 * day fit, 9 and 10 seconds, 12 and 13 milliseconds, 15 and 16 microseconds, 18 and 19
 * nanoseconds since 1970 - lengths that no plausible year shares.
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

static size_t skip_blanks(struct gp_slice s, size_t i)
{
    while (i < s.len && s.at[i] == ' ')
        i++;
    return i;
}

/* Up to max digits; returns how many there were (0: none, or more than max follow). */
static unsigned digits(struct gp_slice s, size_t *at, unsigned max, int *value)
{
    size_t i = *at;
    int v = 0;

    while (i < s.len && is_digit(s.at[i]) && i - *at < max)
        v = v * 10 + (s.at[i++] - '0');
    if (i == *at || is_digit(char_at(s, i)))
        return 0;
    *value = v;
    max = (unsigned)(i - *at);
    *at = i;
    return max;
}

int gp_full_year(int year, unsigned width)
{
    if (width > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

/* ---- time of day ---- */

/* .123456789: to microseconds, the rest cut off. */
static int64_t fraction_us(struct gp_slice s, size_t *at)
{
    int64_t us = 0, unit = 100000;

    while (*at < s.len && is_digit(s.at[*at])) {
        us += unit * (s.at[(*at)++] - '0');
        unit /= 10;
    }
    return us;
}

/* am, pm, a.m., P.M.; -1 for none */
static int day_half(struct gp_slice s, size_t *at)
{
    size_t i = skip_blanks(s, *at);
    char half = (char)(char_at(s, i) | 32);

    if (half != 'a' && half != 'p')
        return -1;
    i++;
    if (char_at(s, i) == '.')
        i++;
    if ((char_at(s, i) | 32) != 'm')
        return -1;
    i++;
    if (char_at(s, i) == '.')
        i++;
    *at = i;
    return half == 'p';
}

static bool clock_us(struct gp_time_scan *t, int h, int m, int s, int half)
{
    if (half >= 0) {
        if (h < 1 || h > 12)
            return false;
        h = h % 12 + 12 * half;
        t->has_ampm = true;
    }
    if (h > 24 || m > 59 || s > 60 || (s == 60 && m != 59))
        return false;
    if (h == 24 && (m != 0 || s != 0 || t->of_day_us != 0))
        return false;
    t->of_day_us += ((int64_t)h * 3600 + m * 60 + s) * GP_SECOND_US;
    t->has_time = true;
    return true;
}

/* HH[MM[SS]] without colons, after a T. */
static bool basic_clock(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    size_t i = *at, n = 0;
    int v[3] = {0, 0, 0}, k;

    while (is_digit(char_at(s, i + n)))
        n++;
    if (n != 2 && n != 4 && n != 6)
        return false;
    for (k = 0; k < (int)n / 2; k++, i += 2)
        v[k] = (s.at[i] - '0') * 10 + (s.at[i + 1] - '0');
    t->of_day_us = 0;
    t->has_seconds = n == 6;
    if (n == 6 && (char_at(s, i) == '.' || char_at(s, i) == ',')) {
        i++;
        t->has_fraction = true;
        t->of_day_us = fraction_us(s, &i);
    }
    *at = i;
    return clock_us(t, v[0], v[1], v[2], -1);
}

bool gp_scan_of_day(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    size_t i = *at;
    int h = 0, m = 0, sec = 0, half;

    t->of_day_us = 0;
    if (digits(s, &i, 2, &h) == 0)
        return basic_clock(s, at, t);
    half = day_half(s, &i);
    if (half >= 0) { /* 10 PM */
        *at = i;
        return clock_us(t, h, 0, 0, half);
    }
    if (char_at(s, i) != ':')
        return basic_clock(s, at, t);
    i++;
    if (digits(s, &i, 2, &m) != 2)
        return false;
    if (char_at(s, i) == ':') {
        i++;
        t->has_seconds = true;
        if (digits(s, &i, 2, &sec) != 2)
            return false;
        if ((char_at(s, i) == '.' || char_at(s, i) == ',') &&
            is_digit(char_at(s, i + 1))) {
            i++;
            t->has_fraction = true;
            t->of_day_us = fraction_us(s, &i);
        }
    }
    half = day_half(s, &i);
    *at = i;
    return clock_us(t, h, m, sec, half);
}

bool gp_scan_offset(struct gp_slice s, size_t *at, int32_t *seconds)
{
    size_t i = *at;
    int sign, hours = 0, minutes = 0;
    char c = char_at(s, i);

    *seconds = 0;
    if (s.len - i >= 3 &&
        (memcmp(s.at + i, "UTC", 3) == 0 || memcmp(s.at + i, "GMT", 3) == 0)) {
        i += 3;
        c = char_at(s, i);
        *at = i;
        if (c != '+' && c != '-')
            return true;
    }
    if (c == 'Z' || c == 'z') {
        *at = i + 1;
        return true;
    }
    if (c != '+' && c != '-')
        return false;
    sign = c == '-' ? -1 : 1;
    i++;
    if (!is_digit(char_at(s, i)) || !is_digit(char_at(s, i + 1)))
        return false;
    hours = (s.at[i] - '0') * 10 + (s.at[i + 1] - '0');
    i += 2;
    if (char_at(s, i) == ':')
        i++;
    if (is_digit(char_at(s, i)) && is_digit(char_at(s, i + 1))) {
        minutes = (s.at[i] - '0') * 10 + (s.at[i + 1] - '0');
        i += 2;
    }
    *seconds = sign * (hours * 3600 + minutes * 60);
    *at = i;
    return hours <= 18 && minutes < 60 && s.at[i - 1] != ':';
}

bool gp_scan_rest(struct gp_slice s, size_t at, struct gp_time_scan *t)
{
    size_t i = at;
    char c = char_at(s, i);

    if (c == ',') /* Jan 24, 2011, 10:05 */
        c = char_at(s, ++i);
    if (c == 'T' || c == 't' || c == ' ') {
        i = c == ' ' ? skip_blanks(s, i) : i + 1;
        t->t = c;
        if (is_digit(char_at(s, i))) {
            if (!gp_scan_of_day(s, &i, t))
                return false;
        } else if (c != ' ') {
            return false;
        }
    }
    i = skip_blanks(s, i);
    if (i < s.len) {
        t->has_offset = true;
        if (!gp_scan_offset(s, &i, &t->offset_s))
            return false;
    }
    return i == s.len;
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

bool gp_scan_numbers(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    size_t i = *at;
    char sign;

    t->width[0] = digits(s, &i, 5, &t->number[0]);
    sign = char_at(s, i);
    if (t->width[0] == 0 || (sign != '-' && sign != '/' && sign != '.'))
        return false;
    i++;
    t->width[1] = digits(s, &i, 2, &t->number[1]);
    if (t->width[1] == 0 || char_at(s, i) != sign)
        return false;
    i++;
    t->width[2] = digits(s, &i, 5, &t->number[2]);
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
    int64_t v = plain_number(s, n), fraction = 0;
    size_t i = n + 1;

    if (char_at(s, n) == '.' && (n == 9 || n == 10))
        fraction = fraction_us(s, &i);
    else
        i = n;
    if (i != s.len)
        return false;
    switch (n) {
    case 9:
    case 10:
        t->form = GP_FORM_EPOCH_S;
        v = v * GP_SECOND_US + fraction;
        break;
    case 12:
    case 13:
        t->form = GP_FORM_EPOCH_MS;
        v *= 1000;
        break;
    case 15:
    case 16:
        t->form = GP_FORM_EPOCH_US;
        break;
    case 18:
    case 19:
        t->form = GP_FORM_EPOCH_NS;
        v /= 1000;
        break;
    default:
        return false;
    }
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
    if (!basic_clock(s, &i, t))
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

/* A month's name at *at; blanks, dots, dashes and "de" after it are skipped. */
static bool month_name(struct gp_slice s, size_t *at, int *month)
{
    struct gp_slice word = gp_slice_n(s.at + *at, s.len - *at);

    word.len = gp_time_word(word);
    *month = word.len != 0 ? (int)gp_time_month(word) : 0;
    *at += word.len;
    return *month != 0;
}

static size_t skip_joints(struct gp_slice s, size_t i)
{
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '.' || s.at[i] == '-' ||
                         s.at[i] == '/' || s.at[i] == ','))
        i++;
    if (s.len - i > 3 && memcmp(s.at + i, "de ", 3) == 0) /* 24 de enero de 2011 */
        i += 3;
    return i;
}

/* 24 Jan 2011, 24-Jan-11, 24. Januar 2011; Jan 24, 2011; 2011-Jan-24 */
static bool scan_named(struct gp_slice s, size_t i, struct gp_time_scan *t)
{
    int first = 0, last = 0;
    unsigned first_width = digits(s, &i, 4, &first), last_width;

    t->form = GP_FORM_NAMED;
    if (first_width != 0)
        i = skip_joints(s, i);
    if (!month_name(s, &i, &t->number[1]))
        return false;
    i = skip_joints(s, i);
    if (first_width == 0) {
        first_width = digits(s, &i, 2, &first);
        i = skip_joints(s, i);
    }
    last_width = digits(s, &i, 4, &last);
    if (first_width == 0 || last_width == 0 || (first_width > 2 && last_width > 2))
        return false;
    t->number[0] = first_width > 2 ? last : first;
    t->number[2] = first_width > 2 ? first : last;
    t->width[0] = t->width[1] = 2;
    t->width[2] = first_width > 2 ? first_width : last_width;
    if (t->width[2] == 3 || t->width[2] == 1)
        return false;
    return gp_scan_rest(s, i, t);
}

static size_t skip_weekday(struct gp_slice s)
{
    size_t n = gp_time_word(s);

    if (n < 2 || !gp_time_weekday(gp_slice_n(s.at, n)))
        return 0;
    while (n < s.len && (s.at[n] == ' ' || s.at[n] == ',' || s.at[n] == '.'))
        n++;
    return n;
}

bool gp_time_scan(struct gp_slice s, struct gp_time_scan *t)
{
    size_t n = 0, at = 0;
    bool negative = char_at(s, 0) == '-';

    memset(t, 0, sizeof *t);
    if (s.len < 6 || s.len > 64)
        return false;
    if (negative)
        s = gp_slice_n(s.at + 1, s.len - 1);
    while (n < s.len && is_digit(s.at[n]))
        n++;
    if (n >= 8)
        return scan_digits(s, n, negative, t);
    if (negative)
        return false;
    if (n == 0)
        at = skip_weekday(s);
    n = at;
    if (gp_scan_numbers(s, &n, t))
        return gp_scan_rest(s, n, t);
    memset(t, 0, sizeof *t);
    return scan_named(s, at, t);
}
