/* Precision, token replay, generalisation, simplicity and fitness: worked examples. */
#include "base/mem.h"
#include "base/mem_refuse.h"
#include "mine/precision.h"
#include "mine/quality.h"
#include "tests/support/equal_names.h"
#include "tests/support/test.h"

#include <math.h>
#include <string.h>

struct fixture {
    struct gp_process *p;
    struct gp_net *net;
    struct gp_eventlog *log;
    struct gp_variants variants;
    struct gp_step_names names;
    struct gp_conformance c;
};

static void near(double got, double want)
{
    if (fabs(got - want) > 1e-9)
        fail_msg("%.12f is not %.12f", got, want);
}

static uint32_t place(struct fixture *f, uint8_t initial)
{
    uint32_t at = gp_net_place(f->net, GP_NO_ID);

    f->net->places[at].initial = initial;
    return at;
}

static void step(struct fixture *f, const char *name, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(f->p, gp_slice(name), 1);

    gp_net_step(f->net, f->p->elements[e].label, e, from, to);
}

static struct fixture begin(void)
{
    struct fixture f = {.p = gp_process_new(gp_slice("test"), "test")};

    assert_non_null(f.p);
    f.net = gp_process_net(f.p, GP_NO_ID);
    f.log = gp_eventlog_new(false, false, false, false);
    assert_int_equal(gp_eventlog_begin_file(f.log, "t.csv", NULL), GP_OK);
    return f;
}

/* A case of one-letter activities. */
static void add_case(struct fixture *f, const char *id, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        struct gp_event e = {.case_id = gp_slice(id),
                             .activity = gp_slice_n(letters, 1),
                             .line = (uint32_t)f->log->n + 2};

        assert_int_equal(gp_eventlog_add(f->log, &e, NULL), GP_OK);
    }
}

static void run(struct fixture *f)
{
    assert_int_equal(gp_eventlog_group(f->log, NULL), GP_OK);
    assert_int_equal(gp_variants_mine(f->log, NULL, true, &f->variants, NULL), GP_OK);
    f->names.label = equal_names(f->log, f->p);
    assert_int_equal(
        gp_conformance_run(f->log, &f->variants, f->p, &f->names, NULL, &f->c, NULL),
        GP_OK);
}

static void end(struct fixture *f)
{
    gp_conformance_release(&f->c);
    gp_variants_release(&f->variants);
    gp_free((void *)f->names.label);
    gp_eventlog_free(f->log);
    gp_process_free(f->p);
}

/* A, then B or C or D */
static struct fixture three_ways(void)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0), p2 = place(&f, 0);

    step(&f, "A", p0, p1);
    step(&f, "B", p1, p2);
    step(&f, "C", p1, p2);
    step(&f, "D", p1, p2);
    gp_net_silent(f.net, GP_NO_ID, p2, GP_NO_ID);
    return f;
}

static void a_way_nobody_takes_makes_precision_smaller(void **state)
{
    struct fixture f = three_ways();
    struct gp_precision p;

    (void)state;
    add_case(&f, "1", "AB");
    add_case(&f, "2", "AC");
    run(&f);
    assert_int_equal(gp_precision_measure(&f.c, &p, NULL), GP_OK);
    assert_true(p.measured);
    near(p.precision, 0.75); /* 1 - 2 * 1 / (2 * 1 + 2 * 3) */
    near(p.replayed, 1);
    end(&f);
}

static void prefixes_that_deviate_are_left_out_and_counted(void **state)
{
    struct fixture f = three_ways();
    struct gp_precision p;

    (void)state;
    add_case(&f, "1", "AB");
    add_case(&f, "2", "AXC"); /* empty and A replay, AX does not */
    run(&f);
    assert_int_equal(gp_precision_measure(&f.c, &p, NULL), GP_OK);
    near(p.precision, 1 - 2.0 * 2 / (2 * 1 + 2 * 3)); /* C and D escape after A */
    near(p.replayed, 4.0 / 5);
    end(&f);
}

