/* manual_item.c - see manual_item.h.
 *
 *   item     = ["optional:"] ( "one of:" | "any order:" | repeat | back | label | step )
 *   repeat   = "repeat" range ["until" anything]
 *   back     = ["if" condition ","] "back to" reference
 *   label    = words ":"
 *   step     = name ["(" owner ")"] { clause } ["." remark]
 *   clause   = "within" duration ["of" reference] | "may repeat" | "back to" reference
 *            | "end" | "optional"
 *
 * Names are free text, so clauses are looked for from the left: the first word from
 * which everything up to the end of the sentence is clauses ends the name. "within" and
 * a number is always meant as a limit; "back to" and "end" inside a name may be just
 * words. A name in quotes is never looked into.
 */
#include "model/manual_item.h"

#include <string.h>

enum {
    MAX_TRIES = 20,       /* places of one sentence where clauses may begin */
    MAX_CLAUSE_WORDS = 8, /* longer ones are prose */
};

struct reading {
    struct gp_item *out;
    const char *file;
    uint64_t line;
    bool plain_back;
    struct gp_err *err;
};

static struct gp_slice from(struct gp_slice s, size_t i)
{
    return gp_slice_n(s.at + i, s.len - i);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_separator(char c)
{
    return is_blank(c) || c == ',' || c == ';' || c == '.';
}

/* Does s begin with these words (any case; words are set apart by one blank)? */
static bool begins(struct gp_slice s, const char *words)
{
    size_t len = strlen(words);

    return s.len >= len && gp_slice_is_nocase(gp_slice_n(s.at, len), words) &&
           (s.len == len ||
            !((s.at[len] >= 'a' && s.at[len] <= 'z') ||
              (s.at[len] >= 'A' && s.at[len] <= 'Z') ||
              (s.at[len] >= '0' && s.at[len] <= '9') || s.at[len] == '-' ||
              s.at[len] == '_' || s.at[len] == '\'' || (s.at[len] & 0x80) != 0));
}

static struct gp_slice without_end(struct gp_slice s, const char *chars)
{
    s = gp_slice_trim(s);
    while (s.len > 0 && strchr(chars, s.at[s.len - 1]) != NULL)
        s = gp_slice_trim(gp_slice_n(s.at, s.len - 1));
    return s;
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
    for (start = before.len; start > 0 && !is_blank(before.at[start - 1]); start--)
        ;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(from(before, start), words[i]))
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

/* Does a clause begin at s? before is the text in front of it. */
static bool clause_begins(struct gp_slice s, struct gp_slice before)
{
    if (begins(s, "within") && s.len > 7)
        return gp_duration_begins(gp_slice_trim(from(s, 6)));
    if (begins(s, "end"))
        return (only_separators(from(s, 3)) || s.at[3] == ',' || s.at[3] == ';') &&
               !is_noun_end(before);
    return begins(s, "may repeat") || begins(s, "may be repeated") ||
           begins(s, "back to") ||
           (begins(s, "optional") && only_separators(from(s, 8)));
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
            (i > 0 && is_blank(s.at[i - 1]) &&
             clause_begins(from(s, i), gp_slice_n(s.at, i))))
            break;
    return i;
}

static struct gp_slice reference(struct gp_slice s)
{
    s = without_end(s, ".:");
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        return gp_slice_n(s.at + 1, s.len - 2);
    if (begins(s, "step") && s.len > 4 && is_blank(s.at[4]))
        return gp_slice_trim(from(s, 4));
    return s;
}

