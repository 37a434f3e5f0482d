/* quality.h - further figures for comparison with other tools: token replay,
 * generalisation, simplicity (spec/conformance.md 5.2, 5.4).
 */
#ifndef GP_MINE_QUALITY_H
#define GP_MINE_QUALITY_H

#include "mine/conformance.h"

/* Sums over closed cases. Start: produced counts the initial tokens; end: consumed
 * counts the final ones. fitness = (1 - m/c)/2 + (1 - r/p)/2. */
struct gp_token_replay {
    bool exact; /* only nets without silent steps and repeated labels are replayed: with
                   them the outcome depends on guesses; else all counts are 0 */
    uint64_t produced, consumed, missing, remaining;
    double fitness;
};

struct gp_quality {
    struct gp_token_replay replay;
    /* 1 - mean over all transitions as drawn, silent ones too, of 1/sqrt(times fired in
     * the readings), 1 for never fired */
    double generalisation;
    double simplicity; /* 1 / (1 + max(0, mean degree of places and transitions - 2)) */
};

/* Errors: GP_SYSTEM. */
enum gp_status gp_quality_measure(const struct gp_conformance *c,
                                  struct gp_quality *out,
                                  struct gp_err *err) GP_MUST_USE;

#endif
