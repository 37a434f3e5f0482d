/* Gaps: each kind with a case or two by hand, books on random cases. The process is that
 * of tests/support/ticket.h.
 */
#include "base/mem_refuse.h"
#include "tests/support/test.h"
#include "tests/support/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t H = GP_HOUR_US;

/* Lines of the first occurrence: up to three, 0 where fewer. */
static void expect_lines(const struct ticket *f, const struct gp_gap *g, uint32_t a,
                         uint32_t b)
{
    const struct gp_gap_hit *h = &f->gaps.hit[g->first_hit];
    uint32_t first = h->event[0] != GP_NO_ID ? f->log->line[h->event[0]] : 0;
    uint32_t second = h->event[1] != GP_NO_ID ? f->log->line[h->event[1]] : 0;

    assert_int_equal(first, a);
    assert_int_equal(second, b);
}

static size_t kinds(const struct ticket *f, enum gp_gap_kind kind)
{
    size_t n = 0, i;

    for (i = 0; i < f->gaps.n; i++)
        n += f->gaps.gap[i].key.kind == kind;
    return n;
}

static size_t primary(const struct ticket *f)
{
    size_t n = 0, i;

    for (i = 0; i < f->gaps.n; i++)
        n += f->gaps.gap[i].key.kind < GP_GAP_N_PRIMARY;
    return n;
}

static void a_missing_step_lies_between_the_matches_around_it(void **state)
{
    struct ticket f = gp_ticket();

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    gp_ticket_find(&f, NULL);
    assert_int_equal(primary(&f), 1);
    expect_lines(&f, gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm"), 9, 10);
    assert_string_equal(gp_gap_certain(gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm")),
                        "yes");
    assert_int_equal(gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm")->exposed, 2);
    assert_int_equal(f.gaps.cases_following, 1);
    assert_int_equal(f.gaps.cost_by_kind[GP_GAP_SKIPPED], 1);
    gp_ticket_end(&f);
}

static void two_exchanged_steps_are_one_statement(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Close@3 Confirm@9");
    gp_ticket_find(&f, NULL);
    assert_int_equal(primary(&f), 1);
    g = gp_ticket_the(&f, GP_GAP_WRONG_ORDER, "Close");
    assert_int_equal(g->key.sub, GP_SUB_SWAPPED);
    assert_true(gp_slice_is(gp_dict_name(&f.p->labels, g->key.other), "Confirm"));
    assert_int_equal(g->cost, 2);
    expect_lines(&f, g, 5, 6);
    gp_ticket_end(&f);
}

static void a_step_done_far_too_late_keeps_its_name(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f, "Triage@1 Resolve@2 Confirm@3 Log@4 Close@5");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_WRONG_ORDER, "Log");
    assert_int_equal(g->key.sub, GP_SUB_LATE);
    expect_lines(&f, g, 2, 5); /* before line 2 it belonged */
    gp_ticket_end(&f);
}

static void extra_events_are_told_apart(void **state)
{
    struct ticket f = gp_ticket();

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Triage@2 Resolve@3 Confirm@4 Close@5");
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@3 Call@4 Confirm@4 Close@5");
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@3 Fix/Tier@4 Confirm@4 Close@5");
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_REPEATED, "Triage")->at_once, 1);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_REPEATED, "Triage")->too_often, 1);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_UNDOCUMENTED_STEP, "Call")->cases, 1);
    assert_int_equal(
        gp_ticket_the(&f, GP_GAP_UNDOCUMENTED_STEP, "Call")->mostly_after_n, 1);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_BOTH_ALTERNATIVES, NULL)->n_with, 1);
    assert_int_equal(primary(&f), 3);
    gp_ticket_end(&f);
}

