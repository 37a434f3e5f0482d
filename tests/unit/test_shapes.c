/* Histories of changed fields and tables with a date for each step: what becomes an
 * event, what does not, and what is asked.
 */
#include "tests/support/import.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include "base/instant.h"

#include <stdio.h>
#include <string.h>

static void reads_as(const char *csv, const struct gp_ingest_options *o,
                     const char *expected, struct gp_ingest_result *r)
{
    struct gp_text text = {0};

    import_or_fail(csv, o, r);
    import_tell(r->log, &text);
    assert_string_equal(gp_text_z(&text), expected);
    assert_true(r->rows == r->used + gp_rejects_total(&r->rejects) + r->ignored);
    gp_text_release(&text);
}

static void refused(const char *csv, const struct gp_ingest_options *o,
                    const char *part, const char *other)
{
    struct gp_ingest_result r;
    struct gp_err err;

    assert_int_equal(import_text(csv, o, &r, &err), GP_INPUT);
    if (strstr(err.text, part) == NULL || strstr(err.text, other) == NULL)
        fail_msg("%s", err.text);
}

/* ---- history ---- */

static const char deals[] = "Deal ID,Field,Old Value,New Value,Changed At,Changed By\n"
                            "D1,Stage,,Lead,2024-01-01 10:00,Ann\n"
                            "D1,Amount,1,2,2024-01-01 10:00,Ann\n"
                            "D1,Stage,Lead,Offer,2024-01-03 10:00,Bob\n"
                            "D2,Stage,,Lead,2024-01-02 10:00,Ann\n"
                            "D2,Stage,Lead,Won,2024-01-05 10:00,Ann\n";

static void new_values_of_the_process_are_the_activities(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as(deals, &o, "D1: Lead by Ann, Offer by Bob; D2: Lead by Ann, Won by Ann",
             &r);
    assert_int_equal(r.ignored, 1);
    assert_int_equal(r.other_fields, 1);
    assert_int_equal(r.sources[0].shape, GP_SHAPE_HISTORY);
    assert_string_equal(r.sources[0].field, "Field=Stage");
    gp_ingest_release(&r);
}

static void another_field_can_be_chosen(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    o.field = "amount";
    reads_as(deals, &o, "D1: 2 by Ann", &r);
    gp_ingest_release(&r);
    o.field = "Field=Stage";
    reads_as(deals, &o, "D1: Lead by Ann, Offer by Bob; D2: Lead by Ann, Won by Ann",
             &r);
    gp_ingest_release(&r);
}

static void two_fields_that_could_be_the_process_are_a_question(void **state)
{
    struct gp_ingest_options o = import_plain();

    (void)state;
    refused("Case ID,Field,New Value,Date\n1,Status,Open,2024-01-01\n"
            "1,Stage,A,2024-01-02\n1,Status,Done,2024-01-03\n2,Stage,B,2024-01-02\n"
            "2,Status,Open,2024-01-04\n",
            &o, "\"Status\" (2 values in 3 rows)", "--field NAME");
}

static void without_a_field_like_a_status_the_candidates_are_named(void **state)
{
    struct gp_ingest_options o = import_plain();

    (void)state;
    refused("Case ID,Field,New Value,Date\n1,Amount,5,2024-01-01\n"
            "1,Notes,abc,2024-01-02\n2,Amount,7,2024-01-03\n",
            &o, "no field stands out", "\"Amount\" (2 values in 2 rows)");
}

static void assignee_rows_give_the_person_from_then_on(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("field_name,ticket_id,updated,user_id,value\n"
             "status,1,2024-01-05 10:00,,solved\n"
             "status,1,2024-01-01 10:00,,open\n"
             "assignee_id,1,2024-01-03 10:00,,77\n"
             "assignee_id,1,2024-01-02 10:00,,66\n"
             "status,1,2024-01-03 10:00,,pending\n"
             "status,2,2024-01-02 10:00,,open\n"
             "assignee_id,9,2024-01-02 10:00,,88\n"
             "status,2,2024-01-04 10:00,,solved\n",
             &o, "1: open, pending by 77, solved by 77; 2: open, solved", &r);
    assert_int_equal(r.context_rows, 3);
    assert_int_equal(r.log->resources.n, 1);
    assert_int_equal(r.log->n_cases, 2); /* ticket 9 has no event */
    gp_ingest_release(&r);
}

