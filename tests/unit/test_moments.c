/* When an event was, where a column alone does not say it: a date beside a time of day,
 * days of a spreadsheet, epochs of an interval, the order of day and month. Each log
 * has two cases of two events; the first is ticket 1, opened on 5 March 2024 at 14:05.
 */
#include "tests/support/test.h"

#include "tests/support/import.h"
#include "tests/support/scratch.h"
#include "tests/support/timed.h"

#include <stdio.h>
#include <string.h>

static void read_log(const char *text, struct gp_ingest_result *r)
{
    struct gp_ingest_options o = import_plain();

    import_or_fail(text, &o, r);
}

static void refuse_with(const char *text, const struct gp_ingest_options *o,
                        const char *sentence)
{
    struct gp_ingest_result r;
    struct gp_err err;

    assert_int_not_equal(import_text(text, o, &r, &err), GP_OK);
    if (strstr(err.text, sentence) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, sentence);
}

static void refuse_log(const char *text, const char *sentence)
{
    struct gp_ingest_options o = import_plain();

    refuse_with(text, &o, sentence);
}

static const char *time_header(const struct gp_ingest_result *r, enum gp_role role)
{
    const char *header = r->sources[0].role[role].header;

    return header != NULL ? header : "none";
}

static void expect_first(const char *text, const char *time)
{
    struct gp_ingest_result r;

    read_log(text, &r);
    if (r.log->end[0] != AT_1405)
        fail_msg("%s\nfirst event at %lld, expected %lld", text,
                 (long long)r.log->end[0], (long long)AT_1405);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), time);
    gp_ingest_release(&r);
}

static void a_date_finds_its_time_of_day(void **state)
{
    (void)state;
    expect_first("Ticket,Status,Date,Time\n1,Open,2024-03-05,14:05\n"
                 "1,Close,2024-03-06,9:00\n2,Open,2024-03-05,10:00\n"
                 "2,Close,2024-03-07,10:30\n",
                 "Date,Time");
    expect_first("Ticket;Status;Datum;Bearbeiter;Uhrzeit\n1;Neu;05.03.2024;Ann;14:05\n"
                 "1;Zu;06.03.2024;Bob;09:00\n2;Neu;25.03.2024;Ann;10:00\n"
                 "2;Zu;26.03.2024;Ann;10:30\n",
                 "Datum,Uhrzeit");
    expect_first("Dossier;Statut;Date;Heure\n1;Ouvert;05/03/2024;14h05\n"
                 "1;Clos;06/03/2024;9h00\n2;Ouvert;25/03/2024;10h00\n"
                 "2;Clos;26/03/2024;10h30\n",
                 "Date,Heure");
    expect_first("Ticket,Status,Date,Time\n1,Open,20240305,140500\n"
                 "1,Close,20240306,090000\n2,Open,20240305,100000\n"
                 "2,Close,20240307,103000\n",
                 "Date,Time");
}

/* Spreadsheets and databases show dates with a midnight. */
static void a_midnight_gives_way(void **state)
{
    (void)state;
    expect_first("Ticket,Status,Change Date,Change Time\n"
                 "1,Open,3/5/2024 12:00:00 AM,2:05 PM\n"
                 "1,Close,3/16/2024 12:00:00 AM,9:00 AM\n"
                 "2,Open,3/5/2024 12:00:00 AM,10:00 AM\n"
                 "2,Close,3/17/2024 12:00:00 AM,10:30 AM\n",
                 "Change Date,Change Time");
}

/* In a day the dates of a case do not change: the times of day do. */
static void cases_of_one_day_are_found(void **state)
{
    (void)state;
    expect_first("Ticket,Status,Date,Time\n1,Open,2024-03-05,14:05\n"
                 "1,Close,2024-03-05,15:00\n2,Open,2024-03-06,10:00\n"
                 "2,Close,2024-03-06,10:30\n",
                 "Date,Time");
}

static void start_and_end_have_their_own(void **state)
{
    struct gp_ingest_result r;

    (void)state;
    read_log("Ticket,Status,Start Date,Start Time,End Date,End Time\n"
             "1,Open,2024-03-05,13:00,2024-03-05,14:05\n"
             "1,Close,2024-03-06,9:00,2024-03-06,9:30\n"
             "2,Open,2024-03-05,23:00,2024-03-06,1:00\n"
             "2,Close,2024-03-07,10:30,2024-03-07,11:30\n",
             &r);
    assert_int_equal(r.sources[0].shape, GP_SHAPE_INTERVAL);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), "End Date,End Time");
    assert_string_equal(time_header(&r, GP_ROLE_START), "Start Date,Start Time");
    assert_int_equal(r.log->end[0], AT_1405);
    assert_int_equal(r.log->start[0], AT_1405 - 65 * 60 * GP_SECOND_US);
    assert_int_equal(r.log->end[2] - r.log->start[2], 2 * GP_HOUR_US);
    gp_ingest_release(&r);
}

