/* The order of day and month, told by the values and rows of a column. */
#include "tests/support/test.h"

#include "ingest/time_column.h"
#include "ingest/times.h"

#include <stdio.h>
#include <string.h>

static enum gp_time_verdict decide(const char *const *texts, const uint32_t *cases,
                                   size_t n, struct gp_time_reading *reading,
                                   struct gp_text *why)
{
    struct gp_time_evidence e = {0};
    enum gp_time_form undecided;
    enum gp_time_verdict v;
    size_t i;

    for (i = 0; i < n; i++)
        assert_true(
            gp_time_evidence_add(&e, gp_slice(texts[i]), cases != NULL ? cases[i] : 0));
    v = gp_time_decide(&e, reading, &undecided, why);
    gp_time_evidence_release(&e);
    return v;
}

static void a_number_above_12_decides(void **state)
{
    static const char *const day_first[] = {"03/04/2024", "25/04/2024", "05/05/2024"};
    static const char *const month_first[] = {"03/04/2024", "04/25/2024"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(day_first, NULL, 3, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    assert_string_equal(gp_text_z(&why), "1 value has a number above 12 in first "
                                         "position, 0 in second: day first");
    gp_text_clear(&why);
    assert_int_equal(decide(month_first, NULL, 2, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_MDY);
    gp_text_release(&why);
}

static void the_order_of_rows_decides_when_no_number_does(void **state)
{
    static const char *const rows[] = {
        "01/02/2024", "02/02/2024", "05/02/2024", "09/02/2024", "11/02/2024",
        "01/03/2024", "04/03/2024", "08/03/2024", "02/04/2024", "06/04/2024",
        "01/05/2024", "03/06/2024", "01/07/2024"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, NULL, 13, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    assert_string_equal(gp_text_z(&why),
                        "read day first, 0 steps in time run against the order of rows "
                        "of a case; read month first it is 4");
    gp_text_release(&why);
}

static void newest_first_is_an_order_too(void **state)
{
    static const char *const rows[] = {
        "01/07/2024", "03/06/2024", "01/05/2024", "06/04/2024", "02/04/2024",
        "08/03/2024", "04/03/2024", "01/03/2024", "11/02/2024", "09/02/2024",
        "05/02/2024", "02/02/2024", "01/02/2024"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, NULL, 13, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    gp_text_release(&why);
}

static void nothing_decides_is_ambiguous_with_both_readings(void **state)
{
    static const char *const rows[] = {"01/02/2025 10:00", "03/04/2025 11:00"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, NULL, 2, &r, &why), GP_TIMES_AMBIGUOUS);
    assert_string_equal(
        gp_text_z(&why),
        "\"01/02/2025 10:00\" can be 2025-02-01 (day first: --time-format '%d/%m/%Y "
        "%H:%M') or 2025-01-02 (month first: --time-format '%m/%d/%Y %H:%M'); no value "
        "has a number above 12 in either position and the order of rows does not "
        "decide");
    gp_text_release(&why);
}

/* Days in no order, all of the year 23: the first number changes, the last one not. */
static void the_year_is_the_number_that_hardly_changes(void **state)
{
    char text[24][32];
    const char *rows[24];
    struct gp_time_reading r;
    struct gp_text why = {0};
    int i;

    (void)state;
    for (i = 0; i < 24; i++) {
        snprintf(text[i], sizeof text[i], "%02d/%02d/23", 5 + i * 7 % 24, 1 + i % 2);
        rows[i] = text[i];
    }
    assert_int_equal(decide(rows, NULL, 24, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    for (i = 0; i < 24; i++)
        snprintf(text[i], sizeof text[i], "23/%02d/%02d", 1 + i % 2, 5 + i * 7 % 24);
    gp_text_clear(&why);
    assert_int_equal(decide(rows, NULL, 24, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_YMD);
    /* too few to tell: the two readings that are left */
    for (i = 0; i < 4; i++)
        snprintf(text[i], sizeof text[i], "%d/02/23", 28 - i * 3 % 4);
    gp_text_clear(&why);
    assert_int_equal(decide(rows, NULL, 4, &r, &why), GP_TIMES_AMBIGUOUS);
    assert_non_null(strstr(gp_text_z(&why), "2023-02-28 (day first"));
    assert_non_null(strstr(gp_text_z(&why), "2028-02-23 (year first"));
    gp_text_release(&why);
}

/* Four cases, each with a date of either form: month first, the others lie months off. */
static void dates_that_are_clear_decide_about_the_others_of_their_case(void **state)
{
    static const char *const rows[] = {
        "2025-03-05 10:00", "06/03/2025 11:00", "2025-03-07 09:00", "2025-04-01 10:00",
        "02/04/2025 11:00", "2025-04-03 09:00", "2025-05-05 10:00", "06/05/2025 11:00",
        "2025-05-07 09:00", "2025-08-10 10:00", "11/08/2025 11:00", "2025-08-12 09:00"};
    static const uint32_t cases[] = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, cases, 12, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    /* month first, 06/03 is behind 7 March: a step back for each case */
    assert_non_null(strstr(gp_text_z(&why), "read day first, 0 steps in time"));
    assert_non_null(strstr(gp_text_z(&why), "read month first it is 4;"));
    assert_non_null(strstr(gp_text_z(&why), "of the values looked at 8 are iso 8601 "
                                            "and 4 %d/%m/%Y %H:%M"));
    gp_text_release(&why);
}

static void values_that_exclude_each_other_contradict(void **state)
{
    static const char *const rows[] = {"25/02/2025", "02/25/2025"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, NULL, 2, &r, &why), GP_TIMES_CONTRADICT);
    gp_text_release(&why);
}

/* 13 to 31 March as written; 1 to 12 March read month first by a spreadsheet and written
 * anew without leading zeros, so that 5 March became 3 May. */
static void days_taken_for_months_by_a_spreadsheet_are_told(void **state)
{
    char text[31][32];
    const char *texts[31];
    struct gp_time_reading r;
    struct gp_text why = {0};
    int day;

    (void)state;
    for (day = 1; day <= 31; day++) {
        if (day <= 12)
            (void)snprintf(text[day - 1], sizeof text[0], "3/%d/2024 14:05", day);
        else
            (void)snprintf(text[day - 1], sizeof text[0], "%02d/03/2024 14:05:00", day);
        texts[day - 1] = text[day - 1];
    }
    assert_int_equal(decide(texts, NULL, 31, &r, &why), GP_TIMES_EXCHANGED);
    assert_non_null(strstr(gp_text_z(&why), "\"13/03/2024 14:05:00\" all have"));
    assert_non_null(strstr(gp_text_z(&why), "\"3/1/2024 14:05\" never"));
    gp_text_release(&why);
}

/* Days of October without 10 to 12, in one layout: nothing is wrong with them. */
static void a_gap_around_12_is_no_exchange(void **state)
{
    char text[28][32];
    const char *texts[28];
    struct gp_time_reading r;
    struct gp_text why = {0};
    int i;

    (void)state;
    for (i = 0; i < 28; i++) {
        (void)snprintf(text[i], sizeof text[0], "%d/10/2024", i < 9 ? i + 1 : i + 4);
        texts[i] = text[i];
    }
    assert_int_equal(decide(texts, NULL, 28, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_DMY);
    gp_text_release(&why);
}

static void forms_that_cannot_be_confused_live_in_one_column(void **state)
{
    static const char *const rows[] = {"2024-02-25T10:00:00Z", "25.02.2024 11:00",
                                       "02/26/2024 10:00 AM"};
    struct gp_time_reading r;
    struct gp_text why = {0};

    (void)state;
    assert_int_equal(decide(rows, NULL, 3, &r, &why), GP_TIMES_DECIDED);
    assert_int_equal(r.order[GP_FORM_DOT], GP_ORDER_DMY);
    assert_int_equal(r.order[GP_FORM_SLASH], GP_ORDER_MDY);
    assert_true(r.accept[GP_FORM_ISO]);
    gp_text_release(&why);
}

/* Behind a date that is known, clocks are read in one step where they are plain; each must
 * read as it does to a parser that has not met the date. */
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_above_12_decides),
        cmocka_unit_test(the_order_of_rows_decides_when_no_number_does),
        cmocka_unit_test(newest_first_is_an_order_too),
        cmocka_unit_test(nothing_decides_is_ambiguous_with_both_readings),
        cmocka_unit_test(the_year_is_the_number_that_hardly_changes),
        cmocka_unit_test(dates_that_are_clear_decide_about_the_others_of_their_case),
        cmocka_unit_test(values_that_exclude_each_other_contradict),
        cmocka_unit_test(days_taken_for_months_by_a_spreadsheet_are_told),
        cmocka_unit_test(a_gap_around_12_is_no_exchange),
        cmocka_unit_test(forms_that_cannot_be_confused_live_in_one_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
