/* time_clock.c - what follows a date: the time of day and the offset (time_scan.h).
 *
 *   14:05:30.250   2:05 PM   14h05   14.05   1405   14時05分   午後2:05
 *   Z   +02:00   +0530   UTC+2   CET   GMT+0100 (Central European Time)
 *
 * A zone's abbreviation is read where all who use it mean the same offset
 * (time_names.h). What stands in brackets behind an offset only repeats it.
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

/* Does the text go on with these bytes? Their number, or 0. */
static size_t goes_on(struct gp_slice s, size_t i, const char *with)
{
    size_t n = strlen(with);

    return i < s.len && s.len - i >= n && memcmp(s.at + i, with, n) == 0 ? n : 0;
}

unsigned gp_scan_digits(struct gp_slice s, size_t *at, unsigned max, int *value)
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

static struct gp_slice word_at(struct gp_slice s, size_t i)
{
    struct gp_slice word = gp_slice_n(s.at + i, i < s.len ? s.len - i : 0);

    word.len = gp_time_word(word);
    return word;
}

/* ---- time of day ---- */

int64_t gp_scan_fraction(struct gp_slice s, size_t *at)
{
    int64_t us = 0, unit = 100000;

    while (*at < s.len && is_digit(s.at[*at])) {
        us += unit * (s.at[(*at)++] - '0');
        unit /= 10;
    }
    return us;
}

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* am, pm, a.m., p. m., P; -1 for none */
static int half_behind(struct gp_slice s, size_t *at)
{
    size_t i = gp_time_blanks(s, *at), k;
    char half = (char)(char_at(s, i) | 32);

    if (half != 'a' && half != 'p')
        return -1;
    i++;
    i += char_at(s, i) == '.';
    k = gp_time_blanks(s, i);
    if ((char_at(s, k) | 32) == 'm') {
        i = k + 1;
        i += char_at(s, i) == '.';
    }
    if (is_letter(char_at(s, i)))
        return -1;
    *at = i;
    return half == 'p';
}

/* 午後2:05, 下午 2:05, 오후 2:05 */
static int half_in_front(struct gp_slice s, size_t *at)
{
    static const char *const halves[][2] = {
        {"午前", "午後"}, {"上午", "下午"}, {"오전", "오후"}};
    size_t i, k;

    if (*at >= s.len || (unsigned char)s.at[*at] < 0x80)
        return -1;
    for (i = 0; i < sizeof halves / sizeof *halves; i++)
        for (k = 0; k < 2; k++)
            if (goes_on(s, *at, halves[i][k]) != 0) {
                *at = gp_time_blanks(s, *at + strlen(halves[i][k]));
                return (int)k;
            }
    return -1;
}

struct clock {
    int hour, minute, second, half;
};

static bool clock_us(struct gp_time_scan *t, const struct clock *c)
{
    int h = c->hour;

    if (c->half >= 0) {
        if (h > 12 || (h == 0 && c->half == 1))
            return false;
        h = h % 12 + 12 * c->half;
        t->has_ampm = true;
    }
    if (h > 24 || c->minute > 59 || c->second > 60 ||
        (c->second == 60 && c->minute != 59))
        return false;
    if (h == 24 && (c->minute != 0 || c->second != 0 || t->of_day_us != 0))
        return false;
    t->of_day_us += ((int64_t)h * 3600 + c->minute * 60 + c->second) * GP_SECOND_US;
    t->leap_second = c->second == 60;
    t->has_time = true;
    return true;
}

/* .123456 or ,123456; :123 where colons stand between hours, minutes and seconds */
static void take_fraction(struct gp_slice s, size_t *at, char sign,
                          struct gp_time_scan *t)
{
    char c = char_at(s, *at);

    if ((c != '.' && c != ',' && c != sign) || !is_digit(char_at(s, *at + 1)))
        return;
    ++*at;
    t->has_fraction = true;
    t->of_day_us = gp_scan_fraction(s, at);
}

/* HH, HHMM or HHMMSS without signs. */
static bool basic_clock(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    struct clock c = {0, 0, 0, -1};
    size_t i = *at, n = 0;

    while (is_digit(char_at(s, i + n)))
        n++;
    if (n != 2 && n != 4 && n != 6)
        return false;
    c.hour = (s.at[i] - '0') * 10 + (s.at[i + 1] - '0');
    if (n >= 4)
        c.minute = (s.at[i + 2] - '0') * 10 + (s.at[i + 3] - '0');
    if (n == 6)
        c.second = (s.at[i + 4] - '0') * 10 + (s.at[i + 5] - '0');
    i += n;
    t->of_day_us = 0;
    t->has_seconds = n == 6;
    if (n == 6)
        take_fraction(s, &i, '.', t);
    *at = i;
    return clock_us(t, &c);
}

bool gp_scan_basic_clock(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    return basic_clock(s, at, t);
}

