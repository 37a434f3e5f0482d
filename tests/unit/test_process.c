/* Processes built by hand: elements, owners, limits, blocks of steps. */
#include "base/mem_refuse.h"
#include "model/process.h"
#include "tests/support/documents.h"
#include "tests/support/test.h"

#include <string.h>

struct built {
    struct gp_process *p;
    struct gp_net *net;
    uint32_t start, end;
};

static struct built begin(void)
{
    struct built b;

    b.p = gp_process_new(gp_slice("folder/manual.md"), "manual");
    assert_non_null(b.p);
    b.net = gp_process_net(b.p, GP_NO_ID);
    b.start = gp_net_place(b.net, GP_NO_ID);
    b.end = gp_net_place(b.net, GP_NO_ID);
    b.net->places[b.start].initial = 1;
    gp_net_silent(b.net, GP_NO_ID, b.end, GP_NO_ID);
    return b;
}

static void step(struct built *b, const char *name, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(b->p, gp_slice(name), 1);

    gp_net_step(b->net, b->p->elements[e].label, e, from, to);
}

static void steps_follow_each_other(void **state)
{
    struct built b = begin();
    uint32_t middle = gp_net_place(b.net, GP_NO_ID);

    (void)state;
    step(&b, "A", b.start, middle);
    step(&b, "B", middle, b.end);
    assert_string_equal(runs_of(b.p, 0, 6), "A B");
    assert_true(gp_slice_is(gp_dict_name(&b.p->files, 0), "manual.md"));
    assert_int_equal(gp_process_check(b.p, NULL), GP_OK);
    gp_process_free(b.p);
}

static void branches_run_beside_each_other(void **state)
{
    struct built b = begin();
    uint32_t at[2], done[2];

    (void)state;
    gp_net_split(b.net, GP_NO_ID, b.start, 2, at);
    done[0] = gp_net_place(b.net, GP_NO_ID);
    done[1] = gp_net_place(b.net, GP_NO_ID);
    step(&b, "A", at[0], done[0]);
    step(&b, "B", at[1], done[1]);
    gp_net_join_all(b.net, GP_NO_ID, 2, done, b.end);
    assert_string_equal(runs_of(b.p, 0, 6), "A B|B A");
    gp_process_free(b.p);
}

static void optional_and_repeated_steps(void **state)
{
    struct built b = begin();
    uint32_t middle = gp_net_place(b.net, GP_NO_ID);

    (void)state;
    step(&b, "A", b.start, middle);
    gp_net_silent(b.net, GP_NO_ID, b.start, middle);
    step(&b, "B", middle, b.end);
    gp_net_silent(b.net, GP_NO_ID, b.end, middle);
    assert_string_equal(runs_of(b.p, 0, 3), "A B|A B B|B|B B|B B B");
    gp_process_free(b.p);
}

static void a_loop_redoes_its_body(void **state)
{
    struct built b = begin();
    uint32_t body[2], redo[2];

    (void)state;
    gp_net_loop(b.net, GP_NO_ID, b.start, b.end, body, redo);
    step(&b, "A", body[0], body[1]);
    step(&b, "R", redo[0], redo[1]);
    assert_string_equal(runs_of(b.p, 0, 5), "A|A R A|A R A R A");
    gp_process_free(b.p);
}

/* n branches of one step: every order of every non-empty subset. */
static void any_subset_of(size_t n, size_t n_runs)
{
    struct built b = begin();
    uint32_t at[8], done[8];
    const char *runs;
    size_t i, bars = 0;

    gp_net_any_of(b.net, GP_NO_ID, b.start, b.end, n, at, done);
    for (i = 0; i < n; i++) {
        char name[2] = {(char)('A' + (int)i), '\0'};

        step(&b, name, at[i], done[i]);
    }
    for (runs = runs_of(b.p, 0, 3); *runs != '\0'; runs++)
        bars += *runs == '|';
    assert_int_equal(bars + 1, n_runs);
    gp_process_free(b.p);
}

