/* endings.h - which cases are over, when nobody names the activities that end one
 * (spec/conformance.md 6: "its last event is an end step of the document, or it has a
 * closing status").
 *
 *   document  Lead -> Offer -> Won        log  Lead, Offer, Won   over: an end step
 *                                              Lead, Lost         over: what has "Lost" is
 *                                                                 last with it
 *                                              Lead, Offer        open
 */
#ifndef GP_MINE_ENDINGS_H
#define GP_MINE_ENDINGS_H

#include "mine/judged.h"
#include "mine/variants.h"
#include "model/states.h"

struct gp_endings {
    bool *can;  /* [labels] a complete run can end with it */
    bool *must; /* [labels] nothing can follow it */
    /* [activities] no step of the document, and last in at least nine of ten cases
     * that have it, and in five */
    bool *observed;
    uint64_t n_observed; /* cases that are over only by that */
};

/* The tables; O(edges + all paths). False: memory is short. Release either way. */
bool gp_endings_find(const struct gp_states *states, const struct gp_variants *variants,
                     const struct gp_step_names *names, size_t n_activities,
                     struct gp_endings *out);
void gp_endings_release(struct gp_endings *e);

bool gp_endings_is_open(const struct gp_endings *e, const struct gp_variant *v,
                        const uint32_t *label);

#endif
