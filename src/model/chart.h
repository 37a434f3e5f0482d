/* chart.h - boxes and arrows: what step tables, flowcharts and paths have in common.
 *
 *   nodes    a step, or something silent (a decision, the start, a fork)
 *   edges    several out of a node: one of them is taken, unless the node splits
 *            several into a node: any of them, unless the node waits for all
 *
 * A reader fills nodes and edges; gp_chart_net makes one net of them.
 */
#ifndef GP_MODEL_CHART_H
#define GP_MODEL_CHART_H

#include "model/process.h"

struct gp_chart_node {
    struct gp_slice id;
    uint32_t element; /* of the process; a visible step when it has a label */
    bool splits;      /* all outgoing edges at once */
    bool waits;       /* for all incoming edges */
    bool start, end;  /* the process begins, may end here */
    bool frame;       /* only a name for others, no node: it has no edges */
    /* filled in by gp_chart_net */
    size_t n_in, n_out;
    uint32_t in; /* place */
};

struct gp_chart_edge {
    uint32_t from, to; /* nodes */
    uint32_t element;  /* its own element, GP_NO_ID: none */
    uint64_t line;
    uint32_t place; /* filled in by gp_chart_net: where its token goes */
};

enum { GP_CHART_NODES = 5000, GP_CHART_EDGES = 20000 };

struct gp_chart {
    struct gp_dict ids;
    struct gp_chart_node *nodes; /* by number of id */
    size_t n_nodes, nodes_cap;
    struct gp_chart_edge *edges;
    size_t n_edges, edges_cap;
    bool meets; /* branches of a split wait for each other where they meet */
    bool failed;
};

/* The node with this id, made when it is new; GP_NO_ID when memory is short or there are
 * more than GP_CHART_NODES. */
uint32_t gp_chart_node(struct gp_chart *c, struct gp_slice id);
void gp_chart_edge(struct gp_chart *c, uint32_t from, uint32_t to, uint32_t element,
                   uint64_t line);
void gp_chart_release(struct gp_chart *c);

/* One net for the chart, and the drawn flows of p. Where no start is marked, nodes that
 * no arrow leads to are starts; nodes that no arrow leaves are ends; where there is no
 * end at all, the process may end behind every step (said in a note). element: of the
 * net. */
void gp_chart_net(struct gp_chart *c, struct gp_process *p, uint32_t element);

/* chart_meet.c: gives each edge the place its token goes to, with joins where branches
 * of a split meet. Node places exist already. */
void gp_chart_meet(struct gp_chart *c, struct gp_process *p, struct gp_net *net);

#endif
