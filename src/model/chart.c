/* chart.c - see chart.h.
 *
 *   [Draft] --> <ok?> --yes--> [Send]        one place before each node; a node's
 *                  \---no----> [Draft]       transition takes from it
 *
 *   splits   the transition gives to all its edges at once
 *   else     it gives to a place of its own, from which each edge is a silent way
 *   waits    one place an edge instead of one a node
 */
#include "model/chart.h"

#include "base/mem.h"

#include <string.h>

uint32_t gp_chart_node(struct gp_chart *c, struct gp_slice id)
{
    uint32_t n = gp_dict_find(&c->ids, id);
    struct gp_chart_node node = {.element = GP_NO_ID, .in = GP_NO_ID};

    if (n != GP_NO_ID || c->failed)
        return n;
    if (c->n_nodes >= GP_CHART_NODES ||
        !gp_reserve(&c->nodes, &c->nodes_cap, c->n_nodes + 1)) {
        c->failed = true;
        return GP_NO_ID;
    }
    n = gp_dict_add(&c->ids, id);
    if (n == GP_NO_ID) {
        c->failed = true;
        return n;
    }
    node.id = gp_dict_name(&c->ids, n);
    c->nodes[c->n_nodes++] = node;
    return n;
}

void gp_chart_edge(struct gp_chart *c, uint32_t from, uint32_t to, uint32_t element,
                   uint64_t line)
{
    struct gp_chart_edge e = {
        .from = from, .to = to, .element = element, .line = line, .place = GP_NO_ID};
    size_t i;

    if (from == GP_NO_ID || to == GP_NO_ID)
        return;
    for (i = 0; element == GP_NO_ID && i < c->n_edges && c->n_edges < 200; i++)
        if (c->edges[i].from == from && c->edges[i].to == to &&
            c->edges[i].element == GP_NO_ID)
            return; /* drawn twice */
    if (c->n_edges >= GP_CHART_EDGES ||
        !gp_reserve(&c->edges, &c->edges_cap, c->n_edges + 1)) {
        c->failed = true;
        return;
    }
    c->edges[c->n_edges++] = e;
}

void gp_chart_release(struct gp_chart *c)
{
    gp_dict_release(&c->ids);
    gp_free(c->nodes);
    gp_free(c->edges);
    memset(c, 0, sizeof *c);
}

static void count_edges(struct gp_chart *c)
{
    size_t i;

    for (i = 0; i < c->n_edges; i++) {
        c->nodes[c->edges[i].from].n_out++;
        c->nodes[c->edges[i].to].n_in++;
    }
}

/* ---- where it begins and ends ---- */

static bool is_lost(const struct gp_chart *c, const struct gp_chart_node *node)
{
    return node->frame ||
           (c->n_edges > 0 && node->n_in == 0 && node->n_out == 0 && !node->start);
}

static void find_starts(struct gp_chart *c, struct gp_process *p)
{
    size_t i, starts = 0;

    for (i = 0; i < c->n_nodes; i++)
        starts += c->nodes[i].start;
    for (i = 0; i < c->n_nodes && starts == 0; i++)
        c->nodes[i].start = c->nodes[i].n_in == 0 && !is_lost(c, &c->nodes[i]);
    for (i = 0; i < c->n_nodes; i++)
        starts += c->nodes[i].start;
    if (starts > 0 || c->n_nodes == 0)
        return;
    c->nodes[0].start = true;
    gp_process_note(
        p, GP_NOTE_FACT, c->nodes[0].element, 0,
        "no start is drawn: the process begins with what comes first in the "
        "document");
}

static bool is_step(const struct gp_process *p, const struct gp_chart_node *node)
{
    return node->element != GP_NO_ID && p->elements[node->element].label != GP_NO_ID;
}

