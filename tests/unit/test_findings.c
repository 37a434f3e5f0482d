/* test_findings.c - which statistics deserve a sentence, and their evidence. */
#include "mine/findings.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <stdio.h>

static const char *const ids[] = {"1",  "2",  "3",  "4",  "5",  "6",  "7",
                                  "8",  "9",  "10", "11", "12", "13", "14",
                                  "15", "16", "17", "18", "19", "20"};

static const struct gp_finding *first_of(const struct gp_finding *f, size_t n,
                                         enum gp_finding_kind kind)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (f[i].kind == kind)
            return &f[i];
    return NULL;
}

static size_t count_of(const struct gp_finding *f, size_t n, enum gp_finding_kind kind)
{
    size_t count = 0, i;

    for (i = 0; i < n; i++)
        count += f[i].kind == kind;
    return count;
}

static void a_log_of_single_events_has_no_findings(void **state)
{
    struct story s;
    struct gp_finding *f;
    size_t n;

    (void)state;
    story_tell(&s, "1 A 0 Ann|2 A 1 Bob|3 B 2", NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    assert_int_equal(n, 0);
    gp_free(f);
    story_release(&s);
}

static void the_largest_wait_comes_first_with_its_longest_link(void **state)
{
    struct story s;
    struct gp_finding *f;
    size_t n;

    (void)state;
    story_tell(&s, "1 A 0|1 B 10|1 C 11|2 A 0|2 B 12|2 C 13", NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    assert_int_equal(count_of(f, n, GP_FINDING_WAIT), 2);
    assert_int_equal(f[0].kind, GP_FINDING_WAIT);
    assert_true(f[0].hours_us == 22 * GP_HOUR_US);
    assert_true(f[0].of_us == 24 * GP_HOUR_US);
    assert_int_equal(f[0].cases, 2);
    assert_int_equal(f[0].n_examples, 2);
    assert_int_equal(s.log->line[f[0].example[0]], 5); /* A of case 2: 12 h */
    gp_free(f);
    story_release(&s);
}

static void few_handoffs_are_chance_and_five_are_not(void **state)
{
    struct gp_finding *f;
    size_t n, cases, i;

    (void)state;
    for (cases = 4; cases <= 5; cases++) {
        struct story s;

        story_begin(&s);
        for (i = 0; i < cases; i++) {
            story_event(&s, ids[i], "A", 0, "Ann", "-");
            story_event(&s, ids[i], "B", 8, "Bob", "-");
        }
        story_end(&s, NULL);
        assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
        assert_int_equal(count_of(f, n, GP_FINDING_HANDOFF), cases == 5);
        gp_free(f);
        story_release(&s);
    }
}

static void a_bounce_points_to_the_event_with_which_work_is_back(void **state)
{
    struct story s;
    struct gp_finding *f;
    const struct gp_finding *p;
    size_t n, i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 5; i++) {
        story_event(&s, ids[i], "A", 0, "Ann", "-");
        story_event(&s, ids[i], "B", 1, "Bob", "-");
        story_event(&s, ids[i], "C", 2 + (double)i, "Ann", "-");
    }
    story_end(&s, NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    p = first_of(f, n, GP_FINDING_PINGPONG);
    assert_non_null(p);
    assert_int_equal(p->occurrences, 5);
    assert_int_equal(p->n_examples, 5);
    assert_int_equal(s.log->line[p->example[0]], 16); /* case 5 was away longest */
    gp_free(f);
    story_release(&s);
}

static void rework_needs_five_cases_and_points_to_the_second_time(void **state)
{
    struct story s;
    struct gp_finding *f;
    const struct gp_finding *r;
    size_t n, i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 5; i++) {
        story_event(&s, ids[i], "A", 0, "-", "-");
        story_event(&s, ids[i], "B", 1, "-", "-");
        story_event(&s, ids[i], "A", 3, "-", "-");
    }
    story_event(&s, ids[0], "B", 9, "-", "-"); /* B again, in one case only */
    story_end(&s, NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    assert_int_equal(count_of(f, n, GP_FINDING_REWORK), 1);
    r = first_of(f, n, GP_FINDING_REWORK);
    assert_true(r->hours_us == 15 * GP_HOUR_US);
    assert_int_equal(s.log->line[r->example[0]], 4); /* case 1 by its name */
    gp_free(f);
    story_release(&s);
}

static void lonely_paths_and_the_slowest_tenth_are_found(void **state)
{
    struct story s;
    struct gp_finding *f;
    const struct gp_finding *odd, *slow;
    char step[8];
    size_t n, i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 20; i++) {
        snprintf(step, sizeof step, "S%zu", i < 14 ? 0 : i);
        story_event(&s, ids[i], step, 0, "-", "-");
        story_event(&s, ids[i], "End", i >= 18 ? 100 : 1, "-", "-");
    }
    story_end(&s, NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    odd = first_of(f, n, GP_FINDING_ODD_VARIANTS);
    assert_non_null(odd);
    assert_int_equal(odd->cases, 6);
    slow = first_of(f, n, GP_FINDING_LONG_CASES);
    assert_non_null(slow);
    assert_int_equal(slow->cases, 2); /* 200 of 218 hours */
    assert_true(slow->hours_us == 200 * GP_HOUR_US);
    gp_free(f);
    story_release(&s);
}

/* 20 cases leave A after an hour; case 21 has stood there for 50. */
static void an_open_case_that_waits_unusually_long_is_stalled(void **state)
{
    struct story s;
    struct gp_finding *f;
    const struct gp_finding *stalled;
    size_t n, i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 20; i++) {
        story_event(&s, ids[i], "A", 0, "-", "-");
        story_event(&s, ids[i], "Done", 1, "-", "-");
    }
    story_event(&s, "21", "A", 10, "-", "-");
    story_event(&s, "22", "Done", 60, "-", "-");
    story_end(&s, "Done");
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    stalled = first_of(f, n, GP_FINDING_STALLED);
    assert_non_null(stalled);
    assert_int_equal(stalled->cases, 1);
    assert_true(stalled->hours_us == 50 * GP_HOUR_US);
    assert_int_equal(s.log->line[stalled->example[0]], 42);
    gp_free(f);
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_of_single_events_has_no_findings),
        cmocka_unit_test(the_largest_wait_comes_first_with_its_longest_link),
        cmocka_unit_test(few_handoffs_are_chance_and_five_are_not),
        cmocka_unit_test(a_bounce_points_to_the_event_with_which_work_is_back),
        cmocka_unit_test(rework_needs_five_cases_and_points_to_the_second_time),
        cmocka_unit_test(lonely_paths_and_the_slowest_tenth_are_found),
        cmocka_unit_test(an_open_case_that_waits_unusually_long_is_stalled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