static void any_of_few_and_of_many_branches(void **state)
{
    (void)state;
    any_subset_of(1, 1);
    any_subset_of(3, 3 + 6 + 6);
    any_subset_of(8, 8 + 56 + 336);
}

static void names_owners_limits_and_rules_are_kept(void **state)
{
    struct built b = begin();
    uint32_t e = gp_process_step(b.p, gp_slice(" Check\r\n  order "), 7);
    struct gp_limit limit = {.kind = GP_LIMIT_STEP,
                             .step = e,
                             .from = GP_NO_ID,
                             .span_us = 2 * GP_DAY_US,
                             .clock = GP_CLOCK_BUSINESS_DAYS,
                             .text = gp_slice("within 2 business days")};
    struct gp_rule rule = {.kind = GP_RULE_NEVER, .a = gp_slice("Skip"), .line = 9};

    (void)state;
    gp_process_set_owner(b.p, e, gp_slice("Sales"));
    gp_process_limit(b.p, &limit);
    gp_process_rule(b.p, &rule);
    gp_process_note(b.p, GP_NOTE_FACT, e, 7, "%d of %s", 1, "two");
    assert_true(gp_slice_is(b.p->elements[e].name, "Check order"));
    assert_true(
        gp_slice_is(gp_dict_name(&b.p->owners, b.p->elements[e].owner), "Sales"));
    assert_true(gp_slice_is(b.p->elements[e].owner_path, "Sales"));
    assert_true(gp_slice_is(b.p->limits[0].text, "within 2 business days"));
    assert_true(gp_slice_is(b.p->rules[0].a, "Skip"));
    assert_true(has_note(b.p, "1 of two"));
    gp_process_free(b.p);
}

static void a_process_without_steps_is_refused(void **state)
{
    struct built b = begin();
    struct gp_err err;

    (void)state;
    assert_int_equal(gp_process_check(b.p, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "no step to compare with"));
    gp_process_free(b.p);
}

static void verdicts_are_counted(void **state)
{
    struct built b = begin();
    uint32_t e = gp_process_element(b.p, gp_slice("x"), gp_slice("i"), gp_slice(""), 1);
    size_t count[GP_N_VERDICTS];

    (void)state;
    gp_process_step(b.p, gp_slice("A"), 2);
    gp_process_judge(b.p, e, GP_NOT_UNDERSTOOD, "because of %s", "x");
    gp_process_count(b.p, count);
    assert_int_equal(count[GP_EXECUTED], 1);
    assert_int_equal(count[GP_NOT_UNDERSTOOD], 1);
    assert_true(gp_slice_is(b.p->elements[e].reason, "because of x"));
    gp_process_free(b.p);
}

static void a_failed_allocation_is_remembered(void **state)
{
    uint64_t n;
    bool ok = false;

    (void)state;
    for (n = 0; !ok && n < 1000; n++) {
        struct gp_process *p;

        gp_mem_refuse(n, false);
        p = gp_process_new(gp_slice("x"), "manual");
        if (p != NULL) {
            struct gp_net *net = gp_process_net(p, GP_NO_ID);
            uint32_t from = gp_net_place(net, GP_NO_ID), at[3], done[3];
            uint32_t e = gp_process_step(p, gp_slice("A"), 1);

            gp_net_any_of(net, GP_NO_ID, from, GP_NO_ID, 3, at, done);
            gp_net_step(net, 0, e, at[0], done[0]);
            gp_process_set_owner(p, e, gp_slice("B"));
            ok = gp_process_ok(p);
        }
        assert_true(gp_mem_refuse_none() != ok);
        gp_process_free(p);
    }
    assert_true(ok);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_follow_each_other),
        cmocka_unit_test(branches_run_beside_each_other),
        cmocka_unit_test(optional_and_repeated_steps),
        cmocka_unit_test(a_loop_redoes_its_body),
        cmocka_unit_test(any_of_few_and_of_many_branches),
        cmocka_unit_test(names_owners_limits_and_rules_are_kept),
        cmocka_unit_test(a_process_without_steps_is_refused),
        cmocka_unit_test(verdicts_are_counted),
        cmocka_unit_test(a_failed_allocation_is_remembered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