static void a_wrong_start_and_an_early_end_say_each_missing_step(void **state)
{
    struct ticket f = gp_ticket();
    bool open[1] = {false};
    struct gp_conformance_options o = {.open = open};

    (void)state;
    gp_ticket_case(&f, "Triage@1 Resolve@2");
    gp_ticket_find(&f, NULL);
    assert_int_equal(f.c.open_cases, 1); /* it may go on: only the start is wrong */
    assert_int_equal(primary(&f), 1);
    gp_gaps_release(&f.gaps);
    gp_conformance_release(&f.c);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, &o, &f.c, NULL), GP_OK);
    assert_int_equal(gp_gaps_find(&f.c, NULL, &f.gaps, NULL), GP_OK);
    expect_lines(&f, gp_ticket_the(&f, GP_GAP_WRONG_START, "Log"), 2, 0);
    expect_lines(&f, gp_ticket_the(&f, GP_GAP_ENDED_EARLY, "Confirm"), 3, 0);
    expect_lines(&f, gp_ticket_the(&f, GP_GAP_ENDED_EARLY, "Close"), 3, 0);
    gp_ticket_end(&f);
}

static void a_case_of_another_world_is_one_statement(void **state)
{
    struct ticket f = gp_ticket();
    bool open[1] = {false};
    struct gp_conformance_options o = {.open = open};

    (void)state;
    gp_ticket_case(&f, "Walk@0 Talk@1");
    gp_ticket_find(&f, NULL);
    gp_gaps_release(&f.gaps);
    gp_conformance_release(&f.c);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, &o, &f.c, NULL), GP_OK);
    assert_int_equal(gp_gaps_find(&f.c, NULL, &f.gaps, NULL), GP_OK);
    assert_int_equal(primary(&f), 1);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_OUTSIDE, NULL)->cost, 2 + 5);
    gp_ticket_end(&f);
}

static void owners_are_compared_and_unknown_ones_never_guessed(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Fix@2 Confirm@3 Close@4");
    gp_ticket_case(&f, "Log@0 Triage@1 Fix/?@2 Confirm@3 Close@4");
    gp_ticket_case(&f, "Log@0 Triage@1 Fix/Tier@2 Confirm/Boss@3 Close@4");
    gp_ticket_find(&f, NULL);
    assert_true(f.gaps.owners_compared && f.gaps.by_group);
    assert_int_equal(f.gaps.unknown_owner, 1);
    g = gp_ticket_the(&f, GP_GAP_WRONG_OWNER, "Fix");
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->exposed, 3);
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[0]), "Desk"));
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[1]), "Tier"));
    assert_int_equal(gp_ticket_the(&f, GP_GAP_WRONG_OWNER, "Confirm")->cases, 1);
    gp_ticket_end(&f);
}

static void handoffs_that_nobody_drew_and_that_nobody_makes(void **state)
{
    struct ticket f = gp_ticket();
    size_t i, undocumented = 0;

    (void)state; /* drawn: Desk -> Tier, Tier -> Desk */
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Confirm/Boss@3 Close@4");
    gp_ticket_find(&f, NULL);
    for (i = 0; i < f.gaps.n; i++)
        undocumented += f.gaps.gap[i].key.kind == GP_GAP_UNDOCUMENTED_HANDOFF;
    assert_int_equal(undocumented, 2); /* Desk -> Boss, Boss -> Desk */
    assert_int_equal(gp_ticket_the(&f, GP_GAP_NEVER_USED, "Fix")->exposed, 2);
    for (i = undocumented = 0; i < f.gaps.n; i++)
        undocumented += f.gaps.gap[i].key.kind == GP_GAP_HANDOFF_NEVER_SEEN;
    assert_int_equal(undocumented, 2);
    gp_ticket_end(&f);
}

static void a_limit_runs_from_what_made_the_step_possible(void **state)
{
    struct ticket f = gp_ticket();
    struct gp_limit l = {.kind = GP_LIMIT_STEP, .step = 4, .span_us = 0};
    const struct gp_gap *g;

    (void)state;
    l.span_us = 4 * H;
    l.text = gp_slice("within 4 hours");
    gp_process_limit(f.p, &l);
    l.clock = GP_CLOCK_BUSINESS_DAYS;
    gp_process_limit(f.p, &l);
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Confirm@9 Close@10");
    gp_ticket_case(&f, "Log@80 Triage@90 Resolve@100"); /* open, at 200: 100 h waited */
    gp_ticket_case(&f, "Log@200");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_LATE, "Confirm");
    assert_int_equal(g->cases, 2);
    expect_lines(&f, g, 9, 10);
    assert_true(f.gaps.hit[g->first_hit].elapsed_us == 7 * H);
    assert_true(f.gaps.hit[g->first_hit].spot_us == 3 * H);
    assert_true(f.gaps.hit[g->first_hit + 1].elapsed_us == 100 * H);
    assert_int_equal(f.gaps.limits_not_judged, 1); /* the one in business days */
    gp_ticket_end(&f);
}

