/* Rows of histories become the same events wherever they lay until then. */
#include "base/budget.h"
#include "eventlog/eventlog.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>

struct row {
    const char *case_id;
    enum gp_row_kind kind;
    int time;
    const char *activity, *who, *team;
};

/* The line of a row is its place here, from 1. */
static const struct row rows[] = {
    {"late", GP_ROW_PERSON, 50, "", "Eve", ""}, /* seen first, changed last */
    {"a", GP_ROW_CHANGE, 30, "Won", "", ""},
    {"a", GP_ROW_BEFORE, 30, "Offer", "", ""},
    {"a", GP_ROW_CHANGE, 20, "Offer", "", ""}, /* the first in time */
    {"a", GP_ROW_DATED, 11, "Lead", "", ""},
    {"a", GP_ROW_CREATED, 10, "", "Ann", ""}, /* earlier, and tells by whom */
    {"a", GP_ROW_PERSON, 30, "", "Bob", ""},  /* of the same moment */
    {"a", GP_ROW_PERSON, 25, "", "", ""},     /* nobody's */
    {"a", GP_ROW_PERSON, 12, "", "Eve", ""},
    {"a", GP_ROW_TEAM, 20, "", "", "Sales"},
    {"empty", GP_ROW_CREATED, 5, "", "Ann", ""},
    {"undated", GP_ROW_CHANGE, 40, "Open", "Ann", ""}, /* its own person stays */
    {"undated", GP_ROW_BEFORE, 40, "Draft", "", ""},
    {"undated", GP_ROW_PERSON, 1, "", "Bob", ""},
    {"other", GP_ROW_EVENT, 60, "Call", "", ""},
    {"late", GP_ROW_CHANGE, 60, "Open", "", ""},
    {"too-late", GP_ROW_CHANGE, 70, "Open", "", ""},
    {"too-late", GP_ROW_DATED, 70, "Draft", "", ""}, /* not before its change */
};

static const char expected[] =
    "late: Open 60 Eve - 16, more 0\n"
    "a: Lead 10 Ann - 6, Offer 20 Eve Sales 4, "
    "Won 30 Bob Sales 2, more -1\n"
    "undated: Open 40 Ann - 12, more 0\n"
    "other: Call 60 - - 15, more 0\n"
    "too-late: Open 70 - - 17, more 0\n"
    "first states 1, undated 2; activities Won Offer Lead Open "
    "Call; people Eve Ann Bob\n";

static struct gp_eventlog *read_log(size_t limit, unsigned threads)
{
    struct gp_eventlog *log = gp_eventlog_new(true, false, true, true);
    struct gp_err err;
    size_t i;

    log->limit = limit;
    gp_eventlog_threads(log, threads);
    gp_eventlog_count_rows(log);
    assert_int_equal(gp_eventlog_begin_file(log, "log", &err), GP_OK);
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct gp_event e = {.case_id = gp_slice(rows[i].case_id),
                             .activity = gp_slice(rows[i].activity),
                             .resource = gp_slice(rows[i].who),
                             .group = gp_slice(rows[i].team),
                             .start = rows[i].time,
                             .end = rows[i].time,
                             .line = (uint32_t)i + 1,
                             .kind = rows[i].kind};

        assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
    }
    assert_int_equal(log->spill != NULL, limit == 0);
    assert_int_equal(gp_eventlog_group(log, &err), GP_OK);
    return log;
}

static void add_name(struct gp_text *t, const struct gp_dict *d, uint32_t id)
{
    gp_text_add(t, " ");
    if (id == GP_NO_ID)
        gp_text_add(t, "-");
    else
        gp_text_add_slice(t, gp_dict_name(d, id));
}

static void add_names(struct gp_text *t, const struct gp_dict *d)
{
    uint32_t id;

    for (id = 0; id < d->n; id++)
        add_name(t, d, id);
}

static void tell(const struct gp_eventlog *log, struct gp_text *t)
{
    char number[64];
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        gp_text_add_slice(t, gp_dict_name(&log->cases, (uint32_t)c));
        gp_text_add(t, ":");
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            add_name(t, &log->activities, gp_id(log->activity, i));
            snprintf(number, sizeof number, " %d", (int)log->end[i]);
            gp_text_add(t, number);
            add_name(t, &log->resources, gp_id(log->resource, i));
            add_name(t, &log->groups, gp_id(log->group, i));
            snprintf(number, sizeof number, " %u,", log->line[i]);
            gp_text_add(t, number);
        }
        snprintf(number, sizeof number, " more %d\n", log->more_rows[c]);
        gp_text_add(t, number);
    }
    snprintf(number, sizeof number, "first states %u, undated %u; activities",
             (unsigned)log->paired.first_states, (unsigned)log->paired.unknown_starts);
    gp_text_add(t, number);
    add_names(t, &log->activities);
    gp_text_add(t, "; people");
    add_names(t, &log->resources);
    gp_text_add(t, "\n");
}

static void rows_become_the_same_events_in_memory_and_on_disk(void **state)
{
    unsigned way;

    (void)state;
    for (way = 0; way < 4; way++) {
        struct gp_eventlog *log =
            read_log(way % 2 == 0 ? SIZE_MAX : 0, way < 2 ? 1 : 3);
        struct gp_text text = {0};

        tell(log, &text);
        assert_string_equal(gp_text_z(&text), expected);
        assert_null(log->open);
        gp_text_release(&text);
        gp_eventlog_free(log);
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
        cmocka_unit_test(rows_become_the_same_events_in_memory_and_on_disk),
    };

    return cmocka_run_group_tests(tests, begin, scratch_teardown);
}
