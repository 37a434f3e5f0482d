/* gaps_bill.c - what a gap costs in hours (spec/conformance.md 7). Two figures, never one
 * without its name:
 *
 *   at the spot   for each occurrence, the time between the matches around it minus the
 *                 median time between the same two steps in cases that follow the
 *                 document (at least 10 of them). Late: the excess over the limit;
 *                 ping-pong: the time away; undocumented handoff: the wait; stalled and
 *                 cracks: the age.
 *   whole case    durations of closed cases with the gap against following cases:
 *                 Hodges-Lehmann with its interval, Mann-Whitney, over all gaps
 *                 corrected after Benjamini and Hochberg.
 *
 * "The same two steps" of a following case: the first match of the second step that has
 * a match of the first before it, from the latest such match.
 */
#include "mine/gaps_parts.h"

#include "base/sort.h"

#include <string.h>

enum { ENOUGH = 10 };

/* ---- Pairs of steps in following cases --------------------------------------------- */

struct pair {
    uint32_t from, to; /* elements */
};

struct pairs {
    struct gp_dict known; /* bytes of struct pair -> number */
    int64_t *median;      /* [known.n] us */
    bool *enough;
};

static uint32_t pair_number(struct pairs *p, const struct gp_gap_hit *h, bool add)
{
    struct pair key = {h->around[0], h->around[1]};
    struct gp_slice bytes = gp_slice_n((const char *)&key, sizeof key);

    return add ? gp_dict_add(&p->known, bytes) : gp_dict_find(&p->known, bytes);
}

/* Positions in the path of a following item between which the pair lies. */
static bool place_of_pair(const struct gp_gapper *g, size_t item, struct pair pair,
                          uint32_t *from, uint32_t *to)
{
    const struct gp_conformance *c = g->c;
    const struct gp_alignment *a = &c->alignments.of[item];
    size_t i;

    *from = GP_NO_ID;
    for (i = a->first_move; i < a->first_move + a->n_moves; i++) {
        const struct gp_move *m = &c->alignments.moves[i];
        uint32_t element;

        if (m->kind != GP_MOVE_MATCH)
            continue;
        element = c->states->net.transitions[m->transition].element;
        if (element == pair.to && *from != GP_NO_ID) {
            *to = c->item[item].position[m->position];
            return true;
        }
        if (element == pair.from)
            *from = c->item[item].position[m->position];
    }
    return false;
}

/* Are cases of the item what others are compared with? */
static bool follows(const struct gp_conformance *c, size_t item)
{
    return !c->item[item].open && c->alignments.of[item].exact &&
           gp_item_cost(c, item) == 0;
}

/* Times of one pair in all following cases, where it occurs. */
static size_t sample_pair(const struct gp_gapper *g, struct pair pair, uint32_t *place,
                          int64_t *sample)
{
    const struct gp_eventlog *log = g->log;
    size_t n = 0, i, c;

    for (i = 0; i < g->c->n_items; i++) {
        place[2 * i] = GP_NO_ID;
        if (follows(g->c, i) &&
            !place_of_pair(g, i, pair, &place[2 * i], &place[2 * i + 1]))
            place[2 * i] = GP_NO_ID;
    }
    for (c = 0; c < log->n_cases; c++) {
        size_t item = gp_item_of_case(g->c, c);

        if (place[2 * item] == GP_NO_ID)
            continue;
        sample[n++] = gp_event_start(log, log->first[c] + place[2 * item + 1]) -
                      gp_event_end(log, log->first[c] + place[2 * item]);
    }
    return n;
}

static bool measure_pairs(const struct gp_gapper *g, struct pairs *p)
{
    uint32_t *place = gp_array(2 * g->c->n_items, sizeof *place);
    int64_t *sample = gp_array(g->log->n_cases, sizeof *sample);
    bool good = place != NULL && sample != NULL;
    uint32_t i;

    p->median = gp_array_zero(p->known.n, sizeof *p->median);
    p->enough = gp_array_zero(p->known.n, sizeof *p->enough);
    good = good && p->median != NULL && p->enough != NULL;
    for (i = 0; good && i < p->known.n; i++) {
        struct pair pair;
        size_t n;

        memcpy(&pair, gp_dict_name(&p->known, i).at, sizeof pair);
        n = sample_pair(g, pair, place, sample);
        p->enough[i] = n >= ENOUGH;
        if (!p->enough[i])
            continue;
        gp_sort_i64(sample, n);
        p->median[i] = gp_quantile_sorted(sample, n, 50);
    }
    gp_free(place);
    gp_free(sample);
    return good;
}

