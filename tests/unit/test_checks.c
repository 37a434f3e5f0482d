/* Data-quality checks on small logs, every figure by hand. Hours count from 1970. */
#include "mine/checks/lookalike.h"
#include "tests/support/story.h"
#include "tests/support/test.h"
#include "tests/support/told.h"

#include <stdio.h>
#include <string.h>

static void a_tie_tells_the_waiting_that_rests_on_it(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    /* case 1: waits 1 (A-B), 0, 2 (C-D); case 2: 7. 3 of 10 h lie beside the tie */
    story_tell(&s,
               "1 A 9 Ann X|1 B 10 Ann X|1 C 10 Ann X|1 D 12 Ann X|"
               "2 A 9 Ann X|2 D 16 Ann X",
               NULL);
    c = check_named(&s.checks, "ties");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 4);
    assert_int_equal(c->row[0].line, 3);
    text_says(&c->effect, "1 of 2 cases (50 %) and 30 % of all waiting (3.0 h)");
    story_release(&s);
}

static void a_wait_between_two_ties_counts_once(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 A 1 Ann X|1 B 1 Ann X|1 C 5 Ann X|1 D 5 Ann X", NULL);
    c = check_named(&s.checks, "ties");
    assert_non_null(c);
    text_says(&c->effect, "100 % of all waiting (4.0 h)");
    story_release(&s);
}

static void a_tie_of_one_activity_is_a_duplicate_and_no_tie(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 A 9 Ann X|1 B 10 Ann X|1 B 10 Ann X|1 B 10 Bob X", NULL);
    assert_null(check_named(&s.checks, "ties"));
    c = check_named(&s.checks, "duplicate-rows");
    assert_non_null(c);
    assert_int_equal(c->count, 1); /* Bob's row is another's work */
    assert_int_equal(c->row[0].line, 4);
    story_release(&s);
}

static void steps_without_a_person_tell_the_waiting_at_them(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 A 0 Ann X|1 B 1 - X|1 C 4 Bob X|1 D 10 Ann X", NULL);
    c = check_named(&s.checks, "steps-without-person");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 4);
    text_says(&c->effect, "2 of 3 links (66.7 %)");
    text_says(&c->effect, "40 % of all waiting (4.0 h)");
    story_release(&s);
}

static void names_that_differ_by_spelling_are_told_with_counts(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s,
               "1 Approve 0 Ann X|2 Approve 0 Ann X|3 approve 0 Ann X|"
               "4 Aprove 0 Ann X|5 Check1 0 Ann X|6 Check2 0 Ann X",
               NULL);
    c = check_named(&s.checks, "near-identical-activities");
    assert_non_null(c);
    assert_int_equal(c->count, 3); /* Approve/approve, and Aprove beside each of them */
    text_says(&c->found, "'Approve' (2) and 'approve' (1)");
    story_release(&s);
}

static void marks_that_cannot_be_seen_are_shown_as_code_points(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 Sign 0 Ann X|2 Si\xE2\x80\x8Bgn 0 Ann X", NULL);
    c = check_named(&s.checks, "invisible-differences");
    assert_non_null(c);
    assert_null(check_named(&s.checks, "near-identical-activities"));
    text_says(&c->found, "'Si<U+200B>gn'");
    story_release(&s);
}

static void look_alike_ids_are_counted(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "D-7 A 0 Ann X|d-007 A 0 Ann X|D-70 A 0 Ann X|E-7 A 0 Ann X", NULL);
    c = check_named(&s.checks, "look-alike-cases");
    assert_non_null(c);
    assert_int_equal(c->count, 2);
    text_says(&c->found, "'D-7', 'd-007'");
    story_release(&s);
}

static void a_clean_log_has_no_finding(void **state)
{
    struct story s;

    (void)state;
    story_tell(&s, "1 Open 0 Ann X|1 Close 5 Bob X|2 Open 1 Ann X|2 Close 9 Bob X",
               NULL);
    assert_int_equal(s.checks.n, 0);
    story_release(&s);
}

static void twenty_cases(struct story *s, double last)
{
    char name[8];
    int i;

    story_begin(s);
    for (i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "%d", i + 1);
        story_event(s, name, "Open", i, "Ann", "X");
        story_event(s, name, "Close", i < 19 ? i + 2 + i % 3 : last, "Bob", "X");
    }
    story_end(s, NULL);
}

static void a_case_far_longer_than_the_rest_is_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    /* durations 2, 3, 4 h; q1 = 2, q3 = 4 (7 of each 2 and 3, 5 of 4 and one long), the
     * fence 3.x (3.x / 2)^3 lies under 40 h */
    twenty_cases(&s, 1019);
    c = check_named(&s.checks, "long-cases");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    text_says(&c->found, "'20' 41 d");
    story_release(&s);
    twenty_cases(&s, 19 + 4);
    assert_null(check_named(&s.checks, "long-cases"));
    story_release(&s);
}

static void a_zero_of_a_clock_stands_apart(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s,
               "1 A 0 Ann X|1 B 400000 Bob X|2 A 400001 Ann X|2 B 400002 Bob X|"
               "2 C 400003 Bob X",
               NULL);
    c = check_named(&s.checks, "zero-times");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->row[0].line, 2);
    story_release(&s);
}

