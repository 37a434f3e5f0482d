/* tree.h - a process as nested blocks: the process tree of the textbooks.
 *
 *   sequence(A, choice(B, silent), loop(C, silent), parallel(D, E))
 *   A, perhaps B, C one or more times, D and E in any order
 *
 * What can be said as such a tree can be said as a manual; a net or a log becomes one in
 * net_tree.h and mine/discover.h. Nodes are numbers; one node may stand in several
 * places, then its steps are written several times. A failed allocation is remembered in
 * `failed`: write freely, ask once. Functions that return a node return GP_NO_ID then.
 */
#ifndef GP_MODEL_TREE_H
#define GP_MODEL_TREE_H

#include "base/map.h"

enum gp_tree_kind {
    GP_TREE_SILENT,
    GP_TREE_STEP,
    GP_TREE_SEQUENCE,
    GP_TREE_CHOICE,   /* exactly one */
    GP_TREE_PARALLEL, /* all, in any order and interleaved */
    GP_TREE_LOOP,     /* child[0], then any number of (child[1], child[0]) */
};

struct gp_tree_node {
    enum gp_tree_kind kind;
    uint32_t label;   /* of a step: whose dictionary, the maker says */
    uint32_t element; /* of a step: where it comes from, GP_NO_ID */
    uint32_t *child;
    size_t n, cap;
};

struct gp_tree {
    struct gp_tree_node *node;
    size_t n, cap;
    uint32_t root;
    bool failed;
};

void gp_tree_release(struct gp_tree *t);

uint32_t gp_tree_silent(struct gp_tree *t);
uint32_t gp_tree_step(struct gp_tree *t, uint32_t label, uint32_t element);

/* kind: sequence, choice or parallel of two trees. The same block inside is opened, what
 * is silent says nothing in a sequence or parallel and is said once in a choice. */
uint32_t gp_tree_pair(struct gp_tree *t, enum gp_tree_kind kind, uint32_t a,
                      uint32_t b);

/* body, then any number of (redo, body). A way back that is a choice becomes loops
 * around each other, so that redo is never a choice: the runs are the same. */
uint32_t gp_tree_loop(struct gp_tree *t, uint32_t body, uint32_t redo);

/* Puts the ways of choices and parallels in the order of their steps' elements, so that
 * they stand as the document had them. */
void gp_tree_in_order(struct gp_tree *t);

bool gp_tree_is_silent(const struct gp_tree *t, uint32_t node);

/* Steps as they would be written: those of a node that stands twice count twice.
 * At most `most` is told. */
size_t gp_tree_steps(const struct gp_tree *t, uint32_t node, size_t most);

#endif
