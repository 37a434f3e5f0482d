/* Checks that need a period: days, edges, drift, machines, files. Every figure by hand;
 * hours count from 1970-01-01, a Thursday. */
#include "tests/support/story.h"
#include "tests/support/test.h"
#include "tests/support/told.h"

#include <stdio.h>
#include <string.h>

static const char *numbered(char letter, int i)
{
    static char name[4][16];
    static int turn;

    turn = (turn + 1) % 4;
    (void)snprintf(name[turn], sizeof name[turn], "%c%d", letter, i);
    return name[turn];
}

/* ---- days ---- */

/* Six weeks from Monday to Friday: 28 days of 6 cases that wait an hour each. A case waits
 * from the day before a silent day to the day behind it, unless nobody is waiting. */
static void six_weeks(struct story *s, int silent, int other, bool waiting)
{
    int day, i;

    story_begin(s);
    for (day = 0; day < 42; day++) {
        if ((day + 3) % 7 >= 5 || day == silent || day == other)
            continue;
        for (i = 0; i < 6; i++) {
            story_event(s, numbered('c', day * 10 + i), "Open", day * 24 + 9, "Ann",
                        "X");
            story_event(s, numbered('c', day * 10 + i), "Close", day * 24 + 10, "Bob",
                        "X");
        }
    }
    for (i = 0; i < 2; i++) {
        day = i == 0 ? silent : other;
        if (day < 0 || !waiting)
            continue;
        story_event(s, numbered('w', i), "Open", day * 24 - 15, "Ann", "X");
        story_event(s, numbered('w', i), "Close", day * 24 + 33, "Bob", "X");
    }
    story_end(s, NULL);
}

static void working_days_without_events_are_told_with_the_waiting_on_them(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    six_weeks(&s, 12, 20, true); /* a Tuesday, and the Wednesday of the week behind */
    c = check_named(&s.checks, "silent-days");
    assert_non_null(c);
    assert_int_equal(c->count, 2);
    /* 30 weekdays; 6, 7 January and 11 February have a silent day and an edge too near to
     * tell whether anything usually happens then */
    assert_int_equal(c->of, 27);
    assert_string_equal(gp_text_z(&c->found), "1970-01-13, 1970-01-21");
    text_says(&c->effect,
              "18.2 % of all waiting (48.0 h)"); /* 48 of 28 * 6 + 2 * 48 h */
    story_release(&s);
}

static void silent_days_on_which_nobody_waits_are_told_as_such(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    six_weeks(&s, 12, 20, false);
    c = check_named(&s.checks, "silent-days");
    assert_non_null(c);
    assert_int_equal(c->count, 2);
    text_says(&c->effect, "no wait passes on these days");
    story_release(&s);
}

static void one_silent_day_and_weekends_are_nothing(void **state)
{
    struct story s;

    (void)state;
    six_weeks(&s, 12, -1, true);
    assert_null(check_named(&s.checks, "silent-days"));
    story_release(&s);
}

/* ---- edges ---- */

/* A case a day for 60 days, open for a day each. */
static void a_case_a_day(struct story *s)
{
    int i;

    story_begin(s);
    for (i = 0; i < 60; i++) {
        story_event(s, numbered('c', i), "Open", i * 24, "Ann", "X");
        story_event(s, numbered('c', i), "Close", i * 24 + 24, "Bob", "X");
    }
}

static void cases_that_were_under_way_before_the_log_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    int i;

    (void)state;
    a_case_a_day(&s);
    for (i = 1; i <= 5; i++) {
        story_event(&s, numbered('x', i), "Work", i, "Ann", "X");
        story_event(&s, numbered('x', i), "Close", i + 12, "Bob", "X");
    }
    story_end(&s, NULL);
    c = check_named(&s.checks, "cut-at-start");
    assert_non_null(c);
    assert_int_equal(c->count, 5);
    assert_int_equal(c->of, 65);
    assert_int_equal(c->row[0].line, 122); /* behind the header and 120 events */
    text_says(&c->effect, "4 % of all case time"); /* 60 of 60 * 24 + 5 * 12 h */
    text_says(&c->fix, "1970-01-02"); /* the edge: P75 of durations is a day */
    assert_null(check_named(&s.checks, "cut-at-end"));
    story_release(&s);
}

static void cases_that_go_on_after_the_log_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    int i;

    (void)state;
    a_case_a_day(&s);
    for (i = 1; i <= 5; i++) {
        story_event(&s, numbered('x', i), "Open", 1420 + i, "Ann", "X");
        story_event(&s, numbered('x', i), "Work", 1430 + i, "Bob", "X");
    }
    story_end(&s, NULL);
    c = check_named(&s.checks, "cut-at-end");
    assert_non_null(c);
    assert_int_equal(c->count, 5);
    text_says(&c->effect, "3.4 % of all case time"); /* 50 of 1,490 h */
    assert_null(check_named(&s.checks, "cut-at-start"));
    story_release(&s);
    a_case_a_day(&s);
    story_end(&s, NULL);
    assert_null(check_named(&s.checks, "cut-at-end"));
    story_release(&s);
}

/* ---- drift ---- */

/* 100 cases, one a day, within the day; a step in those from `from` up to before `to`. */
static void with_step(struct story *s, int from, int to, int every)
{
    int i;

    story_begin(s);
    for (i = 0; i < 100; i++) {
        story_event(s, numbered('c', i), "Open", i * 24, "Ann", "X");
        if (i >= from && i < to && i % every == 0)
            story_event(s, numbered('c', i), "Scan", i * 24 + 1, "Ann", "X");
        story_event(s, numbered('c', i), "Close", i * 24 + 2, "Bob", "X");
    }
    story_end(s, NULL);
}

