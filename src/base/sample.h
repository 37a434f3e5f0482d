/* sample.h - spread, quantiles and exact sums of a sample of spans.
 *
 * Everything is integer arithmetic in microseconds, so results do not depend on the
 * order in which spans arrive, on threads, or on the machine.
 */
#ifndef GP_BASE_SAMPLE_H
#define GP_BASE_SAMPLE_H

#include "base/instant.h"

#include <stddef.h>
#include <stdint.h>

/* All in us except count. mean and quantiles are rounded half away from zero to 1 us.
 */
struct gp_spread {
    uint64_t count;
    gp_i128 sum;
    int64_t mean, min, p25, median, p75, p90, p95, max;
};

/* Quantile of a sample of spans.
 *
 * sorted   n spans in us, ascending, n >= 1; borrowed
 * percent  0..100
 * returns  us; linear between neighbours at position (n - 1) * percent / 100
 *          (Hyndman & Fan 1996, Am. Stat. 50(4), type 7)
 */
int64_t gp_quantile_sorted(const int64_t *sorted, size_t n, unsigned percent);

/* Spread of n spans in us. Sorts them in place. n == 0 gives all zeros. */
struct gp_spread gp_spread_of(int64_t *spans, size_t n);

/* The same without sorting: faster for large samples. s has count, sum, min and max of the
 * spans already, in their unit, and is whole and in us afterwards. May reorder them.
 * seconds: none is negative. */
void gp_spread_select(struct gp_spread *s, int64_t *spans);
void gp_spread_select_seconds(struct gp_spread *s, int32_t *seconds);

/* sum / n, rounded as a mean is. */
int64_t gp_mean_rounded(gp_i128 sum, size_t n);

/* Ascending order, in place; n log n at worst. */
void gp_sort_i64(int64_t *v, size_t n);

/* Sum of squares of spans, exact to 192 bits: order cannot change it. */
struct gp_squares {
    gp_u128 low;
    uint64_t high;
};
static inline void gp_squares_add(struct gp_squares *q, int64_t v)
{
    gp_u128 u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, square = u * u;

    q->low += square;
    q->high += q->low < square;
}
void gp_squares_scale(struct gp_squares *q, uint64_t by); /* all of it times `by` */
void gp_squares_add_product(struct gp_squares *q, int64_t a, int64_t b); /* both >= 0 */
/* Sum of (x - y)^2 out of the sums of x^2, y^2 and x y. */
struct gp_squares gp_squares_apart(const struct gp_squares *x,
                                   const struct gp_squares *y,
                                   const struct gp_squares *xy);

/* Half width of the 95 % normal interval of a total over n cases, of which each gives a
 * sum s_c (0 for cases without the thing measured): 1.959964 * sqrt(n * var(s)),
 * var(s) = (sum s_c^2 - total^2 / n) / (n - 1). us; 0 when n < 2. (design 4.7) */
int64_t gp_total_half_width(uint64_t n_cases, gp_i128 total,
                            const struct gp_squares *q);

#endif
