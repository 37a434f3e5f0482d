/* align_graph.c - a state graph made ready for alignment.
 *
 * In: states and edges. Out: for going forward without events, the cheapest edge of
 * each pair of states; for reading a result backwards, all edges into a state in the
 * order of the tie rule (element, then transition, then state), so that the first that
 * fits is the one to take.
 */
#include "mine/align/align.h"

#include "base/mem.h"
#include "base/sort.h"

#include <assert.h>
#include <string.h>

void gp_alignments_release(struct gp_alignments *a)
{
    gp_free(a->of);
    gp_free(a->moves);
    memset(a, 0, sizeof *a);
}

void gp_align_graph_release(struct gp_align_graph *g)
{
    gp_free(g->log_cost);
    gp_free(g->model_cost);
    gp_free(g->row);
    gp_free(g->edge);
    gp_free(g->back_row);
    gp_free(g->back);
    gp_free(g->from_start);
    memset(g, 0, sizeof *g);
}

uint64_t gp_align_shortest(const struct gp_align_graph *g)
{
    return g->from_start[g->states->complete];
}

static bool set_costs(struct gp_align_graph *g, const struct gp_costs *costs)
{
    const struct gp_states *s = g->states;
    size_t i;

    g->log_cost = gp_array(s->n_labels, sizeof *g->log_cost);
    g->model_cost = gp_array(s->net.n_transitions, sizeof *g->model_cost);
    if (g->log_cost == NULL || g->model_cost == NULL)
        return false;
    for (i = 0; i < s->n_labels; i++)
        g->log_cost[i] = costs != NULL && costs->log != NULL ? costs->log[i] : 1;
    for (i = 0; i < s->net.n_transitions; i++) {
        uint32_t label = s->net.transitions[i].label;

        g->model_cost[i] = 1;
        if (label == GP_NO_ID)
            g->model_cost[i] = 0;
        else if (costs != NULL && costs->model != NULL)
            g->model_cost[i] = costs->model[label];
    }
    return true;
}

/* One edge a pair of states: best[to] holds the place of the edge just written. */
static bool make_forward(struct gp_align_graph *g)
{
    const struct gp_states *s = g->states;
    size_t *best = gp_array(s->n_states, sizeof *best);
    size_t n = 0, e;
    uint32_t v;

    g->row = gp_array((size_t)s->n_states + 1, sizeof *g->row);
    g->edge = gp_array(s->row[s->n_states], sizeof *g->edge);
    if (best == NULL || g->row == NULL || g->edge == NULL) {
        gp_free(best);
        return false;
    }
    for (v = 0; v < s->n_states; v++)
        best[v] = SIZE_MAX;
    for (v = 0; v < s->n_states; v++) {
        g->row[v] = n;
        for (e = s->row[v]; e < s->row[v + 1]; e++) {
            uint32_t to = s->edges[e].to, cost = g->model_cost[s->edges[e].transition];

            if (to == v)
                continue;
            if (best[to] == SIZE_MAX || best[to] < g->row[v]) {
                best[to] = n;
                g->edge[n++] = (struct gp_align_edge){to, cost};
            } else if (cost < g->edge[best[to]].cost) {
                g->edge[best[to]].cost = cost;
            }
        }
    }
    g->row[s->n_states] = n;
    gp_free(best);
    return true;
}

