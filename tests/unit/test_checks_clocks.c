/* Files whose clocks differ (mine/checks_clocks.h): 300 cases of four steps, two of them
 * recorded by another file, with waits of 1 to 400 minutes. */
#include "tests/support/test.h"

#include "tests/support/story.h"
#include "tests/support/told.h"

#include <stdio.h>
#include <string.h>

enum { CASES = 300 };

/* A number from 0 to 1 that is no pattern, the same each time. */
static double chance(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) / 16777216.0;
}

/* Steps of one file; `late` hours are taken from its clock. parallel: all steps around
 * one moment instead of one after the other. */
static void tell_steps(struct story *s, const char *const steps[2], int file,
                       double late, bool parallel)
{
    uint32_t seed = 12345;
    char name[16];
    int i, k;

    for (i = 0; i < CASES; i++) {
        double at = 10 + i * 3.1, wait;

        (void)snprintf(name, sizeof name, "c%d", i);
        for (k = 0; k < 4; k++) {
            double aside = parallel ? (chance(&seed) + chance(&seed) - 1) * 3 : 0;

            if (k % 2 == file)
                story_event(s, name, steps[k / 2], at + aside - late, "Ann", "X");
            wait = chance(&seed);
            at += parallel ? 0 : 0.02 + 6 * wait * wait;
        }
    }
}

static void tell_two(struct story *s, double late, bool parallel)
{
    static const char *const here[] = {"Order", "Invoice"};
    static const char *const there[] = {"Pick", "Ship"};

    story_begin(s);
    tell_steps(s, here, 0, 0, parallel);
    assert_int_equal(gp_eventlog_begin_file(s->log, "there/depot.csv", NULL), GP_OK);
    tell_steps(s, there, 1, late, parallel);
    story_end(s, NULL);
}

static void a_file_two_hours_behind_is_told_with_what_corrects_it(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    tell_two(&s, 2, false);
    c = check_named(&s.checks, "clocks-apart");
    assert_non_null(c);
    assert_int_equal(c->count, CASES);
    text_says(&c->found,
              "times of 'depot.csv' seem 2:00 h behind those of 'story.csv'");
    text_says(&c->fix, "--tz 'story.csv=+02:00' or --tz 'depot.csv=-02:00'");
    story_release(&s);
}

static void a_file_an_hour_and_a_half_ahead_is_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    tell_two(&s, -1.5, false);
    c = check_named(&s.checks, "clocks-apart");
    assert_non_null(c);
    text_says(&c->found,
              "times of 'story.csv' seem 1:30 h behind those of 'depot.csv'");
    story_release(&s);
}

static void clocks_that_agree_and_steps_side_by_side_are_nothing(void **state)
{
    struct story s;

    (void)state;
    tell_two(&s, 0, false);
    assert_null(check_named(&s.checks, "clocks-apart"));
    story_release(&s);
    tell_two(&s, 0, true);
    assert_null(check_named(&s.checks, "clocks-apart"));
    story_release(&s);
}

/* 20 cases and more that both files record, an hour apart in winter, two in summer. */
static void the_same_step_in_both_files_shows_it_too(void **state)
{
    const struct gp_check *c;
    struct story s;
    char name[16];
    int i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 30; i++) {
        (void)snprintf(name, sizeof name, "c%d", i);
        story_event(&s, name, "Close", i * 24 + 12, "Ann", "X");
    }
    assert_int_equal(gp_eventlog_begin_file(s.log, "depot.csv", NULL), GP_OK);
    for (i = 0; i < 30; i++) {
        (void)snprintf(name, sizeof name, "c%d", i);
        story_event(&s, name, "Close", i * 24 + 12.01 - (i < 10 ? 1 : 2), "Bob", "X");
    }
    story_end(&s, NULL);
    c = check_named(&s.checks, "clocks-apart");
    assert_non_null(c);
    text_says(&c->found, "30 of 30 steps that both files record are so far apart");
    text_says(&c->found, "2:00 h behind");
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_two_hours_behind_is_told_with_what_corrects_it),
        cmocka_unit_test(a_file_an_hour_and_a_half_ahead_is_told),
        cmocka_unit_test(clocks_that_agree_and_steps_side_by_side_are_nothing),
        cmocka_unit_test(the_same_step_in_both_files_shows_it_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
