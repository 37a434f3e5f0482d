/* manual_owner.c - see manual_owner.h. */
#include "model/manual/manual_owner.h"

#include "model/manual/manual_clause.h"
#include "model/manual/manual_keyword.h"
#include "model/manual/manual_words.h"

#include <string.h>

bool gp_last_bracket(struct gp_slice s, size_t *open, struct gp_slice *inside)
{
    bool wide = s.len >= 3 && memcmp(s.at + s.len - 3, "\xEF\xBC\x89", 3) == 0;
    size_t i, width = wide ? 3 : 1, depth = 0;

    if (!wide && (s.len == 0 || s.at[s.len - 1] != ')'))
        return false;
    for (i = s.len; i > 0; i--) {
        char c = s.at[i - 1];

        if (wide ? i >= 3 && memcmp(s.at + i - 3, "\xEF\xBC\x88", 3) == 0
                 : c == '(' && --depth == 0)
            break;
        depth += !wide && c == ')';
    }
    if (i == 0 || (!wide && i > 1 && !gp_is_blank(s.at[i - 2])))
        return false; /* none, or as in "provider(s)" */
    *open = i - width;
    *inside = gp_slice_trim(gp_slice_n(s.at + i, s.len - i - width));
    return true;
}

/* A group or a person is a few words; a remark in brackets is a sentence. */
static bool is_owner(struct gp_slice s)
{
    static const char *const remarks[] = {
        "see",       "e.g",    "i.e",     "if",      "this",   "these",
        "or",        "and",    "for",     "such",    "when",   "like",
        "which",     "not",    "usually", "because", "from",   "in",
        "with",      "as",     "only",    "may",     "must",   "once",
        "otherwise", "unless", "until",   "after",   "before", "then"};
    size_t i, words = 1;

    if (s.len == 0 || s.len > 80)
        return false;
    for (i = 0; i < sizeof remarks / sizeof *remarks; i++)
        if (gp_words_begin(s, remarks[i]))
            return false;
    for (i = 0; i < s.len; i++) {
        if (strchr(":;?!=<>\"`{}[]", s.at[i]) != NULL)
            return false;
        words += s.at[i] == ' ' && s.at[i + 1] != ' ';
        if (s.at[i] == '.' && i + 1 < s.len && s.at[i + 1] == ' ')
            return false;
    }
    return words <= 6;
}

/* "(Sales, within 2 days)": takes the limit off what stands in a bracket. */
static void take_limit(struct gp_item *item, struct gp_slice *inside)
{
    const char *why = "";
    size_t i;

    for (i = 0; i < inside->len; i++) {
        struct gp_slice rest = gp_words_from(*inside, i);

        if ((i != 0 && !gp_is_blank(inside->at[i - 1])) ||
            gp_keyword(rest, GP_KEYWORD_WITHIN) == 0 ||
            !gp_clause_begins(rest, gp_slice("")))
            continue;
        if (!gp_clauses_read(rest, true, item, &why)) {
            item->unread = rest;
            item->unread_why = why;
        }
        *inside = gp_words_without_end(gp_slice_n(inside->at, i), ",;");
        return;
    }
}

/* "Offer – within two weeks": the dash belongs to neither. */
static struct gp_slice without_dash(struct gp_slice s)
{
    static const char *const dashes[] = {" -", " \xE2\x80\x93", " \xE2\x80\x94"};
    size_t i;

    for (i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t len = strlen(dashes[i]);

        if (s.len > len && memcmp(s.at + s.len - len, dashes[i], len) == 0)
            return gp_slice_trim(gp_slice_n(s.at, s.len - len));
    }
    return s;
}

void gp_item_set_name(struct gp_item *item, struct gp_slice s)
{
    struct gp_slice inside;
    size_t open = 0;

    s = without_dash(gp_words_without_end(s, ".,;:"));
    while (gp_last_bracket(s, &open, &inside) && open > 0) {
        s = gp_words_without_end(gp_slice_n(s.at, open), ".,;:");
        if (gp_keyword(inside, GP_KEYWORD_OPTIONAL) != 0) {
            item->optional = true; /* "(optional for renewals)", too */
            if (gp_keyword(inside, GP_KEYWORD_OPTIONAL) < inside.len)
                item->bracket = inside;
            continue;
        }
        take_limit(item, &inside);
        if (is_owner(inside))
            item->owner = inside;
        else if (inside.len != 0)
            item->bracket = inside;
        break;
    }
    item->name = s;
}

bool gp_owner_ends(struct gp_slice name)
{
    struct gp_slice inside;
    size_t open;

    return gp_last_bracket(name, &open, &inside) && is_owner(inside);
}
