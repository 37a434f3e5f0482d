/* Times: texts to instants, formats told, and order of day and month by evidence. */
#include "tests/support/test.h"

#include "base/instant.h"
#include "ingest/time_column.h"
#include "ingest/times.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2011-01-24T13:56:00Z: day 14998 */
#define AT_1356 ((INT64_C(14998) * 86400 + 13 * 3600 + 56 * 60) * GP_SECOND_US)

static enum gp_time_result read_as(enum gp_time_order order, const char *text,
                                   int64_t *us)
{
    struct gp_time_parser p = {0};
    int form;

    for (form = 0; form < GP_FORMS; form++) {
        p.reading.order[form] = order;
        p.reading.accept[form] = true;
    }
    return gp_time_parse(&p, gp_slice(text), us);
}

static void expect(enum gp_time_order order, const char *text, int64_t us)
{
    int64_t got = -1;

    if (read_as(order, text, &got) != GP_TIME_OK || got != us)
        fail_msg("\"%s\" gave %lld, expected %lld", text, (long long)got,
                 (long long)us);
}

static void refuse(const char *text, enum gp_time_result why)
{
    int64_t got = -1;
    enum gp_time_result r = read_as(GP_ORDER_DMY, text, &got);

    if (r != why)
        fail_msg("\"%s\" gave result %d (%lld), expected %d", text, (int)r,
                 (long long)got, (int)why);
}

static void iso_forms_give_the_same_instant(void **state)
{
    static const char *const forms[] = {
        "2011-01-24T13:56:00Z",
        "2011-01-24 13:56",
        "2011-01-24T13:56",
        "2011-01-24  13:56:00",
        "2011-01-24 13:56:00.000",
        "2011-01-24T13:56:00,000Z",
        "2011-01-24T14:56:00+01:00",
        "2011-01-24 14:56:00+0100",
        "2011-01-24 14:56:00 +01",
        "2011-01-24T08:26:00-05:30",
        "2011/01/24 13:56:00",
        "2011/1/24 13:56",
        "2011.01.24 13:56",
        "20110124T135600Z",
        "20110124T1356",
        "20110124 13:56",
        "20110124135600",
        "2011-01-24 1:56 PM",
        " 2011-01-24 13:56 ",
        "2011-01-24 13:56:00 UTC",
        "2011-01-24t13:56:00z",
        "2011-01-24 13:56:00 GMT+00:00",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof forms / sizeof *forms; i++)
        expect(GP_ORDER_UNKNOWN, forms[i], AT_1356);
}

static void dates_with_day_or_month_in_front(void **state)
{
    (void)state;
    expect(GP_ORDER_DMY, "24.01.2011 13:56", AT_1356);
    expect(GP_ORDER_DMY, "24.1.11 13:56", AT_1356);
    expect(GP_ORDER_DMY, "24/01/2011 13:56:00", AT_1356);
    expect(GP_ORDER_DMY, "24-1-2011 13:56", AT_1356);
    expect(GP_ORDER_MDY, "01/24/2011 01:56:00 PM", AT_1356);
    expect(GP_ORDER_MDY, "1/24/11 1:56 pm", AT_1356);
    expect(GP_ORDER_MDY, "1/24/2011 1:56p.m.", AT_1356);
    expect(GP_ORDER_YMD, "11-01-24 13:56", AT_1356);
    refuse("13/13/2011 10:00", GP_TIME_BAD);
}

static void an_undecided_order_is_unreadable(void **state)
{
    int64_t us;

    (void)state;
    assert_int_equal(read_as(GP_ORDER_UNKNOWN, "03/04/2011", &us), GP_TIME_BAD);
}

static void months_by_name_in_several_languages(void **state)
{
    static const char *const forms[] = {
        "24 Jan 2011 13:56",         "24-JAN-2011 13:56",
        "24-Jan-11 13:56",           "Jan 24, 2011 13:56",
        "January 24, 2011, 1:56 PM", "Mon, 24 Jan 2011 13:56:00 +0000",
        "24. Januar 2011 13:56",     "24 janvier 2011 13:56",
        "24 de enero de 2011 13:56", "24 gennaio 2011 13:56",
        "24 janeiro 2011 13:56",     "24 januari 2011 13:56",
        "24 stycznia 2011 13:56",    "2011-Jan-24 13:56",
        "24/Jan/11 1:56 PM",         "Montag, 24. Januar 2011 13:56",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof forms / sizeof *forms; i++)
        expect(GP_ORDER_UNKNOWN, forms[i], AT_1356);
    expect(GP_ORDER_UNKNOWN, "1 März 1970", INT64_C(59) * GP_DAY_US);
    expect(GP_ORDER_UNKNOWN, "1 août 1970", INT64_C(212) * GP_DAY_US);
    refuse("24 Foo 2011", GP_TIME_BAD);
    refuse("24 jui 2011", GP_TIME_BAD); /* juin or juillet */
}

