/* manual_item.c - see manual_item.h.
 *
 *   item     = ["optional:"] ( "one of:" | "any order:" | repeat | back | label | step )
 *   repeat   = "repeat" range ["until" anything]
 *   back     = ["if" condition ","] "back to" reference
 *   label    = words ":"
 *   step     = name ["(" owner [", within" ...] ")"] { clause } ["." remark]
 *   clause   manual_clause.h
 *
 * Names are free text, so clauses are looked for from the left: the first word from
 * which everything up to the end of the sentence is clauses ends the name. "within" and
 * a number is always meant as a limit; "back to" and "end" inside a name may be just
 * words. A name in quotes is never looked into.
 */
#include "model/manual/manual_item.h"

#include "model/manual/manual_clause.h"
#include "model/manual/manual_condition.h"
#include "model/manual/manual_keyword.h"
#include "model/manual/manual_owner.h"
#include "model/manual/manual_words.h"

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

static enum gp_status cannot(struct reading *r, struct gp_slice text, const char *why)
{
    return gp_fail_at(r->err, GP_INPUT, r->file, r->line,
                      "cannot read \"%.*s\": %s; if these words belong to a name, put "
                      "it in \"quotes\"",
                      (int)(text.len < 200 ? text.len : 200), text.at, why);
}

/* Behind an owner any of these words is meant as a keyword. */
static bool keyword_begins(struct gp_slice s)
{
    return gp_clause_begins(s, gp_slice("")) || gp_words_begin(s, "within") ||
           gp_words_begin(s, "may") || gp_words_begin(s, "back") ||
           gp_words_begin(s, "end") || gp_words_begin(s, "optional") ||
           gp_words_begin(s, "repeat");
}

/* A clause that cannot be read: an error, unless it is long enough to be prose. */
static enum gp_status give_up(struct reading *r, struct gp_slice name,
                              struct gp_slice rest, const char *why)
{
    size_t i, words = 1;

    for (i = 0; i < rest.len; i++)
        words += gp_is_blank(rest.at[i]);
    if (words <= MAX_CLAUSE_WORDS || gp_owner_ends(name))
        return cannot(r, rest, why);
    r->out->unread = rest;
    r->out->unread_why = why;
    gp_item_set_name(r->out, name);
    return GP_OK;
}

/* "Name (Owner) – what it is about", or clauses behind the dash; a colon will do, too. */
static bool read_explained(struct reading *r, struct gp_slice name,
                           struct gp_slice rest)
{
    static const char *const dashes[] = {"- ", "\xE2\x80\x93 ", "\xE2\x80\x94 ", ": "};
    struct gp_item *item = r->out, kept = *item;
    const char *why = "";
    size_t i, len = 0;

    if (name.at[name.len - 1] == ':') {
        name = gp_slice_n(name.at, name.len - 1);
        rest = gp_slice_n(name.at + name.len,
                          (size_t)(rest.at - name.at) + rest.len - name.len);
    }
    for (i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (rest.len > strlen(dashes[i]) &&
            memcmp(rest.at, dashes[i], strlen(dashes[i])) == 0)
            len = strlen(dashes[i]);
    if (len == 0 || !gp_owner_ends(name))
        return false;
    rest = gp_slice_trim(gp_words_from(rest, len));
    if (!gp_clauses_read(rest, r->plain_back, item, &why)) {
        *item = kept;
        item->remark = kept.remark.len == 0
                           ? rest
                           : gp_slice_n(rest.at, (size_t)(kept.remark.at - rest.at) +
                                                     kept.remark.len);
    }
    gp_item_set_name(item, name);
    return true;
}

/* "Name (Owner) within 2 days": where do the clauses begin? */
static enum gp_status read_sentence(struct reading *r, struct gp_slice s)
{
    struct gp_item *item = r->out, kept = *item;
    size_t i, tries = 0, depth = 0;

