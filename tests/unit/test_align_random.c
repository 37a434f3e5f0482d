/* Alignments of random processes against brute force: Bellman-Ford over (state, position)
 * until nothing changes, and for certainty a walk of every cheapest reading without silent
 * cycles.
 */
#include "base/mem.h"
#include "tests/support/drawn.h"
#include "tests/support/replays.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static unsigned below(unsigned n)
{
    return (unsigned)rand() % n;
}

/* A random block between two places; letters may repeat. */
static void block(struct drawn *f, uint32_t from, uint32_t to, unsigned depth)
{
    char name[2] = {(char)('a' + below(5)), 0};
    uint32_t middle, body[2], redo[2], begin2[2], end2[2];
    unsigned i;

    switch (depth == 0 ? 0 : below(7)) {
    case 1:
    case 2:
        middle = drawn_place(f, 0);
        block(f, from, middle, depth - 1);
        block(f, middle, to, depth - 1);
        break;
    case 3:
        for (i = 0; i < 2; i++) {
            middle = drawn_place(f, 0);
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
            end2[i] = drawn_place(f, 0);
            block(f, begin2[i], end2[i], depth - 1);
        }
        gp_net_join_all(f->net, GP_NO_ID, 2, end2, to);
        break;
    case 6:
        drawn_step(f, name, from, to);
        gp_net_silent(f->net, GP_NO_ID, from, to);
        break;
    default:
        drawn_step(f, name, from, to);
    }
}

static struct drawn random_process(void)
{
    struct drawn f = drawn_begin();
    uint32_t from = drawn_place(&f, 1), to = drawn_place(&f, 0);
    char name[2] = "a";

    for (; name[0] < 'f'; name[0]++) /* every letter is a label */
        gp_dict_add(&f.p->labels, gp_slice(name));
    block(&f, from, to, 3);
    gp_net_silent(f.net, GP_NO_ID, to, GP_NO_ID);
    drawn_explore(&f);
    return f;
}

static uint64_t naive_cost(const struct drawn *f, const struct gp_trace *t)
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

/* A random process and sequences to align with it. */
struct deal {
    struct drawn f;
    struct gp_trace traces[TRACES];
    uint32_t labels[TRACES][LONGEST];
};

static void deal(struct deal *d, unsigned seed)
{
    size_t i, k;

    srand(seed);
    d->f = random_process();
    drawn_ready(&d->f, NULL);
    for (i = 0; i < TRACES; i++) {
        d->traces[i] =
            (struct gp_trace){d->labels[i], below(LONGEST + 1), below(3) == 0};
        for (k = 0; k < d->traces[i].length; k++)
            d->labels[i][k] = below(5);
    }
}

