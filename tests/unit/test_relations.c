/* What must not change, and what must change how, when a log is changed: shuffled,
 * doubled, stretched, moved. On random logs, by seed. */
#include "mine/mine.h"
#include "tests/support/gen.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOGS = 200 };

struct mined {
    struct naive_log events;
    struct gp_eventlog *log;
    struct gp_stats stats;
};

static const struct gp_mine_options plain = {.now = INT64_MIN};

static void mine(struct mined *m)
{
    struct gp_err err;

    m->log = gen_eventlog(&m->events);
    assert_int_equal(gp_mine(m->log, &plain, &m->stats, &err), GP_OK);
}

static void release(struct mined *m)
{
    gp_stats_release(&m->stats);
    gp_eventlog_free(m->log);
    naive_free(&m->events);
}

static const char *name(const struct mined *m, enum gp_level level, uint32_t id)
{
    return gp_stats_name(&m->stats, level, id).at;
}

/* All spans of b are factor times those of a, up to the rounding of quantiles. */
static bool stretched(const struct gp_spread *a, const struct gp_spread *b,
                      int64_t factor)
{
    const int64_t x[] = {a->mean, a->p25, a->median, a->p75, a->p90, a->p95};
    const int64_t y[] = {b->mean, b->p25, b->median, b->p75, b->p90, b->p95};
    size_t i;

    for (i = 0; i < sizeof x / sizeof *x; i++)
        if (llabs(y[i] - x[i] * factor) > (factor == 1 ? 0 : factor))
            return false;
    return b->min == a->min * factor && b->max == a->max * factor &&
           b->sum == a->sum * factor && b->count == a->count;
}

/* Everything that is mined, b against a: counts times `times`, spans times `factor`. */
static void links_relate(const struct mined *a, const struct mined *b, uint64_t times,
                         int64_t factor)
{
    enum gp_level level;
    size_t i;

    for (level = GP_BY_ACTIVITY; level <= GP_BY_GROUP; level++) {
        const struct gp_links *x = &a->stats.links[level], *y = &b->stats.links[level];

        assert_int_equal(x->n, y->n);
        assert_int_equal(y->unassigned.count, x->unassigned.count * times);
        assert_int_equal(y->same, x->same * times);
        for (i = 0; i < x->n; i++) {
            assert_string_equal(name(a, level, x->stat[i].from),
                                name(b, level, y->stat[i].from));
            assert_string_equal(name(a, level, x->stat[i].to),
                                name(b, level, y->stat[i].to));
            assert_int_equal(y->stat[i].count, x->stat[i].count * times);
            assert_int_equal(y->stat[i].cases, x->stat[i].cases * times);
            if (times == 1)
                assert_true(stretched(&x->stat[i].wait, &y->stat[i].wait, factor));
            else
                assert_true(y->stat[i].wait.sum == x->stat[i].wait.sum * (int)times);
        }
    }
}

static void paths_relate(const struct mined *a, const struct mined *b, uint64_t times)
{
    size_t i;

    assert_int_equal(a->stats.n_activities, b->stats.n_activities);
    for (i = 0; i < a->stats.n_activities; i++)
        assert_int_equal(b->stats.activities[i].events,
                         a->stats.activities[i].events * times);
    assert_int_equal(a->stats.variants.n, b->stats.variants.n);
    for (i = 0; i < a->stats.variants.n; i++) {
        assert_true(a->stats.variants.variant[i].hash ==
                    b->stats.variants.variant[i].hash);
        assert_int_equal(b->stats.variants.variant[i].count,
                         a->stats.variants.variant[i].count * times);
    }
    assert_int_equal(a->stats.n_rework, b->stats.n_rework);
    for (i = 0; i < a->stats.n_rework; i++)
        assert_int_equal(b->stats.rework[i].occurrences,
                         a->stats.rework[i].occurrences * times);
}

static void durations_relate(const struct mined *a, const struct mined *b,
                             int64_t factor)
{
    assert_true(stretched(&a->stats.cases.duration, &b->stats.cases.duration, factor));
    assert_true(b->stats.all_waiting == a->stats.all_waiting * factor);
}

static struct mined copy_of(const struct mined *a, size_t times)
{
    struct mined b = {.events = a->events};
    size_t i;

