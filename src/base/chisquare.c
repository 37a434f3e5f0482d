/* chisquare.c - see chisquare.h. */
#include "base/chisquare.h"

#include <math.h>

enum { STEPS = 1000 };

/* P(a, x) by its series, for x < a + 1. */
static double lower_series(double a, double x)
{
    double term = 1 / a, sum = term;
    int n;

    for (n = 1; n < STEPS && term > sum * 1e-16; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * exp(-x + a * log(x) - lgamma(a));
}

/* Q(a, x) by its continued fraction (modified Lentz), for x >= a + 1. */
static double upper_fraction(double a, double x)
{
    const double tiny = 1e-300;
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d, step = 0;
    int i;

    for (i = 1; i < STEPS && fabs(step - 1) > 1e-15; i++) {
        double an = -i * (i - a);

        b += 2;
        d = an * d + b;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = b + an / c;
        c = fabs(c) < tiny ? tiny : c;
        step = d * c;
        h *= step;
    }
    return h * exp(-x + a * log(x) - lgamma(a));
}

double gp_chi_square_tail(double x, size_t df)
{
    double a = (double)df / 2;

    x /= 2;
    if (df == 0 || x <= 0)
        return 1;
    return x < a + 1 ? 1 - lower_series(a, x) : upper_fraction(a, x);
}

struct gp_chi_square gp_chi_square(const uint64_t *a, const uint64_t *b, size_t n)
{
    struct gp_chi_square out = {0, 0, 1, 0};
    double na = 0, nb = 0, all;
    size_t columns = 0, i;

    for (i = 0; i < n; i++) {
        na += (double)a[i];
        nb += (double)b[i];
        columns += a[i] + b[i] != 0;
    }
    all = na + nb;
    if (columns < 2 || na <= 0 || nb <= 0)
        return out;
    for (i = 0; i < n; i++) {
        double column = (double)(a[i] + b[i]), off;

        if (column <= 0)
            continue;
        off = (double)a[i] - na * column / all; /* the other row is off by as much */
        out.chi2 += off * off * (all / column) * (1 / na + 1 / nb);
    }
    out.df = columns - 1;
    out.p = gp_chi_square_tail(out.chi2, out.df);
    out.v = sqrt(out.chi2 / all);
    return out;
}