static void
what_does_not_move_is_stalled_and_what_nobody_holds_fell_in_a_crack(void **state)
{
    const struct gp_gaps_options o = {.now = 1000 * 3600 * GP_SECOND_US,
                                      .stalled_after = 48 * 3600 * GP_SECOND_US};
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Fix/Tier@2"); /* waits for Confirm by Desk */
    gp_ticket_case(&f, "Log@999");
    gp_ticket_find(&f, &o);
    g = gp_ticket_the(&f, GP_GAP_STALLED, "Confirm");
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->exposed, 2);
    assert_true(f.gaps.hit[g->first_hit].spot_us == 998 * H);
    g = gp_ticket_the(&f, GP_GAP_CRACKS, NULL);
    assert_true(gp_slice_is(gp_dict_name(&f.gaps.owners, g->key.owner[0]), "Tier"));
    gp_ticket_end(&f);
}

/* Nothing waits behind "Cancel", which the document does not have: five cases have it and
 * all end with it; the fewer "Hold" of the second log may go on. */
static void what_ends_cases_in_the_log_closes_them(void **state)
{
    const struct gp_gaps_options o = {.now = 1000 * 3600 * GP_SECOND_US,
                                      .stalled_after = 48 * 3600 * GP_SECOND_US};
    struct ticket f = gp_ticket();
    size_t i;

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    for (i = 0; i < 5; i++)
        gp_ticket_case(&f, "Log@0 Triage@1 Cancel@2");
    gp_ticket_find(&f, &o);
    assert_int_equal(f.c.open_cases, 0);
    assert_int_equal(f.c.endings.n_observed, 5);
    assert_int_equal(kinds(&f, GP_GAP_STALLED), 0);
    gp_ticket_end(&f);

    f = gp_ticket();
    gp_ticket_case(&f, "Log@0 Triage@1 Hold@2 Resolve@3 Confirm@4 Close@5");
    for (i = 0; i < 5; i++)
        gp_ticket_case(&f, "Log@0 Triage@1 Hold@2");
    gp_ticket_find(&f, &o);
    assert_int_equal(f.c.open_cases, 5); /* last in 5 of 6: less than nine in ten */
    assert_int_equal(f.c.endings.n_observed, 0);
    gp_ticket_end(&f);
}

static void work_that_goes_back_and_forth_is_counted_in_returns(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f,
                   "Log@0 Triage@1 Fix/Tier@2 Triage@3 Fix/Tier@5 Confirm@9 Close@10");
    gp_ticket_case(&f, "Log@0 Triage@1 Fix/Tier@2 Confirm@3 Close@4"); /* as drawn */
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_PING_PONG, NULL);
    assert_int_equal(g->cases, 1);
    assert_int_equal(g->occurrences, 2);
    assert_true(g->bill.spot_us == (2 + 6) * H); /* away 1 to 3 and 3 to 9 */
    assert_int_equal(f.gaps.closed_without_any, 1);
    gp_ticket_end(&f);
}

/* Triage at 2 is written behind Fix at 3, in a file that is in order otherwise. */
static void times_against_the_order_of_the_file_are_told(void **state)
{
    struct ticket f = gp_ticket(), g = gp_ticket();
    int i;

    (void)state;
    for (i = 0; i < 10; i++)
        gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Fix/Tier@3 Triage@2 Confirm@4 Close@5");
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_TIME_ORDER, NULL)->occurrences, 1);
    expect_lines(&f, gp_ticket_the(&f, GP_GAP_TIME_ORDER, NULL), 54, 53);
    assert_int_equal(primary(&f), 0);
    gp_ticket_end(&f);
    /* one case, one of four neighbours turned: such a file is no witness */
    gp_ticket_case(&g, "Log@0 Fix/Tier@3 Triage@2 Confirm@4 Close@5");
    gp_ticket_find(&g, NULL);
    assert_int_equal(kinds(&g, GP_GAP_TIME_ORDER), 0);
    gp_ticket_end(&g);
}

