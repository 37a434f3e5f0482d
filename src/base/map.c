/* map.c - see map.h. Judy's pointers to values are machine words: 64 bits here.
 *
 * JudyHS finds names of any length in time of their length whatever an adversary
 * chooses (colliding hashes go into a trie, spec/reliability.md C3); JudyL keeps sparse
 * counts in a few bytes each and walks them in order. Errors arrive as PJERR and are
 * looked at after each call: JUDYERROR_NOTEST keeps the macros from exiting on their
 * own.
 */
#define JUDYERROR_NOTEST 1
#include "base/map.h"

#include <Judy.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(Word_t) == 8, "goatpath packs two ids into a machine word");

static bool dict_room(struct gp_dict *d)
{
    return d->n < GP_NO_ID - 1 && gp_reserve(&d->name, &d->cap, d->n + 1);
}

bool gp_dict_use_hash(struct gp_dict *d)
{
    return d->hashed.slot != NULL || gp_hashed_init(&d->hashed);
}

static bool same_bytes(struct gp_slice a, struct gp_slice b)
{
    return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static uint32_t find_hash(const struct gp_dict *d, struct gp_slice bytes, uint64_t hash)
{
    size_t at = gp_hashed_first(&d->hashed, hash);
    uint32_t id;

    while ((id = gp_hashed_next(&d->hashed, hash, &at)) != UINT32_MAX) {
        if (same_bytes(d->name[id], bytes))
            return id;
        at++;
    }
    return GP_NO_ID;
}

uint32_t gp_dict_add_hash(struct gp_dict *d, struct gp_slice bytes, uint64_t hash)
{
    uint32_t id = find_hash(d, bytes, hash);
    char *copy;

    if (id != GP_NO_ID)
        return id;
    copy = dict_room(d) && gp_hashed_room(&d->hashed)
               ? gp_arena_copy(&d->names, bytes.at, bytes.len)
               : NULL;
    if (copy == NULL)
        return GP_NO_ID;
    gp_hashed_put(&d->hashed, hash, (uint32_t)d->n);
    d->name[d->n] = gp_slice_n(copy, bytes.len);
    return (uint32_t)d->n++;
}

/* likely[i]: the id that name i probably has, or GP_NO_ID. */
static void fetch(const struct gp_dict *d, const uint64_t *hash, size_t n,
                  uint32_t *likely)
{
    size_t i;

    for (i = 0; i < n; i++)
        gp_dict_fetch_slot(d, hash[i]);
    for (i = 0; i < n; i++)
        likely[i] = gp_dict_fetch_name(d, hash[i]);
    for (i = 0; i < n; i++)
        gp_dict_fetch_bytes(d, likely[i]);
}

bool gp_dict_add_many(struct gp_dict *d, const struct gp_slice *name,
                      const uint64_t *hash, size_t n, uint32_t *id)
{
    uint32_t likely[GP_DICT_MANY];
    size_t i;

    fetch(d, hash, n, likely);
    for (i = 0; i < n; i++) {
        id[i] = likely[i];
        if (id[i] == GP_NO_ID || !gp_slice_eq(d->name[id[i]], name[i]))
            id[i] = gp_dict_add_hash(d, name[i], hash[i]);
        if (id[i] == GP_NO_ID)
            return false;
    }
    return true;
}

void gp_dict_empty(struct gp_dict *d)
{
    if (d->hashed.slot != NULL)
        gp_hashed_empty(&d->hashed);
    gp_arena_release(&d->names);
    d->n = 0;
}

static uint32_t add_judy(struct gp_dict *d, struct gp_slice bytes)
{
    Word_t *value =
        (Word_t *)JudyHSIns(&d->judy, (void *)(uintptr_t)bytes.at, bytes.len, PJE0);
    char *copy;

    if ((void *)value == PPJERR || value == NULL)
        return GP_NO_ID;
    if (*value != 0)
        return (uint32_t)(*value - 1);
    copy = dict_room(d) ? gp_arena_copy(&d->names, bytes.at, bytes.len) : NULL;
    if (copy == NULL) {
        (void)JudyHSDel(&d->judy, (void *)(uintptr_t)bytes.at, bytes.len, PJE0);
        return GP_NO_ID;
    }
    d->name[d->n] = gp_slice_n(copy, bytes.len);
    d->n++;
    *value = d->n; /* id + 1: Judy's fresh values are 0 */
    return (uint32_t)(d->n - 1);
}

uint32_t gp_dict_add(struct gp_dict *d, struct gp_slice bytes)
{
    return d->hashed.slot != NULL ? gp_dict_add_hash(d, bytes, gp_dict_hash(d, bytes))
                                  : add_judy(d, bytes);
}

bool gp_dict_append(struct gp_dict *d, struct gp_slice bytes)
{
    char *copy = dict_room(d) ? gp_arena_copy(&d->names, bytes.at, bytes.len) : NULL;

    if (copy == NULL)
        return false;
    d->name[d->n++] = gp_slice_n(copy, bytes.len);
    return true;
}

bool gp_dict_is_list(const struct gp_dict *d)
{
    return d->hashed.slot == NULL && d->judy == NULL;
}

bool gp_dict_index(struct gp_dict *d)
{
    size_t i;

    if (!gp_dict_is_list(d))
        return true;
    if (!gp_hashed_init(&d->hashed))
        return false;
    for (i = 0; i < d->n; i++) {
        if (!gp_hashed_room(&d->hashed))
            return false;
        gp_hashed_put(&d->hashed, gp_dict_hash(d, d->name[i]), (uint32_t)i);
    }
    return true;
}

void gp_dict_unindex(struct gp_dict *d)
{
    if (d->hashed.slot != NULL)
        gp_hashed_release(&d->hashed);
}

static uint32_t find_listed(const struct gp_dict *d, struct gp_slice bytes)
{
    size_t i;

    for (i = 0; i < d->n; i++)
        if (same_bytes(d->name[i], bytes))
            return (uint32_t)i;
    return GP_NO_ID;
}

uint32_t gp_dict_find(const struct gp_dict *d, struct gp_slice bytes)
{
    Word_t *value;

    if (d->hashed.slot != NULL)
        return find_hash(d, bytes, gp_dict_hash(d, bytes));
    if (gp_dict_is_list(d))
        return find_listed(d, bytes);
    value = (Word_t *)JudyHSGet(d->judy, (void *)(uintptr_t)bytes.at, bytes.len);

    return value != NULL && (void *)value != PPJERR ? (uint32_t)(*value - 1) : GP_NO_ID;
}

struct gp_slice gp_dict_name(const struct gp_dict *d, uint32_t id)
{
    return id < d->n ? d->name[id] : gp_slice_n("", 0);
}

void gp_dict_release(struct gp_dict *d)
{
    (void)JudyHSFreeArray(&d->judy, PJE0);
    gp_hashed_release(&d->hashed);
    gp_arena_release(&d->names);
    gp_free(d->name);
    d->name = NULL;
    d->n = d->cap = 0;
}

static int by_name(const void *a, const void *b)
{
    const struct gp_slice *const *x = a, *const *y = b;

    return gp_slice_cmp(**x, **y);
}

uint32_t *gp_dict_ranks(const struct gp_dict *d)
{
    const struct gp_slice **order = gp_array(d->n, sizeof(struct gp_slice *));
    uint32_t *rank = gp_array(d->n, sizeof *rank);
    size_t i;

    if (order != NULL && rank != NULL) {
        for (i = 0; i < d->n; i++)
            order[i] = &d->name[i];
        qsort(order, d->n, sizeof(struct gp_slice *), by_name);
        for (i = 0; i < d->n; i++)
            rank[order[i] - d->name] = (uint32_t)i;
    } else {
        gp_free(rank);
        rank = NULL;
    }
    gp_free(order);
    return rank;
}

uint64_t *gp_tally_at(struct gp_tally *t, uint64_t key)
{
    void *value = JudyLIns(&t->judy, key, PJE0);

    return value != PPJERR ? value : NULL;
}

static bool tally_get(const struct gp_tally *t, uint64_t key, uint64_t *value)
{
    Word_t *v = (Word_t *)JudyLGet(t->judy, key, PJE0);

    if (v == NULL || (void *)v == PPJERR)
        return false;
    *value = *v;
    return true;
}

bool gp_tally_next(const struct gp_tally *t, bool first, uint64_t *key, uint64_t *value)
{
    Word_t index = *key;
    Word_t *v = first ? (Word_t *)JudyLFirst(t->judy, &index, PJE0)
                      : (Word_t *)JudyLNext(t->judy, &index, PJE0);

    if (v == NULL || (void *)v == PPJERR)
        return false;
    *key = index;
    *value = *v;
    return true;
}

void gp_tally_release(struct gp_tally *t)
{
    (void)JudyLFreeArray(&t->judy, PJE0);
}

/* Keys of every density: dense runs, strides, and single bits. */
static uint64_t test_key(unsigned i)
{
    return i < 512    ? i
           : i < 1024 ? (uint64_t)(i - 512) << 40
                      : (uint64_t)i * 0x9E3779B97F4A7C15u;
}

bool gp_map_self_test(void)
{
    enum { N = 4096 };
    struct gp_tally t = {NULL};
    bool good = true;
    unsigned i;

    for (i = 1; i < N && good; i++) {
        uint64_t *v = gp_tally_at(&t, test_key(i));

        good = v != NULL;
        if (good)
            *v = i;
    }
    for (i = 1; i < N && good; i++) {
        uint64_t v = 0;

        good = tally_get(&t, test_key(i), &v) && v == i;
    }
    gp_tally_release(&t);
    return good;
}
