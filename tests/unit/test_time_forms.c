/* Times as exports of many systems and languages write them, each read or refused. All
 * of the first lists say 5 March 2024, 14:05 (and 30 seconds where they have any). */
#include "tests/support/test.h"

#include "ingest/time_names.h"
#include "tests/support/timed.h"

#include <stdio.h>
#include <string.h>

static void expect_all(enum gp_time_order order, const char *const *text, size_t n,
                       int64_t us)
{
    size_t i;

    for (i = 0; i < n; i++)
        timed_is(order, text[i], us);
}

#define EXPECT_ALL(order, texts, us)                                                   \
    expect_all(order, texts, sizeof(texts) / sizeof *(texts), us)

static void sentences_of_eight_languages(void **state)
{
    static const char *const texts[] = {
        "March 5th, 2024 at 2:05 PM",
        "Mar 5, 2024 2:05 PM",
        "5th of March 2024 14:05",
        "Tuesday, March 5, 2024, 2:05 PM",
        "5. März 2024 um 14:05 Uhr",
        "Dienstag, 5. März 2024 14:05",

        "5 mars 2024 à 14h05",
        "mardi 5 mars 2024 à 14:05",
        "mar. 5 mars 2024 14 h 05",
        "5 de marzo de 2024 a las 14:05",
        "05/mar/2024 14:05 hs",
        "5 marzo 2024 alle ore 14:05",
        "mar 5 mar 2024, 14:05",
        "5 de março de 2024 às 14:05",
        "terça-feira, 5 de março de 2024 14:05",
        "5 maart 2024 om 14:05 uur",
        "5 mrt. 2024 14:05",
        "5 marca 2024 o godz. 14:05",
        "wt. 5 mar 2024 14:05",
    };

    (void)state;
    EXPECT_ALL(GP_ORDER_UNKNOWN, texts, AT_1405);
}

static void blanks_of_every_kind(void **state)
{
    static const char *const texts[] = {
        "3/5/2024, 2:05\u202fPM",
        "3/5/2024 2:05 p.\u00a0m.",
        "5\u00a0mars\u00a02024 à\u00a014h05",
        "2024-03-05\u300014:05",
    };

    (void)state;
    EXPECT_ALL(GP_ORDER_MDY, texts, AT_1405);
}

static void chinese_japanese_and_korean_marks(void **state)
{
    static const char *const texts[] = {
        "2024年3月5日 14:05",       "2024年03月05日14時05分", "2024年3月5日(火) 14:05",
        "2024/03/05(火) 14:05",     "2024年3月5日 午後2:05",  "2024/3/5 下午 2:05",
        "2024년 3월 5일 오후 2:05",
    };

    (void)state;
    EXPECT_ALL(GP_ORDER_UNKNOWN, texts, AT_1405);
    timed_refused("2024年3月", GP_TIME_BAD);
}