    for (i = 1; i < s.len && tries < MAX_TRIES; i++) {
        struct gp_slice rest = gp_words_from(s, i),
                        name = gp_slice_trim(gp_slice_n(s.at, i));
        const char *why = "";
        bool owned;

        depth += s.at[i - 1] == '(';
        depth -= s.at[i - 1] == ')' && depth > 0;
        if (!gp_is_blank(s.at[i - 1]) || gp_is_blank(s.at[i]) || depth > 0)
            continue;
        if (read_explained(r, name, rest))
            return GP_OK;
        owned = gp_owner_ends(name) && keyword_begins(rest);
        if (!owned && !gp_clause_begins(rest, name))
            continue;
        tries++;
        if (gp_clauses_read(rest, r->plain_back, item, &why)) {
            item->back_is_sure = owned || name.at[name.len - 1] == ',';
            gp_item_set_name(item, name);
            return GP_OK;
        }
        *item = kept;
        if (owned || gp_words_begin(rest, "within"))
            return give_up(r, name, rest, why);
    }
    gp_item_set_name(item, s);
    return GP_OK;
}

/* ---- the first sentence of an item ---- */

static bool is_abbreviation(struct gp_slice s, size_t dot)
{
    static const char *const words[] = {"e.g",  "i.e",    "etc", "no",  "nr",  "dr",
                                        "mr",   "ms",     "mrs", "vs",  "st",  "z.b",
                                        "ca",   "approx", "inc", "ltd", "bzw", "usw",
                                        "resp", "cf",     "max", "min"};
    size_t i, start = dot;

    while (start > 0 && !gp_is_blank(s.at[start - 1]) && s.at[start - 1] != '(')
        start--;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(gp_slice_n(s.at + start, dot - start), words[i]))
            return true;
    return dot - start <= 1;
}

/* "New. within 2 days" goes on; "New. Within 2 days the desk calls" is explained. */
static bool goes_on_with_clauses(struct gp_slice s)
{
    struct gp_item unused = {0};
    const char *why;
    size_t end;

    if (!gp_clause_begins(s, gp_slice("")))
        return false;
    for (end = 0; end < s.len; end++)
        if (s.at[end] == '.' && (end + 1 == s.len || gp_is_blank(s.at[end + 1])))
            break;
    return gp_clauses_read(gp_slice_n(s.at, end), false, &unused, &why);
}

