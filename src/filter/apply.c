/* apply.c - a filter walks its program over all cases at once, says what became of them,
 * and cuts the log (filter.h).
 *
 *   a b AND    a: 1 1 0    b: 0 1 1    a and b: 0 1 0
 *
 * Every result carries how many cases it has, and, once that is none, why: which part had
 * none, or which two exclude each other.
 */
#include "eventlog/cut.h"
#include "filter/bound.h"
#include "mine/mine.h"

#include <assert.h>
#include <string.h>

/* What a result stands for: a part of one expression, or whole ones up to `last`. */
struct extent {
    struct gp_filter_place place;
    size_t last;
};

/* Why a result holds for no case. */
struct reason {
    enum { NOT_EMPTY, NO_CASE_HAS, EVERY_CASE_HAS, NONE_HAS_BOTH } kind;
    struct extent a, b;
    uint64_t n_a, n_b;
};

struct result {
    bool *holds; /* [n_cases] */
    uint64_t n;
    struct extent extent;
    struct reason why;
};

struct walk {
    struct gp_filter *f;
    struct gp_binder binder;
    const struct gp_eventlog *log;
    struct result *stack;
    size_t n, cap;
    struct gp_filtered *out;
    struct gp_err *err;
};

static uint64_t count(const bool *holds, size_t n)
{
    uint64_t sum = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += holds[i];
    return sum;
}

static struct gp_slice text_of(const struct gp_filter *f, struct gp_filter_place p)
{
    return gp_slice_n(f->expression[p.source] + p.from, p.to - p.from);
}

static char *copy_text(struct gp_slice s)
{
    char *copy = gp_array(s.len + 1, 1);

    if (copy != NULL) {
        memcpy(copy, s.at, s.len);
        copy[s.len] = '\0';
    }
    return copy;
}

/* ---- steps ---- */

static enum gp_status do_term(struct walk *w, const struct gp_filter_step *step)
{
    const struct gp_filter_term *t = &w->f->term[step->term];
    struct gp_filter_part *part = &w->out->part[step->term];
    struct result r = {.extent = {step->place, step->place.source}};
    struct gp_bound_term bound;
    enum gp_status st = gp_filter_bind(&w->binder, t, &bound);

    if (st == GP_OK) {
        r.holds = gp_array(w->log->n_cases, sizeof *r.holds);
        part->text = copy_text(text_of(w->f, step->place));
        if (r.holds == NULL || part->text == NULL ||
            !gp_reserve(&w->stack, &w->cap, w->n + 1))
            st = gp_fail_memory(w->err);
    }
    if (st == GP_OK) {
        gp_filter_evaluate(&bound, w->log, r.holds);
        r.n = part->cases = count(r.holds, w->log->n_cases);
        if (r.n == 0)
            r.why = (struct reason){.kind = NO_CASE_HAS, .a = r.extent};
        w->stack[w->n++] = r;
    } else {
        gp_free(r.holds);
    }
    gp_bound_term_release(&bound);
    return st;
}

/* The parser writes no step before what it takes (parse.c). */
static struct result *top(const struct walk *w, size_t below)
{
    assert(w->stack != NULL && below < w->n);
    return &w->stack[w->n - 1 - below];
}

static void do_not(struct walk *w, const struct gp_filter_step *step)
{
    struct result *r = top(w, 0);
    struct extent inner = r->extent;
    size_t c;

    for (c = 0; c < w->log->n_cases; c++)
        r->holds[c] = !r->holds[c];
    r->n = w->log->n_cases - r->n;
    r->extent.place.from = step->place.from;
    r->why =
        (struct reason){.kind = r->n == 0 ? EVERY_CASE_HAS : NOT_EMPTY, .a = inner};
}

static struct reason why_not_both(const struct result *a, const struct result *b)
{
    if (a->n == 0)
        return a->why;
    if (b->n == 0)
        return b->why;
    return (struct reason){NONE_HAS_BOTH, a->extent, b->extent, a->n, b->n};
}

