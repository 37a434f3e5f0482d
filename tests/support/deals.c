/* deals.c - see deals.h. */
#include "tests/support/deals.h"
#include "base/instant.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <string.h>

struct line {
    const char *case_id, *activity, *resource, *group;
    int64_t minutes;
};

static const struct line lines[] = {
    {"1", "New", "Ann", "Sales", 0},      {"1", "Call", "Bob", "Sales", 60},
    {"1", "Offer", "Ann", "Sales", 90},   {"1", "Won", "", "Legal", 1530},
    {"2", "New", "Ann", "Sales", 10},     {"2", "Call", "Bob", "Sales", 20},
    {"2", "Call", "Bob", "Support", 300}, {"2", "=Lost|", "Ann", "Sales", 310},
};

int deals_set_up(void **state)
{
    static struct deals f;
    size_t n = sizeof lines / sizeof *lines, i;
    struct gp_mine_options options = {.now = INT64_MIN};
    struct gp_err err;

    memset(&f, 0, sizeof f);
    f.log = logged_begin("/home/ann/deals.csv", true, false, true, true);
    for (i = 0; i < n; i++)
        logged_event(f.log, lines[i].case_id, lines[i].activity, lines[i].resource,
                     lines[i].group, lines[i].minutes * GP_MINUTE_US,
                     lines[i].minutes * GP_MINUTE_US);
    assert_int_equal(gp_eventlog_group(f.log, &err), GP_OK);
    assert_int_equal(gp_mine(f.log, &options, &f.stats, &err), GP_OK);
    f.ingest.log = f.log;
    f.ingest.rows = f.ingest.used = f.ingest.events = f.ingest.events_read = n;
    f.facts = (struct gp_facts){
        .ingest = &f.ingest,
        .stats = &f.stats,
        .most_variants = 1000,
        .rerun = "goatpath report deals.csv",
    };
    *state = &f;
    return 0;
}

int deals_tear_down(void **state)
{
    struct deals *f = *state;

    gp_stats_release(&f->stats);
    gp_eventlog_free(f->log);
    return 0;
}
