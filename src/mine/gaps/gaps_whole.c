/* gaps_whole.c - durations of closed cases with a gap against those of cases that follow
 * the document: Hodges-Lehmann with its interval, Mann-Whitney, over all gaps corrected
 * after Benjamini and Hochberg (spec/conformance.md 7).
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

static int ascending(const void *ctx, const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    (void)ctx;
    return (x > y) - (x < y);
}

static bool sort_doubles(double *v, size_t n)
{
    return gp_sort(v, n, sizeof *v, ascending, NULL);
}

/* Spans of the closed cases with the gap; cases[] (may be NULL) receives them. */
static size_t spans_with(const struct gp_gapper *g, const struct gp_gap *gap,
                         double *spans, uint32_t *cases)
{
    size_t n = 0, i;

    for (i = gap->first_hit; i < gap->first_hit + gap->n_hits; i++) {
        uint32_t c = g->out->hit[i].case_id;

        if (g->c->open_case[c] ||
            (i > gap->first_hit && g->out->hit[i - 1].case_id == c))
            continue;
        if (cases != NULL)
            cases[n] = c;
        spans[n++] = (double)gp_case_span(g->log, c);
    }
    return n;
}

/* Closed cases that follow the document, by span, then number. */
struct baseline {
    double *span;
    uint32_t *cases;
    size_t n;
    double *without; /* room for the spans of those without one gap */
    uint32_t *others;
    bool *with; /* [n_cases] of the gap under way */
};

struct by_span {
    const struct gp_eventlog *log;
};

static int shorter_first(const void *ctx, const void *a, const void *b)
{
    const struct by_span *s = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int64_t sx = gp_case_span(s->log, x), sy = gp_case_span(s->log, y);

    if (sx != sy)
        return sx < sy ? -1 : 1;
    return (x > y) - (x < y);
}

static bool make_baseline(const struct gp_gapper *g, struct baseline *b)
{
    const struct by_span order = {g->log};
    size_t n = g->log->n_cases, c;

    b->n = 0;
    b->span = gp_array(n, sizeof *b->span);
    b->cases = gp_array(n, sizeof *b->cases);
    b->without = gp_array(n, sizeof *b->without);
    b->others = gp_array(n, sizeof *b->others);
    b->with = gp_array_zero(n, sizeof *b->with);
    if (b->span == NULL || b->cases == NULL || b->without == NULL ||
        b->others == NULL || b->with == NULL)
        return false;
    for (c = 0; c < n; c++)
        if (gp_item_follows(g->c, gp_item_of_case(g->c, c)))
            b->cases[b->n++] = (uint32_t)c;
    if (!gp_sort(b->cases, b->n, sizeof *b->cases, shorter_first, &order))
        return false;
    for (c = 0; c < b->n; c++)
        b->span[c] = (double)gp_case_span(g->log, b->cases[c]);
    return true;
}

/* The baseline without cases that have the gap: overlays happen in cases that follow,
 * too. Returns how many are left. */
static size_t leave_out(struct baseline *b, const uint32_t *cases, size_t n)
{
    size_t left = 0, i;

    for (i = 0; i < n; i++)
        b->with[cases[i]] = true;
    for (i = 0; i < b->n; i++)
        if (!b->with[b->cases[i]]) {
            b->others[left] = b->cases[i];
            b->without[left++] = b->span[i];
        }
    for (i = 0; i < n; i++)
        b->with[cases[i]] = false;
    return left;
}

static int64_t rounded(double us)
{
    return (int64_t)(us < 0 ? us - 0.5 : us + 0.5);
}

void gp_bill_put_shift(struct gp_bill *b, const struct gp_shift *shift)
{
    b->whole_us = rounded(shift->shift);
    b->whole_low_us = rounded(shift->interval.low);
    b->whole_high_us = rounded(shift->interval.high);
}

/* Everything about the gap and the cases to compare. */
static bool compare(const struct gp_gapper *g, struct gp_bill *b, double *spans,
                    const uint32_t *cases, const struct baseline *base)
{
    size_t n = b->compared[0], others = b->compared[1];
    struct gp_mann_whitney test;
    struct gp_shift shift;

    if (g->o->stratum != NULL)
        return gp_gaps_compare_within(g, b, cases, base->others);
    if (!sort_doubles(spans, n))
        return false;
    shift = gp_hodges_lehmann(spans, n, base->without, others);
    test = gp_mann_whitney(spans, n, base->without, others);
    gp_bill_put_shift(b, &shift);
    b->p = test.p;
    b->exact_p = test.exact;
    b->delta = test.delta;
    return true;
}

static bool is_meant(const struct gp_gap *gap)
{
    return gap->n_hits != 0 && gap->key.kind != GP_GAP_STALLED &&
           gap->key.kind != GP_GAP_CRACKS && gap->key.sub != GP_SUB_LOOP;
}

static bool bill_whole(const struct gp_gapper *g, struct baseline *base,
                       struct gp_gap *gap, double *spans, uint32_t *cases)
{
    struct gp_bill *b = &gap->bill;
    size_t n = spans_with(g, gap, spans, cases), others = leave_out(base, cases, n);

    b->p = b->q = 1;
    b->compared[0] = n;
    b->compared[1] = others;
    b->whole_why = GP_BILL_NOT_MEANT;
    if (!is_meant(gap))
        return true;
    b->whole_why = GP_BILL_TOO_FEW;
    if (n < GP_BILL_ENOUGH || others < GP_BILL_ENOUGH)
        return true;
    b->whole_why = GP_BILL_GIVEN;
    return compare(g, b, spans, cases, base);
}

static bool correct(struct gp_gaps *o)
{
    double *p = gp_array(o->n, sizeof *p), *q = gp_array(o->n, sizeof *q);
    size_t n = 0, i;
    bool good = p != NULL && q != NULL;

    for (i = 0; good && i < o->n; i++)
        if (o->gap[i].bill.whole_why == GP_BILL_GIVEN)
            p[n++] = o->gap[i].bill.p;
    good = good && gp_benjamini_hochberg(p, n, q);
    for (i = n = 0; good && i < o->n; i++)
        if (o->gap[i].bill.whole_why == GP_BILL_GIVEN)
            o->gap[i].bill.q = q[n++];
    gp_free(p);
    gp_free(q);
    return good;
}

bool gp_gaps_bill_whole(struct gp_gapper *g)
{
    double *spans = gp_array(g->log->n_cases, sizeof *spans);
    uint32_t *cases = gp_array(g->log->n_cases, sizeof *cases);
    struct baseline base = {NULL, NULL, 0, NULL, NULL, NULL};
    bool good = spans != NULL && cases != NULL && make_baseline(g, &base);
    size_t i;

    for (i = 0; good && i < g->out->n; i++)
        good = bill_whole(g, &base, &g->out->gap[i], spans, cases);
    good = good && correct(g->out);
    gp_free(spans);
    gp_free(cases);
    gp_free(base.span);
    gp_free(base.cases);
    gp_free(base.without);
    gp_free(base.others);
    gp_free(base.with);
    return good;
}