static void epochs_are_told_apart_by_their_digits(void **state)
{
    (void)state;
    expect(GP_ORDER_UNKNOWN, "1295877360", AT_1356);
    expect(GP_ORDER_UNKNOWN, "1295877360.25", AT_1356 + 250000);
    expect(GP_ORDER_UNKNOWN, "1295877360123", AT_1356 + 123000);
    expect(GP_ORDER_UNKNOWN, "1295877360123456", AT_1356 + 123456);
    expect(GP_ORDER_UNKNOWN, "1295877360123456789", AT_1356 + 123456);
    expect(GP_ORDER_UNKNOWN, "-1295877360", -AT_1356);
    refuse("12958773601", GP_TIME_BAD);
}

static void fractions_are_cut_to_microseconds(void **state)
{
    (void)state;
    expect(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00.5Z", AT_1356 + 500000);
    expect(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00.1234567Z", AT_1356 + 123456);
    expect(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00,999999999Z", AT_1356 + 999999);
}

static void ends_of_day_and_leap_seconds(void **state)
{
    (void)state;
    expect(GP_ORDER_UNKNOWN, "2011-01-23 24:00:00", INT64_C(14998) * GP_DAY_US);
    expect(GP_ORDER_UNKNOWN, "2011-01-23 23:59:60", INT64_C(14998) * GP_DAY_US);
    expect(GP_ORDER_UNKNOWN, "2011-01-24 12:00 AM", INT64_C(14998) * GP_DAY_US);
    refuse("2011-01-24 24:00:01", GP_TIME_BAD);
    refuse("2011-01-24 25:00", GP_TIME_BAD);
    refuse("2011-01-24 10:60", GP_TIME_BAD);
    refuse("2011-01-24 10:30:60", GP_TIME_BAD);
    refuse("2011-01-24 13:00 PM", GP_TIME_BAD);
}

static void dates_that_do_not_exist_are_unreadable(void **state)
{
    static const char *const bad[] = {
        "31/02/2025",
        "2025-13-01",
        "2025-02-29",
        "hello",
        "2025-01-01x",
        "12:30",
        "2025-01",
        "1-2-3",
        "01/02-2025",
        "2025-01-01T",
        "2025-1-1-1",
        "2025-01-01 10:0",
        "1.2.3.4",
        "10.20.30",
        "2025-01-01 10:00 +25:00",
        "- - -",
        "//////",
        "::::::",
        "2025-01-01 10:00:00.",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bad / sizeof *bad; i++)
        refuse(bad[i], GP_TIME_BAD);
    refuse("", GP_TIME_EMPTY);
    refuse("   ", GP_TIME_EMPTY);
    refuse("0000-00-00", GP_TIME_EMPTY); /* placeholders */
    refuse("0000-00-00 00:00:00", GP_TIME_EMPTY);
    refuse("null", GP_TIME_EMPTY);
    refuse("N/A", GP_TIME_EMPTY);
    refuse("\\N", GP_TIME_EMPTY);
}

static void implausible_years_are_named_so(void **state)
{
    (void)state;
    refuse("0001-01-01", GP_TIME_IMPLAUSIBLE);
    refuse("1582-10-15", GP_TIME_IMPLAUSIBLE);
    refuse("1899-12-31 23:59", GP_TIME_IMPLAUSIBLE);
    refuse("2200-01-01", GP_TIME_IMPLAUSIBLE);
    refuse("9999-12-31", GP_TIME_IMPLAUSIBLE);
    refuse("10000-01-01", GP_TIME_IMPLAUSIBLE);
    refuse("9999999999", GP_TIME_IMPLAUSIBLE);
    expect(GP_ORDER_UNKNOWN, "1900-01-01", INT64_C(-25567) * GP_DAY_US);
    expect(GP_ORDER_UNKNOWN, "1969-12-31 23:59:59", -GP_SECOND_US);
    expect(GP_ORDER_UNKNOWN, "1970-01-01", 0);
    expect(GP_ORDER_UNKNOWN, "2038-01-19 03:14:08", INT64_C(2147483648) * GP_SECOND_US);
    expect(GP_ORDER_UNKNOWN, "2106-02-07 06:28:16", INT64_C(4294967296) * GP_SECOND_US);
    expect(GP_ORDER_UNKNOWN, "2199-12-31", INT64_C(84005) * GP_DAY_US);
}

static void a_cached_date_is_used_only_for_itself(void **state)
{
    struct gp_time_parser p = {0};
    int64_t us = 0;

    (void)state;
    p.reading.order[GP_FORM_DOT] = GP_ORDER_DMY;
    assert_int_equal(gp_time_parse(&p, gp_slice("1.1.2011 10:00"), &us), GP_TIME_OK);
    assert_int_equal(gp_time_parse(&p, gp_slice("1.1.20111 10:00"), &us),
                     GP_TIME_IMPLAUSIBLE);
    assert_int_equal(gp_time_parse(&p, gp_slice("1.1.2011"), &us), GP_TIME_OK);
    assert_int_equal(us, INT64_C(14975) * GP_DAY_US);
    assert_int_equal(p.noted[GP_TIME_DATE_ONLY].n, 1);
    assert_int_equal(gp_time_parse(&p, gp_slice("2.1.2011 10:00"), &us), GP_TIME_OK);
    assert_int_equal(us, INT64_C(14976) * GP_DAY_US + 10 * GP_HOUR_US);
}

/* ---- formats told ---- */

static void told(const char *format, const char *text, int64_t us)
{
    struct gp_time_format f;
    struct gp_time_parser p = {0};
    struct gp_err err = {0};
    int64_t got = -1;

    assert_int_equal(gp_time_format_read(format, &f, &err), GP_OK);
    p.reading.format = &f;
    if (gp_time_parse(&p, gp_slice(text), &got) != GP_TIME_OK || got != us)
        fail_msg("'%s' read \"%s\" as %lld, expected %lld", format, text,
                 (long long)got, (long long)us);
}

static void told_and_refused(const char *format, const char *text)
{
    struct gp_time_format f;
    struct gp_time_parser p = {0};
    struct gp_err err = {0};
    int64_t got = -1;

    assert_int_equal(gp_time_format_read(format, &f, &err), GP_OK);
    p.reading.format = &f;
    assert_int_not_equal(gp_time_parse(&p, gp_slice(text), &got), GP_TIME_OK);
}

static void a_told_format_reads_what_it_says(void **state)
{
    (void)state;
    told("%Y-%m-%d %H:%M:%S", "2011-01-24 13:56:00", AT_1356);
    told("%d.%m.%y %H:%M", "24.1.11 13:56", AT_1356);
    told("%F %T", "2011-01-24 13:56:00", AT_1356);
    told("%FT%T.%f%z", "2011-01-24T14:56:00.000+01:00", AT_1356);
    told("%m/%d/%Y %I:%M %p", "01/24/2011 01:56 PM", AT_1356);
    told("%d %b %Y %H:%M %Z", "24 Jan 2011 13:56 CET", AT_1356);
    told("%a, %d %B %Y %H:%M", "Mon, 24 January 2011 13:56", AT_1356);
    told("%Y.%j %H:%M", "2011.024 13:56", AT_1356);
    told("%s", "1295877360", AT_1356);
    told("epoch", "1295877360", AT_1356);
    told("epoch-ms", "1295877360000", AT_1356);
    told("epoch-us", "1295877360000000", AT_1356);
    told("epoch-ns", "1295877360000000000", AT_1356);
    told("iso", "2011-01-24T13:56Z", AT_1356);
    told("excel", "40567.5805555556", AT_1356);
    told("excel", "40567", INT64_C(14998) * GP_DAY_US);
    told("%H:%M %d/%m/%Y", "13:56 24/01/2011", AT_1356);
    told("%Y%m%d%H%M", "201101241356", AT_1356);
}

static void a_told_format_refuses_everything_else(void **state)
{
    (void)state;
    told_and_refused("%d.%m.%Y", "2011-01-24");
    told_and_refused("%d.%m.%Y", "24.01.2011 10:00");
    told_and_refused("%d.%m.%Y", "31.02.2011");
    told_and_refused("%d.%m.%Y", "24.01.11");
    told_and_refused("%Y-%m-%d %H:%M", "2011-01-24 25:00");
    told_and_refused("epoch", "2011-01-24");
    told_and_refused("%Y.%j", "2011.366");
    told_and_refused("%Y-%m-%d", "1899-01-01");
}

static void a_format_without_a_date_is_a_usage_error(void **state)
{
    struct gp_time_format f;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(gp_time_format_read("%H:%M", &f, &err), GP_USAGE);
    assert_int_equal(gp_time_format_read("%Y-%m", &f, &err), GP_USAGE);
    assert_int_equal(gp_time_format_read("%Y-%m-%Q", &f, &err), GP_USAGE);
    assert_int_equal(gp_time_format_read("%Y-%m-%d%", &f, &err), GP_USAGE);
    assert_int_equal(gp_time_format_read("", &f, &err), GP_USAGE);
}

static void no_locale_changes_a_reading(void **state)
{
    static const char *const locales[] = {"de_DE.UTF-8", "tr_TR.UTF-8", "fa_IR.UTF-8"};
    size_t i;

    (void)state;
    for (i = 0; i < 3; i++) {
        (void)setlocale(LC_ALL, locales[i]); /* where it is installed */
        assert_int_equal(setenv("TZ", ":/etc/passwd", 1), 0);
        expect(GP_ORDER_MDY, "01/24/2011 01:56:00 PM", AT_1356);
        expect(GP_ORDER_UNKNOWN, "24 APRIL 2011", INT64_C(15088) * GP_DAY_US);
        expect(GP_ORDER_UNKNOWN, "1295877360.25", AT_1356 + 250000);
    }
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(unsetenv("TZ"), 0);
}

/* ---- evidence ---- */

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
static void a_clock_behind_a_known_date_reads_as_behind_a_new_one(void **state)
{
    static const char *const clocks[] = {
        " 00:00:00",  " 23:59:59",  "T13:45:40",  " 24:00:00",   " 24:00:01",
        " 23:60:00",  " 23:59:60",  " 23:58:60",  " 1:45:40",    " 13:45",
        " 13:45:4",   " 13:45:400", " 13.45:40",  " 13:45.40",   " 13:45:4 ",
        " /3:45:40",  " 1::45:40",  " 13:45:4:",  "t13:45:40",   "  3:45:40",
        " 13:45:40Z", "_13:45:40",  "013:45:40",  " 13:45:40.5", "",
        " ",          " 1345:40 ",  "T13:45:40Z", " 03:45 PM ",  " -3:45:40",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        struct gp_time_parser known = {0}, fresh = {0};
        int64_t us[2] = {-1, -1}, first;
        char text[40];

        assert_int_equal(gp_time_parse(&known, gp_slice("2011-01-24 10:00:00"), &first),
                         GP_TIME_OK);
        snprintf(text, sizeof text, "2011-01-24%s", clocks[i]);
        if (gp_time_parse(&known, gp_slice(text), &us[0]) !=
                gp_time_parse(&fresh, gp_slice(text), &us[1]) ||
            us[0] != us[1] ||
            known.noted[GP_TIME_DATE_ONLY].n != fresh.noted[GP_TIME_DATE_ONLY].n ||
            known.noted[GP_TIME_WITHOUT_OFFSET].n !=
                fresh.noted[GP_TIME_WITHOUT_OFFSET].n + 1)
            fail_msg("\"%s\" gave %lld and %lld", text, (long long)us[0],
                     (long long)us[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_forms_give_the_same_instant),
        cmocka_unit_test(dates_with_day_or_month_in_front),
        cmocka_unit_test(an_undecided_order_is_unreadable),
        cmocka_unit_test(months_by_name_in_several_languages),
        cmocka_unit_test(epochs_are_told_apart_by_their_digits),
        cmocka_unit_test(fractions_are_cut_to_microseconds),
        cmocka_unit_test(ends_of_day_and_leap_seconds),
        cmocka_unit_test(dates_that_do_not_exist_are_unreadable),
        cmocka_unit_test(implausible_years_are_named_so),
        cmocka_unit_test(a_cached_date_is_used_only_for_itself),
        cmocka_unit_test(a_clock_behind_a_known_date_reads_as_behind_a_new_one),
        cmocka_unit_test(a_told_format_reads_what_it_says),
        cmocka_unit_test(a_told_format_refuses_everything_else),
        cmocka_unit_test(a_format_without_a_date_is_a_usage_error),
        cmocka_unit_test(no_locale_changes_a_reading),
        cmocka_unit_test(a_number_above_12_decides),
        cmocka_unit_test(the_order_of_rows_decides_when_no_number_does),
        cmocka_unit_test(newest_first_is_an_order_too),
        cmocka_unit_test(nothing_decides_is_ambiguous_with_both_readings),
        cmocka_unit_test(values_that_exclude_each_other_contradict),
        cmocka_unit_test(days_taken_for_months_by_a_spreadsheet_are_told),
        cmocka_unit_test(a_gap_around_12_is_no_exchange),
        cmocka_unit_test(forms_that_cannot_be_confused_live_in_one_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
