/* manual_clause.c - see manual_clause.h. */
#include "model/manual/manual_clause.h"

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

bool gp_clause_begins(struct gp_slice s, struct gp_slice before)
{
    if (gp_words_begin(s, "within") && s.len > 7)
        return gp_duration_begins(gp_slice_trim(gp_words_from(s, 6)));
    if (gp_words_begin(s, "end"))
        return (only_separators(gp_words_from(s, 3)) || s.at[3] == ',' ||
                s.at[3] == ';') &&
               !is_noun_end(before);
    return gp_words_begin(s, "may repeat") || gp_words_begin(s, "may be repeated") ||
           gp_words_begin(s, "back to") ||
           (gp_words_begin(s, "optional") && only_separators(gp_words_from(s, 8)));
}

/* Length of a reference: up to a comma or the next clause. */
static size_t reference_length(struct gp_slice s)
{
    size_t i;

    if (s.len > 1 && s.at[0] == '"') {
        const char *close = memchr(s.at + 1, '"', s.len - 1);

        if (close != NULL)
            return (size_t)(close - s.at) + 1;
    }
    for (i = 0; i < s.len; i++)
        if (s.at[i] == ',' || s.at[i] == ';' ||
            (i > 0 && gp_is_blank(s.at[i - 1]) &&
             gp_clause_begins(gp_words_from(s, i), gp_slice_n(s.at, i))))
            break;
    return i;
}

static struct gp_slice reference(struct gp_slice s)
{
    s = gp_words_without_end(s, ".:");
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        return gp_slice_n(s.at + 1, s.len - 2);
    if (gp_words_begin(s, "step") && s.len > 4 && gp_is_blank(s.at[4]))
        return gp_slice_trim(gp_words_from(s, 4));
    return s;
}

/* "within 2 days of First call"; *used: its length. */
static bool read_limit(struct gp_slice s, struct gp_item *item, size_t *used,
                       const char **why)
{
    size_t i = 6, len;

    while (i < s.len && gp_is_blank(s.at[i]))
        i++;
    if (item->has_limit) {
        *why = "expected one time limit";
        return false;
    }
    if (!gp_duration_read(gp_words_from(s, i), &item->limit, &len, why))
        return false;
    i += len;
    item->has_limit = true;
    len = i;
    while (len < s.len && gp_is_blank(s.at[len]))
        len++;
    if (gp_words_begin(gp_words_from(s, len), "of") ||
        gp_words_begin(gp_words_from(s, len), "after")) {
        len += gp_words_begin(gp_words_from(s, len), "of") ? 2 : 5;
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
    size_t len = reference_length(gp_words_from(s, 7));

    *used = 7 + len;
    *why = "expected one step after \"back to\"";
    if (item->back.len != 0)
        return false;
    item->back = reference(gp_slice_n(s.at + 7, len));
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
    if (gp_words_begin(s, "within"))
        return read_limit(s, item, used, why);
    if (gp_words_begin(s, "back to"))
        return !plain_back && read_back(s, item, used, why);
    if (gp_words_begin(s, "end")) {
        item->may_end = true;
        *used = 3;
    } else if (gp_words_begin(s, "optional")) {
        item->optional = true;
        *used = 8;
    } else {
        item->may_repeat = true;
        *used = gp_words_begin(s, "may repeat") ? 10 : 15;
    }
    return true;
}

bool gp_clauses_read(struct gp_slice s, bool plain_back, struct gp_item *item,
                     const char **why)
{
    size_t i, used;

    for (i = 0;; i += used) {
        while (i < s.len && is_separator(s.at[i]))
            i++;
        if (gp_words_begin(gp_words_from(s, i), "and"))
            i += 4;
        if (i >= s.len)
            return true;
        if (!read_clause(gp_words_from(s, i), plain_back, item, &used, why))
            return false;
    }
}
