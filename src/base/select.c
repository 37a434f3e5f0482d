/* select.c - the spread of a large sample without sorting it: gp_spread_select of
 * sample.h.
 *
 *   spans        5 900 7 6 3 ...    count them in equal parts of their range: a quarter as
 *                                   many as there are spans, at most 2,048
 *   ranks        12 50 51 ...       see in which parts the wanted ranks lie
 *   these parts                     gather them alone, and look again inside each
 *
 * Six quantiles touch at most twelve parts, so that nearly all spans are read three times
 * and moved never. A sample that crowds into one part (many small waits, one huge one) is
 * looked at again with a range 2,048 times smaller: at most six times in all.
 *
 * Whole seconds take four bytes, and half the time: select_body.h is there twice.
 */
#include "base/mem.h"
#include "base/sample.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS_LOG = 11, PARTS = 1 << PARTS_LOG, FEW = 96, MOST_RANKS = 10 };
enum { LEAST_PARTS_LOG = 5 };

static const unsigned percents[] = {25, 50, 75, 90, 95};

enum { N_PERCENTS = sizeof percents / sizeof percents[0] };

/* Order statistics that are wanted of n values in [low, high]. */
struct wanted {
    size_t rank[MOST_RANKS]; /* ascending, below n */
    int64_t *to[MOST_RANKS];
    size_t n;
};

static unsigned bit_width(uint64_t v)
{
    return v != 0 ? 64 - (unsigned)__builtin_clzll(v) : 0;
}

/* Values have the part (v - low) >> shift, below 1 << parts_log. */
static unsigned shift_for(int64_t low, int64_t high, unsigned parts_log)
{
    unsigned width = bit_width((uint64_t)high - (uint64_t)low);

    return width > parts_log ? width - parts_log : 0;
}

static unsigned parts_log_for(size_t n)
{
    unsigned log = bit_width(n / 8);

    return log < LEAST_PARTS_LOG ? LEAST_PARTS_LOG : log > PARTS_LOG ? PARTS_LOG : log;
}

/* A part of the range in which wanted ranks lie. */
struct group {
    unsigned part;
    size_t at, n; /* its values in the gathered ones */
    struct wanted wanted;
};

/* Finds the parts of the wanted ranks; group_of[part] = group + 1. Returns how many. */
static size_t find_groups(const uint32_t *count, const struct wanted *w,
                          struct group *g, uint8_t *group_of)
{
    size_t before = 0, n = 0, i = 0, gathered = 0;
    unsigned part;

    for (part = 0; i < w->n; part++) { /* every rank lies in some part */
        size_t behind = before + count[part];

        if (w->rank[i] < behind) {
            g[n].part = part;
            g[n].at = gathered;
            g[n].n = count[part];
            g[n].wanted.n = 0;
            gathered += count[part];
            for (; i < w->n && w->rank[i] < behind; i++) {
                g[n].wanted.rank[g[n].wanted.n] = w->rank[i] - before;
                g[n].wanted.to[g[n].wanted.n++] = w->to[i];
            }
            group_of[part] = (uint8_t)++n;
        }
        before = behind;
    }
    return n;
}

/* ---- eight bytes ---- */

#define VALUE           int64_t
#define SELECT(name)    name##_us
#define sort_few_us     gp_sort_i64
#define sort_at_once_us gp_sort_i64
#include "base/select_body.h"

/* ---- four bytes ---- */

typedef int32_t four __attribute__((vector_size(16)));

/* The place of a value is how many are below it: no branch to predict, four at a time.
 * Equal values meet in the first of their places and fill those behind it. */
static void sort_few_seconds(int32_t *v, size_t n)
{
    union {
        int32_t at[FEW];
        four by4[FEW / 4];
    } all;
    size_t n4 = (n + 3) / 4, i, j;

    memcpy(all.at, v, n * sizeof *v);
    for (i = n; i < 4 * n4; i++)
        all.at[i] = INT32_MAX;
    memset(v, 0xff, n * sizeof *v);
    for (i = 0; i < n; i++) {
        int32_t x = all.at[i];
        four is = {x, x, x, x}, below = {0};

        for (j = 0; j < n4; j++)
            below -= all.by4[j] < is;
        v[below[0] + below[1] + below[2] + below[3]] = x;
    }
    for (i = 1; i < n; i++)
        v[i] = v[i] < 0 ? v[i - 1] : v[i];
}

static int compare_seconds(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void sort_at_once_seconds(int32_t *v, size_t n)
{
    qsort(v, n, sizeof *v, compare_seconds);
}

#define VALUE        int32_t
#define SELECT(name) name##_seconds
#include "base/select_body.h"

/* ---- quantiles ---- */

/* The neighbours between which each quantile lies; the same rank twice is asked once. */
static void want_percents(struct wanted *w, size_t n, int64_t pair[N_PERCENTS][2])
{
    size_t i, side;

    w->n = 0;
    for (i = 0; i < N_PERCENTS; i++) {
        for (side = 0; side < 2; side++) {
            size_t rank = (size_t)((uint64_t)(n - 1) * percents[i] / 100) + side;

            w->rank[w->n] = rank < n ? rank : n - 1;
            w->to[w->n++] = &pair[i][side];
        }
    }
}

/* Quantile as gp_quantile_sorted gives it, out of its two neighbours. */
static int64_t between(const int64_t pair[2], size_t n, unsigned percent)
{
    int64_t around[2] = {pair[0], pair[1]};
    unsigned part = (unsigned)((uint64_t)(n - 1) * percent % 100);

    return part == 0 ? around[0] : gp_quantile_sorted(around, 2, part);
}

static void fill(struct gp_spread *s, int64_t pair[N_PERCENTS][2])
{
    s->mean = gp_mean_rounded(s->sum, s->count);
    s->p25 = between(pair[0], s->count, 25);
    s->median = between(pair[1], s->count, 50);
    s->p75 = between(pair[2], s->count, 75);
    s->p90 = between(pair[3], s->count, 90);
    s->p95 = between(pair[4], s->count, 95);
}

void gp_spread_select(struct gp_spread *s, int64_t *spans)
{
    int64_t pair[N_PERCENTS][2] = {{0}};
    struct wanted w;

    if (s->count == 0)
        return;
    want_percents(&w, s->count, pair);
    if (!select_in_us(spans, s->count, s->min, s->max, &w))
        sort_all_us(spans, s->count, &w);
    fill(s, pair);
}

void gp_spread_select_seconds(struct gp_spread *s, int32_t *seconds)
{
    int64_t pair[N_PERCENTS][2] = {{0}};
    struct wanted w;
    size_t i;

    if (s->count == 0)
        return;
    want_percents(&w, s->count, pair);
    if (!select_in_seconds(seconds, s->count, s->min, s->max, &w))
        sort_all_seconds(seconds, s->count, &w);
    for (i = 0; i < N_PERCENTS; i++) {
        pair[i][0] *= GP_SECOND_US;
        pair[i][1] *= GP_SECOND_US;
    }
    s->sum *= GP_SECOND_US;
    s->min *= GP_SECOND_US;
    s->max *= GP_SECOND_US;
    fill(s, pair);
}
