/* net_fold.h - a net whose transitions carry trees, and the patterns by which two of them
 * become one. Shared by net_tree.c and net_fold.c only. */
#ifndef GP_MODEL_NET_FOLD_H
#define GP_MODEL_NET_FOLD_H

#include "model/process.h"
#include "model/tree.h"

struct gp_fold_set {
    uint32_t *at; /* ascending */
    size_t n, cap;
};

struct gp_fold_move {
    uint32_t node; /* of the tree */
    struct gp_fold_set pre, post;
    bool gone;
};

struct gp_fold {
    const struct gp_process *p;
    struct gp_tree *tree;
    struct gp_fold_move *move;
    size_t n, cap;
    size_t n_places, places_cap;
    uint32_t *producers, *consumers; /* [places] how many moves */
    size_t copies;                   /* steps that may still be written again */
    bool failed;
};

enum { GP_FOLD_SOURCE = 0, GP_FOLD_SINK = 1 };

/* Places and moves get numbers 0, 1, ...; a failed allocation is remembered. */
uint32_t gp_fold_place(struct gp_fold *f);
uint32_t gp_fold_move(struct gp_fold *f, uint32_t node);
void gp_fold_takes(struct gp_fold *f, uint32_t m, uint32_t place);
void gp_fold_gives(struct gp_fold *f, uint32_t m, uint32_t place);
void gp_fold_drop(struct gp_fold *f, uint32_t m);
/* A move from one place to another. */
uint32_t gp_fold_simple(struct gp_fold *f, uint32_t node, uint32_t from, uint32_t to);
void gp_fold_release(struct gp_fold *f); /* not the tree */

bool gp_fold_set_is(const struct gp_fold_set *s, uint32_t place); /* only this one */

/* Applies patterns wherever one fits; false: nowhere. */
bool gp_fold_once(struct gp_fold *f);

#endif
