/* Alignments: small processes by hand, then random ones against brute force.
 *
 * The brute force: Bellman-Ford over (state, position) until nothing changes, and for
 * certainty a walk of every cheapest reading without silent cycles.
 */
#include "base/mem.h"
#include "mine/align.h"
#include "model/process.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    struct gp_process *p;
    struct gp_net *net;
    struct gp_states *states;
    struct gp_align_graph g;
};

static struct fixture begin(void)
{
    struct fixture f = {gp_process_new(gp_slice("test"), "test"), NULL, NULL, {0}};

    assert_non_null(f.p);
    f.net = gp_process_net(f.p, GP_NO_ID);
    return f;
}

static uint32_t place(struct fixture *f, uint8_t initial)
{
    uint32_t at = gp_net_place(f->net, GP_NO_ID);

    f->net->places[at].initial = initial;
    return at;
}

static uint32_t step(struct fixture *f, const char *name, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(f->p, gp_slice(name), 1);

    return gp_net_step(f->net, f->p->elements[e].label, e, from, to);
}

static void explore(struct fixture *f)
{
    assert_int_equal(gp_states_explore(f->p, f->net, NULL, &f->states, NULL), GP_OK);
    assert_true(f->states->start != GP_NO_ID);
}

static void ready(struct fixture *f, const struct gp_costs *costs)
{
    if (f->states == NULL)
        explore(f);
    assert_int_equal(gp_align_graph_make(f->states, costs, &f->g, NULL), GP_OK);
}

static void end(struct fixture *f)
{
    gp_align_graph_release(&f->g);
    gp_states_free(f->states);
    gp_process_free(f->p);
}

/* a, then b or d, then c */
static struct fixture choice(void)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0), p2 = place(&f, 0), p3 = place(&f, 0);

    step(&f, "a", p0, p1);
    step(&f, "b", p1, p2);
    step(&f, "d", p1, p2);
    step(&f, "c", p2, p3);
    gp_net_silent(f.net, GP_NO_ID, p3, GP_NO_ID);
    return f;
}