/* 14:05:30.250, 14.05.30; *at stands behind the hour. */
static bool signed_clock(struct gp_slice s, size_t *at, struct clock *c,
                         struct gp_time_scan *t)
{
    char sign = char_at(s, *at);

    ++*at;
    if (gp_scan_digits(s, at, 2, &c->minute) != 2)
        return false;
    if (char_at(s, *at) != sign)
        return true;
    ++*at;
    t->has_seconds = true;
    if (gp_scan_digits(s, at, 2, &c->second) != 2)
        return false;
    take_fraction(s, at, sign, t);
    return true;
}

/* Behind blanks and one of the marks; i where there is none. */
static size_t behind_mark(struct gp_slice s, size_t i, const char *const *marks)
{
    size_t k = gp_time_blanks(s, i);

    for (; *marks != NULL; marks++)
        if (goes_on(s, k, *marks) != 0)
            return k + strlen(*marks);
    return i;
}

/* 14h05, 14 h 05, 14h; 14時05分30秒; *at stands behind the hour. */
static bool marked_clock(struct gp_slice s, size_t *at, struct clock *c,
                         struct gp_time_scan *t)
{
    static const char *const hours[] = {"h", "H", "時", "时", "點", "点", "시", NULL};
    static const char *const minutes[] = {"min", "mn", "m", "分", "분", NULL};
    static const char *const seconds[] = {"s", "秒", "초", NULL};
    size_t i = behind_mark(s, *at, hours);

    if (i == *at || (char_at(s, i) | 32) == 'r') /* "14 hrs" */
        return false;
    *at = i;
    i = gp_time_blanks(s, *at);
    if (!is_digit(char_at(s, i)))
        return true;
    if (gp_scan_digits(s, &i, 2, &c->minute) == 0)
        return false;
    *at = behind_mark(s, i, minutes);
    i = gp_time_blanks(s, *at);
    if (!is_digit(char_at(s, i)))
        return true;
    if (gp_scan_digits(s, &i, 2, &c->second) == 0)
        return false;
    t->has_seconds = true;
    *at = behind_mark(s, i, seconds);
    return true;
}

bool gp_scan_of_day(struct gp_slice s, size_t *at, struct gp_time_scan *t)
{
    struct clock c = {0, 0, 0, -1};
    size_t i = *at;
    char sign;

    t->of_day_us = 0;
    if (!is_digit(char_at(s, i)))
        c.half = half_in_front(s, &i);
    if (gp_scan_digits(s, &i, 2, &c.hour) == 0)
        return basic_clock(s, at, t);
    sign = char_at(s, i);
    if (sign == ':' || (sign == '.' && is_digit(char_at(s, i + 1)))) {
        if (!signed_clock(s, &i, &c, t))
            return false;
    } else if (!marked_clock(s, &i, &c, t)) {
        if (c.half < 0)
            c.half = half_behind(s, &i); /* 10 PM */
        if (c.half < 0)
            return basic_clock(s, at, t);
    }
    if (c.half < 0)
        c.half = half_behind(s, &i);
    *at = i;
    return clock_us(t, &c);
}

bool gp_time_of_day(struct gp_slice s, struct gp_time_scan *t)
{
    size_t i = 0, digits = 0;

    memset(t, 0, sizeof *t);
    if (s.len < 2 || s.len > 40)
        return false;
    while (digits < s.len && is_digit(s.at[digits]))
        digits++;
    if (digits == s.len && digits != 4 && digits != 6)
        return false;
    if (digits >= 4 && digits < s.len && (s.at[digits] == '-' || s.at[digits] == '+'))
        return false; /* 2024-0012 is a number of something, not 20:24 of a zone */
    if (!gp_scan_of_day(s, &i, t))
        return false;
    t->could_be_id = digits == s.len;
    return gp_scan_behind(s, i, t);
}

/* ---- offset ---- */

/* +02:00 +0530 +02; +2 and +5:30 only behind the word UTC. */
static bool signed_offset(struct gp_slice s, size_t *at, bool named, int32_t *seconds)
{
    size_t i = *at + 1, from = i;
    int sign = char_at(s, *at) == '-' ? -1 : 1, hours = 0, minutes = 0;
    bool colon = false;

    while (is_digit(char_at(s, i)) && i - from < 2)
        hours = hours * 10 + (s.at[i++] - '0');
    if (i == from || (i - from == 1 && !named))
        return false;
    colon = char_at(s, i) == ':';
    i += colon;
    if (is_digit(char_at(s, i)) && is_digit(char_at(s, i + 1))) {
        minutes = (s.at[i] - '0') * 10 + (s.at[i + 1] - '0');
        i += 2;
    } else if (colon) {
        return false;
    }
    *seconds = sign * (hours * 3600 + minutes * 60);
    *at = i;
    return hours <= 18 && minutes < 60;
}

