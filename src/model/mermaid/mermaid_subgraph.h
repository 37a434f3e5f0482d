/* mermaid_subgraph.h - the frames of a flowchart: owners of what lies in them, and ends of
 * arrows. */
#ifndef GP_MODEL_MERMAID_SUBGRAPH_H
#define GP_MODEL_MERMAID_SUBGRAPH_H

#include "model/mermaid/mermaid.h"

enum { GP_SUBGRAPHS_DEEP = 32 };

struct gp_subgraph {
    struct gp_slice id; /* what arrows call it */
    uint32_t element;
};

struct gp_subgraph_member {
    uint32_t subgraph, node;
};

struct gp_subgraphs {
    struct gp_subgraph *at; /* in the order in which they open */
    size_t n, cap;
    /* of all frames around a node, inner and outer */
    struct gp_subgraph_member *member;
    size_t n_members, members_cap;
    struct gp_text owner; /* "Sales / Inside sales": of the frames that are open */
    struct {
        uint32_t subgraph;
        size_t owner; /* bytes of the owner outside of it */
    } open[GP_SUBGRAPHS_DEEP];
    size_t depth, too_deep;
};

/* title: what stands behind "subgraph". */
void gp_subgraph_open(struct gp_subgraphs *s, struct gp_mermaid *m,
                      struct gp_slice title, uint64_t line);
bool gp_subgraph_close(struct gp_subgraphs *s); /* false: none was open */
bool gp_subgraph_is_open(const struct gp_subgraphs *s);

/* The node is named inside the frames that are open: they own it. */
void gp_subgraph_member(struct gp_subgraphs *s, struct gp_mermaid *m, uint32_t node);

/* When all is read: an arrow to a frame means to what comes first in it, an arrow from it
 * from what comes last. Several of them are a choice, said as an approximation. A frame
 * with nothing in it stays a step. */
void gp_subgraph_arrows(struct gp_subgraphs *s, struct gp_mermaid *m);
void gp_subgraphs_release(struct gp_subgraphs *s);

#endif