static void a_step_that_begins_within_the_period_is_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    with_step(&s, 60, 100, 1);
    c = check_named(&s.checks, "steps-that-begin");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 3);
    text_says(&c->found, "'Scan' 1970-03-02 (100 % of cases)");
    text_says(&c->effect, "up to 60 of 100 cases (60 %) started before");
    assert_null(check_named(&s.checks, "steps-that-stop"));
    story_release(&s);
}

static void a_step_that_stops_is_told_and_a_rare_one_is_not(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    with_step(&s, 0, 40, 1);
    c = check_named(&s.checks, "steps-that-stop");
    assert_non_null(c);
    text_says(&c->found, "'Scan' 1970-02-09 (100 % of cases)");
    text_says(&c->effect, "up to 60 of 100 cases (60 %) ended after");
    assert_null(check_named(&s.checks, "steps-that-begin"));
    story_release(&s);
    with_step(&s, 60, 100, 2); /* 20 cases: too few to tell */
    assert_null(check_named(&s.checks, "steps-that-begin"));
    story_release(&s);
    with_step(&s, 1, 99, 2); /* in every other case, all the time */
    assert_null(check_named(&s.checks, "steps-that-begin"));
    assert_null(check_named(&s.checks, "steps-that-stop"));
    story_release(&s);
}

/* ---- machines ---- */

static void accounts_that_are_called_like_machines_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s,
               "1 A 9 Ann X|1 B 10 System X|1 C 11 Bob X|"
               "2 A 9 Ann X|2 B 10 System X|2 C 11 Systematics X",
               NULL);
    c = check_named(&s.checks, "robots");
    assert_non_null(c);
    assert_int_equal(c->row[0].line, 3);
    text_says(&c->found, "'System'");
    text_says(&c->effect, "4 of 4 handoffs (100 %)");
    story_release(&s);
}

/* Two people at work from 8 to 17 h on 30 weekdays, 300 events each. */
static void two_people(struct story *s)
{
    int day, hour;

    story_begin(s);
    for (day = 0; day < 42; day++)
        for (hour = 8; (day + 3) % 7 < 5 && hour < 18; hour++) {
            story_event(s, numbered('c', day * 24 + hour), "A", day * 24 + hour, "Ann",
                        "X");
            story_event(s, numbered('c', day * 24 + hour), "B", day * 24 + hour + 0.4,
                        "Bob", "X");
        }
}

static void who_works_around_the_clock_is_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    int i;

    (void)state;
    two_people(&s);
    for (i = 0; i < 240; i++)
        story_event(&s, numbered('n', i), "C", i + 0.5, "Night", "X");
    story_end(&s, NULL);
    c = check_named(&s.checks, "robots");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 3);
    assert_string_equal(gp_text_z(&c->found), "'Night'");
    text_says(&c->effect, "they did 28.6 % of the events"); /* 240 of 840 */
    story_release(&s);
    two_people(&s);
    story_end(&s, NULL);
    assert_null(check_named(&s.checks, "robots"));
    story_release(&s);
}

static void who_works_within_seconds_is_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    int i;

    (void)state;
    two_people(&s);
    for (i = 0; i < 200; i++) /* a second apart, at noon of a weekday */
        story_event(&s, numbered('n', i), "C", 108 + i / 3600.0, "Bulk", "X");
    story_end(&s, NULL);
    c = check_named(&s.checks, "robots");
    assert_non_null(c);
    assert_string_equal(gp_text_z(&c->found), "'Bulk'");
    story_release(&s);
    two_people(&s);
    for (i = 0; i < 200; i++) /* five seconds apart */
        story_event(&s, numbered('n', i), "C", 108 + i / 720.0, "Bulk", "X");
    story_end(&s, NULL);
    assert_null(check_named(&s.checks, "robots"));
    story_release(&s);
}

/* ---- files ---- */

static void cases_with_rows_in_two_files_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_begin(&s);
    story_event(&s, "1", "A", 1, "Ann", "X");
    story_event(&s, "2", "A", 2, "Ann", "X");
    story_event(&s, "2", "B", 3, "Bob", "X");
    assert_int_equal(gp_eventlog_begin_file(s.log, "march.csv", NULL), GP_OK);
    story_event(&s, "1", "B", 4, "Bob", "X");
    story_event(&s, "3", "A", 5, "Ann", "X");
    story_event(&s, "3", "B", 6, "Ann", "X");
    story_end(&s, NULL);
    c = check_named(&s.checks, "case-in-two-files");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 3);
    assert_string_equal(c->row[0].file, "march.csv");
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_without_events_are_told_with_the_waiting_on_them),
        cmocka_unit_test(silent_days_on_which_nobody_waits_are_told_as_such),
        cmocka_unit_test(one_silent_day_and_weekends_are_nothing),
        cmocka_unit_test(cases_that_were_under_way_before_the_log_are_told),
        cmocka_unit_test(cases_that_go_on_after_the_log_are_told),
        cmocka_unit_test(a_step_that_begins_within_the_period_is_told),
        cmocka_unit_test(a_step_that_stops_is_told_and_a_rare_one_is_not),
        cmocka_unit_test(accounts_that_are_called_like_machines_are_told),
        cmocka_unit_test(who_works_around_the_clock_is_told),
        cmocka_unit_test(who_works_within_seconds_is_told),
        cmocka_unit_test(cases_with_rows_in_two_files_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
