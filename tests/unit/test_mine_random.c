/* A thousand random logs: every miner says what the naive second opinion says. A
 * failure prints the seed; SEED=n runs that one alone. */
#include "tests/support/gen.h"
#include "tests/support/opinion.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

enum { LOGS = 1000 };

/* End activities, the treatment of open cases and a "now", drawn from the seed. */
static struct gp_mine_options draw_options(uint64_t seed, const struct naive_log *log,
                                           const char **ends)
{
    struct gen g = {seed ^ UINT64_C(0xABCDEF)};
    struct gp_mine_options o = {.now = INT64_MIN, .ends = ends};

    if (gen_chance(&g, 50)) {
        ends[o.n_ends++] = log->e[gen_below(&g, log->n)].activity;
        ends[o.n_ends++] = log->e[gen_below(&g, log->n)].activity;
    }
    o.include_open = gen_chance(&g, 30);
    if (gen_chance(&g, 20))
        o.now = INT64_C(1400000000000000);
    return o;
}

static void one_log_is_mined_as_naively(uint64_t seed)
{
    const char *ends[2];
    struct naive_log naive = gen_log(seed);
    struct gp_eventlog *log = gen_eventlog(&naive);
    struct gp_mine_options options = draw_options(seed, &naive, ends);
    struct gp_stats stats;
    struct gp_err err;
    const char *difference;

    naive_order(&naive);
    if (gp_mine(log, &options, &stats, &err) != GP_OK)
        fail_msg("seed %llu: %s", (unsigned long long)seed, err.text);
    difference = opinion_differs(&naive, &stats, &options);
    if (difference != NULL)
        fail_msg("seed %llu: %s", (unsigned long long)seed, difference);
    gp_stats_release(&stats);
    gp_eventlog_free(log);
    naive_free(&naive);
}

static void a_thousand_logs_are_mined_as_naively(void **state)
{
    const char *only = getenv("SEED");
    uint64_t seed;

    (void)state;
    if (only != NULL) {
        one_log_is_mined_as_naively(strtoull(only, NULL, 10));
        return;
    }
    for (seed = 1; seed <= LOGS; seed++)
        one_log_is_mined_as_naively(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_logs_are_mined_as_naively),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
