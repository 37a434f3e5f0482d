/* The worked example of docs/measures.md: three cases, two teams.
 *
 *   c1  A 0-1 Ann   B 3-4 Bob   A 6-7 Ann   C 8-9 (unknown)     hours
 *   c2  A 0-2 Ann   B 2-5 Bob   B 6-8 Bob
 *   c3  A 5-6 Bob
 */
#include "base/mem_refuse.h"
#include "mine/mine.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <string.h>

static const int64_t H = GP_HOUR_US;

static void add(struct gp_eventlog *log, const char *c, const char *a, const char *who,
                int64_t start, int64_t end)
{
    logged_event(log, c, a, who, "", start * H, end * H);
}

static struct gp_eventlog *worked_example(void)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, true, true, false);

    add(log, "c2", "B", "Bob", 6, 8);
    add(log, "c1", "A", "Ann", 0, 1);
    add(log, "c2", "A", "Ann", 0, 2);
    add(log, "c1", "C", "", 8, 9);
    add(log, "c1", "B", "Bob", 3, 4);
    add(log, "c1", "A", "Ann", 6, 7);
    add(log, "c2", "B", "Bob", 2, 5);
    add(log, "c3", "A", "Bob", 5, 6);
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    return log;
}

static struct gp_stats mine(const struct gp_eventlog *log, const char *end)
{
    struct gp_mine_options o = {
        .ends = &end, .n_ends = end != NULL ? 1 : 0, .now = INT64_MIN, .threads = 2};
    struct gp_stats s;

    assert_int_equal(gp_mine(log, &o, &s, NULL), GP_OK);
    return s;
}

static const struct gp_link_stat *link_of(const struct gp_stats *s, enum gp_level level,
                                          const char *from, const char *to)
{
    const struct gp_dict *d = gp_level_dict(s->log, level);
    size_t at = gp_links_find(&s->links[level], gp_dict_find(d, gp_slice(from)),
                              gp_dict_find(d, gp_slice(to)));

    return at != SIZE_MAX ? &s->links[level].stat[at] : NULL;
}

static void directly_follows_pairs_carry_their_waits(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, NULL);
    const struct gp_link_stat *ab = link_of(&s, GP_BY_ACTIVITY, "A", "B");

    (void)state;
    assert_int_equal(s.links[GP_BY_ACTIVITY].n, 4); /* AB BA AC BB */
    assert_int_equal(ab->count, 2);
    assert_int_equal(ab->cases, 2);
    assert_true(ab->wait.sum == 2 * H); /* 2 h in c1, none in c2 */
    assert_null(link_of(&s, GP_BY_ACTIVITY, "C", "A"));
    assert_true(s.all_waiting == 6 * H); /* 2 + 2 + 1 in c1, 0 + 1 in c2 */
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void handoffs_need_two_known_and_different_people(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, NULL);

    (void)state;
    assert_int_equal(link_of(&s, GP_BY_RESOURCE, "Ann", "Bob")->count, 2);
    assert_int_equal(link_of(&s, GP_BY_RESOURCE, "Bob", "Ann")->count, 1);
    assert_int_equal(s.links[GP_BY_RESOURCE].unassigned.count, 1); /* Ann -> unknown */
    assert_int_equal(s.links[GP_BY_RESOURCE].same, 1);             /* B B by Bob */
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void a_bounce_is_the_time_the_work_was_away(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, NULL);

    (void)state; /* Ann 0-1, Bob 3-4, Ann 6-7: away from 1 to 6 */
    assert_int_equal(s.pingpong[GP_BY_RESOURCE].bounces, 1);
    assert_true(s.pingpong[GP_BY_RESOURCE].away.sum == 5 * H);
    assert_int_equal(s.pingpong[GP_BY_RESOURCE].handoffs, 3);
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void variants_are_counted_and_named_by_their_path(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, NULL);
    struct gp_text id = {0};

    (void)state; /* each once: A, then A B A C, then A B B by name bytes */
    assert_int_equal(s.variants.n, 3);
    assert_int_equal(s.variants.variant[0].length, 1);
    assert_int_equal(s.variants.variant[1].length, 4);
    assert_true(s.variants.variant[1].duration.sum == 9 * H);
    gp_variant_id(&id, &s.variants.variant[0]);
    assert_string_equal(id.at, "V-0908a207"); /* FNV-1a of "A\0": 0908a207b5a15704 */
    gp_text_release(&id);
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void rework_counts_what_was_done_again(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, "B");

    (void)state;
    assert_int_equal(s.n_rework, 4);
    assert_int_equal(s.rework[0].kind, GP_SELF_LOOP); /* B B in c2: ends 5 and 8 */
    assert_true(s.rework[0].time.sum == 3 * H);
    assert_int_equal(s.rework[1].kind, GP_REPEAT); /* A in c1: ends 1 and 7 */
    assert_true(s.rework[1].time.sum == 6 * H);
    assert_int_equal(s.rework[2].occurrences, 1);  /* B again in c2 */
    assert_int_equal(s.rework[3].kind, GP_REOPEN); /* after B in c1 and in c2 */
    assert_int_equal(s.rework[3].occurrences, 2);
    assert_true(s.rework[3].time.sum == (9 - 4 + 8 - 5) * H);
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void cases_that_do_not_end_at_an_end_are_open(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, "B");

    (void)state; /* c1 ends with C, c3 with A; c2 is closed and lasts 8 h */
    assert_int_equal(s.cases.n_open, 2);
    assert_int_equal(s.cases.duration.count, 1);
    assert_true(s.cases.duration.sum == 8 * H);
    assert_int_equal(s.cases.open_case[0].age, 3 * H); /* c3, quiet since 6; now is 9 */
    assert_false(s.cases.open_case[0].stalled);        /* too few waits to say */
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void bottlenecks_are_ranked_with_evidence(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats s = mine(log, NULL);
    const struct gp_bottleneck *b = &s.bottlenecks.item[0];

    (void)state;
    assert_true(b->total == 2 * H);
    assert_int_equal(b->rank, 1);
    assert_true(b->all_waiting == 6 * H && b->all_case_time == 18 * H);
    assert_int_equal(b->n_examples, 2);
    assert_int_equal(log->line[b->example[0]], 3); /* c1: A 0-1 waits 2 h */
    assert_int_equal(s.bottlenecks.item[1].rank,
                     1); /* a difference of 0 shares the rank */
    gp_stats_release(&s);
    gp_eventlog_free(log);
}