static void a_field_of_the_history_can_be_named_as_the_person(void **state)
{
    static const char csv[] =
        "Case ID,Field,New Value,Changed At,Changed By\n"
        "1,Responsible,Ann,2024-01-01,x\n1,Status,Open,2024-01-02,x\n"
        "1,Responsible,Bob,2024-01-03,x\n1,Status,Done,2024-01-04,x\n"
        "2,Status,Open,2024-01-02,y\n2,Queue,Desk,2024-01-02,y\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    reads_as(csv, &o, "1: Open by x, Done by x; 2: Open by y", &r);
    gp_ingest_release(&r);
    o.column[GP_ROLE_RESOURCE] = "responsible";
    reads_as(csv, &o, "1: Open by Ann, Done by Bob; 2: Open", &r);
    gp_ingest_release(&r);
    o.column[GP_ROLE_RESOURCE] = "Field=Queue";
    reads_as(csv, &o, "1: Open, Done; 2: Open by Desk", &r);
    gp_ingest_release(&r);
    o.column[GP_ROLE_RESOURCE] = "nobody";
    assert_int_equal(import_text(csv, &o, &r, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "--resource \"nobody\": found no such column"));
    o.column[GP_ROLE_RESOURCE] = "responsible";
    o.shape = "events";
    o.column[GP_ROLE_ACTIVITY] = "Field";
    assert_int_equal(import_text(csv, &o, &r, &err), GP_USAGE);
    assert_non_null(
        strstr(err.text, "a field of a history; this log is read as events"));
}

static void the_first_old_value_is_dated_by_the_creation(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Case ID,Field,Old Value,New Value,Changed At\n"
             "1,created,,,2024-01-01 09:00\n"
             "1,Status,New,Open,2024-01-02 09:00\n"
             "1,Status,Open,Closed,2024-01-03 09:00\n"
             "2,Status,New,Closed,2024-01-04 09:00\n",
             &o, "1: New, Open, Closed; 2: Closed", &r);
    assert_int_equal(r.first_states, 1);
    assert_int_equal(r.unknown_starts, 1);
    gp_ingest_release(&r);
}

static void a_column_of_creation_dates_the_first_state_too(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Issue Key,Issue Created,Changed At,Field,From,To\n"
             "A,2024-01-01,2024-01-02,status,New,Open\n"
             "A,2024-01-01,2024-01-05,status,Open,Done\n"
             "B,2024-01-03,2024-01-04,status,New,Done\n",
             &o, "A: New, Open, Done; B: New, Done", &r);
    assert_int_equal(r.first_states, 2);
    gp_ingest_release(&r);
}

static void who_wrote_the_creation_did_the_first_state(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Case ID,Field,Old Value,New Value,Changed At,Changed By\n"
             "1,created,,,2024-01-01 09:00,Ann\n"
             "1,Status,New,Open,2024-01-02 09:00,Bob\n"
             "1,Status,Open,Closed,2024-01-03 09:00,Bob\n",
             &o, "1: New by Ann, Open by Bob, Closed by Bob", &r);
    gp_ingest_release(&r);
}

static void a_column_names_the_fields_by_its_values(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Case ID,What,Old Value,New Value,Changed At\n"
             "1,Status,New,Open,2024-01-02\n1,Priority,low,high,2024-01-03\n"
             "1,Status,Open,Done,2024-01-04\n",
             &o, "1: Open, Done", &r);
    assert_string_equal(r.sources[0].field, "What=Status");
    gp_ingest_release(&r);
}

static void without_an_id_the_only_name_is_the_case(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Opportunity Name,Edit Date,Field / Event,Old Value,New Value\n"
             "Ada,2024-01-01,Stage,,Lead\nBo,2024-01-02,Stage,,Lead\n"
             "Ada,2024-01-03,Stage,Lead,Won\nBo,2024-01-04,Stage,Lead,Won\n"
             "Cy,2024-01-04,Stage,Lead,Won\n",
             &o, "Ada: Lead, Won; Bo: Lead, Won; Cy: Won", &r);
    gp_ingest_release(&r);
    refused("Opportunity Name,Product Name,Edit Date,Field,Old Value,New Value\n"
            "Ada,x,2024-01-01,Stage,,Lead\nBo,y,2024-01-02,Stage,,Lead\n"
            "Ada,z,2024-01-03,Stage,Lead,Won\nBo,x,2024-01-04,Stage,Lead,Won\n"
            "Cy,y,2024-01-04,Stage,Lead,Won\n",
            &o, "no column stands out as the case id", "Opportunity Name");
}

/* ---- wide ---- */

static void of_equal_dates_the_creation_is_first_and_the_closing_last(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Deal ID,Close date,Demo,Won stage entered,Create date\n"
             "1,2024-01-05,2024-01-02,2024-01-05,2024-01-02\n"
             "2,2024-01-06,2024-01-03,2024-01-06,2024-01-03\n",
             &o,
             "1: Create date, Demo, Won stage entered, Close date; 2: Create date, "
             "Demo, Won stage entered, Close date",
             &r);
    gp_ingest_release(&r);
}

