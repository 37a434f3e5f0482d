/* suggest_count.h - in how many closed cases each rule about one or two activities holds.
 * For suggest.c only. Activities have numbers 0..k-1, the most frequent first. */
#ifndef GP_MINE_SUGGEST_COUNT_H
#define GP_MINE_SUGGEST_COUNT_H

#include "mine/mine.h"

/* Of an ordered pair (a, b); cases. */
struct gp_pair_holds {
    uint64_t both;                                               /* have a and b */
    uint64_t response, alternate_response, chain_response;       /* after a, b */
    uint64_t precedence, alternate_precedence, chain_precedence; /* b needs a before */
    uint64_t never_after; /* have both, and no b after any a */
};

struct gp_one_holds {
    uint64_t cases; /* have it */
    uint64_t starts, ends;
    uint64_t once;           /* have it exactly once */
    uint64_t usual_n, usual; /* the most frequent number of times, and cases with it */
};

struct gp_holds {
    uint64_t cases;
    size_t k;
    const uint32_t *activity;   /* [k] */
    struct gp_one_holds *one;   /* [k] */
    struct gp_pair_holds *pair; /* [k * k] */
};

/* False: no memory. Release with gp_holds_release, also then. */
bool gp_holds_count(const struct gp_stats *stats, size_t most, struct gp_holds *out);
void gp_holds_release(struct gp_holds *h);

#endif