static void find_ends(struct gp_chart *c, struct gp_process *p)
{
    size_t i, ends = 0, steps = 0;

    for (i = 0; i < c->n_nodes; i++) {
        c->nodes[i].end = c->nodes[i].end || c->nodes[i].n_out == 0;
        ends += c->nodes[i].end && !is_lost(c, &c->nodes[i]);
        steps += is_step(p, &c->nodes[i]);
    }
    for (i = 0; i < c->n_nodes && ends == 0; i++)
        c->nodes[i].end = steps == 0 || is_step(p, &c->nodes[i]);
    if (ends == 0 && c->n_nodes > 0)
        gp_process_note(p, GP_NOTE_SUSPICIOUS, GP_NO_ID, 0,
                        "no end is drawn: the process is taken to end after any step");
}

/* ---- the net ---- */

static void build_node(const struct gp_chart *c, const struct gp_process *p,
                       struct gp_net *net, uint32_t n)
{
    const struct gp_chart_node *node = &c->nodes[n];
    uint32_t label =
        node->element != GP_NO_ID ? p->elements[node->element].label : GP_NO_ID;
    uint32_t t = gp_net_transition(net, label, node->element), out;
    size_t i;

    if (!node->waits || node->n_in == 0 || node->start)
        gp_net_take(net, t, node->in);
    for (i = 0; i < c->n_edges; i++)
        if (node->waits && c->edges[i].to == n)
            gp_net_take(net, t, c->edges[i].place);
    if (node->splits) {
        for (i = 0; i < c->n_edges; i++)
            if (c->edges[i].from == n)
                gp_net_give(net, t, c->edges[i].place);
        return;
    }
    if (node->n_out == 0)
        return;
    out = gp_net_place(net, node->element);
    gp_net_give(net, t, out);
    for (i = 0; i < c->n_edges; i++)
        if (c->edges[i].from == n) {
            uint32_t e = c->edges[i].element;

            gp_net_step(net, e != GP_NO_ID ? p->elements[e].label : GP_NO_ID, e, out,
                        c->edges[i].place);
        }
    if (node->end)
        gp_net_silent(net, node->element, out, GP_NO_ID);
}

static void make_places(struct gp_chart *c, struct gp_net *net)
{
    size_t i;

    for (i = 0; i < c->n_nodes; i++)
        c->nodes[i].in = gp_net_place(net, c->nodes[i].element);
    for (i = 0; i < c->n_edges; i++) {
        const struct gp_chart_node *to = &c->nodes[c->edges[i].to];

        c->edges[i].place = to->waits ? gp_net_place(net, c->edges[i].element) : to->in;
    }
}

static void add_flows(const struct gp_chart *c, struct gp_process *p)
{
    size_t i;

    for (i = 0; i < c->n_edges; i++)
        gp_process_flow(p, GP_FLOW_SEQUENCE, c->nodes[c->edges[i].from].element,
                        c->nodes[c->edges[i].to].element, c->edges[i].element);
}

void gp_chart_net(struct gp_chart *c, struct gp_process *p, uint32_t element)
{
    struct gp_net *net = gp_process_net(p, element);
    uint32_t start = gp_net_place(net, GP_NO_ID), number = (uint32_t)p->n_nets - 1;
    size_t i;

    p->failed = p->failed || c->failed;
    if (p->failed || net->failed)
        return;
    count_edges(c);
    find_starts(c, p);
    find_ends(c, p);
    net->places[start].initial = 1;
    make_places(c, net);
    if (c->meets)
        gp_chart_meet(c, p, net);
    for (i = 0; i < c->n_nodes && !net->failed; i++) {
        struct gp_chart_node *node = &c->nodes[i];

        if (node->element != GP_NO_ID)
            p->elements[node->element].net = number;
        if (node->frame)
            continue;
        if (is_lost(c, node)) {
            gp_process_note(p, GP_NOTE_SUSPICIOUS, node->element,
                            node->element != GP_NO_ID ? p->elements[node->element].line
                                                      : 0,
                            "not connected: no arrow leads here or away");
            continue;
        }
        if (node->start)
            gp_net_silent(net, GP_NO_ID, start, node->in);
        build_node(c, p, net, (uint32_t)i);
    }
    add_flows(c, p);
}
