/* align_judge.c - how sure is a deviation: the least and the largest number of such
 * moves over all cheapest readings (spec/conformance.md 4.6).
 *
 * All cheapest readings are the paths back from the end along moves that keep the cost;
 * forward costs are exact, so every such path reaches the start. Each (row, state) on
 * one carries, for every label or element in question, the least and largest count from
 * there to the end. Rows are walked from the last to the first; inside a row counts are
 * passed on until nothing changes, which also settles silent cycles (they add nothing).
 *
 *   A C against "A, then B or D, then C": B missing and D missing are both as cheap:
 *   each at least 0, at most 1 times, so neither is certain. A A C has one A too many in
 *   every cheapest reading: at least 1, at most 1, certain.
 */
#include "mine/align/align_dp.h"

#include "base/mem.h"

#include <string.h>

enum { MOST_QUESTIONS = 48, LONGEST = 60000 };

/* A question: log moves of a label, or model moves of an element. */
struct question {
    bool log;
    uint32_t id;
};

struct counts {
    uint16_t least[MOST_QUESTIONS], most[MOST_QUESTIONS];
};

/* The states of one row that lie on cheapest readings. */
struct level {
    uint32_t *state;
    struct counts *counts;
    size_t n, state_cap, counts_cap;
    uint32_t *place; /* [n_states] + 1; 0: not here */
};

struct judge {
    struct gp_dp *d;
    const struct gp_trace *trace;
    struct question question[MOST_QUESTIONS];
    size_t n_questions;
    struct level row, before; /* k and k - 1 */
    uint64_t effort;
    bool out_of_memory;
};

static uint32_t step_key(const struct judge *j, uint32_t transition)
{
    const struct gp_transition *t = &j->d->g->states->net.transitions[transition];

    return t->element != GP_NO_ID ? t->element : UINT32_C(0x80000000) + transition;
}

static size_t question_of(const struct judge *j, bool log, uint32_t id)
{
    size_t q;

    for (q = 0; q < j->n_questions; q++)
        if (j->question[q].log == log && j->question[q].id == id)
            return q;
    return SIZE_MAX;
}

static size_t question_of_move(const struct judge *j, const struct gp_move *m)
{
    if (m->kind == GP_MOVE_LOG)
        return question_of(j, true, j->trace->label[m->position]);
    return question_of(j, false, step_key(j, m->transition));
}

/* False: too many different questions for one sequence. */
static bool ask(struct judge *j)
{
    size_t i;

    for (i = 0; i < j->d->n_reading; i++) {
        const struct gp_move *m = &j->d->reading[i];
        struct question q = {m->kind == GP_MOVE_LOG, 0};

        if (m->kind != GP_MOVE_LOG && m->kind != GP_MOVE_MODEL)
            continue;
        q.id = q.log ? j->trace->label[m->position] : step_key(j, m->transition);
        if (question_of(j, q.log, q.id) != SIZE_MAX)
            continue;
        if (j->n_questions == MOST_QUESTIONS)
            return false;
        j->question[j->n_questions++] = q;
    }
    return true;
}

/* Makes room for s in a level, with the given counts. */
static bool settle_new(struct judge *j, struct level *to, uint32_t s,
                       const struct counts *c)
{
    if (!gp_reserve(&to->state, &to->state_cap, to->n + 1) ||
        !gp_reserve(&to->counts, &to->counts_cap, to->n + 1)) {
        j->out_of_memory = true;
        return false;
    }
    to->state[to->n] = s;
    to->counts[to->n] = *c;
    to->place[s] = (uint32_t)++to->n;
    return true;
}

/* Counts at s become at least as wide as *c (by value: arrays may move). True when that
 * changed them. */
static bool pass_on(struct judge *j, struct level *to, uint32_t s, struct counts c,
                    size_t one_more)
{
    struct counts *at;
    bool changed = false;
    size_t q;

    if (one_more != SIZE_MAX) {
        c.least[one_more]++;
        c.most[one_more]++;
    }
    if (to->place[s] == 0)
        return settle_new(j, to, s, &c);
    at = &to->counts[to->place[s] - 1];
    for (q = 0; q < j->n_questions; q++) {
        changed = changed || c.least[q] < at->least[q] || c.most[q] > at->most[q];
        at->least[q] = c.least[q] < at->least[q] ? c.least[q] : at->least[q];
        at->most[q] = c.most[q] > at->most[q] ? c.most[q] : at->most[q];
    }
    return changed;
}

