/* align_read.c - from the table of costs back to one cheapest reading (the tie rule of
 * spec/conformance.md 4.3).
 *
 * Standing at (k, s), silent steps that keep the cost lead to other states of the same
 * row. They are met in breadth-first order, so no silent cycle can be walked. The first
 * state met where a log move is as cheap is taken (else a model move there); when there
 * is none, the first where the event matches. The sequence A A against "A, then silent
 * steps, then the end" ends with a log move of the second A.
 */
#include "mine/align/align_dp.h"

#include "base/mem.h"

#include <assert.h>

static bool add_move(struct gp_dp *d, enum gp_move_kind kind, size_t position,
                     uint32_t transition)
{
    if (!gp_reserve(&d->reading, &d->reading_cap, d->n_reading + 1))
        return false;
    d->reading[d->n_reading++] =
        (struct gp_move){position == SIZE_MAX ? GP_NO_ID : (uint32_t)position,
                         transition, (uint8_t)kind, GP_CERTAIN_UNCHECKED};
    return true;
}

size_t gp_dp_ends(struct gp_dp *d, const struct gp_trace *trace)
{
    size_t n = 0;
    int64_t least = INT64_MAX;
    uint32_t s;

    if (!trace->open) {
        d->found[0] = d->g->states->complete;
        return 1;
    }
    for (s = 0; s < d->n_states; s++) {
        int64_t value = gp_dp_value(d, trace->length, s);

        if (value < least) {
            least = value;
            n = 0;
        }
        if (value == least)
            d->found[n++] = s;
    }
    return n;
}

static bool log_fits(const struct gp_dp *d, const struct gp_trace *t, size_t k,
                     uint32_t s)
{
    return k > 0 && gp_dp_value(d, k - 1, s) + d->g->log_cost[t->label[k - 1]] ==
                        gp_dp_value(d, k, s);
}

/* The first edge into s by the tie rule that keeps the cost as a model move, or NULL. */
static const struct gp_align_back *model_edge(const struct gp_dp *d, size_t k,
                                              uint32_t s)
{
    const struct gp_align_graph *g = d->g;
    int64_t value = gp_dp_value(d, k, s);
    size_t e;

    for (e = g->back_row[s]; e < g->back_row[s + 1]; e++)
        if (g->back[e].label != GP_NO_ID &&
            gp_dp_value(d, k, g->back[e].from) + g->model_cost[g->back[e].transition] ==
                value)
            return &g->back[e];
    return NULL;
}

static const struct gp_align_back *
match_edge(const struct gp_dp *d, const struct gp_trace *t, size_t k, uint32_t s)
{
    const struct gp_align_graph *g = d->g;
    size_t e;

    if (k == 0)
        return NULL;
    for (e = g->back_row[s]; e < g->back_row[s + 1]; e++)
        if (g->back[e].label == t->label[k - 1] &&
            gp_dp_value(d, k - 1, g->back[e].from) == gp_dp_value(d, k, s))
            return &g->back[e];
    return NULL;
}

static void meet(struct gp_dp *d, size_t *n, uint32_t s, uint32_t from, uint32_t by)
{
    if (d->seen[s] == d->seen_stamp)
        return;
    d->seen[s] = d->seen_stamp;
    d->came_from[s] = from;
    d->came_by[s] = by;
    d->found[(*n)++] = s;
}

struct back_step {
    enum gp_move_kind kind;
    uint32_t at; /* the state where it happens, after silent steps */
    const struct gp_align_back *edge;
    bool at_start;
};

/* Looks from the n states in d->found for the next move back. */
static struct back_step look_back(struct gp_dp *d, const struct gp_trace *t, size_t k,
                                  size_t n)
{
    const struct gp_align_graph *g = d->g;
    struct back_step match = {GP_MOVE_MATCH, GP_NO_ID, NULL, false};
    size_t i, e;

    for (i = 0; i < n; i++) {
        uint32_t s = d->found[i];
        const struct gp_align_back *edge;

        if (log_fits(d, t, k, s))
            return (struct back_step){GP_MOVE_LOG, s, NULL, false};
        edge = model_edge(d, k, s);
        if (edge != NULL)
            return (struct back_step){GP_MOVE_MODEL, s, edge, false};
        edge = match.at == GP_NO_ID ? match_edge(d, t, k, s) : NULL;
        if (edge != NULL)
            match = (struct back_step){GP_MOVE_MATCH, s, edge, false};
        if (match.at == GP_NO_ID && k == 0 && s == g->states->start)
            match = (struct back_step){GP_MOVE_MATCH, s, NULL, true};
        for (e = g->back_row[s]; e < g->back_row[s + 1]; e++)
            if (g->back[e].label == GP_NO_ID &&
                gp_dp_value(d, k, g->back[e].from) == gp_dp_value(d, k, s))
                meet(d, &n, g->back[e].from, s, g->back[e].transition);
    }
    assert(match.at != GP_NO_ID);
    return match;
}

/* The silent steps between the first state and `at`, in the order met. */
static bool add_silent(struct gp_dp *d, uint32_t at)
{
    size_t n = d->n_reading, i, j;
    uint32_t s;

    for (s = at; d->came_by[s] != GP_NO_ID; s = d->came_from[s])
        if (!add_move(d, GP_MOVE_SILENT, SIZE_MAX, d->came_by[s]))
            return false;
    for (i = n, j = d->n_reading; i + 1 < j; i++, j--) {
        struct gp_move swap = d->reading[i];

        d->reading[i] = d->reading[j - 1];
        d->reading[j - 1] = swap;
    }
    return true;
}

bool gp_dp_read_back(struct gp_dp *d, const struct gp_trace *t)
{
    size_t k = t->length, n = gp_dp_ends(d, t), i, n_met;
    struct back_step b = {GP_MOVE_MATCH, GP_NO_ID, NULL, false};

    d->n_reading = 0;
    while (true) {
        d->seen_stamp++;
        for (i = 0, n_met = 0; i < n; i++)
            meet(d, &n_met, d->found[i], GP_NO_ID, GP_NO_ID);
        b = look_back(d, t, k, n);
        if (!add_silent(d, b.at))
            return false;
        if (b.at_start)
            return true;
        if (!add_move(d, b.kind, b.kind == GP_MOVE_MODEL ? SIZE_MAX : k - 1,
                      b.kind == GP_MOVE_LOG ? GP_NO_ID : b.edge->transition))
            return false;
        if (b.kind != GP_MOVE_MODEL)
            k--;
        d->found[0] = b.kind == GP_MOVE_LOG ? b.at : b.edge->from;
        n = 1;
    }
}
