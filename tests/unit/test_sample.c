/* Worked examples of spreads and exact sums. */
#include "base/sample.h"
#include "tests/support/test.h"

static void quantiles_interpolate_between_neighbours(void **state)
{
    int64_t v[] = {40, 10, 30, 20};
    struct gp_spread s = gp_spread_of(v, 4);

    (void)state;
    assert_int_equal(s.count, 4);
    assert_true(s.sum == 100);
    assert_int_equal(s.mean, 25);
    assert_int_equal(s.p25, 18); /* 10 + 0.75 * 10 = 17.5, rounded away from zero */
    assert_int_equal(s.median, 25);
    assert_int_equal(s.p90, 37);
    assert_int_equal(s.max, 40);
}

static void one_span_is_every_quantile(void **state)
{
    int64_t v[] = {7};
    struct gp_spread s = gp_spread_of(v, 1);

    (void)state;
    assert_int_equal(s.p25, 7);
    assert_int_equal(s.p95, 7);
    assert_int_equal(s.min, 7);
}

static void large_samples_sort_like_small_ones(void **state)
{
    enum { N = 5000 };
    static int64_t v[N];
    uint64_t x = 88172645463325252u;
    size_t i;

    (void)state;
    for (i = 0; i < N; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        v[i] = (int64_t)x;
    }
    gp_sort_i64(v, N);
    for (i = 1; i < N; i++)
        assert_true(v[i - 1] <= v[i]);
}

static void squares_carry_beyond_128_bits(void **state)
{
    struct gp_squares q = {0};
    int i;

    (void)state;
    for (i = 0; i < 8; i++)
        gp_squares_add(&q, INT64_MIN);
    assert_true(q.high == 2 && q.low == 0); /* 8 * 2^126 = 2 * 2^128 */
}

static void total_of_equal_cases_has_no_width(void **state)
{
    struct gp_squares q = {0};
    int i;

    (void)state;
    for (i = 0; i < 10; i++)
        gp_squares_add(&q, 3600);
    assert_int_equal(gp_total_half_width(10, 36000, &q), 0);
    assert_int_equal(gp_total_half_width(1, 36000, &q), 0);
}

static void width_matches_the_hand_computed_one(void **state)
{
    struct gp_squares q = {0};

    (void)state; /* sums 0, 2000: variance 2e6, half = 1.959964 * sqrt(2 * 2e6) */
    gp_squares_add(&q, 0);
    gp_squares_add(&q, 2000);
    assert_int_equal(gp_total_half_width(2, 2000, &q), 3920);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_interpolate_between_neighbours),
        cmocka_unit_test(one_span_is_every_quantile),
        cmocka_unit_test(large_samples_sort_like_small_ones),
        cmocka_unit_test(squares_carry_beyond_128_bits),
        cmocka_unit_test(total_of_equal_cases_has_no_width),
        cmocka_unit_test(width_matches_the_hand_computed_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
