/* Which gaps stand first: the costliest that several cases have, then the most frequent. */
#include "report/page/first_gaps.h"
#include "tests/support/test.h"

static void put(struct gp_gap *gap, uint64_t cases, int64_t hours)
{
    *gap = (struct gp_gap){.cases = cases, .occurrences = cases};
    gap->key.kind = GP_GAP_SKIPPED;
    gap->bill.spot_why = GP_BILL_GIVEN;
    gap->bill.spot_us = hours * GP_HOUR_US;
}

static void rare_gaps_give_way_to_those_that_many_cases_have(void **state)
{
    struct gp_gap gap[7];
    struct gp_judgement j = {.gaps.gap = gap, .gaps.n = 7};
    size_t chosen[GP_FIRST_GAPS];

    (void)state;
    put(&gap[0], 1, 900); /* costly, but one case */
    put(&gap[1], 20, 500);
    put(&gap[2], 5, 400);
    put(&gap[3], 3, 300); /* rare */
    put(&gap[4], 9, 1);
    put(&gap[5], 8, -5);
    put(&gap[6], 250, -70); /* half of the cases, and quicker */
    assert_int_equal(gp_first_gaps(&j, chosen), 5);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 2);
    assert_int_equal(chosen[2], 4);
    assert_int_equal(chosen[3], 6);
    assert_int_equal(chosen[4], 5);
}

static void few_gaps_are_all_shown(void **state)
{
    struct gp_gap gap[2];
    struct gp_judgement j = {.gaps.gap = gap, .gaps.n = 2};
    size_t chosen[GP_FIRST_GAPS];

    (void)state;
    put(&gap[0], 1, 900);
    put(&gap[1], 2, -1);
    assert_int_equal(gp_first_gaps(&j, chosen), 2);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rare_gaps_give_way_to_those_that_many_cases_have),
        cmocka_unit_test(few_gaps_are_all_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
