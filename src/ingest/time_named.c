/* time_named.c - dates with the name of a month (time_scan.h).
 *
 *   24 Jan 2011, 24-JAN-11, 24. Januar 2011, 24 de enero de 2011, 1er mars 2024
 *   Jan 24, 2011, March 5th, 2024 at 2:05 PM, 2011-Jan-24, 05MAR2024:14:05:30
 *   Tue Mar 05 14:05:30 CET 2024
 */
#include "ingest/time_scan.h"

#include "ingest/time_names.h"

static char char_at(struct gp_slice s, size_t i)
{
    return i < s.len ? s.at[i] : '\0';
}

static bool digit_at(struct gp_slice s, size_t i)
{
    return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

static struct gp_slice word_at(struct gp_slice s, size_t i)
{
    struct gp_slice word = gp_slice_n(s.at + i, i < s.len ? s.len - i : 0);

    word.len = gp_time_word(word);
    return word;
}

static bool is_any(struct gp_slice word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (gp_slice_is_nocase(word, *words))
            return true;
    return false;
}

/* Blanks, signs, and "de", "of". */
static size_t skip_joints(struct gp_slice s, size_t i)
{
    static const char *const words[] = {"de", "del", "of", "the", NULL};

    for (;;) {
        size_t k = gp_time_blanks(s, i);
        struct gp_slice word = word_at(s, k);

        while (char_at(s, k) == '.' || char_at(s, k) == '-' || char_at(s, k) == '/' ||
               char_at(s, k) == ',')
            k++;
        if (k < s.len && is_any(word, words))
            k += word.len;
        if (k == i)
            return i;
        i = k;
    }
}

/* 5th, 1er, 1º: what hangs on the day's number. */
static size_t skip_suffix(struct gp_slice s, size_t i)
{
    static const char *const words[] = {"st", "nd", "rd", "th", "er", "º", "ª", NULL};
    struct gp_slice word = word_at(s, i);

    return is_any(word, words) ? i + word.len : i;
}

static bool month_name(struct gp_slice s, size_t *at, int *month)
{
    struct gp_slice word = word_at(s, *at);

    *month = word.len != 0 ? (int)gp_time_month(word) : 0;
    *at += word.len;
    return *month != 0;
}

/* Tue Mar 05 [14:05:30 CET 2024]: the year comes last. */
static bool year_behind_clock(struct gp_slice s, size_t i, struct gp_time_scan *t)
{
    if (!gp_scan_of_day(s, &i, t))
        return false;
    i = gp_time_blanks(s, i);
    if (!digit_at(s, i)) {
        t->has_offset = true;
        if (!gp_scan_offset(s, &i, &t->offset_s))
            return false;
        i = gp_time_blanks(s, i);
    }
    t->t = ' ';
    t->width[2] = gp_scan_digits(s, &i, 4, &t->number[2]);
    return t->width[2] == 4 && i == s.len;
}

static bool clock_is_next(struct gp_slice s, size_t i)
{
    size_t n = i;

    while (digit_at(s, n))
        n++;
    return n > i && n - i <= 2 && char_at(s, n) == ':';
}

bool gp_scan_named(struct gp_slice s, size_t i, struct gp_time_scan *t)
{
    int first = 0, last = 0;
    unsigned first_width = gp_scan_digits(s, &i, 4, &first), last_width;

    t->form = GP_FORM_NAMED;
    if (first_width != 0)
        i = skip_joints(s, skip_suffix(s, i));
    if (!month_name(s, &i, &t->number[1]))
        return false;
    i = skip_joints(s, i);
    if (first_width == 0) {
        first_width = gp_scan_digits(s, &i, 2, &first);
        i = skip_joints(s, skip_suffix(s, i));
    }
    t->number[0] = first;
    t->width[0] = t->width[1] = 2;
    if (first_width != 0 && clock_is_next(s, i))
        return year_behind_clock(s, i, t);
    last_width = gp_scan_digits(s, &i, 4, &last);
    if (first_width == 0 || last_width == 0 || (first_width > 2 && last_width > 2))
        return false;
    t->number[0] = first_width > 2 ? last : first;
    t->number[2] = first_width > 2 ? first : last;
    t->width[2] = first_width > 2 ? first_width : last_width;
    if (t->width[2] == 3 || t->width[2] == 1)
        return false;
    return gp_scan_rest(s, i, t);
}