/* Where the first sentence ends: behind ". " unless clauses follow. */
static size_t sentence_length(struct gp_slice s)
{
    size_t i, next;
    int depth = 0;

    for (i = 0; i < s.len; i++) {
        depth += s.at[i] == '(';
        depth -= s.at[i] == ')' && depth > 0;
        if ((s.at[i] != '.' && s.at[i] != '!' && s.at[i] != '?') || i + 1 >= s.len ||
            !gp_is_blank(s.at[i + 1]) || depth > 0 || is_abbreviation(s, i))
            continue;
        for (next = i + 1; next < s.len && gp_is_blank(s.at[next]); next++)
            ;
        if (!goes_on_with_clauses(gp_words_from(s, next)))
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
    tail = gp_slice_trim(gp_words_from(s, bold));
    if (head.len < 3 || tail.len == 0 || memchr(head.at, ' ', head.len) == NULL)
        return false;
    return gp_is_blank(s.at[bold]) && tail.at[0] >= 'A' && tail.at[0] <= 'Z' &&
           !gp_clause_begins(tail, gp_slice(""));
}

/* "**Qualify lead**: Sales checks the budget", "**Close** – the contract is signed": where
 * the explanation begins, 0 when there is none. */
static size_t behind_bold(struct gp_slice s, size_t bold)
{
    static const char *const marks[] = {":", "- ", "\xE2\x80\x93 ", "\xE2\x80\x94 "};
    size_t i, k;

    if (bold == 0 || bold >= s.len)
        return 0;
    if (s.at[bold - 1] == ':')
        return bold;
    for (i = bold; i < s.len && gp_is_blank(s.at[i]); i++)
        ;
    for (k = 0; k < sizeof marks / sizeof *marks; k++) {
        size_t len = strlen(marks[k]);

        if (len < s.len - i && memcmp(s.at + i, marks[k], len) == 0)
            return i + len;
    }
    return 0;
}

/* "Name within 2 days (Owner)": the bracket may stand last, too. */
static bool read_owner_last(struct reading *r, struct gp_slice s)
{
    struct gp_item *item = r->out, kept = *item;
    struct gp_err unused;
    struct reading head = *r;
    struct gp_slice owner;
    size_t open;

    head.err = &unused;
    if (!gp_owner_ends(s) || !gp_last_bracket(s, &open, &owner))
        return false;
    if (read_sentence(&head, gp_slice_trim(gp_slice_n(s.at, open))) == GP_OK &&
        item->owner.len == 0 && item->unread.len == 0 &&
        (item->has_limit || item->may_repeat || item->back.len != 0)) {
        item->owner = owner;
        return true;
    }
    *item = kept;
    return false;
}

static enum gp_status read_step(struct reading *r, struct gp_slice s, size_t bold)
{
    struct gp_item *item = r->out;
    size_t behind = behind_bold(s, bold), len = bold;

    if (behind == 0 && !bold_is_name(s, bold))
        behind = len = sentence_length(s);
    item->remark = gp_slice_trim(gp_words_from(s, behind > len ? behind : len));
    s = gp_words_without_end(gp_slice_n(s.at, len), behind == len ? ":" : "");
    return read_owner_last(r, s) ? GP_OK : read_sentence(r, s);
}

/* Behind the bracket that opens at the beginning; 0: it does not close. */
static size_t behind_bracket(struct gp_slice s)
{
    size_t i, depth = 0;

    for (i = 0; i < s.len; i++) {
        depth += s.at[i] == '(';
        if (s.at[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

/* The name up to the quote at `close`, and clauses behind it. */
static bool read_quoted_to(struct reading *r, struct gp_slice s, size_t close,
                           struct gp_slice *rest, const char **why)
{
    struct gp_item *item = r->out;
    size_t end = 0, open;

    item->name = gp_slice_trim(gp_slice_n(s.at + 1, close - 1));
    item->back_is_sure = true;
    *rest = gp_slice_trim(gp_words_from(s, close + 1));
    if (rest->len > 0 && rest->at[0] == '(')
        end = behind_bracket(*rest);
    if (end > 0 && gp_last_bracket(gp_slice_n(rest->at, end), &open, &item->owner))
        *rest = gp_slice_trim(gp_words_from(*rest, end));
    return gp_clauses_read(*rest, false, item, why);
}

/* "\"Repeat the test\" (Lab) within 2 days": the name ends at the first quote behind which
 * everything is clauses, so that names may hold quotes. */
static enum gp_status read_quoted(struct reading *r, struct gp_slice s)
{
    struct gp_item kept = *r->out;
    struct gp_slice rest = s, first = gp_slice_n(NULL, 0);
    const char *why = "", *expected = "";
    size_t i, tries = 0;

    for (i = 2; i < s.len && tries < MAX_TRIES; i++) {
        if (s.at[i] != '"')
            continue;
        tries++;
        *r->out = kept;
        if (read_quoted_to(r, s, i, &rest, &why))
            return GP_OK;
        if (first.at == NULL) {
            first = rest;
            expected = why;
        }
    }
    return cannot(r, first, expected);
}

/* ---- keywords at the beginning ---- */

/* Behind the colon that follows the first len bytes of s; 0: none does. */
static size_t behind_colon(struct gp_slice s, size_t len)
{
    size_t i = len;

    if (len == 0)
        return 0;
    while (i < s.len && gp_is_blank(s.at[i]))
        i++;
    if (i < s.len && s.at[i] == ':')
        return i + 1;
    return i + 3 <= s.len && memcmp(s.at + i, "\xEF\xBC\x9A", 3) == 0 ? i + 3 : 0;
}

/* "optional:", "If needed,": behind the words that say a step may be left out; 0: none. */
static size_t behind_optional(struct gp_slice s)
{
    size_t i = gp_keyword(s, GP_KEYWORD_IF_NEEDED);

    if (i == 0)
        return behind_colon(s, gp_keyword(s, GP_KEYWORD_OPTIONAL));
    while (i < s.len && (gp_is_blank(s.at[i]) || s.at[i] == ',' || s.at[i] == ':'))
        i++;
    return i;
}

/* one of: / any order: stand alone; what they are about is nested. */
static enum gp_status read_block(struct reading *r, struct gp_slice s, size_t len,
                                 enum gp_item_kind kind)
{
    struct gp_slice rest = gp_slice_trim(gp_words_from(s, len));

    r->out->kind = kind;
    if (rest.len != 0)
        return cannot(r, s,
                      "expected nothing after the colon and the alternatives as a "
                      "list nested below");
    r->out->name = gp_words_without_end(s, ":");
    return GP_OK;
}

static bool is_block(struct gp_slice s, size_t *len, enum gp_item_kind *kind)
{
    static const struct {
        enum gp_keyword words;
        enum gp_item_kind kind;
    } blocks[] = {{GP_KEYWORD_ONE_OF, GP_ITEM_ONE_OF},
                  {GP_KEYWORD_ANY_ORDER, GP_ITEM_ANY_ORDER}};
    size_t i;

    for (i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        size_t words = gp_keyword(s, blocks[i].words);

        *kind = blocks[i].kind;
        *len = behind_colon(s, words);
        if (*len == 0 && words == s.len)
            *len = words;
        if (*len != 0)
            return true;
    }
    return false;
}

static enum gp_status read_repeat(struct reading *r, struct gp_slice s)
{
    size_t i, until = s.len;

    for (i = 7; i < s.len && until == s.len; i++)
        if (gp_is_blank(s.at[i - 1]) && gp_words_begin(gp_words_from(s, i), "until"))
            until = i;
    r->out->kind = GP_ITEM_REPEAT;
    r->out->range = gp_words_without_end(gp_slice_n(s.at + 6, until - 6), ".,:");
    if (gp_words_begin(r->out->range, "steps") || gp_words_begin(r->out->range, "step"))
        r->out->range = gp_slice_trim(gp_words_from(
            r->out->range, gp_words_begin(r->out->range, "steps") ? 5 : 4));
    if (r->out->range.len == 0 || until == 6)
        return cannot(r, s, "expected \"repeat A-B until done\"");
    r->out->name = gp_words_without_end(s, ".");
    return GP_OK;
}

static enum gp_status read_back_item(struct reading *r, struct gp_slice s)
{
    const char *why = "";

    r->out->kind = GP_ITEM_BACK;
    r->out->back_is_sure = true;
    r->out->name = gp_words_without_end(s, ".");
    if (!gp_clauses_read(s, false, r->out, &why) || r->out->back.len == 0)
        return cannot(r, s, why);
    return GP_OK;
}

/* "If not approved, back to 3": no step, a way back. With a step that is named it is one
 * that is done in this case, and then always goes back. */
static enum gp_status read_condition(struct reading *r, struct gp_slice s,
                                     const struct gp_condition *condition)
{
    struct gp_item *item = r->out;
    const char *why = "";

    item->kind = GP_ITEM_BACK;
    item->back_is_sure = true;
    item->name = gp_words_without_end(s, ".");
    if (r->plain_back) {
        item->unread = condition->way;
        item->unread_why = "expected an earlier step to go back to";
        return GP_OK;
    }
    if (!gp_clauses_read(condition->way, false, item, &why)) {
        if (item->back.len == 0)
            return cannot(r, condition->way, why);
        item->remark = condition->way;
    }
    if (condition->name.len == 0)
        return GP_OK;
    item->kind = GP_ITEM_STEP;
    item->optional = true;
    item->back_anyway = !condition->quoted; /* what looks like a name may be none */
    item->remark = s;
    gp_item_set_name(item, condition->name);
    return GP_OK;
}

static struct gp_slice without_box(struct gp_slice s)
{
    if (s.len > 4 && s.at[0] == '[' && s.at[2] == ']' && s.at[3] == ' ')
        return gp_slice_trim(gp_words_from(s, 4));
    return s;
}

static bool is_label(struct gp_slice s)
{
    return (s.len > 1 && s.at[s.len - 1] == ':') ||
           (s.len > 3 && memcmp(s.at + s.len - 3, "\xEF\xBC\x9A", 3) == 0);
}

static enum gp_status read_item(struct reading *r, struct gp_slice s, size_t bold)
{
    struct gp_condition condition;
    enum gp_item_kind kind;
    size_t len;

    if (is_block(s, &len, &kind))
        return read_block(r, s, len, kind);
    if (gp_words_begin(s, "repeat"))
        return read_repeat(r, s);
    if (gp_words_begin(s, "back to"))
        return read_back_item(r, s);
    if (gp_condition_read(s, &condition))
        return read_condition(r, s, &condition);
    if (gp_words_begin(s, "within"))
        return cannot(r, s, "expected a step before its time limit");
    if (s.at[0] == '"' && s.len > 2 && memchr(s.at + 2, '"', s.len - 2) != NULL)
        return read_quoted(r, s);
    if (is_label(s)) {
        r->out->kind = GP_ITEM_LABEL;
        len = sentence_length(s);
        r->out->remark = gp_slice_trim(gp_words_from(s, len));
        gp_item_set_name(r->out, gp_slice_n(s.at, len));
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
    while ((len = behind_optional(s)) != 0) {
        out->optional = true;
        s = gp_slice_trim(gp_words_from(s, len));
    }
    if (s.len == 0 && !out->optional) {
        out->kind = GP_ITEM_EMPTY;
        return GP_OK;
    }
    if (s.len == 0 || gp_words_begin(s, "optional"))
        return cannot(&r, all, "expected \"optional: NAME\"");
    st = read_item(&r, s, s.at == text.at ? bold : 0);
    if (st == GP_OK && out->name.len == 0)
        return cannot(&r, all, "expected the name of a step");
    return st;
}
