/* Samples by key, in however many rounds, and numbers of pairs, dense or hashed. */
#include "mine/keyed.h"
#include "mine/pairs.h"
#include "tests/support/gen.h"
#include "tests/support/test.h"

#include <string.h>

enum { THINGS = 3000, KEYS = 40, CASES = 500 };

struct thing {
    size_t key;
    uint32_t case_id;
    int64_t span;
};

/* Small, negative ones too; or whole seconds, as large as they may be. */
static int64_t draw_span(struct gen *g, bool seconds)
{
    if (!seconds)
        return (int64_t)gen_below(g, 1000) - 20;
    return (int64_t)(gen_chance(g, 10) ? INT32_MAX - gen_below(g, 3)
                                       : gen_below(g, 100000)) *
           GP_SECOND_US;
}

/* In the order of cases. */
static void draw(struct thing *t, uint64_t seed, bool seconds)
{
    struct gen g = {seed};
    size_t i;

    for (i = 0; i < THINGS; i++) {
        t[i].case_id = (uint32_t)(i * CASES / THINGS);
        t[i].key =
            gen_below(&g, KEYS) * gen_below(&g, 2); /* half of them under key 0 */
        t[i].span = draw_span(&g, seconds);
    }
}

static void keyed_find(const struct thing *t, size_t most, bool seconds,
                       struct gp_keyed_stat *out)
{
    struct gp_keyed k = {.most = most, .seconds = seconds};
    size_t i;

    for (i = 0; i < THINGS; i++)
        assert_true(gp_keyed_count(&k, t[i].key, 1));
    assert_true(gp_keyed_keys(&k, KEYS));
    assert_true(gp_keyed_begin(&k));
    while (gp_keyed_round(&k)) {
        for (i = 0; i < THINGS; i++)
            gp_keyed_put(&k, t[i].key, t[i].case_id, t[i].span);
        for (i = k.from; i < k.to; i++)
            out[i] = gp_keyed_take(&k, i);
    }
    assert_int_equal(k.from, KEYS);
    gp_keyed_release(&k);
}

static void naive_find(const struct thing *t, size_t key, struct gp_keyed_stat *out)
{
    int64_t span[THINGS], sum[CASES] = {0};
    bool has[CASES] = {false};
    size_t i, n = 0;

    memset(out, 0, sizeof *out);
    for (i = 0; i < THINGS; i++) {
        if (t[i].key != key)
            continue;
        span[n++] = t[i].span;
        sum[t[i].case_id] += t[i].span;
        has[t[i].case_id] = true;
    }
    for (i = 0; i < CASES; i++) {
        out->cases += has[i];
        gp_squares_add(&out->squares, sum[i]);
    }
    out->spread = gp_spread_of(span, n);
}

static void assert_found(const struct gp_keyed_stat *x, const struct gp_keyed_stat *y)
{
    assert_int_equal(x->cases, y->cases);
    assert_true(x->squares.low == y->squares.low);
    assert_int_equal(x->squares.high, y->squares.high);
    assert_true(x->spread.sum == y->spread.sum);
    assert_int_equal(x->spread.count, y->spread.count);
    assert_int_equal(x->spread.mean, y->spread.mean);
    assert_int_equal(x->spread.min, y->spread.min);
    assert_int_equal(x->spread.median, y->spread.median);
    assert_int_equal(x->spread.p95, y->spread.p95);
    assert_int_equal(x->spread.max, y->spread.max);
}

/* Nor does it matter whether a span takes eight bytes or four. */
static void rounds_change_nothing(void **state)
{
    static struct thing t[THINGS];
    static struct gp_keyed_stat found[KEYS], short_found[KEYS], naive;
    static const size_t most[] = {0, 1, 7, 500, THINGS};
    size_t i, key;

    (void)state;
    for (i = 0; i < 10; i++) {
        draw(t, i, i >= 5);
        keyed_find(t, most[i % 5], false, found);
        if (i >= 5)
            keyed_find(t, most[i % 5], true, short_found);
        for (key = 0; key < KEYS; key++) {
            naive_find(t, key, &naive);
            assert_found(&found[key], &naive);
            if (i >= 5)
                assert_found(&short_found[key], &naive);
        }
    }
}

/* All spans of keys from .. to - 1, together. */
static struct gp_spread naive_together(const struct thing *t, size_t from, size_t to)
{
    int64_t span[THINGS];
    size_t i, n = 0;

    for (i = 0; i < THINGS; i++)
        if (t[i].key >= from && t[i].key < to)
            span[n++] = t[i].span;
    return gp_spread_of(span, n);
}

static void assert_bundles(const struct thing *t, struct gp_keyed *k)
{
    size_t b;

    for (b = 0; k->bundle[b] < k->n; b++) {
        size_t from = k->bundle[b], to = k->bundle[b + 1];
        struct gp_spread found, naive = naive_together(t, from, to);

        if (from < k->from || from >= k->to)
            continue;
        assert_true(to <= k->to); /* never in two rounds */
        found = gp_keyed_together(k, from, to);
        assert_int_equal(found.count, naive.count);
        assert_true(found.sum == naive.sum);
        assert_int_equal(found.min, naive.min);
        assert_int_equal(found.median, naive.median);
        assert_int_equal(found.p90, naive.p90);
        assert_int_equal(found.max, naive.max);
    }
}

