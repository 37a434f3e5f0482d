/* Gaps: each kind with a case or two by hand, the bill with round numbers, books on
 * random cases.
 *
 *   the process   Log (Desk)  Triage (Desk)  then Resolve (Desk) or Fix (Tier)
 *                 Confirm (Desk)  Close (Desk)
 */
#include "base/mem.h"
#include "mine/gaps.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t H = GP_HOUR_US;

struct fixture {
    struct gp_process *p;
    struct gp_eventlog *log;
    struct gp_variants variants;
    struct gp_step_names names;
    struct gp_conformance c;
    struct gp_gaps gaps;
    uint32_t n_cases;
};

static uint32_t step(struct fixture *f, struct gp_net *net, const char *name,
                     const char *owner, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(f->p, gp_slice(name), 1);

    gp_process_set_owner(f->p, e, gp_slice(owner));
    gp_net_step(net, f->p->elements[e].label, e, from, to);
    return e;
}

static struct fixture ticket(void)
{
    struct fixture f = {.p = gp_process_new(gp_slice("ticket"), "test")};
    struct gp_net *net = gp_process_net(f.p, GP_NO_ID);
    uint32_t at[6], i;

    for (i = 0; i < 6; i++)
        at[i] = gp_net_place(net, GP_NO_ID);
    net->places[at[0]].initial = 1;
    step(&f, net, "Log", "Desk", at[0], at[1]);
    step(&f, net, "Triage", "Desk", at[1], at[2]);
    step(&f, net, "Resolve", "Desk", at[2], at[3]);
    step(&f, net, "Fix", "Tier", at[2], at[3]);
    step(&f, net, "Confirm", "Desk", at[3], at[4]);
    step(&f, net, "Close", "Desk", at[4], at[5]);
    gp_net_silent(net, GP_NO_ID, at[5], GP_NO_ID);
    f.log = gp_eventlog_new(true, false, false, true);
    assert_int_equal(gp_eventlog_begin_file(f.log, "ticket.csv", NULL), GP_OK);
    return f;
}

/* "Log@0 Fix/Tier@3": activity, group (Desk without one), hour. */
static void add_case(struct fixture *f, const char *events)
{
    char id[16], name[32], group[32];
    int hour, used;

    snprintf(id, sizeof id, "c%03u", (unsigned)++f->n_cases);
    while (sscanf(events, " %31[^@/ ]%n", name, &used) == 1) {
        struct gp_event e = {.case_id = gp_slice(id), .activity = gp_slice(name)};

        events += used;
        strcpy(group, "Desk");
        if (*events == '/' && sscanf(events, "/%31[^@]%n", group, &used) == 1)
            events += used;
        assert_int_equal(sscanf(events, "@%d%n", &hour, &used), 1);
        events += used;
        e.group = gp_slice(strcmp(group, "?") == 0 ? "" : group);
        e.start = e.end = hour * H;
        e.line = (uint32_t)f->log->n + 2;
        assert_int_equal(gp_eventlog_add(f->log, &e, NULL, NULL), GP_OK);
    }
}

static void find(struct fixture *f, const struct gp_gaps_options *o)
{
    const struct gp_conformance_options co = {.align = {.certainty_effort = 100000}};
    struct gp_err err = {0};

    assert_int_equal(gp_eventlog_group(f->log, NULL), GP_OK);
    assert_int_equal(gp_variants_mine(f->log, NULL, &f->variants, NULL), GP_OK);
    f->names.label = gp_step_names_equal(f->log, f->p);
    assert_int_equal(
        gp_conformance_run(f->log, &f->variants, f->p, &f->names, &co, &f->c, NULL),
        GP_OK);
    if (gp_gaps_find(&f->c, o, &f->gaps, &err) != GP_OK)
        fail_msg("%s", err.text);
}

static void end(struct fixture *f)
{
    gp_gaps_release(&f->gaps);
    gp_conformance_release(&f->c);
    gp_variants_release(&f->variants);
    gp_free((void *)f->names.label);
    gp_eventlog_free(f->log);
    gp_process_free(f->p);
}