static void each_date_is_a_step_named_by_its_column(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Deal ID,Region,Lead created,First call,Days to call,Won,Due date,"
             "Updated at\n"
             "1,N,2024-01-01,2024-01-03,2,2024-01-09,2024-02-01,2024-01-09\n"
             "2,S,2024-01-02,,,2024-01-05,2024-02-01,2024-01-06\n"
             "3,S,,,,,2024-02-01,2024-01-06\n",
             &o, "1: Lead created, First call, Won; 2: Lead created, Won", &r);
    assert_int_equal(r.undated, 1);
    assert_int_equal(r.ignored, 1);
    assert_string_equal(r.sources[0].events, "Lead created,First call,Won");
    assert_non_null(strstr(r.sources[0].shape_evidence, "\"Due date\" (a plan"));
    assert_non_null(strstr(r.sources[0].shape_evidence, "\"Updated at\" (the last"));
    assert_non_null(strstr(r.sources[0].shape_evidence, "loops and repeats"));
    gp_ingest_release(&r);
}

static void the_closing_of_an_open_case_is_a_plan(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Deal ID,Stage,Created,Close date\n1,Closed won,2024-01-01,2024-01-03\n"
             "2,Offer,2024-01-02,2024-09-01\n3,Closed lost,2024-01-02,\n",
             &o, "1: Created, Close date; 2: Created; 3: Created", &r);
    assert_int_equal(r.planned, 1);
    assert_int_equal(r.unclosed, 1);
    gp_ingest_release(&r);
}

static void a_planned_closing_can_be_taken_as_it_stands(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    o.events = "Created,Close Date!";
    reads_as("Deal ID,Created,Close Date,Status\n1,2024-01-01,2024-02-01,Won\n"
             "2,2024-01-02,2024-03-01,Open\n3,2024-01-03,2024-03-02,Open\n",
             &o,
             "1: Created, Close Date; 2: Created, Close Date; 3: Created, Close Date",
             &r);
    assert_int_equal(r.planned, 0);
    assert_string_equal(r.sources[0].events, "Created,Close Date!");
    gp_ingest_release(&r);
    o.events = "Created,Close Date";
    reads_as("Deal ID,Created,Close Date,Status\n1,2024-01-01,2024-02-01,Won\n"
             "2,2024-01-02,2024-03-01,Open\n3,2024-01-03,2024-03-02,Open\n",
             &o, "1: Created, Close Date; 2: Created; 3: Created", &r);
    assert_int_equal(r.planned, 2);
    gp_ingest_release(&r);
}

static void leaving_a_stage_is_no_step_beside_entering_it(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    reads_as("Deal ID,Entered New,Exited New,Hours in New,Entered Won\n"
             "1,2024-01-01,2024-01-03,48:00,2024-01-03\n2,2024-01-02,,,\n"
             "3,,,,2024-01-05\n",
             &o, "1: Entered New, Entered Won; 2: Entered New; 3: Entered Won", &r);
    gp_ingest_release(&r);
}

static void a_parent_on_several_rows_is_told_with_both_readings(void **state)
{
    struct gp_ingest_options o = import_plain();

    (void)state;
    refused("Case ID,Ticket,Opened,Assigned,Resolved\n"
            "P1,T1,2024-01-01,2024-01-02,2024-01-03\n"
            "P1,T2,2024-01-02,2024-01-04,2024-01-05\n"
            "P2,T3,2024-01-02,,2024-01-06\nP2,T4,2024-01-03,2024-01-07,\n",
            &o, "--shape wide --case 'Case ID'", "--shape wide --case 'Ticket'");
    refused("Case ID,Ticket,Opened,Assigned,Resolved,Status\n"
            "P1,T1,2024-01-01,2024-01-02,2024-01-03,Done\n"
            "P1,T2,2024-01-02,2024-01-04,2024-01-05,Open\n"
            "P2,T3,2024-01-02,,2024-01-06,Done\nP2,T4,2024-01-03,2024-01-07,,Open\n",
            &o, "--shape wide --case 'Case ID'", "--shape wide --case 'Ticket'");
}

static void a_refusal_gives_the_line_that_reads_the_dates(void **state)
{
    struct gp_ingest_options o = import_plain();

    (void)state;
    refused("Ticket ID,Status,Created at,Updated at\n1,a,2024-01-01,2024-01-02\n"
            "2,b,2024-01-01,2024-01-02\n3,a,2024-01-01,2024-01-02\n",
            &o, "--shape wide --case 'Ticket ID'", "--events 'Created at,Updated at'");
}

