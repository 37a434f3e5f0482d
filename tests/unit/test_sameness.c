/* test_sameness.c - the chi-square test against values worked out by hand, and the paths of
 * two teams. */
#include "base/chisquare.h"
#include "mine/sameness.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdio.h>

static void near(double x, double y)
{
    assert_true(fabs(x - y) <= 1e-9 * (1 + fabs(y)));
}

/* Expected 21, 15, 14 on both sides: 2 (81/21 + 25/15 + 16/14) = 40/3. */
static void chi_square_is_as_by_hand(void **state)
{
    static const uint64_t a[] = {30, 10, 10}, b[] = {12, 20, 18};
    struct gp_chi_square t = gp_chi_square(a, b, 3);

    (void)state;
    near(t.chi2, 40.0 / 3);
    assert_int_equal(t.df, 2);
    near(t.p, exp(-20.0 / 3)); /* two degrees of freedom: exp(-x/2) */
    near(t.v, sqrt(40.0 / 300));
}

static void the_tail_is_right_where_it_has_a_closed_form(void **state)
{
    static const double at[] = {0.1, 1, 2.5, 3.841458820694124, 7, 20, 80, 300};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof at / sizeof at[0]; i++) {
        near(gp_chi_square_tail(at[i], 1), erfc(sqrt(at[i] / 2)));
        near(gp_chi_square_tail(at[i], 2), exp(-at[i] / 2));
        near(gp_chi_square_tail(at[i], 4), exp(-at[i] / 2) * (1 + at[i] / 2));
    }
    near(gp_chi_square_tail(3.841458820694124, 1), 0.05);
}

static void empty_columns_and_sides_are_no_difference(void **state)
{
    static const uint64_t a[] = {5, 0, 5}, b[] = {10, 0, 10}, none[] = {0, 0, 0};

    (void)state;
    assert_int_equal(gp_chi_square(a, b, 3).df, 1);
    near(gp_chi_square(a, b, 3).p, 1);
    assert_int_equal(gp_chi_square(a, none, 3).df, 0);
    near(gp_chi_square(a, none, 3).p, 1);
}

/* Cases of a group: n[0] of them walk A B, n[1] A C, n[2] A D. */
static void add(struct story *s, const char *group, const int n[3])
{
    static const char *const second[] = {"B", "C", "D"};
    char id[32];
    int k, i;

    for (k = 0; k < 3; k++)
        for (i = 0; i < n[k]; i++) {
            (void)snprintf(id, sizeof id, "%s%d-%d", group, k, i);
            story_event(s, id, "A", 0, "", group);
            story_event(s, id, second[k], 1, "", group);
        }
}

static void two_teams_with_other_paths_are_told_with_the_paths(void **state)
{
    static const int north[] = {30, 10, 10}, south[] = {12, 20, 18};
    struct gp_sameness same;
    struct story s;

    (void)state;
    story_begin(&s);
    add(&s, "North", north);
    add(&s, "South", south);
    story_end(&s, NULL);
    assert_int_equal(gp_sameness_mine(s.log, &s.stats.variants, &same, NULL), GP_OK);
    assert_int_equal(same.n, 2);
    assert_int_equal(same.stat[0].kind, GP_SAME_GROUP);
    assert_int_equal(same.stat[0].cases, 50);
    near(same.stat[0].test.chi2, 40.0 / 3);
    near(same.stat[0].q, exp(-20.0 / 3)); /* both have the same p */
    assert_true(gp_same_differs(&same.stat[0]));
    assert_int_equal(same.stat[0].path[0].variant, 0); /* A B: 60 % against 24 % */
    assert_int_equal(same.stat[0].path[0].with, 30);
    assert_int_equal(same.stat[0].path[0].without, 12);
    gp_sameness_release(&same);
    story_release(&s);
}

static void fewer_than_twenty_cases_are_not_compared(void **state)
{
    static const int few[] = {10, 9, 0}, many[] = {40, 40, 0};
    struct gp_sameness same;
    struct story s;

    (void)state;
    story_begin(&s);
    add(&s, "North", few);
    add(&s, "South", many);
    story_end(&s, NULL);
    assert_int_equal(gp_sameness_mine(s.log, &s.stats.variants, &same, NULL), GP_OK);
    assert_int_equal(same.n, 0);
    gp_sameness_release(&same);
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chi_square_is_as_by_hand),
        cmocka_unit_test(the_tail_is_right_where_it_has_a_closed_form),
        cmocka_unit_test(empty_columns_and_sides_are_no_difference),
        cmocka_unit_test(two_teams_with_other_paths_are_told_with_the_paths),
        cmocka_unit_test(fewer_than_twenty_cases_are_not_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
