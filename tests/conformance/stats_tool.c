/* stats_tool - statistics of numbers on standard input, for check_stats.py.
 *
 *   wilson K N                    ->  low high
 *   compare N1 N2 a... b...       ->  u p_normal p exact shift delta median_a median_b
 *   bh N p...                     ->  q...
 */
#include "base/mem.h"
#include "base/sample.h"
#include "base/stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double *numbers(size_t n)
{
    double *v = gp_array(n, sizeof *v);
    size_t i;

    for (i = 0; v != NULL && i < n; i++)
        if (scanf("%lf", &v[i]) != 1)
            exit(2);
    if (v == NULL)
        exit(4);
    return v;
}

static double median(const double *sorted, size_t n)
{
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

static void compare(size_t n1, size_t n2)
{
    double *a = numbers(n1), *b = numbers(n2);
    struct gp_mann_whitney r;

    qsort(a, n1, sizeof *a, by_value);
    qsort(b, n2, sizeof *b, by_value);
    r = gp_mann_whitney(a, n1, b, n2);
    printf("%.17g %.17g %.17g %d %.17g %.17g %.17g %.17g\n", r.u, r.p_normal, r.p,
           r.exact, gp_hodges_lehmann(a, n1, b, n2).shift, r.delta, median(a, n1),
           median(b, n2));
    gp_free(a);
    gp_free(b);
}

static void adjust(size_t n)
{
    double *p = numbers(n), *q = gp_array(n, sizeof *q);
    size_t i;

    if (q == NULL || !gp_benjamini_hochberg(p, n, q))
        exit(4);
    for (i = 0; i < n; i++)
        printf("%.17g%c", q[i], i + 1 < n ? ' ' : '\n');
    gp_free(p);
    gp_free(q);
}

int main(void)
{
    char word[16];
    size_t a, b;

    while (scanf("%15s", word) == 1) {
        if (strcmp(word, "wilson") == 0 && scanf("%zu %zu", &a, &b) == 2) {
            struct gp_interval w = gp_wilson(a, b);

            printf("%.17g %.17g\n", w.low, w.high);
        } else if (strcmp(word, "compare") == 0 && scanf("%zu %zu", &a, &b) == 2) {
            compare(a, b);
        } else if (strcmp(word, "bh") == 0 && scanf("%zu", &a) == 1) {
            adjust(a);
        } else {
            return 2;
        }
    }
    return 0;
}
