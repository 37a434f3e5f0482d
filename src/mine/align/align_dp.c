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
#include "mine/align/align_dp.h"

#include "base/mem.h"
#include "mine/align/ahead.h"

#include <string.h>

#define CELL     int16_t
#define NAMED(f) narrow_##f
#include "mine/align/align_dp_step.h"
#undef CELL
#undef NAMED
#define CELL     int32_t
#define NAMED(f) wide_##f
#include "mine/align/align_dp_step.h"
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
           (uint64_t)g->states->row[g->states->n_states] * 16 +
           (uint64_t)g->states->n_states * 32;
}

/* Places: the reverse of the order in which a depth-first walk is done with states. */
static bool find_places(struct gp_dp *d)
{
    const struct gp_states *s = d->g->states;
    uint32_t *order = gp_array(d->n_states, sizeof *order);
    bool *back = gp_array(s->row[d->n_states], sizeof *back), good;
    size_t i;

    d->place = gp_array(d->n_states, sizeof *d->place);
    good = order != NULL && back != NULL && d->place != NULL &&
           gp_forward_order(s, order, back);
    for (i = 0; good && i < d->n_states; i++)
        d->place[order[i]] = (uint32_t)(d->n_states - 1 - i);
    gp_free(order);
    gp_free(back);
    return good;
}

static bool lay_out(struct gp_dp *d)
{
    const struct gp_align_graph *g = d->g;
    const struct gp_states *s = g->states;
    size_t n_matches = s->label_row[s->n_labels], e;
    uint32_t v;

    d->words = d->n_states / 64 + 1;
    d->row = gp_array_zero(d->n_states + 1, sizeof *d->row);
    d->edge = gp_array(g->row[d->n_states], sizeof *d->edge);
    d->match = gp_array(n_matches, sizeof *d->match);
    d->improved = gp_array_zero(d->words, sizeof *d->improved);
    if (d->row == NULL || d->edge == NULL || d->match == NULL || d->improved == NULL)
        return false;
    for (v = 0; v < d->n_states; v++)
        d->row[d->place[v] + 1] = g->row[v + 1] - g->row[v];
    for (v = 0; v < d->n_states; v++)
        d->row[v + 1] += d->row[v];
    for (v = 0; v < d->n_states; v++)
        for (e = g->row[v]; e < g->row[v + 1]; e++)
            d->edge[d->row[d->place[v]] + e - g->row[v]] =
                (struct gp_align_edge){d->place[g->edge[e].to], g->edge[e].cost};
    for (e = 0; e < n_matches; e++)
        d->match[e] = (struct gp_dp_match){d->place[s->label_edges[e].from],
                                           d->place[s->label_edges[e].to]};
    return true;
}

static bool dp_make(struct gp_dp *d, const struct gp_align_graph *g,
                    const struct gp_trace *traces, size_t n)
{
    uint64_t deepest;
    size_t longest;

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
    d->found = gp_array(d->n_states, sizeof *d->found);
    d->came_from = gp_array(d->n_states, sizeof *d->came_from);
    d->came_by = gp_array(d->n_states, sizeof *d->came_by);
    d->seen = gp_array_zero(d->n_states, sizeof *d->seen);
    return (d->wide_cells != NULL || d->narrow_cells != NULL) && d->offset != NULL &&
           d->found != NULL && d->came_from != NULL && d->came_by != NULL &&
           d->seen != NULL && find_places(d) && lay_out(d);
}

static void dp_release(struct gp_dp *d)
{
    gp_free(d->narrow_cells);
    gp_free(d->wide_cells);
    gp_free(d->offset);
    gp_free(d->place);
    gp_free(d->row);
    gp_free(d->edge);
    gp_free(d->match);
    gp_free(d->improved);
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
