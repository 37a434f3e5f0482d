/* time_format.c - see time_format.h.
 *
 *   "%d.%m.%y %H:%M" reads "9.3.10 8:05"; numbers may lack their leading zero, as
 *   strptime has it. %f is a fraction of a second of any length.
 */
#include "ingest/time_format.h"

#include "base/instant.h"
#include "ingest/time_names.h"

#include <string.h>

static const struct {
    const char *word;
    int64_t unit_ns;
} epochs[] = {
    {"epoch", 1000000000}, {"epoch-s", 1000000000}, {"epoch-ms", 1000000},
    {"epoch-us", 1000},    {"epoch-ns", 1},
};

static const struct {
    char letter;
    const char *meaning;
} shorthands[] = {
    {'T', "%H:%M:%S"}, {'R', "%H:%M"}, {'D', "%m/%d/%y"}, {'F', "%Y-%m-%d"}};

static bool expand(const char *text, struct gp_time_format *f)
{
    size_t n = 0, i;

    for (; *text != '\0'; text++) {
        const char *add = NULL;

        for (i = 0; text[0] == '%' && i < sizeof shorthands / sizeof *shorthands; i++)
            if (text[1] == shorthands[i].letter)
                add = shorthands[i].meaning;
        if (n + 10 > sizeof f->pattern)
            return false;
        if (add != NULL) {
            memcpy(f->pattern + n, add, strlen(add));
            n += strlen(add);
            text++;
        } else {
            f->pattern[n++] = *text;
            if (text[0] == '%' && text[1] != '\0')
                f->pattern[n++] = *++text;
        }
    }
    f->pattern[n] = '\0';
    return true;
}

static bool has(const char *pattern, const char *letters)
{
    for (; *pattern != '\0'; pattern++)
        if (*pattern == '%' && *++pattern != '\0' && strchr(letters, *pattern) != NULL)
            return true;
    return false;
}

static enum gp_status check(const struct gp_time_format *f, const char *text,
                            struct gp_err *err)
{
    const char *p;

    for (p = f->pattern; *p != '\0'; p++)
        if (*p == '%' && (*++p == '\0' || strchr("YymdeHIMSfpzZbBhaAjs%", *p) == NULL))
            return gp_fail(err, GP_USAGE,
                           "--time-format '%s': found the conversion %%%.1s, expected "
                           "one of %%Y %%y %%m %%d %%e %%H %%I %%M %%S %%f %%p %%z %%Z "
                           "%%b %%B %%a %%j %%s %%T %%D %%F",
                           text, p);
    if (has(f->pattern, "s") ||
        (has(f->pattern, "Yy") &&
         (has(f->pattern, "j") || (has(f->pattern, "mbBh") && has(f->pattern, "de")))))
        return GP_OK;
    return gp_fail(err, GP_USAGE,
                   "--time-format '%s': found no complete date in it, expected year, "
                   "month and day, such as '%%d.%%m.%%Y %%H:%%M', or one of dmy, mdy, "
                   "ymd, epoch, epoch-ms, epoch-us, epoch-ns, iso, excel, excel-1904",
                   text);
}

const char *gp_time_order_word(enum gp_time_order order)
{
    static const char *const words[] = {NULL, "dmy", "mdy", "ymd"};

    return words[order];
}

enum gp_status gp_time_format_read(const char *text, struct gp_time_format *f,
                                   struct gp_err *err)
{
    size_t i;
    int order;

    memset(f, 0, sizeof *f);
    for (i = 0; i < sizeof epochs / sizeof *epochs; i++)
        if (strcmp(text, epochs[i].word) == 0)
            f->unit_ns = epochs[i].unit_ns;
    f->iso = strcmp(text, "iso") == 0;
    f->since_1904 = strcmp(text, "excel-1904") == 0;
    f->excel = strcmp(text, "excel") == 0 || f->since_1904;
    for (order = GP_ORDER_DMY; order <= GP_ORDER_YMD; order++)
        if (strcmp(text, gp_time_order_word((enum gp_time_order)order)) == 0)
            f->order = (enum gp_time_order)order;
    if (f->unit_ns != 0 || f->iso || f->excel || f->order != GP_ORDER_UNKNOWN)
        return GP_OK;
    if (!expand(text, f))
        return gp_fail(err, GP_USAGE, "--time-format '%s': longer than 118 characters",
                       text);
    return check(f, text, err);
}

