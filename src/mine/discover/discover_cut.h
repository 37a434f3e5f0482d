/* discover_cut.h - where a directly-follows graph falls apart. Shared by discover*.c. */
#ifndef GP_MINE_DISCOVER_CUT_H
#define GP_MINE_DISCOVER_CUT_H

#include "model/tree.h"

/* Which label directly follows which, in cases; k labels, few. */
struct gp_follows {
    size_t k;
    uint64_t *count; /* [k][k] row: from */
    uint64_t *start; /* [k] */
    uint64_t *end;   /* [k] */
    bool *edge;      /* [k][k] what is kept of count */
    bool *starts, *ends;
    bool *reach;    /* [k][k] by one edge or more */
    bool *between;  /* [k][k] scratch: the same of parts */
    uint32_t *rank; /* [k] scratch */
};

bool gp_follows_new(struct gp_follows *f, size_t k); /* false: memory is short */
void gp_follows_release(struct gp_follows *f);

/* Keeps what is at least `noise` of the most usual that leaves the same label (of all
 * starts, of all ends), and finds what reaches what. O(k^3). */
void gp_follows_filter(struct gp_follows *f, double noise);

/* The first cut that there is: choice, sequence, parallel, loop. part[label] is its part:
 * of a sequence in order, of a loop 0 is the body; else by the first label in it.
 * GP_TREE_SILENT: none. *n: parts. */
enum gp_tree_kind gp_follows_cut(const struct gp_follows *f, uint32_t *part, size_t *n);

#endif
