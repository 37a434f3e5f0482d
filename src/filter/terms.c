/* terms.c - one term of a filter: the first word says which sort it is.
 *
 * docs/formats.md holds the grammar; the functions stand in its order.
 */
#include "filter/literals.h"
#include "filter/parser.h"

#include <string.h>

typedef enum gp_status term_fn(struct gp_parser *p, struct gp_filter_term *t);

/* What a single value can be besides a text. */
static void note_value(struct gp_parser *p, struct gp_filter_term *t)
{
    struct gp_slice text = t->names.word[t->names.n - 1].text;

    t->is_time = gp_filter_period_read(text, p->f->zone, &t->period);
    t->is_number = gp_filter_number_read(text, &t->number);
}

/* ---- VALUE: [any | all | first | last] FIELD ... ---- */

static bool is_builtin(const struct gp_filter_word *field)
{
    static const char *const names[] = {"case",  "activity", "resource",
                                        "group", "time",     "start"};
    size_t i;

    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        if (!field->quoted && gp_slice_is_nocase(field->text, names[i]))
            return true;
    return false;
}

static enum gp_status note_column(struct gp_parser *p,
                                  const struct gp_filter_word *field)
{
    struct gp_filter *f = p->f;

    if (is_builtin(field))
        return GP_OK;
    if (!gp_reserve(&f->column, &f->cap_columns, f->n_columns + 1))
        return gp_fail_memory(p->err);
    f->column[f->n_columns++] = field->text.at;
    return GP_OK;
}

/* Behind "in": a list, or a period of time. */
static enum gp_status read_in(struct gp_parser *p, struct gp_filter_term *t)
{
    if (gp_parser_here(p)->kind == GP_TOKEN_OPEN) {
        t->op = GP_OP_EQUAL;
        return gp_parser_list(p, "a value", &t->names);
    }
    t->op = GP_OP_IN;
    t->is_time = gp_filter_period_read(gp_parser_here(p)->text, p->f->zone, &t->period);
    if (!t->is_time)
        return gp_parser_expected(
            p, "a list such as (A, B), or a period such as 2024-01..2024-03");
    gp_parser_next(p);
    return GP_OK;
}

/* Behind the field. */
static enum gp_status read_test(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st;

    if (gp_parser_take(p, "is")) {
        t->negated = gp_parser_take(p, "not");
        t->op = GP_OP_MISSING;
        return gp_parser_take(p, "missing") ? GP_OK : gp_parser_expected(p, "missing");
    }
    if (gp_parser_take(p, "in"))
        return read_in(p, t);
    if (gp_parser_take(p, "not")) {
        t->negated = true;
        return gp_parser_take(p, "in") ? read_in(p, t) : gp_parser_expected(p, "in");
    }
    st = gp_parser_sign(p, t);
    if (st == GP_OK)
        st =
            gp_parser_add_name(p, "a value; values with blanks need quotes", &t->names);
    if (st == GP_OK)
        note_value(p, t);
    return st;
}

static enum gp_status read_value(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st =
        gp_parser_name(p, "a field such as activity, resource or a column", &t->field);

    t->kind = GP_TERM_VALUE;
    if (st == GP_OK)
        st = note_column(p, &t->field);
    return st == GP_OK ? read_test(p, t) : st;
}

static enum gp_status read_which(struct gp_parser *p, struct gp_filter_term *t)
{
    t->which = gp_parser_take(p, "any")     ? GP_WHICH_ANY
               : gp_parser_take(p, "all")   ? GP_WHICH_ALL
               : gp_parser_take(p, "first") ? GP_WHICH_FIRST
                                            : GP_WHICH_LAST;
    if (t->which == GP_WHICH_LAST)
        (void)gp_parser_take(p, "last");
    return read_value(p, t);
}

