/* What a gap costs and where it happens: bills with round numbers, limits by both clocks,
 * causes, owners. The process is that of tests/support/ticket.h.
 */
#include "base/mem.h"
#include "tests/support/test.h"
#include "tests/support/ticket.h"

#include <stdio.h>

static const int64_t H = GP_HOUR_US;

static void a_gap_is_billed_against_cases_that_follow(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;
    char text[128];
    int i;

    (void)state;
    for (i = 0; i < 20; i++) { /* Resolve to Close: 2 h; whole case 4 h */
        snprintf(text, sizeof text, "Log@%d Triage@%d Resolve@%d Confirm@%d Close@%d",
                 i, i + 1, i + 2, i + 3, i + 4);
        gp_ticket_case(&f, text);
    }
    for (i = 0; i < 12; i++) { /* Resolve to Close: 7 h; whole case 9 h */
        snprintf(text, sizeof text, "Log@%d Triage@%d Resolve@%d Close@%d", i, i + 1,
                 i + 2, i + 9);
        gp_ticket_case(&f, text);
    }
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->bill.spot_why, GP_BILL_GIVEN);
    assert_true(g->bill.spot_us == 12 * 5 * H);
    assert_true(g->bill.spot_median_us == 5 * H);
    /* 12 of 32 cases give 5 h: 1.959964 sqrt(32 (12 * 25 - 60^2 / 32) / 31) = 27.2673 h */
    assert_int_equal(g->exposed, 32);
    assert_int_equal(g->bill.spot_half_us / (H / 10000), 272673);
    assert_int_equal(g->bill.whole_why, GP_BILL_GIVEN);
    assert_true(g->bill.whole_us == 5 * H);
    assert_int_equal(g->bill.compared[0], 12);
    assert_int_equal(g->bill.compared[1], 20);
    assert_true(g->bill.delta > 0.999 && g->bill.q < 0.001);
    assert_int_equal(g->n_examples, 10);
    gp_ticket_end(&f);
}

/* Resolve to Close takes 2 h in 15 following cases and 10 h in 5: median 2 h, mean 4 h. */
static void a_skewed_usual_time_is_taken_away_by_median_and_by_mean(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;
    char text[128];
    int i;

    (void)state;
    for (i = 0; i < 20; i++) {
        snprintf(text, sizeof text, "Log@0 Triage@1 Resolve@2 Confirm@3 Close@%d",
                 i % 4 == 0 ? 12 : 4);
        gp_ticket_case(&f, text);
    }
    for (i = 0; i < 12; i++)
        gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Close@9");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_true(g->bill.spot_has_usual);
    assert_true(g->bill.spot_us == 12 * 5 * H);
    assert_true(g->bill.spot_over_mean_us == 12 * 3 * H);
    gp_ticket_end(&f);
}

static void few_cases_get_no_bill_but_the_reason(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@2 Close@4");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->bill.spot_why, GP_BILL_TOO_FEW);
    assert_int_equal(g->bill.whole_why, GP_BILL_TOO_FEW);
    gp_ticket_end(&f);
}

static void a_team_that_skips_more_than_others_is_named(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;
    int i;

    (void)state; /* the cases that Night touched */
    for (i = 0; i < 40; i++)
        gp_ticket_case(&f, i % 4 == 0 ? "Log@0 Triage@1 Resolve@2 Close@4" : FOLLOWS);
    for (i = 0; i < 40; i++)
        gp_ticket_case(&f, i % 4 != 0
                               ? "Log/Night@0 Triage@1 Resolve@2 Close@4"
                               : "Log/Night@0 Triage@1 Resolve@2 Confirm@3 Close@4");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->n_causes, 1);
    assert_int_equal(g->cause[0].kind, GP_CAUSE_GROUP);
    assert_true(gp_slice_is(gp_dict_name(&f.log->groups, g->cause[0].value), "Night"));
    assert_int_equal(g->cause[0].with_gap, 30);
    assert_int_equal(g->cause[0].cases, 40);
    assert_int_equal(g->cause[0].other_with_gap, 10);
    gp_ticket_end(&f);
}

