/* stats.h - evidence: how sure a share is, how far two samples lie apart, and whether
 * that can be chance (spec/conformance.md 7).
 *
 * Samples are ascending arrays of finite doubles; spans in us fit exactly. Nothing here
 * draws random numbers.
 */
#ifndef GP_BASE_STATS_H
#define GP_BASE_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GP_Z95 1.959963984540054 /* 97.5 % point of the normal distribution */

struct gp_interval {
    double low, high;
};

/* 95 % interval of a share k of n: Wilson (1927), J. Am. Stat. Assoc. 22. n == 0 gives
 * 0..1. */
struct gp_interval gp_wilson(uint64_t k, uint64_t n);

/* The k-th smallest (from 1) of all n1 * n2 differences a_i - b_j; n1, n2 >= 1. By
 * bisection: O(n log range), n the smaller of n1 + n2 and n1 log n2; no memory. */
double gp_kth_difference(const double *a, size_t n1, const double *b, size_t n2,
                         uint64_t k);

/* Hodges & Lehmann (1963): the median of all differences, and the interval from the
 * ranks: the C-th smallest and largest, C = n1 n2/2 - z sqrt(n1 n2 (N + 1)/12) rounded
 * down, at least 1. */
struct gp_shift {
    double shift;
    struct gp_interval interval;
};
struct gp_shift gp_hodges_lehmann(const double *a, size_t n1, const double *b,
                                  size_t n2);

/* The same within strata, each with ascending samples of at least one value a side: every
 * difference within a stratum of N_s values counts 1/(N_s + 1), as in gp_van_elteren. One
 * stratum gives what gp_hodges_lehmann does. n >= 1. */
struct gp_stratum {
    const double *a, *b;
    size_t n1, n2;
};
struct gp_shift gp_shift_within(const struct gp_stratum *strata, size_t n);

/* Mann & Whitney (1947) with ties and continuity correction. */
struct gp_mann_whitney {
    double u;              /* of sample a */
    double mean, variance; /* of u when nothing differs */
    double p_normal;       /* two-sided, normal approximation */
    double p; /* two-sided: exact when n1, n2 <= 12 without ties, else p_normal */
    bool exact;
    double delta; /* Cliff: 2u/(n1 n2) - 1, above 0 when a is the larger */
};
struct gp_mann_whitney gp_mann_whitney(const double *a, size_t n1, const double *b,
                                       size_t n2);

/* van Elteren (1960): several comparisons (strata) as one, weights 1/(N_s + 1). size:
 * n1 + n2 of each. Two-sided p; 1 when there is nothing to compare. */
double gp_van_elteren(const struct gp_mann_whitney *strata, const size_t *size,
                      size_t n);

/* Benjamini & Hochberg (1995): q[i] for p[i]; false when memory is short. */
bool gp_benjamini_hochberg(const double *p, size_t n, double *q);

/* Two-sided p that shares k1 of n1 and k2 of n2 are equal: z test with pooled variance;
 * 1 where a side is empty. */
double gp_two_shares(uint64_t k1, uint64_t n1, uint64_t k2, uint64_t n2);

#endif
