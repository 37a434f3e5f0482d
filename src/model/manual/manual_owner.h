/* manual_owner.h - the name of a step and the owner in brackets behind it. */
#ifndef GP_MODEL_MANUAL_OWNER_H
#define GP_MODEL_MANUAL_OWNER_H

#include "model/manual/manual_item.h"

/* The bracket that closes at the end of s: *open is where it begins. Half and full width;
 * brackets inside brackets count. False: none, or one that is part of a word. */
bool gp_last_bracket(struct gp_slice s, size_t *open, struct gp_slice *inside);

/* Do these words end with an owner in brackets? */
bool gp_owner_ends(struct gp_slice name);

/* Sets the name of the item, with the owner or remark in brackets at its end. */
void gp_item_set_name(struct gp_item *item, struct gp_slice s);

#endif