static void times_that_systems_write(void **state)
{
    static const char *const texts[] = {
        "05MAR2024:14:05:30",                     /* SAS */
        "05/Mar/2024:14:05:30 +0000",             /* web servers */
        "05-MAR-24 02.05.30.000000 PM",           /* Oracle */
        "05-MAR-24 02.05.30.000000000 PM +00:00", /* Oracle */
        "2024-03-05-14.05.30.000000",             /* DB2 */
        "Tue Mar  5 14:05:30 2024",               /* C */
        "Tue Mar 05 15:05:30 CET 2024",           /* date(1) */
        "Tue Mar 05 14:05:30 +0000 2024",
        "Tue Mar 05 2024 15:05:30 GMT+0100 (Central European Standard Time)",
        "2024-03-05T15:05:30+01:00[Europe/Berlin]", /* Java */
        "Tue, 5 Mar 2024 06:05:30 -0800 (PST)",     /* mail */
        "2024-03-05 14:05:30:000",                  /* Sybase */
        "20240305T140530",
        "20240305 140530",
        "45356.586805556", /* days since 1899-12-30, to the tenth of a millisecond */
        "2024-065T14:05:30Z",
        "2024-W10-2T14:05:30Z",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        timed_is(GP_ORDER_UNKNOWN, texts[i],
                 AT_1405 + (texts[i][5] == '.' ? 0 : 30 * GP_SECOND_US));
}

static void numeric_dates_of_many_countries(void **state)
{
    static const char *const texts[] = {
        "5. 3. 2024 14:05",
        "5.3.2024 14.05",
        "05.03.2024. 14:05",
        "05.03.24 14:05",
        "05-03-2024 14:05",
        "5/3/2024 2:05P",
        "14:05 5/3/2024",
        "2:05 PM, 05.03.2024",
        "05/03/2024 - 14:05",
        "05.03.2024_14:05",
        "Di, 05.03.2024, 14:05 Uhr",
    };

    (void)state;
    EXPECT_ALL(GP_ORDER_DMY, texts, AT_1405);
    timed_is(GP_ORDER_UNKNOWN, "2024. 03. 05. 14:05", AT_1405);
    timed_is(GP_ORDER_MDY, "3/5/24 2:05 PM", AT_1405);
    timed_is(GP_ORDER_YMD, "24-03-05 14:05", AT_1405);
}

static void weeks_and_days_of_the_year(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "2024-W10-2", DAY_5_MARCH * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "2024W102", DAY_5_MARCH * GP_DAY_US);
    /* week 1 of 2021 begins on 4 January, so that 1 January is in week 53 of 2020 */
    timed_is(GP_ORDER_UNKNOWN, "2020-W53-5", INT64_C(18628) * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "2024-065", DAY_5_MARCH * GP_DAY_US);
    timed_is(GP_ORDER_UNKNOWN, "2024-366", (DAY_5_MARCH + 301) * GP_DAY_US);
    timed_refused("2024-W53-1", GP_TIME_BAD);
    timed_refused("2024-W10", GP_TIME_BAD);
    timed_refused("2024-W10-8", GP_TIME_BAD);
    timed_refused("2023-366", GP_TIME_BAD);
    timed_refused("2024-000", GP_TIME_BAD);
}

static void offsets_and_zones_by_name(void **state)
{
    static const char *const texts[] = {
        "2024-03-05 16:05 UTC+2",      "2024-03-05 19:35:00+0530",
        "2024-03-05 19:35 UTC+5:30",   "2024-03-05 11:05 GMT-3",
        "2024-03-05 16:05 UTC +02:00", "2024-03-05 14:05 utc",
        "2024-03-05 14:05 GMT",        "2024-03-05 15:05 CET",
        "2024-03-05 15:05 MEZ",        "2024-03-05 16:05 CEST",
        "2024-03-05 09:05 EST",        "2024-03-05 10:05 EDT",
        "2024-03-05 23:05 JST",
    };

    (void)state;
    EXPECT_ALL(GP_ORDER_UNKNOWN, texts, AT_1405);
    timed_refused("2024-03-05 14:05 CST", GP_TIME_BAD); /* Chicago, Shanghai, Havana */
    timed_refused("2024-03-05 14:05 IST", GP_TIME_BAD); /* India, Ireland, Israel */
    timed_refused("2024-03-05 14:05 BST", GP_TIME_BAD);
    timed_refused("2024-03-05 14:05 Foo", GP_TIME_BAD);
    timed_refused("2024-03-05 14:05 +2", GP_TIME_BAD);
}

