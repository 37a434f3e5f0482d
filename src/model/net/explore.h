/* explore.h - breadth-first exploration of a net's markings; for states.c. */
#ifndef GP_MODEL_EXPLORE_H
#define GP_MODEL_EXPLORE_H

#include "model/states.h"

/* Fills markings, edges, row, n_states, whole and unbounded of s from s->net. False when
 * memory is short. */
bool gp_explore(struct gp_states *s, const struct gp_states_options *options);

/* Tokens a place may hold under these options (which may be NULL). */
unsigned gp_explore_token_limit(const struct gp_states_options *options);

#endif
