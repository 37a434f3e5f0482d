/* compat.c - see compat.h.
 *
 * The table of the main engine in its plainest form, over the net as drawn: row k holds
 * the least raw cost of reading k events and standing in each state. Paths are walked as
 * a prefix tree, so that what they share is done once.
 *
 *   D'(s) = min(D(s) + 10,000, D(u) for a step u -> s with the event's label), then
 *           closed under silent steps (1) and steps without an event (10,000)
 */
#include "mine/compat.h"

#include "base/mem.h"

#include <string.h>

#define DEVIATION  UINT64_C(10000)
#define MOST_BYTES (UINT64_C(512) << 20)
#define MOST_WORK  UINT64_C(4000000000)

struct table {
    const struct gp_states *s;
    uint64_t *rows; /* [depth + 1][n_states] */
    uint32_t *queue;
    bool *queued; /* [n_states] */
};

/* Passes on what the `n` states in the queue have; a ring of n_states places. */
static void close_row(struct table *t, uint64_t *row, size_t n)
{
    size_t room = t->s->n_states, at = 0, e;

    while (n > 0) {
        uint32_t from = t->queue[at];

        at = at + 1 < room ? at + 1 : 0;
        n--;
        t->queued[from] = false;
        for (e = t->s->row[from]; e < t->s->row[from + 1]; e++) {
            const struct gp_edge *edge = &t->s->edges[e];
            uint64_t cost =
                row[from] + (edge->label == GP_NO_ID ? UINT64_C(1) : DEVIATION);

            if (cost >= row[edge->to])
                continue;
            row[edge->to] = cost;
            if (t->queued[edge->to])
                continue;
            t->queued[edge->to] = true;
            t->queue[(at + n++) % room] = edge->to;
        }
    }
}

static void begin(struct table *t)
{
    memset(t->rows, 0x7f, t->s->n_states * sizeof *t->rows);
    t->rows[t->s->start] = 0;
    t->queue[0] = t->s->start;
    t->queued[t->s->start] = true;
    close_row(t, t->rows, 1);
}

static void step(struct table *t, size_t k, uint32_t label)
{
    const struct gp_states *s = t->s;
    const uint64_t *before = t->rows + k * s->n_states;
    uint64_t *row = t->rows + (k + 1) * s->n_states;
    size_t n = 0, e, i;

    for (i = 0; i < s->n_states; i++)
        row[i] = before[i] + DEVIATION;
    for (e = s->label_row[label]; e < s->label_row[label + 1]; e++) {
        const struct gp_label_edge *edge = &s->label_edges[e];

        if (before[edge->from] >= row[edge->to])
            continue;
        row[edge->to] = before[edge->from];
        if (!t->queued[edge->to]) {
            t->queued[edge->to] = true;
            t->queue[n++] = edge->to;
        }
    }
    close_row(t, row, n);
}

/* Raw costs of the closed items, in the order of their paths. */
static void sum_up(struct table *t, const struct gp_conformance *c,
                   const struct gp_trace *traces, const uint32_t *order,
                   struct gp_compat *out)
{
    double raw = 0, most = 0, empty;
    size_t i, k;

    begin(t);
    empty = (double)t->rows[t->s->complete];
    for (i = 0; i < c->n_items; i++) {
        const struct gp_item *item = &c->item[order[i]];
        const struct gp_trace *trace = &traces[order[i]];
        size_t known = i > 0 ? gp_align_shared(&traces[order[i - 1]], trace) : 0;
        double cases = (double)item->cases, events;

        for (k = known; k < trace->length; k++)
            step(t, k, trace->label[k]);
        if (item->open)
            continue;
        events = (double)(trace->length + item->unmapped);
        raw +=
            cases * ((double)t->rows[trace->length * t->s->n_states + t->s->complete] +
                     (double)(DEVIATION * item->unmapped));
        most += cases * ((double)DEVIATION * events + empty);
    }
    out->measured = true;
    out->log_fitness = most > 0 ? 1 - raw / most : 1;
}

static bool is_feasible(const struct gp_states *s, const struct gp_trace *traces,
                        size_t n, size_t *longest)
{
    uint64_t nodes = gp_align_tree_nodes(traces, n), edges = s->row[s->n_states] + 1;
    size_t i;

    for (i = *longest = 0; i < n; i++)
        *longest = traces[i].length > *longest ? traces[i].length : *longest;
    return s->whole && s->start != GP_NO_ID && nodes != UINT64_MAX &&
           nodes <= MOST_WORK / edges &&
           (uint64_t)s->n_states * (*longest + 1) <= MOST_BYTES / sizeof(uint64_t);
}

static enum gp_status measure(const struct gp_conformance *c,
                              const struct gp_states *states, struct gp_compat *out,
                              struct gp_err *err)
{
    struct gp_trace *traces = gp_array(c->n_items, sizeof *traces);
    struct table t = {.s = states};
    enum gp_status st = GP_OK;
    uint32_t *order = NULL;
    size_t longest, i;

    for (i = 0; traces != NULL && i < c->n_items; i++)
        traces[i] = c->item[i].trace;
    if (traces != NULL && is_feasible(states, traces, c->n_items, &longest)) {
        order = gp_align_order(traces, c->n_items);
        t.rows = gp_array((longest + 1) * states->n_states, sizeof *t.rows);
        t.queue = gp_array(states->n_states, sizeof *t.queue);
        t.queued = gp_array_zero(states->n_states, sizeof *t.queued);
        if (order != NULL && t.rows != NULL && t.queue != NULL && t.queued != NULL)
            sum_up(&t, c, traces, order, out);
        else
            st = gp_fail_memory(err);
    } else if (traces == NULL) {
        st = gp_fail_memory(err);
    }
    gp_free(traces);
    gp_free(order);
    gp_free(t.rows);
    gp_free(t.queue);
    gp_free(t.queued);
    return st;
}

enum gp_status gp_compat_measure(const struct gp_conformance *c, struct gp_compat *out,
                                 struct gp_err *err)
{
    const struct gp_states_options as_drawn = {.keep_silent = true};
    struct gp_states *states = NULL;
    enum gp_status st;

    *out = (struct gp_compat){false, 0};
    st = gp_states_explore(c->process, &c->net, &as_drawn, &states, err);
    if (st == GP_OK)
        st = measure(c, states, out, err);
    gp_states_free(states);
    return st;
}
