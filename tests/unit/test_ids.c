/* Columns of ids, of two bytes and of four. */
#include "base/map.h"
#include "base/mem.h"
#include "eventlog/cut.h"
#include "eventlog/eventlog.h"
#include "tests/support/test.h"

#include <stdio.h>

static void a_small_id_takes_two_bytes_and_none_comes_back_as_none(void **state)
{
    struct gp_ids ids;

    (void)state;
    assert_true(gp_ids_missing(&ids, 3));
    assert_true(gp_ids_put(&ids, 0, 0, 3, 3));
    assert_true(gp_ids_put(&ids, 1, 0x7fff, 3, 3));
    assert_false(ids.wide);
    assert_int_equal(gp_id(ids, 0), 0);
    assert_int_equal(gp_id(ids, 1), 0x7fff);
    assert_true(gp_id(ids, 2) == GP_NO_ID);
    gp_free(ids.at);
}

static void the_first_large_id_widens_all(void **state)
{
    static const uint32_t large[] = {0x8000, 0xfffe, 0xffff, 0x10000, 0x7fffffff};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof large / sizeof *large; i++) {
        struct gp_ids ids;

        assert_true(gp_ids_missing(&ids, 3));
        assert_true(gp_ids_put(&ids, 1, 7, 3, 5));
        assert_true(gp_ids_put(&ids, 3, large[i], 3, 5));
        assert_true(ids.wide);
        assert_true(gp_id(ids, 0) == GP_NO_ID);
        assert_int_equal(gp_id(ids, 1), 7);
        assert_true(gp_id(ids, 2) == GP_NO_ID);
        assert_true(gp_id(ids, 3) == large[i]);
        gp_free(ids.at);
    }
}

/* ---- a log with more people than two bytes tell apart ---- */

enum { EVENTS = 40000, CASES = 100 };

static void add(struct gp_eventlog *log, uint32_t i)
{
    char c[32], who[32];
    struct gp_slice kept;
    struct gp_event e = {.line = i + 2, .kept = &kept, .start = i, .end = i};
    struct gp_err err;

    snprintf(c, sizeof c, "case %u", i % CASES);
    snprintf(who, sizeof who, "who %u", i);
    kept = gp_slice(who);
    e.case_id = gp_slice(c);
    e.activity = gp_slice("step");
    e.resource = gp_slice(i % 10 == 3 ? "" : who);
    assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
}

/* limit: bytes it may take before it moves to disk */
static struct gp_eventlog *fill(size_t limit)
{
    struct gp_eventlog *log = gp_eventlog_new(true, false, true, false);
    struct gp_err err;
    uint32_t i;

    log->limit = limit;
    assert_int_equal(gp_eventlog_keep(log, "note", &err), GP_OK);
    assert_int_equal(gp_eventlog_begin_file(log, "one", &err), GP_OK);
    for (i = 0; i < EVENTS; i++)
        add(log, i);
    assert_int_equal(log->spill != NULL, limit != SIZE_MAX);
    assert_int_equal(gp_eventlog_group(log, &err), GP_OK);
    return log;
}

static void assert_names(struct gp_dict *names, struct gp_ids ids, size_t at,
                         uint32_t i)
{
    char who[32];

    snprintf(who, sizeof who, "who %u", i);
    assert_string_equal(gp_dict_name(names, gp_id(ids, at)).at, who);
}

/* Case c holds events c, c + CASES, c + 2 CASES, ... */
static void assert_events(struct gp_eventlog *log, uint32_t every)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            uint32_t event =
                (uint32_t)(c * every + (i - log->first[c]) * (size_t)CASES);

            assert_int_equal(log->line[i], event + 2);
            assert_int_equal(log->end[i], event);
            assert_names(&log->kept[0].values, log->kept[0].id, i, event);
            if (event % 10 == 3)
                assert_true(gp_id(log->resource, i) == GP_NO_ID);
            else
                assert_names(&log->resources, log->resource, i, event);
        }
    }
}

static void a_log_widens_while_it_is_read(void **state)
{
    struct gp_eventlog *log = fill(SIZE_MAX);

    (void)state;
    assert_true(log->resource.wide && log->kept[0].id.wide);
    assert_false(log->activity.wide);
    assert_events(log, 1);
    gp_eventlog_free(log);
}

static void so_does_one_that_moves_to_disk_before_or_after(void **state)
{
    static const size_t limits[] = {0, 500000, 800000};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct gp_eventlog *log = fill(limits[i]);

        assert_true(log->resource.wide && log->kept[0].id.wide);
        assert_false(log->activity.wide);
        assert_events(log, 1);
        gp_eventlog_free(log);
    }
}

static void wide_ids_are_numbered_anew_when_cases_are_cut(void **state)
{
    struct gp_eventlog *log = fill(SIZE_MAX);
    bool keep[CASES];
    struct gp_err err;
    size_t c;

    (void)state;
    for (c = 0; c < CASES; c++)
        keep[c] = c % 4 == 0;
    assert_int_equal(gp_eventlog_cut(log, keep, &err), GP_OK);
    assert_int_equal(log->kept[0].values.n, EVENTS / 4);
    assert_events(log, 4);
    gp_eventlog_free(log);
}

static void a_reordered_case_moves_all_its_columns(void **state)
{
    struct gp_eventlog *log = fill(SIZE_MAX);
    uint32_t *order = gp_array(log->n, sizeof *order);
    struct gp_err err;
    size_t c, i;

    (void)state;
    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            order[i] = log->first[c] + (log->first[c + 1] - 1 - (uint32_t)i);
    assert_int_equal(gp_eventlog_reorder(log, order, &err), GP_OK);
    assert_int_equal(log->line[0], EVENTS - CASES + 2);
    assert_names(&log->resources, log->resource, 0, EVENTS - CASES);
    assert_int_equal(gp_eventlog_reorder(log, order, &err), GP_OK);
    assert_events(log, 1);
    gp_free(order);
    gp_eventlog_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_id_takes_two_bytes_and_none_comes_back_as_none),
        cmocka_unit_test(the_first_large_id_widens_all),
        cmocka_unit_test(a_log_widens_while_it_is_read),
        cmocka_unit_test(so_does_one_that_moves_to_disk_before_or_after),
        cmocka_unit_test(wide_ids_are_numbered_anew_when_cases_are_cut),
        cmocka_unit_test(a_reordered_case_moves_all_its_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