static void check_random(unsigned seed)
{
    const struct gp_states_options as_drawn = {.keep_silent = true};
    const struct gp_align_options o = {.certainty_effort = 10000};
    struct gp_alignments dp, whole, lazy;
    struct drawn unreduced;
    struct deal d;
    size_t i;

    deal(&d, seed);
    unreduced = d.f; /* without reductions: costs are those of the drawing */
    assert_int_equal(
        gp_states_explore(d.f.p, d.f.net, &as_drawn, &unreduced.states, NULL), GP_OK);
    assert_int_equal(gp_align_dp(&d.f.g, d.traces, TRACES, &o, &dp, NULL), GP_OK);
    assert_int_equal(gp_align_astar(&d.f.states->net, d.f.states, d.f.p->labels.n, NULL,
                                    d.traces, TRACES, NULL, &whole, NULL, NULL),
                     GP_OK);
    assert_int_equal(gp_align_astar(&d.f.states->net, NULL, d.f.p->labels.n, NULL,
                                    d.traces, TRACES, NULL, &lazy, NULL, NULL),
                     GP_OK);
    for (i = 0; i < TRACES; i++) {
        uint64_t cost = naive_cost(&unreduced, &d.traces[i]);

        if (dp.of[i].upper != cost || whole.of[i].upper != cost ||
            lazy.of[i].upper != cost || !whole.of[i].exact || !lazy.of[i].exact)
            fail_msg("seed %u, sequence %zu: cost %d, %d and %d, not %d", seed, i,
                     (int)dp.of[i].upper, (int)whole.of[i].upper, (int)lazy.of[i].upper,
                     (int)cost);
        if (!replays(&d.f.states->net, 0, NULL, &d.traces[i], &dp.of[i], dp.moves) ||
            !replays(&d.f.states->net, 0, NULL, &d.traces[i], &whole.of[i],
                     whole.moves) ||
            !replays(&d.f.states->net, 0, NULL, &d.traces[i], &lazy.of[i], lazy.moves))
            fail_msg("seed %u, sequence %zu: a reading does not hold", seed, i);
    }
    gp_alignments_release(&dp);
    gp_alignments_release(&whole);
    gp_alignments_release(&lazy);
    gp_states_free(unreduced.states);
    drawn_end(&d.f);
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
        uint32_t shorter[LONGEST];
        struct gp_trace two[2];
        struct deal d;
        size_t i;

        deal(&d, seed);
        for (i = 0; i < TRACES; i++) {
            struct gp_alignments a;
            size_t n = d.traces[i].length, drop;
            int64_t change;

            if (n == 0)
                continue;
            drop = below((unsigned)n);
            memcpy(shorter, d.labels[i], drop * sizeof *shorter);
            memcpy(shorter + drop, d.labels[i] + drop + 1,
                   (n - drop - 1) * sizeof *shorter);
            two[0] = d.traces[i];
            two[1] = (struct gp_trace){shorter, n - 1, d.traces[i].open};
            assert_int_equal(gp_align_dp(&d.f.g, two, 2, NULL, &a, NULL), GP_OK);
            change = (int64_t)a.of[0].upper - (int64_t)a.of[1].upper;
            assert_true(change >= -1 && change <= 1);
            assert_true(a.of[0].upper <= n + gp_align_shortest(&d.f.g));
            gp_alignments_release(&a);
        }
        drawn_end(&d.f);
    }
}

/* ---- Certainty against all readings ------------------------------------------------ */

struct all {
    const struct drawn *f;
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

static void check_certainty(const struct drawn *f, const struct gp_trace *t,
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
        struct gp_alignments a;
        struct deal d;
        size_t i;

        deal(&d, seed);
        for (i = 0; i < TRACES; i++)
            d.traces[i].length = d.traces[i].length > 4 ? 4 : d.traces[i].length;
        assert_int_equal(gp_align_dp(&d.f.g, d.traces, TRACES, &o, &a, NULL), GP_OK);
        for (i = 0; i < TRACES; i++)
            if (a.of[i].upper > 0 && a.of[i].upper < 5 && d.f.p->n_elements < 64)
                check_certainty(&d.f, &d.traces[i], &a.of[i], a.moves, seed);
        gp_alignments_release(&a);
        drawn_end(&d.f);
    }
}

/* ---- Limits ------------------------------------------------------------------------ */

static void without_budget_both_bounds_are_honest(void **state)
{
    const struct gp_align_options o = {.expansions = 3, .beam = 2};
    unsigned seed, bounded = 0;

    (void)state;
    for (seed = 30001; seed <= 30200; seed++) {
        struct gp_alignments exact, a;
        struct deal d;
        size_t i;

        deal(&d, seed);
        assert_int_equal(gp_align_dp(&d.f.g, d.traces, TRACES, NULL, &exact, NULL),
                         GP_OK);
        assert_int_equal(gp_align_astar(&d.f.states->net, NULL, d.f.p->labels.n, NULL,
                                        d.traces, TRACES, &o, &a, NULL, NULL),
                         GP_OK);
        for (i = 0; i < TRACES; i++) {
            bounded += !a.of[i].exact;
            assert_true(a.of[i].lower <= exact.of[i].upper);
            assert_true(a.of[i].upper >= exact.of[i].upper);
            if (a.of[i].exact)
                assert_int_equal(a.of[i].upper, exact.of[i].upper);
            if (a.of[i].upper != UINT64_MAX)
                assert_true(replays(&d.f.states->net, 0, NULL, &d.traces[i], &a.of[i],
                                    a.moves));
        }
        gp_alignments_release(&exact);
        gp_alignments_release(&a);
        drawn_end(&d.f);
    }
    assert_true(bounded > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_random_processes_agree_with_brute_force),
        cmocka_unit_test(costs_keep_their_relations),
        cmocka_unit_test(certainty_looks_at_every_cheapest_reading),
        cmocka_unit_test(without_budget_both_bounds_are_honest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
