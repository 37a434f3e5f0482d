/* pairs.h - numbers for pairs of ids.
 *
 * The cell of a matrix where ids are few: nothing is looked up. Where they are many, 0,
 * 1, 2, ... in the order in which pairs are met, by a hash table: no n x n cells are ever
 * thought of for a column with a million names.
 */
#ifndef GP_MINE_PAIRS_H
#define GP_MINE_PAIRS_H

#include "base/map.h"

struct gp_pair {
    uint32_t from, to;
};

struct gp_pairs {
    size_t side; /* ids are below this */
    size_t n;    /* numbers are below this; in a matrix most are of no pair */
    bool is_matrix;
    struct gp_pair *pair; /* [n] by number, unless a matrix */
    size_t cap;
    uint32_t *slot; /* number + 1 */
    size_t mask;
};

void gp_pairs_init(struct gp_pairs *p, size_t side);
void gp_pairs_release(struct gp_pairs *p);

size_t gp_pairs_add_hashed(struct gp_pairs *p, uint32_t from, uint32_t to);
size_t gp_pairs_find_hashed(const struct gp_pairs *p, uint32_t from, uint32_t to);

/* The pair's number, a new one if it is new; SIZE_MAX when memory is short. */
static inline size_t gp_pairs_add(struct gp_pairs *p, uint32_t from, uint32_t to)
{
    return p->is_matrix ? from * p->side + to : gp_pairs_add_hashed(p, from, to);
}

/* The pair's number, or SIZE_MAX; a matrix has a number for every pair below side. */
static inline size_t gp_pairs_find(const struct gp_pairs *p, uint32_t from, uint32_t to)
{
    if (from >= p->side || to >= p->side)
        return SIZE_MAX;
    return p->is_matrix ? from * p->side + to : gp_pairs_find_hashed(p, from, to);
}

/* Numbers in the order of (from, to), as a matrix has them. False: no memory. */
bool gp_pairs_sort(struct gp_pairs *p);

/* The first number of a pair from `from` or later ones; numbers are sorted. O(log n). */
size_t gp_pairs_first(const struct gp_pairs *p, uint32_t from);

/* The pair of a number. */
static inline struct gp_pair gp_pairs_of(const struct gp_pairs *p, size_t number)
{
    if (p->is_matrix)
        return (struct gp_pair){(uint32_t)(number / p->side),
                                (uint32_t)(number % p->side)};
    return p->pair[number];
}

#endif