/* starts with A, ends with (A, B): the first (last) activity is one of them. */
static enum gp_status read_endpoint(struct gp_parser *p, struct gp_filter_term *t)
{
    t->which = gp_parser_take(p, "starts") ? GP_WHICH_FIRST : GP_WHICH_LAST;
    if (t->which == GP_WHICH_LAST)
        (void)gp_parser_take(p, "ends");
    t->kind = GP_TERM_VALUE;
    t->op = GP_OP_EQUAL;
    t->field.text = gp_slice("activity");
    if (!gp_parser_take(p, "with"))
        return gp_parser_expected(p, "with; a column of that name needs quotes");
    return gp_parser_names(p, "an activity", &t->names);
}

/* ---- time frames ---- */

/* started in 2024, finished before 2024-06: only one edge of the case is asked. */
static enum gp_status read_edge(struct gp_parser *p, struct gp_filter_term *t)
{
    const struct gp_token *how;
    enum gp_status st;

    t->kind = GP_TERM_PERIOD;
    t->frame = gp_parser_take(p, "started") ? GP_STARTED : GP_FINISHED;
    if (t->frame == GP_FINISHED)
        (void)gp_parser_take(p, "finished");
    how = gp_parser_here(p);
    if (!gp_parser_take(p, "in") && !gp_parser_take(p, "before") &&
        !gp_parser_take(p, "after") && !gp_parser_take(p, "since") &&
        !gp_parser_take(p, "until"))
        return gp_parser_expected(p, "in, before, after, since or until");
    st = gp_parser_period(p, &t->period);
    if (gp_token_is(how, "before") || gp_token_is(how, "until"))
        t->period = (struct gp_filter_period){
            INT64_MIN, gp_token_is(how, "until") ? t->period.to : t->period.from};
    if (gp_token_is(how, "after") || gp_token_is(how, "since"))
        t->period = (struct gp_filter_period){
            gp_token_is(how, "since") ? t->period.from : t->period.to, INT64_MAX};
    return st;
}

/* contained in PERIOD, active in PERIOD */
static enum gp_status read_frame(struct gp_parser *p, struct gp_filter_term *t)
{
    t->kind = GP_TERM_PERIOD;
    t->frame = gp_parser_take(p, "contained") ? GP_CONTAINED : GP_ACTIVE;
    if (t->frame == GP_ACTIVE)
        (void)gp_parser_take(p, "active");
    if (!gp_parser_take(p, "in"))
        return gp_parser_expected(p, "in");
    return gp_parser_period(p, &t->period);
}

/* ---- figures of the case ---- */

static enum gp_status read_duration(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st;

    gp_parser_next(p);
    t->kind = GP_TERM_DURATION;
    st = gp_parser_sign(p, t);
    return st == GP_OK ? gp_parser_span(p, &t->span_us) : st;
}

/* events > 5, events of A >= 2 */
static enum gp_status read_events(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st = GP_OK;

    gp_parser_next(p);
    t->kind = GP_TERM_EVENTS;
    if (gp_parser_take(p, "of"))
        st = gp_parser_names(p, "an activity", &t->names);
    return st == GP_OK ? gp_parser_compare(p, t) : st;
}

/* variant share >= 5% */
static enum gp_status read_share(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st = gp_parser_sign(p, t);
    struct gp_slice text = gp_parser_here(p)->text;
    bool percent = text.len != 0 && text.at[text.len - 1] == '%';

    text.len -= percent;
    if (st != GP_OK)
        return st;
    if (!gp_parser_is_name(gp_parser_here(p)) ||
        !gp_filter_number_read(text, &t->number))
        return gp_parser_expected(p, "a share such as 5% or 0.05");
    gp_parser_next(p);
    t->number /= percent ? 100 : 1;
    return GP_OK;
}

static enum gp_status read_variant(struct gp_parser *p, struct gp_filter_term *t)
{
    static const char expected[] = "rank, cases, share, = V-..., or in (V-..., V-...)";

