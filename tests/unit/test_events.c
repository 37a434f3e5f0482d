/* Events: what becomes of a row in each shape, and why a row is refused. */
#include "tests/support/test.h"

#include "base/instant.h"
#include "ingest/events.h"

#include <string.h>

enum { COLUMNS = 7 }; /* case activity start time resource lifecycle instance */

struct bench {
    struct gp_event_maker m;
    struct gp_rejects rejects;
    struct gp_err err;
    uint64_t line;
};

static void begin(struct bench *b, enum gp_shape shape)
{
    static const int column[GP_ROLES] = {
        [GP_ROLE_CASE] = 0,      [GP_ROLE_ACTIVITY] = 1, [GP_ROLE_TIME] = 3,
        [GP_ROLE_START] = 2,     [GP_ROLE_RESOURCE] = 4, [GP_ROLE_GROUP] = -1,
        [GP_ROLE_LIFECYCLE] = 5, [GP_ROLE_INSTANCE] = 6,
    };

    memset(b, 0, sizeof *b);
    gp_rejects_init(&b->rejects, NULL);
    memcpy(b->m.column, column, sizeof column);
    b->m.shape = shape;
    memset(b->m.second, -1, sizeof b->m.second);
    b->m.rejects = &b->rejects;
    b->m.file = "log.csv";
    b->m.log = gp_eventlog_new(true, shape != GP_SHAPE_EVENTS, true, false);
    assert_non_null(b->m.log);
    if (shape == GP_SHAPE_LIFECYCLE)
        gp_eventlog_expect_instances(b->m.log);
    assert_int_equal(gp_eventlog_begin_file(b->m.log, "log.csv", &b->err), GP_OK);
    assert_int_equal(gp_events_begin(&b->m, &b->err), GP_OK);
    b->line = 1;
}

/* One row, fields by '|'. */
static void row(struct bench *b, const char *text)
{
    struct gp_slice fields[COLUMNS];
    struct gp_row r = {.fields = fields, .line = ++b->line, .record = gp_slice(text)};

    for (; r.n_fields < COLUMNS; r.n_fields++) {
        size_t n = strcspn(text, "|");

        fields[r.n_fields] = gp_slice_n(text, n);
        text += n;
        text += *text == '|';
    }
    assert_int_equal(gp_events_take(&b->m, &r, &b->err), GP_OK);
}

static void end(struct bench *b)
{
    assert_int_equal(gp_eventlog_group(b->m.log, &b->err), GP_OK);
    assert_int_equal(b->m.count.used + b->m.count.rejected, b->line - 1);
    assert_int_equal(gp_rejects_total(&b->rejects), b->m.count.rejected);
}

static void finish(struct bench *b)
{
    gp_events_release(&b->m);
    gp_eventlog_free(b->m.log);
    gp_rejects_release(&b->rejects);
}

static int64_t day(int n)
{
    return (gp_days_from_civil(2024, 1, 1) + n - 1) * GP_DAY_US;
}

static void event_is(const struct bench *b, size_t i, const char *activity, int from,
                     int to, const char *resource, uint32_t line)
{
    const struct gp_eventlog *log = b->m.log;

    assert_true(i < log->n);
    assert_true(
        gp_slice_is(gp_dict_name(&log->activities, gp_id(log->activity, i)), activity));
    assert_int_equal(gp_event_start(log, i), day(from));
    assert_int_equal(gp_event_end(log, i), day(to));
    assert_true(
        gp_slice_is(gp_dict_name(&log->resources, gp_id(log->resource, i)), resource));
    assert_int_equal(log->line[i], line);
}

static void a_row_is_an_event(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_EVENTS);
    row(&b, " c1 | Open||2024-01-02| Ann |");
    row(&b, "c1|Close||2024-01-03||");
    end(&b);
    assert_int_equal(b.m.log->n, 2);
    assert_int_equal(b.m.log->cases.n, 1);
    event_is(&b, 0, "Open", 2, 2, "Ann", 2);
    assert_int_equal(gp_id(b.m.log->resource, 1), GP_NO_ID);
    finish(&b);
}

static void rows_are_refused_with_their_reason(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_EVENTS);
    row(&b, "|Open||2024-01-02||");
    row(&b, "c1| ||2024-01-02||");
    row(&b, "c1|Open||||");
    row(&b, "c1|Open||31/02/2024||");
    row(&b, "c1|Open||0001-01-01||");
    end(&b);
    assert_int_equal(b.m.log->n, 0);
    assert_int_equal(b.rejects.count[GP_REJECT_NO_CASE], 1);
    assert_int_equal(b.rejects.count[GP_REJECT_NO_ACTIVITY], 1);
    assert_int_equal(b.rejects.count[GP_REJECT_NO_TIME], 1);
    assert_int_equal(b.rejects.count[GP_REJECT_BAD_TIME], 1);
    assert_int_equal(b.rejects.count[GP_REJECT_IMPLAUSIBLE], 1);
    assert_string_equal(b.rejects.example[GP_REJECT_BAD_TIME][0].found, "31/02/2024");
    assert_int_equal(b.rejects.example[GP_REJECT_BAD_TIME][0].line, 5);
    finish(&b);
}