/* "within 2 days of First call"; *used: its length. */
static bool read_limit(struct gp_slice s, struct gp_item *item, size_t *used,
                       const char **why)
{
    size_t i = 6, len;

    while (i < s.len && is_blank(s.at[i]))
        i++;
    if (item->has_limit) {
        *why = "expected one time limit";
        return false;
    }
    if (!gp_duration_read(from(s, i), &item->limit, &len, why))
        return false;
    i += len;
    item->has_limit = true;
    len = i;
    while (len < s.len && is_blank(s.at[len]))
        len++;
    if (begins(from(s, len), "of") || begins(from(s, len), "after")) {
        len += begins(from(s, len), "of") ? 2 : 5;
        i = len + reference_length(from(s, len));
        item->of = reference(gp_slice_n(s.at + len, i - len));
        *why = "expected a step after \"of\"";
        if (item->of.len == 0)
            return false;
    }
    item->limit_text = without_end(gp_slice_n(s.at, i), ".,;");
    *used = i;
    return true;
}

static bool read_back(struct gp_slice s, struct gp_item *item, size_t *used,
                      const char **why)
{
    size_t len = reference_length(from(s, 7));

    *used = 7 + len;
    *why = "expected one step after \"back to\"";
    if (item->back.len != 0)
        return false;
    item->back = reference(gp_slice_n(s.at + 7, len));
    return item->back.len != 0;
}

/* Everything from here on must be clauses. */
static bool read_clauses(struct gp_slice s, bool plain_back, struct gp_item *item,
                         const char **why)
{
    size_t i = 0, used;

    for (;;) {
        while (i < s.len && is_separator(s.at[i]))
            i++;
        if (begins(from(s, i), "and"))
            i += 4;
        if (i >= s.len)
            return true;
        used = 0;
        *why = "expected within, may repeat, back to or end";
        if (!clause_begins(from(s, i), gp_slice("")))
            return false;
        if (begins(from(s, i), "within")) {
            if (!read_limit(from(s, i), item, &used, why))
                return false;
        } else if (begins(from(s, i), "back to")) {
            if (plain_back || !read_back(from(s, i), item, &used, why))
                return false;
        } else if (begins(from(s, i), "end")) {
            item->may_end = true;
            used = 3;
        } else if (begins(from(s, i), "optional")) {
            item->optional = true;
            used = 8;
        } else {
            item->may_repeat = true;
            used = begins(from(s, i), "may repeat") ? 10 : 15;
        }
        i += used;
    }
}

/* ---- the name and its owner ---- */

/* The bracket that closes at the end of s: *open is where it begins. Half and full
 * width; brackets inside brackets count. */
static bool last_bracket(struct gp_slice s, size_t *open, struct gp_slice *inside)
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
    if (i == 0 || (!wide && i > 1 && !is_blank(s.at[i - 2])))
        return false; /* none, or as in "provider(s)" */
    *open = i - width;
    *inside = gp_slice_trim(gp_slice_n(s.at + i, s.len - i - width));
    return true;
}

