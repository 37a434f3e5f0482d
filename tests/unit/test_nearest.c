/* What somebody meant who typed a name that is not there. */
#include "base/nearest.h"
#include "tests/support/test.h"

static const char *nearest(const char *wanted)
{
    static const char *const names[] = {
        "map", "time", "report", "Handover to delivery", "Lost", "handoff"};
    struct gp_nearest n = gp_nearest_to(wanted);
    size_t i;

    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        gp_nearest_offer(&n, names[i]);
    return n.best;
}

static void slips_of_the_finger_are_understood(void **state)
{
    (void)state;
    assert_string_equal(nearest("tiem"), "time");
    assert_string_equal(nearest("MAP"), "map");
    assert_string_equal(nearest("reprot"), "report");
    assert_string_equal(nearest("handof"), "handoff");
}

static void beginnings_and_parts_are_understood(void **state)
{
    (void)state;
    assert_string_equal(nearest("Hndover"), "Handover to delivery");
    assert_string_equal(nearest("delivery"), "Handover to delivery");
}

static void what_is_far_from_all_is_near_to_none(void **state)
{
    (void)state;
    assert_null(nearest("foo"));
    assert_null(nearest("qualification"));
    assert_null(nearest(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_of_the_finger_are_understood),
        cmocka_unit_test(beginnings_and_parts_are_understood),
        cmocka_unit_test(what_is_far_from_all_is_near_to_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
