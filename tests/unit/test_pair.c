/* Starts and completes of random logs become the events that a walk over all rows for each
 * complete finds, wherever the rows lay until then. */
#include "base/budget.h"
#include "base/mem.h"
#include "eventlog/eventlog.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3000, CASES = 40, ACTIVITIES = 4, INSTANCES = 3, PEOPLE = 3 };

struct row {
    unsigned case_id, activity, instance, person; /* 0: no instance, nobody */
    int64_t time;
    enum gp_row_kind kind;
};

struct event {
    unsigned case_id, activity, person;
    int64_t start, end;
    size_t row; /* that it begins with */
    bool open;
};

static unsigned next(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 8) % below;
}

static void make_rows(struct row *row, uint32_t seed)
{
    size_t i;

    for (i = 0; i < ROWS; i++)
        row[i] = (struct row){
            .case_id = next(&seed, CASES),
            .activity = next(&seed, ACTIVITIES),
            .instance = next(&seed, INSTANCES),
            .person = next(&seed, PEOPLE),
            .time = (int64_t)i / 4 * 1000 - next(&seed, 3) * 1000,
            .kind = next(&seed, 5) == 0   ? GP_ROW_EVENT
                    : next(&seed, 2) == 0 ? GP_ROW_START
                                          : GP_ROW_COMPLETE,
        };
}

/* The oldest start before row i that it completes and nobody has completed; ROWS: none. */
static size_t start_of(const struct row *row, size_t i, const bool *done)
{
    size_t k;

    for (k = 0; k < i; k++)
        if (row[k].kind == GP_ROW_START && !done[k] &&
            row[k].case_id == row[i].case_id && row[k].activity == row[i].activity &&
            row[k].instance == row[i].instance)
            return k;
    return ROWS;
}

static int in_order(const void *x, const void *y)
{
    const struct event *a = x, *b = y;

    if (a->case_id != b->case_id)
        return a->case_id < b->case_id ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->row < b->row ? -1 : 1;
}

static size_t pair_naively(const struct row *row, struct event *out,
                           struct gp_paired *count)
{
    bool done[ROWS] = {false};
    size_t at[ROWS], n = 0, i;

    for (i = 0; i < ROWS; i++) {
        size_t k = row[i].kind == GP_ROW_COMPLETE ? start_of(row, i, done) : ROWS;

        if (k != ROWS) {
            done[k] = true;
            out[at[k]].end = row[i].time;
            out[at[k]].open = false;
            if (row[i].person != 0)
                out[at[k]].person = row[i].person;
            count->pairs++;
            count->end_before_start += row[i].time < row[k].time;
            continue;
        }
        count->alone += row[i].kind == GP_ROW_COMPLETE;
        at[i] = n;
        out[n++] = (struct event){row[i].case_id,
                                  row[i].activity,
                                  row[i].person,
                                  row[i].time,
                                  row[i].time,
                                  i,
                                  row[i].kind == GP_ROW_START};
    }
    for (i = 0; i < n; i++)
        count->open += out[i].open;
    qsort(out, n, sizeof *out, in_order);
    return n;
}

/* limit: bytes before the log moves to disk. */
static struct gp_eventlog *read_log(const struct row *row, size_t limit,
                                    unsigned threads)
{
    struct gp_eventlog *log = gp_eventlog_new(true, true, true, false);
    struct gp_err err;
    size_t i;

    log->limit = limit;
    gp_eventlog_threads(log, threads);
    gp_eventlog_expect_instances(log);
    gp_eventlog_count_rows(log);
    assert_int_equal(gp_eventlog_begin_file(log, "log", &err), GP_OK);
    for (i = 0; i < ROWS; i++) {
        char c[16], a[16], w[16], k[16];
        struct gp_event e = {.start = row[i].time,
                             .end = row[i].time,
                             .line = (uint32_t)i,
                             .kind = row[i].kind};

        snprintf(c, sizeof c, "c%02u", row[i].case_id);
        snprintf(a, sizeof a, "a%u", row[i].activity);
        snprintf(w, sizeof w, "w%u", row[i].person);
        snprintf(k, sizeof k, "i%u", row[i].instance);
        if (i == ROWS / 2) /* several files are one log */
            assert_int_equal(gp_eventlog_begin_file(log, "more", &err), GP_OK);
        e.case_id = gp_slice(c);
        e.activity = gp_slice(a);
        e.resource = gp_slice(row[i].person != 0 ? w : "");
        e.instance = gp_slice(row[i].instance != 0 ? k : "");
        assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
    }
    assert_int_equal(log->spill != NULL, limit == 0);
    assert_int_equal(gp_eventlog_group(log, &err), GP_OK);
    return log;
}

static bool is_named(const struct gp_dict *d, uint32_t id, const char *kind, unsigned n)
{
    char name[16];

    snprintf(name, sizeof name, kind, n);
    return gp_slice_is(gp_dict_name(d, id), name);
}

static bool is_event(const struct gp_eventlog *log, size_t i, const struct event *e)
{
    uint32_t who = gp_id(log->resource, i);

    return is_named(&log->activities, gp_id(log->activity, i), "a%u", e->activity) &&
           (e->person == 0 ? who == GP_NO_ID
                           : is_named(&log->resources, who, "w%u", e->person)) &&
           log->start[i] == e->start && log->end[i] == e->end &&
           log->line[i] == e->row && log->open[i] == (e->open ? GP_ROW_OPEN : 0);
}

static void compare(const struct gp_eventlog *log, const struct event *event, size_t n,
                    const struct row *row, const struct gp_paired *count)
{
    size_t c, i, k, rows = 0;
    int64_t pairs = 0;

    assert_int_equal(log->n, n);
    assert_memory_equal(&log->paired, count, sizeof *count);
    for (c = 0; c < log->n_cases; c++) {
        for (k = 0; k < n; k++)
            if (is_named(&log->cases, (uint32_t)c, "c%02u", event[k].case_id))
                break;
        for (rows = 0, i = 0; i < ROWS; i++)
            rows += row[i].case_id == event[k].case_id;
        assert_int_equal(rows, (int64_t)log->first[c + 1] - log->first[c] +
                                   log->more_rows[c]);
        pairs += log->more_rows[c];
        for (i = log->first[c]; i < log->first[c + 1]; i++, k++)
            if (!is_event(log, i, &event[k]))
                fail_msg("case %zu, event %zu", c, i);
    }
    assert_int_equal(pairs, count->pairs);
}

static void pairs_are_those_of_a_walk_over_all_rows(void **state)
{
    static struct row row[ROWS];
    static struct event event[ROWS];
    uint32_t seed;

    (void)state;
    for (seed = 1; seed <= 6; seed++) {
        struct gp_paired count = {0};
        struct gp_eventlog *log;
        unsigned threads;
        size_t n;

        make_rows(row, seed);
        n = pair_naively(row, event, &count);
        assert_true(count.pairs != 0 && count.alone != 0 && count.open != 0);
        for (threads = 1; threads <= 3; threads += 2) {
            log = read_log(row, SIZE_MAX, threads);
            compare(log, event, n, row, &count);
            gp_eventlog_free(log);
            log = read_log(row, 0, threads);
            compare(log, event, n, row, &count);
            gp_eventlog_free(log);
        }
    }
}

static int begin(void **state)
{
    (void)state;
    gp_budget_set(0, scratch_dir());
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_those_of_a_walk_over_all_rows),
    };

    return cmocka_run_group_tests(tests, begin, scratch_teardown);
}