static int by_tie_rule(const void *ctx, const void *a, const void *b)
{
    const struct gp_net *net = ctx;
    const struct gp_align_back *x = a, *y = b;
    uint32_t ex = net->transitions[x->transition].element;
    uint32_t ey = net->transitions[y->transition].element;

    if (ex != ey)
        return ex < ey ? -1 : 1;
    if (x->transition != y->transition)
        return x->transition < y->transition ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

/* Deals the edges out by target, then puts each state's share in order. */
static bool make_backward(struct gp_align_graph *g)
{
    const struct gp_states *s = g->states;
    size_t n = s->row[s->n_states], i;
    bool good = true;
    uint32_t v;

    g->back_row = gp_array_zero((size_t)s->n_states + 2, sizeof *g->back_row);
    g->back = gp_array(n, sizeof *g->back);
    if (g->back_row == NULL || g->back == NULL)
        return false;
    for (i = 0; i < n; i++)
        g->back_row[s->edges[i].to + 2]++;
    for (v = 0; v < s->n_states; v++)
        g->back_row[v + 2] += g->back_row[v + 1];
    for (v = 0; v < s->n_states; v++)
        for (i = s->row[v]; i < s->row[v + 1]; i++)
            g->back[g->back_row[s->edges[i].to + 1]++] =
                (struct gp_align_back){v, s->edges[i].transition, s->edges[i].label};
    for (v = 0; good && v < s->n_states; v++)
        good = gp_sort(g->back + g->back_row[v], g->back_row[v + 1] - g->back_row[v],
                       sizeof *g->back, by_tie_rule, &s->net);
    return good;
}

/* Dijkstra with one list of pending states a cost; costs are at most 1000, so a ring of
 * 1024 lists is enough. */
struct ring {
    struct pending {
        uint32_t state, next;
    } * pool;
    size_t n, cap, left;
    uint32_t head[1024];
};

static bool ring_add(struct ring *r, uint32_t state, uint32_t cost)
{
    if (r->n >= UINT32_MAX - 1 || !gp_reserve(&r->pool, &r->cap, r->n + 1))
        return false;
    r->pool[r->n] = (struct pending){state, r->head[cost % 1024]};
    r->head[cost % 1024] = (uint32_t)r->n++;
    r->left++;
    return true;
}

static bool improve_neighbours(struct gp_align_graph *g, struct ring *r, uint32_t v)
{
    size_t e;

    for (e = g->row[v]; e < g->row[v + 1]; e++) {
        uint32_t cost = g->from_start[v] + g->edge[e].cost;

        if (cost >= g->from_start[g->edge[e].to])
            continue;
        g->from_start[g->edge[e].to] = cost;
        if (!ring_add(r, g->edge[e].to, cost))
            return false;
    }
    return true;
}

static bool measure_from_start(struct gp_align_graph *g)
{
    const struct gp_states *s = g->states;
    struct ring r = {0};
    uint32_t now = 0, v;
    bool good;

    g->from_start = gp_array(s->n_states, sizeof *g->from_start);
    if (g->from_start == NULL)
        return false;
    memset(g->from_start, 0xff, s->n_states * sizeof *g->from_start);
    memset(r.head, 0xff, sizeof r.head);
    g->from_start[s->start] = 0;
    good = ring_add(&r, s->start, 0);
    while (good && r.left > 0) {
        uint32_t at = r.head[now % 1024];

        if (at == GP_NO_ID) {
            now++;
            continue;
        }
        r.head[now % 1024] = r.pool[at].next;
        r.left--;
        if (g->from_start[r.pool[at].state] == now)
            good = improve_neighbours(g, &r, r.pool[at].state);
    }
    gp_free(r.pool);
    for (v = 0; good && v < s->n_states; v++)
        if (g->from_start[v] != UINT32_MAX && g->from_start[v] > g->widest)
            g->widest = g->from_start[v];
    return good;
}

enum gp_status gp_align_graph_make(const struct gp_states *states,
                                   const struct gp_costs *costs,
                                   struct gp_align_graph *out, struct gp_err *err)
{
    assert(states->start != GP_NO_ID && states->complete != GP_NO_ID);
    memset(out, 0, sizeof *out);
    out->states = states;
    if (!set_costs(out, costs) || !make_forward(out) || !make_backward(out) ||
        !measure_from_start(out)) {
        gp_align_graph_release(out);
        return gp_fail_memory(err);
    }
    return GP_OK;
}