/* AND, OR: the two on top become one. */
static void do_both(struct walk *w, bool conjunction)
{
    struct result *a = top(w, 1), *b = top(w, 0);
    struct reason why = conjunction ? why_not_both(a, b) : a->why;
    size_t c;

    for (c = 0; c < w->log->n_cases; c++)
        a->holds[c] =
            conjunction ? a->holds[c] & b->holds[c] : a->holds[c] | b->holds[c];
    a->n = count(a->holds, w->log->n_cases);
    a->why = a->n == 0 ? why : (struct reason){.kind = NOT_EMPTY};
    a->extent.place.to = b->extent.place.to;
    a->extent.last = b->extent.last;
    gp_free(b->holds);
    w->n--;
}

static enum gp_status do_steps(struct walk *w)
{
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < w->f->n_steps && st == GP_OK; i++) {
        const struct gp_filter_step *step = &w->f->step[i];

        switch (step->kind) {
        case GP_STEP_TERM:
            st = do_term(w, step);
            break;
        case GP_STEP_NOT:
            do_not(w, step);
            break;
        case GP_STEP_AND:
        case GP_STEP_OR:
            do_both(w, step->kind == GP_STEP_AND);
            break;
        case GP_STEP_GROUP:
            top(w, 0)->extent.place = step->place;
            break;
        }
    }
    return st;
}

/* ---- no case is left ---- */

static void quote_part(struct gp_text *t, const struct walk *w, struct extent e)
{
    enum { MOST = 200 };
    size_t i;

    for (i = e.place.source; i <= e.last; i++) {
        struct gp_slice s = e.place.source == e.last ? text_of(w->f, e.place)
                                                     : gp_slice(w->f->expression[i]);

        gp_text_add(t, i > e.place.source ? " and `" : "`");
        gp_text_add_n(t, s.at, s.len < MOST ? s.len : MOST);
        gp_text_add(t, s.len < MOST ? "`" : "...`");
    }
}

static void say_cases(struct gp_text *t, uint64_t n)
{
    gp_text_add(t, " (");
    gp_text_add_count(t, n);
    gp_text_add(t, n == 1 ? " case)" : " cases)");
}

static enum gp_status nothing_left(const struct walk *w)
{
    const struct reason *why = &top(w, 0)->why;
    struct gp_text t = {0};
    enum gp_status st;
    size_t i;

    gp_text_add(&t, "no case of ");
    gp_text_add_count(&t, w->log->n_cases);
    gp_text_add(&t, " is left by --filter: ");
    if (why->kind == NONE_HAS_BOTH) {
        gp_text_add(&t, "there are cases with ");
        quote_part(&t, w, why->a);
        say_cases(&t, why->n_a);
        gp_text_add(&t, " and cases with ");
        quote_part(&t, w, why->b);
        say_cases(&t, why->n_b);
        gp_text_add(&t, ", but none with both");
    } else {
        gp_text_add(&t,
                    why->kind == EVERY_CASE_HAS ? "every case has " : "no case has ");
        quote_part(&t, w, why->a);
    }
    for (i = 0; i < w->out->n_parts && w->out->n_parts > 1 && i < 8; i++) {
        gp_text_addf(&t, "%s%s: ", i == 0 ? ". Each part alone: " : "; ",
                     w->out->part[i].text);
        gp_text_add_count(&t, w->out->part[i].cases);
    }
    st = gp_fail(w->err, GP_INPUT, "%s", gp_text_z(&t));
    gp_text_release(&t);
    return st;
}

/* ---- the log, and the figures of its reading ---- */

/* Rows of kept cases stay used, all others become ignored; two sums that must make what
 * was used before. */
static enum gp_status count_rows(const struct gp_ingest_result *in, const bool *keep,
                                 uint64_t *kept, uint64_t *left_out, struct gp_err *err)
{
    const struct gp_eventlog *log = in->log;
    const struct gp_case_rows *rows = &in->case_rows;
    uint64_t sum[2] = {0, 0};
    size_t c;

    if (rows->cases.n != 0 && !gp_dict_index(&in->log->cases))
        return gp_fail_memory(err);
    for (c = 0; c < log->n_cases; c++)
        sum[keep[c]] += log->first[c + 1] - log->first[c] +
                        (uint64_t)gp_case_rows_of(rows, log->cases.name[c]);
    for (c = 0; c < rows->cases.n; c++) /* cases that have no event */
        if (gp_dict_find(&log->cases, rows->cases.name[c]) == GP_NO_ID)
            sum[false] += (uint64_t)rows->more[c];
    *kept = sum[true];
    *left_out = sum[false];
    if (*kept + *left_out == in->used)
        return GP_OK;
    return gp_fail(err, GP_BUG,
                   "the rows of a filter do not add up: %llu used, %llu of cases kept, "
                   "%llu of cases left out",
                   (unsigned long long)in->used, (unsigned long long)*kept,
                   (unsigned long long)*left_out);
}