/* Triage twice; the first is the documented one, the second lies 3 h after it. Usual from
 * Triage to Resolve: 1 h, here 5 h. */
static void a_repeated_step_is_billed_between_the_matches_around_it(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;
    int i;

    (void)state;
    for (i = 0; i < 10; i++)
        gp_ticket_case(&f, FOLLOWS);
    gp_ticket_case(&f, "Log@0 Triage@1 Triage@4 Resolve@6 Confirm@7 Close@8");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_REPEATED, "Triage");
    assert_int_equal(g->bill.spot_n, 1);
    assert_true(g->bill.spot_us == 4 * H);
    gp_ticket_end(&f);
}

/* Hour 0 is Thursday 1970-01-01 00:00. Friday 16:00 to Monday 10:00: 2 business hours; to
 * Tuesday 12:00: 12, 8 over. The limit of 4 h was over on Monday 12:00. */
static void a_limit_in_business_time_is_judged_by_the_calendar(void **state)
{
    struct gp_limit l = {.kind = GP_LIMIT_STEP,
                         .step = 4,
                         .span_us = 4 * GP_HOUR_US,
                         .clock = GP_CLOCK_BUSINESS_TIME,
                         .text = {"within 4 business hours", 23}};
    struct gp_gaps_options o = {.now = INT64_MIN};
    struct gp_calendar *calendar = NULL;
    struct ticket f = gp_ticket();
    const struct gp_gap *g;

    (void)state;
    assert_int_equal(gp_calendar_usual(NULL, &calendar, NULL), GP_OK);
    assert_int_equal(gp_calendar_cover(calendar, 0, 30 * GP_DAY_US, NULL), GP_OK);
    o.calendar = calendar;
    gp_process_limit(f.p, &l);
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@40 Confirm@106 Close@107");
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@40 Confirm@132 Close@133");
    gp_ticket_find(&f, &o);
    g = gp_ticket_the(&f, GP_GAP_LATE, "Confirm");
    assert_int_equal(f.gaps.limits_not_judged, 0);
    assert_int_equal(g->cases, 1);
    assert_true(f.gaps.hit[g->first_hit].elapsed_us == 12 * H);
    assert_true(f.gaps.hit[g->first_hit].spot_us == 24 * H);
    gp_ticket_end(&f);
    gp_calendar_free(calendar);
}

static void a_rule_in_business_time_needs_a_calendar(void **state)
{
    struct gp_rule r = {.kind = GP_RULE_WITHIN,
                        .a = {"Resolve", 7},
                        .b = {"Confirm", 7},
                        .span_us = GP_DAY_US,
                        .clock = GP_CLOCK_BUSINESS_DAYS,
                        .text = {"Confirm within a business day after Resolve", 43}};
    struct gp_gaps_options o = {.now = INT64_MIN};
    struct gp_calendar *calendar = NULL;
    struct ticket f = gp_ticket();
    size_t i;

    (void)state;
    assert_int_equal(gp_calendar_usual(NULL, &calendar, NULL), GP_OK);
    assert_int_equal(gp_calendar_cover(calendar, 0, 30 * GP_DAY_US, NULL), GP_OK);
    gp_process_rule(f.p, &r);
    /* Friday 16:00 to Monday 16:00 is one business day, to Monday 17:00 more */
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@40 Confirm@112 Close@113");
    gp_ticket_case(&f, "Log@0 Triage@1 Resolve@40 Confirm@113 Close@114");
    gp_ticket_find(&f, NULL);
    assert_int_equal(f.gaps.rules_not_judged, 1);
    for (i = 0; i < f.gaps.n; i++)
        assert_int_not_equal(f.gaps.gap[i].key.kind, GP_GAP_RULE_BROKEN);
    gp_gaps_release(&f.gaps);
    o.calendar = calendar;
    assert_int_equal(gp_gaps_find(&f.c, &o, &f.gaps, NULL), GP_OK);
    assert_int_equal(f.gaps.rules_not_judged, 0);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_RULE_BROKEN, NULL)->cases, 1);
    gp_ticket_end(&f);
    gp_calendar_free(calendar);
}

