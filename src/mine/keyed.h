/* keyed.h - samples of spans by key: the counting sort that the miners share.
 *
 * First every thing is counted, so that each key's sample gets its place in one array;
 * then the same things are walked again and their spans put there. Large logs take more
 * than one round, each for a range of keys, so that the array stays small.
 *
 *   for each thing: gp_keyed_count(k, key, 1)
 *   gp_keyed_begin(k)
 *   while gp_keyed_round(k)
 *       for each thing: gp_keyed_put(k, key, case, span)
 *       for each key from k->from to k->to: gp_keyed_take(k, key)
 *
 * All things of a case must come together. A span lies within plus or minus 2^62 us.
 */
#ifndef GP_MINE_KEYED_H
#define GP_MINE_KEYED_H

#include "base/mem.h"
#include "base/sample.h"

#include <stdbool.h>

struct gp_keyed_place {
    uint32_t at;        /* where the next span goes; after a round: end of the sample */
    uint32_t last_case; /* + 1; 0: none yet */
};

struct gp_keyed {
    size_t n, cap;
    uint32_t *count; /* [n] things of the key */
    struct gp_keyed_place *place;
    int64_t *span; /* of the round, twice; odd: of the same case as the one before */
    size_t room;
    size_t from, to; /* keys of the round */
    size_t most;     /* spans of a round, unless one key has more; 0: 32 MB or less */
};

struct gp_keyed_stat {
    uint64_t cases;            /* with at least one thing */
    struct gp_squares squares; /* of the cases' summed spans */
    struct gp_spread spread;
};

/* Counts from 0 for n keys, for keys known beforehand. False: no memory. */
bool gp_keyed_keys(struct gp_keyed *k, size_t n);

static inline bool gp_keyed_count(struct gp_keyed *k, size_t key, uint32_t things)
{
    if (key >= k->n && !gp_keyed_keys(k, key + 1))
        return false;
    k->count[key] += things;
    return true;
}

/* False: no memory. */
bool gp_keyed_begin(struct gp_keyed *k);

/* The next range of keys; false when all had their turn, or (k->from < k->n) memory is
 * short. */
bool gp_keyed_round(struct gp_keyed *k);

static inline void gp_keyed_put(struct gp_keyed *k, size_t key, uint32_t case_id,
                                int64_t span)
{
    struct gp_keyed_place *p = &k->place[key];

    if (key - k->from >= k->to - k->from)
        return; /* another round's */
    k->span[p->at++] = 2 * span + (p->last_case == case_id + 1);
    p->last_case = case_id + 1;
}

/* After the last round: did all have their turn? */
static inline bool gp_keyed_is_done(const struct gp_keyed *k)
{
    return k->from == k->n;
}

/* What the key's sample says. Once for each key of the round, unless its spans are taken as
 * they are: lent until the next round, k->count[key] of them. */
struct gp_keyed_stat gp_keyed_take(struct gp_keyed *k, size_t key);
int64_t *gp_keyed_spans(struct gp_keyed *k, size_t key);

void gp_keyed_release(struct gp_keyed *k);

#endif