/* One letter a label; letters the process does not know are not allowed here. */
static struct gp_trace trace_of(struct fixture *f, const char *letters,
                                uint32_t *labels)
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
static void reading_of(const struct fixture *f, const struct gp_trace *t,
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

static void expect(struct fixture *f, const char *letters, bool open, uint64_t cost,
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
    assert_true(gp_align_replays(&f->states->net, 0, NULL, &t, a.of, a.moves));
    reading_of(f, &t, &a, 0, got);
    assert_string_equal(got, reading);
    gp_alignments_release(&a);
}

static void a_case_that_follows_costs_nothing(void **state)
{
    struct fixture f = choice();

    (void)state;
    ready(&f, NULL);
    assert_int_equal(gp_align_shortest(&f.g), 3);
    expect(&f, "abc", false, 0, "abc");
    expect(&f, "adc", false, 0, "adc");
    end(&f);
}

static void of_two_equal_events_the_second_is_the_extra_one(void **state)
{
    struct fixture f = choice();

    (void)state;
    ready(&f, NULL);
    expect(&f, "aabc", false, 1, "a+abc");
    expect(&f, "abcc", false, 1, "abc+c");
    end(&f);
}

static void a_missing_choice_is_not_certain_but_a_missing_step_is(void **state)
{
    struct fixture f = choice();

    (void)state;
    ready(&f, NULL);
    expect(&f, "ac", false, 1, "a-b?c"); /* or d: the earlier element is named */
    expect(&f, "bc", false, 1, "-abc");
    end(&f);
}

static void swapped_steps_have_two_readings(void **state)
{
    struct fixture f = choice();

    (void)state;
    ready(&f, NULL);
    expect(&f, "acb", false, 2, "a-b?c+b?"); /* or c was too early */
    end(&f);
}

static void an_open_case_owes_nothing_yet(void **state)
{
    struct fixture f = choice();

    (void)state;
    ready(&f, NULL);
    expect(&f, "a", true, 0, "a");
    expect(&f, "a", false, 2, "a-b?-c");
    expect(&f, "", true, 0, "");
    expect(&f, "b", true, 1, "+b?"); /* or a is missing */
    end(&f);
}

static void a_control_that_must_not_be_skipped_costs_more(void **state)
{
    const uint16_t log[] = {1, 1, 1, 1}, model[] = {1, 1000, 1000, 1};
    const struct gp_costs costs = {log, model};
    struct fixture f = choice();
    uint32_t labels[8];
    struct gp_trace t;
    struct gp_alignments a, b;

    (void)state;
    ready(&f, &costs);
    t = trace_of(&f, "ac", labels);
    assert_int_equal(gp_align_dp(&f.g, &t, 1, NULL, &a, NULL), GP_OK);
    assert_int_equal(a.of[0].upper, 1000);
    assert_int_equal(gp_align_astar(&f.states->net, f.states, f.p->labels.n, &costs, &t,
                                    1, NULL, &b, NULL, NULL),
                     GP_OK);
    assert_int_equal(b.of[0].upper, 1000);
    gp_alignments_release(&a);
    gp_alignments_release(&b);
    end(&f);
}

static void long_paths_with_high_costs_need_wide_cells(void **state)
{
    uint16_t log[] = {1000, 1000, 1000, 1000};
    const struct gp_costs costs = {log, NULL};
    struct fixture f = choice();
    uint32_t labels[200];
    struct gp_trace t = {labels, 200, false};
    struct gp_alignments a;
    size_t i;

    (void)state;
    for (i = 0; i < 200; i++)
        labels[i] = 0;
    ready(&f, &costs);
    assert_int_equal(gp_align_dp(&f.g, &t, 1, NULL, &a, NULL), GP_OK);
    assert_int_equal(a.of[0].upper, 199 * 1000 + 2);
    gp_alignments_release(&a);
    end(&f);
}

static void silent_loops_do_not_trap_the_reading(void **state)
{
    struct fixture f = begin();
    uint32_t p0 = place(&f, 1), p1 = place(&f, 0), p2 = place(&f, 0);

    (void)state; /* two silent loops around a choice of steps */
    gp_net_silent(f.net, GP_NO_ID, p0, p1);
    gp_net_silent(f.net, GP_NO_ID, p1, p2);
    gp_net_silent(f.net, GP_NO_ID, p2, p0);
    gp_net_silent(f.net, GP_NO_ID, p2, p1);
    step(&f, "a", p0, p2);
    step(&f, "b", p1, p0);
    gp_net_silent(f.net, GP_NO_ID, p2, GP_NO_ID);
    ready(&f, NULL);
    expect(&f, "aabbab", false, 0, "aabbab");
    expect(&f, "", false, 0, "");
    end(&f);
}

/* ---- Random processes -------------------------------------------------------------- */

static unsigned below(unsigned n)
{
    return (unsigned)rand() % n;
}

/* A random block between two places; letters may repeat. */
static void block(struct fixture *f, uint32_t from, uint32_t to, unsigned depth)
{
    char name[2] = {(char)('a' + below(5)), 0};
    uint32_t middle, body[2], redo[2], begin2[2], end2[2];
    unsigned i;

    switch (depth == 0 ? 0 : below(7)) {
    case 1:
    case 2:
        middle = place(f, 0);
        block(f, from, middle, depth - 1);
        block(f, middle, to, depth - 1);
        break;
    case 3:
        for (i = 0; i < 2; i++) {
            middle = place(f, 0);
            gp_net_silent(f->net, GP_NO_ID, from, middle);
            block(f, middle, to, depth - 1);
        }
        break;
    case 4:
        gp_net_loop(f->net, GP_NO_ID, from, to, body, redo);
        block(f, body[0], body[1], depth - 1);
        gp_net_silent(f->net, GP_NO_ID, redo[0], redo[1]);
        break;
    case 5:
        gp_net_split(f->net, GP_NO_ID, from, 2, begin2);
        for (i = 0; i < 2; i++) {
            end2[i] = place(f, 0);
            block(f, begin2[i], end2[i], depth - 1);
        }
        gp_net_join_all(f->net, GP_NO_ID, 2, end2, to);
        break;
    case 6:
        step(f, name, from, to);
        gp_net_silent(f->net, GP_NO_ID, from, to);
        break;
    default:
        step(f, name, from, to);
    }
}

static struct fixture random_process(void)
{
    struct fixture f = begin();
    uint32_t from = place(&f, 1), to = place(&f, 0);
    char name[2] = "a";

    for (; name[0] < 'f'; name[0]++) /* every letter is a label */
        gp_dict_add(&f.p->labels, gp_slice(name));
    block(&f, from, to, 3);
    gp_net_silent(f.net, GP_NO_ID, to, GP_NO_ID);
    explore(&f);
    return f;
}

static uint64_t naive_cost(const struct fixture *f, const struct gp_trace *t)
{
    const struct gp_states *s = f->states;
    size_t n = s->n_states, k, e;
    uint64_t *d = gp_array((t->length + 1) * n, sizeof *d), least = UINT64_MAX;
    bool again = true;
    uint32_t v;

    assert_non_null(d);
    for (k = 0; k < (t->length + 1) * n; k++)
        d[k] = 1000000;
    d[s->start] = 0;
    while (again) {
        again = false;
        for (k = 0; k <= t->length; k++)
            for (v = 0; v < n; v++) {
                uint64_t here = d[k * n + v];

                if (k < t->length && here + 1 < d[(k + 1) * n + v]) {
                    d[(k + 1) * n + v] = here + 1;
                    again = true;
                }
                for (e = s->row[v]; e < s->row[v + 1]; e++) {
                    uint32_t to = s->edges[e].to, label = s->edges[e].label;
                    uint64_t *at = &d[k * n + to];

                    if (here + (label != GP_NO_ID) < *at) {
                        *at = here + (label != GP_NO_ID);
                        again = true;
                    }
                    at = &d[(k + 1) * n + to];
                    if (k < t->length && label == t->label[k] && here < *at) {
                        *at = here;
                        again = true;
                    }
                }
            }
    }
    for (v = 0; v < n; v++)
        if ((t->open || v == s->complete) && d[t->length * n + v] < least)
            least = d[t->length * n + v];
    gp_free(d);
    return least;
}

enum { TRACES = 12, LONGEST = 9 };

static void random_traces(uint32_t labels[TRACES][LONGEST], struct gp_trace *traces)
{
    size_t i, k;

    for (i = 0; i < TRACES; i++) {
        traces[i] = (struct gp_trace){labels[i], below(LONGEST + 1), below(3) == 0};
        for (k = 0; k < traces[i].length; k++)
            labels[i][k] = below(5);
    }
}

static void check_random(unsigned seed)
{
    const struct gp_states_options as_drawn = {.keep_silent = true};
    const struct gp_align_options o = {.certainty_effort = 10000};
    uint32_t labels[TRACES][LONGEST];
    struct gp_trace traces[TRACES];
    struct gp_alignments dp, whole, lazy;
    struct fixture f, drawn;
    size_t i;

    srand(seed);
    f = random_process();
    ready(&f, NULL);
    random_traces(labels, traces);
    drawn = f; /* without reductions: costs are those of the drawing */
    assert_int_equal(gp_states_explore(f.p, f.net, &as_drawn, &drawn.states, NULL),
                     GP_OK);
    assert_int_equal(gp_align_dp(&f.g, traces, TRACES, &o, &dp, NULL), GP_OK);
    assert_int_equal(gp_align_astar(&f.states->net, f.states, f.p->labels.n, NULL,
                                    traces, TRACES, NULL, &whole, NULL, NULL),
                     GP_OK);
    assert_int_equal(gp_align_astar(&f.states->net, NULL, f.p->labels.n, NULL, traces,
                                    TRACES, NULL, &lazy, NULL, NULL),
                     GP_OK);
    for (i = 0; i < TRACES; i++) {
        uint64_t cost = naive_cost(&drawn, &traces[i]);

        if (dp.of[i].upper != cost || whole.of[i].upper != cost ||
            lazy.of[i].upper != cost || !whole.of[i].exact || !lazy.of[i].exact)
            fail_msg("seed %u, sequence %zu: cost %d, %d and %d, not %d", seed, i,
                     (int)dp.of[i].upper, (int)whole.of[i].upper, (int)lazy.of[i].upper,
                     (int)cost);
        if (!gp_align_replays(&f.states->net, 0, NULL, &traces[i], &dp.of[i],
                              dp.moves) ||
            !gp_align_replays(&f.states->net, 0, NULL, &traces[i], &whole.of[i],
                              whole.moves) ||
            !gp_align_replays(&f.states->net, 0, NULL, &traces[i], &lazy.of[i],
                              lazy.moves))
            fail_msg("seed %u, sequence %zu: a reading does not hold", seed, i);
    }
    gp_alignments_release(&dp);
    gp_alignments_release(&whole);
    gp_alignments_release(&lazy);
    gp_states_free(drawn.states);
    end(&f);
}

static void a_thousand_random_processes_agree_with_brute_force(void **state)
{
    unsigned seed;

    (void)state;
    for (seed = 1; seed <= 1000; seed++)
        check_random(seed);
}

/* Removing one event changes the cost by at most one; no case costs more than all its
 * events and the shortest run. */
static void costs_keep_their_relations(void **state)
{
    unsigned seed;

    (void)state;
    for (seed = 5001; seed <= 5200; seed++) {
        uint32_t labels[TRACES][LONGEST], shorter[LONGEST];
        struct gp_trace traces[TRACES], two[2];
        struct fixture f;
        size_t i;

        srand(seed);
        f = random_process();
        ready(&f, NULL);
        random_traces(labels, traces);
        for (i = 0; i < TRACES; i++) {
            struct gp_alignments a;
            size_t n = traces[i].length, drop;
            int64_t change;

            if (n == 0)
                continue;
            drop = below((unsigned)n);
            memcpy(shorter, labels[i], drop * sizeof *shorter);
            memcpy(shorter + drop, labels[i] + drop + 1,
                   (n - drop - 1) * sizeof *shorter);
            two[0] = traces[i];
            two[1] = (struct gp_trace){shorter, n - 1, traces[i].open};
            assert_int_equal(gp_align_dp(&f.g, two, 2, NULL, &a, NULL), GP_OK);
            change = (int64_t)a.of[0].upper - (int64_t)a.of[1].upper;
            assert_true(change >= -1 && change <= 1);
            assert_true(a.of[0].upper <= n + gp_align_shortest(&f.g));
            gp_alignments_release(&a);
        }
        end(&f);
    }
}

/* ---- Certainty against all readings ------------------------------------------------ */

struct all {
    const struct fixture *f;
    const struct gp_trace *t;
    uint64_t cost;
    unsigned extra[5], missing[64]; /* on the way: by label, by element */
    unsigned least_extra[5], most_extra[5], least_missing[64], most_missing[64];
    unsigned steps;
};

static void note(unsigned now, unsigned *least, unsigned *most)
{
    *least = now < *least ? now : *least;
    *most = now > *most ? now : *most;
}

/* Every reading up to the cost; silent chains at most as long as there are states. */
static void walk_all(struct all *a, uint32_t s, size_t k, uint64_t cost,
                     uint32_t silent)
{
    const struct gp_states *st = a->f->states;
    size_t e, i;

    if (cost > a->cost || silent > st->n_states || a->steps == 0)
        return;
    a->steps--;
    if (k == a->t->length && cost == a->cost && (a->t->open || s == st->complete)) {
        for (i = 0; i < 5; i++)
            note(a->extra[i], &a->least_extra[i], &a->most_extra[i]);
        for (i = 0; i < 64; i++)
            note(a->missing[i], &a->least_missing[i], &a->most_missing[i]);
    }
    if (k < a->t->length) {
        a->extra[a->t->label[k]]++;
        walk_all(a, s, k + 1, cost + 1, 0);
        a->extra[a->t->label[k]]--;
    }
    for (e = st->row[s]; e < st->row[s + 1]; e++) {
        uint32_t label = st->edges[e].label, to = st->edges[e].to;
        uint32_t element = st->net.transitions[st->edges[e].transition].element;

        if (label == GP_NO_ID) {
            walk_all(a, to, k, cost, silent + 1);
            continue;
        }
        if (k < a->t->length && a->t->label[k] == label)
            walk_all(a, to, k + 1, cost, 0);
        a->missing[element]++;
        walk_all(a, to, k, cost + 1, 0);
        a->missing[element]--;
    }
}

static void check_certainty(const struct fixture *f, const struct gp_trace *t,
                            const struct gp_alignment *a, const struct gp_move *moves,
                            unsigned seed)
{
    struct all all = {.f = f, .t = t, .cost = a->upper, .steps = 300000};
    size_t k;

    memset(all.least_extra, 0xff, sizeof all.least_extra);
    memset(all.least_missing, 0xff, sizeof all.least_missing);
    walk_all(&all, f->states->start, 0, 0, 0);
    if (all.steps == 0)
        return; /* too many readings to look at each */
    for (k = a->first_move; k < a->first_move + a->n_moves; k++) {
        const struct gp_move *m = &moves[k];
        uint32_t element;
        bool certain;

        if (m->kind != GP_MOVE_LOG && m->kind != GP_MOVE_MODEL)
            continue;
        element = m->kind == GP_MOVE_MODEL
                      ? f->states->net.transitions[m->transition].element
                      : 0;
        certain = m->kind == GP_MOVE_LOG
                      ? all.least_extra[t->label[m->position]] ==
                            all.most_extra[t->label[m->position]]
                      : all.least_missing[element] == all.most_missing[element];
        if (m->certain != (certain ? GP_CERTAIN_YES : GP_CERTAIN_NO))
            fail_msg("seed %u: certain %d, not %d", seed, m->certain, certain);
    }
}

static void certainty_looks_at_every_cheapest_reading(void **state)
{
    const struct gp_align_options o = {.certainty_effort = 1000000};
    unsigned seed;

    (void)state;
    for (seed = 20001; seed <= 20150; seed++) {
        uint32_t labels[TRACES][LONGEST];
        struct gp_trace traces[TRACES];
        struct gp_alignments a;
        struct fixture f;
        size_t i;

        srand(seed);
        f = random_process();
        ready(&f, NULL);
        random_traces(labels, traces);
        for (i = 0; i < TRACES; i++)
            traces[i].length = traces[i].length > 4 ? 4 : traces[i].length;
        assert_int_equal(gp_align_dp(&f.g, traces, TRACES, &o, &a, NULL), GP_OK);
        for (i = 0; i < TRACES; i++)
            if (a.of[i].upper > 0 && a.of[i].upper < 5 && f.p->n_elements < 64)
                check_certainty(&f, &traces[i], &a.of[i], a.moves, seed);
        gp_alignments_release(&a);
        end(&f);
    }
}

/* ---- Limits ------------------------------------------------------------------------ */

static void without_budget_both_bounds_are_honest(void **state)
{
    const struct gp_align_options o = {.expansions = 3, .beam = 2};
    unsigned seed, bounded = 0;

    (void)state;
    for (seed = 30001; seed <= 30200; seed++) {
        uint32_t labels[TRACES][LONGEST];
        struct gp_trace traces[TRACES];
        struct gp_alignments exact, a;
        struct fixture f;
        size_t i;

        srand(seed);
        f = random_process();
        ready(&f, NULL);
        random_traces(labels, traces);
        assert_int_equal(gp_align_dp(&f.g, traces, TRACES, NULL, &exact, NULL), GP_OK);
        assert_int_equal(gp_align_astar(&f.states->net, NULL, f.p->labels.n, NULL,
                                        traces, TRACES, &o, &a, NULL, NULL),
                         GP_OK);
        for (i = 0; i < TRACES; i++) {
            bounded += !a.of[i].exact;
            assert_true(a.of[i].lower <= exact.of[i].upper);
            assert_true(a.of[i].upper >= exact.of[i].upper);
            if (a.of[i].exact)
                assert_int_equal(a.of[i].upper, exact.of[i].upper);
            if (a.of[i].upper != UINT64_MAX)
                assert_true(gp_align_replays(&f.states->net, 0, NULL, &traces[i],
                                             &a.of[i], a.moves));
        }
        gp_alignments_release(&exact);
        gp_alignments_release(&a);
        end(&f);
    }
    assert_true(bounded > 100);
}

static void refused_memory_is_told_and_nothing_leaks(void **state)
{
    const struct gp_align_options o = {.certainty_effort = 1000};
    struct fixture f = choice();
    uint32_t labels[8];
    struct gp_trace t;
    uint64_t nth;
    int engine;

    (void)state;
    explore(&f);
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
    end(&f);
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
        cmocka_unit_test(a_thousand_random_processes_agree_with_brute_force),
        cmocka_unit_test(costs_keep_their_relations),
        cmocka_unit_test(certainty_looks_at_every_cheapest_reading),
        cmocka_unit_test(without_budget_both_bounds_are_honest),
        cmocka_unit_test(refused_memory_is_told_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
