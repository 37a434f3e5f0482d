/* Times: texts to instants, and formats told. The order of day and month by evidence is
 * in test_time_order.c. */
#include "tests/support/test.h"

#include "ingest/time_column.h"
#include "tests/support/timed.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2011-01-24T13:56:00Z: day 14998 */
#define AT_1356 ((INT64_C(14998) * 86400 + 13 * 3600 + 56 * 60) * GP_SECOND_US)

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
        timed_is(GP_ORDER_UNKNOWN, forms[i], AT_1356);
}

static void dates_with_day_or_month_in_front(void **state)
{
    (void)state;
    timed_is(GP_ORDER_DMY, "24.01.2011 13:56", AT_1356);
    timed_is(GP_ORDER_DMY, "24.1.11 13:56", AT_1356);
    timed_is(GP_ORDER_DMY, "24/01/2011 13:56:00", AT_1356);
    timed_is(GP_ORDER_DMY, "24-1-2011 13:56", AT_1356);
    timed_is(GP_ORDER_MDY, "01/24/2011 01:56:00 PM", AT_1356);
    timed_is(GP_ORDER_MDY, "1/24/11 1:56 pm", AT_1356);
    timed_is(GP_ORDER_MDY, "1/24/2011 1:56p.m.", AT_1356);
    timed_is(GP_ORDER_YMD, "11-01-24 13:56", AT_1356);
    timed_refused("13/13/2011 10:00", GP_TIME_BAD);
}

static void an_undecided_order_is_unreadable(void **state)
{
    int64_t us;

    (void)state;
    assert_int_equal(timed_as(GP_ORDER_UNKNOWN, "03/04/2011", &us), GP_TIME_BAD);
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
        timed_is(GP_ORDER_UNKNOWN, forms[i], AT_1356);
    timed_is(GP_ORDER_UNKNOWN, "1 März 1970", INT64_C(59) * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "1 août 1970", INT64_C(212) * GP_DAY_US);
    timed_refused("24 Foo 2011", GP_TIME_BAD);
    timed_refused("24 jui 2011", GP_TIME_BAD); /* juin or juillet */
}

static void epochs_are_told_apart_by_their_digits(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "1295877360", AT_1356);
    timed_is(GP_ORDER_UNKNOWN, "1295877360.25", AT_1356 + 250000);
    timed_is(GP_ORDER_UNKNOWN, "1295877360123", AT_1356 + 123000);
    timed_is(GP_ORDER_UNKNOWN, "1295877360123456", AT_1356 + 123456);
    timed_is(GP_ORDER_UNKNOWN, "1295877360123456789", AT_1356 + 123456);
    timed_is(GP_ORDER_UNKNOWN, "-1295877360", -AT_1356);
    timed_refused("12958773601", GP_TIME_BAD);
}

static void fractions_are_cut_to_microseconds(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00.5Z", AT_1356 + 500000);
    timed_is(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00.1234567Z", AT_1356 + 123456);
    timed_is(GP_ORDER_UNKNOWN, "2011-01-24T13:56:00,999999999Z", AT_1356 + 999999);
}

static void ends_of_day_and_leap_seconds(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "2011-01-23 24:00:00", INT64_C(14998) * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "2011-01-23 23:59:60", INT64_C(14998) * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "2011-01-24 12:00 AM", INT64_C(14998) * GP_DAY_US);
    timed_refused("2011-01-24 24:00:01", GP_TIME_BAD);
    timed_refused("2011-01-24 25:00", GP_TIME_BAD);
    timed_refused("2011-01-24 10:60", GP_TIME_BAD);
    timed_refused("2011-01-24 10:30:60", GP_TIME_BAD);
    timed_refused("2011-01-24 13:00 PM", GP_TIME_BAD);
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
        timed_refused(bad[i], GP_TIME_BAD);
    timed_refused("", GP_TIME_EMPTY);
    timed_refused("   ", GP_TIME_EMPTY);
    timed_refused("0000-00-00", GP_TIME_EMPTY); /* placeholders */
    timed_refused("0000-00-00 00:00:00", GP_TIME_EMPTY);
    timed_refused("null", GP_TIME_EMPTY);
    timed_refused("N/A", GP_TIME_EMPTY);
    timed_refused("\\N", GP_TIME_EMPTY);
}

static void implausible_years_are_named_so(void **state)
{
    (void)state;
    timed_refused("0001-01-01", GP_TIME_IMPLAUSIBLE);
    timed_refused("1582-10-15", GP_TIME_IMPLAUSIBLE);
    timed_refused("1899-12-31 23:59", GP_TIME_IMPLAUSIBLE);
    timed_refused("2200-01-01", GP_TIME_IMPLAUSIBLE);
    timed_refused("9999-12-31", GP_TIME_IMPLAUSIBLE);
    timed_refused("10000-01-01", GP_TIME_IMPLAUSIBLE);
    timed_refused("9999999999", GP_TIME_IMPLAUSIBLE);
    timed_is(GP_ORDER_UNKNOWN, "1900-01-01", INT64_C(-25567) * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "1969-12-31 23:59:59", -GP_SECOND_US);
    timed_is(GP_ORDER_UNKNOWN, "1970-01-01", 0);
    timed_is(GP_ORDER_UNKNOWN, "2038-01-19 03:14:08",
             INT64_C(2147483648) * GP_SECOND_US);
    timed_is(GP_ORDER_UNKNOWN, "2106-02-07 06:28:16",
             INT64_C(4294967296) * GP_SECOND_US);
    timed_is(GP_ORDER_UNKNOWN, "2199-12-31", INT64_C(84005) * GP_DAY_US);
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
        timed_is(GP_ORDER_MDY, "01/24/2011 01:56:00 PM", AT_1356);
        timed_is(GP_ORDER_UNKNOWN, "24 APRIL 2011", INT64_C(15088) * GP_DAY_US);
        timed_is(GP_ORDER_UNKNOWN, "1295877360.25", AT_1356 + 250000);
    }
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(unsetenv("TZ"), 0);
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
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
