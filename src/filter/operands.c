/* operands.c - what terms are made of: names, lists, dates, numbers, durations and the
 * signs between them (parser.h).
 */
#include "filter/literals.h"
#include "filter/parser.h"

bool gp_parser_take(struct gp_parser *p, const char *word)
{
    bool there = gp_token_is(gp_parser_here(p), word);

    if (there)
        gp_parser_next(p);
    return there;
}

static bool take_kind(struct gp_parser *p, enum gp_token_kind kind)
{
    bool there = gp_parser_here(p)->kind == kind;

    if (there)
        gp_parser_next(p);
    return there;
}

bool gp_parser_at_sign(const struct gp_parser *p, const char *sign)
{
    const struct gp_token *t = gp_parser_here(p);

    return t->kind == GP_TOKEN_SIGN && gp_slice_is(t->text, sign);
}

/* A name or value: a word that means nothing to the grammar, or anything in quotes. */
bool gp_parser_is_name(const struct gp_token *t)
{
    return t->kind == GP_TOKEN_QUOTED ||
           (t->kind == GP_TOKEN_WORD && !gp_token_is(t, "and") &&
            !gp_token_is(t, "or") && !gp_token_is(t, "not"));
}

bool gp_token_follows(const struct gp_token *t)
{
    static const char *const words[] = {"followed", "directly", "eventually", "never"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof words[0]; i++)
        if (gp_token_is(t, words[i]))
            return true;
    return false;
}

bool gp_parser_at_list(const struct gp_parser *p)
{
    const struct gp_token *t = gp_parser_here(p); /* the last token is END */

    if (t[0].kind != GP_TOKEN_OPEN || !gp_parser_is_name(&t[1]))
        return false;
    return t[2].kind == GP_TOKEN_COMMA ||
           (t[2].kind == GP_TOKEN_CLOSE && gp_token_follows(&t[3]));
}

/* ---- names and values ---- */

enum gp_status gp_parser_name(struct gp_parser *p, const char *what,
                              struct gp_filter_word *out)
{
    const struct gp_token *t = gp_parser_here(p);

    if (!gp_parser_is_name(t))
        return gp_parser_expected(p, what);
    *out = (struct gp_filter_word){t->text, t->at, t->kind == GP_TOKEN_QUOTED};
    gp_parser_next(p);
    return GP_OK;
}

enum gp_status gp_parser_add_name(struct gp_parser *p, const char *what,
                                  struct gp_filter_words *out)
{
    if (!gp_reserve(&out->word, &out->cap, out->n + 1))
        return gp_fail_memory(p->err);
    return gp_parser_name(p, what, &out->word[out->n++]);
}

/* "(A, B, C)" */
enum gp_status gp_parser_list(struct gp_parser *p, const char *what,
                              struct gp_filter_words *out)
{
    enum gp_status st;

    if (!take_kind(p, GP_TOKEN_OPEN))
        return gp_parser_expected(p, "a list in brackets: (A, B)");
    do
        st = gp_parser_add_name(p, what, out);
    while (st == GP_OK && take_kind(p, GP_TOKEN_COMMA));
    if (st == GP_OK && !take_kind(p, GP_TOKEN_CLOSE))
        return gp_parser_expected(
            p, "a comma or ) in the list; names with blanks need quotes");
    return st;
}

/* One name, or a list of them. */
enum gp_status gp_parser_names(struct gp_parser *p, const char *what,
                               struct gp_filter_words *out)
{
    return gp_parser_here(p)->kind == GP_TOKEN_OPEN ? gp_parser_list(p, what, out)
                                                    : gp_parser_add_name(p, what, out);
}

enum gp_status gp_parser_period(struct gp_parser *p, struct gp_filter_period *out)
{
    static const char expected[] =
        "a date such as 2024, 2024-Q1, 2024-05, 2024-05-31, \"2024-05-31 17:00\", or a "
        "period such as 2024-01..2024-03";
    const struct gp_token *t = gp_parser_here(p);

    if (!gp_parser_is_name(t) || !gp_filter_period_read(t->text, p->f->zone, out))
        return gp_parser_expected(p, expected);
    gp_parser_next(p);
    return GP_OK;
}

static enum gp_status take_number(struct gp_parser *p, double *out)
{
    const struct gp_token *t = gp_parser_here(p);

    if (!gp_parser_is_name(t) || !gp_filter_number_read(t->text, out))
        return gp_parser_expected(p, "a number");
    gp_parser_next(p);
    return GP_OK;
}

/* Words up to the end of the term: a duration may have several. */
enum gp_status gp_parser_span(struct gp_parser *p, int64_t *out)
{
    const struct gp_token *first = gp_parser_here(p);
    const char *z = p->f->expression[p->source], *why = NULL;
    size_t to = first->at;
    struct gp_slice text;

    if (first->kind == GP_TOKEN_QUOTED) {
        text = first->text;
        gp_parser_next(p);
    } else {
        while (gp_parser_here(p)->kind == GP_TOKEN_WORD &&
               gp_parser_is_name(gp_parser_here(p))) {
            to = gp_parser_here(p)->end;
            gp_parser_next(p);
        }
        text = gp_slice_n(z + first->at, to - first->at);
    }
    if (text.len == 0)
        return gp_parser_expected(p, "a duration such as 3d, 2 weeks, 1h 30min");
    if (!gp_filter_span_read(text, out, &why))
        return gp_filter_fail(p->f, p->source, first->at, p->err,
                              "\"%.*s\" is no duration: %s",
                              (int)(text.len < 80 ? text.len : 80), text.at, why);
    return GP_OK;
}

/* ---- comparisons ---- */

static const struct {
    const char *sign;
    enum gp_filter_op op;
    bool negated;
} signs[] = {{"=", GP_OP_EQUAL, false},    {"!=", GP_OP_EQUAL, true},
             {"<", GP_OP_BELOW, false},    {"<=", GP_OP_AT_MOST, false},
             {">", GP_OP_ABOVE, false},    {">=", GP_OP_AT_LEAST, false},
             {"~", GP_OP_CONTAINS, false}, {"!~", GP_OP_CONTAINS, true}};

/* A sign; ~ only where texts are compared. */
enum gp_status gp_parser_sign(struct gp_parser *p, struct gp_filter_term *t)
{
    size_t i;

    for (i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (gp_parser_at_sign(p, signs[i].sign))
            break;
    if (i >= sizeof signs / sizeof signs[0] ||
        (signs[i].op == GP_OP_CONTAINS && t->kind != GP_TERM_VALUE))
        return gp_parser_expected(p, t->kind == GP_TERM_VALUE
                                         ? "one of = != < <= > >= ~ !~, in, not in, is "
                                           "missing, or followed by"
                                         : "one of = != < <= > >=");
    t->op = signs[i].op;
    t->negated = signs[i].negated;
    gp_parser_next(p);
    return GP_OK;
}

enum gp_status gp_parser_compare(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st = gp_parser_sign(p, t);

    return st == GP_OK ? take_number(p, &t->number) : st;
}
