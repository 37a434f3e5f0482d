/* time_why.c - see time_why.h. Each kind has what it lacks and the way out, if any. */
#include "ingest/time_why.h"

#include "ingest/time_names.h"
#include "ingest/time_scan.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(struct gp_slice s)
{
    size_t i, n = 0;

    for (i = 0; i < s.len; i++)
        n += is_digit(s.at[i]);
    return n;
}

/* Any word of the text for which test says yes. */
static bool any_word(struct gp_slice s, bool (*test)(struct gp_slice))
{
    size_t i = 0;

    while (i < s.len) {
        struct gp_slice word = gp_slice_n(s.at + i, s.len - i);

        word.len = gp_time_word(word);
        if (word.len != 0 && test(word))
            return true;
        i += word.len != 0 ? word.len : 1;
    }
    return false;
}

static bool is_relative(struct gp_slice word)
{
    static const char *const words[] = {
        "ago",     "yesterday", "today", "now",      "just", "last", "vor",
        "gestern", "heute",     "hier",  "hace",     "ayer", "hoy",  "ieri",
        "oggi",    "ontem",     "hoje",  "gisteren", "temu", "dnes"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(word, words[i]))
            return true;
    return false;
}

static bool is_month(struct gp_slice word)
{
    return word.len >= 3 && gp_time_month(word) != 0;
}

bool gp_is_scientific(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len && (is_digit(s.at[i]) || s.at[i] == '.' || s.at[i] == ','))
        i++;
    return i > 0 && s.len - i >= 3 && (s.at[i] | 32) == 'e' && s.at[i + 1] == '+' &&
           is_digit(s.at[i + 2]);
}

/* 2024-03-05 14:05 Europe/Berlin */
static bool ends_in_letters(struct gp_slice s)
{
    size_t i = s.len, n = 0;

    while (i > 0 && ((s.at[i - 1] | 32) >= 'a') && ((s.at[i - 1] | 32) <= 'z')) {
        i--;
        n++;
    }
    return n >= 3 && i > 0 && s.at[i - 1] == '/';
}

static bool all_digits(struct gp_slice s, size_t n)
{
    return s.len == n && count_digits(s) == n;
}

/* 2024-03, 2024-W10, 2024/3 */
static bool is_month_or_week(struct gp_slice s)
{
    if (s.len < 6 || s.len > 8 || count_digits(gp_slice_n(s.at, 4)) != 4)
        return false;
    return !is_digit(s.at[4]) && is_digit(s.at[s.len - 1]);
}

const char *gp_time_why_not(struct gp_slice s)
{
    struct gp_time_scan t;

    if (gp_is_scientific(s))
        return "a spreadsheet cut its digits; format the column there as text or as a "
               "date, and export again";
    if (s.len != 0 && s.at[0] == '#')
        return "a spreadsheet could not show it; widen the column or correct the "
               "formula "
               "there, and export again";
    if (any_word(s, gp_time_zone_is_shared))
        return "several zones share that abbreviation; give --time-format with %Z in "
               "its "
               "place, and the zone with --tz";
    if (memchr(s.at, '/', s.len) != NULL && ends_in_letters(s))
        return "a zone by its full name is not read; give --time-format with %Z in its "
               "place, and the zone with --tz";
    if (any_word(s, is_relative))
        return "it is relative to a day that the file does not name";
    if (gp_time_of_day(s, &t) && !t.could_be_id)
        return "it is a time of day without a date; join it to a column of dates with "
               "--time DATE,TIME";
    if (all_digits(s, 8))
        return "its digits are no year, month and day; if they are day, month and "
               "year, "
               "--time-format %d%m%Y";
    if (all_digits(s, 5))
        return "if it counts days as spreadsheets do, --time-format excel";
    if (is_month_or_week(s) || (any_word(s, is_month) && count_digits(s) <= 4))
        return "it names no day of a year";
    return NULL;
}
