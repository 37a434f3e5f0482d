/* pairs.c - see pairs.h. */
#include "mine/pairs.h"

#include <string.h>

enum { MATRIX_SIDE = 1024 };

bool gp_pairs_init(struct gp_pairs *p, size_t side)
{
    memset(p, 0, sizeof *p);
    p->side = side;
    if (side > MATRIX_SIDE)
        return true;
    p->matrix = gp_array_zero(side * side, sizeof *p->matrix);
    return p->matrix != NULL;
}

void gp_pairs_release(struct gp_pairs *p)
{
    gp_free(p->matrix);
    gp_free(p->pair);
    gp_tally_release(&p->sparse);
    memset(p, 0, sizeof *p);
}

static uint64_t key_of(uint32_t from, uint32_t to)
{
    return (uint64_t)from << 32 | to;
}

static size_t new_pair(struct gp_pairs *p, uint32_t from, uint32_t to)
{
    if (!gp_reserve(&p->pair, &p->cap, p->n + 1))
        return SIZE_MAX;
    p->pair[p->n] = (struct gp_pair){from, to};
    return p->n++;
}

size_t gp_pairs_add(struct gp_pairs *p, uint32_t from, uint32_t to)
{
    uint64_t *cell;

    if (p->matrix != NULL) {
        uint32_t *m = &p->matrix[from * p->side + to];

        if (*m == 0)
            *m = (uint32_t)(new_pair(p, from, to) + 1); /* SIZE_MAX + 1 is 0 again */
        return (size_t)*m - 1;
    }
    cell = gp_tally_at(&p->sparse, key_of(from, to));
    if (cell == NULL)
        return SIZE_MAX;
    if (*cell == 0)
        *cell = new_pair(p, from, to) + 1;
    return (size_t)(*cell - 1);
}

size_t gp_pairs_find(const struct gp_pairs *p, uint32_t from, uint32_t to)
{
    uint64_t value = 0;

    if (from >= p->side || to >= p->side)
        return SIZE_MAX;
    if (p->matrix != NULL)
        return (size_t)p->matrix[from * p->side + to] - 1;
    (void)gp_tally_get(&p->sparse, key_of(from, to), &value);
    return (size_t)value - 1;
}
