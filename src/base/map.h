/* map.h - names to numbers and numbers to counts; the one door to Judy.
 *
 * gp_dict   bytes -> dense ids 0, 1, 2, ... in order of first appearance
 * gp_tally  64-bit number -> 64-bit number, sparse, walked in ascending order
 *
 * Both own their memory; names are lent until the dict is released.
 */
#ifndef GP_BASE_MAP_H
#define GP_BASE_MAP_H

#include "base/hashed.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

#define GP_NO_ID UINT32_MAX

struct gp_dict {
    void *judy;
    struct gp_hashed hashed; /* instead of judy where slots are there */
    struct gp_arena names;
    struct gp_slice *name; /* [n]; each also NUL-terminated */
    size_t n, cap;
};

/* Finds names by a keyed hash instead of Judy from now on: for millions of them. While
 * the dict is empty; false when memory is short. */
bool gp_dict_use_hash(struct gp_dict *d);

/* For many look-ups in a hashed dict: the hash first, then a look at each of the two
 * places that will be wanted, a few names ahead, then the id. */
static inline uint64_t gp_dict_hash(const struct gp_dict *d, struct gp_slice bytes)
{
    return gp_hashed_of(&d->hashed, bytes);
}
static inline void gp_dict_fetch_slot(const struct gp_dict *d, uint64_t hash)
{
    __builtin_prefetch(&d->hashed.slot[gp_hashed_first(&d->hashed, hash)]);
}
/* Fetches the name that will probably be compared; its id (GP_NO_ID: a new name). */
static inline uint32_t gp_dict_fetch_name(const struct gp_dict *d, uint64_t hash)
{
    size_t at = gp_hashed_first(&d->hashed, hash);
    uint32_t id = gp_hashed_next(&d->hashed, hash, &at);

    if (id != GP_NO_ID)
        __builtin_prefetch(&d->name[id]);
    return id;
}
static inline void gp_dict_fetch_bytes(const struct gp_dict *d, uint32_t id)
{
    if (id != GP_NO_ID)
        __builtin_prefetch(d->name[id].at);
}
uint32_t gp_dict_add_hash(struct gp_dict *d, struct gp_slice bytes, uint64_t hash);

/* The ids of n <= GP_DICT_MANY names, as gp_dict_add_hash gives them one by one: their
 * misses overlap. False when memory is short. */
enum { GP_DICT_MANY = 64 };
bool gp_dict_add_many(struct gp_dict *d, const struct gp_slice *name,
                      const uint64_t *hash, size_t n, uint32_t *id);

/* Forgets all names of a hashed dict; hashes stay what they are. */
void gp_dict_empty(struct gp_dict *d);

/* The id of the bytes, given a new one if they are new. GP_NO_ID when memory is short
 * or all 2^32 - 2 ids are taken. */
uint32_t gp_dict_add(struct gp_dict *d, struct gp_slice bytes);

/* Adds bytes that are known to be new, to a dict that only lists names: nothing is looked
 * up, so that millions of names in order cost no look at memory but their own. False when
 * memory is short. */
bool gp_dict_append(struct gp_dict *d, struct gp_slice bytes);

bool gp_dict_is_list(const struct gp_dict *d);

/* Makes look-ups in such a dict fast; without it one is a walk over all names. */
bool gp_dict_index(struct gp_dict *d);

/* The hashed dict only lists its names from now on, in half the memory. */
void gp_dict_unindex(struct gp_dict *d);

/* The id of the bytes, or GP_NO_ID if they are not there. */
uint32_t gp_dict_find(const struct gp_dict *d, struct gp_slice bytes);

/* The bytes of the id; "" for GP_NO_ID. */
struct gp_slice gp_dict_name(const struct gp_dict *d, uint32_t id);
void gp_dict_release(struct gp_dict *d);

/* rank[id] = position of the name among all names sorted by bytes; the caller frees it
 * with gp_free. NULL when memory is short. */
uint32_t *gp_dict_ranks(const struct gp_dict *d);

struct gp_tally {
    void *judy;
};

/* Place of the value under key, 0 when new; NULL when memory is short. Lent until the
 * next gp_tally_at. */
uint64_t *gp_tally_at(struct gp_tally *t, uint64_t key);

/* Walk: *key = 0 and first = true to begin; false at the end. */
bool gp_tally_next(const struct gp_tally *t, bool first, uint64_t *key,
                   uint64_t *value);
void gp_tally_release(struct gp_tally *t);

/* Puts known keys in and takes them out again: some builds of Judy lose keys
 * (spec/reliability.md 1). False when this one does. */
bool gp_map_self_test(void);

#endif
