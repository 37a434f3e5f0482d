/* align_dp.c - the main engine: dynamic programming over the prefix tree of sequences
 * (spec/conformance.md 4.3).
 *
 *   D_0(s)      cost of the cheapest way from the start to s without events
 *   D_k+1(v)  = min( D_k(v) + log move,  D_k(u) for an edge u -label-> v ), then closed
 *               under silent steps and model moves
 *   cost      = D_n(complete), or the least D_n(s) of an open case
 *
 *   A B C, A B D, A E     sorted, so A is computed once, A B once:
 *   rows:  -  A  B  C     then back to row 2 for D, back to row 1 for E
 *
 * Chosen as the first engine because its time depends on the size of the document, and
 * never on how bad a case is. Not done: sub-trees in parallel.
 */
#include "mine/align_dp.h"

#include "base/mem.h"

#include <string.h>

static void list(struct gp_dp *d, uint32_t s, int32_t value)
{
    uint32_t *head = &d->head[value - d->lowest];

    d->next[s] = *head;
    d->prev[s] = GP_NO_ID;
    if (*head != GP_NO_ID)
        d->prev[*head] = s;
    *head = s;
    d->waiting[s] = 1;
    d->n_waiting++;
}

static void unlist(struct gp_dp *d, uint32_t s, int32_t value)
{
    if (d->prev[s] != GP_NO_ID)
        d->next[d->prev[s]] = d->next[s];
    else
        d->head[value - d->lowest] = d->next[s];
    if (d->next[s] != GP_NO_ID)
        d->prev[d->next[s]] = d->prev[s];
    d->waiting[s] = 0;
    d->n_waiting--;
}

#define CELL     int16_t
#define NAMED(f) narrow_##f
#include "mine/align_dp_step.h"
#undef CELL
#undef NAMED
#define CELL     int32_t
#define NAMED(f) wide_##f
#include "mine/align_dp_step.h"
#undef CELL
#undef NAMED

/* The longest sequence, and the largest sum of log costs: how low a cell can go. */
static void measure(const struct gp_align_graph *g, const struct gp_trace *traces,
                    size_t n, size_t *longest, uint64_t *deepest)
{
    size_t i, k;

    *longest = 0;
    *deepest = 0;
    for (i = 0; i < n; i++) {
        uint64_t sum = 0;

        for (k = 0; k < traces[i].length; k++)
            sum += g->log_cost[traces[i].label[k]];
        *deepest = sum > *deepest ? sum : *deepest;
        *longest = traces[i].length > *longest ? traces[i].length : *longest;
    }
}

static bool needs_wide(const struct gp_align_graph *g, uint64_t deepest)
{
    return deepest > INT16_MAX - 1000 || g->widest > INT16_MAX - 1000;
}

uint64_t gp_align_dp_memory(const struct gp_align_graph *g,
                            const struct gp_trace *traces, size_t n)
{
    uint64_t deepest, cell;
    size_t longest;

    measure(g, traces, n, &longest, &deepest);
    cell = needs_wide(g, deepest) ? sizeof(int32_t) : sizeof(int16_t);
    return ((uint64_t)longest + 1) * g->states->n_states * cell +
           (deepest + g->widest + 1) * sizeof(uint32_t) +
           (uint64_t)g->states->n_states * 25;
}

static bool dp_make(struct gp_dp *d, const struct gp_align_graph *g,
                    const struct gp_trace *traces, size_t n)
{
    uint64_t deepest;
    size_t longest, i;

    memset(d, 0, sizeof *d);
    measure(g, traces, n, &longest, &deepest);
    d->g = g;
    d->n_states = g->states->n_states;
    d->n_rows = longest + 1;
    d->wide = needs_wide(g, deepest);
    if (deepest > INT32_MAX / 2 || d->n_rows > SIZE_MAX / d->n_states)
        return false;
    if (d->wide)
        d->wide_cells = gp_array(d->n_rows * d->n_states, sizeof *d->wide_cells);
    else
        d->narrow_cells = gp_array(d->n_rows * d->n_states, sizeof *d->narrow_cells);
    d->offset = gp_array_zero(d->n_rows, sizeof *d->offset);
    d->lowest = -(int32_t)deepest;
    d->range = (size_t)deepest + g->widest + 1;
    d->head = gp_array(d->range, sizeof *d->head);
    d->next = gp_array(d->n_states, sizeof *d->next);
    d->prev = gp_array(d->n_states, sizeof *d->prev);
    d->waiting = gp_array_zero(d->n_states, sizeof *d->waiting);
    d->found = gp_array(d->n_states, sizeof *d->found);
    d->came_from = gp_array(d->n_states, sizeof *d->came_from);
    d->came_by = gp_array(d->n_states, sizeof *d->came_by);
    d->seen = gp_array_zero(d->n_states, sizeof *d->seen);
    if ((d->wide_cells == NULL && d->narrow_cells == NULL) || d->offset == NULL ||
        d->head == NULL || d->next == NULL || d->prev == NULL || d->waiting == NULL ||
        d->found == NULL || d->came_from == NULL || d->came_by == NULL ||
        d->seen == NULL)
        return false;
    for (i = 0; i < d->range; i++)
        d->head[i] = GP_NO_ID;
    return true;
}