static void an_interval_keeps_both_times(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_INTERVAL);
    row(&b, "c1|A|2024-01-02|2024-01-03|Ann|");
    row(&b, "c1|B||2024-01-04|Ann|"); /* an end alone */
    row(&b, "c1|C|2024-01-05||Ann|"); /* a start alone */
    row(&b, "c1|D|2024-01-07|2024-01-06|Ann|");
    row(&b, "c1|E|||Ann|");
    end(&b);
    event_is(&b, 0, "A", 2, 3, "Ann", 2);
    event_is(&b, 1, "B", 4, 4, "Ann", 3);
    event_is(&b, 2, "C", 5, 5, "Ann", 4);
    event_is(&b, 3, "D", 7, 6, "Ann", 5);
    assert_int_equal(b.m.count.running, 1);
    assert_int_equal(b.m.count.end_before_start, 1);
    assert_int_equal(b.rejects.count[GP_REJECT_NO_TIME], 1);
    finish(&b);
}

static void starts_and_completes_pair_first_in_first_out(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_LIFECYCLE);
    row(&b, "c1|A||2024-01-01|Ann|START");
    row(&b, "c1|A||2024-01-02|Ann|start");
    row(&b, "c2|A||2024-01-02|Ann|start");
    row(&b, "c1|A||2024-01-03|Ann|Complete");
    row(&b, "c1|A||2024-01-05|Ann|COMPLETE");
    end(&b);
    assert_int_equal(b.m.log->n, 3);
    event_is(&b, 0, "A", 1, 3, "Ann", 2);
    event_is(&b, 1, "A", 2, 5, "Ann", 3);
    event_is(&b, 2, "A", 2, 2, "Ann", 4);
    assert_int_equal(b.m.log->paired.open, 1);
    assert_int_equal(b.m.log->open[2], GP_ROW_OPEN);
    finish(&b);
}

static void who_completes_handed_over_work_has_it(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_LIFECYCLE);
    row(&b, "c1|A||2024-01-01|Ann|start");
    row(&b, "c1|A||2024-01-02|Bob|complete");
    row(&b, "c1|B||2024-01-03|Ann|start");
    row(&b, "c1|B||2024-01-04||complete");
    end(&b);
    event_is(&b, 0, "A", 1, 2, "Bob", 2);
    event_is(&b, 1, "B", 3, 4, "Ann", 4);
    finish(&b);
}

static void instances_pair_only_with_themselves(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_LIFECYCLE);
    row(&b, "c1|A||2024-01-01|Ann|start|i1");
    row(&b, "c1|A||2024-01-02|Ann|start|i2");
    row(&b, "c1|A||2024-01-03|Ann|complete|i2");
    row(&b, "c1|A||2024-01-04|Ann|complete|i1");
    end(&b);
    event_is(&b, 0, "A", 1, 4, "Ann", 2);
    event_is(&b, 1, "A", 2, 3, "Ann", 3);
    finish(&b);
}

static void other_transitions_are_used_up(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_LIFECYCLE);
    row(&b, "c1|A||2024-01-01|Ann|schedule");
    row(&b, "c1|A||2024-01-02|Ann|complete");
    row(&b, "c1|B||2024-01-03|Ann|");
    row(&b, "c1|B||2024-01-03|Ann|In Progress");
    end(&b);
    assert_int_equal(b.m.log->n, 2);
    assert_int_equal(b.m.count.other_transitions, 2);
    assert_int_equal(b.m.log->paired.alone, 2);
    event_is(&b, 0, "A", 2, 2, "Ann", 3);
    finish(&b);
}

static void two_columns_make_a_case_id(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_EVENTS);
    b.m.second[GP_ROLE_CASE] = 4;
    row(&b, "c1|A||2024-01-01|x|");
    row(&b, "c1|A||2024-01-01||");
    end(&b);
    assert_true(gp_slice_is(gp_dict_name(&b.m.log->cases, 0), "c1|x"));
    assert_int_equal(b.rejects.count[GP_REJECT_NO_CASE], 1);
    finish(&b);
}

static void markers_empty_the_resource_only(void **state)
{
    static const struct gp_slice missing[] = {{"?", 1}, {"NULL", 4}};
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_EVENTS);
    b.m.missing = missing;
    b.m.n_missing = 2;
    row(&b, "?|NULL||2024-01-01|?|");
    end(&b);
    assert_int_equal(b.m.log->n, 1);
    assert_int_equal(gp_id(b.m.log->resource, 0), GP_NO_ID);
    finish(&b);
}

static void names_are_trimmed_and_nothing_else(void **state)
{
    struct bench b;

    (void)state;
    begin(&b, GP_SHAPE_EVENTS);
    row(&b, "0012|A||2024-01-01||");
    row(&b, "12|a||2024-01-01||");
    row(&b, "\xC2\xA0"
            "12\t|a||2024-01-01||");
    end(&b);
    assert_int_equal(b.m.log->cases.n, 2);
    assert_int_equal(b.m.log->activities.n, 2);
    finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_an_event),
        cmocka_unit_test(rows_are_refused_with_their_reason),
        cmocka_unit_test(an_interval_keeps_both_times),
        cmocka_unit_test(starts_and_completes_pair_first_in_first_out),
        cmocka_unit_test(who_completes_handed_over_work_has_it),
        cmocka_unit_test(instances_pair_only_with_themselves),
        cmocka_unit_test(other_transitions_are_used_up),
        cmocka_unit_test(two_columns_make_a_case_id),
        cmocka_unit_test(markers_empty_the_resource_only),
        cmocka_unit_test(names_are_trimmed_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
