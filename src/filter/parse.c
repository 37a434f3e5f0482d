/* parse.c - expressions become a program (program.h): the shunting-yard algorithm, with
 * a stack for the operators that wait and none for the program's own calls.
 */
#include "filter/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WAITING_MOST = 4 * GP_FILTER_NESTING + 4 };

/* What waits for its right side: "not", "and", "or", or an open bracket (GROUP). */
struct waiting {
    struct gp_filter_step step[WAITING_MOST];
    size_t n, nested; /* nested: brackets and nots */
};

enum gp_status gp_filter_fail(const struct gp_filter *f, size_t source, size_t at,
                              struct gp_err *err, const char *format, ...)
{
    char text[1024];
    size_t character = 1, i;
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (i = 0; i < at; i++) /* of UTF-8: no continuation bytes */
        character += ((unsigned char)f->expression[source][i] & 0xC0) != 0x80;
    (void)gp_fail(err, GP_USAGE, "--filter, character %zu: %s", character, text);
    gp_err_excerpt(err, f->expression[source], at);
    return GP_USAGE;
}

enum gp_status gp_parser_expected(const struct gp_parser *p, const char *what)
{
    const struct gp_token *t = gp_parser_here(p);

    if (t->kind == GP_TOKEN_END)
        return gp_filter_fail(p->f, p->source, t->at, p->err,
                              "the expression ends here, expected %s", what);
    return gp_filter_fail(p->f, p->source, t->at, p->err, "found \"%.*s\", expected %s",
                          (int)(t->text.len < 80 ? t->text.len : 80), t->text.at, what);
}

/* ---- tokens ---- */

static enum gp_status read_tokens(struct gp_parser *p)
{
    size_t at = 0;
    enum gp_status st;

    p->n = p->i = 0;
    do {
        if (!gp_reserve(&p->token, &p->cap, p->n + 1))
            return gp_fail_memory(p->err);
        st = gp_filter_lex(p->f, p->source, at, &p->token[p->n], p->err);
        if (st != GP_OK)
            return st;
        at = p->token[p->n].end;
    } while (p->token[p->n++].kind != GP_TOKEN_END);
    return GP_OK;
}

/* ---- the program ---- */

static enum gp_status emit(struct gp_parser *p, struct gp_filter_step step)
{
    struct gp_filter *f = p->f;

    if (!gp_reserve(&f->step, &f->cap_steps, f->n_steps + 1))
        return gp_fail_memory(p->err);
    f->step[f->n_steps++] = step;
    return GP_OK;
}

static enum gp_status wait(struct gp_parser *p, struct waiting *w,
                           enum gp_filter_step_kind kind)
{
    const struct gp_token *t = gp_parser_here(p);
    bool nests = kind == GP_STEP_GROUP || kind == GP_STEP_NOT;

    if (nests && ++w->nested > GP_FILTER_NESTING)
        return gp_filter_fail(p->f, p->source, t->at, p->err,
                              "brackets and nots are nested more than %d deep",
                              GP_FILTER_NESTING);
    w->step[w->n++] = (struct gp_filter_step){
        .kind = kind, .place = {.source = p->source, .from = t->at, .to = t->end}};
    gp_parser_next(p);
    return GP_OK;
}

/* Emits what waits on top while it binds at least as closely as `kind`. */
static enum gp_status settle(struct gp_parser *p, struct waiting *w,
                             enum gp_filter_step_kind kind)
{
    enum gp_status st = GP_OK;

    /* NOT < AND < OR < GROUP by value, closest first */
    while (st == GP_OK && w->n != 0 && w->step[w->n - 1].kind <= kind) {
        struct gp_filter_step step = w->step[--w->n];

        w->nested -= step.kind == GP_STEP_NOT;
        st = emit(p, step);
    }
    return st;
}

static enum gp_status take_term(struct gp_parser *p)
{
    struct gp_filter *f = p->f;
    struct gp_filter_term *t;
    enum gp_status st;

    if (!gp_reserve(&f->term, &f->cap_terms, f->n_terms + 1))
        return gp_fail_memory(p->err);
    t = &f->term[f->n_terms++];
    memset(t, 0, sizeof *t);
    t->place.source = p->source;
    t->place.from = gp_parser_here(p)->at;
    st = gp_parser_term(p, t);
    if (st != GP_OK)
        return st;
    t->place.to = p->token[p->i - 1].end;
    return emit(p, (struct gp_filter_step){.kind = GP_STEP_TERM,
                                           .term = f->n_terms - 1,
                                           .place = t->place});
}