static void spend(struct judge *j, uint64_t looks)
{
    j->effort = j->effort > looks ? j->effort - looks : 0;
}

/* Passes counts back along silent and model moves of row k until nothing changes. */
static bool settle_row(struct judge *j, size_t k)
{
    const struct gp_dp *d = j->d;
    const struct gp_align_graph *g = d->g;
    size_t i, e;
    bool again = true;

    while (again && j->effort > 0 && !j->out_of_memory) {
        again = false;
        for (i = 0; i < j->row.n; i++) {
            uint32_t s = j->row.state[i];
            int64_t value = gp_dp_value(d, k, s);

            spend(j, g->back_row[s + 1] - g->back_row[s]);
            for (e = g->back_row[s]; e < g->back_row[s + 1]; e++) {
                const struct gp_align_back *b = &g->back[e];
                size_t q = SIZE_MAX;

                if (gp_dp_value(d, k, b->from) + g->model_cost[b->transition] != value)
                    continue;
                if (b->label != GP_NO_ID)
                    q = question_of(j, false, step_key(j, b->transition));
                if (pass_on(j, &j->row, b->from, j->row.counts[i], q))
                    again = again || j->row.place[b->from] <= i + 1;
            }
        }
    }
    return j->effort > 0 && !j->out_of_memory;
}

/* From the settled row k to row k - 1: log moves and matches. */
static void pass_event(struct judge *j, size_t k)
{
    const struct gp_dp *d = j->d;
    const struct gp_align_graph *g = d->g;
    uint32_t label = j->trace->label[k - 1];
    size_t log_question = question_of(j, true, label), i, e;

    for (i = 0; i < j->row.n; i++) {
        uint32_t s = j->row.state[i];
        int64_t value = gp_dp_value(d, k, s);

        spend(j, g->back_row[s + 1] - g->back_row[s]);
        if (gp_dp_value(d, k - 1, s) + g->log_cost[label] == value)
            pass_on(j, &j->before, s, j->row.counts[i], log_question);
        for (e = g->back_row[s]; e < g->back_row[s + 1]; e++)
            if (g->back[e].label == label &&
                gp_dp_value(d, k - 1, g->back[e].from) == value)
                pass_on(j, &j->before, g->back[e].from, j->row.counts[i], SIZE_MAX);
    }
}

static void next_row(struct judge *j)
{
    struct level was = j->row;
    size_t i;

    for (i = 0; i < was.n; i++)
        was.place[was.state[i]] = 0;
    was.n = 0;
    j->row = j->before;
    j->before = was;
}

/* Walks all rows; true when the counts at the start are known. */
static bool walk(struct judge *j)
{
    struct counts none = {{0}, {0}};
    size_t n = gp_dp_ends(j->d, j->trace), k, i;

    for (i = 0; i < n; i++)
        pass_on(j, &j->row, j->d->found[i], none, SIZE_MAX);
    for (k = j->trace->length; k > 0; k--) {
        if (!settle_row(j, k))
            return false;
        pass_event(j, k);
        next_row(j);
    }
    return settle_row(j, 0);
}

static void answer(struct judge *j)
{
    const struct counts *c = &j->row.counts[j->row.place[j->d->g->states->start] - 1];
    size_t i;

    for (i = 0; i < j->d->n_reading; i++) {
        struct gp_move *m = &j->d->reading[i];
        size_t q;

        if (m->kind != GP_MOVE_LOG && m->kind != GP_MOVE_MODEL)
            continue;
        q = question_of_move(j, m);
        m->certain = c->least[q] == c->most[q] ? GP_CERTAIN_YES : GP_CERTAIN_NO;
    }
}

bool gp_dp_judge(struct gp_dp *d, const struct gp_trace *trace, uint64_t effort)
{
    struct judge j = {.d = d, .trace = trace, .effort = effort};

    if (trace->length > LONGEST || !ask(&j))
        return true;
    j.row.place = gp_array_zero(d->n_states, sizeof *j.row.place);
    j.before.place = gp_array_zero(d->n_states, sizeof *j.before.place);
    if (j.row.place == NULL || j.before.place == NULL)
        j.out_of_memory = true;
    else if (walk(&j))
        answer(&j);
    gp_free(j.row.place);
    gp_free(j.row.state);
    gp_free(j.row.counts);
    gp_free(j.before.place);
    gp_free(j.before.state);
    gp_free(j.before.counts);
    return !j.out_of_memory;
}