static void an_unknown_end_names_the_nearest(void **state)
{
    struct gp_eventlog *log = worked_example();
    const char *end = "BB";
    struct gp_mine_options o = {
        .ends = &end, .n_ends = 1, .now = INT64_MIN, .threads = 2};
    struct gp_err err;
    struct gp_stats s;

    (void)state;
    assert_int_equal(gp_mine(log, &o, &s, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "the nearest is \"B\""));
    gp_eventlog_free(log);
}

static void refused_memory_is_a_status_and_no_leak(void **state)
{
    struct gp_eventlog *log = worked_example();
    const char *end = "B";
    struct gp_mine_options o = {
        .ends = &end, .n_ends = 1, .now = INT64_MIN, .threads = 2};
    uint64_t n;

    (void)state;
    for (n = 0;; n++) {
        struct gp_stats s;
        enum gp_status st;
        bool refused;

        gp_mem_refuse(n, false);
        st = gp_mine(log, &o, &s, NULL);
        refused = gp_mem_refuse_none();
        if (st == GP_OK) {
            gp_stats_release(&s);
            if (!refused)
                break;
        } else {
            assert_int_equal(st, GP_SYSTEM);
        }
    }
    assert_true(n > 20);
    gp_eventlog_free(log);
}

/* Told by somebody else which cases are open, the figures are those of --ends. */
static void open_cases_can_be_told_afterwards(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_stats ends = mine(log, "B"), told = mine(log, NULL);
    size_t i;

    (void)state;
    assert_int_equal(gp_stats_set_open(&told, ends.cases.open, NULL), GP_OK);
    assert_int_equal(told.cases.n_open, 2);
    assert_int_equal(told.cases.n_durations, 1);
    assert_true(told.cases.duration.median == 8 * H);
    assert_int_equal(told.cases.open_case[0].case_id, ends.cases.open_case[0].case_id);
    for (i = 0; i < told.variants.n; i++) {
        assert_int_equal(told.variants.variant[i].open, ends.variants.variant[i].open);
        assert_int_equal(told.variants.variant[i].duration.count,
                         ends.variants.variant[i].duration.count);
    }
    assert_memory_equal(told.timeline.endings, ends.timeline.endings,
                        ends.timeline.n * sizeof *ends.timeline.endings);
    gp_stats_release(&ends);
    gp_stats_release(&told);
    gp_eventlog_free(log);
}

static void an_interval_of_waits_does_not_begin_below_nothing(void **state)
{
    struct gp_bottleneck b = {.total = 8, .half_width = 5};

    (void)state;
    assert_int_equal((int64_t)gp_bottleneck_low(&b), 3);
    b.half_width = 9;
    assert_int_equal((int64_t)gp_bottleneck_low(&b), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interval_of_waits_does_not_begin_below_nothing),
        cmocka_unit_test(directly_follows_pairs_carry_their_waits),
        cmocka_unit_test(handoffs_need_two_known_and_different_people),
        cmocka_unit_test(a_bounce_is_the_time_the_work_was_away),
        cmocka_unit_test(variants_are_counted_and_named_by_their_path),
        cmocka_unit_test(rework_counts_what_was_done_again),
        cmocka_unit_test(cases_that_do_not_end_at_an_end_are_open),
        cmocka_unit_test(bottlenecks_are_ranked_with_evidence),
        cmocka_unit_test(an_unknown_end_names_the_nearest),
        cmocka_unit_test(refused_memory_is_a_status_and_no_leak),
        cmocka_unit_test(open_cases_can_be_told_afterwards),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
