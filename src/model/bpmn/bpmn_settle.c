/* bpmn_settle.c - what can only be done when all places of a net are known.
 *
 * Emptying and leaving a scope name all places inside. An inclusive join needs to know,
 * for each of its inputs, from where a token could still come: traced backwards through
 * the net, within its own instance, never through the gateway itself (spec 2.3).
 */
#include "base/mem.h"
#include "model/bpmn/bpmn_net.h"

#include <string.h>

static bool lies_in(const struct bpmn_build *b, uint32_t place, uint32_t instance)
{
    uint32_t i = b->instance_of[place];

    while (i != GP_NO_ID && i != instance)
        i = b->instances[i].parent;
    return i == instance;
}

static void settle_insides(struct bpmn_build *b)
{
    size_t i;
    uint32_t p;

    for (i = 0; i < b->n_inside; i++)
        for (p = 0; p < b->net->n_places; p++) {
            if (!lies_in(b, p, b->inside[i].instance))
                continue;
            if (b->inside[i].reset)
                gp_net_reset(b->net, b->inside[i].t, p);
            else
                gp_net_must_be_empty(b->net, b->inside[i].t, p);
        }
}

/* The transitions that put tokens on each place: of place p, by[row[p]] up to
 * by[row[p + 1] - 1]. */
struct givers {
    uint32_t *row, *by;
};

static bool find_givers(const struct gp_net *net, struct givers *g)
{
    size_t n = net->n_places, n_arcs = 0, t, k;

    for (t = 0; t < net->n_transitions; t++)
        n_arcs += net->transitions[t].post.n;
    g->row = gp_array_zero(n + 2, sizeof *g->row);
    g->by = gp_array(n_arcs, sizeof *g->by);
    if (g->row == NULL || g->by == NULL)
        return false;
    for (t = 0; t < net->n_transitions; t++)
        for (k = 0; k < net->transitions[t].post.n; k++)
            g->row[net->transitions[t].post.at[k].place + 2]++;
    for (k = 2; k < n + 2; k++)
        g->row[k] += g->row[k - 1];
    for (t = 0; t < net->n_transitions; t++)
        for (k = 0; k < net->transitions[t].post.n; k++)
            g->by[g->row[net->transitions[t].post.at[k].place + 1]++] = (uint32_t)t;
    return true;
}

struct trace {
    struct bpmn_build *b;
    const struct bpmn_or_join *j;
    struct givers givers;
    struct bpmn_list queue;
    bool *seen; /* [places] */
};

/* A step back over one transition: what it takes leads to input i as well. */
static void step_back(struct trace *x, uint32_t t, uint32_t join, size_t i)
{
    const struct gp_transition *tr = &x->b->net->transitions[t];
    size_t k;

    if (tr->element == x->b->g->nodes[x->j->node].element)
        return;
    for (k = 0; k < tr->pre.n; k++) {
        uint32_t p = tr->pre.at[k].place;

        if (x->seen[p] || x->b->instance_of[p] != x->j->instance)
            continue;
        x->seen[p] = true;
        gp_net_leads_to(x->b->net, join, i, p);
        gp_bpmn_push(x->b->g, &x->queue, p);
    }
}

static void trace_back(struct trace *x, uint32_t join, size_t i)
{
    size_t head;
    uint32_t k;

    memset(x->seen, 0, x->b->net->n_places * sizeof *x->seen);
    x->queue.n = 0;
    gp_bpmn_push(x->b->g, &x->queue, x->b->net->joins[join].in[i]);
    for (head = 0; head < x->queue.n; head++) {
        uint32_t p = x->queue.at[head];

        for (k = x->givers.row[p]; k < x->givers.row[p + 1]; k++)
            step_back(x, x->givers.by[k], join, i);
    }
}

static void settle_joins(struct bpmn_build *b)
{
    struct trace x = {.b = b};
    struct bpmn_list in = {0};
    size_t i, k;

    x.seen = gp_array(b->net->n_places, sizeof *x.seen);
    if (x.seen == NULL || !find_givers(b->net, &x.givers))
        b->g->failed = true;
    for (i = 0; i < b->n_joins && !b->g->failed; i++) {
        uint32_t join;

        x.j = &b->joins[i];
        in.n = 0;
        gp_bpmn_inputs(b, x.j->instance, x.j->node, &in);
        join = gp_net_join(b->net, in.n, in.at);
        if (join == GP_NO_ID)
            break;
        b->net->transitions[x.j->t].join = join;
        for (k = 0; k < in.n; k++)
            trace_back(&x, join, k);
    }
    gp_free(x.seen);
    gp_free(x.givers.row);
    gp_free(x.givers.by);
    gp_free(x.queue.at);
    gp_free(in.at);
}

void gp_bpmn_settle(struct bpmn_build *b)
{
    settle_insides(b);
    settle_joins(b);
}
