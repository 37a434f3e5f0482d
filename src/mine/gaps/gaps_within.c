/* gaps_within.c - whole cases compared within strata only: urgent ones with urgent ones
 * (--compare-within). A case that has nothing to be compared with is left out.
 *
 *   priority  with the gap  others       high: 2 against 1; low: 1 against 2; the case
 *   high      9 h, 7 h      4 h          of no priority is compared with nobody
 *   low       3 h           1 h, 2 h
 *   (none)    5 h
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

/* Spans of one side by stratum, then ascending. */
struct side {
    uint32_t *stratum;
    double *span;
    size_t n;
};

struct entry {
    uint32_t stratum;
    double span;
};

static int by_stratum(const void *ctx, const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    (void)ctx;
    if (x->stratum != y->stratum)
        return x->stratum < y->stratum ? -1 : 1;
    return (x->span > y->span) - (x->span < y->span);
}

static bool fill(const struct gp_gapper *g, const uint32_t *cases, size_t n,
                 struct side *out)
{
    struct entry *e = gp_array(n, sizeof *e);
    size_t i;
    bool good;

    out->n = n;
    out->stratum = gp_array(n, sizeof *out->stratum);
    out->span = gp_array(n, sizeof *out->span);
    good = e != NULL && out->stratum != NULL && out->span != NULL;
    for (i = 0; good && i < n; i++)
        e[i] = (struct entry){g->o->stratum[cases[i]],
                              (double)gp_case_span(g->log, cases[i])};
    good = good && gp_sort(e, n, sizeof *e, by_stratum, NULL);
    for (i = 0; good && i < n; i++) {
        out->stratum[i] = e[i].stratum;
        out->span[i] = e[i].span;
    }
    gp_free(e);
    return good;
}

static size_t end_of(const struct side *s, size_t from)
{
    size_t end = from;

    while (end < s->n && s->stratum[end] == s->stratum[from])
        end++;
    return end;
}

/* Strata that both sides have; how many. strata: room for as many as the shorter side. */
static size_t shared(const struct side *a, const struct side *b,
                     struct gp_stratum *strata)
{
    size_t i = 0, k = 0, n = 0;

    while (i < a->n && k < b->n) {
        size_t end_a = end_of(a, i), end_b = end_of(b, k);

        if (a->stratum[i] < b->stratum[k]) {
            i = end_a;
        } else if (b->stratum[k] < a->stratum[i]) {
            k = end_b;
        } else {
            strata[n++] =
                (struct gp_stratum){a->span + i, b->span + k, end_a - i, end_b - k};
            i = end_a;
            k = end_b;
        }
    }
    return n;
}

/* The test of all strata, and Cliff's delta over the pairs within them. */
static bool test_within(struct gp_bill *b, const struct gp_stratum *strata, size_t n)
{
    struct gp_mann_whitney *test = gp_array(n, sizeof *test);
    size_t *size = gp_array(n, sizeof *size), i;
    double u = 0, pairs = 0;
    bool good = test != NULL && size != NULL;

    for (i = 0; good && i < n; i++) {
        const struct gp_stratum *s = &strata[i];

        test[i] = gp_mann_whitney(s->a, s->n1, s->b, s->n2);
        size[i] = s->n1 + s->n2;
        u += test[i].u;
        pairs += (double)s->n1 * (double)s->n2;
        b->compared[0] += s->n1;
        b->compared[1] += s->n2;
    }
    if (good) {
        b->p = gp_van_elteren(test, size, n);
        b->delta = pairs > 0 ? 2 * u / pairs - 1 : 0;
    }
    gp_free(test);
    gp_free(size);
    return good;
}

bool gp_gaps_compare_within(const struct gp_gapper *g, struct gp_bill *b,
                            const uint32_t *with, const uint32_t *others)
{
    struct side x = {NULL, NULL, 0}, y = {NULL, NULL, 0};
    struct gp_stratum *strata = gp_array(b->compared[0], sizeof *strata);
    bool good = strata != NULL && fill(g, with, b->compared[0], &x) &&
                fill(g, others, b->compared[1], &y);
    struct gp_shift shift;
    size_t n;

    if (good) {
        n = shared(&x, &y, strata);
        b->compared[0] = b->compared[1] = 0;
        b->exact_p = false;
        good = test_within(b, strata, n);
    }
    if (good && (b->compared[0] < GP_BILL_ENOUGH || b->compared[1] < GP_BILL_ENOUGH)) {
        b->whole_why = GP_BILL_TOO_FEW;
    } else if (good) {
        shift = gp_shift_within(strata, n);
        gp_bill_put_shift(b, &shift);
    }
    gp_free(strata);
    gp_free(x.stratum);
    gp_free(x.span);
    gp_free(y.stratum);
    gp_free(y.span);
    return good;
}