/* A group or a person is a few words; a remark in brackets is a sentence. */
static bool is_owner(struct gp_slice s)
{
    static const char *const remarks[] = {
        "see",  "e.g",  "i.e",  "if",   "this",  "these", "or",      "and",
        "for",  "such", "when", "like", "which", "not",   "usually", "because",
        "from", "in",   "with", "as",   "only",  "may",   "must",    "once"};
    size_t i, words = 1;

    if (s.len == 0 || s.len > 80)
        return false;
    for (i = 0; i < sizeof remarks / sizeof *remarks; i++)
        if (begins(s, remarks[i]))
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

static void set_name(struct gp_item *item, struct gp_slice s)
{
    struct gp_slice inside;
    size_t open = 0;

    s = without_end(s, ".,;:");
    while (last_bracket(s, &open, &inside) && open > 0) {
        s = without_end(gp_slice_n(s.at, open), ".,;:");
        if (gp_slice_is_nocase(inside, "optional")) {
            item->optional = true;
            continue;
        }
        if (is_owner(inside))
            item->owner = inside;
        else
            item->bracket = inside;
        break;
    }
    item->name = s;
}

static enum gp_status cannot(struct reading *r, struct gp_slice text, const char *why)
{
    return gp_fail_at(r->err, GP_INPUT, r->file, r->line,
                      "cannot read \"%.*s\": %s; if these words belong to a name, put "
                      "it in \"quotes\"",
                      (int)(text.len < 200 ? text.len : 200), text.at, why);
}

static bool is_owner_before(struct gp_slice name)
{
    struct gp_slice inside;
    size_t open;

    return last_bracket(name, &open, &inside) && is_owner(inside);
}

/* Behind an owner any of these words is meant as a keyword. */
static bool keyword_begins(struct gp_slice s)
{
    return begins(s, "within") || begins(s, "may") || begins(s, "back") ||
           begins(s, "end") || begins(s, "optional") || begins(s, "repeat");
}

/* A clause that cannot be read: an error, unless it is long enough to be prose. */
static enum gp_status give_up(struct reading *r, struct gp_slice name,
                              struct gp_slice rest, const char *why)
{
    size_t i, words = 1;

    for (i = 0; i < rest.len; i++)
        words += is_blank(rest.at[i]);
    if (words <= MAX_CLAUSE_WORDS || is_owner_before(name))
        return cannot(r, rest, why);
    r->out->unread = rest;
    r->out->unread_why = why;
    set_name(r->out, name);
    return GP_OK;
}

/* "Name (Owner) within 2 days": where do the clauses begin? */
static enum gp_status read_sentence(struct reading *r, struct gp_slice s)
{
    struct gp_item *item = r->out, kept = *item;
    size_t i, tries = 0;

    for (i = 1; i < s.len && tries < MAX_TRIES; i++) {
        struct gp_slice rest = from(s, i), name = gp_slice_trim(gp_slice_n(s.at, i));
        const char *why = "";
        bool owned;

        if (!is_blank(s.at[i - 1]) || is_blank(s.at[i]))
            continue;
        owned = is_owner_before(name) && keyword_begins(rest);
        if (!owned && !clause_begins(rest, name))
            continue;
        tries++;
        if (read_clauses(rest, r->plain_back, item, &why)) {
            item->back_is_sure = owned || name.at[name.len - 1] == ',';
            set_name(item, name);
            return GP_OK;
        }
        *item = kept;
        if (owned || begins(rest, "within"))
            return give_up(r, name, rest, why);
    }
    set_name(item, s);
    return GP_OK;
}

/* ---- the first sentence of an item ---- */

static bool is_abbreviation(struct gp_slice s, size_t dot)
{
    static const char *const words[] = {
        "e.g", "i.e", "etc", "no",     "nr",  "dr",  "mr",  "ms",  "mrs",  "vs",
        "st",  "z.b", "ca",  "approx", "inc", "ltd", "bzw", "usw", "resp", "cf"};
    size_t i, start = dot;

    while (start > 0 && !is_blank(s.at[start - 1]) && s.at[start - 1] != '(')
        start--;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(gp_slice_n(s.at + start, dot - start), words[i]))
            return true;
    return dot - start <= 1;
}

/* Where the first sentence ends: behind ". " and before a capital letter or clause. */
static size_t sentence_length(struct gp_slice s)
{
    size_t i, next;
    int depth = 0;

    for (i = 0; i < s.len; i++) {
        depth += s.at[i] == '(';
        depth -= s.at[i] == ')' && depth > 0;
        if ((s.at[i] != '.' && s.at[i] != '!' && s.at[i] != '?') || i + 1 >= s.len ||
            !is_blank(s.at[i + 1]) || depth > 0 || is_abbreviation(s, i))
            continue;
        for (next = i + 1; next < s.len && is_blank(s.at[next]); next++)
            ;
        if (!clause_begins(from(s, next), gp_slice("")))
            return i + 1;
    }
    return s.len;
}

