/* Hours at which people are seen: what counts by itself, what is added until most stamps
 * lie within, ends at full hours, and who has hours of their own. 1970-01-01 is a Thursday.
 */
#include "base/calendar.h"
#include "base/instant.h"
#include "base/mem_refuse.h"
#include "mine/hours.h"
#include "report/found_calendar.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static const int64_t H = GP_HOUR_US, D = GP_DAY_US;

static struct gp_zone *utc(void)
{
    struct gp_zone *z = NULL;

    assert_int_equal(gp_zone_open(NULL, &z, NULL), GP_OK);
    return z;
}

static struct gp_hours_found find(struct gp_eventlog *log, const struct gp_zone *zone,
                                  uint64_t stamps)
{
    struct gp_hours_options how = {.zone = zone,
                                   .granule = 60,
                                   .confidence = 0.1,
                                   .support = 0.7,
                                   .least_stamps = stamps,
                                   .least_dates = 2};
    struct gp_hours_found found;

    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_hours_find(log, &how, &found, NULL), GP_OK);
    return found;
}

/* Twenty Thursdays 9:00 to 11:00, and one of them 23:00 to 23:30: seen on 1 day of 20, less
 * than a tenth. The end at 11:00 is of the hour before. */
static void rare_hours_do_not_count_and_ends_open_nothing(void **state)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, true, true, false);
    struct gp_zone *zone = utc();
    struct gp_hours_found f;
    int week, hour;

    (void)state;
    for (week = 0; week < 20; week++)
        logged_event(log, "1", "A", "Anya", "", week * 7 * D + 9 * H,
                     week * 7 * D + 11 * H);
    logged_event(log, "1", "A", "Anya", "", 23 * H, 23 * H + H / 2);
    f = find(log, zone, 1);
    assert_int_equal(f.n, 2);
    assert_int_equal(f.item[0].stamps, 42);
    assert_int_equal(f.item[0].within, 40);
    assert_int_equal(f.item[0].surely_within, 40);
    for (hour = 0; hour < 24; hour++)
        assert_int_equal(f.item[0].open[3][hour], hour == 9 || hour == 10);
    assert_int_equal(f.item[1].person, 0);
    gp_hours_release(&f);
    gp_zone_free(zone);
    gp_eventlog_free(log);
}

/* A stamp in another hour on each of 24 days of the week's same day: each counts on a day
 * of 24, less than a tenth; so the fullest are added, the earliest first, until 70 %: 17. */
static void the_fullest_are_added_until_most_are_within(void **state)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, false, true, false);
    struct gp_zone *zone = utc();
    struct gp_hours_found f;
    int week, n = 0;

    (void)state;
    for (week = 0; week < 24; week++)
        logged_event(log, "1", "A", "Anya", "", week * 7 * D + week * H,
                     week * 7 * D + week * H);
    f = find(log, zone, 1);
    assert_int_equal(f.item[0].surely_within, 0);
    assert_int_equal(f.item[0].within, 34);
    for (week = 0; week < 24; week++)
        n += f.item[0].open[3][week];
    assert_int_equal(n, 17);
    assert_true(f.item[0].open[3][16] && !f.item[0].open[3][17]);
    gp_hours_release(&f);
    gp_zone_free(zone);
    gp_eventlog_free(log);
}

/* Bob has too few; the team has his and Anya's. What is written is a calendar. */
static void people_and_teams_with_enough_have_their_own(void **state)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, false, true, true);
    struct gp_hours_options how = {.zone = NULL,
                                   .granule = 60,
                                   .confidence = 0.1,
                                   .support = 0.7,
                                   .least_stamps = 8,
                                   .least_dates = 2};
    struct gp_zone *zone = utc();
    struct gp_hours_found f;
    struct gp_calendar *c = NULL;
    struct gp_text t = {0};
    const char *name;
    uint64_t line;
    int day;

    (void)state;
    for (day = 0; day < 5; day++)
        logged_event(log, "1", "A", "Anya", "Night", day * D + 22 * H,
                     day * D + 22 * H);
    for (day = 0; day < 2; day++)
        logged_event(log, "1", "A", "Bob", "Night", day * D + 3 * H, day * D + 3 * H);
    f = find(log, zone, 8);
    assert_int_equal(f.n, 3);
    assert_int_equal(f.item[1].team, 0);
    assert_int_equal(f.item[1].stamps, 14);
    assert_int_equal(f.item[2].stamps, 10);
    how.zone = zone;
    assert_int_equal(gp_found_calendar(&f, log, &how, gp_slice("work"), &t, NULL),
                     GP_OK);
    assert_int_equal(
        gp_calendar_parse("t", gp_slice_n(gp_text_z(&t), t.len), NULL, &c, NULL),
        GP_OK);
    assert_int_equal(gp_calendar_n_named(c), 2);
    assert_int_equal(gp_calendar_cover(c, 0, 7 * D, NULL), GP_OK);
    /* Thursday to Monday; Bob's Thursday and Friday are of everybody and of the team */
    assert_true(gp_calendar_time(c, 0, 7 * D) == 7 * H);
    assert_true(gp_calendar_time(gp_calendar_named(c, 0, &name, &line), 0, 7 * D) ==
                7 * H);
    assert_string_equal(name, "Night");
    assert_true(gp_calendar_time(gp_calendar_named(c, 1, &name, &line), 0, 7 * D) ==
                5 * H);
    assert_string_equal(name, "Anya");
    gp_text_release(&t);
    gp_calendar_free(c);
    gp_hours_release(&f);
    gp_zone_free(zone);
    gp_eventlog_free(log);
}

static void refused_memory_is_a_status(void **state)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, false, true, true);
    struct gp_zone *zone = utc();
    struct gp_hours_options how = {.zone = zone,
                                   .granule = 60,
                                   .confidence = 0.1,
                                   .support = 0.7,
                                   .least_stamps = 1};
    bool refused = true;
    uint64_t n;

    (void)state;
    logged_event(log, "1", "A", "Anya", "Night", 0, 0);
    logged_event(log, "1", "B", "Bob", "Day", H, H);
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    for (n = 0; refused; n++) {
        struct gp_hours_found f;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_hours_find(log, &how, &f, NULL);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        gp_hours_release(&f);
    }
    gp_zone_free(zone);
    gp_eventlog_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rare_hours_do_not_count_and_ends_open_nothing),
        cmocka_unit_test(the_fullest_are_added_until_most_are_within),
        cmocka_unit_test(people_and_teams_with_enough_have_their_own),
        cmocka_unit_test(refused_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
