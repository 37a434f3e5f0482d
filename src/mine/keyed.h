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
 * Keys may be bundled: those of a bundle share a round, and lie side by side, so that what
 * their spans say together costs no sample of its own.
 *
 * All things of a case must come together. A span lies within plus or minus 2^62 us.
 *
 * Spans of a log in whole seconds (gp_eventlog.whole_seconds) take four bytes: they are then
 * such seconds, below 2^31 and not negative.
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
    bool seconds;    /* all spans are whole ones: set before the first round */
    void *span;      /* of the round, twice (odd: of the same case as the one before):
                        uint32_t of seconds, else int64_t of us */
    size_t room;     /* bytes */
    size_t from, to; /* keys of the round */
    const size_t
        *bundle;    /* keys bundle[b] .. bundle[b + 1] - 1 share a round: from 0 to n,
                             borrowed; NULL: each key stands alone */
    size_t bundles; /* that had their turn */
    size_t most;    /* spans of a round, unless one key has more; 0: what is usual */
    size_t all;     /* spans of all rounds */
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

/* us / 1,000,000 of a multiple of it below 2^31 s: a multiplication by what is the inverse
 * of 15,625 modulo 2^32 undoes one by 15,625, and a shift the rest. */
static inline uint32_t gp_whole_seconds(int64_t us)
{
    return (uint32_t)(us >> 6) * UINT32_C(0x68C26139);
}

static inline void gp_keyed_put(struct gp_keyed *k, size_t key, uint32_t case_id,
                                int64_t span)
{
    struct gp_keyed_place *p = &k->place[key];
    bool again = p->last_case == case_id + 1;

    if (key - k->from >= k->to - k->from)
        return; /* another round's */
    if (k->seconds)
        ((uint32_t *)k->span)[p->at++] = 2 * gp_whole_seconds(span) + again;
    else
        ((int64_t *)k->span)[p->at++] = 2 * span + again;
    p->last_case = case_id + 1;
}

/* After the last round: did all have their turn? */
static inline bool gp_keyed_is_done(const struct gp_keyed *k)
{
    return k->from == k->n;
}

/* What the key's sample says. Once for each key of the round, unless its spans are taken as
 * they are (not of seconds): lent until the next round, k->count[key] of them. */
struct gp_keyed_stat gp_keyed_take(struct gp_keyed *k, size_t key);
int64_t *gp_keyed_spans(struct gp_keyed *k, size_t key);

/* Of all spans of keys from .. to - 1 of the round, which were taken before. */
struct gp_spread gp_keyed_together(struct gp_keyed *k, size_t from, size_t to);

void gp_keyed_release(struct gp_keyed *k);

#endif