static enum gp_status close_bracket(struct gp_parser *p, struct waiting *w)
{
    enum gp_status st = settle(p, w, GP_STEP_OR);

    if (st != GP_OK)
        return st;
    if (w->n == 0)
        return gp_filter_fail(p->f, p->source, gp_parser_here(p)->at, p->err,
                              "no bracket is open that this one could close");
    w->step[w->n - 1].place.to = gp_parser_here(p)->end;
    w->nested--;
    gp_parser_next(p);
    st = emit(p, w->step[--w->n]);
    return st == GP_OK ? settle(p, w, GP_STEP_NOT) : st;
}

/* Where a term may begin; *after: one has ended. */
static enum gp_status take_operand(struct gp_parser *p, struct waiting *w, bool *after)
{
    enum gp_status st;

    if (gp_token_is(gp_parser_here(p), "not"))
        return wait(p, w, GP_STEP_NOT);
    if (gp_parser_here(p)->kind == GP_TOKEN_OPEN && !gp_parser_at_list(p))
        return wait(p, w, GP_STEP_GROUP);
    st = take_term(p);
    *after = true;
    return st == GP_OK ? settle(p, w, GP_STEP_NOT) : st;
}

static enum gp_status take_operator(struct gp_parser *p, struct waiting *w, bool *after)
{
    bool conjunction = gp_token_is(gp_parser_here(p), "and");
    enum gp_filter_step_kind kind = conjunction ? GP_STEP_AND : GP_STEP_OR;
    enum gp_status st;

    if (gp_parser_here(p)->kind == GP_TOKEN_CLOSE)
        return close_bracket(p, w);
    if (!conjunction && !gp_token_is(gp_parser_here(p), "or"))
        return gp_parser_expected(p, w->nested != 0 ? "and, or, or )" : "and, or");
    st = settle(p, w, kind);
    *after = false;
    return st == GP_OK ? wait(p, w, kind) : st;
}

static enum gp_status parse_one(struct gp_parser *p)
{
    struct waiting w = {.n = 0};
    bool after = false; /* a term or bracket has just ended */
    enum gp_status st = read_tokens(p);

    while (st == GP_OK && (!after || gp_parser_here(p)->kind != GP_TOKEN_END))
        st = after ? take_operator(p, &w, &after) : take_operand(p, &w, &after);
    if (st == GP_OK)
        st = settle(p, &w, GP_STEP_OR);
    if (st == GP_OK && w.n != 0)
        return gp_filter_fail(p->f, p->source, w.step[w.n - 1].place.from, p->err,
                              "this bracket is not closed");
    return st;
}

static enum gp_status add_expression(struct gp_filter *f, const char *text,
                                     struct gp_err *err)
{
    const char *copy = gp_arena_copy(&f->arena, text, strlen(text));

    if (copy == NULL || !gp_reserve(&f->expression, &f->cap, f->n + 1))
        return gp_fail_memory(err);
    f->expression[f->n++] = copy;
    return GP_OK;
}

enum gp_status gp_filter_parse(const char *const *expressions, size_t n, const char *tz,
                               struct gp_filter **out, struct gp_err *err)
{
    struct gp_filter *f = gp_array_zero(1, sizeof *f);
    struct gp_parser p = {.f = f, .err = err};
    enum gp_status st =
        f != NULL ? gp_zone_open(tz, &f->zone, err) : gp_fail_memory(err);

    for (; st == GP_OK && p.source < n; p.source++) {
        st = add_expression(f, expressions[p.source], err);
        if (st == GP_OK)
            st = parse_one(&p);
        if (st == GP_OK && p.source != 0)
            st = emit(&p, (struct gp_filter_step){.kind = GP_STEP_AND});
    }
    gp_free(p.token);
    *out = f;
    if (st == GP_OK)
        return GP_OK;
    *out = NULL;
    gp_filter_free(f);
    return st;
}

const char *const *gp_filter_columns(const struct gp_filter *f, size_t *n)
{
    *n = f->n_columns;
    return f->column;
}

void gp_filter_free(struct gp_filter *f)
{
    size_t i;

    if (f == NULL)
        return;
    for (i = 0; i < f->n_terms; i++) {
        gp_free(f->term[i].names.word);
        gp_free(f->term[i].then.word);
    }
    gp_zone_free(f->zone);
    gp_free(f->expression);
    gp_free(f->term);
    gp_free(f->step);
    gp_free(f->column);
    gp_arena_release(&f->arena);
    gp_free(f);
}
