/* sample.c - see sample.h.
 *
 * Sorting: LSD radix for large samples (waits are non-negative and share high bytes, so
 * most passes are skipped), Shell's for small ones and without memory: most samples are
 * small, and qsort asks a function for each comparison.
 */
#include "base/sample.h"
#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static int64_t div_round_wide(gp_i128 a, gp_i128 b)
{
    gp_i128 q = a / b, r = a % b;

    if (r < 0)
        r = -r;
    if (2 * r >= b)
        q += a < 0 ? -1 : 1;
    return (int64_t)q;
}

/* Most sums of spans fit 64 bits, which divide many times faster. */
static int64_t div_round(gp_i128 a, gp_i128 b)
{
    int64_t x = (int64_t)a, y = (int64_t)b, part;

    if (x != a || b > INT64_MAX / 2)
        return div_round_wide(a, b);
    part = x % y < 0 ? -(x % y) : x % y;
    return x / y + (2 * part < y ? 0 : x < 0 ? -1 : 1);
}

int64_t gp_mean_rounded(gp_i128 sum, size_t n)
{
    return div_round(sum, (gp_i128)n);
}

int64_t gp_quantile_sorted(const int64_t *sorted, size_t n, unsigned percent)
{
    uint64_t position = (uint64_t)(n - 1) * percent; /* in hundredths */
    size_t i = (size_t)(position / 100);
    unsigned part = (unsigned)(position % 100);

    if (part == 0)
        return sorted[i];
    return sorted[i] + div_round(((gp_i128)sorted[i + 1] - sorted[i]) * part, 100);
}

/* Elements `gap` apart are sorted by insertion, for ever smaller gaps (Ciura 2001). */
static void sort_shell(int64_t *v, size_t n)
{
    static const size_t gaps[] = {227011, 100894, 44842, 19930, 8858, 3937, 1750, 701,
                                  301,    132,    57,    23,    10,   4,    1};
    enum { GAPS = sizeof gaps / sizeof gaps[0] };
    size_t g = n <= 24 ? GAPS - 1 : 0, i, j;

    while (g + 1 < GAPS && gaps[g] > n / 2)
        g++;
    for (; g < GAPS; g++) {
        size_t gap = gaps[g];

        for (i = gap; i < n; i++) {
            int64_t x = v[i];

            for (j = i; j >= gap && v[j - gap] > x; j -= gap)
                v[j] = v[j - gap];
            v[j] = x;
        }
    }
}

/* Two's complement order becomes unsigned order when the sign bit is flipped. */
static unsigned digit(int64_t v, unsigned shift)
{
    return (unsigned)(((uint64_t)v ^ UINT64_C(0x8000000000000000)) >> shift & 0x7FF);
}

static bool radix_pass(const int64_t *from, int64_t *to, size_t n, unsigned shift)
{
    size_t at[2048] = {0}, sum = 0, i;

    for (i = 0; i < n; i++)
        at[digit(from[i], shift)]++;
    if (at[digit(from[0], shift)] == n)
        return false; /* all share this digit */
    for (i = 0; i < 2048; i++) {
        size_t count = at[i];

        at[i] = sum;
        sum += count;
    }
    for (i = 0; i < n; i++)
        to[at[digit(from[i], shift)]++] = from[i];
    return true;
}

static bool sort_radix(int64_t *v, size_t n)
{
    int64_t *other = gp_array(n, sizeof *other), *from = v, *to = other;
    unsigned shift;

    if (other == NULL)
        return false;
    for (shift = 0; shift < 64; shift += 11) {
        if (radix_pass(from, to, n, shift)) {
            int64_t *t = from;

            from = to;
            to = t;
        }
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
    gp_free(other);
    return true;
}

void gp_sort_i64(int64_t *v, size_t n)
{
    if (n < 1024 || !sort_radix(v, n))
        sort_shell(v, n);
}

struct gp_spread gp_spread_of(int64_t *spans, size_t n)
{
    struct gp_spread s = {0};
    size_t i;

    if (n == 0)
        return s;
    gp_sort_i64(spans, n);
    for (i = 0; i < n; i++)
        s.sum += spans[i];
    s.count = n;
    s.mean = gp_mean_rounded(s.sum, n);
    s.min = spans[0];
    s.p25 = gp_quantile_sorted(spans, n, 25);
    s.median = gp_quantile_sorted(spans, n, 50);
    s.p75 = gp_quantile_sorted(spans, n, 75);
    s.p90 = gp_quantile_sorted(spans, n, 90);
    s.p95 = gp_quantile_sorted(spans, n, 95);
    s.max = spans[n - 1];
    return s;
}

void gp_squares_scale(struct gp_squares *q, uint64_t by)
{
    gp_u128 lower = (gp_u128)(uint64_t)q->low * by;
    gp_u128 upper = (q->low >> 64) * by + (lower >> 64);

    q->low = upper << 64 | (uint64_t)lower;
    q->high = q->high * by + (uint64_t)(upper >> 64);
}

void gp_squares_add_product(struct gp_squares *q, int64_t a, int64_t b)
{
    gp_u128 product = (gp_u128)(uint64_t)a * (uint64_t)b;

    q->low += product;
    q->high += q->low < product;
}

struct gp_squares gp_squares_apart(const struct gp_squares *x,
                                   const struct gp_squares *y,
                                   const struct gp_squares *xy)
{
    struct gp_squares q = *x;
    unsigned twice;

    q.low += y->low;
    q.high += y->high + (q.low < y->low);
    for (twice = 0; twice < 2; twice++) {
        q.high -= xy->high + (q.low < xy->low);
        q.low -= xy->low;
    }
    return q;
}

static double value_of(const struct gp_squares *q)
{
    return ldexp((double)q->high, 128) + (double)q->low;
}

int64_t gp_total_half_width(uint64_t n_cases, gp_i128 total, const struct gp_squares *q)
{
    double n = (double)n_cases, sum = (double)total, spread;

    if (n_cases < 2)
        return 0;
    spread = (value_of(q) - sum * sum / n) / (n - 1);
    return spread > 0 ? (int64_t)llround(1.959964 * sqrt(n * spread)) : 0;
}
