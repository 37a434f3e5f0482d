/* Which logs have times whose spans fit into four bytes. */
#include "base/instant.h"
#include "eventlog/eventlog.h"
#include "tests/support/test.h"

/* Grouped, of one case whose events start and end at these instants. */
static bool is_whole(const int64_t (*times)[2], size_t n)
{
    struct gp_eventlog *log = gp_eventlog_new(true, true, false, false);
    struct gp_err err;
    bool whole;
    size_t i;

    for (i = 0; i < n; i++) {
        struct gp_event e = {.case_id = gp_slice("c"),
                             .activity = gp_slice("a"),
                             .start = times[i][0],
                             .end = times[i][1]};

        assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
    }
    assert_int_equal(gp_eventlog_group(log, &err), GP_OK);
    whole = log->whole_seconds;
    gp_eventlog_free(log);
    return whole;
}

static void whole_seconds_of_any_century(void **state)
{
    const int64_t s = GP_SECOND_US, last = (INT64_C(1) << 31) * s;
    const int64_t usual[][2] = {{10 * s, 11 * s}, {12 * s, 12 * s}};
    const int64_t old[][2] = {{-last, -last}, {-last + s, -s}};
    const int64_t far_apart[][2] = {{0, 0}, {s, last}};

    (void)state;
    assert_true(is_whole(usual, 2));
    assert_true(is_whole(old, 2));
    assert_false(is_whole(far_apart, 2));
}

static void a_fraction_anywhere(void **state)
{
    const int64_t s = GP_SECOND_US;
    const int64_t at_start[][2] = {{s, s}, {2 * s - 1, 3 * s}};
    const int64_t at_end[][2] = {{-s, -s}, {s, 3 * s + 1000}};

    (void)state;
    assert_false(is_whole(at_start, 2));
    assert_false(is_whole(at_end, 2));
}

static void an_end_before_its_start(void **state)
{
    const int64_t times[][2] = {{0, 0}, {3 * GP_SECOND_US, 2 * GP_SECOND_US}};

    (void)state;
    assert_false(is_whole(times, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_seconds_of_any_century),
        cmocka_unit_test(a_fraction_anywhere),
        cmocka_unit_test(an_end_before_its_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
