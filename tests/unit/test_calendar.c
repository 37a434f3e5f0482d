/* The business clock: hand-computed answers over nights, weekends, holidays and the days
 * on which the clocks jump; a minute-by-minute count as the oracle; and what is refused.
 */
#include "base/calendar.h"
#include "base/instant.h"
#include "base/zone.h"
#include "mine/deadline.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static const int64_t H = GP_HOUR_US, D = GP_DAY_US;

/* us UTC of a civil time that is UTC */
static int64_t at(int year, unsigned month, unsigned day, int hour, int minute)
{
    return gp_days_from_civil(year, month, day) * GP_DAY_US + hour * GP_HOUR_US +
           minute * GP_MINUTE_US;
}

static bool is_open_at(const struct gp_calendar *c, int64_t t)
{
    return gp_calendar_time(c, t, t + 1) == 1;
}

static struct gp_calendar *calendar(const char *text, const char *tz)
{
    struct gp_calendar *c = NULL;
    struct gp_err err;

    assert_int_equal(gp_calendar_parse("office.txt", gp_slice(text), tz, &c, &err),
                     GP_OK);
    assert_int_equal(
        gp_calendar_cover(c, at(2026, 1, 1, 0, 0), at(2026, 12, 31, 0, 0), &err),
        GP_OK);
    return c;
}

/* 2026-03-02 is a Monday. */
static void nights_and_weekends_do_not_count(void **state)
{
    struct gp_calendar *c;
    struct gp_err err;

    (void)state;
    assert_int_equal(gp_calendar_usual(NULL, &c, &err), GP_OK);
    assert_int_equal(
        gp_calendar_cover(c, at(2026, 3, 1, 0, 0), at(2026, 3, 31, 0, 0), &err), GP_OK);
    /* within a day; over a night: 1 h of Monday, 2 h of Tuesday */
    assert_true(gp_calendar_time(c, at(2026, 3, 2, 10, 0), at(2026, 3, 2, 12, 30)) ==
                2 * H + H / 2);
    assert_true(gp_calendar_time(c, at(2026, 3, 2, 16, 0), at(2026, 3, 3, 11, 0)) ==
                3 * H);
    /* Friday 16:00 to Monday 10:00: 2 h, a quarter of a day */
    assert_true(gp_calendar_time(c, at(2026, 3, 6, 16, 0), at(2026, 3, 9, 10, 0)) ==
                2 * H);
    assert_true(gp_calendar_days(c, at(2026, 3, 6, 16, 0), at(2026, 3, 9, 10, 0)) ==
                D / 4);
    /* two business days after Friday 16:00 is Tuesday 16:00 */
    assert_true(gp_calendar_days(c, at(2026, 3, 6, 16, 0), at(2026, 3, 10, 16, 0)) ==
                2 * D);
    /* Saturday to Sunday; backwards; an instant */
    assert_true(gp_calendar_time(c, at(2026, 3, 7, 8, 0), at(2026, 3, 8, 20, 0)) == 0);
    assert_true(gp_calendar_time(c, at(2026, 3, 9, 8, 0), at(2026, 3, 6, 8, 0)) == 0);
    assert_true(gp_calendar_time(c, at(2026, 3, 9, 9, 0), at(2026, 3, 9, 9, 0)) == 0);
    /* a whole week */
    assert_true(gp_calendar_time(c, at(2026, 3, 2, 0, 0), at(2026, 3, 9, 0, 0)) ==
                40 * H);
    assert_true(gp_calendar_days(c, at(2026, 3, 2, 0, 0), at(2026, 3, 9, 0, 0)) ==
                5 * D);
    assert_true(is_open_at(c, at(2026, 3, 2, 9, 0)));
    assert_false(is_open_at(c, at(2026, 3, 2, 17, 0)));
    gp_calendar_free(c);
}

static void holidays_and_short_days_have_their_own_hours(void **state)
{
    struct gp_calendar *c = calendar("# office\r\n"
                                     "Mon-Thu, Fri 08:00-12:00 13:00-17:00  # lunch\r\n"
                                     "2026-12-24..2026-12-31 closed\r\n"
                                     "2026-12-24 08:00-12:00\r\n",
                                     NULL);

    (void)state;
    /* lunch: Wednesday 11:00 to 14:00 is 2 h */
    assert_true(gp_calendar_time(c, at(2026, 12, 2, 11, 0), at(2026, 12, 2, 14, 0)) ==
                2 * H);
    /* 23rd 16:00 to 28th 12:00: 1 h, and 4 h on the 24th */
    assert_true(gp_calendar_time(c, at(2026, 12, 23, 16, 0), at(2026, 12, 28, 12, 0)) ==
                5 * H);
    /* half of the 23rd (from 13:00) and half of the short 24th (until 10:00) */
    assert_true(gp_calendar_days(c, at(2026, 12, 23, 13, 0), at(2026, 12, 24, 10, 0)) ==
                D);
    gp_calendar_free(c);
}