static void hours_come_in_all_and_per_month(void **state)
{
    struct gp_bill bill = {.compared = {12, 20}};
    struct gp_gaps gaps = {.period_us = 60 * GP_DAY_US};
    gp_i128 month = 0;

    (void)state;
    assert_true(gp_bill_total(&bill, 5 * H) == 60 * H);
    assert_true(gp_gaps_per_month(&gaps, 120 * H, &month));
    /* 30.436875 of 60 days */
    assert_true(month == (gp_i128)120 * H * 30436875 / 60000000);
    gaps.period_us = 27 * GP_DAY_US;
    assert_false(gp_gaps_per_month(&gaps, 120 * H, &month));
}

/* A drawn rule speaks of two steps; the log has no Call. */
static void a_message_flow_is_judged_where_both_its_steps_are_recorded(void **state)
{
    struct gp_rule r = {.kind = GP_RULE_PRECEDENCE,
                        .drawn = true,
                        .a = {"Confirm", 7},
                        .b = {"Resolve", 7},
                        .text = {"Resolve needs Confirm before", 28}};
    struct ticket f = gp_ticket();

    (void)state;
    gp_process_rule(f.p, &r);
    r.a = gp_slice("Call");
    r.text = gp_slice("Resolve needs Call before");
    gp_process_rule(f.p, &r);
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_RULE_BROKEN, NULL)->key.rule, 0);
    assert_int_equal(f.gaps.rules_not_judged, 0);
    gp_ticket_end(&f);
}

/* Only cases that reach Confirm count: that all of those were touched by Tier says
 * nothing, as the others ended before. */
static void a_cause_is_sought_among_cases_where_it_could_happen(void **state)
{
    struct ticket f = gp_ticket();
    const struct gp_gap *g;
    int i;

    (void)state;
    for (i = 0; i < 30; i++)
        gp_ticket_case(&f, i % 2 == 0 ? "Log@0 Triage@1 Fix/Tier@2 Close@4"
                                      : "Log@0 Triage@1 Fix/Tier@2 Confirm@3 Close@4");
    for (i = 0; i < 30; i++)
        gp_ticket_case(&f, "Log@0 Triage@1");
    gp_ticket_find(&f, NULL);
    g = gp_ticket_the(&f, GP_GAP_SKIPPED, "Confirm");
    assert_int_equal(g->exposed, 30);
    assert_int_equal(g->n_causes, 0);
    gp_ticket_end(&f);
}

/* "DESK" and "tier " are Desk and Tier; "Des" is somebody else. */
static void owners_are_the_same_but_for_case_and_signs(void **state)
{
    struct ticket f = gp_ticket();

    (void)state;
    gp_ticket_case(&f, "Log/DESK@0 Triage@1 Fix/-tier-@2 Confirm/Des@3 Close@4");
    gp_ticket_find(&f, NULL);
    assert_int_equal(f.gaps.owners_folded, 2);
    assert_int_equal(gp_ticket_the(&f, GP_GAP_WRONG_OWNER, NULL)->key.label,
                     gp_dict_find(&f.p->labels, gp_slice("Confirm")));
    gp_ticket_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_is_billed_against_cases_that_follow),
        cmocka_unit_test(a_skewed_usual_time_is_taken_away_by_median_and_by_mean),
        cmocka_unit_test(few_cases_get_no_bill_but_the_reason),
        cmocka_unit_test(a_team_that_skips_more_than_others_is_named),
        cmocka_unit_test(a_repeated_step_is_billed_between_the_matches_around_it),
        cmocka_unit_test(a_limit_in_business_time_is_judged_by_the_calendar),
        cmocka_unit_test(a_rule_in_business_time_needs_a_calendar),
        cmocka_unit_test(hours_come_in_all_and_per_month),
        cmocka_unit_test(a_message_flow_is_judged_where_both_its_steps_are_recorded),
        cmocka_unit_test(a_cause_is_sought_among_cases_where_it_could_happen),
        cmocka_unit_test(owners_are_the_same_but_for_case_and_signs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
