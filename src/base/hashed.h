/* hashed.h - numbers of names under a keyed hash: for millions of names, where each look
 * at memory counts.
 *
 * Open addressing, 8 bytes a slot: half of the hash and the number. The names themselves
 * belong to the caller (map.h), and are compared in full. The key is drawn anew for each
 * table, so that nobody can choose names that collide; it never reaches any output,
 * because numbers are given in order of first appearance.
 */
#ifndef GP_BASE_HASHED_H
#define GP_BASE_HASHED_H

#include "base/text.h"

struct gp_hashed {
    uint64_t *slot; /* high half of the hash << 32 | number + 1; 0: empty */
    unsigned bits;  /* 2^bits slots */
    size_t n;
    uint64_t key[2];
};

/* Draws the key. False: no memory. */
bool gp_hashed_init(struct gp_hashed *h);
void gp_hashed_release(struct gp_hashed *h);

/* Forgets all numbers; key and slots stay. */
void gp_hashed_empty(struct gp_hashed *h);

/* Multiplies to 128 bits and folds them (as wyhash does). */
static inline uint64_t gp_hashed_fold(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Mixes all but the last 16 or fewer bytes into the state, and leaves those. */
uint64_t gp_hashed_front(const struct gp_hashed *h, uint64_t state,
                         struct gp_slice *name);

/* Eight bytes by eight bytes, both mixed with the key. */
static inline uint64_t gp_hashed_of(const struct gp_hashed *h, struct gp_slice name)
{
    uint64_t state = h->key[0] ^ name.len, first, last;

    if (name.len > 16)
        state = gp_hashed_front(h, state, &name);
    gp_bytes_ends(name.at, name.len, &first, &last);
    state = gp_hashed_fold(first ^ state, last ^ h->key[1]);
    return gp_hashed_fold(state ^ h->key[1], h->key[0] | 1);
}

/* The first slot whose half hash fits, at or behind *at; UINT32_MAX: none. Begin with
 * *at = gp_hashed_first; go on with *at + 1 when the name is another one. */
static inline size_t gp_hashed_first(const struct gp_hashed *h, uint64_t hash)
{
    return (size_t)(hash >> (64 - h->bits));
}
static inline uint32_t gp_hashed_next(const struct gp_hashed *h, uint64_t hash,
                                      size_t *at)
{
    size_t mask = ((size_t)1 << h->bits) - 1;
    uint32_t half = (uint32_t)(hash >> 32);

    for (*at &= mask; h->slot[*at] != 0; *at = (*at + 1) & mask)
        if ((uint32_t)(h->slot[*at] >> 32) == half)
            return (uint32_t)h->slot[*at] - 1;
    return UINT32_MAX;
}

/* Room for one more, before gp_hashed_put. False: no memory. */
bool gp_hashed_room(struct gp_hashed *h);
/* number < 2^32 - 1, not there yet. */
void gp_hashed_put(struct gp_hashed *h, uint64_t hash, uint32_t number);

#endif