/* ---- reading ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool number(struct gp_slice s, size_t *at, unsigned max, int *out)
{
    size_t i = *at;

    *out = 0;
    while (i < s.len && is_digit(s.at[i]) && i - *at < max)
        *out = *out * 10 + (s.at[i++] - '0');
    max = (unsigned)(i - *at);
    *at = i;
    return max > 0;
}

/* Digits, sign and fraction in units of unit_ns -> us, without floating point. */
static bool epoch_number(struct gp_slice s, size_t *at, int64_t unit_ns, int64_t *us)
{
    bool negative = *at < s.len && s.at[*at] == '-';
    size_t i = *at + negative, from = i;
    gp_i128 ns = 0;

    while (i < s.len && is_digit(s.at[i]) && i - from < 19)
        ns = ns * 10 + (s.at[i++] - '0');
    if (i == from)
        return false;
    ns *= unit_ns;
    if (i < s.len && s.at[i] == '.')
        for (i++; i < s.len && is_digit(s.at[i]); i++) {
            unit_ns /= 10;
            ns += unit_ns * (s.at[i] - '0');
        }
    *at = i;
    ns /= 1000;
    if (ns > INT64_MAX / 2)
        return false;
    *us = negative ? -(int64_t)ns : (int64_t)ns;
    return true;
}

struct fields {
    int year, month, day, day_of_year, hour, minute, second, half;
    unsigned year_width;
    int64_t fraction, epoch_us;
    bool has_epoch;
};

static bool read_word(struct gp_slice s, size_t *at, char c, struct fields *f)
{
    struct gp_slice word = gp_slice_n(s.at + *at, s.len - *at);

    word.len = gp_time_word(word);
    *at += word.len;
    if (c == 'a' || c == 'A')
        return gp_time_weekday(word);
    if (c == 'Z') { /* CST, Europe/Berlin, America/Argentina/Buenos_Aires */
        while (*at < s.len && (s.at[*at] == '/' || s.at[*at] == '_'))
            *at += 1 + gp_time_word(gp_slice_n(s.at + *at + 1, s.len - *at - 1));
        return word.len > 0;
    }
    f->month = (int)gp_time_month(word);
    return f->month != 0;
}

static bool read_half(struct gp_slice s, size_t *at, struct fields *f)
{
    size_t i = *at;
    char c = i < s.len ? (char)(s.at[i] | 32) : '\0';

    if (c != 'a' && c != 'p')
        return false;
    i++;
    i += i < s.len && s.at[i] == '.';
    if (i >= s.len || (s.at[i] | 32) != 'm')
        return false;
    i++;
    i += i < s.len && s.at[i] == '.';
    f->half = c == 'p';
    *at = i;
    return true;
}

static bool read_fraction(struct gp_slice s, size_t *at, struct fields *f)
{
    int64_t unit = 100000;
    size_t from = *at;

    for (; *at < s.len && is_digit(s.at[*at]); (*at)++, unit /= 10)
        f->fraction += unit * (s.at[*at] - '0');
    return *at > from;
}

static bool read_year(struct gp_slice s, size_t *at, unsigned width, struct fields *f)
{
    size_t from = *at;

    if (!number(s, at, width, &f->year))
        return false;
    f->year_width = width;
    return width == 2 || *at - from == 4;
}