static void recount(struct gp_ingest_result *in)
{
    const struct gp_eventlog *log = in->log;
    size_t i;

    in->events = log->n;
    in->running = in->end_before_start = 0;
    for (i = 0; i < log->n; i++) {
        in->running += log->open != NULL && log->open[i];
        in->end_before_start += gp_event_end(log, i) < gp_event_start(log, i);
    }
}

static enum gp_status cut(struct gp_ingest_result *in, const bool *keep,
                          struct gp_filtered *out, struct gp_err *err)
{
    struct gp_eventlog *log = in->log;
    uint64_t kept;
    enum gp_status st = count_rows(in, keep, &kept, &out->rows, err);
    size_t k = 0;

    if (st != GP_OK)
        return st;
    while (k < log->n_kept)
        if (log->kept[k].passing)
            gp_eventlog_drop_kept(log, k);
        else
            k++;
    if (out->cases < out->cases_read)
        st = gp_eventlog_cut(log, keep, err);
    if (st != GP_OK)
        return st;
    recount(in);
    in->used = kept;
    in->ignored += out->rows;
    in->filtered_rows = out->rows;
    out->events = log->n;
    return GP_OK;
}

/* ---- all of it ---- */

/* Afterwards an end may have gone with its cases; here it must still be there. */
static enum gp_status check_ends(struct gp_binder *b)
{
    size_t i;

    for (i = 0; i < b->n_ends; i++)
        if (gp_dict_find(&b->log->activities, gp_slice(b->ends[i])) == GP_NO_ID)
            return gp_unknown_end(b->log, b->ends[i], b->err);
    return GP_OK;
}

static enum gp_status begin(struct walk *w)
{
    const struct gp_filter *f = w->f;
    struct gp_filtered *out = w->out;

    memset(out, 0, sizeof *out);
    out->cases_read = w->log->n_cases;
    out->events_read = w->log->n;
    out->expression = gp_array_zero(f->n, sizeof *out->expression);
    out->part = gp_array_zero(f->n_terms, sizeof *out->part);
    if (out->expression == NULL || out->part == NULL)
        return gp_fail_memory(w->err);
    out->n_parts = f->n_terms;
    for (out->n = 0; out->n < f->n; out->n++) {
        out->expression[out->n] = copy_text(gp_slice(f->expression[out->n]));
        if (out->expression[out->n] == NULL)
            return gp_fail_memory(w->err);
    }
    return GP_OK;
}

enum gp_status gp_filter_apply(struct gp_filter *f, struct gp_ingest_result *in,
                               const char *const *ends, size_t n_ends,
                               struct gp_filtered *out, struct gp_err *err)
{
    struct walk w = {.f = f,
                     .binder = {.f = f,
                                .in = in,
                                .log = in->log,
                                .ends = ends,
                                .n_ends = n_ends,
                                .err = err},
                     .log = in->log,
                     .out = out,
                     .err = err};
    enum gp_status st = begin(&w);

    if (st == GP_OK)
        st = check_ends(&w.binder);
    if (st == GP_OK)
        st = do_steps(&w);
    gp_binder_release(&w.binder);
    if (st == GP_OK) {
        out->cases = top(&w, 0)->n;
        st = out->cases == 0 ? nothing_left(&w) : cut(in, top(&w, 0)->holds, out, err);
    }
    while (w.n > 0)
        gp_free(w.stack[--w.n].holds);
    gp_free(w.stack);
    if (st != GP_OK)
        gp_filtered_release(out);
    return st;
}

void gp_filtered_release(struct gp_filtered *f)
{
    size_t i;

    for (i = 0; i < f->n; i++)
        gp_free(f->expression[i]);
    for (i = 0; i < f->n_parts; i++)
        gp_free(f->part[i].text);
    gp_free(f->expression);
    gp_free(f->part);
    memset(f, 0, sizeof *f);
}
