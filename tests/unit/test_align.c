/* Alignments of small processes, by hand. Random ones are in test_align_random.c. */
#include "base/mem_refuse.h"
#include "tests/support/drawn.h"
#include "tests/support/replays.h"
#include "tests/support/test.h"

#include <string.h>

/* a, then b or d, then c */
static struct drawn choice(void)
{
    struct drawn f = drawn_begin();
    uint32_t p0 = drawn_place(&f, 1), p1 = drawn_place(&f, 0), p2 = drawn_place(&f, 0),
             p3 = drawn_place(&f, 0);

    drawn_step(&f, "a", p0, p1);
    drawn_step(&f, "b", p1, p2);
    drawn_step(&f, "d", p1, p2);
    drawn_step(&f, "c", p2, p3);
    gp_net_silent(f.net, GP_NO_ID, p3, GP_NO_ID);
    return f;
}

/* One letter a label; letters the process does not know are not allowed here. */
static struct gp_trace trace_of(struct drawn *f, const char *letters, uint32_t *labels)
{
    struct gp_trace t = {labels, strlen(letters), false};
    size_t i;

    for (i = 0; i < t.length; i++) {
        labels[i] = gp_dict_find(&f->p->labels, gp_slice_n(letters + i, 1));
        assert_true(labels[i] != GP_NO_ID);
    }
    return t;
}

/* The reading as text: a match as itself, +x extra event, -x missing step. */
static void reading_of(const struct drawn *f, const struct gp_trace *t,
                       const struct gp_alignments *a, size_t i, char *out)
{
    size_t k;

    for (k = a->of[i].first_move; k < a->of[i].first_move + a->of[i].n_moves; k++) {
        const struct gp_move *m = &a->moves[k];
        uint32_t label;

        if (m->kind == GP_MOVE_SILENT)
            continue;
        label = m->kind == GP_MOVE_MODEL
                    ? f->states->net.transitions[m->transition].label
                    : t->label[m->position];
        if (m->kind != GP_MOVE_MATCH)
            *out++ = m->kind == GP_MOVE_LOG ? '+' : '-';
        *out++ = gp_dict_name(&f->p->labels, label).at[0];
        if (m->kind != GP_MOVE_MATCH && m->certain == GP_CERTAIN_NO)
            *out++ = '?';
    }
    *out = '\0';
}

static void expect(struct drawn *f, const char *letters, bool open, uint64_t cost,
                   const char *reading)
{
    const struct gp_align_options o = {.certainty_effort = 100000};
    uint32_t labels[64];
    struct gp_trace t = trace_of(f, letters, labels);
    struct gp_alignments a;
    char got[256];

    t.open = open;
    assert_int_equal(gp_align_dp(&f->g, &t, 1, &o, &a, NULL), GP_OK);
    assert_true(a.of[0].exact);
    assert_int_equal(a.of[0].upper, cost);
    assert_true(replays(&f->states->net, 0, NULL, &t, a.of, a.moves));
    reading_of(f, &t, &a, 0, got);
    assert_string_equal(got, reading);
    gp_alignments_release(&a);
}

static void a_case_that_follows_costs_nothing(void **state)
{
    struct drawn f = choice();

    (void)state;
    drawn_ready(&f, NULL);
    assert_int_equal(gp_align_shortest(&f.g), 3);
    expect(&f, "abc", false, 0, "abc");
    expect(&f, "adc", false, 0, "adc");
    drawn_end(&f);
}

static void of_two_equal_events_the_second_is_the_extra_one(void **state)
{
    struct drawn f = choice();

    (void)state;
    drawn_ready(&f, NULL);
    expect(&f, "aabc", false, 1, "a+abc");
    expect(&f, "abcc", false, 1, "abc+c");
    drawn_end(&f);
}

static void a_missing_choice_is_not_certain_but_a_missing_step_is(void **state)
{
    struct drawn f = choice();

    (void)state;
    drawn_ready(&f, NULL);
    expect(&f, "ac", false, 1, "a-b?c"); /* or d: the earlier element is named */
    expect(&f, "bc", false, 1, "-abc");
    drawn_end(&f);
}

static void swapped_steps_have_two_readings(void **state)
{
    struct drawn f = choice();

    (void)state;
    drawn_ready(&f, NULL);
    expect(&f, "acb", false, 2, "a-b?c+b?"); /* or c was too early */
    drawn_end(&f);
}

static void an_open_case_owes_nothing_yet(void **state)
{
    struct drawn f = choice();

    (void)state;
    drawn_ready(&f, NULL);
    expect(&f, "a", true, 0, "a");
    expect(&f, "a", false, 2, "a-b?-c");
    expect(&f, "", true, 0, "");
    expect(&f, "b", true, 1, "+b?"); /* or a is missing */
    drawn_end(&f);
}