/* Berlin 2026: summer time from 29 March 02:00, until 25 October 03:00; both Sundays. */
static void the_day_the_clocks_jump_is_shorter_or_longer(void **state)
{
    struct gp_calendar *c =
        calendar("zone Europe/Berlin\nMon-Sun 00:00-24:00\n", "Asia/Tokyo");
    struct gp_calendar *night =
        calendar("Sat-Sun 01:00-03:00\nMon 09:00-17:00\n", "Europe/Berlin");

    (void)state;
    /* local midnight to midnight: 23:00 UTC the day before to 22:00, and 22:00 to 23:00 */
    assert_true(gp_calendar_time(c, at(2026, 3, 28, 23, 0), at(2026, 3, 29, 22, 0)) ==
                23 * H);
    assert_true(gp_calendar_days(c, at(2026, 3, 28, 23, 0), at(2026, 3, 29, 22, 0)) ==
                D);
    assert_true(gp_calendar_days(c, at(2026, 10, 24, 22, 0), at(2026, 10, 25, 23, 0)) ==
                D);
    assert_true(gp_calendar_time(c, at(2026, 10, 24, 22, 0), at(2026, 10, 25, 23, 0)) ==
                25 * H);
    /* 01:00 to 03:00 is one hour on 29 March, three hours on 25 October */
    assert_true(
        gp_calendar_time(night, at(2026, 3, 28, 12, 0), at(2026, 3, 29, 12, 0)) == H);
    assert_true(gp_calendar_time(night, at(2026, 10, 24, 12, 0),
                                 at(2026, 10, 25, 12, 0)) == 3 * H);
    /* Monday 09:00 in Berlin: 08:00 UTC in winter, 07:00 in summer */
    assert_true(is_open_at(night, at(2026, 3, 23, 8, 0)));
    assert_false(is_open_at(night, at(2026, 3, 23, 7, 30)));
    assert_true(is_open_at(night, at(2026, 3, 30, 7, 0)));
    gp_calendar_free(c);
    gp_calendar_free(night);
}

/* Is the office open in this minute? From the text alone, by the clock on its wall. */
static bool naive_open(int64_t utc, int64_t offset)
{
    int64_t local = utc + offset, day = local / GP_DAY_US;
    int64_t minute = local % GP_DAY_US / GP_MINUTE_US;
    unsigned weekday = gp_weekday(day);

    if (day == gp_days_from_civil(2026, 5, 1))
        return false;
    if (weekday == 4)
        return minute >= 8 * 60 && minute < 14 * 60;
    return weekday < 4 &&
           ((minute >= 450 && minute < 720) || (minute >= 765 && minute < 1050));
}

static void every_minute_counted_one_by_one_gives_the_same(void **state)
{
    struct gp_calendar *c = calendar("zone Europe/Berlin\n"
                                     "Mon-Thu 07:30-12:00 12:45-17:30\n"
                                     "Friday 08:00-14:00\n"
                                     "2026-05-01 closed\n",
                                     NULL);
    const int64_t summer = at(2026, 3, 29, 1, 0);
    int64_t from, to, count, t;
    unsigned i;

    (void)state;
    srand(7);
    for (i = 0; i < 300; i++) {
        from = at(2026, 3, 1, 0, 0) + rand() % (90 * 1440) * GP_MINUTE_US;
        to = from + rand() % (20 * 1440) * GP_MINUTE_US;
        for (count = 0, t = from; t < to; t += GP_MINUTE_US)
            count += naive_open(t, t < summer ? H : 2 * H);
        assert_true(gp_calendar_time(c, from, to) == count * GP_MINUTE_US);
        t = from + (to - from) / 3; /* neighbouring stretches add up */
        assert_true(gp_calendar_time(c, from, t) + gp_calendar_time(c, t, to) ==
                    count * GP_MINUTE_US);
        assert_true(gp_calendar_days(c, from, t) + gp_calendar_days(c, t, to) ==
                    gp_calendar_days(c, from, to));
    }
    gp_calendar_free(c);
}

