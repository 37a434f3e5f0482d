/* shift.c - how far two samples lie apart: Hodges and Lehmann, also within strata.
 *
 * The differences of two samples are never written down: how many lie at or below x is
 * counted by walking both ascending samples once, and x is bisected. Each count also
 * tells the nearest difference on either side, so the search always ends on one.
 *
 * Within strata each difference has the weight of its stratum, that of van Elteren's
 * test: the shift is where the weights below and above balance, the ends of the interval
 * where the test would just reject. One stratum gives the same as none.
 */
#include "base/stats.h"

#include <assert.h>
#include <math.h>

/* Differences at or below x: how many, the largest of them, the smallest above x. */
struct counted {
    uint64_t n;
    double below, above;
};

static void count_row(struct counted *c, double a, const double *b, size_t n2, size_t j)
{
    c->n += n2 - j;
    if (j < n2 && a - b[j] > c->below)
        c->below = a - b[j];
    if (j > 0 && a - b[j - 1] < c->above)
        c->above = a - b[j - 1];
}

/* First j with a - b[j] <= x. */
static size_t first_below(double a, const double *b, size_t n2, double x)
{
    size_t low = 0, high = n2;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (a - b[middle] <= x)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static struct counted count_below(const double *a, size_t n1, const double *b,
                                  size_t n2, double x)
{
    struct counted c = {0, -INFINITY, INFINITY};
    bool few = n1 < n2 / 32;
    size_t i, j = 0;

    for (i = 0; i < n1; i++) {
        if (few)
            j = first_below(a[i], b, n2, x);
        else
            while (j < n2 && a[i] - b[j] > x)
                j++;
        count_row(&c, a[i], b, n2, j);
    }
    return c;
}

double gp_kth_difference(const double *a, size_t n1, const double *b, size_t n2,
                         uint64_t k)
{
    double low = a[0] - b[n2 - 1], high = a[n1 - 1] - b[0];

    assert(n1 > 0 && n2 > 0 && k >= 1 && k <= (uint64_t)n1 * n2);
    while (low < high) {
        double middle = low + (high - low) / 2;
        struct counted c;

        if (middle >= high)
            middle = low;
        c = count_below(a, n1, b, n2, middle);
        if (c.n >= k)
            high = c.below;
        else
            low = c.above;
    }
    return low;
}

struct gp_shift gp_hodges_lehmann(const double *a, size_t n1, const double *b,
                                  size_t n2)
{
    uint64_t pairs = (uint64_t)n1 * n2, c = 1;
    double half = (double)pairs / 2;
    double rank =
        half - GP_Z95 * sqrt((double)pairs * ((double)n1 + (double)n2 + 1) / 12);
    struct gp_shift s;

    if (rank >= 1)
        c = (uint64_t)rank;
    s.shift = gp_kth_difference(a, n1, b, n2, (pairs + 1) / 2);
    if (pairs % 2 == 0)
        s.shift = (s.shift + gp_kth_difference(a, n1, b, n2, pairs / 2 + 1)) / 2;
    s.interval.low = gp_kth_difference(a, n1, b, n2, c);
    s.interval.high = gp_kth_difference(a, n1, b, n2, pairs + 1 - c);
    return s;
}

/* ---- Within strata ----------------------------------------------------------------- */

static double weight_of(const struct gp_stratum *s)
{
    return 1 / ((double)s->n1 + (double)s->n2 + 1);
}

/* Weight of all differences at or below x, with the neighbours of x. */
static double weigh(const struct gp_stratum *s, size_t n, double x, double *below,
                    double *above)
{
    double sum = 0;
    size_t i;

    *below = -INFINITY;
    *above = INFINITY;
    for (i = 0; i < n; i++) {
        struct counted c = count_below(s[i].a, s[i].n1, s[i].b, s[i].n2, x);

        sum += weight_of(&s[i]) * (double)c.n;
        *below = c.below > *below ? c.below : *below;
        *above = c.above < *above ? c.above : *above;
    }
    return sum;
}

/* The smallest difference at or below which more than `weight` lies; the largest one
 * when there is no such. */
static double difference_at(const struct gp_stratum *s, size_t n, double weight)
{
    double low = INFINITY, high = -INFINITY;
    size_t i;

    for (i = 0; i < n; i++) {
        double least = s[i].a[0] - s[i].b[s[i].n2 - 1];
        double most = s[i].a[s[i].n1 - 1] - s[i].b[0];

        low = least < low ? least : low;
        high = most > high ? most : high;
    }
    while (low < high) {
        double middle = low + (high - low) / 2, below, above;

        if (middle >= high)
            middle = low;
        if (weigh(s, n, middle, &below, &above) > weight)
            high = below;
        else
            low = above;
    }
    return low;
}

struct gp_shift gp_shift_within(const struct gp_stratum *s, size_t n)
{
    double all = 0, variance = 0, most = 0, reach, slack;
    struct gp_shift out;
    size_t i;

    for (i = 0; i < n; i++) {
        double w = weight_of(&s[i]), pairs = (double)s[i].n1 * (double)s[i].n2;

        all += w * pairs;
        variance += w * w * pairs * ((double)s[i].n1 + (double)s[i].n2 + 1) / 12;
        most = w > most ? w : most;
    }
    slack = all * 1e-12; /* sums of weights are rounded */
    reach = all / 2 - GP_Z95 * sqrt(variance);
    out.shift =
        (difference_at(s, n, all / 2 - slack) + difference_at(s, n, all / 2 + slack)) /
        2;
    reach = reach > most ? reach - most : 0;
    out.interval.low = difference_at(s, n, reach > 0 ? reach + slack : 0);
    out.interval.high = difference_at(s, n, all - reach - slack);
    return out;
}
