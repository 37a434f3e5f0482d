/* discover_ways.h - the ways of cases through a part of a process, equal ones as one, and
 * how they are split along a cut. Shared by discover*.c. */
#ifndef GP_MINE_DISCOVER_WAYS_H
#define GP_MINE_DISCOVER_WAYS_H

#include "model/tree.h"

struct gp_ways {
    struct gp_dict paths; /* labels as bytes */
    uint64_t *cases;      /* [paths.n] */
    size_t cap;
    bool failed; /* memory was short */
};

void gp_ways_release(struct gp_ways *w);
void gp_ways_add(struct gp_ways *w, const uint32_t *label, size_t length,
                 uint64_t cases);

size_t gp_way_length(const struct gp_ways *w, size_t i);
uint32_t gp_way_label(const struct gp_ways *w, size_t i, size_t at);
size_t gp_ways_longest(const struct gp_ways *w); /* at least 1 */
uint64_t gp_ways_cases(const struct gp_ways *w); /* of all ways */

/* Adds the ways that do something to *doing; returns the cases that do nothing. */
uint64_t gp_ways_doing(const struct gp_ways *w, struct gp_ways *doing);

/* Splits every way along a cut into the ways of n parts: part[label] is its part, of a
 * sequence in order, of a loop 0 is the body. What stands on the wrong side is left out,
 * as little as possible. False: memory is short. O(events * parts). */
bool gp_ways_split(const struct gp_ways *w, enum gp_tree_kind kind,
                   const uint32_t *part, struct gp_ways *into, size_t n);

#endif
