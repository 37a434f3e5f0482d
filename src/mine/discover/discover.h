/* discover.h - the usual way of many cases as nested blocks: process discovery with an
 * inductive miner (Leemans, Fahland, van der Aalst, Discovering block-structured process
 * models from event logs containing infrequent behaviour, 2014), with one departure: where
 * no cut is found it keeps the main road instead of allowing everything.
 */
#ifndef GP_MINE_DISCOVER_H
#define GP_MINE_DISCOVER_H

#include "base/err.h"
#include "model/tree.h"

/* So many cases that went the same way. */
struct gp_way {
    const uint32_t *label; /* [length] numbers below n_labels, borrowed */
    size_t length;
    uint64_t cases;
};

struct gp_discover_options {
    double noise; /* what directly follows less often than this share of the most usual
                     one may be overlooked to find a cut; 0..1 */
    double skip; /* a part that this share of the cases leaves out is optional, one that
                     this share does again may repeat */
};

/* The tree of the ways; its steps have the labels given, elements 0, 1, ... in writing
 * order. Branches stand in the order of their labels: give the usual ones low numbers.
 * Deterministic. O(events * depth + labels^3). GP_SYSTEM when memory is short. Release
 * *out in any case. */
enum gp_status gp_discover(const struct gp_way *ways, size_t n, size_t n_labels,
                           const struct gp_discover_options *options,
                           struct gp_tree *out, struct gp_err *err) GP_MUST_USE;

#endif