static void enabled_steps_behind_silent_ones_count(void **state)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0), p2 = place(&f, 0), p3 = place(&f, 0);
    struct gp_precision p;

    (void)state; /* A, B, C each may be left out */
    step(&f, "A", p0, p1);
    gp_net_silent(f.net, GP_NO_ID, p0, p1);
    step(&f, "B", p1, p2);
    gp_net_silent(f.net, GP_NO_ID, p1, p2);
    step(&f, "C", p2, p3);
    gp_net_silent(f.net, GP_NO_ID, p2, p3);
    gp_net_silent(f.net, GP_NO_ID, p3, GP_NO_ID);
    add_case(&f, "1", "ABC");
    run(&f);
    assert_int_equal(gp_precision_measure(&f.c, &p, NULL), GP_OK);
    /* empty: A B C, after A: B C, after AB: C; 3 of 6 are taken */
    near(p.precision, 0.5);
    end(&f);
}

static void fitness_is_cost_over_events_and_shortest_run(void **state)
{
    struct fixture f = three_ways();

    (void)state;
    add_case(&f, "1", "AB");
    add_case(&f, "2", "B"); /* A is missing: 1 - 1 / (1 + 2) */
    run(&f);
    assert_int_equal(f.c.shortest, 2);
    assert_int_equal(f.c.closed.total_cost, 1);
    assert_int_equal(f.c.closed.following, 1);
    near(f.c.closed.average, (1 + 2.0 / 3) / 2);
    near(f.c.closed.log, 1 - 1.0 / 7);
    assert_int_equal(f.c.matched_events, 3);
    end(&f);
}

static void
an_unknown_activity_is_one_deviation_and_an_ignored_one_is_none(void **state)
{
    struct fixture f = three_ways();
    bool ignored[3] = {false, false, false};

    (void)state;
    add_case(&f, "1", "AXB");
    assert_int_equal(gp_dict_find(&f.log->activities, gp_slice("X")), 1);
    run(&f);
    assert_int_equal(f.c.closed.total_cost, 1);
    gp_conformance_release(&f.c);
    ignored[1] = true;
    f.names.ignored = ignored;
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, NULL, &f.c, NULL), GP_OK);
    assert_int_equal(f.c.closed.total_cost, 0);
    assert_int_equal(f.c.closed.events, 2);
    end(&f);
}

static void a_step_whose_name_waits_to_be_confirmed_is_not_missed(void **state)
{
    struct fixture f = three_ways();
    bool not_judged[4] = {true, false, false, false};

    (void)state;
    add_case(&f, "1", "B");
    f.names.not_judged = not_judged;
    run(&f);
    assert_int_equal(f.c.closed.total_cost, 0);
    end(&f);
}

static void tokens_are_counted_as_in_the_worked_example(void **state)
{
    struct fixture f = begin();
    uint32_t p1 = place(&f, 1), p2 = place(&f, 0), p3 = place(&f, 0);
    struct gp_quality q;

    (void)state; /* spec/conformance.md 5.2 */
    step(&f, "a", p1, p2);
    step(&f, "b", p1, p2);
    step(&f, "c", p2, p3);
    step(&f, "d", p2, p2);
    f.net->final = GP_FINAL_MARKING;
    f.net->places[p3].final = 1;
    add_case(&f, "1", "abccd");
    run(&f);
    assert_int_equal(gp_quality_measure(&f.c, &q, NULL), GP_OK);
    assert_true(q.replay.exact);
    assert_int_equal(q.replay.produced, 6);
    assert_int_equal(q.replay.consumed, 6);
    assert_int_equal(q.replay.missing, 2);
    assert_int_equal(q.replay.remaining, 2);
    near(q.replay.fitness, 1 - 2.0 / 6);
    /* 3 places, 4 transitions, 8 arcs: mean degree 16 / 7 */
    near(q.simplicity, 1 / (1 + 16.0 / 7 - 2));
    end(&f);
}

static void steps_done_often_generalise_better(void **state)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0);
    struct gp_quality q;
    char id[2] = "1";

    (void)state; /* A fired 4 times, B never */
    step(&f, "A", p0, p1);
    step(&f, "B", p0, p1);
    f.net->final = GP_FINAL_MARKING;
    f.net->places[p1].final = 1;
    for (; id[0] < '5'; id[0]++)
        add_case(&f, id, "A");
    run(&f);
    assert_int_equal(gp_quality_measure(&f.c, &q, NULL), GP_OK);
    near(q.generalisation, 1 - (0.5 + 1) / 2);
    end(&f);
}