/* The only gap of the kind about the step (or activity); fails when there is none. */
static const struct gp_gap *the(const struct fixture *f, enum gp_gap_kind kind,
                                const char *name)
{
    const struct gp_gap *found = NULL;
    size_t i;

    for (i = 0; i < f->gaps.n; i++) {
        const struct gp_gap *g = &f->gaps.gap[i];
        struct gp_slice label = gp_dict_name(&f->p->labels, g->key.label);
        struct gp_slice activity = gp_dict_name(&f->log->activities, g->key.activity);

        if (g->key.kind != kind || g->key.sub == GP_SUB_LOOP)
            continue;
        if (name == NULL || gp_slice_is(label, name) || gp_slice_is(activity, name)) {
            assert_null(found);
            found = g;
        }
    }
    if (found == NULL)
        fail_msg("no gap %s about %s", gp_gap_kind_name(kind), name);
    return found;
}

/* Lines of the first occurrence: up to three, 0 where fewer. */
static void expect_lines(const struct fixture *f, const struct gp_gap *g, uint32_t a,
                         uint32_t b)
{
    const struct gp_gap_hit *h = &f->gaps.hit[g->first_hit];
    uint32_t first = h->event[0] != GP_NO_ID ? f->log->line[h->event[0]] : 0;
    uint32_t second = h->event[1] != GP_NO_ID ? f->log->line[h->event[1]] : 0;

    assert_int_equal(first, a);
    assert_int_equal(second, b);
}

static size_t primary(const struct fixture *f)
{
    size_t n = 0, i;

    for (i = 0; i < f->gaps.n; i++)
        n += f->gaps.gap[i].key.kind < GP_GAP_N_PRIMARY;
    return n;
}

#define FOLLOWS "Log@0 Triage@1 Resolve@2 Confirm@3 Close@4"

static void a_missing_step_lies_between_the_matches_around_it(void **state)
{
    struct fixture f = ticket();

    (void)state;
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    find(&f, NULL);
    assert_int_equal(primary(&f), 1);
    expect_lines(&f, the(&f, GP_GAP_SKIPPED, "Confirm"), 9, 10);
    assert_string_equal(gp_gap_certain(the(&f, GP_GAP_SKIPPED, "Confirm")), "yes");
    assert_int_equal(the(&f, GP_GAP_SKIPPED, "Confirm")->exposed, 2);
    assert_int_equal(f.gaps.cases_following, 1);
    assert_int_equal(f.gaps.cost_by_kind[GP_GAP_SKIPPED], 1);
    end(&f);
}

static void two_exchanged_steps_are_one_statement(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, "Log@0 Triage@1 Resolve@2 Close@3 Confirm@9");
    find(&f, NULL);
    assert_int_equal(primary(&f), 1);
    g = the(&f, GP_GAP_WRONG_ORDER, "Close");
    assert_int_equal(g->key.sub, GP_SUB_SWAPPED);
    assert_true(gp_slice_is(gp_dict_name(&f.p->labels, g->key.other), "Confirm"));
    assert_int_equal(g->cost, 2);
    expect_lines(&f, g, 5, 6);
    end(&f);
}

static void a_step_done_far_too_late_keeps_its_name(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, "Triage@1 Resolve@2 Confirm@3 Log@4 Close@5");
    find(&f, NULL);
    g = the(&f, GP_GAP_WRONG_ORDER, "Log");
    assert_int_equal(g->key.sub, GP_SUB_LATE);
    expect_lines(&f, g, 2, 5); /* before line 2 it belonged */
    end(&f);
}

static void extra_events_are_told_apart(void **state)
{
    struct fixture f = ticket();

    (void)state;
    add_case(&f, "Log@0 Triage@1 Triage@2 Resolve@3 Confirm@4 Close@5");
    add_case(&f, "Log@0 Triage@1 Resolve@3 Call@4 Confirm@4 Close@5");
    add_case(&f, "Log@0 Triage@1 Resolve@3 Fix/Tier@4 Confirm@4 Close@5");
    find(&f, NULL);
    assert_int_equal(the(&f, GP_GAP_REPEATED, "Triage")->at_once, 1);
    assert_int_equal(the(&f, GP_GAP_REPEATED, "Triage")->too_often, 1);
    assert_int_equal(the(&f, GP_GAP_UNDOCUMENTED_STEP, "Call")->cases, 1);
    assert_int_equal(the(&f, GP_GAP_UNDOCUMENTED_STEP, "Call")->mostly_after_n, 1);
    assert_int_equal(the(&f, GP_GAP_BOTH_ALTERNATIVES, NULL)->n_with, 1);
    assert_int_equal(primary(&f), 3);
    end(&f);
}