static bool read_one(char c, struct gp_slice s, size_t *at, struct fields *f,
                     struct gp_time_scan *t)
{
    switch (c) {
    case 'Y':
        return read_year(s, at, 4, f);
    case 'y':
        return read_year(s, at, 2, f);
    case 'm':
        return number(s, at, 2, &f->month);
    case 'd':
    case 'e':
        *at += *at < s.len && s.at[*at] == ' ';
        return number(s, at, 2, &f->day);
    case 'H':
    case 'I':
        t->has_time = true;
        return number(s, at, 2, &f->hour);
    case 'M':
        return number(s, at, 2, &f->minute);
    case 'S':
        t->has_seconds = true;
        return number(s, at, 2, &f->second);
    case 'f':
        t->has_fraction = true;
        return read_fraction(s, at, f);
    case 'p':
        return read_half(s, at, f);
    case 'z':
        t->has_offset = true;
        return gp_scan_offset(s, at, &t->offset_s);
    case 'j':
        return number(s, at, 3, &f->day_of_year);
    case 's':
        f->has_epoch = true;
        return epoch_number(s, at, 1000000000, &f->epoch_us);
    case '%':
        return *at < s.len && s.at[(*at)++] == '%';
    default:
        return read_word(s, at, c, f);
    }
}

static bool match(const char *p, struct gp_slice s, struct fields *f,
                  struct gp_time_scan *t)
{
    size_t at = 0;

    for (; *p != '\0'; p++) {
        if (*p == ' ') {
            while (at < s.len && s.at[at] == ' ')
                at++;
        } else if (*p != '%') {
            if (at >= s.len || s.at[at++] != *p)
                return false;
        } else if (!read_one(*++p, s, &at, f, t)) {
            return false;
        }
    }
    return at == s.len;
}

static bool finish(const struct fields *f, struct gp_time_scan *t)
{
    int hour = f->hour;

    if (f->has_epoch) {
        t->form = GP_FORM_EPOCH_S;
        t->of_day_us = f->epoch_us;
        return true;
    }
    if (f->half >= 0) {
        if (hour < 1 || hour > 12)
            return false;
        hour = hour % 12 + 12 * f->half;
    }
    if (hour > 24 || f->minute > 59 || f->second > 60 ||
        (f->second == 60 && f->minute != 59) ||
        (hour == 24 && (f->minute != 0 || f->second != 0 || f->fraction != 0)))
        return false;
    t->form = GP_FORM_NAMED;
    t->of_day_us = ((int64_t)hour * 3600 + f->minute * 60 + f->second) * GP_SECOND_US +
                   f->fraction;
    t->number[0] = f->day;
    t->number[1] = f->month;
    t->number[2] = f->year;
    t->width[2] = f->year_width;
    return true;
}

/* %j: day of the year to month and day. */
static bool apply_day_of_year(struct fields *f)
{
    int year = gp_full_year(f->year, f->year_width);
    unsigned month, day;
    int back = year;

    if (f->day_of_year < 1 || f->day_of_year > 366)
        return false;
    gp_civil_from_days(gp_days_from_civil(year, 1, 1) + f->day_of_year - 1, &back,
                       &month, &day);
    f->month = (int)month;
    f->day = (int)day;
    return back == year;
}

bool gp_time_format_scan(const struct gp_time_format *f, struct gp_slice s,
                         struct gp_time_scan *t)
{
    struct fields v = {.half = -1};
    size_t at = 0;

    memset(t, 0, sizeof *t);
    if (f->iso)
        return gp_time_scan(s, t) &&
               (t->form == GP_FORM_ISO || t->form == GP_FORM_BASIC);
    if (f->excel)
        return gp_scan_excel(s, f->since_1904, t);
    if (f->unit_ns != 0) {
        t->form = GP_FORM_EPOCH_S;
        t->has_time = true;
        return epoch_number(s, &at, f->unit_ns, &t->of_day_us) && at == s.len;
    }
    if (!match(f->pattern, s, &v, t))
        return false;
    if (has(f->pattern, "j") && !apply_day_of_year(&v))
        return false;
    return finish(&v, t);
}
