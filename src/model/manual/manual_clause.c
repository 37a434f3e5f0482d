/* manual_clause.c - see manual_clause.h. */
#include "model/manual/manual_clause.h"

#include "model/manual/manual_keyword.h"
#include "model/manual/manual_words.h"

#include <string.h>

static bool is_separator(char c)
{
    return gp_is_blank(c) || c == ',' || c == ';' || c == '.';
}

/* "the end", "month end": not ours. */
static bool is_noun_end(struct gp_slice before)
{
    static const char *const words[] = {
        "the",  "at",   "of",    "to",   "week",  "month", "year", "day",    "quarter",
        "high", "low",  "front", "back", "by",    "until", "till", "in",     "an",
        "and",  "open", "dead",  "rear", "front", "tail",  "lead", "project"};
    size_t i, start;

    before = gp_slice_trim(before);
    for (start = before.len; start > 0 && !gp_is_blank(before.at[start - 1]); start--)
        ;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(gp_words_from(before, start), words[i]))
            return true;
    return false;
}

static bool only_separators(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len && is_separator(s.at[i]))
        i++;
    return i == s.len;
}

static size_t blanks(struct gp_slice s, size_t i)
{
    while (i < s.len && gp_is_blank(s.at[i]))
        i++;
    return i;
}

/* Where the duration of a limit begins, 0: no limit begins here. "within" and a number is
 * always meant as one; words that mean more than that need a duration that can be read. */
static size_t limit_begins(struct gp_slice s)
{
    size_t i = gp_keyword(s, GP_KEYWORD_WITHIN), used;
    struct gp_duration duration;
    struct gp_slice rest;
    const char *why;

    if (i == 0)
        return 0;
    i = blanks(s, i);
    rest = gp_words_from(s, i);
    if (gp_words_begin(s, "within"))
        return gp_duration_begins(rest) ? i : 0;
    return gp_duration_read(rest, &duration, &used, &why) ? i : 0;
}

/* Where the step begins that a way leads back to, 0: no way begins here. Behind other
 * words than "back to" it must be a number. */
static size_t back_begins(struct gp_slice s)
{
    size_t i = gp_keyword(s, GP_KEYWORD_BACK);
    struct gp_slice number;

    if (i == 0)
        return 0;
    i = blanks(s, i);
    if (gp_words_begin(s, "back to"))
        return i;
    return gp_keyword_number(gp_words_from(s, i), &number) != 0 ? i : 0;
}

/* Behind "then", "puis", ...; 0 when s does not begin so. */
static size_t behind_then(struct gp_slice s)
{
    size_t i = gp_keyword(s, GP_KEYWORD_THEN);

    return i == 0 ? 0 : blanks(s, i);
}

bool gp_way_begins(struct gp_slice s)
{
    return back_begins(gp_words_from(s, behind_then(s))) != 0;
}

bool gp_clause_begins(struct gp_slice s, struct gp_slice before)
{
    size_t i;

    if (gp_words_begin(s, "end"))
        return (only_separators(gp_words_from(s, 3)) || s.at[3] == ',' ||
                s.at[3] == ';') &&
               !is_noun_end(before);
    i = gp_keyword(s, GP_KEYWORD_OPTIONAL);
    return limit_begins(s) != 0 || gp_way_begins(s) ||
           gp_keyword(s, GP_KEYWORD_MAY_REPEAT) != 0 ||
           (i != 0 && only_separators(gp_words_from(s, i)));
}

/* Length of a reference: up to a comma or the next clause. */
static size_t reference_length(struct gp_slice s)
{
    struct gp_slice number;
    size_t i, len;

    if (s.len > 1 && s.at[0] == '"') {
        const char *close = memchr(s.at + 1, '"', s.len - 1);

        if (close != NULL)
            return (size_t)(close - s.at) + 1;
    }
    i = blanks(s, 0);
    len = gp_keyword_number(gp_words_from(s, i), &number);
    if (len != 0)
        return i + len;
    for (i = 0; i < s.len; i++)
        if (s.at[i] == ',' || s.at[i] == ';' ||
            (i > 0 && gp_is_blank(s.at[i - 1]) &&
             gp_clause_begins(gp_words_from(s, i), gp_slice_n(s.at, i))))
            break;
    return i;
}