/* The search does not know; what is frequent is looked at again. */
static void certainty_is_known_behind_a_search_too(void **state)
{
    struct gp_conformance_options o = {.align = {.certainty_effort = 100000},
                                       .most_work = 1};
    struct ticket f = gp_ticket();
    struct gp_conformance searched;
    size_t i;

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Resolve@3 Close@4");
    gp_ticket_case(&f, "Log@0 Triage@1 Confirm@3 Close@4"); /* Resolve or Fix */
    gp_ticket_find(&f, NULL);
    assert_int_equal(
        gp_conformance_run(f.log, &f.variants, f.p, &f.names, &o, &searched, NULL),
        GP_OK);
    assert_int_equal(f.c.engine, GP_ENGINE_DP);
    assert_int_equal(searched.engine, GP_ENGINE_ASTAR);
    for (i = 0; i < f.c.n_items; i++) {
        const struct gp_alignment *a = &f.c.alignments.of[i];
        const struct gp_alignment *b = &searched.alignments.of[i];
        size_t k;

        assert_int_equal(a->upper, b->upper);
        assert_int_equal(a->n_moves, b->n_moves);
        for (k = 0; k < a->n_moves; k++)
            assert_int_equal(f.c.alignments.moves[a->first_move + k].certain,
                             searched.alignments.moves[b->first_move + k].certain);
    }
    gp_conformance_release(&searched);
    gp_ticket_end(&f);
}

static void ids_depend_on_names_only(void **state)
{
    struct ticket f = gp_ticket(), g = gp_ticket();
    struct gp_text id = {0};

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    gp_ticket_case(&g, "Log@0 Triage@1 Triage@2 Resolve@3 Confirm@4 Close@5");
    gp_ticket_case(&g, "Log@5 Triage@6 Fix@7 Close@9");
    gp_ticket_find(&f, NULL);
    gp_ticket_find(&g, NULL);
    assert_true(gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm")->hash ==
                gp_ticket_the(&g, GP_GAP_SKIPPED, "Confirm")->hash);
    gp_gap_id(&id, gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm"));
    assert_int_equal(id.len, 10);
    assert_ptr_equal(gp_gap_find(&g.gaps, gp_slice_n(id.at, id.len)),
                     gp_ticket_the(&g, GP_GAP_SKIPPED, "Confirm"));
    assert_null(gp_gap_find(&g.gaps, gp_slice("G-0")));
    gp_text_release(&id);
    gp_ticket_end(&f);
    gp_ticket_end(&g);
}

/* The books are checked by gp_gaps_find itself: here they get hard cases. */
static void books_balance_on_random_cases(void **state)
{
    static const char *const names[] = {"Log",     "Triage", "Resolve", "Fix/Tier",
                                        "Confirm", "Close",  "Other"};
    unsigned seed;

    (void)state;
    for (seed = 1; seed <= 100; seed++) {
        struct ticket f = gp_ticket();
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
            gp_ticket_case(&f, text);
        }
        gp_ticket_find(&f, NULL);
        for (i = 0; i < f.c.n_items; i++)
            cost += gp_item_cost(&f.c, i) * f.c.item[i].cases;
        for (i = 0; i < f.gaps.n; i++)
            gaps += f.gaps.gap[i].cost;
        assert_int_equal(cost, gaps);
        gp_ticket_end(&f);
    }
}

static void refused_memory_is_told(void **state)
{
    struct gp_limit l = {.kind = GP_LIMIT_STEP, .step = 4, .span_us = 1};
    struct ticket f = gp_ticket();
    uint64_t nth;

    (void)state;
    gp_process_limit(f.p, &l);
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Fix@3 Close@2 Confirm/Boss@9 Other@10");
    gp_ticket_case(&f, "Log@0 Triage@1");
    gp_ticket_find(&f, NULL);
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
    gp_ticket_end(&f);
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
        cmocka_unit_test(what_ends_cases_in_the_log_closes_them),
        cmocka_unit_test(work_that_goes_back_and_forth_is_counted_in_returns),
        cmocka_unit_test(times_against_the_order_of_the_file_are_told),
        cmocka_unit_test(certainty_is_known_behind_a_search_too),
        cmocka_unit_test(ids_depend_on_names_only),
        cmocka_unit_test(books_balance_on_random_cases),
        cmocka_unit_test(refused_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
