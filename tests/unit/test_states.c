/* The state graph: its layout, what reducing keeps, and its findings. */
#include "model/net/reduce.h"
#include "model/states.h"
#include "tests/support/documents.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static struct gp_states *states_of(const struct gp_process *p, bool keep)
{
    struct gp_states_options options = {.keep_silent = keep};
    struct gp_states *s = NULL;

    assert_int_equal(gp_states_explore(p, p->nets[0], &options, &s, NULL), GP_OK);
    return s;
}

/* A, then B and C in any order, then maybe D. */
static const char SMALL[] = "P\ts\t\t1\t0\nP\ta\t\t0\t0\nP\tb\t\t0\t0\nP\tc\t\t0\t0\n"
                            "P\td\t\t0\t0\nP\tm\t\t0\t0\nP\te\t\t0\t1\n"
                            "T\t0\tA\ts\ta,b\nT\t1\tB\ta\tc\nT\t2\tC\tb\td\n"
                            "T\t3\t\tc,d\tm\nT\t4\tD\tm\te\nT\t5\t\tm\te\n";

static void rows_and_labels_lay_out_the_same_edges(void **state)
{
    struct gp_process *p = document_of("x.net.tsv", SMALL, NULL);
    struct gp_states *s = states_of(p, true);
    size_t visible = 0, e, l;
    uint32_t i;

    (void)state;
    assert_int_equal(s->n_states, 7);
    assert_int_equal(s->start, 0);
    assert_true(s->whole && !s->unbounded);
    assert_int_equal(s->markings[s->complete * s->net.n_places + 6], 1);
    for (i = 0; i < s->n_states; i++)
        for (e = s->row[i]; e < s->row[i + 1]; e++) {
            assert_true(s->edges[e].to < s->n_states);
            visible += s->edges[e].label != GP_NO_ID;
        }
    for (l = 0; l < s->n_labels; l++)
        for (e = s->label_row[l]; e < s->label_row[l + 1]; e++)
            assert_int_equal(s->net.transitions[s->label_edges[e].transition].label, l);
    assert_int_equal(visible, s->label_row[s->n_labels]);
    gp_states_free(s);
    gp_process_free(p);
}

static void reducing_keeps_the_runs_and_the_way_back(void **state)
{
    struct gp_process *p = document_of("x.net.tsv", SMALL, NULL);
    struct gp_states *s = states_of(p, false);
    bool *met = gp_array_zero(p->n_elements, sizeof *met);
    size_t n = 0, i;
    uint32_t t;

    (void)state;
    assert_string_equal(runs_of(p, 0, 6), "A B C|A B C D|A C B|A C B D");
    assert_true(s->net.n_transitions < p->nets[0]->n_transitions);
    for (t = 0; t < s->net.n_transitions; t++)
        assert_int_equal(gp_states_elements(p, p->nets[0], s, t, met), GP_EXECUTED);
    for (i = 0; i < p->n_elements; i++)
        n += met[i];
    assert_int_equal(n, 6); /* every transition of the original is on some trail */
    gp_free(met);
    gp_states_free(s);
    gp_process_free(p);
}

/* Random small nets: reducing must not change the runs. */
static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

static void random_net(struct gp_text *text, uint32_t seed)
{
    uint32_t places = 3 + next_random(&seed, 5), steps = 2 + next_random(&seed, 7), i;

    gp_text_clear(text);
    for (i = 0; i < places; i++)
        gp_text_addf(text, "P\t%u\t\t%d\t%d\n", i, i == 0, i == places - 1);
    for (i = 0; i < steps; i++) {
        uint32_t two = next_random(&seed, 3);

        gp_text_addf(text, "T\t%u\t%s\t%u:1", i,
                     (const char *[]){"", "", "A", "B"}[next_random(&seed, 4)],
                     next_random(&seed, places));
        if (two == 0)
            gp_text_addf(text, ",%u:1", next_random(&seed, places));
        gp_text_addf(text, "\t%u:1", next_random(&seed, places));
        if (next_random(&seed, 3) == 0)
            gp_text_addf(text, ",%u:1", next_random(&seed, places));
        gp_text_add(text, "\n");
    }
    gp_text_addf(text, "T\tz\tZ\t0:1\t%u:1\n", places - 1);
}

static void reducing_random_nets_keeps_their_runs(void **state)
{
    struct gp_text text = {0};
    uint32_t seed;

    (void)state;
    for (seed = 0; seed < 800; seed++) {
        struct gp_process *p;
        struct gp_states *s;

        random_net(&text, seed);
        p = document_of("x.net.tsv", gp_text_z(&text), NULL);
        s = states_of(p, true);
        if (s->whole && !s->unbounded) /* at the token limit runs may differ */
            runs_of(p, 0, 5);
        gp_states_free(s);
        gp_process_free(p);
    }
    gp_text_release(&text);
}

static void blocked_joins_are_named(void **state)
{
    struct gp_process *p = drawing_of(
        "<exclusiveGateway id='x'/><task id='A' name='A'/><task id='B' name='B'/>"
        "<parallelGateway id='j'/><sequenceFlow sourceRef='x' targetRef='A'/>"
        "<sequenceFlow sourceRef='x' targetRef='B'/>"
        "<sequenceFlow sourceRef='A' targetRef='j'/>"
        "<sequenceFlow sourceRef='B' targetRef='j'/>");
    struct gp_states *s = states_of(p, false);

    (void)state;
    assert_int_equal(s->start, GP_NO_ID);
    assert_int_equal(s->n_states, 0);
    assert_true(has_finding(p, 0, GP_CANNOT_FINISH, NULL));
    assert_true(has_finding(p, 0, GP_CANNOT_FINISH, "j"));
    assert_false(has_finding(p, 0, GP_CANNOT_FINISH, "x"));
    gp_states_free(s);
    gp_process_free(p);
}