static void ends_before_starts_are_told_with_their_hours(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 A 5-3 Ann X|1 B 6-7 Bob X|2 A 1-2 Ann X|2 B 9-8 Bob X", NULL);
    c = check_named(&s.checks, "end-before-start");
    assert_non_null(c);
    assert_int_equal(c->count, 2);
    assert_int_equal(c->of, 4);
    assert_int_equal(c->row[0].line, 2);
    assert_int_equal(c->row[1].line, 5);
    text_says(&c->effect, "short of 3.0 h"); /* 2 + 1 */
    story_release(&s);
}

static void cases_of_one_event_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;

    (void)state;
    story_tell(&s, "1 A 0 Ann X|1 B 1 Bob X|2 A 2 Ann X|3 A 3 Ann X|3 B 4 Bob X", NULL);
    c = check_named(&s.checks, "one-event-cases");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 3);
    assert_int_equal(c->row[0].line, 4);
    story_release(&s);
}

/* 60 cases of two events, the second with a name of its own; 49 such are too few. */
static void names_that_happen_once_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    char id[16], name[16];
    int n, i;

    (void)state;
    for (n = 49; n <= 60; n += 11) {
        story_begin(&s);
        for (i = 0; i < n; i++) {
            (void)snprintf(id, sizeof id, "c%d", i);
            (void)snprintf(name, sizeof name, "Call %d", i);
            story_event(&s, id, "Open", i, "Ann", "X");
            story_event(&s, id, name, i + 1, "Bob", "X");
        }
        story_end(&s, NULL);
        c = check_named(&s.checks, "near-unique-activities");
        assert_true((c != NULL) == (n == 60));
        if (c != NULL) {
            assert_int_equal(c->count, 60);
            assert_int_equal(c->of, 61);
            text_says(&c->effect, "60 variants in 60 cases");
        }
        story_release(&s);
    }
}

/* 20 cases of two neighbours; in one the later row stands first. */
static void rows_against_the_order_of_times_are_told(void **state)
{
    const struct gp_check *c;
    struct story s;
    char id[8];
    int i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 20; i++) {
        (void)snprintf(id, sizeof id, "c%d", i);
        story_event(&s, id, "Open", i == 7 ? 50 : i, "Ann", "X");
        story_event(&s, id, "Close", i + 1, "Bob", "X");
    }
    story_end(&s, NULL);
    c = check_named(&s.checks, "file-order");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_int_equal(c->of, 20);
    assert_int_equal(c->row[0].line, 16); /* "Open" of c7, behind the header */
    story_release(&s);
}

static void a_key_drops_what_people_do_not_see(void **state)
{
    struct gp_text t = {0};

    (void)state;
    gp_lookalike_key(&t, gp_slice("Check-In_ 2"));
    assert_string_equal(gp_text_z(&t), "checkin2");
    gp_text_release(&t);
    assert_true(gp_lookalike_slip(gp_slice("Check tickets"), gp_slice("Check ticket")));
    assert_false(gp_lookalike_slip(gp_slice("Level 1"), gp_slice("Level 2")));
    assert_true(
        gp_lookalike_same_looks(gp_slice("\xC3\xA9tat"), gp_slice("e\xCC\x81tat")));
}

static bool ids_alike(const char *a, const char *b)
{
    return gp_lookalike_id_hash(gp_slice(a)) == gp_lookalike_id_hash(gp_slice(b));
}

static void ids_are_alike_without_what_people_do_not_see(void **state)
{
    (void)state;
    assert_true(ids_alike("D-0042 ", "d-42"));
    assert_true(ids_alike("100.0", "100"));
    assert_true(ids_alike("7", "007"));
    assert_true(ids_alike("A\xE2\x80\x8B"
                          "1",
                          "a1")); /* U+200B */
    assert_true(ids_alike("\xC3\xA9 1", "\xC3\xA9"
                                        "1"));
    assert_false(ids_alike("\xC3\xA9", "\xC3\xA8"));
    assert_false(ids_alike("100.0", "1000"));
    assert_false(ids_alike("10", "1"));
    assert_false(ids_alike("0", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tie_tells_the_waiting_that_rests_on_it),
        cmocka_unit_test(a_wait_between_two_ties_counts_once),
        cmocka_unit_test(a_tie_of_one_activity_is_a_duplicate_and_no_tie),
        cmocka_unit_test(steps_without_a_person_tell_the_waiting_at_them),
        cmocka_unit_test(names_that_differ_by_spelling_are_told_with_counts),
        cmocka_unit_test(marks_that_cannot_be_seen_are_shown_as_code_points),
        cmocka_unit_test(look_alike_ids_are_counted),
        cmocka_unit_test(a_clean_log_has_no_finding),
        cmocka_unit_test(a_case_far_longer_than_the_rest_is_told),
        cmocka_unit_test(a_zero_of_a_clock_stands_apart),
        cmocka_unit_test(ends_before_starts_are_told_with_their_hours),
        cmocka_unit_test(cases_of_one_event_are_told),
        cmocka_unit_test(names_that_happen_once_are_told),
        cmocka_unit_test(rows_against_the_order_of_times_are_told),
        cmocka_unit_test(a_key_drops_what_people_do_not_see),
        cmocka_unit_test(ids_are_alike_without_what_people_do_not_see),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