static void a_control_that_must_not_be_skipped_costs_more(void **state)
{
    const uint16_t log[] = {1, 1, 1, 1}, model[] = {1, 1000, 1000, 1};
    const struct gp_costs costs = {log, model};
    struct drawn f = choice();
    uint32_t labels[8];
    struct gp_trace t;
    struct gp_alignments a, b;

    (void)state;
    drawn_ready(&f, &costs);
    t = trace_of(&f, "ac", labels);
    assert_int_equal(gp_align_dp(&f.g, &t, 1, NULL, &a, NULL), GP_OK);
    assert_int_equal(a.of[0].upper, 1000);
    assert_int_equal(gp_align_astar(&f.states->net, f.states, f.p->labels.n, &costs, &t,
                                    1, NULL, &b, NULL, NULL),
                     GP_OK);
    assert_int_equal(b.of[0].upper, 1000);
    gp_alignments_release(&a);
    gp_alignments_release(&b);
    drawn_end(&f);
}

static void long_paths_with_high_costs_need_wide_cells(void **state)
{
    uint16_t log[] = {1000, 1000, 1000, 1000};
    const struct gp_costs costs = {log, NULL};
    struct drawn f = choice();
    uint32_t labels[200];
    struct gp_trace t = {labels, 200, false};
    struct gp_alignments a;
    size_t i;

    (void)state;
    for (i = 0; i < 200; i++)
        labels[i] = 0;
    drawn_ready(&f, &costs);
    assert_int_equal(gp_align_dp(&f.g, &t, 1, NULL, &a, NULL), GP_OK);
    assert_int_equal(a.of[0].upper, 199 * 1000 + 2);
    gp_alignments_release(&a);
    drawn_end(&f);
}

static void silent_loops_do_not_trap_the_reading(void **state)
{
    struct drawn f = drawn_begin();
    uint32_t p0 = drawn_place(&f, 1), p1 = drawn_place(&f, 0), p2 = drawn_place(&f, 0);

    (void)state; /* two silent loops around a choice of steps */
    gp_net_silent(f.net, GP_NO_ID, p0, p1);
    gp_net_silent(f.net, GP_NO_ID, p1, p2);
    gp_net_silent(f.net, GP_NO_ID, p2, p0);
    gp_net_silent(f.net, GP_NO_ID, p2, p1);
    drawn_step(&f, "a", p0, p2);
    drawn_step(&f, "b", p1, p0);
    gp_net_silent(f.net, GP_NO_ID, p2, GP_NO_ID);
    drawn_ready(&f, NULL);
    expect(&f, "aabbab", false, 0, "aabbab");
    expect(&f, "", false, 0, "");
    drawn_end(&f);
}

static void refused_memory_is_told_and_nothing_leaks(void **state)
{
    const struct gp_align_options o = {.certainty_effort = 1000};
    struct drawn f = choice();
    uint32_t labels[8];
    struct gp_trace t;
    uint64_t nth;
    int engine;

    (void)state;
    drawn_explore(&f);
    t = trace_of(&f, "acb", labels);
    for (engine = 0; engine < 2; engine++)
        for (nth = 0;; nth++) {
            struct gp_alignments a = {0};
            enum gp_status st;

            gp_mem_refuse(nth, false);
            st = gp_align_graph_make(f.states, NULL, &f.g, NULL);
            if (st == GP_OK && engine == 0)
                st = gp_align_dp(&f.g, &t, 1, &o, &a, NULL);
            if (st == GP_OK && engine == 1)
                st = gp_align_astar(&f.states->net, NULL, f.p->labels.n, NULL, &t, 1,
                                    &o, &a, NULL, NULL);
            if (!gp_mem_refuse_none()) {
                assert_int_equal(st, GP_OK);
                gp_alignments_release(&a);
                gp_align_graph_release(&f.g);
                break;
            }
            assert_int_equal(st, GP_SYSTEM);
            gp_align_graph_release(&f.g);
        }
    drawn_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_that_follows_costs_nothing),
        cmocka_unit_test(of_two_equal_events_the_second_is_the_extra_one),
        cmocka_unit_test(a_missing_choice_is_not_certain_but_a_missing_step_is),
        cmocka_unit_test(swapped_steps_have_two_readings),
        cmocka_unit_test(an_open_case_owes_nothing_yet),
        cmocka_unit_test(a_control_that_must_not_be_skipped_costs_more),
        cmocka_unit_test(long_paths_with_high_costs_need_wide_cells),
        cmocka_unit_test(silent_loops_do_not_trap_the_reading),
        cmocka_unit_test(refused_memory_is_told_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
