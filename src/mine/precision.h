/* precision.h - how much more than the log does the document allow: escaping edges
 * (spec/conformance.md 5.3).
 *
 * For every proper prefix s of a case that the document can replay without deviation:
 * M(s) are the markings after it with the fewest silent steps, en(s) the labels enabled
 * there after any number of silent steps, next(s) the labels that follow s in the log,
 * w(s) the cases with prefix s that go on.
 *
 *   precision = 1 - sum w(s) |en(s) minus next(s)| / sum w(s) |en(s)|
 *
 * 1 when nothing is enabled. Prefixes that cannot be replayed are left out, so precision
 * says little where `replayed` is small; print both.
 */
#ifndef GP_MINE_PRECISION_H
#define GP_MINE_PRECISION_H

#include "mine/conformance.h"

struct gp_precision {
    bool measured;    /* false: the document has more states than the limit */
    double precision; /* 0..1 */
    double replayed;  /* share of prefixes, weighted by w, that could be replayed */
};

/* Errors: GP_SYSTEM. O(nodes of the prefix tree * edges) at worst. */
enum gp_status gp_precision_measure(const struct gp_conformance *c,
                                    struct gp_precision *out,
                                    struct gp_err *err) GP_MUST_USE;

#endif