    b.events.e = calloc(a->events.n * times, sizeof *b.events.e);
    assert_non_null(b.events.e);
    for (i = 0; i < times; i++)
        memcpy(b.events.e + i * a->events.n, a->events.e,
               a->events.n * sizeof *b.events.e);
    b.events.n = a->events.n * times;
    return b;
}

static struct mined original(uint64_t seed)
{
    struct mined a = {.events = gen_log(seed)};

    mine(&a);
    return a;
}

/* Cases stand one after the other, in another order; inside a case nothing moves. */
static void move_cases(struct naive_log *log, uint64_t seed)
{
    struct gen g = {seed};
    size_t i, k;

    for (i = 0; i < log->n * 4; i++) {
        k = (size_t)gen_below(&g, log->n);
        if (k + 1 < log->n && strcmp(log->e[k].case_id, log->e[k + 1].case_id) != 0) {
            struct naive_event e = log->e[k];

            log->e[k] = log->e[k + 1];
            log->e[k + 1] = e;
        }
    }
}

static void shuffled_cases_change_nothing(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= LOGS; seed++) {
        struct mined a = original(seed), b = copy_of(&a, 1);
        size_t i;

        move_cases(&b.events, seed);
        mine(&b);
        links_relate(&a, &b, 1, 1);
        paths_relate(&a, &b, 1);
        durations_relate(&a, &b, 1);
        assert_int_equal(a.stats.bottlenecks.n, b.stats.bottlenecks.n);
        for (i = 0; i < a.stats.bottlenecks.n; i++) {
            const struct gp_bottleneck *x = &a.stats.bottlenecks.item[i];
            const struct gp_bottleneck *y = &b.stats.bottlenecks.item[i];

            assert_true(x->hash == y->hash && x->rank == y->rank);
            assert_true(x->total == y->total && x->half_width == y->half_width);
        }
        assert_int_equal(a.log->n_ties, b.log->n_ties);
        release(&a);
        release(&b);
    }
}

/* The second copy's cases get ids of their own. */
static void rename_half(struct naive_log *log, char names[][16])
{
    size_t i;

    for (i = log->n / 2; i < log->n; i++) {
        snprintf(names[i], sizeof names[i], "%s'", log->e[i].case_id);
        log->e[i].case_id = names[i];
    }
}

static void a_doubled_log_doubles_counts_and_keeps_medians(void **state)
{
    static char names[1024][16];
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= LOGS; seed++) {
        struct mined a = original(seed), b = copy_of(&a, 2);

        assert_true(b.events.n <= 1024);
        rename_half(&b.events, names);
        mine(&b);
        links_relate(&a, &b, 2, 1);
        paths_relate(&a, &b, 2);
        assert_int_equal(b.stats.cases.duration.count,
                         a.stats.cases.duration.count * 2);
        assert_int_equal(b.stats.cases.duration.median, a.stats.cases.duration.median);
        assert_int_equal(b.stats.cases.duration.mean, a.stats.cases.duration.mean);
        assert_true(b.stats.all_waiting == a.stats.all_waiting * 2);
        release(&a);
        release(&b);
    }
}

static void change_times(struct naive_log *log, int64_t factor, int64_t shift)
{
    size_t i;

    for (i = 0; i < log->n && log->has_time; i++) {
        log->e[i].start = log->e[i].start * factor + shift;
        log->e[i].end = log->e[i].end * factor + shift;
    }
}

static void stretched_time_stretches_spans(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= LOGS; seed++) {
        struct mined a = original(seed), b = copy_of(&a, 1);

        change_times(&b.events, 7, 0);
        mine(&b);
        links_relate(&a, &b, 1, 7);
        paths_relate(&a, &b, 1);
        durations_relate(&a, &b, 7);
        release(&a);
        release(&b);
    }
}

static void moved_instants_change_no_span(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= LOGS; seed++) {
        struct mined a = original(seed), b = copy_of(&a, 1);

        change_times(&b.events, 1, -INT64_C(1234567890123457));
        mine(&b);
        links_relate(&a, &b, 1, 1);
        paths_relate(&a, &b, 1);
        durations_relate(&a, &b, 1);
        release(&a);
        release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shuffled_cases_change_nothing),
        cmocka_unit_test(a_doubled_log_doubles_counts_and_keeps_medians),
        cmocka_unit_test(stretched_time_stretches_spans),
        cmocka_unit_test(moved_instants_change_no_span),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