static void what_names_no_day_is_refused(void **state)
{
    static const char *const texts[] = {
        "14:05",
        "14h05",
        "Mar 2024",
        "2024-03",
        "5 Mar",
        "yesterday",
        "Q1 2024",
        "3 days ago",
        "1.7096E+12",
        "05032024",
        "2024-03-05 930",
        "5/3/2024 14:05 PM",
        "5/3/2024 0:05 PM",
        "45356.",
        "4535.5",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        timed_refused(texts[i], GP_TIME_BAD);
}

static void epochs_may_have_fractions(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "1709647500", AT_1405);
    timed_is(GP_ORDER_UNKNOWN, "1709647500,25", AT_1405 + 250000);
    timed_is(GP_ORDER_UNKNOWN, "1709647500123.0", AT_1405 + 123000);
    timed_is(GP_ORDER_UNKNOWN, "1709647500123.5", AT_1405 + 123500);
    timed_is(GP_ORDER_UNKNOWN, "1709647500123456", AT_1405 + 123456);
    timed_is(GP_ORDER_UNKNOWN, "1709647500123456789", AT_1405 + 123456);
}

/* Twelve full names and twelve short ones of each language. */
static void months_of_eight_languages(void **state)
{
    static const char *const rows[] = {
        "January February March April May June July August September October November "
        "December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Januar Februar März April Mai Juni Juli August September Oktober November "
        "Dezember",
        "Jän Feb Mär Apr Mai Jun Jul Aug Sept Okt Nov Dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
        "noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro "
        "novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "januari februari maart april mei juni juli augustus september oktober "
        "november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września "
        "października listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = rows[i];
        unsigned month;

        for (month = 1; month <= 12; month++) {
            size_t n = strcspn(at, " ");

            if (gp_time_month(gp_slice_n(at, n)) != month)
                fail_msg("\"%.*s\" gave month %u, expected %u", (int)n, at,
                         gp_time_month(gp_slice_n(at, n)), month);
            at += n;
            at += *at == ' ';
        }
        assert_int_equal(*at, '\0');
    }
}

static void months_with_dots_and_in_capitals(void **state)
{
    (void)state;
    timed_is(GP_ORDER_UNKNOWN, "5 MARS 2024 14:05", AT_1405);
    timed_is(GP_ORDER_UNKNOWN, "5 MÄR. 2024 14:05", AT_1405);
    timed_is(GP_ORDER_UNKNOWN, "5-mar.-2024 14:05", AT_1405);
    timed_is(GP_ORDER_UNKNOWN, "05-MAR-24 14:05", AT_1405);
}

static void a_time_of_day_alone(void **state)
{
    static const char *const good[] = {"14:05", "2:05 PM",      "14h05",
                                       "14.05", "14:05 Uhr",    "140500",
                                       "1405",  "14:05:00.000", "午後2:05"};
    static const char *const bad[] = {"25:00",   "14",  "140",   "12345",  "2024-03-05",
                                      "14:05 x", "1:2", "-1:00", "100:05", ""};
    struct gp_time_scan t;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof good / sizeof *good; i++)
        if (!gp_time_of_day(gp_slice(good[i]), &t) ||
            t.of_day_us != 14 * GP_HOUR_US + 5 * 60 * GP_SECOND_US)
            fail_msg("\"%s\" is 14:05", good[i]);
    for (i = 0; i < sizeof bad / sizeof *bad; i++)
        if (gp_time_of_day(gp_slice(bad[i]), &t))
            fail_msg("\"%s\" is no time of day", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_of_eight_languages),
        cmocka_unit_test(blanks_of_every_kind),
        cmocka_unit_test(chinese_japanese_and_korean_marks),
        cmocka_unit_test(times_that_systems_write),
        cmocka_unit_test(numeric_dates_of_many_countries),
        cmocka_unit_test(weeks_and_days_of_the_year),
        cmocka_unit_test(offsets_and_zones_by_name),
        cmocka_unit_test(what_names_no_day_is_refused),
        cmocka_unit_test(epochs_may_have_fractions),
        cmocka_unit_test(months_of_eight_languages),
        cmocka_unit_test(months_with_dots_and_in_capitals),
        cmocka_unit_test(a_time_of_day_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