/* One of no keys, one of many, one of the last. */
static void what_is_bundled_is_told_together(void **state)
{
    static const size_t bundle[] = {0, 1, 1, 7, 30, KEYS - 1, KEYS};
    static const size_t most[] = {0, 1, 40, 700};
    static struct thing t[THINGS];
    size_t i, n;

    (void)state;
    for (i = 0; i < 8; i++) {
        struct gp_keyed k = {.most = most[i / 2], .seconds = i % 2, .bundle = bundle};

        draw(t, i, i % 2);
        for (n = 0; n < THINGS; n++)
            assert_true(gp_keyed_count(&k, t[n].key, 1));
        assert_true(gp_keyed_keys(&k, KEYS) && gp_keyed_begin(&k));
        while (gp_keyed_round(&k)) {
            for (n = 0; n < THINGS; n++)
                gp_keyed_put(&k, t[n].key, t[n].case_id, t[n].span);
            for (n = k.from; n < k.to; n++)
                (void)gp_keyed_take(&k, n);
            assert_bundles(t, &k);
        }
        assert_true(gp_keyed_is_done(&k));
        gp_keyed_release(&k);
    }
}

/* Hashed, or the cells of a matrix. */
static void pairs_are_sorted(size_t side)
{
    enum { DRAWN = 3000, IDS = 70 };
    struct gen g = {side};
    struct gp_pairs p;
    uint32_t id;
    size_t i;

    gp_pairs_init(&p, side);
    for (i = 0; i < DRAWN; i++)
        assert_true(gp_pairs_add(&p, (uint32_t)gen_below(&g, IDS) & ~1U,
                                 (uint32_t)gen_below(&g, IDS)) != SIZE_MAX);
    assert_true(gp_pairs_sort(&p));
    for (i = 0; i < p.n; i++) {
        struct gp_pair x = gp_pairs_of(&p, i), y = gp_pairs_of(&p, i + (i + 1 < p.n));

        assert_int_equal(gp_pairs_find(&p, x.from, x.to), i);
        assert_true(x.from < y.from || (x.from == y.from && x.to <= y.to));
    }
    for (id = 0; id <= side; id++) {
        i = gp_pairs_first(&p, id);
        assert_true(i == p.n || gp_pairs_of(&p, i).from >= id);
        assert_true(i == 0 || gp_pairs_of(&p, i - 1).from < id);
    }
    gp_pairs_release(&p);
}

static void pairs_from_one_stand_side_by_side(void **state)
{
    (void)state;
    pairs_are_sorted(70);
    pairs_are_sorted(100000);
}

/* Every pair gets a number of its own, whichever way numbers are made. */
static void pairs_have_numbers(size_t side)
{
    enum { DRAWN = 5000, IDS = 60 };
    static size_t number[IDS][IDS];
    struct gen g = {side};
    struct gp_pairs p;
    size_t i, n_met = 0;

    memset(number, 0xff, sizeof number);
    gp_pairs_init(&p, side);
    for (i = 0; i < DRAWN; i++) {
        uint32_t from = (uint32_t)gen_below(&g, IDS), to = (uint32_t)gen_below(&g, IDS);
        size_t n = gp_pairs_add(&p, from, to);

        assert_true(n < p.n);
        assert_true(number[from][to] == SIZE_MAX || number[from][to] == n);
        n_met += number[from][to] == SIZE_MAX;
        number[from][to] = n;
        assert_int_equal(gp_pairs_find(&p, from, to), n);
        assert_int_equal(gp_pairs_of(&p, n).from, from);
        assert_int_equal(gp_pairs_of(&p, n).to, to);
    }
    if (!p.is_matrix)
        assert_int_equal(p.n, n_met);
    assert_true(gp_pairs_find(&p, (uint32_t)side, 0) == SIZE_MAX);
    assert_true(gp_pairs_find(&p, GP_NO_ID, 0) == SIZE_MAX);
    gp_pairs_release(&p);
}

static void pairs_of_few_and_of_many_names(void **state)
{
    struct gp_pairs p;

    (void)state;
    pairs_have_numbers(60);
    pairs_have_numbers(1000000);
    gp_pairs_init(&p, 1000000);
    assert_true(gp_pairs_find(&p, 1, 2) == SIZE_MAX); /* nothing was added */
    gp_pairs_release(&p);
}

/* sum (x - y)^2 = sum x^2 + sum y^2 - 2 sum x y, also where it borrows. */
static void squares_apart(void **state)
{
    const int64_t big = INT64_C(1) << 60;
    int64_t x[] = {3, big, big, 0, 7, big}, y[] = {5, big, 1, big, 0, big - 1};
    struct gp_squares xx = {0}, yy = {0}, xy = {0}, direct = {0}, apart;
    size_t i, round;

    (void)state;
    for (round = 0; round < 1000; round++)
        for (i = 0; i < sizeof x / sizeof x[0]; i++) {
            gp_squares_add(&xx, x[i]);
            gp_squares_add(&yy, y[i]);
            gp_squares_add_product(&xy, x[i], y[i]);
            gp_squares_add(&direct, x[i] - y[i]);
        }
    apart = gp_squares_apart(&xx, &yy, &xy);
    assert_true(xx.high != 0);
    assert_true(apart.low == direct.low);
    assert_int_equal(apart.high, direct.high);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_change_nothing),
        cmocka_unit_test(what_is_bundled_is_told_together),
        cmocka_unit_test(pairs_from_one_stand_side_by_side),
        cmocka_unit_test(pairs_of_few_and_of_many_names),
        cmocka_unit_test(squares_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