static void a_wrong_start_and_an_early_end_say_each_missing_step(void **state)
{
    struct fixture f = ticket();
    bool open[1] = {false};
    struct gp_conformance_options o = {.open = open};

    (void)state;
    add_case(&f, "Triage@1 Resolve@2");
    find(&f, NULL);
    assert_int_equal(f.c.open_cases, 1); /* it may go on: only the start is wrong */
    assert_int_equal(primary(&f), 1);
    gp_gaps_release(&f.gaps);
    gp_conformance_release(&f.c);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, &o, &f.c, NULL), GP_OK);
    assert_int_equal(gp_gaps_find(&f.c, NULL, &f.gaps, NULL), GP_OK);
    expect_lines(&f, the(&f, GP_GAP_WRONG_START, "Log"), 2, 0);
    expect_lines(&f, the(&f, GP_GAP_ENDED_EARLY, "Confirm"), 3, 0);
    expect_lines(&f, the(&f, GP_GAP_ENDED_EARLY, "Close"), 3, 0);
    end(&f);
}

static void a_case_of_another_world_is_one_statement(void **state)
{
    struct fixture f = ticket();
    bool open[1] = {false};
    struct gp_conformance_options o = {.open = open};

    (void)state;
    add_case(&f, "Walk@0 Talk@1");
    find(&f, NULL);
    gp_gaps_release(&f.gaps);
    gp_conformance_release(&f.c);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, &o, &f.c, NULL), GP_OK);
    assert_int_equal(gp_gaps_find(&f.c, NULL, &f.gaps, NULL), GP_OK);
    assert_int_equal(primary(&f), 1);
    assert_int_equal(the(&f, GP_GAP_OUTSIDE, NULL)->cost, 2 + 5);
    end(&f);
}

static void owners_are_compared_and_unknown_ones_never_guessed(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, "Log@0 Triage@1 Fix@2 Confirm@3 Close@4");
    add_case(&f, "Log@0 Triage@1 Fix/?@2 Confirm@3 Close@4");
    add_case(&f, "Log@0 Triage@1 Fix/Tier@2 Confirm/Boss@3 Close@4");
    find(&f, NULL);
    assert_true(f.gaps.owners_compared && f.gaps.by_group);
    assert_int_equal(f.gaps.unknown_owner, 1);
    g = the(&f, GP_GAP_WRONG_OWNER, "Fix");
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->exposed, 3);
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[0]), "Desk"));
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[1]), "Tier"));
    assert_int_equal(the(&f, GP_GAP_WRONG_OWNER, "Confirm")->cases, 1);
    end(&f);
}

static void handoffs_that_nobody_drew_and_that_nobody_makes(void **state)
{
    struct fixture f = ticket();
    size_t i, undocumented = 0;

    (void)state; /* drawn: Desk -> Tier, Tier -> Desk */
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Resolve@2 Confirm/Boss@3 Close@4");
    find(&f, NULL);
    for (i = 0; i < f.gaps.n; i++)
        undocumented += f.gaps.gap[i].key.kind == GP_GAP_UNDOCUMENTED_HANDOFF;
    assert_int_equal(undocumented, 2); /* Desk -> Boss, Boss -> Desk */
    assert_int_equal(the(&f, GP_GAP_NEVER_USED, "Fix")->exposed, 2);
    for (i = undocumented = 0; i < f.gaps.n; i++)
        undocumented += f.gaps.gap[i].key.kind == GP_GAP_HANDOFF_NEVER_SEEN;
    assert_int_equal(undocumented, 2);
    end(&f);
}

static void a_limit_runs_from_what_made_the_step_possible(void **state)
{
    struct fixture f = ticket();
    struct gp_limit l = {.kind = GP_LIMIT_STEP, .step = 4, .span_us = 0};
    const struct gp_gap *g;

    (void)state;
    l.span_us = 4 * H;
    l.text = gp_slice("within 4 hours");
    gp_process_limit(f.p, &l);
    l.clock = GP_CLOCK_BUSINESS_DAYS;
    gp_process_limit(f.p, &l);
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Resolve@2 Confirm@9 Close@10");
    add_case(&f, "Log@80 Triage@90 Resolve@100"); /* open, at 200: 100 h waited */
    add_case(&f, "Log@200");
    find(&f, NULL);
    g = the(&f, GP_GAP_LATE, "Confirm");
    assert_int_equal(g->cases, 2);
    expect_lines(&f, g, 9, 10);
    assert_true(f.gaps.hit[g->first_hit].elapsed_us == 7 * H);
    assert_true(f.gaps.hit[g->first_hit].spot_us == 3 * H);
    assert_true(f.gaps.hit[g->first_hit + 1].elapsed_us == 100 * H);
    assert_int_equal(f.gaps.limits_not_judged, 1); /* the one in business days */
    end(&f);
}

