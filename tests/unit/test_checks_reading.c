/* Checks of the reading, from bytes to sentences: every figure by hand. The header is line
 * 1 of log.csv. */
#include "tests/support/import.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"
#include "tests/support/told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct looked {
    struct gp_ingest_result in;
    struct gp_stats stats;
    struct gp_checks checks;
};

static void look_at(struct looked *l, const char *rows, const char *zone)
{
    struct gp_ingest_options o = import_plain();
    struct gp_mine_options m = {.now = INT64_MIN, .threads = 1};
    struct gp_text log = {0};

    memset(l, 0, sizeof *l);
    o.tz = zone;
    o.max_rejects = 1;
    o.column[GP_ROLE_CASE] = "case";
    o.column[GP_ROLE_ACTIVITY] = "activity";
    o.column[GP_ROLE_TIME] = "time";
    gp_text_addf(&log, "case,activity,time,person\n%s", rows);
    import_or_fail(gp_text_z(&log), &o, &l->in);
    gp_text_release(&log);
    assert_int_equal(gp_mine(l->in.log, &m, &l->stats, NULL), GP_OK);
    assert_int_equal(gp_checks_find(&l->in, &l->stats, &l->checks, NULL), GP_OK);
}

static void forget(struct looked *l)
{
    gp_checks_release(&l->checks);
    gp_stats_release(&l->stats);
    gp_ingest_release(&l->in);
}

/* lines: of the first rows, 0 behind the last. */
static void expect(const struct looked *l, const char *name, uint64_t count,
                   uint64_t of, const char *unit, const uint64_t *lines)
{
    const struct gp_check *c = check_named(&l->checks, name);
    size_t i;

    if (c == NULL)
        fail_msg("%s was not found", name);
    assert_int_equal(c->count, count);
    assert_int_equal(c->of, of);
    assert_string_equal(c->of_what, unit);
    for (i = 0; lines[i] != 0; i++) {
        assert_true(i < c->n_rows);
        assert_int_equal(c->row[i].line, lines[i]);
        assert_non_null(strstr(c->row[i].file, "log.csv"));
    }
    assert_int_equal(c->n_rows, i);
    assert_true(c->effect.len != 0 && c->fix.len != 0);
}

#define LINES(...) ((const uint64_t[]){__VA_ARGS__, 0})

static void refused_rows_are_told_by_reason(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-01 08:00:00,Ann\n"
            "1,B,2024-03-01 09:00:00,Ann,more\n"
            ",A,2024-03-01 10:00:00,Ann\n"
            "2,,2024-03-01 11:00:00,Ann\n"
            "2,A,,Ann\n"
            "2,A,soon,Ann\n"
            "2,B,later,Ann\n"
            "2,B,9999-12-31 00:00:00,Ann\n"
            "2,B,2024-03-01 12:00:00,Ann\n",
            NULL);
    expect(&l, "wrong-field-count", 1, 9, "rows", LINES(3));
    expect(&l, "empty-case-ids", 1, 9, "rows", LINES(4));
    expect(&l, "empty-activities", 1, 9, "rows", LINES(5));
    expect(&l, "empty-times", 1, 9, "rows", LINES(6));
    expect(&l, "unreadable-times", 2, 9, "rows", LINES(7, 8));
    expect(&l, "implausible-years", 1, 9, "rows", LINES(9));
    forget(&l);
}

static void days_without_a_time_are_told_with_their_ties(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-01,Ann\n1,B,2024-03-01,Ann\n1,C,2024-03-04,Ann\n"
            "2,A,2024-03-02,Ann\n2,B,2024-03-05,Ann\n2,C,2024-03-06,Ann\n",
            NULL);
    expect(&l, "date-only", 6, 6, "times", LINES(2, 3, 4, 5, 6));
    assert_non_null(strstr(gp_text_z(&check_named(&l.checks, "date-only")->effect),
                           "(25 % of links)")); /* A-B of case 1, of 4 */
    assert_null(check_named(&l.checks, "mixed-precision"));
    forget(&l);
}

static void days_among_times_are_told(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-01 08:00:00,Ann\n1,B,2024-03-02,Ann\n"
            "2,A,2024-03-01 09:00:00,Ann\n2,B,2024-03-03 09:00:00,Ann\n",
            NULL);
    expect(&l, "mixed-precision", 1, 4, "times", LINES(3));
    assert_null(check_named(&l.checks, "date-only"));
    forget(&l);
}

