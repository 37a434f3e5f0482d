/* Why work waits: the worked example of docs/measures.md (spec/waiting.md S4.8), batches,
 * opening hours, side-by-side work, and limits. Times are minutes of a day.
 */
#include "base/mem_refuse.h"
#include "mine/causes.h"
#include "mine/links.h"
#include "mine/mine.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <string.h>

static const int64_t M = 60 * GP_SECOND_US;

static void add(struct gp_eventlog *log, const char *c, const char *a, const char *who,
                int64_t start, int64_t end)
{
    logged_event(log, c, a, who, "", start * M, end * M);
}

static struct gp_eventlog *begin(void)
{
    return logged_begin("work.csv", true, true, true, false);
}

static struct gp_causes find(struct gp_eventlog *log,
                             const struct gp_calendar *calendar)
{
    struct gp_causes_options how = {.calendar = calendar};
    struct gp_causes causes;

    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_causes_find(log, &how, &causes, NULL), GP_OK);
    assert_int_equal(causes.why_not, GP_CAUSES_GIVEN);
    return causes;
}

static const struct gp_cause_sum *between(const struct gp_eventlog *log,
                                          const struct gp_causes *c, const char *from,
                                          const char *to)
{
    uint32_t a = gp_dict_find(&log->activities, gp_slice(from));
    uint32_t b = gp_dict_find(&log->activities, gp_slice(to));
    size_t i;

    for (i = 0; i < c->n_links; i++)
        if (c->link[i].from == a && c->link[i].to == b)
            return &c->link[i].sum;
    fail_msg("no transition from %s to %s", from, to);
    return NULL;
}

static void causes_are(const struct gp_cause_sum *s, int64_t batching,
                       int64_t contention, int64_t prioritisation,
                       int64_t unavailability, int64_t outside)
{
    assert_true(s->cause[GP_WAIT_BATCHING] == batching * M);
    assert_true(s->cause[GP_WAIT_CONTENTION] == contention * M);
    assert_true(s->cause[GP_WAIT_PRIORITISATION] == prioritisation * M);
    assert_true(s->cause[GP_WAIT_UNAVAILABILITY] == unavailability * M);
    assert_true(s->cause[GP_WAIT_OUTSIDE] == outside * M);
    assert_true(s->wait ==
                (batching + contention + prioritisation + unavailability + outside) *
                    M);
}

/* Anya's work for other cases: possible since, from, to. */
static struct gp_eventlog *worked_example(void)
{
    struct gp_eventlog *log = begin();

    add(log, "0", "B", "Bob", 630, 690); /* until 11:30 */
    add(log, "0", "C", "Anya", 840, 900);
    add(log, "1", "P", "Bob", 600, 660);
    add(log, "1", "Q", "Anya", 660, 720); /* 11:00: earlier */
    add(log, "2", "P", "Eve", 700, 720);
    add(log, "2", "R", "Anya", 720, 750); /* 12:00: later */
    add(log, "3", "P", "Eve", 660, 675);
    add(log, "3", "S", "Anya", 750, 780); /* 11:15: earlier */
    add(log, "4", "P", "Eve", 740, 750);
    add(log, "4", "T", "Anya", 780, 810); /* 12:30: later */
    return log;
}

