/* mem.c - see mem.h. */
#include "base/mem.h"
#include "base/big.h"
#include "base/budget.h"
#include "base/mem_refuse.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static struct {
    bool armed, rest, refused;
    uint64_t left;
} plan;

static atomic_bool short_of_memory;

void gp_mem_note_short(void)
{
    atomic_store(&short_of_memory, true);
}

bool gp_mem_was_short(void)
{
    return atomic_load(&short_of_memory);
}

void gp_mem_refuse(uint64_t nth, bool rest)
{
    atomic_store(&short_of_memory, false);
    plan.armed = true;
    plan.rest = rest;
    plan.refused = false;
    plan.left = nth;
}

bool gp_mem_refuse_none(void)
{
    bool refused = plan.refused;

    memset(&plan, 0, sizeof plan);
    atomic_store(&short_of_memory, false);
    return refused;
}

static bool refused_now(void)
{
    if (!plan.armed)
        return false;
    if (plan.left > 0) {
        plan.left--;
        return false;
    }
    plan.refused = true;
    plan.armed = plan.rest;
    return true;
}

/* An array that outgrows the heap. Only the heap knows how long it was, so it grows there
 * once more; if it then cannot leave, it stays. */
static void *leave_heap(void *old, size_t bytes)
{
    void *grown = realloc(old, bytes), *p;

    p = grown != NULL ? gp_big_new(bytes) : NULL;
    if (p == NULL)
        return grown;
    memcpy(p, grown, bytes);
    free(grown);
    return p;
}

void *gp_realloc(void *old, size_t n, size_t size)
{
    size_t bytes = n * size;

    if ((size != 0 && n > SIZE_MAX / size) || refused_now())
        return NULL;
    if (bytes == 0)
        bytes = 1; /* realloc would free */
    if (gp_big_is(old))
        return gp_big_resize(old, bytes);
    if (bytes < gp_budget_big())
        return realloc(old, bytes);
    return old != NULL ? leave_heap(old, bytes) : gp_big_new(bytes);
}

void *gp_array(size_t n, size_t size)
{
    return gp_realloc(NULL, n, size);
}

void *gp_array_walked(size_t n, size_t size)
{
    void *p;

    gp_big_walked(true);
    p = gp_array(n, size);
    gp_big_walked(false);
    return p;
}

void *gp_array_zero(size_t n, size_t size)
{
    if ((size != 0 && n > SIZE_MAX / size) || refused_now())
        return NULL;
    if (n * size >= gp_budget_big())
        return gp_big_new(n * size);
    return calloc(n != 0 ? n : 1, size != 0 ? size : 1);
}

void gp_free(void *p)
{
    if (gp_big_is(p))
        gp_big_free(p);
    else
        free(p);
}

void *gp_grow(void *array, size_t *cap, size_t need, size_t size)
{
    size_t wanted = *cap != 0 ? *cap : 8;
    void *p;

    if (need <= *cap && array != NULL)
        return array;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2)
            return array;
        wanted *= 2;
    }
    p = gp_realloc(array, wanted, size);
    if (p == NULL)
        return array;
    *cap = wanted;
    return p;
}

struct gp_arena_block {
    struct gp_arena_block *before;
    size_t used, size;
    max_align_t bytes[];
};

/* Blocks grow with the arena, so that names of millions of cases lie in few large arrays.
 */
enum { ARENA_BLOCK = 64 * 1024, ARENA_MOST = 4 * 1024 * 1024 };

static struct gp_arena_block *arena_room(struct gp_arena *arena, size_t size)
{
    struct gp_arena_block *b = arena->last;
    size_t want = arena->bytes / 4;

    want = want < ARENA_BLOCK ? ARENA_BLOCK : want > ARENA_MOST ? ARENA_MOST : want;
    want = size > want ? size : want;
    if (b != NULL && b->size - b->used >= size)
        return b;
    b = gp_array(sizeof *b + want, 1);
    if (b == NULL)
        return NULL;
    b->before = arena->last;
    b->used = 0;
    b->size = want;
    arena->last = b;
    arena->bytes += want;
    return b;
}

static void *arena_take(struct gp_arena *arena, size_t size)
{
    struct gp_arena_block *b = arena_room(arena, size);
    char *p;

    if (b == NULL)
        return NULL;
    p = (char *)b->bytes + b->used;
    b->used += size;
    return p;
}

void *gp_arena_alloc(struct gp_arena *arena, size_t size)
{
    size_t a = sizeof(max_align_t);

    if (size > SIZE_MAX / 2)
        return NULL;
    if (arena->last != NULL) {
        size_t used = (arena->last->used + a - 1) / a * a;

        arena->last->used = used < arena->last->size ? used : arena->last->size;
    }
    return arena_take(arena, (size + a - 1) / a * a);
}

char *gp_arena_copy(struct gp_arena *arena, const char *bytes, size_t len)
{
    char *p = len < SIZE_MAX / 2 ? arena_take(arena, len + 1) : NULL;

    if (p == NULL)
        return NULL;
    if (len != 0)
        memcpy(p, bytes, len);
    p[len] = '\0';
    return p;
}

void gp_arena_release(struct gp_arena *arena)
{
    struct gp_arena_block *b = arena->last;

    while (b != NULL) {
        struct gp_arena_block *before = b->before;

        gp_free(b);
        b = before;
    }
    arena->last = NULL;
    arena->bytes = 0;
}