static void a_limit_is_due_at_the_last_instant_that_keeps_it(void **state)
{
    struct gp_calendar *c = calendar("Mon-Fri 09:00-17:00\n", NULL);
    int64_t friday = at(2026, 3, 6, 16, 0), late = at(2026, 3, 20, 12, 0);

    (void)state;
    assert_true(gp_due(c, GP_CLOCK_WALL, friday, late, 5 * H) == friday + 5 * H);
    assert_true(gp_due(c, GP_CLOCK_BUSINESS_DAYS, friday, late, 2 * D) ==
                at(2026, 3, 10, 16, 0));
    assert_true(gp_due(c, GP_CLOCK_BUSINESS_TIME, friday, late, 3 * H) ==
                at(2026, 3, 9, 11, 0));
    /* an hour after Friday 16:00 is 17:00, and still kept until Monday 09:00 */
    assert_true(gp_due(c, GP_CLOCK_BUSINESS_TIME, friday, late, H) ==
                at(2026, 3, 9, 9, 0));
    gp_calendar_free(c);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
        unsigned line;
    } wrong[] = {
        {"Mon-Fri 9-17\n", "found \"9-17\", expected hours such as 09:00-17:00", 1},
        {"\nMon 17:00-09:00\n", "an end after the beginning", 2},
        {"Mon 09:00-13:00 12:00-17:00\n", "in order, without overlap", 1},
        {"Mon 09:00-17:00\nMon-Tue 09:00-17:00\n", "each weekday once", 2},
        {"Mo 09:00-17:00\n", "found \"Mo\", expected a weekday", 1},
        {"2026-02-30 closed\n", "found \"2026-02-30\", expected a weekday", 1},
        {"Mon\n", "expected hours", 1},
        {"Mon 09:00-24:30\n", "expected hours", 1},
        {"Sat closed today\n", "nothing after closed", 1},
        {"Mon-Fri closed\n", "no weekday has opening hours", 0},
        {"zone Europe/Nowhere\nMon 09:00-17:00\n", "no such zone", 0},
        {"Mon 09:00-17:00\nfor \n", "expected the name of a person or team", 2},
        {"Mon 09:00-17:00\nfor A\nfor A\n", "each name once", 3},
        {"for A\nMon 09:00-17:00\n", "of everybody, before the first name", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct gp_calendar *c = NULL;
        struct gp_err err = {0};

        assert_int_equal(
            gp_calendar_parse("o.txt", gp_slice(wrong[i].text), NULL, &c, &err),
            GP_USAGE);
        assert_null(c);
        if (strstr(err.text, wrong[i].says) == NULL || err.line != wrong[i].line)
            fail_msg("%s: says line %u \"%s\"", wrong[i].text, (unsigned)err.line,
                     err.text);
    }
}

/* Anya works on Mondays only, and has everybody's holiday; Bob has everybody's week and a
 * holiday of his own. 2026-03-02 is a Monday. */
static void who_is_named_has_hours_of_their_own(void **state)
{
    struct gp_calendar *c = calendar("Mon-Fri 09:00-17:00\n2026-03-09 closed\n"
                                     "for Anya\nMon 10:00-12:00\n"
                                     "for Bob\n2026-03-02 closed\n",
                                     NULL);
    int64_t monday = at(2026, 3, 2, 0, 0);
    const struct gp_calendar *anya, *bob;
    const char *name;
    uint64_t line;

    (void)state;
    assert_int_equal(gp_calendar_n_named(c), 2);
    anya = gp_calendar_named(c, 0, &name, &line);
    assert_string_equal(name, "Anya");
    assert_int_equal(line, 3);
    bob = gp_calendar_named(c, 1, &name, &line);
    assert_string_equal(name, "Bob");
    assert_true(gp_calendar_time(c, monday, monday + 14 * D) == 9 * 8 * H);
    assert_true(gp_calendar_time(anya, monday, monday + 14 * D) == 2 * H);
    assert_true(gp_calendar_time(bob, monday, monday + 14 * D) == 8 * 8 * H);
    gp_calendar_free(c);
}

static void it_says_what_it_is(void **state)
{
    struct gp_calendar *c = NULL;
    struct gp_text t = {0};

    (void)state;
    assert_int_equal(gp_calendar_usual("+02:00", &c, NULL), GP_OK);
    gp_calendar_say(&t, c);
    gp_calendar_free(c);
    assert_string_equal(gp_text_z(&t), "Mon-Fri 09:00-17:00, +02:00");
    gp_text_clear(&t);
    assert_int_equal(gp_calendar_parse("some/where/office.txt",
                                       gp_slice("Mon 00:00-24:00"), NULL, &c, NULL),
                     GP_OK);
    gp_calendar_say(&t, c);
    assert_string_equal(gp_text_z(&t), "office.txt, UTC");
    gp_calendar_free(c);
    gp_text_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nights_and_weekends_do_not_count),
        cmocka_unit_test(holidays_and_short_days_have_their_own_hours),
        cmocka_unit_test(the_day_the_clocks_jump_is_shorter_or_longer),
        cmocka_unit_test(every_minute_counted_one_by_one_gives_the_same),
        cmocka_unit_test(a_limit_is_due_at_the_last_instant_that_keeps_it),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(who_is_named_has_hours_of_their_own),
        cmocka_unit_test(it_says_what_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