static void the_rarer_of_times_with_and_without_offset_is_shown(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-01 08:00:00,Ann\n1,B,2024-03-02 08:00:00+01:00,Ann\n"
            "2,A,2024-03-01 09:00:00,Ann\n2,B,2024-03-03 09:00:00,Ann\n",
            NULL);
    expect(&l, "mixed-zones", 1, 4, "times", LINES(3));
    forget(&l);
    look_at(&l,
            "1,A,2024-03-01 08:00:00Z,Ann\n1,B,2024-03-02 08:00:00+01:00,Ann\n"
            "2,A,2024-03-01 09:00:00,Ann\n",
            NULL);
    expect(&l, "mixed-zones", 1, 3, "times", LINES(4));
    forget(&l);
}

/* Berlin: 2024-03-31 02:00 is 03:00, 2024-10-27 03:00 is 02:00 again. */
static void times_that_a_clock_skips_or_shows_twice_are_told(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-31 01:59:59,Ann\n1,B,2024-03-31 02:30:00,Ann\n"
            "2,A,2024-10-27 02:30:00,Ann\n2,B,2024-10-27 03:00:00,Ann\n",
            "Europe/Berlin");
    expect(&l, "dst-gaps", 1, 4, "times", LINES(3));
    expect(&l, "dst-overlaps", 1, 4, "times", LINES(4));
    forget(&l);
}

static void placeholders_and_leap_seconds_are_told(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2016-12-31 23:59:60,Ann\n1,B,2017-01-01 08:00:00,Ann\n"
            "2,A,2017-01-01 09:00:00,Ann\n2,B,NULL,Ann\n2,C,2017-01-02 09:00:00,Ann\n",
            NULL);
    expect(&l, "placeholder-times", 1, 5, "times", LINES(5));
    expect(&l, "leap-seconds", 1, 4, "times", LINES(2));
    forget(&l);
}

static void a_person_whose_name_says_nobody_is_told(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2017-01-01 08:00:00,?\n1,B,2017-01-01 08:30:00,Ann\n"
            "2,A,2017-01-01 09:00:00,?\n2,B,2017-01-01 10:00:00,Bob\n",
            NULL);
    expect(&l, "placeholder-people", 2, 4, "events", LINES(0));
    forget(&l);
}

static void bytes_that_are_no_text_are_counted(void **state)
{
    struct gp_text rows = {0};
    const struct gp_check *c;
    struct looked l;
    int i;

    (void)state;
    /* enough UTF-8 that one byte does not make it another encoding */
    for (i = 1; i <= 100; i++)
        gp_text_addf(&rows,
                     "%d,Pr\xC3\xBC"
                     "fen,2024-03-01 08:00:00,Ann\n",
                     i);
    gp_text_add(&rows, "1,Pr\xFC"
                       "fen,2024-03-02 08:00:00,Ann\n");
    look_at(&l, gp_text_z(&rows), NULL);
    c = check_named(&l.checks, "undecodable-bytes");
    assert_non_null(c);
    assert_int_equal(c->count, 1);
    assert_null(c->of_what);
    assert_int_equal(c->n_rows, 1);
    assert_int_equal(c->row[0].line, 102);
    gp_text_release(&rows);
    forget(&l);
}

static void quotes_inside_of_fields_are_told_with_their_rows(void **state)
{
    struct looked l;

    (void)state;
    look_at(&l,
            "1,Work,2024-03-01 08:00:00,Ann\n1,Wo\"rk,2024-03-01 09:00:00,Ann\n"
            "2,Work,2024-03-01 08:00:00,Ann\n2,Work,2024-03-01 09:00:00,\"A\"nn\n",
            NULL);
    expect(&l, "odd-quotes", 2, 4, "rows", LINES(3, 5));
    forget(&l);
}

static void two_forms_of_time_in_a_column_are_told(void **state)
{
    const struct gp_check *c;
    struct looked l;

    (void)state;
    look_at(&l,
            "1,A,2024-03-01 08:00:00,Ann\n1,B,22.03.2024 08:00,Ann\n"
            "2,A,2024-03-01 09:00:00,Ann\n2,B,23.03.2024 09:00,Ann\n",
            NULL);
    c = check_named(&l.checks, "mixed-formats");
    assert_non_null(c);
    assert_non_null(strstr(gp_text_z(&c->found), "%d.%m.%Y"));
    forget(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused_rows_are_told_by_reason),
        cmocka_unit_test(days_without_a_time_are_told_with_their_ties),
        cmocka_unit_test(days_among_times_are_told),
        cmocka_unit_test(the_rarer_of_times_with_and_without_offset_is_shown),
        cmocka_unit_test(times_that_a_clock_skips_or_shows_twice_are_told),
        cmocka_unit_test(placeholders_and_leap_seconds_are_told),
        cmocka_unit_test(a_person_whose_name_says_nobody_is_told),
        cmocka_unit_test(bytes_that_are_no_text_are_counted),
        cmocka_unit_test(quotes_inside_of_fields_are_told_with_their_rows),
        cmocka_unit_test(two_forms_of_time_in_a_column_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