/* "**Scope the attack** Usually you will ...": the bold words are the name. */
static bool bold_is_name(struct gp_slice s, size_t bold)
{
    struct gp_slice head, tail;

    if (bold == 0 || bold >= s.len)
        return false;
    head = gp_slice_trim(gp_slice_n(s.at, bold));
    tail = gp_slice_trim(from(s, bold));
    if (head.len < 3 || tail.len == 0 || memchr(head.at, ' ', head.len) == NULL)
        return false;
    return is_blank(s.at[bold]) && tail.at[0] >= 'A' && tail.at[0] <= 'Z' &&
           !clause_begins(tail, gp_slice(""));
}

static enum gp_status read_step(struct reading *r, struct gp_slice s, size_t bold)
{
    struct gp_item *item = r->out;
    size_t len = bold_is_name(s, bold) ? bold : sentence_length(s);

    item->remark = gp_slice_trim(from(s, len));
    return read_sentence(r, gp_slice_trim(gp_slice_n(s.at, len)));
}

/* "\"Repeat the test\" (Lab) within 2 days" */
static enum gp_status read_quoted(struct reading *r, struct gp_slice s, size_t close)
{
    struct gp_item *item = r->out;
    struct gp_slice rest = gp_slice_trim(from(s, close + 1));
    const char *why = "";
    size_t end, open;

    item->name = gp_slice_trim(gp_slice_n(s.at + 1, close - 1));
    item->back_is_sure = true;
    if (rest.len > 0 && rest.at[0] == '(') {
        for (end = 0; end < rest.len && rest.at[end] != ')'; end++)
            ;
        if (end < rest.len &&
            last_bracket(gp_slice_n(rest.at, end + 1), &open, &item->owner))
            rest = gp_slice_trim(from(rest, end + 1));
    }
    if (!read_clauses(rest, false, item, &why))
        return cannot(r, rest, why);
    return GP_OK;
}

/* ---- keywords at the beginning ---- */

/* The length of a keyword with its colon, 0 when s does not begin so. */
static size_t keyword_with_colon(struct gp_slice s, const char *keyword)
{
    size_t i = strlen(keyword);

    if (!begins(s, keyword))
        return 0;
    while (i < s.len && is_blank(s.at[i]))
        i++;
    if (i < s.len && s.at[i] == ':')
        return i + 1;
    return i + 3 <= s.len && memcmp(s.at + i, "\xEF\xBC\x9A", 3) == 0 ? i + 3 : 0;
}

/* one of: / any order: stand alone; what they are about is nested. */
static enum gp_status read_block(struct reading *r, struct gp_slice s, size_t len,
                                 enum gp_item_kind kind)
{
    struct gp_slice rest = gp_slice_trim(from(s, len));

    r->out->kind = kind;
    if (rest.len != 0)
        return cannot(r, s,
                      "expected nothing after the colon and the alternatives as a "
                      "list nested below");
    r->out->name = without_end(s, ":");
    return GP_OK;
}

static bool is_block(struct gp_slice s, size_t *len, enum gp_item_kind *kind)
{
    static const struct {
        const char *words;
        enum gp_item_kind kind;
    } blocks[] = {{"one of", GP_ITEM_ONE_OF},
                  {"one of these", GP_ITEM_ONE_OF},
                  {"one of the following", GP_ITEM_ONE_OF},
                  {"any order", GP_ITEM_ANY_ORDER},
                  {"in any order", GP_ITEM_ANY_ORDER}};
    size_t i;

    for (i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        *kind = blocks[i].kind;
        *len = keyword_with_colon(s, blocks[i].words);
        if (*len == 0 && gp_slice_is_nocase(s, blocks[i].words))
            *len = s.len;
        if (*len != 0)
            return true;
    }
    return false;
}

static enum gp_status read_repeat(struct reading *r, struct gp_slice s)
{
    size_t i, until = s.len;

