/* pairs.h - dense numbers 0, 1, 2, ... for the pairs of ids that occur.
 *
 * A matrix where ids are few, a sparse tally where they are many: no n x n cells are ever
 * allocated for a column with a million names.
 */
#ifndef GP_MINE_PAIRS_H
#define GP_MINE_PAIRS_H

#include "base/map.h"

struct gp_pairs {
    size_t side;      /* ids are below this */
    uint32_t *matrix; /* [side * side] number + 1; NULL when sparse */
    struct gp_tally sparse;
    struct gp_pair {
        uint32_t from, to;
    } * pair; /* [n] by number */
    size_t n, cap;
};

bool gp_pairs_init(struct gp_pairs *p, size_t side);
void gp_pairs_release(struct gp_pairs *p);

/* The pair's number, a new one if it is new; SIZE_MAX when memory is short. */
size_t gp_pairs_add(struct gp_pairs *p, uint32_t from, uint32_t to);
/* The pair's number, or SIZE_MAX. */
size_t gp_pairs_find(const struct gp_pairs *p, uint32_t from, uint32_t to);

#endif