/* ---- At the spot ------------------------------------------------------------------- */

static bool is_overlay_with_time(enum gp_gap_kind kind)
{
    return kind == GP_GAP_LATE || kind == GP_GAP_PING_PONG || kind == GP_GAP_STALLED ||
           kind == GP_GAP_CRACKS || kind == GP_GAP_UNDOCUMENTED_HANDOFF;
}

static bool has_spot(enum gp_gap_kind kind)
{
    return (kind < GP_GAP_N_PRIMARY && kind != GP_GAP_OUTSIDE) ||
           is_overlay_with_time(kind);
}

static bool spot_of_hit(const struct gp_gapper *g, struct pairs *p,
                        enum gp_gap_kind kind, const struct gp_gap_hit *h,
                        int64_t *spot)
{
    uint32_t pair;

    if (is_overlay_with_time(kind)) {
        *spot = h->spot_us;
        return true;
    }
    if (h->around[0] == GP_NO_ID || h->around[1] == GP_NO_ID)
        return false;
    pair = pair_number(p, h, false);
    if (pair == GP_NO_ID || !p->enough[pair])
        return false;
    *spot = gp_event_start(g->log, h->match[1]) - gp_event_end(g->log, h->match[0]) -
            p->median[pair];
    return true;
}

static void bill_spot(struct gp_gapper *g, struct pairs *p, struct gp_gap *gap,
                      int64_t *sample)
{
    struct gp_bill *b = &gap->bill;
    size_t n = 0, i;

    if (!has_spot(gap->key.kind)) {
        b->spot_why = GP_BILL_NOT_MEANT;
        return;
    }
    for (i = 0; i < gap->n_hits; i++) {
        struct gp_gap_hit *h = &g->out->hit[gap->first_hit + i];

        if (!spot_of_hit(g, p, gap->key.kind, h, &sample[n]))
            continue;
        h->spot_us = sample[n];
        b->spot_us += sample[n++];
    }
    b->spot_n = n;
    b->spot_why = n > 0 ? GP_BILL_GIVEN : GP_BILL_TOO_FEW;
    if (n == 0)
        return;
    gp_sort_i64(sample, n);
    b->spot_median_us = gp_quantile_sorted(sample, n, 50);
}

/* ---- Whole case -------------------------------------------------------------------- */

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