static void a_wait_is_split_by_what_the_person_did(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_causes c = find(log, NULL);

    (void)state;
    causes_are(between(log, &c, "B", "C"), 0, 60, 60, 0, 30);
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

/* From 13:30 on nobody works: what is left of the wait is off duty. */
static void opening_hours_take_what_is_left(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_calendar *calendar = NULL;
    struct gp_causes c;

    (void)state; /* 1970-01-01 was a Thursday */
    assert_int_equal(gp_calendar_parse("hours.txt", gp_slice("Thu 09:00-13:40\n"),
                                       "UTC", &calendar, NULL),
                     GP_OK);
    assert_int_equal(gp_calendar_cover(calendar, 0, 900 * M, NULL), GP_OK);
    c = find(log, calendar);
    causes_are(between(log, &c, "B", "C"), 0, 60, 60, 20, 10);
    assert_true(between(log, &c, "B", "C")->open == 130 * M); /* 11:30 to 13:40 */
    gp_causes_release(&c);
    gp_calendar_free(calendar);
    gp_eventlog_free(log);
}

static uint32_t event_of(const struct gp_eventlog *log, const char *c, const char *a)
{
    uint32_t i;

    for (i = 0; i < log->n; i++)
        if (gp_slice_is(gp_dict_name(&log->activities, gp_id(log->activity, i)), a) &&
            gp_slice_is(gp_dict_name(&log->cases, gp_case_of_event(log, i)), c))
            return i;
    fail_msg("no %s in case %s", a, c);
    return GP_NO_ID;
}

/* The k-th proof of a pair and cause; NULL: there are fewer. */
static const struct gp_proof *proof(const struct gp_eventlog *log,
                                    const struct gp_causes *c, const char *from,
                                    const char *to, enum gp_wait_cause cause, size_t k)
{
    const struct gp_cause_sum *sum = between(log, c, from, to);
    size_t i;

    for (i = 0; &c->link[i].sum != sum; i++)
        ;
    return c->link[i].proof[cause] + k < c->link[i].proof[cause + 1]
               ? &c->proof[c->link[i].proof[cause] + k]
               : NULL;
}

/* Of the hour of contention Q (11:30-12:00) and S (12:30-13:00) fill as much; of the hour
 * of prioritisation R and T. */
static void behind_each_cause_stand_the_events_of_the_person(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_causes_options how = {.most_proofs = 3};
    struct gp_causes c;
    const struct gp_proof *p;

    (void)state;
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_causes_find(log, &how, &c, NULL), GP_OK);
    p = proof(log, &c, "B", "C", GP_WAIT_CONTENTION, 0);
    assert_non_null(p);
    assert_int_equal(p->event, event_of(log, "0", "C"));
    assert_int_equal(p->trigger, event_of(log, "0", "B"));
    assert_true(p->amount == 60 * M);
    assert_int_equal(p->meanwhile, event_of(log, "3", "S"));
    assert_int_equal(p->others, 1);
    p = proof(log, &c, "B", "C", GP_WAIT_PRIORITISATION, 0);
    assert_int_equal(p->meanwhile, event_of(log, "4", "T"));
    assert_int_equal(p->others, 1);
    p = proof(log, &c, "B", "C", GP_WAIT_OUTSIDE, 0);
    assert_true(p->amount == 30 * M);
    assert_int_equal(p->meanwhile, GP_NO_ID);
    assert_null(proof(log, &c, "B", "C", GP_WAIT_BATCHING, 0));
    assert_null(proof(log, &c, "B", "C", GP_WAIT_CONTENTION, 1));
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

/* Nine waits of 1 to 9 minutes, the longest twice: of two that are kept, both of those. */
static void the_longest_waits_are_kept(void **state)
{
    static const int wait[] = {3, 9, 1, 5, 9, 2, 7, 8, 4};
    struct gp_causes_options how = {.most_proofs = 2};
    struct gp_eventlog *log = begin();
    struct gp_causes c;
    char id[2] = "a";
    int i;

    (void)state;
    for (i = 0; i < 9; i++, id[0]++) {
        add(log, id, "A", "Bob", 1000 * i, 1000 * i + 10);
        add(log, id, "B", "Anya", 1000 * i + 10 + wait[i], 1000 * i + 30);
    }
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_causes_find(log, &how, &c, NULL), GP_OK);
    assert_int_equal(proof(log, &c, "A", "B", GP_WAIT_OUTSIDE, 0)->event,
                     event_of(log, "b", "B"));
    assert_int_equal(proof(log, &c, "A", "B", GP_WAIT_OUTSIDE, 1)->event,
                     event_of(log, "e", "B"));
    assert_null(proof(log, &c, "A", "B", GP_WAIT_OUTSIDE, 2));
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

/* Both cases are ready at 20, the first since 10; then they are done in one go. */
static void a_batch_waits_to_fill(void **state)
{
    struct gp_eventlog *log = begin();
    struct gp_causes c;

    (void)state;
    add(log, "1", "A", "Bob", 0, 10);
    add(log, "2", "A", "Bob", 10, 20);
    add(log, "1", "B", "Anya", 50, 60);
    add(log, "2", "B", "Anya", 60, 70);
    c = find(log, NULL);
    causes_are(between(log, &c, "A", "B"), 10, 10, 0, 0, 60);
    assert_int_equal(between(log, &c, "A", "B")->count, 2);
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

/* B and C run side by side: both wait for A only, and D for the later of them. */
static void steps_side_by_side_do_not_wait_for_each_other(void **state)
{
    struct gp_eventlog *log = begin();
    struct gp_causes c;

    (void)state;
    add(log, "1", "A", "Bob", 0, 10);
    add(log, "1", "B", "Anya", 15, 40);
    add(log, "1", "C", "Eve", 20, 30);
    add(log, "1", "D", "Bob", 45, 50);
    add(log, "2", "A", "Bob", 60, 70);
    add(log, "2", "B", "Anya", 70, 80);
    add(log, "2", "C", "Eve", 90, 95); /* here they do not meet: 1 of 2 does */
    c = find(log, NULL);
    assert_int_equal(c.n_together, 1);
    assert_int_equal(c.together[0].overlap, 1);
    assert_int_equal(c.together[0].meet, 2);
    causes_are(between(log, &c, "A", "B"), 0, 0, 0, 0, 5);
    causes_are(between(log, &c, "A", "C"), 0, 0, 0, 0, 10 + 20);
    causes_are(between(log, &c, "B", "D"), 0, 0, 0, 0, 5);
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

static void nobody_known_is_outside_and_counted(void **state)
{
    struct gp_eventlog *log = begin();
    struct gp_causes c;

    (void)state;
    add(log, "1", "A", "Bob", 0, 20);
    add(log, "1", "B", "", 60, 80);
    c = find(log, NULL);
    causes_are(&c.all, 0, 0, 0, 0, 40);
    assert_int_equal(c.nobody, 1);
    assert_true(c.nobody_wait == 40 * M);
    assert_true(c.work == 40 * M);
    assert_true(gp_causes_efficiency(&c, 0) == 0.5);
    assert_true(gp_causes_efficiency(&c, 40 * M) == 1);
    gp_causes_release(&c);
    gp_eventlog_free(log);
}

static void without_people_or_starts_nothing_is_told(void **state)
{
    struct gp_eventlog *log = logged_begin("work.csv", true, false, true, false);
    struct gp_causes_options how = {0};
    struct gp_causes c;

    (void)state;
    add(log, "1", "A", "Bob", 0, 0);
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_causes_find(log, &how, &c, NULL), GP_OK);
    assert_int_equal(c.why_not, GP_CAUSES_ONE_TIME);
    gp_eventlog_free(log);
}

static void too_much_at_once_is_given_up_honestly(void **state)
{
    struct gp_eventlog *log = begin();
    struct gp_causes_options how = {.most_work = 2};
    struct gp_causes c;
    const char *const id[] = {"1", "2", "3", "4"};
    int i;

    (void)state;
    for (i = 0; i < 4; i++) { /* a batch, in which each looks at those before it */
        add(log, id[i], "A", "Bob", i, i + 1);
        add(log, id[i], "B", "Anya", 50 + 10 * i, 60 + 10 * i);
    }
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    assert_int_equal(gp_causes_find(log, &how, &c, NULL), GP_OK);
    assert_int_equal(c.why_not, GP_CAUSES_TOO_MUCH);
    assert_int_equal(c.n_links, 0);
    gp_eventlog_free(log);
}

/* ---- minute by minute ---- */

enum { MINUTES = 120 };

struct random {
    uint64_t x;
};

static unsigned draw(struct random *r, unsigned below)
{
    r->x = r->x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(r->x >> 33) % below;
}

struct naive {
    const struct gp_eventlog *log;
    struct gp_concurrency concurrency;
    struct gp_enabling enabling;
    struct gp_workloads workloads;
    struct gp_batches batches;
    uint64_t seed;
    size_t seen;
};

/* What the person of e did at that minute, other than e: the first cause that holds. */
static enum gp_wait_cause cause_at(const struct naive *n, uint32_t e, int64_t t)
{
    const struct gp_eventlog *log = n->log;
    uint32_t batch = n->batches.of[e], who = gp_level_id(log, GP_BY_RESOURCE, e), o;
    enum gp_wait_cause found = GP_WAIT_OUTSIDE;

    if (batch != GP_NO_ID && t < n->batches.ready[batch])
        return GP_WAIT_BATCHING;
    for (o = 0; who != GP_NO_ID && o < log->n; o++) {
        bool together = batch == GP_NO_ID || n->batches.of[o] == batch;
        int64_t mark = together ? n->enabling.enabled[e] : n->batches.ready[batch];

        if (o == e || gp_level_id(log, GP_BY_RESOURCE, o) != who || log->start[o] > t ||
            log->end[o] <= t)
            continue;
        if (n->enabling.enabled[o] <= mark)
            return GP_WAIT_CONTENTION;
        found = GP_WAIT_PRIORITISATION;
    }
    return found;
}

static void compare_with_minutes(void *ctx, uint32_t e, const int64_t *cause)
{
    struct naive *n = ctx;
    int64_t wanted[GP_WAIT_CAUSES] = {0}, t;
    int i;

    n->seen++;
    for (t = n->enabling.enabled[e]; t < n->log->start[e]; t += M)
        wanted[cause_at(n, e, t)] += M;
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        if (cause[i] != wanted[i])
            fail_msg("seed %llu, event of line %u: %s is %lld, minute by minute %lld",
                     (unsigned long long)n->seed, (unsigned)n->log->line[e],
                     gp_wait_cause_name((enum gp_wait_cause)i), (long long)cause[i],
                     (long long)wanted[i]);
}

static struct gp_eventlog *random_log(uint64_t seed)
{
    static const char *const cases[] = {"1", "2", "3", "4"};
    static const char *const steps[] = {"A", "B", "C"};
    static const char *const people[] = {"Ann", "Bob", ""};
    struct random r = {seed};
    struct gp_eventlog *log = begin();
    unsigned n = 4 + draw(&r, 12), i;

    for (i = 0; i < n; i++) {
        unsigned start = draw(&r, MINUTES);

        add(log, cases[draw(&r, 4)], steps[draw(&r, 3)],
            people[draw(&r, 8) == 0 ? 2 : draw(&r, 2)], start, start + draw(&r, 25));
    }
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    return log;
}

static void causes_are_those_of_every_single_minute(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 2000; seed++) {
        struct gp_eventlog *log = random_log(seed);
        struct naive n = {.log = log, .seed = seed};
        struct gp_causes_options how = {.each = compare_with_minutes, .ctx = &n};
        struct gp_causes c;
        gp_i128 wait = 0;

        assert_int_equal(gp_concurrency_find(log, &n.concurrency, NULL), GP_OK);
        assert_int_equal(gp_enabling_find(log, &n.concurrency, &n.enabling, NULL),
                         GP_OK);
        assert_int_equal(gp_workloads_find(log, &n.workloads, NULL), GP_OK);
        assert_int_equal(
            gp_batches_find(log, &n.workloads, &n.enabling, &n.batches, NULL), GP_OK);
        assert_int_equal(gp_causes_find(log, &how, &c, NULL), GP_OK);
        for (size_t i = 0; i < c.n_links; i++)
            wait += c.link[i].sum.wait;
        assert_true(wait == c.all.wait);
        assert_int_equal(n.seen, c.all.count);
        gp_causes_release(&c);
        gp_batches_release(&n.batches);
        gp_workloads_release(&n.workloads);
        gp_enabling_release(&n.enabling);
        gp_concurrency_release(&n.concurrency);
        gp_eventlog_free(log);
    }
}

static void refused_memory_is_a_status(void **state)
{
    struct gp_eventlog *log = worked_example();
    struct gp_causes_options how = {.most_proofs = 1};
    bool refused = true;
    uint64_t n;

    (void)state;
    assert_int_equal(gp_eventlog_group(log, NULL), GP_OK);
    for (n = 0; refused; n++) {
        struct gp_causes c;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_causes_find(log, &how, &c, NULL);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        gp_causes_release(&c);
    }
    gp_eventlog_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wait_is_split_by_what_the_person_did),
        cmocka_unit_test(opening_hours_take_what_is_left),
        cmocka_unit_test(behind_each_cause_stand_the_events_of_the_person),
        cmocka_unit_test(the_longest_waits_are_kept),
        cmocka_unit_test(a_batch_waits_to_fill),
        cmocka_unit_test(steps_side_by_side_do_not_wait_for_each_other),
        cmocka_unit_test(nobody_known_is_outside_and_counted),
        cmocka_unit_test(without_people_or_starts_nothing_is_told),
        cmocka_unit_test(too_much_at_once_is_given_up_honestly),
        cmocka_unit_test(causes_are_those_of_every_single_minute),
        cmocka_unit_test(refused_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
