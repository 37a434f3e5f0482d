/* chisquare.h - do two rows of counts come from the same distribution? */
#ifndef GP_BASE_CHISQUARE_H
#define GP_BASE_CHISQUARE_H

#include <stddef.h>
#include <stdint.h>

/* Pearson (1900): a and b hold n counts each of two groups; columns that are 0 in both
 * are left out. */
struct gp_chi_square {
    double chi2;
    size_t df; /* 0: nothing to compare, p = 1 */
    double p;  /* P(X >= chi2), chi-square with df degrees of freedom */
    double v; /* Cramer (1946): sqrt(chi2 / cases), 0 the same .. 1 nothing in common */
};
struct gp_chi_square gp_chi_square(const uint64_t *a, const uint64_t *b, size_t n);

/* Q(df/2, x/2), the upper tail; by series or continued fraction (Numerical Recipes 6.2),
 * relative error below 1e-12. */
double gp_chi_square_tail(double x, size_t df);

#endif
