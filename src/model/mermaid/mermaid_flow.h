/* mermaid_flow.h - a flowchart being read: where we are in its text, and what each part of
 * a statement is read by. Shared by mermaid_flow.c, _scan, _node and _link only. */
#ifndef GP_MODEL_MERMAID_FLOW_H
#define GP_MODEL_MERMAID_FLOW_H

#include "model/mermaid/mermaid.h"
#include "model/mermaid/mermaid_subgraph.h"

struct gp_flowchart {
    struct gp_mermaid *m;
    struct gp_slice s;
    size_t i;
    uint64_t line;
    struct gp_subgraphs subgraphs;
    bool ampersand, undirected;
};

/* ---- the text (mermaid_scan.c) ---- */

/* The character so many ahead; a line end behind the last one. */
char gp_flow_at(const struct gp_flowchart *f, size_t ahead);
bool gp_flow_looks_at(const struct gp_flowchart *f, const char *z);
void gp_flow_skip_blanks(struct gp_flowchart *f);
void gp_flow_advance(struct gp_flowchart *f, size_t to); /* counts lines */
bool gp_flow_is_word(char c);
/* A node id: letters and digits; - . / : only between them. */
struct gp_slice gp_flow_id(struct gp_flowchart *f);
/* Where z stands from `from` on, not too far; SIZE_MAX: nowhere. */
size_t gp_flow_find(const struct gp_flowchart *f, size_t from, const char *z);
struct gp_slice gp_flow_rest_of_line(struct gp_flowchart *f);

/* ---- one node, A[Draft]:::class (mermaid_node.c) ---- */

/* False when it cannot be read. */
bool gp_flow_node(struct gp_flowchart *f, uint32_t *n);

/* ---- one link, -- yes --> (mermaid_link.c) ---- */

struct gp_flow_link {
    bool forward, backward, invisible;
    struct gp_slice label;
};
bool gp_flow_link(struct gp_flowchart *f, struct gp_flow_link *l);

#endif
