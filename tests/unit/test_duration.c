/* Durations as people write them. */
#include "model/duration.h"
#include "tests/support/test.h"

#include <string.h>

static void is(const char *text, int64_t us, enum gp_clock clock)
{
    struct gp_duration d;
    const char *why = "";

    if (!gp_duration_is(gp_slice(text), &d, &why))
        fail_msg("%s: %s", text, why);
    if (d.span_us != us || d.clock != clock)
        fail_msg("%s: found %lld on clock %d", text, (long long)d.span_us,
                 (int)d.clock);
}

static void is_not(const char *text, const char *words)
{
    struct gp_duration d;
    const char *why = "";

    assert_false(gp_duration_is(gp_slice(text), &d, &why));
    if (strstr(why, words) == NULL)
        fail_msg("%s: found %s", text, why);
}

static void units_in_words_and_abbreviations(void **state)
{
    (void)state;
    is("30 s", 30 * GP_SECOND_US, GP_CLOCK_WALL);
    is("5min", 5 * GP_MINUTE_US, GP_CLOCK_WALL);
    is("48h", 48 * GP_HOUR_US, GP_CLOCK_WALL);
    is("24 hours", 24 * GP_HOUR_US, GP_CLOCK_WALL);
    is("2 days", 2 * GP_DAY_US, GP_CLOCK_WALL);
    is("3 calendar days", 3 * GP_DAY_US, GP_CLOCK_WALL);
    is("1 week", 7 * GP_DAY_US, GP_CLOCK_WALL);
    is("2 Stunden", 2 * GP_HOUR_US, GP_CLOCK_WALL);
    is("10d", 10 * GP_DAY_US, GP_CLOCK_WALL);
}

static void business_time_keeps_its_clock(void **state)
{
    (void)state;
    is("2 business days", 2 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
    is("4 business hours", 4 * GP_HOUR_US, GP_CLOCK_BUSINESS_TIME);
    is("2 working-days", 2 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
    is("a business week", 5 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
    is("3 Werktage", 3 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
}

static void numbers_in_words_fractions_and_sums(void **state)
{
    (void)state;
    is("two weeks", 14 * GP_DAY_US, GP_CLOCK_WALL);
    is("an hour", GP_HOUR_US, GP_CLOCK_WALL);
    is("1.5 h", 90 * GP_MINUTE_US, GP_CLOCK_WALL);
    is("0,5 h", 30 * GP_MINUTE_US, GP_CLOCK_WALL);
    is("1 h 30 min", 90 * GP_MINUTE_US, GP_CLOCK_WALL);
    is("2 days and 4 hours", 52 * GP_HOUR_US, GP_CLOCK_WALL);
}

static void iso_8601_without_years_and_months(void **state)
{
    (void)state;
    is("PT48H", 48 * GP_HOUR_US, GP_CLOCK_WALL);
    is("P2DT30M", 2 * GP_DAY_US + 30 * GP_MINUTE_US, GP_CLOCK_WALL);
    is("P1W", 7 * GP_DAY_US, GP_CLOCK_WALL);
    is("PT0.5S", GP_SECOND_US / 2, GP_CLOCK_WALL);
    is_not("P1M", "ISO 8601");
    is_not("P1Y2D", "ISO 8601");
    is_not("PT", "duration");
}

static void what_is_unclear_is_refused(void **state)
{
    (void)state;
    is_not("2 months", "no fixed length");
    is_not("3 fortnights", "unit");
    is_not("soon", "duration");
    is_not("0 days", "duration");
    is_not("1,000 h", "duration");
    is_not("99999999999999 days", "duration");
    is_not("2 days 3 business hours", "mixed");
    is_not("2 days of Foo", "nothing after");
    is_not("", "duration");
}

static void what_is_written_reads_back(void **state)
{
    static const struct gp_duration all[] = {{GP_HOUR_US, GP_CLOCK_WALL},
                                             {2 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS},
                                             {GP_DAY_US / 2, GP_CLOCK_BUSINESS_DAYS},
                                             {36 * GP_HOUR_US, GP_CLOCK_BUSINESS_TIME},
                                             {90 * GP_SECOND_US, GP_CLOCK_WALL}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof all / sizeof *all; i++) {
        struct gp_text t = {0};

        gp_duration_write(&t, &all[i]);
        is(gp_text_z(&t), all[i].span_us, all[i].clock);
        gp_text_release(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_in_words_and_abbreviations),
        cmocka_unit_test(business_time_keeps_its_clock),
        cmocka_unit_test(numbers_in_words_fractions_and_sums),
        cmocka_unit_test(iso_8601_without_years_and_months),
        cmocka_unit_test(what_is_unclear_is_refused),
        cmocka_unit_test(what_is_written_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
