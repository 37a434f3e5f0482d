/* Whose hours a person works by: their own, those of the team in which they do most, or
 * everybody's. Names by bytes, then without case and accents.
 */
#include "base/mem_refuse.h"
#include "mine/duty.h"
#include "tests/support/test.h"

static void add(struct gp_eventlog *log, const char *who, const char *team)
{
    struct gp_event e = {0};

    e.case_id = gp_slice("1");
    e.activity = gp_slice("A");
    e.resource = gp_slice(who);
    e.group = gp_slice(team);
    e.line = (uint32_t)log->n + 2;
    assert_int_equal(gp_eventlog_add(log, &e, NULL), GP_OK);
}

/* Bob is twice at night, once by day; Cid has no team. */
static struct gp_eventlog *people(void)
{
    struct gp_eventlog *log = gp_eventlog_new(true, false, true, true);

    assert_non_null(log);
    assert_int_equal(gp_eventlog_begin_file(log, "work.csv", NULL), GP_OK);
    add(log, "Anya", "Night");
    add(log, "Bob", "Day");
    add(log, "Bob", "Night");
    add(log, "Bob", "Night");
    add(log, "Cid", "");
    add(log, "D\xC3\xB6rte", "Day");
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    return log;
}

static struct gp_calendar *hours(void)
{
    static const char text[] = "Mon-Fri 09:00-17:00\nfor Anya\nMon 09:00-12:00\n"
                               "for NIGHT\nMon-Sun 22:00-24:00\nfor dorte\nTue closed\n"
                               "for Nobody\nMon 09:00-10:00\n";
    struct gp_calendar *c = NULL;

    assert_int_equal(gp_calendar_parse("hours.txt", gp_slice(text), NULL, &c, NULL),
                     GP_OK);
    return c;
}

static size_t hours_of(const struct gp_eventlog *log, const struct gp_calendar *c,
                       const struct gp_duty *d, const char *who)
{
    const struct gp_calendar *of = d->of[gp_dict_find(&log->resources, gp_slice(who))];
    const char *name;
    uint64_t line;
    size_t i;

    for (i = 0; i < gp_calendar_n_named(c); i++)
        if (gp_calendar_named(c, i, &name, &line) == of)
            return i + 1;
    assert_ptr_equal(of, c);
    return 0;
}

static void own_hours_come_before_the_team_s_and_everybody_s(void **state)
{
    struct gp_eventlog *log = people();
    struct gp_calendar *c = hours();
    struct gp_duty d;

    (void)state;
    assert_int_equal(gp_duty_find(log, c, &d, NULL), GP_OK);
    assert_int_equal(hours_of(log, c, &d, "Anya"), 1);
    assert_int_equal(hours_of(log, c, &d, "Bob"), 2);
    assert_int_equal(hours_of(log, c, &d, "Cid"), 0);
    assert_int_equal(hours_of(log, c, &d, "D\xC3\xB6rte"), 3);
    assert_int_equal(d.n_own, 2);
    assert_int_equal(d.n_team, 1);
    assert_int_equal(d.n_unknown, 1);
    assert_int_equal(d.unknown[0], 3);
    gp_duty_release(&d);
    gp_calendar_free(c);
    gp_eventlog_free(log);
}

static void refused_memory_is_a_status(void **state)
{
    struct gp_eventlog *log = people();
    struct gp_calendar *c = hours();
    bool refused = true;
    uint64_t n;

    (void)state;
    for (n = 0; refused; n++) {
        struct gp_duty d;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_duty_find(log, c, &d, NULL);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        gp_duty_release(&d);
    }
    gp_calendar_free(c);
    gp_eventlog_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_hours_come_before_the_team_s_and_everybody_s),
        cmocka_unit_test(refused_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
