/* The whole way in: files to grouped events, refusals, books that balance. */
#include "tests/support/import.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include "base/instant.h"
#include "base/mem_refuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tickets[] = "Ticket ID,Status,Updated at,Agent\n"
                              "1,Open,2024-01-01 10:00,Ann\n"
                              "2,Open,2024-01-01 11:00,Bob\n"
                              "1,Close,2024-01-02 10:00,Bob\n"
                              "2,Check,2024-01-02 12:00,Ann\n"
                              "2,Close,2024-01-01 12:00,Ann\n"
                              "3,Open,2024-01-03 10:00,Ann\n"
                              "3,Check,2024-01-03 11:00,Bob\n";

static void a_log_becomes_grouped_events(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    if (import_text(tickets, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    assert_int_equal(r.rows, 7);
    assert_int_equal(r.used, 7);
    assert_int_equal(r.events, 7);
    assert_int_equal(r.log->n_cases, 3);
    assert_int_equal(r.log->line[2], 3); /* case 2: Open, Close, Check */
    assert_int_equal(r.log->line[3], 6);
    assert_int_equal(r.log->line[4], 5);
    assert_string_equal(r.sources[0].role[GP_ROLE_CASE].header, "Ticket ID");
    assert_string_equal(r.sources[0].time_format, "iso 8601");
    assert_string_equal(r.sources[0].tz, "UTC");
    gp_ingest_release(&r);
}

static void bad_rows_are_counted_and_the_rest_is_read(void **state)
{
    char text[8192];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", tickets);
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;
    int i;

    (void)state;
    for (i = 0; i < 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "%d,Check,2024-02-%02d 10:00,Ann\n", i % 3, i % 28 + 1);
    n += (size_t)snprintf(text + n, sizeof text - n, ",Check,2024-02-01 10:00,Ann\n");
    (void)snprintf(text + n, sizeof text - n, "1,Check,yesterday,Ann\n");
    assert_int_equal(import_text(text, &o, &r, &err), GP_OK);
    assert_int_equal(r.rows, 49);
    assert_int_equal(r.used, 47);
    assert_int_equal(gp_rejects_total(&r.rejects), 2);
    gp_ingest_release(&r);
    o.strict = true;
    assert_int_equal(import_text(text, &o, &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "--strict"));
    assert_int_equal(err.line, 49);
    o.strict = false;
    o.max_rejects = 0.01;
    assert_int_equal(import_text(text, &o, &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "too many rows"));
}

static void a_log_without_events_is_refused(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    o.column[GP_ROLE_CASE] = "a";
    o.column[GP_ROLE_ACTIVITY] = "b";
    o.column[GP_ROLE_TIME] = "none";
    assert_int_equal(import_text("a,b,c\n,x,y\n,x,z\n", &o, &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "no events"));
    assert_null(r.log);
}

static void ambiguous_dates_are_refused_with_both_readings(void **state)
{
    static const char text[] = "Case ID,Activity,Date\n1,a,01/02/2025\n1,b,03/02/2025\n"
                               "2,a,02/03/2025\n2,b,04/03/2025\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    assert_int_equal(import_text(text, &o, &r, &err), GP_INPUT);
    assert_non_null(
        strstr(err.text, "2025-02-01 (day first: --time-format '%d/%m/%Y')"));
    assert_non_null(
        strstr(err.text, "2025-01-02 (month first: --time-format '%m/%d/%Y')"));
    o.time_format = "%m/%d/%Y";
    assert_int_equal(import_text(text, &o, &r, &err), GP_OK);
    assert_int_equal(r.log->end[0], gp_days_from_civil(2025, 1, 2) * GP_DAY_US);
    assert_int_equal(r.date_only, 4);
    gp_ingest_release(&r);
}

/* The first MiB holds days up to 12 only, in no order; the last rows decide. */
static void the_whole_column_is_looked_at_before_refusing(void **state)
{
    size_t room = 3u << 20, n;
    char *text = malloc(room);
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;
    unsigned x = 1, i;

    (void)state;
    assert_non_null(text);
    n = (size_t)snprintf(text, room, "Case ID,Activity,Date\n");
    for (i = 0; i < 60000; i++) {
        x = x * 1103515245u + 12345u;
        n += (size_t)snprintf(text + n, room - n,
                              "case number %u,step %u,%02u/%02u/2024\n", i / 6,
                              (x >> 10) % 7, (x >> 16) % 12 + 1, (x >> 21) % 12 + 1);
    }
    assert_true(n > 1u << 20);
    (void)snprintf(text + n, room - n, "case number 1,step 1,25/01/2024\n");
    if (import_text(text, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    assert_int_equal(r.rows, 60001);
    assert_string_equal(r.sources[0].time_format, "%d/%m/%Y");
    gp_ingest_release(&r);
    free(text);
}

static void zones_convert_and_count(void **state)
{
    static const char text[] =
        "Case ID,Activity,Timestamp\n1,a,2024-03-31 01:30\n1,b,2024-03-31 02:30\n"
        "1,c,2024-10-27 02:30\n2,a,2024-07-01 12:00\n2,b,2024-07-02 12:00\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    o.tz = "Europe/Berlin";
    assert_int_equal(import_text(text, &o, &r, &err), GP_OK);
    assert_int_equal(r.dst_gaps, 1);
    assert_int_equal(r.dst_overlaps, 1);
    assert_int_equal(r.log->end[1] - r.log->end[0], GP_HOUR_US);
    assert_string_equal(r.sources[0].tz, "Europe/Berlin");
    gp_ingest_release(&r);
    o.tz = "Mars/Olympus";
    assert_int_equal(import_text(text, &o, &r, &err), GP_USAGE);
}

static void several_files_are_one_log(void **state)
{
    const char *a = scratch_text("a.csv", tickets);
    const char *b = scratch_text("b.csv", "Case ID;Activity;Start;End\n"
                                          "1;Review;2024-01-05;2024-01-06\n"
                                          "1;Sign;2024-01-06;2024-01-07\n"
                                          "9;Review;2024-01-05;2024-01-08\n"
                                          "9;Sign;2024-01-07;2024-01-09\n");
    const char *paths[] = {a, b, a};
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err = {0};

    (void)state;
    if (gp_ingest(paths, 2, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    assert_int_equal(r.rows, 11);
    assert_int_equal(r.log->n_cases, 4);
    assert_int_equal(r.n_sources, 2);
    assert_int_equal(r.sources[1].shape, GP_SHAPE_INTERVAL);
    assert_string_equal(gp_event_file(r.log, 0), a);
    assert_string_equal(gp_event_file(r.log, 3), b);
    gp_ingest_release(&r);
    assert_int_equal(gp_ingest(paths, 3, &o, &r, &err), GP_USAGE);
}

static void attributes_are_kept(void **state)
{
    const char *keep[] = {"agent"};
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    o.keep = keep;
    o.n_keep = 1;
    o.missing = "Bob, x";
    assert_int_equal(import_text(tickets, &o, &r, &err), GP_OK);
    assert_int_equal(r.log->n_kept, 1);
    assert_int_equal(r.log->kept[0].values.n, 1);
    assert_int_equal(gp_id(r.log->resource, 1), GP_NO_ID);
    gp_ingest_release(&r);
}

static void a_look_tells_what_is_missing(void **state)
{
    const char *f =
        scratch_text("look.csv", "Case ID,Activity,Due date\n1,a,2024-01-01\n"
                                 "1,b,2024-01-02\n2,a,2024-01-03\n"
                                 "2,b,2024-01-04\n");
    struct gp_ingest_options o = import_plain();
    struct gp_look look;
    struct gp_err err;

    (void)state;
    assert_int_equal(gp_ingest_look(f, &o, &look, &err), GP_OK);
    assert_int_equal(look.problem.status, GP_INPUT);
    assert_non_null(strstr(look.problem.text, "--time"));
    assert_int_equal(look.found.role[GP_ROLE_CASE].column, 0);
    assert_int_equal(look.found.role[GP_ROLE_TIME].column, -1);
    gp_look_release(&look);
    o.column[GP_ROLE_TIME] = "Due date";
    assert_int_equal(gp_ingest_look(f, &o, &look, &err), GP_OK);
    assert_int_equal(look.problem.status, GP_OK);
    assert_int_equal(look.found.shape, GP_SHAPE_EVENTS);
    gp_look_release(&look);
}

static void refused_allocations_are_told(void **state)
{
    struct gp_ingest_options o = import_plain();
    uint64_t n;

    (void)state;
    o.tz = "Europe/Berlin";
    for (n = 0;; n++) {
        struct gp_ingest_result r;
        struct gp_err err;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = import_text(tickets, &o, &r, &err);
        if (!gp_mem_refuse_none()) {
            assert_int_equal(st, GP_OK);
            gp_ingest_release(&r);
            return;
        }
        if (st == GP_OK) /* a comfort was refused, not a need */
            gp_ingest_release(&r);
        else
            assert_int_equal(st, GP_SYSTEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_becomes_grouped_events),
        cmocka_unit_test(bad_rows_are_counted_and_the_rest_is_read),
        cmocka_unit_test(a_log_without_events_is_refused),
        cmocka_unit_test(ambiguous_dates_are_refused_with_both_readings),
        cmocka_unit_test(the_whole_column_is_looked_at_before_refusing),
        cmocka_unit_test(zones_convert_and_count),
        cmocka_unit_test(several_files_are_one_log),
        cmocka_unit_test(attributes_are_kept),
        cmocka_unit_test(a_look_tells_what_is_missing),
        cmocka_unit_test(refused_allocations_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
