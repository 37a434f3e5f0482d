/* compat.h - fitness as PM4Py 2.7 computes it, for comparison (spec/conformance.md 5.1).
 *
 * There every silent step of the drawing costs 1 and every deviation 10,000, so that of
 * the cheapest readings the one with the fewest silent steps counts, and a log that fits
 * perfectly shows a little less than 1:
 *
 *   log fitness = 1 - sum raw / sum (10,000 events + raw of the empty case)
 */
#ifndef GP_MINE_COMPAT_H
#define GP_MINE_COMPAT_H

#include "mine/conformance.h"

struct gp_compat {
    bool measured; /* false: not asked for, or more states than can be looked at */
    double log_fitness;
};

/* Over closed cases. States are those of the net as drawn, nothing reduced. Errors:
 * GP_SYSTEM. O(nodes of the prefix tree * edges) at worst. */
enum gp_status gp_compat_measure(const struct gp_conformance *c, struct gp_compat *out,
                                 struct gp_err *err) GP_MUST_USE;

#endif