static struct gp_slice reference(struct gp_slice s)
{
    struct gp_slice number;
    size_t i;

    s = gp_words_without_end(s, ".:");
    if (s.len > 0 && gp_keyword_number(s, &number) == s.len)
        return number;
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        return gp_slice_n(s.at + 1, s.len - 2);
    i = gp_keyword(s, GP_KEYWORD_STEP);
    return i != 0 && i < s.len && gp_is_blank(s.at[i])
               ? gp_slice_trim(gp_words_from(s, i))
               : s;
}

/* "within 2 days of First call"; *used: its length. */
static bool read_limit(struct gp_slice s, struct gp_item *item, size_t *used,
                       const char **why)
{
    size_t i = limit_begins(s), len;

    if (item->has_limit) {
        *why = "expected one time limit";
        return false;
    }
    if (!gp_duration_read(gp_words_from(s, i), &item->limit, &len, why))
        return false;
    i += len;
    item->has_limit = true;
    len = blanks(s, i);
    if (gp_keyword(gp_words_from(s, len), GP_KEYWORD_AFTER) != 0) {
        len += gp_keyword(gp_words_from(s, len), GP_KEYWORD_AFTER);
        i = len + reference_length(gp_words_from(s, len));
        item->of = reference(gp_slice_n(s.at + len, i - len));
        *why = "expected a step after \"of\"";
        if (item->of.len == 0)
            return false;
    }
    item->limit_text = gp_words_without_end(gp_slice_n(s.at, i), ".,;");
    *used = i;
    return true;
}

static bool read_back(struct gp_slice s, struct gp_item *item, size_t *used,
                      const char **why)
{
    size_t begin = back_begins(s), len = reference_length(gp_words_from(s, begin));

    *used = begin + len;
    *why = "expected one step after \"back to\"";
    if (item->back.len != 0)
        return false;
    item->back = reference(gp_slice_n(s.at + begin, len));
    item->back_or_on = !gp_words_begin(s, "back to");
    return item->back.len != 0;
}

/* The clause that s begins with; *used: bytes of it. */
static bool read_clause(struct gp_slice s, bool plain_back, struct gp_item *item,
                        size_t *used, const char **why)
{
    *used = 0;
    *why = "expected within, may repeat, back to or end";
    if (!gp_clause_begins(s, gp_slice("")))
        return false;
    if (limit_begins(s) != 0)
        return read_limit(s, item, used, why);
    if (back_begins(s) != 0)
        return !plain_back && read_back(s, item, used, why);
    if (gp_words_begin(s, "end")) {
        item->may_end = true;
        *used = 3;
        return true;
    }
    *used = gp_keyword(s, GP_KEYWORD_OPTIONAL);
    if (*used != 0) {
        item->optional = true;
        return true;
    }
    item->may_repeat = true;
    *used = gp_keyword(s, GP_KEYWORD_MAY_REPEAT);
    return *used != 0;
}

bool gp_clauses_read(struct gp_slice s, bool plain_back, struct gp_item *item,
                     const char **why)
{
    size_t i, used;

    for (i = 0;; i += used) {
        while (i < s.len && is_separator(s.at[i]))
            i++;
        i += behind_then(gp_words_from(s, i));
        if (i >= s.len)
            return true;
        if (!read_clause(gp_words_from(s, i), plain_back, item, &used, why))
            return false;
    }
}

bool gp_way_read(struct gp_slice s, struct gp_slice *to)
{
    struct gp_item item = {0};
    size_t used;
    const char *why;

    s = gp_words_from(s, behind_then(s));
    if (back_begins(s) == 0 || !read_back(s, &item, &used, &why))
        return false;
    *to = item.back;
    return true;
}

void gp_limit_read(struct gp_slice s, struct gp_item *item, size_t *used)
{
    const char *why;

    *used = 0;
    if (limit_begins(s) != 0 && !read_limit(s, item, used, &why))
        *used = 0;
}
