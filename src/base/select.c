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
 */
#include "base/mem.h"
#include "base/sample.h"

#include <stdbool.h>
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

static bool select_in(int64_t *v, size_t n, int64_t low, int64_t high,
                      const struct wanted *w);

static void select_few(int64_t *v, size_t n, const struct wanted *w)
{
    size_t i;

    gp_sort_i64(v, n);
    for (i = 0; i < w->n; i++)
        *w->to[i] = v[w->rank[i]];
}

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

/* Gathers the values of the groups and looks inside each. Values of no group, which nobody
 * can predict, are written, too, but all to one place behind the others. */
static bool select_groups(const int64_t *v, size_t n, int64_t low, unsigned shift,
                          struct group *g, size_t n_groups, const uint8_t *group_of)
{
    size_t total = g[n_groups - 1].at + g[n_groups - 1].n, i;
    int64_t *gathered = gp_array(total + 1, sizeof *gathered);
    size_t next[MOST_RANKS + 1];
    bool good = gathered != NULL;

    next[0] = total;
    for (i = 0; i < n_groups; i++)
        next[i + 1] = g[i].at;
    for (i = 0; good && i < n; i++) {
        unsigned k = group_of[((uint64_t)v[i] - (uint64_t)low) >> shift];

        gathered[next[k]] = v[i];
        next[k] += k != 0;
    }
    for (i = 0; good && i < n_groups; i++) {
        uint64_t from = (uint64_t)low + ((uint64_t)g[i].part << shift);

        good = select_in(gathered + g[i].at, g[i].n, (int64_t)from,
                         (int64_t)(from + (((uint64_t)1 << shift) - 1)), &g[i].wanted);
    }
    gp_free(gathered);
    return good;
}

static bool select_in(int64_t *v, size_t n, int64_t low, int64_t high,
                      const struct wanted *w)
{
    unsigned parts_log = parts_log_for(n), shift = shift_for(low, high, parts_log);
    struct group g[MOST_RANKS] = {0};
    uint8_t group_of[PARTS];
    uint32_t count[PARTS];
    size_t n_groups, i;

    if (n <= FEW || low == high) {
        if (low != high)
            select_few(v, n, w);
        for (i = 0; low == high && i < w->n; i++)
            *w->to[i] = low;
        return true;
    }
    memset(count, 0, sizeof *count << parts_log);
    memset(group_of, 0, sizeof *group_of << parts_log);
    for (i = 0; i < n; i++)
        count[((uint64_t)v[i] - (uint64_t)low) >> shift]++;
    n_groups = find_groups(count, w, g, group_of);
    return select_groups(v, n, low, shift, g, n_groups, group_of);
}

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

struct gp_spread gp_spread_select(int64_t *spans, size_t n)
{
    struct gp_spread s = {0};
    int64_t pair[N_PERCENTS][2] = {{0}};
    struct wanted w;
    size_t i;

    if (n <= FEW)
        return gp_spread_of(spans, n);
    s.count = n;
    s.min = s.max = spans[0];
    for (i = 0; i < n; i++) {
        s.sum += spans[i];
        s.min = spans[i] < s.min ? spans[i] : s.min;
        s.max = spans[i] > s.max ? spans[i] : s.max;
    }
    want_percents(&w, n, pair);
    if (!select_in(spans, n, s.min, s.max, &w))
        return gp_spread_of(spans, n); /* no memory: sorting needs none */
    s.mean = gp_mean_rounded(s.sum, n);
    s.p25 = between(pair[0], n, 25);
    s.median = between(pair[1], n, 50);
    s.p75 = between(pair[2], n, 75);
    s.p90 = between(pair[3], n, 90);
    s.p95 = between(pair[4], n, 95);
    return s;
}