static void a_document_that_cannot_finish_is_refused(void **state)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0);
    struct gp_err err = {0};

    (void)state;
    step(&f, "A", p0, p1); /* the token never leaves */
    add_case(&f, "1", "A");
    assert_int_equal(gp_eventlog_group(f.log, NULL), GP_OK);
    assert_int_equal(gp_variants_mine(f.log, NULL, true, &f.variants, NULL), GP_OK);
    f.names.label = equal_names(f.log, f.p);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, NULL, &f.c, &err),
        GP_INPUT);
    assert_non_null(strstr(err.text, "finished"));
    end(&f);
}

static void pools_that_share_no_step_with_the_log_are_left_out(void **state)
{
    struct fixture f = three_ways();
    uint32_t from, to;

    (void)state;
    f.net = gp_process_net(f.p, GP_NO_ID);
    from = place(&f, 1);
    to = place(&f, 0);
    step(&f, "Y", from, to);
    gp_net_silent(f.net, GP_NO_ID, to, GP_NO_ID);
    add_case(&f, "1", "AB");
    run(&f);
    assert_true(f.c.used_net[0]);
    assert_false(f.c.used_net[1]);
    assert_int_equal(f.c.closed.total_cost, 0);
    end(&f);
    f = three_ways();
    f.net = gp_process_net(f.p, GP_NO_ID);
    from = place(&f, 1);
    to = place(&f, 0);
    step(&f, "Y", from, to);
    gp_net_silent(f.net, GP_NO_ID, to, GP_NO_ID);
    add_case(&f, "1", "AYB"); /* side by side: Y may come at any time */
    add_case(&f, "2", "AB");
    run(&f);
    assert_int_equal(f.c.closed.total_cost, 1);
    end(&f);
}

static void a_document_of_rules_alone_has_no_flow_to_deviate_from(void **state)
{
    struct fixture f = {.p = gp_process_new(gp_slice("rules"), "test")};

    (void)state;
    f.log = gp_eventlog_new(false, false, false, false);
    assert_int_equal(gp_eventlog_begin_file(f.log, "t.csv", NULL), GP_OK);
    add_case(&f, "1", "AXB");
    run(&f);
    assert_false(f.c.has_flow);
    assert_int_equal(f.c.closed.total_cost, 0);
    end(&f);
}

static void refused_memory_is_told(void **state)
{
    struct fixture f = three_ways();
    uint64_t nth;

    (void)state;
    add_case(&f, "1", "AB");
    add_case(&f, "2", "AXC");
    run(&f);
    for (nth = 0;; nth++) {
        struct gp_conformance c;
        struct gp_precision p;
        struct gp_quality q;
        enum gp_status st;

        gp_mem_refuse(nth, false);
        st = gp_conformance_run(f.log, &f.variants, f.p, &f.names, NULL, &c, NULL);
        if (st == GP_OK) {
            st = gp_precision_measure(&c, &p, NULL);
            if (st == GP_OK)
                st = gp_quality_measure(&c, &q, NULL);
            gp_conformance_release(&c);
        }
        if (!gp_mem_refuse_none()) {
            assert_int_equal(st, GP_OK);
            break;
        }
        if (st != GP_SYSTEM)
            fail_msg("allocation %d refused without a word", (int)nth);
    }
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_way_nobody_takes_makes_precision_smaller),
        cmocka_unit_test(prefixes_that_deviate_are_left_out_and_counted),
        cmocka_unit_test(enabled_steps_behind_silent_ones_count),
        cmocka_unit_test(fitness_is_cost_over_events_and_shortest_run),
        cmocka_unit_test(
            an_unknown_activity_is_one_deviation_and_an_ignored_one_is_none),
        cmocka_unit_test(a_step_whose_name_waits_to_be_confirmed_is_not_missed),
        cmocka_unit_test(tokens_are_counted_as_in_the_worked_example),
        cmocka_unit_test(steps_done_often_generalise_better),
        cmocka_unit_test(a_document_that_cannot_finish_is_refused),
        cmocka_unit_test(pools_that_share_no_step_with_the_log_are_left_out),
        cmocka_unit_test(a_document_of_rules_alone_has_no_flow_to_deviate_from),
        cmocka_unit_test(refused_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
