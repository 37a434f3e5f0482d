/* Dates in filters: each names a span as long as what it says. */
#include "tests/support/test.h"

#include "base/instant.h"
#include "filter/literals.h"

static double hours_of(const char *date, const char *tz)
{
    struct gp_filter_period p = {0, 0};
    struct gp_zone *zone = NULL;

    assert_int_equal(gp_zone_open(tz, &zone, NULL), GP_OK);
    assert_true(gp_filter_period_read(gp_slice(date), zone, &p));
    gp_zone_free(zone);
    return (double)(p.to - p.from) / (double)GP_HOUR_US;
}

static void a_date_is_as_long_as_what_it_names(void **state)
{
    (void)state;
    assert_true(hours_of("2024", NULL) == 366 * 24);
    assert_true(hours_of("2024-02", NULL) == 29 * 24);
    assert_true(hours_of("2023-q4", NULL) == 92 * 24);
    assert_true(hours_of("2024-12-31", NULL) == 24);
    assert_true(hours_of("2024-03-31", "Europe/Berlin") == 23);
    assert_true(hours_of("2024-10-27", "Europe/Berlin") == 25);
    assert_true(hours_of("2024-05-31 17:00", NULL) * 60 == 1);
    assert_true(hours_of("2024-05-31T17:00:30", NULL) * 3600 == 1);
    assert_true(hours_of("2024-01..2024-12-30", NULL) == 365 * 24);
}

static void what_is_no_date_is_none(void **state)
{
    static const char *const not_dates[] = {
        "",        "..",         "24-01-01",   "2024-1",           "2024-00",
        "2024-Q5", "2024-02-30", "2024-01-1x", "2024-01-01 25:00", "2024-01T10:00",
        "1899",    "2200-01-01", "31.05.2024", "2024..2023"};
    struct gp_filter_period p;
    struct gp_zone *zone = NULL;
    size_t i;

    (void)state;
    assert_int_equal(gp_zone_open(NULL, &zone, NULL), GP_OK);
    for (i = 0; i < sizeof not_dates / sizeof not_dates[0]; i++)
        if (gp_filter_period_read(gp_slice(not_dates[i]), zone, &p))
            fail_msg("\"%s\" is read as a date", not_dates[i]);
    gp_zone_free(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_as_long_as_what_it_names),
        cmocka_unit_test(what_is_no_date_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
