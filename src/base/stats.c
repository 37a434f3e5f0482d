/* stats.c - see stats.h. The shift of two samples is in shift.c. */
#include "base/stats.h"

#include "base/mem.h"
#include "base/sort.h"

#include <assert.h>
#include <math.h>

struct gp_interval gp_wilson(uint64_t k, uint64_t n)
{
    const double z = GP_Z95, zz = z * z;
    double p, size = (double)n, centre, half;

    if (n == 0)
        return (struct gp_interval){0, 1};
    p = (double)k / size;
    centre = (p + zz / (2 * size)) / (1 + zz / size);
    half = z * sqrt(p * (1 - p) / size + zz / (4 * size * size)) / (1 + zz / size);
    return (struct gp_interval){centre > half ? centre - half : 0,
                                centre + half < 1 ? centre + half : 1};
}

/* Walks groups of equal values of both samples together. */
struct ties {
    const double *a, *b;
    size_t n1, n2, i, j;
};

/* The next group: how many of each sample; false at the end. */
static bool next_group(struct ties *t, size_t *in_a, size_t *in_b)
{
    double value;

    *in_a = *in_b = 0;
    if (t->i == t->n1 && t->j == t->n2)
        return false;
    value = t->j == t->n2 || (t->i < t->n1 && t->a[t->i] <= t->b[t->j]) ? t->a[t->i]
                                                                        : t->b[t->j];
    for (; t->i < t->n1 && t->a[t->i] == value; t->i++)
        (*in_a)++;
    for (; t->j < t->n2 && t->b[t->j] == value; t->j++)
        (*in_b)++;
    return true;
}

/* Probability that U of samples of n1 and n2 without ties is at most u: the number of
 * ways W(m, n, u) = W(m - 1, n, u - n) + W(m, n - 1, u), by rows of m. */
static double exact_tail(size_t n1, size_t n2, size_t u)
{
    static const size_t most = 12 * 12 + 1;
    double ways[13][12 * 12 + 1] = {{0}}, all = 0, tail = 0;
    size_t m, n, k;

    for (n = 0; n <= n2; n++)
        for (m = 0; m <= n1; m++)
            for (k = most; k-- > 0;) {
                double with = m > 0 && k >= n ? ways[m - 1][k - n] : 0;

                /* ways[m] still holds n - 1; ways[m - 1] already holds n */
                if (n == 0 || m == 0)
                    ways[m][k] = k == 0;
                else
                    ways[m][k] += with;
            }
    for (k = 0; k < most; k++) {
        all += ways[n1][k];
        tail += k <= u ? ways[n1][k] : 0;
    }
    return tail / all;
}

struct gp_mann_whitney gp_mann_whitney(const double *a, size_t n1, const double *b,
                                       size_t n2)
{
    struct ties t = {a, b, n1, n2, 0, 0};
    double n = (double)n1 + (double)n2, pairs = (double)n1 * (double)n2, tied = 0;
    struct gp_mann_whitney r = {0};
    size_t in_a, in_b, b_before = 0;

    while (next_group(&t, &in_a, &in_b)) {
        double group = (double)(in_a + in_b);

        r.u += (double)in_a * ((double)b_before + (double)in_b / 2);
        tied += group * group * group - group;
        b_before += in_b;
    }
    r.mean = pairs / 2;
    r.variance = n > 1 ? pairs / 12 * ((n + 1) - tied / (n * (n - 1))) : 0;
    r.delta = pairs > 0 ? 2 * r.u / pairs - 1 : 0;
    r.p_normal = 1;
    if (r.variance > 0) {
        double z = (fabs(r.u - r.mean) - 0.5) / sqrt(r.variance);

        r.p_normal = erfc((z > 0 ? z : 0) / sqrt(2));
    }
    r.p = r.p_normal;
    r.exact = tied == 0 && n1 >= 1 && n2 >= 1 && n1 <= 12 && n2 <= 12;
    if (r.exact) {
        double least = r.u < pairs - r.u ? r.u : pairs - r.u;

        r.p = 2 * exact_tail(n1, n2, (size_t)least);
        r.p = r.p < 1 ? r.p : 1;
    }
    return r;
}

double gp_van_elteren(const struct gp_mann_whitney *strata, const size_t *size,
                      size_t n)
{
    double sum = 0, variance = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        double weight = 1 / ((double)size[i] + 1);

        sum += weight * (strata[i].u - strata[i].mean);
        variance += weight * weight * strata[i].variance;
    }
    return variance > 0 ? erfc(fabs(sum) / sqrt(variance) / sqrt(2)) : 1;
}

static int by_p(const void *ctx, const void *a, const void *b)
{
    const double *p = ctx;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (p[x] > p[y]) - (p[x] < p[y]);
}

bool gp_benjamini_hochberg(const double *p, size_t n, double *q)
{
    size_t *order = gp_array(n, sizeof *order), i;
    double least = 1;

    for (i = 0; order != NULL && i < n; i++)
        order[i] = i;
    if (order == NULL || !gp_sort(order, n, sizeof *order, by_p, p)) {
        gp_free(order);
        return false;
    }
    for (i = n; i > 0; i--) {
        double here = p[order[i - 1]] * (double)n / (double)i;

        least = here < least ? here : least;
        q[order[i - 1]] = least;
    }
    gp_free(order);
    return true;
}

double gp_two_shares(uint64_t k1, uint64_t n1, uint64_t k2, uint64_t n2)
{
    double a = (double)n1, b = (double)n2, pooled, variance;

    if (n1 == 0 || n2 == 0)
        return 1;
    pooled = ((double)k1 + (double)k2) / (a + b);
    variance = pooled * (1 - pooled) * (1 / a + 1 / b);
    if (variance <= 0)
        return 1;
    return erfc(fabs((double)k1 / a - (double)k2 / b) / sqrt(variance) / sqrt(2));
}