static void dp_release(struct gp_dp *d)
{
    gp_free(d->narrow_cells);
    gp_free(d->wide_cells);
    gp_free(d->offset);
    gp_free(d->head);
    gp_free(d->next);
    gp_free(d->prev);
    gp_free(d->waiting);
    gp_free(d->found);
    gp_free(d->came_from);
    gp_free(d->came_by);
    gp_free(d->seen);
    gp_free(d->reading);
}

/* Rows `from` + 1 .. length of the sequence. */
static void extend(struct gp_dp *d, const struct gp_trace *t, size_t from)
{
    size_t k;

    for (k = from; k < t->length; k++) {
        if (d->wide)
            wide_step(d, d->wide_cells, k, t->label[k]);
        else
            narrow_step(d, d->narrow_cells, k, t->label[k]);
    }
}

static bool keep_reading(const struct gp_dp *d, struct gp_alignments *out,
                         struct gp_alignment *a)
{
    size_t i;

    if (!gp_reserve(&out->moves, &out->moves_cap, out->n_moves + d->n_reading))
        return false;
    a->first_move = out->n_moves;
    a->n_moves = d->n_reading;
    for (i = d->n_reading; i > 0; i--)
        out->moves[out->n_moves++] = d->reading[i - 1];
    return true;
}

static bool finish(struct gp_dp *d, const struct gp_trace *t,
                   const struct gp_align_options *options, struct gp_alignments *out,
                   struct gp_alignment *a)
{
    gp_dp_ends(d, t);
    a->lower = a->upper = (uint64_t)gp_dp_value(d, t->length, d->found[0]);
    a->exact = true;
    if (!gp_dp_read_back(d, t))
        return false;
    if (a->upper > 0 && options != NULL && options->certainty_effort > 0 &&
        !gp_dp_judge(d, t, options->certainty_effort))
        return false;
    return keep_reading(d, out, a);
}

static bool walk(struct gp_dp *d, const struct gp_trace *traces, size_t n,
                 const uint32_t *order, const struct gp_align_options *options,
                 struct gp_alignments *out)
{
    size_t i;

    if (d->wide)
        wide_begin(d, d->wide_cells);
    else
        narrow_begin(d, d->narrow_cells);
    for (i = 0; i < n; i++) {
        const struct gp_trace *t = &traces[order[i]];
        const struct gp_trace *last = i > 0 ? &traces[order[i - 1]] : NULL;
        size_t shared = last != NULL ? gp_align_shared(last, t) : 0;

        if (last != NULL && shared == t->length && last->length == t->length &&
            last->open == t->open) {
            out->of[order[i]] = out->of[order[i - 1]];
            continue;
        }
        extend(d, t, shared);
        if (!finish(d, t, options, out, &out->of[order[i]]))
            return false;
    }
    return true;
}

enum gp_status gp_align_dp(const struct gp_align_graph *g,
                           const struct gp_trace *traces, size_t n,
                           const struct gp_align_options *options,
                           struct gp_alignments *out, struct gp_err *err)
{
    uint32_t *order = gp_align_order(traces, n);
    struct gp_dp d = {0};
    bool good;

    memset(out, 0, sizeof *out);
    out->of = gp_array_zero(n, sizeof *out->of);
    out->n = n;
    good = order != NULL && out->of != NULL && dp_make(&d, g, traces, n) &&
           walk(&d, traces, n, order, options, out);
    gp_free(order);
    dp_release(&d);
    if (good)
        return GP_OK;
    gp_alignments_release(out);
    return gp_fail_memory(err);
}