static void closing_before_opening_in_many_rows_is_refused(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_text csv = {0};
    struct gp_err err;
    int i;

    (void)state;
    gp_text_add(&csv, "Ticket ID,Created,Finished\n");
    for (i = 0; i < 20; i++)
        gp_text_addf(&csv, "%d,2024-01-%02d,2024-01-%02d\n", i, 10, i % 3 ? 15 : 5);
    refused(gp_text_z(&csv), &o, "\"Finished\" lies before \"Created\" in 35 %",
            "--events 'Created,Finished'");
    o.events = "Created,Finished";
    assert_int_equal(import_text(gp_text_z(&csv), &o, &r, &err), GP_OK);
    assert_int_equal(r.events, 40);
    gp_ingest_release(&r);
    gp_text_release(&csv);
}

static void an_id_on_a_few_rows_can_be_read_in_two_ways(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_text csv = {0};
    struct gp_err err;
    int i;

    (void)state;
    gp_text_add(&csv, "Record ID,File no,Received,Issued\n");
    for (i = 0; i < 40; i++)
        gp_text_addf(&csv, "%d,F-%d,2024-01-%02d,2024-02-%02d\n", i, i == 7 ? 6 : i,
                     1 + i % 28, 1 + i % 28);
    refused(gp_text_z(&csv), &o, "--shape wide --case 'File no'", "'Record ID'");
    o.shape = "wide";
    o.column[GP_ROLE_CASE] = "File no";
    assert_int_equal(import_text(gp_text_z(&csv), &o, &r, &err), GP_OK);
    assert_int_equal(r.log->n_cases, 39);
    assert_int_equal(r.events, 80);
    gp_ingest_release(&r);
    gp_text_release(&csv);
}

static void one_date_is_no_path(void **state)
{
    struct gp_ingest_options o = import_plain();

    (void)state;
    refused("Ticket ID,Status,Created at,Updated at\n1,a,2024-01-01,2024-01-02\n"
            "2,b,2024-01-01,2024-01-02\n3,a,2024-01-01,2024-01-02\n",
            &o, "one row per case", "--case, --activity and --time");
}

static void a_row_with_an_unreadable_date_is_refused_whole(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    o.max_rejects = 1;
    o.column[GP_ROLE_CASE] = "Order ID";
    o.shape = "wide";
    reads_as("Order ID,Ordered,Packed,Shipped\n1,2024-01-01,2024-01-02,2024-01-03\n"
             "2,2024-01-01,2024-13-41,2024-01-03\n,2024-01-01,,\n",
             &o, "1: Ordered, Packed, Shipped", &r);
    assert_int_equal(r.rejects.count[GP_REJECT_BAD_TIME], 1);
    assert_int_equal(r.rejects.count[GP_REJECT_NO_CASE], 1);
    gp_ingest_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_values_of_the_process_are_the_activities),
        cmocka_unit_test(another_field_can_be_chosen),
        cmocka_unit_test(two_fields_that_could_be_the_process_are_a_question),
        cmocka_unit_test(without_a_field_like_a_status_the_candidates_are_named),
        cmocka_unit_test(assignee_rows_give_the_person_from_then_on),
        cmocka_unit_test(a_field_of_the_history_can_be_named_as_the_person),
        cmocka_unit_test(the_first_old_value_is_dated_by_the_creation),
        cmocka_unit_test(a_planned_closing_can_be_taken_as_it_stands),
        cmocka_unit_test(leaving_a_stage_is_no_step_beside_entering_it),
        cmocka_unit_test(a_parent_on_several_rows_is_told_with_both_readings),
        cmocka_unit_test(a_refusal_gives_the_line_that_reads_the_dates),
        cmocka_unit_test(a_column_of_creation_dates_the_first_state_too),
        cmocka_unit_test(who_wrote_the_creation_did_the_first_state),
        cmocka_unit_test(a_column_names_the_fields_by_its_values),
        cmocka_unit_test(without_an_id_the_only_name_is_the_case),
        cmocka_unit_test(of_equal_dates_the_creation_is_first_and_the_closing_last),
        cmocka_unit_test(each_date_is_a_step_named_by_its_column),
        cmocka_unit_test(the_closing_of_an_open_case_is_a_plan),
        cmocka_unit_test(closing_before_opening_in_many_rows_is_refused),
        cmocka_unit_test(an_id_on_a_few_rows_can_be_read_in_two_ways),
        cmocka_unit_test(one_date_is_no_path),
        cmocka_unit_test(a_row_with_an_unreadable_date_is_refused_whole),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