static void
what_does_not_move_is_stalled_and_what_nobody_holds_fell_in_a_crack(void **state)
{
    const struct gp_gaps_options o = {.now = 1000 * 3600 * GP_SECOND_US,
                                      .stalled_after = 48 * 3600 * GP_SECOND_US};
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Fix/Tier@2"); /* waits for Confirm by Desk */
    add_case(&f, "Log@999");
    find(&f, &o);
    g = the(&f, GP_GAP_STALLED, "Confirm");
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->exposed, 2);
    assert_true(f.gaps.hit[g->first_hit].spot_us == 998 * H);
    g = the(&f, GP_GAP_CRACKS, NULL);
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[0]), "Tier"));
    end(&f);
}

static void work_that_goes_back_and_forth_is_counted_in_returns(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, "Log@0 Triage@1 Fix/Tier@2 Triage@3 Fix/Tier@5 Confirm@9 Close@10");
    add_case(&f, "Log@0 Triage@1 Fix/Tier@2 Confirm@3 Close@4"); /* as drawn */
    find(&f, NULL);
    g = the(&f, GP_GAP_PING_PONG, NULL);
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->occurrences, 2);
    assert_true(g->bill.spot_us == (2 + 6) * H); /* away 1 to 3 and 3 to 9 */
    assert_int_equal(f.gaps.closed_without_any, 1);
    end(&f);
}

static void a_gap_is_billed_against_cases_that_follow(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;
    char text[128];
    int i;

    (void)state;
    for (i = 0; i < 20; i++) { /* Resolve to Close: 2 h; whole case 4 h */
        snprintf(text, sizeof text, "Log@%d Triage@%d Resolve@%d Confirm@%d Close@%d",
                 i, i + 1, i + 2, i + 3, i + 4);
        add_case(&f, text);
    }
    for (i = 0; i < 12; i++) { /* Resolve to Close: 7 h; whole case 9 h */
        snprintf(text, sizeof text, "Log@%d Triage@%d Resolve@%d Close@%d", i, i + 1,
                 i + 2, i + 9);
        add_case(&f, text);
    }
    find(&f, NULL);
    g = the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->bill.spot_why, GP_BILL_GIVEN);
    assert_true(g->bill.spot_us == 12 * 5 * H);
    assert_true(g->bill.spot_median_us == 5 * H);
    assert_int_equal(g->bill.whole_why, GP_BILL_GIVEN);
    assert_true(g->bill.whole_us == 5 * H);
    assert_int_equal(g->bill.compared[0], 12);
    assert_int_equal(g->bill.compared[1], 20);
    assert_true(g->bill.delta > 0.999 && g->bill.q < 0.001);
    assert_int_equal(g->n_examples, 10);
    end(&f);
}

static void few_cases_get_no_bill_but_the_reason(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;

    (void)state;
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    find(&f, NULL);
    g = the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->bill.spot_why, GP_BILL_TOO_FEW);
    assert_int_equal(g->bill.whole_why, GP_BILL_TOO_FEW);
    end(&f);
}

static void a_team_that_skips_more_than_others_is_named(void **state)
{
    struct fixture f = ticket();
    const struct gp_gap *g;
    int i;

    (void)state; /* the cases that Night touched */
    for (i = 0; i < 40; i++)
        add_case(&f, i % 4 == 0 ? "Log@0 Triage@1 Resolve@2 Close@4" : FOLLOWS);
    for (i = 0; i < 40; i++)
        add_case(&f, i % 4 != 0 ? "Log/Night@0 Triage@1 Resolve@2 Close@4"
                                : "Log/Night@0 Triage@1 Resolve@2 Confirm@3 Close@4");
    find(&f, NULL);
    g = the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->n_causes, 1);
    assert_int_equal(g->cause[0].kind, GP_CAUSE_GROUP);
    assert_true(gp_slice_is(gp_dict_name(&f.log->groups, g->cause[0].value), "Night"));
    assert_int_equal(g->cause[0].with_gap, 30);
    assert_int_equal(g->cause[0].cases, 40);
    assert_int_equal(g->cause[0].other_with_gap, 10);
    end(&f);
}