bool gp_scan_offset(struct gp_slice s, size_t *at, int32_t *seconds)
{
    struct gp_slice word = word_at(s, *at);
    size_t i;
    char c;

    *seconds = 0;
    if (word.len != 0) {
        if (!gp_time_zone_name(word, seconds))
            return false;
        *at += word.len;
        if (*seconds != 0 || word.len < 2) /* only UTC and GMT go on: UTC+2 */
            return true;
        i = gp_time_blanks(s, *at);
        c = char_at(s, i);
        if ((c != '+' && c != '-') || !is_digit(char_at(s, i + 1)))
            return true;
        *at = i;
        return signed_offset(s, at, true, seconds);
    }
    c = char_at(s, *at);
    return (c == '+' || c == '-') && signed_offset(s, at, false, seconds);
}

/* ---- between and behind ---- */

/* "[Europe/Berlin]", "(Central European Time)" behind an offset */
static size_t skip_remark(struct gp_slice s, size_t i)
{
    char c = char_at(s, i), end = c == '[' ? ']' : ')';

    if ((c == '[' || c == '(') && s.at[s.len - 1] == end)
        return s.len;
    return i;
}

bool gp_scan_behind(struct gp_slice s, size_t i, struct gp_time_scan *t)
{
    i = gp_time_blanks(s, i);
    if (i < s.len && t->has_time && gp_time_is_unit(word_at(s, i)))
        i = gp_time_blanks(s, i + word_at(s, i).len);
    if (i < s.len) {
        t->has_offset = true;
        if (!gp_scan_offset(s, &i, &t->offset_s))
            return false;
        i = gp_time_blanks(s, i);
        i = skip_remark(s, i);
    }
    return i == s.len;
}

/* "um", "at", "a las", "alle ore", "-", "@": then a digit must follow, else i. */
static size_t skip_joint(struct gp_slice s, size_t i)
{
    size_t k = i, words;
    char c = char_at(s, k);

    if ((c == '-' || c == '@' || c == '|') && char_at(s, k + 1) == ' ')
        k = gp_time_blanks(s, k + 1);
    for (words = 0; words < 3 && !is_digit(char_at(s, k)); words++) {
        struct gp_slice word = word_at(s, k);

        if (!gp_time_is_joint(word))
            return i;
        k += word.len;
        k += char_at(s, k) == '.';
        k = gp_time_blanks(s, k);
    }
    return is_digit(char_at(s, k)) ? k : i;
}

/* (火), (Tue) behind a date */
static size_t skip_weekday_behind(struct gp_slice s, size_t i)
{
    struct gp_slice word;

    if (char_at(s, i) != '(')
        return i;
    word = word_at(s, i + 1);
    if (!gp_time_weekday(word) || char_at(s, i + 1 + word.len) != ')')
        return i;
    return i + word.len + 2;
}

static bool begins_clock(struct gp_slice s, size_t i)
{
    return is_digit(char_at(s, i)) || half_in_front(s, &i) >= 0;
}

/* 2024-03-05-14.05.30, 05/Mar/2024:14:05:30, 2024-03-05_14:05 */
static bool glued_clock(struct gp_slice s, size_t i)
{
    char c = char_at(s, i), sign;

    if (c != '-' && c != ':' && c != '_')
        return false;
    sign = char_at(s, i + 3);
    return is_digit(char_at(s, i + 1)) && is_digit(char_at(s, i + 2)) &&
           is_digit(char_at(s, i + 4)) && (sign == '.' || (sign == ':' && c != '-'));
}

bool gp_scan_rest(struct gp_slice s, size_t at, struct gp_time_scan *t)
{
    size_t i = at;
    char c = char_at(s, i);

    if (c == '(')
        c = char_at(s, i = skip_weekday_behind(s, i));
    if (c == ',' || (c == '.' && (char_at(s, i + 1) == ' ' || i + 1 == s.len)))
        c = char_at(s, ++i); /* Jan 24, 2011, 10:05; 24.01.2011. 10:05 */
    if (c == 'T' || c == 't') {
        t->t = c;
        i++;
        return is_digit(char_at(s, i)) && gp_scan_of_day(s, &i, t) &&
               gp_scan_behind(s, i, t);
    }
    if (c == ' ' || (unsigned char)c >= 0x80) {
        t->t = ' ';
        i = gp_time_blanks(s, i);
        if (!begins_clock(s, i))
            i = skip_joint(s, i);
    } else if (glued_clock(s, i)) {
        t->t = c;
        i++;
    } else if (!is_digit(c) || i == 0 || (unsigned char)s.at[i - 1] < 0x80) {
        return gp_scan_behind(s, i, t); /* 日 needs no blank behind it */
    }
    if (begins_clock(s, i) && !gp_scan_of_day(s, &i, t))
        return false;
    return gp_scan_behind(s, i, t);
}