    gp_parser_next(p);
    t->kind = GP_TERM_VARIANT;
    if (gp_parser_take(p, "share")) {
        t->measure = GP_VARIANT_SHARE;
        return read_share(p, t);
    }
    if (gp_token_is(gp_parser_here(p), "rank") ||
        gp_token_is(gp_parser_here(p), "cases")) {
        t->measure = gp_parser_take(p, "rank") ? GP_VARIANT_RANK : GP_VARIANT_CASES;
        if (t->measure == GP_VARIANT_CASES)
            (void)gp_parser_take(p, "cases");
        return gp_parser_compare(p, t);
    }
    t->measure = GP_VARIANT_ID;
    t->negated = gp_parser_at_sign(p, "!=") || gp_parser_take(p, "not");
    if (gp_parser_take(p, "in"))
        return gp_parser_list(p, "a variant's id such as V-1a2b3c4d", &t->names);
    if (!gp_parser_at_sign(p, "=") && !gp_parser_at_sign(p, "!="))
        return gp_parser_expected(p, expected);
    gp_parser_next(p);
    return gp_parser_add_name(p, "a variant's id such as V-1a2b3c4d", &t->names);
}

/* has rework, has repeat of A */
static enum gp_status read_rework(struct gp_parser *p, struct gp_filter_term *t)
{
    gp_parser_next(p);
    t->kind = GP_TERM_REWORK;
    t->rework = gp_parser_take(p, "rework")      ? GP_REWORK_LOOP | GP_REWORK_REPEAT
                : gp_parser_take(p, "self-loop") ? GP_REWORK_LOOP
                : gp_parser_take(p, "repeat")    ? GP_REWORK_REPEAT
                : gp_parser_take(p, "reopen")    ? GP_REWORK_REOPEN
                                                 : 0;
    if (t->rework == 0)
        return gp_parser_expected(p, "rework, repeat, self-loop or reopen");
    return gp_parser_take(p, "of") ? gp_parser_names(p, "an activity", &t->names)
                                   : GP_OK;
}

/* ---- followers ---- */

/* Behind the first names: [never] [directly | eventually] followed by NAMES [limit] */
static enum gp_status read_follower(struct gp_parser *p, struct gp_filter_term *t)
{
    enum gp_status st;

    t->kind = GP_TERM_FOLLOWED;
    t->never = gp_parser_take(p, "never");
    t->directly = gp_parser_take(p, "directly");
    if (!t->directly)
        (void)gp_parser_take(p, "eventually");
    if (!gp_parser_take(p, "followed") || !gp_parser_take(p, "by"))
        return gp_parser_expected(p, "followed by");
    st = gp_parser_names(p, "an activity", &t->then);
    t->limit = gp_parser_take(p, "within")  ? GP_SPAN_WITHIN
               : gp_parser_take(p, "after") ? GP_SPAN_AFTER
                                            : GP_SPAN_ANY;
    return st == GP_OK && t->limit != GP_SPAN_ANY ? gp_parser_span(p, &t->span_us) : st;
}

/* A name stands in front: of a field, or of an activity that something follows. */
static enum gp_status read_named(struct gp_parser *p, struct gp_filter_term *t)
{
    size_t begin = p->i;
    enum gp_status st =
        gp_parser_names(p, "a term such as activity = Close", &t->names);

    if (st != GP_OK || gp_token_follows(gp_parser_here(p)))
        return st == GP_OK ? read_follower(p, t) : st;
    if (t->names.n > 1)
        return gp_parser_expected(p, "followed by");
    t->names.n = 0;
    p->i = begin;
    return read_value(p, t);
}

enum gp_status gp_parser_term(struct gp_parser *p, struct gp_filter_term *t)
{
    static const struct {
        const char *word;
        term_fn *read;
    } openings[] = {
        {"any", read_which},         {"all", read_which},
        {"first", read_which},       {"last", read_which},
        {"starts", read_endpoint},   {"ends", read_endpoint},
        {"started", read_edge},      {"finished", read_edge},
        {"contained", read_frame},   {"active", read_frame},
        {"duration", read_duration}, {"events", read_events},
        {"variant", read_variant},   {"has", read_rework},
    };
    size_t i;

    for (i = 0; i < sizeof openings / sizeof openings[0]; i++)
        if (gp_token_is(gp_parser_here(p), openings[i].word))
            return openings[i].read(p, t);
    return read_named(p, t);
}
