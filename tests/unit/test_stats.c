/* Statistics: hand-computed answers. The vectors of the shared folder are compared by
 * tests/conformance/check_stats.py. */
#include "base/mem_refuse.h"
#include "base/stats.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdlib.h>

static void near(double got, double want)
{
    assert_true(fabs(got - want) < 1e-9);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void the_interval_of_one_in_ten_is_wilson_s(void **state)
{
    struct gp_interval w = gp_wilson(1, 10);

    (void)state;
    near(w.low, 0.017876213095072896);
    near(w.high, 0.4041500267952385);
    near(gp_wilson(0, 10).low, 0);
    near(gp_wilson(10, 10).high, 1);
    near(gp_wilson(0, 0).high, 1);
}

static void the_shift_is_the_median_of_all_differences(void **state)
{
    const double a[] = {1, 5, 7, 9, 12.5}, b[] = {2, 3, 4, 6, 8, 10};

    (void)state;
    near(gp_hodges_lehmann(a, 5, b, 6).shift, 1.5);
    near(gp_kth_difference(a, 5, b, 6, 1), -9);
    near(gp_kth_difference(a, 5, b, 6, 30), 10.5);
}

static void every_rank_of_random_differences_agrees_with_sorting_them(void **state)
{
    double a[40], b[50], all[2000];
    unsigned round;

    (void)state;
    srand(7);
    for (round = 0; round < 60; round++) {
        size_t n1 = 1 + (size_t)rand() % 40, n2 = 1 + (size_t)rand() % 50, i, j;
        int scale = round % 2 == 0 ? 5 : 100000;

        for (i = 0; i < n1; i++)
            a[i] = rand() % scale;
        for (j = 0; j < n2; j++)
            b[j] = rand() % scale / 3.0;
        qsort(a, n1, sizeof *a, by_value);
        qsort(b, n2, sizeof *b, by_value);
        for (i = 0; i < n1; i++)
            for (j = 0; j < n2; j++)
                all[i * n2 + j] = a[i] - b[j];
        qsort(all, n1 * n2, sizeof *all, by_value);
        for (i = 0; i < n1 * n2; i += 7)
            assert_true(gp_kth_difference(a, n1, b, n2, i + 1) == all[i]);
    }
}

static void two_small_samples_get_the_exact_chance(void **state)
{
    const double a[] = {1, 5, 7, 9, 12.5}, b[] = {2, 3, 4, 6, 8, 10};
    struct gp_mann_whitney r = gp_mann_whitney(a, 5, b, 6);

    (void)state;
    near(r.u, 18);
    assert_true(r.exact);
    near(r.p, 0.6623376623376623);
    near(r.p_normal, 0.6480768681391461);
    near(r.delta, 0.2);
}

static void ties_make_the_variance_smaller(void **state)
{
    const double a[] = {1, 1, 2, 3, 3, 3}, b[] = {2, 2, 3, 4, 4};
    struct gp_mann_whitney r = gp_mann_whitney(a, 6, b, 5);

    (void)state;
    near(r.u, 8.5);
    assert_false(r.exact);
    near(r.p, 0.25529050519961527);
}

static void equal_samples_do_not_differ(void **state)
{
    const double a[] = {3, 3, 3};
    struct gp_mann_whitney r = gp_mann_whitney(a, 3, a, 3);

    (void)state;
    near(r.p, 1);
    near(r.delta, 0);
    near(gp_hodges_lehmann(a, 3, a, 3).shift, 0);
}

static void strata_are_compared_within_and_combined(void **state)
{
    /* one stratum: no continuity correction, z = 3 / sqrt(30), weight cancels */
    const double a[] = {1, 5, 7, 9, 12.5}, b[] = {2, 3, 4, 6, 8, 10};
    struct gp_mann_whitney r[2] = {gp_mann_whitney(a, 5, b, 6),
                                   gp_mann_whitney(b, 6, a, 5)};
    const size_t size[] = {11, 11};

    (void)state;
    near(gp_van_elteren(r, size, 1), erfc(3 / sqrt(30) / sqrt(2)));
    near(gp_van_elteren(r, size, 2), 1); /* the second says the opposite */
    near(gp_van_elteren(r, size, 0), 1);
}

/* One stratum gives what no strata give, whatever the sizes and ties. */
static void one_stratum_is_none(void **state)
{
    double a[30], b[30];
    unsigned seed;

    (void)state;
    for (seed = 1; seed <= 200; seed++) {
        size_t n1 = 1 + seed % 29, n2 = 1 + seed * 7 % 30, i;
        struct gp_stratum s = {a, b, n1, n2};
        struct gp_shift one, none;

        srand(seed);
        for (i = 0; i < 30; i++) {
            a[i] = (double)(i == 0 ? 0 : (int)a[i - 1] + rand() % 3);
            b[i] = (double)(i == 0 ? 5 : (int)b[i - 1] + rand() % 4);
        }
        one = gp_shift_within(&s, 1);
        none = gp_hodges_lehmann(a, n1, b, n2);
        near(one.shift, none.shift);
        near(one.interval.low, none.interval.low);
        near(one.interval.high, none.interval.high);
    }
}

/* Every difference is 3 within its stratum; pooled, the strata would say 3 and more. */
static void what_lies_between_strata_does_not_count(void **state)
{
    const double a1[] = {13, 14, 15}, b1[] = {10, 11, 12}, a2[] = {103}, b2[] = {100};
    const struct gp_stratum s[] = {{a1, b1, 3, 3}, {a2, b2, 1, 1}};
    struct gp_shift within = gp_shift_within(s, 2);

    (void)state;
    near(within.shift, 3);
    near(within.interval.low, 1); /* 13 - 12 */
    near(within.interval.high, 5);
}

static void the_rate_of_false_discoveries_is_bounded(void **state)
{
    const double p[] = {0.041, 0.001, 0.008, 0.039, 0.042};
    double q[5];

    (void)state;
    assert_true(gp_benjamini_hochberg(p, 5, q));
    near(q[1], 0.005);
    near(q[2], 0.02);
    near(q[0], 0.042);
    near(q[3], 0.042);
    gp_mem_refuse(0, true);
    assert_false(gp_benjamini_hochberg(p, 5, q));
    gp_mem_refuse_none();
}

static void equal_shares_are_no_finding(void **state)
{
    (void)state;
    near(gp_two_shares(5, 10, 50, 100), 1);
    near(gp_two_shares(0, 0, 50, 100), 1);
    /* 30/50 against 20/50: z = 0.2 / sqrt(0.25 * 0.04) = 2 */
    near(gp_two_shares(30, 50, 20, 50), erfc(sqrt(2)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interval_of_one_in_ten_is_wilson_s),
        cmocka_unit_test(the_shift_is_the_median_of_all_differences),
        cmocka_unit_test(every_rank_of_random_differences_agrees_with_sorting_them),
        cmocka_unit_test(two_small_samples_get_the_exact_chance),
        cmocka_unit_test(ties_make_the_variance_smaller),
        cmocka_unit_test(equal_samples_do_not_differ),
        cmocka_unit_test(strata_are_compared_within_and_combined),
        cmocka_unit_test(one_stratum_is_none),
        cmocka_unit_test(what_lies_between_strata_does_not_count),
        cmocka_unit_test(the_rate_of_false_discoveries_is_bounded),
        cmocka_unit_test(equal_shares_are_no_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
