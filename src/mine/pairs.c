/* pairs.c - see pairs.h. */
#include "mine/pairs.h"
#include "base/sort.h"

#include <string.h>

enum { MATRIX_SIDE = 512, LEAST_SLOTS = 1024 };

void gp_pairs_init(struct gp_pairs *p, size_t side)
{
    memset(p, 0, sizeof *p);
    p->side = side;
    p->is_matrix = side <= MATRIX_SIDE;
    p->n = p->is_matrix ? side * side : 0;
}

void gp_pairs_release(struct gp_pairs *p)
{
    gp_free(p->pair);
    gp_free(p->slot);
    memset(p, 0, sizeof *p);
}

/* The slot of the pair, or the empty one where it would go. */
static size_t slot_of(const struct gp_pairs *p, uint32_t from, uint32_t to)
{
    uint64_t h = ((uint64_t)from << 32 | to) * UINT64_C(0x9E3779B97F4A7C15);
    size_t s = (h ^ h >> 32) & p->mask;

    while (p->slot[s] != 0 &&
           (p->pair[p->slot[s] - 1].from != from || p->pair[p->slot[s] - 1].to != to))
        s = (s + 1) & p->mask;
    return s;
}

static void place_all(struct gp_pairs *p)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        p->slot[slot_of(p, p->pair[i].from, p->pair[i].to)] = (uint32_t)i + 1;
}

static bool widen(struct gp_pairs *p)
{
    size_t size = p->slot != NULL ? 2 * (p->mask + 1) : LEAST_SLOTS;
    uint32_t *slot = gp_array_zero(size, sizeof *slot);

    if (slot == NULL)
        return false;
    gp_free(p->slot);
    p->slot = slot;
    p->mask = size - 1;
    place_all(p);
    return true;
}

static int by_ids(const void *ctx, const void *a, const void *b)
{
    const struct gp_pair *x = a, *y = b;

    (void)ctx;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

bool gp_pairs_sort(struct gp_pairs *p)
{
    if (p->is_matrix || p->n == 0)
        return true;
    if (!gp_sort(p->pair, p->n, sizeof *p->pair, by_ids, NULL))
        return false;
    memset(p->slot, 0, (p->mask + 1) * sizeof *p->slot);
    place_all(p);
    return true;
}

size_t gp_pairs_first(const struct gp_pairs *p, uint32_t from)
{
    size_t low = 0, high = p->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (gp_pairs_of(p, middle).from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t gp_pairs_add_hashed(struct gp_pairs *p, uint32_t from, uint32_t to)
{
    size_t s;

    if ((p->slot == NULL || 2 * (p->n + 1) > p->mask) && !widen(p))
        return SIZE_MAX;
    s = slot_of(p, from, to);
    if (p->slot[s] != 0)
        return p->slot[s] - 1;
    if (!gp_reserve(&p->pair, &p->cap, p->n + 1))
        return SIZE_MAX;
    p->pair[p->n] = (struct gp_pair){from, to};
    p->slot[s] = (uint32_t)++p->n;
    return p->n - 1;
}

size_t gp_pairs_find_hashed(const struct gp_pairs *p, uint32_t from, uint32_t to)
{
    size_t s = p->slot != NULL ? slot_of(p, from, to) : 0;

    return p->slot != NULL && p->slot[s] != 0 ? p->slot[s] - 1 : SIZE_MAX;
}