/* p within strata: values of o->stratum, at least one case a side each. */
static bool compare_within(const struct gp_gapper *g, const uint32_t *with,
                           size_t n_with, const uint32_t *others, size_t n_others,
                           double *p)
{
    struct gp_mann_whitney *test = NULL;
    size_t *size = NULL, n = 0, cap = 0, size_cap = 0, i;
    double *a = gp_array(n_with, sizeof *a), *b = gp_array(n_others, sizeof *b);
    bool *done = gp_array_zero(n_with, sizeof *done);
    bool good = a != NULL && b != NULL && done != NULL;

    for (i = 0; good && i < n_with; i++) {
        uint32_t value = g->o->stratum[with[i]];
        size_t n1 = 0, n2 = 0, k;

        if (done[i])
            continue;
        for (k = i; k < n_with; k++)
            if (g->o->stratum[with[k]] == value) {
                done[k] = true;
                a[n1++] = (double)gp_case_span(g->log, with[k]);
            }
        for (k = 0; k < n_others; k++)
            if (g->o->stratum[others[k]] == value)
                b[n2++] = (double)gp_case_span(g->log, others[k]);
        if (n2 == 0)
            continue;
        good = sort_doubles(a, n1) && sort_doubles(b, n2) &&
               gp_reserve(&test, &cap, n + 1) && gp_reserve(&size, &size_cap, n + 1);
        if (good) {
            test[n] = gp_mann_whitney(a, n1, b, n2);
            size[n++] = n1 + n2;
        }
    }
    if (good)
        *p = gp_van_elteren(test, size, n);
    gp_free(test);
    gp_free(size);
    gp_free(a);
    gp_free(b);
    gp_free(done);
    return good;
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
        if (follows(g->c, gp_item_of_case(g->c, c)))
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

static bool bill_whole(const struct gp_gapper *g, struct baseline *base,
                       struct gp_gap *gap, double *spans, uint32_t *cases)
{
    struct gp_bill *b = &gap->bill;
    size_t n = spans_with(g, gap, spans, cases), others = leave_out(base, cases, n);
    struct gp_mann_whitney test;
    struct gp_shift shift;

    b->p = b->q = 1;
    b->compared[0] = n;
    b->compared[1] = others;
    b->whole_why = GP_BILL_GIVEN;
    if (gap->n_hits == 0 || gap->key.kind == GP_GAP_STALLED ||
        gap->key.kind == GP_GAP_CRACKS || gap->key.sub == GP_SUB_LOOP)
        b->whole_why = GP_BILL_NOT_MEANT;
    else if (n < ENOUGH || others < ENOUGH)
        b->whole_why = GP_BILL_TOO_FEW;
    if (b->whole_why != GP_BILL_GIVEN)
        return true;
    if (!sort_doubles(spans, n))
        return false;
    shift = gp_hodges_lehmann(spans, n, base->without, others);
    test = gp_mann_whitney(spans, n, base->without, others);
    b->whole_us = rounded(shift.shift);
    b->whole_low_us = rounded(shift.interval.low);
    b->whole_high_us = rounded(shift.interval.high);
    b->p = test.p;
    b->exact_p = test.exact;
    b->delta = test.delta;
    if (g->o->stratum == NULL)
        return true;
    b->exact_p = false;
    return compare_within(g, cases, n, base->others, others, &b->p);
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

/* ---- All gaps ---------------------------------------------------------------------- */

static void no_time(struct gp_gaps *o)
{
    size_t i;

    for (i = 0; i < o->n; i++)
        o->gap[i].bill = (struct gp_bill){
            .spot_why = GP_BILL_NO_TIME, .whole_why = GP_BILL_NO_TIME, .p = 1, .q = 1};
}

static bool list_pairs(struct gp_gapper *g, struct pairs *p)
{
    size_t i;

    for (i = 0; i < g->out->n_hits; i++) {
        const struct gp_gap_hit *h = &g->out->hit[i];

        if (h->around[0] != GP_NO_ID && h->around[1] != GP_NO_ID &&
            pair_number(p, h, true) == GP_NO_ID)
            return false;
    }
    return true;
}

bool gp_gaps_bill(struct gp_gapper *g)
{
    size_t room = g->out->n_hits > g->log->n_cases ? g->out->n_hits : g->log->n_cases;
    int64_t *sample = gp_array(room, sizeof *sample);
    double *spans = gp_array(room, sizeof *spans);
    uint32_t *cases = gp_array(room, sizeof *cases);
    struct baseline base = {NULL, NULL, 0, NULL, NULL, NULL};
    struct pairs p = {0};
    bool good = sample != NULL && spans != NULL && cases != NULL;
    size_t i;

    if (!g->log->has_time)
        no_time(g->out);
    else
        good = good && make_baseline(g, &base) && list_pairs(g, &p) &&
               measure_pairs(g, &p);
    for (i = 0; good && g->log->has_time && i < g->out->n; i++) {
        bill_spot(g, &p, &g->out->gap[i], sample);
        good = bill_whole(g, &base, &g->out->gap[i], spans, cases);
    }
    good = good && correct(g->out);
    gp_dict_release(&p.known);
    gp_free(p.median);
    gp_free(p.enough);
    gp_free(sample);
    gp_free(spans);
    gp_free(cases);
    gp_free(base.span);
    gp_free(base.cases);
    gp_free(base.without);
    gp_free(base.others);
    gp_free(base.with);
    return good;
}