static void a_time_sheet_has_one_date(void **state)
{
    struct gp_ingest_result r;

    (void)state;
    read_log("Ticket,Task,Date,Start Time,End Time\n"
             "1,Open,2024-03-05,13:05,14:05\n1,Close,2024-03-06,9:00,9:30\n"
             "2,Open,2024-03-05,10:00,11:00\n2,Close,2024-03-07,10:30,11:30\n",
             &r);
    assert_int_equal(r.sources[0].shape, GP_SHAPE_INTERVAL);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), "Date,End Time");
    assert_string_equal(time_header(&r, GP_ROLE_START), "Date,Start Time");
    assert_int_equal(r.log->end[0], AT_1405);
    assert_int_equal(r.log->start[0], AT_1405 - GP_HOUR_US);
    gp_ingest_release(&r);
}

static const char durations[] =
    "Ticket,Status,Date,Agent,Talk\n"
    "1,Open,2024-03-05,Ann,0:05\n1,Close,2024-03-06,Ann,0:07\n"
    "2,Open,2024-03-05,Bob,0:01\n2,Close,2024-03-07,Bob,1:10\n";

/* What may be a duration is not joined, and not passed over in silence. */
static void an_hour_of_the_day_belongs_to_its_date(void **state)
{
    struct gp_ingest_result r;

    (void)state;
    read_log("Ticket,Status,Date,Hour\n1,Open,2024-03-05,14\n1,Close,2024-03-05,16\n"
             "2,Open,2024-03-06,0\n2,Close,2024-03-07,09\n",
             &r);
    assert_string_equal(r.sources[0].role[GP_ROLE_TIME].header, "Date,Hour");
    assert_int_equal(r.log->end[0], AT_1405 - 5 * 60 * GP_SECOND_US);
    assert_int_equal(r.log->end[2], (DAY_5_MARCH + 1) * GP_DAY_US);
    gp_ingest_release(&r);
    /* nothing in the afternoon, hours worked, a number beyond 23: not joined */
    read_log("Ticket,Status,Date,Hour\n1,Open,2024-03-05,4\n1,Close,2024-03-06,6\n"
             "2,Open,2024-03-06,0\n2,Close,2024-03-07,9\n",
             &r);
    assert_string_equal(r.sources[0].role[GP_ROLE_TIME].header, "Date");
    assert_non_null(strstr(r.sources[0].role[GP_ROLE_TIME].evidence, "'Date,Hour'"));
    gp_ingest_release(&r);
    read_log("Ticket,Status,Date,Hours\n1,Open,2024-03-05,14\n1,Close,2024-03-06,16\n"
             "2,Open,2024-03-06,0\n2,Close,2024-03-07,9\n",
             &r);
    assert_string_equal(r.sources[0].role[GP_ROLE_TIME].header, "Date");
    gp_ingest_release(&r);
    read_log("Ticket,Status,Date,Hour\n1,Open,2024-03-05,14\n1,Close,2024-03-06,26\n"
             "2,Open,2024-03-06,0\n2,Close,2024-03-07,9\n",
             &r);
    assert_string_equal(r.sources[0].role[GP_ROLE_TIME].header, "Date");
    gp_ingest_release(&r);
}

static void a_time_of_day_by_another_name_is_told(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    read_log(durations, &r);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), "Date");
    assert_non_null(strstr(r.sources[0].role[GP_ROLE_TIME].evidence,
                           "\"Talk\" holds times of day: if they belong together, "
                           "--time 'Date,Talk'"));
    gp_ingest_release(&r);
    o.column[GP_ROLE_TIME] = "date,#5";
    import_or_fail(durations, &o, &r);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), "Date,Talk");
    assert_int_equal(r.log->end[0], DAY_5_MARCH * GP_DAY_US + 5 * 60 * GP_SECOND_US);
    gp_ingest_release(&r);
    o.column[GP_ROLE_TIME] = "Date";
    import_or_fail(durations, &o, &r);
    assert_int_equal(r.log->end[0], DAY_5_MARCH * GP_DAY_US);
    assert_int_equal(r.date_only, 4);
    gp_ingest_release(&r);
    o.column[GP_ROLE_TIME] = "Date,Nonsense";
    refuse_with(durations, &o, "--time \"Nonsense\": found no such column");
}