static void dead_ends_and_dead_steps_are_named(void **state)
{
    struct gp_process *p = drawing_of(
        "<startEvent id='s'/><exclusiveGateway id='x'/><task id='A' name='A'/>"
        "<task id='B' name='B'/><parallelGateway id='j'/><task id='C' name='C'/>"
        "<sequenceFlow sourceRef='s' targetRef='x'/>"
        "<sequenceFlow sourceRef='x' targetRef='A'/>"
        "<sequenceFlow sourceRef='x' targetRef='B'/>"
        "<sequenceFlow sourceRef='B' targetRef='j'/>"
        "<sequenceFlow sourceRef='C' targetRef='j'/>");

    (void)state;
    assert_string_equal(runs_of(p, 0, 4), "A");
    assert_true(has_finding(p, 0, GP_MAY_GET_STUCK, NULL));
    assert_true(has_finding(p, 0, GP_MAY_GET_STUCK, "j"));
    assert_true(has_finding(p, 0, GP_NEVER_HAPPENS, "B"));
    assert_true(has_finding(p, 0, GP_NEVER_HAPPENS, "C"));
    assert_false(has_finding(p, 0, GP_NEVER_HAPPENS, "A"));
    assert_true(has_note(p, "never begins"));
    gp_process_free(p);
}

static void tokens_without_end_are_unbounded(void **state)
{
    struct gp_process *p = document_of(
        "x.net.tsv",
        "P\t0\t\t1\t0\nP\t1\t\t0\t0\nT\t0\tA\t0\t0,1\nT\t1\tB\t1\t\nT\t2\tZ\t0\t\n",
        NULL);
    struct gp_states *s = states_of(p, false);

    (void)state;
    assert_true(s->unbounded);
    assert_true(has_finding(p, 0, GP_UNBOUNDED, NULL));
    gp_states_free(s);
    gp_process_free(p);
}

static void a_second_entry_is_several_at_once(void **state)
{
    struct gp_process *p =
        drawing_of("<parallelGateway id='g'/><task id='A' name='A'/><subProcess id='S'>"
                   "<task id='B' name='B'/></subProcess>"
                   "<sequenceFlow sourceRef='g' targetRef='A'/>"
                   "<sequenceFlow sourceRef='g' targetRef='S'/>"
                   "<sequenceFlow sourceRef='A' targetRef='S'/>");

    (void)state;
    assert_true(has_finding(p, 0, GP_SEVERAL_AT_ONCE, "S"));
    gp_process_free(p);
}

static void limits_stop_the_exploration(void **state)
{
    struct gp_process *p = document_of("x.net.tsv", SMALL, NULL);
    struct gp_states_options few = {.max_states = 3, .keep_silent = true};
    struct gp_states_options thin = {.max_edges = 2, .keep_silent = true};
    struct gp_states *s = NULL;

    (void)state;
    assert_int_equal(gp_states_explore(p, p->nets[0], &few, &s, NULL), GP_OK);
    assert_false(s->whole);
    assert_int_equal(s->findings[0].kind, GP_TOO_LARGE);
    gp_states_free(s);
    assert_int_equal(gp_states_explore(p, p->nets[0], &thin, &s, NULL), GP_OK);
    assert_false(s->whole);
    gp_states_free(s);
    gp_process_free(p);
}

static void a_token_returns_along_a_loop_for_an_inclusive_join(void **state)
{
    /* s -> x -> g; g -> A -> h; g -> B -> y; y -> h or back to x: while a token may
     * still come from B's side the join waits for it. */
    struct gp_process *p = drawing_of(
        "<startEvent id='s'/><inclusiveGateway id='g'/><task id='A' name='A'/>"
        "<task id='B' name='B'/><exclusiveGateway id='y'/><inclusiveGateway id='h'/>"
        "<task id='Z' name='Z'/><endEvent id='e'/>"
        "<sequenceFlow sourceRef='s' targetRef='g'/>"
        "<sequenceFlow sourceRef='g' targetRef='A'/>"
        "<sequenceFlow sourceRef='g' targetRef='B'/>"
        "<sequenceFlow sourceRef='A' targetRef='h'/>"
        "<sequenceFlow sourceRef='B' targetRef='y'/>"
        "<sequenceFlow sourceRef='y' targetRef='h'/>"
        "<sequenceFlow sourceRef='y' targetRef='e'/>"
        "<sequenceFlow sourceRef='h' targetRef='Z'/>");

    (void)state;
    assert_string_equal(runs_of(p, 0, 4), "A B Z|A Z|B|B A Z|B Z");
    gp_process_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_labels_lay_out_the_same_edges),
        cmocka_unit_test(reducing_keeps_the_runs_and_the_way_back),
        cmocka_unit_test(reducing_random_nets_keeps_their_runs),
        cmocka_unit_test(blocked_joins_are_named),
        cmocka_unit_test(dead_ends_and_dead_steps_are_named),
        cmocka_unit_test(tokens_without_end_are_unbounded),
        cmocka_unit_test(a_second_entry_is_several_at_once),
        cmocka_unit_test(limits_stop_the_exploration),
        cmocka_unit_test(a_token_returns_along_a_loop_for_an_inclusive_join),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
