/* sanity.h - what is wrong with the drawing, seen from all its states (spec 3). */
#ifndef GP_MODEL_SANITY_H
#define GP_MODEL_SANITY_H

#include "model/states.h"

/* Fills s->findings from the explored states before dead ends are cut off; alive[i]:
 * state i can complete. False when memory is short. For states.c. */
bool gp_sanity_collect(const struct gp_process *p, struct gp_states *s,
                       const bool *alive, unsigned token_limit);

#endif