static void a_day_without_its_time_is_a_date(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    char text[1024];
    size_t n = (size_t)snprintf(text, sizeof text, "Ticket,Status,Date,Time\n");
    int i;

    (void)state;
    for (i = 1; i <= 20; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%d,Open,2024-03-05,14:05\n",
                              i);
    (void)snprintf(text + n, sizeof text - n,
                   "1,Close,2024-03-06,\n2,Close,2024-03-07,25:30\n3,Open,,10:00\n");
    o.max_rejects = 0.5;
    import_or_fail(text, &o, &r);
    assert_int_equal(r.used, 21);
    assert_int_equal(r.date_only, 1);
    assert_int_equal(r.rejects.count[GP_REJECT_BAD_TIME], 2);
    assert_string_equal(r.rejects.example[GP_REJECT_BAD_TIME][0].found,
                        "2024-03-07 25:30");
    gp_ingest_release(&r);
}

static void days_of_a_spreadsheet(void **state)
{
    static const char text[] = "Ticket;Status;Datum\n1;Neu;45356,5868055556\n"
                               "1;Zu;45357,375\n2;Neu;45360,25\n2;Zu;45361\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    expect_first(text, "Datum");
    read_log(text, &r);
    assert_string_equal(r.sources[0].time_format, "excel");
    assert_non_null(strstr(r.sources[0].time_evidence, "excel-1904"));
    assert_int_equal(r.date_only, 1);
    gp_ingest_release(&r);
    o.time_format = "excel-1904";
    import_or_fail(text, &o, &r);
    assert_int_equal(r.log->end[0], AT_1405 + 1462 * GP_DAY_US);
    gp_ingest_release(&r);
    o.time_format = NULL;
    o.tz = "+02:00"; /* a spreadsheet's clock is a local one */
    import_or_fail(text, &o, &r);
    assert_int_equal(r.log->end[0], AT_1405 - 2 * GP_HOUR_US);
    gp_ingest_release(&r);
}

static void plain_numbers_are_no_days(void **state)
{
    struct gp_ingest_result r;

    (void)state;
    refuse_log("Ticket,Status,Time\n1,Open,45356\n1,Close,45357\n2,Open,45360\n"
               "2,Close,45361\n",
               "if it counts days as spreadsheets do, --time-format excel");
    read_log("Ticket,Status,Date,Amount\n1,Open,2024-03-05,45356.50\n"
             "1,Close,2024-03-06,45000.00\n2,Open,2024-03-05,39999.99\n"
             "2,Close,2024-03-07,41000.00\n",
             &r);
    assert_string_equal(time_header(&r, GP_ROLE_TIME), "Date");
    gp_ingest_release(&r);
}

/* A year and a number is a case id as well as a day of the year. */
static void numbered_cases_are_no_days(void **state)
{
    struct gp_ingest_result r;

    (void)state;
    read_log("Order,Status,Date\n2024-001,Open,2024-065\n2024-001,Close,2024-066\n"
             "2024-002,Open,2024-065\n2024-002,Close,2024-067\n",
             &r);
    assert_string_equal(time_header(&r, GP_ROLE_CASE), "Order");
    assert_int_equal(r.log->end[0], DAY_5_MARCH * GP_DAY_US);
    gp_ingest_release(&r);
}

static void epochs_make_intervals_in_any_unit(void **state)
{
    static const char *const zeros[] = {"", "000", "000000", "000000000"};
    char text[512];
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++) {
        const char *z = zeros[i];
        struct gp_ingest_result r;

        (void)snprintf(text, sizeof text,
                       "Ticket,Status,Start,End\n1,Open,1709643900%s,1709647500%s\n"
                       "1,Close,1709743900%s,1709747500%s\n"
                       "2,Open,1709843900%s,1709847500%s\n"
                       "2,Close,1709943900%s,1709947500%s\n",
                       z, z, z, z, z, z, z, z);
        read_log(text, &r);
        assert_int_equal(r.sources[0].shape, GP_SHAPE_INTERVAL);
        assert_int_equal(r.log->end[0], AT_1405);
        assert_int_equal(r.log->start[0], AT_1405 - GP_HOUR_US);
        gp_ingest_release(&r);
    }
}

static void the_order_alone_can_be_told(void **state)
{
    static const char text[] = "Ticket,Status,Date\n1,Open,03/05/2024 14:05\n"
                               "1,Close,03/06/2024 2:05 PM\n2,Open,05/03/2024\n"
                               "2,Close,\"04/03/2024, 10:00:30\"\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    refuse_log(text, "(day first: --time-format 'dmy')");
    o.time_format = "mdy";
    import_or_fail(text, &o, &r);
    assert_int_equal(r.log->end[0], AT_1405);
    assert_int_equal(r.used, 4);
    assert_string_equal(r.sources[0].time_format, "mdy");
    gp_ingest_release(&r);
}

