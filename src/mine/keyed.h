/* keyed.h - samples of spans by key: the counting loop that the miners share.
 *
 * Two passes over the same things: the first notes each (so that every key's sample gets
 * its place in one array), the second puts the span. Cases must come in order, all of a
 * case's things together.
 *
 *   for each thing: gp_keyed_note(k, key, case)
 *   gp_keyed_ready(k)
 *   for each thing: gp_keyed_put(k, key, case, span)
 *   gp_keyed_finish(k), then gp_keyed_spread(k, key)
 */
#ifndef GP_MINE_KEYED_H
#define GP_MINE_KEYED_H

#include "base/mem.h"
#include "base/sample.h"

#include <stdbool.h>

struct gp_keyed_entry {
    uint64_t count, cases;
    uint64_t place;     /* where the next span goes; after the passes: end of sample */
    uint32_t last_case; /* + 1; 0: none yet */
    int64_t case_sum;   /* of the case under way */
    struct gp_squares squares;
};

struct gp_keyed {
    struct gp_keyed_entry *entry;
    size_t n, cap;
    int64_t *span;
    uint64_t n_spans;
};

/* Keys may come in any order; entries up to the largest key exist. False: no memory. */
bool gp_keyed_note(struct gp_keyed *k, size_t key, uint32_t case_id);
bool gp_keyed_ready(struct gp_keyed *k);
void gp_keyed_put(struct gp_keyed *k, size_t key, uint32_t case_id, int64_t span);
void gp_keyed_finish(struct gp_keyed *k);

/* Spread of the key's sample, which loses its order. */
struct gp_spread gp_keyed_spread(struct gp_keyed *k, size_t key);
void gp_keyed_release(struct gp_keyed *k);

#endif
