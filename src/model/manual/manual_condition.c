/* manual_condition.c - see manual_condition.h.
 *
 * A step is named in quotes ("Ask for papers", „Rückfrage“, « En attente »), or as a few
 * words of their own that begin with a capital between condition and way ("If rejected,
 * Revise offer, back to 2"). Other words belong to the condition ("... Sales goes back").
 */
#include "model/manual/manual_condition.h"

#include "model/manual/manual_clause.h"
#include "model/manual/manual_keyword.h"
#include "model/manual/manual_words.h"

#include <string.h>

enum { MOST_WORDS = 4 };

static const struct {
    const char *open, *close;
} quotes[] = {
    {"\"", "\""},
    {"\xE2\x80\x9E", "\xE2\x80\x9C"}, /* low, high */
    {"\xE2\x80\x9C", "\xE2\x80\x9D"}, /* left, right */
    {"\xC2\xAB", "\xC2\xBB"},         /* guillemets */
};

static struct gp_slice without_blanks(struct gp_slice s)
{
    s = gp_slice_trim(s);
    while (gp_slice_starts(s, "\xC2\xA0"))
        s = gp_slice_trim(gp_words_from(s, 2));
    while (s.len >= 2 && memcmp(s.at + s.len - 2, "\xC2\xA0", 2) == 0)
        s = gp_slice_trim(gp_slice_n(s.at, s.len - 2));
    return s;
}

/* What stands between the first pair of these quotes; "" when there is none. */
static struct gp_slice between(struct gp_slice s, const char *open, const char *close)
{
    size_t i, k, begin = strlen(open);

    for (i = 0; i < s.len; i++) {
        if (!gp_slice_starts(gp_words_from(s, i), open))
            continue;
        for (k = i + begin; k < s.len; k++)
            if (gp_slice_starts(gp_words_from(s, k), close))
                return without_blanks(gp_slice_n(s.at + i + begin, k - i - begin));
        break;
    }
    return gp_slice_n(s.at, 0);
}

/* "Ask for papers"; not "no", which is something somebody says. */
static struct gp_slice quoted(struct gp_slice s)
{
    struct gp_slice name = gp_slice_n(s.at, 0);
    size_t i;

    for (i = 0; i < sizeof quotes / sizeof *quotes && name.len == 0; i++)
        name = between(s, quotes[i].open, quotes[i].close);
    if (name.len > 0 && name.at[0] >= 'a' && name.at[0] <= 'z')
        name.len = 0;
    return name;
}

/* "If rejected, Revise offer," -> "Revise offer"; a word such as "then" may join the way
 * to it instead of a comma. */
static struct gp_slice last_part(struct gp_slice s, bool joined)
{
    size_t i, start, words = 1;

    if (s.len == 0 || (!joined && strchr(",;", s.at[s.len - 1]) == NULL))
        return gp_slice_n(s.at, 0);
    s = gp_words_without_end(s, ",;");
    for (start = s.len; start > 0 && strchr(",;:", s.at[start - 1]) == NULL; start--)
        ;
    if (start == 0)
        return gp_slice_n(s.at, 0);
    s = gp_slice_trim(gp_words_from(s, start));
    for (i = 0; i < s.len; i++)
        words += gp_is_blank(s.at[i]);
    if (s.len == 0 || words > MOST_WORDS || (s.at[0] >= 'a' && s.at[0] <= 'z'))
        return gp_slice_n(s.at, 0);
    return s;
}

bool gp_condition_read(struct gp_slice s, struct gp_condition *out)
{
    size_t i;

    if (gp_keyword(s, GP_KEYWORD_IF) == 0 && gp_keyword(s, GP_KEYWORD_IF_FIRST) == 0)
        return false;
    for (i = 1; i < s.len; i++)
        if (gp_is_blank(s.at[i - 1]) && gp_way_begins(gp_words_from(s, i)))
            break;
    if (i >= s.len)
        return false;
    out->way = gp_words_from(s, i);
    s = gp_slice_trim(gp_slice_n(s.at, i));
    out->name = quoted(s);
    out->quoted = out->name.len != 0;
    if (!out->quoted)
        out->name = last_part(s, gp_keyword(out->way, GP_KEYWORD_THEN) != 0);
    return true;
}