/* ---- several files ---- */

static const char open_order[] = "Ticket,Status,Date\n1,Open,03/05/2024 14:05\n"
                                 "1,Close,04/05/2024 10:00\n2,Open,02/06/2024 9:00\n"
                                 "2,Close,03/07/2024 8:00\n";
static const char month_first[] = "Ticket,Status,Date\n3,Open,02/13/2024 10:00\n"
                                  "3,Close,02/14/2024 11:00\n4,Open,02/15/2024 9:00\n"
                                  "4,Close,02/16/2024 9:00\n";
static const char day_first[] = "Ticket,Status,Date\n5,Open,13/02/2024 10:00\n"
                                "5,Close,14/02/2024 11:00\n6,Open,15/02/2024 9:00\n"
                                "6,Close,16/02/2024 9:00\n";

static void what_one_file_leaves_open_another_tells(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;
    struct gp_err err = {0};
    const char *path[3];
    int turn;

    (void)state;
    for (turn = 0; turn < 2; turn++) { /* before and behind it */
        path[turn] = scratch_text("open.csv", open_order);
        path[1 - turn] = scratch_text("told.csv", month_first);
        if (gp_ingest(path, 2, &o, &r, &err) != GP_OK)
            fail_msg("%s", err.text);
        assert_int_equal(r.log->end[turn == 0 ? 0 : 4], AT_1405);
        assert_non_null(strstr(r.sources[turn].time_evidence, "as in \""));
        assert_non_null(strstr(r.sources[turn].time_evidence, "told.csv\": 4 values"));
        gp_ingest_release(&r);
    }
    path[0] = scratch_text("open.csv", open_order);
    path[1] = scratch_text("told.csv", month_first);
    path[2] = scratch_text("other.csv", day_first);
    assert_int_equal(gp_ingest(path, 3, &o, &r, &err), GP_INPUT);
    assert_non_null(strstr(err.file, "open.csv"));
    assert_non_null(strstr(err.text, "are ambiguous"));
}

static void a_told_format_finds_its_column(void **state)
{
    static const char text[] = "Ticket,Status,Date\n1,Open,05032024\n1,Close,06032024\n"
                               "2,Open,25032024\n2,Close,26032024\n";
    struct gp_ingest_options o = import_plain();
    struct gp_ingest_result r;

    (void)state;
    refuse_log(text, "if they are day, month and year, --time-format %d%m%Y");
    o.time_format = "%d%m%Y";
    import_or_fail(text, &o, &r);
    assert_int_equal(r.log->end[0], DAY_5_MARCH * GP_DAY_US);
    gp_ingest_release(&r);
}

static void what_a_time_lacks_is_named(void **state)
{
    static const char *const value_and_reason[][2] = {
        {"3 days ago", "relative to a day that the file does not name"},
        {"2024-03-05 14:05 CST", "several zones share that abbreviation"},
        {"1.7096E+12", "a spreadsheet cut its digits"},
        {"14:05", "a time of day without a date"},
        {"Mar 2024", "names no day of a year"},
        {"2024-W10", "names no day of a year"},
    };
    char text[256];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof value_and_reason / sizeof *value_and_reason; i++) {
        const char *v = value_and_reason[i][0];

        (void)snprintf(text, sizeof text,
                       "Ticket,Status,Timestamp\n1,Open,%s\n1,Close,%s\n2,Open,%s\n"
                       "2,Close,%s\n",
                       v, v, v, v);
        refuse_log(text, value_and_reason[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_finds_its_time_of_day),
        cmocka_unit_test(a_midnight_gives_way),
        cmocka_unit_test(cases_of_one_day_are_found),
        cmocka_unit_test(start_and_end_have_their_own),
        cmocka_unit_test(a_time_sheet_has_one_date),
        cmocka_unit_test(an_hour_of_the_day_belongs_to_its_date),
        cmocka_unit_test(a_time_of_day_by_another_name_is_told),
        cmocka_unit_test(a_day_without_its_time_is_a_date),
        cmocka_unit_test(days_of_a_spreadsheet),
        cmocka_unit_test(plain_numbers_are_no_days),
        cmocka_unit_test(numbered_cases_are_no_days),
        cmocka_unit_test(epochs_make_intervals_in_any_unit),
        cmocka_unit_test(the_order_alone_can_be_told),
        cmocka_unit_test(what_one_file_leaves_open_another_tells),
        cmocka_unit_test(a_told_format_finds_its_column),
        cmocka_unit_test(what_a_time_lacks_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
