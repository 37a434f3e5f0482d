/* Worked examples of spreads and exact sums. */
#include "base/sample.h"
#include "tests/support/gen.h"
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

static void squares_in_another_unit(void **state)
{
    struct gp_squares small = {0}, large = {0};
    size_t i;

    (void)state;
    for (i = 0; i < 1000; i++) { /* large goes beyond 128 bits */
        gp_squares_add(&small, INT64_MAX / 1000000 - (int64_t)i);
        gp_squares_add(&large, (INT64_MAX / 1000000 - (int64_t)i) * 1000000);
    }
    gp_squares_scale(&small, UINT64_C(1000000000000));
    assert_true(large.high != 0);
    assert_true(small.low == large.low);
    assert_int_equal(small.high, large.high);
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

/* Samples of every kind: few values, one huge one, negative ones, all alike. */
static int64_t sample_value(struct gen *g, unsigned kind)
{
    switch (kind) {
    case 0:
        return (int64_t)gen_below(g, 3);
    case 1:
        return gen_chance(g, 99) ? (int64_t)gen_below(g, 1000) : INT64_MAX / 4;
    case 2:
        return (int64_t)gen_next(g) / 8;
    case 3:
        return 7;
    default:
        return (int64_t)gen_below(g, 1u << 20) * 60000000;
    }
}

/* What is known of a sample before its quantiles are. */
static struct gp_spread begun(const int64_t *v, size_t n)
{
    struct gp_spread s = {.count = n, .min = INT64_MAX, .max = INT64_MIN};
    size_t i;

    for (i = 0; i < n; i++) {
        s.sum += v[i];
        s.min = v[i] < s.min ? v[i] : s.min;
        s.max = v[i] > s.max ? v[i] : s.max;
    }
    return s;
}

static void assert_same_spread(const struct gp_spread *x, const struct gp_spread *y)
{
    assert_true(x->count == y->count && x->sum == y->sum && x->mean == y->mean);
    assert_true(x->min == y->min && x->p25 == y->p25 && x->median == y->median);
    assert_true(x->p75 == y->p75 && x->p90 == y->p90 && x->p95 == y->p95);
    assert_int_equal(x->max, y->max);
}

static void a_spread_needs_no_sorting(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 400; seed++) {
        static int64_t a[6000], b[6000];
        struct gen g = {seed};
        size_t n = 1 + (size_t)gen_below(&g, seed % 4 == 0 ? 6000 : 300), i;
        struct gp_spread x, y;

        for (i = 0; i < n; i++)
            a[i] = b[i] = sample_value(&g, (unsigned)(seed % 5));
        x = gp_spread_of(a, n);
        y = begun(b, n);
        gp_spread_select(&y, b);
        assert_same_spread(&x, &y);
    }
}

/* The same in four bytes, up to the largest that fits. */
static void whole_seconds_have_the_same_spread(void **state)
{
    static const uint64_t below[] = {1, 3, 1000, UINT64_C(1) << 31};
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 800; seed++) {
        static int64_t us[6000], seconds[6000];
        static int32_t v[6000];
        struct gen g = {seed};
        size_t n = 1 + (size_t)gen_below(&g, seed % 4 == 0 ? 6000 : 200), i;
        struct gp_spread x, y;

        for (i = 0; i < n; i++) {
            seconds[i] = (int64_t)gen_below(&g, below[seed % 4]);
            v[i] = (int32_t)seconds[i];
            us[i] = seconds[i] * GP_SECOND_US;
        }
        x = gp_spread_of(us, n);
        y = begun(seconds, n);
        gp_spread_select_seconds(&y, v);
        assert_same_spread(&x, &y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spread_needs_no_sorting),
        cmocka_unit_test(whole_seconds_have_the_same_spread),
        cmocka_unit_test(squares_in_another_unit),
        cmocka_unit_test(quantiles_interpolate_between_neighbours),
        cmocka_unit_test(one_span_is_every_quantile),
        cmocka_unit_test(large_samples_sort_like_small_ones),
        cmocka_unit_test(squares_carry_beyond_128_bits),
        cmocka_unit_test(total_of_equal_cases_has_no_width),
        cmocka_unit_test(width_matches_the_hand_computed_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