    for (i = 7; i < s.len && until == s.len; i++)
        if (is_blank(s.at[i - 1]) && begins(from(s, i), "until"))
            until = i;
    r->out->kind = GP_ITEM_REPEAT;
    r->out->range = without_end(gp_slice_n(s.at + 6, until - 6), ".,:");
    if (begins(r->out->range, "steps") || begins(r->out->range, "step"))
        r->out->range =
            gp_slice_trim(from(r->out->range, begins(r->out->range, "steps") ? 5 : 4));
    if (r->out->range.len == 0 || until == 6)
        return cannot(r, s, "expected \"repeat A-B until done\"");
    r->out->name = without_end(s, ".");
    return GP_OK;
}

static enum gp_status read_back_item(struct reading *r, struct gp_slice s)
{
    const char *why = "";

    r->out->kind = GP_ITEM_BACK;
    r->out->back_is_sure = true;
    r->out->name = without_end(s, ".");
    if (!read_clauses(s, false, r->out, &why) || r->out->back.len == 0)
        return cannot(r, s, why);
    return GP_OK;
}

/* "If not approved, back to 3": no step, a way back. */
static size_t conditional_back(struct gp_slice s)
{
    size_t i;

    if (!begins(s, "if"))
        return 0;
    for (i = 3; i < s.len; i++)
        if (is_blank(s.at[i - 1]) && begins(from(s, i), "back to"))
            return i;
    return 0;
}

static struct gp_slice without_box(struct gp_slice s)
{
    if (s.len > 4 && s.at[0] == '[' && s.at[2] == ']' && s.at[3] == ' ')
        return gp_slice_trim(from(s, 4));
    return s;
}

static bool is_label(struct gp_slice s)
{
    return (s.len > 1 && s.at[s.len - 1] == ':') ||
           (s.len > 3 && memcmp(s.at + s.len - 3, "\xEF\xBC\x9A", 3) == 0);
}

static enum gp_status read_item(struct reading *r, struct gp_slice s, size_t bold)
{
    enum gp_item_kind kind;
    const char *close;
    size_t len;

    if (is_block(s, &len, &kind))
        return read_block(r, s, len, kind);
    if (begins(s, "repeat"))
        return read_repeat(r, s);
    if (begins(s, "back to"))
        return read_back_item(r, s);
    len = conditional_back(s);
    if (len != 0)
        return read_back_item(r, from(s, len));
    if (begins(s, "within"))
        return cannot(r, s, "expected a step before its time limit");
    if (s.at[0] == '"' && (close = memchr(s.at + 1, '"', s.len - 1)) != NULL &&
        close > s.at + 1)
        return read_quoted(r, s, (size_t)(close - s.at));
    if (is_label(s)) {
        r->out->kind = GP_ITEM_LABEL;
        len = sentence_length(s);
        r->out->remark = gp_slice_trim(from(s, len));
        set_name(r->out, gp_slice_n(s.at, len));
        return GP_OK;
    }
    return read_step(r, s, bold);
}

enum gp_status gp_item_read(struct gp_slice text, size_t bold, bool plain_back,
                            const char *file, uint64_t line, struct gp_item *out,
                            struct gp_err *err)
{
    struct reading r = {
        .out = out, .file = file, .line = line, .plain_back = plain_back, .err = err};
    struct gp_slice all = gp_slice_trim(text), s = without_box(all);
    enum gp_status st;
    size_t len;

    memset(out, 0, sizeof *out);
    out->name = out->owner = out->back = out->range = gp_slice("");
    out->limit_text = out->of = out->remark = out->bracket = gp_slice("");
    while ((len = keyword_with_colon(s, "optional")) != 0) {
        out->optional = true;
        s = gp_slice_trim(from(s, len));
    }
    if (s.len == 0 && !out->optional) {
        out->kind = GP_ITEM_EMPTY;
        return GP_OK;
    }
    if (s.len == 0 || begins(s, "optional"))
        return cannot(&r, all, "expected \"optional: NAME\"");
    st = read_item(&r, s, s.at == text.at ? bold : 0);
    if (st == GP_OK && out->name.len == 0)
        return cannot(&r, all, "expected the name of a step");
    return st;
}