static void ids_depend_on_names_only(void **state)
{
    struct fixture f = ticket(), g = ticket();
    struct gp_text id = {0};

    (void)state;
    add_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    add_case(&g, "Log@0 Triage@1 Triage@2 Resolve@3 Confirm@4 Close@5");
    add_case(&g, "Log@5 Triage@6 Fix@7 Close@9");
    find(&f, NULL);
    find(&g, NULL);
    assert_true(the(&f, GP_GAP_SKIPPED, "Confirm")->hash ==
                the(&g, GP_GAP_SKIPPED, "Confirm")->hash);
    gp_gap_id(&id, the(&f, GP_GAP_SKIPPED, "Confirm"));
    assert_int_equal(id.len, 10);
    assert_ptr_equal(gp_gap_find(&g.gaps, gp_slice_n(id.at, id.len)),
                     the(&g, GP_GAP_SKIPPED, "Confirm"));
    assert_null(gp_gap_find(&g.gaps, gp_slice("G-0")));
    gp_text_release(&id);
    end(&f);
    end(&g);
}

/* The books are checked by gp_gaps_find itself: here they get hard cases. */
static void books_balance_on_random_cases(void **state)
{
    static const char *const names[] = {"Log",     "Triage", "Resolve", "Fix/Tier",
                                        "Confirm", "Close",  "Other"};
    unsigned seed;

    (void)state;
    for (seed = 1; seed <= 100; seed++) {
        struct fixture f = ticket();
        uint64_t cost = 0, gaps = 0;
        size_t i;
        int c;

        srand(seed);
        for (c = 0; c < 30; c++) {
            char text[512] = "";
            int n = 1 + rand() % 9, k;

            for (k = 0; k < n; k++)
                snprintf(text + strlen(text), sizeof text - strlen(text), " %s@%d",
                         names[rand() % 7], k * (1 + rand() % 9));
            add_case(&f, text);
        }
        find(&f, NULL);
        for (i = 0; i < f.c.n_items; i++)
            cost += gp_item_cost(&f.c, i) * f.c.item[i].cases;
        for (i = 0; i < f.gaps.n; i++)
            gaps += f.gaps.gap[i].cost;
        assert_int_equal(cost, gaps);
        end(&f);
    }
}

static void refused_memory_is_told(void **state)
{
    struct gp_limit l = {.kind = GP_LIMIT_STEP, .step = 4, .span_us = 1};
    struct fixture f = ticket();
    uint64_t nth;

    (void)state;
    gp_process_limit(f.p, &l);
    add_case(&f, FOLLOWS);
    add_case(&f, "Log@0 Triage@1 Fix@3 Close@2 Confirm/Boss@9 Other@10");
    add_case(&f, "Log@0 Triage@1");
    find(&f, NULL);
    for (nth = 0;; nth++) {
        struct gp_gaps gaps;
        enum gp_status st;

        gp_mem_refuse(nth, false);
        st = gp_gaps_find(&f.c, NULL, &gaps, NULL);
        if (!gp_mem_refuse_none()) {
            assert_int_equal(st, GP_OK);
            gp_gaps_release(&gaps);
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
        cmocka_unit_test(a_missing_step_lies_between_the_matches_around_it),
        cmocka_unit_test(two_exchanged_steps_are_one_statement),
        cmocka_unit_test(a_step_done_far_too_late_keeps_its_name),
        cmocka_unit_test(extra_events_are_told_apart),
        cmocka_unit_test(a_wrong_start_and_an_early_end_say_each_missing_step),
        cmocka_unit_test(a_case_of_another_world_is_one_statement),
        cmocka_unit_test(owners_are_compared_and_unknown_ones_never_guessed),
        cmocka_unit_test(handoffs_that_nobody_drew_and_that_nobody_makes),
        cmocka_unit_test(a_limit_runs_from_what_made_the_step_possible),
        cmocka_unit_test(
            what_does_not_move_is_stalled_and_what_nobody_holds_fell_in_a_crack),
        cmocka_unit_test(work_that_goes_back_and_forth_is_counted_in_returns),
        cmocka_unit_test(a_gap_is_billed_against_cases_that_follow),
        cmocka_unit_test(few_cases_get_no_bill_but_the_reason),
        cmocka_unit_test(a_team_that_skips_more_than_others_is_named),
        cmocka_unit_test(ids_depend_on_names_only),
        cmocka_unit_test(books_balance_on_random_cases),
        cmocka_unit_test(refused_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
