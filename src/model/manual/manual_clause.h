/* manual_clause.h - what follows the name of a step (design 7.2):
 *
 *   clause   = "within" duration ["of" reference] | "may repeat" | "back to" reference
 *            | "end" | "optional"
 *
 * in English, or in the words of another language (manual_keyword.h).
 */
#ifndef GP_MODEL_MANUAL_CLAUSE_H
#define GP_MODEL_MANUAL_CLAUSE_H

#include "model/manual/manual_item.h"

/* Does a clause begin at s? before is the text in front of it: "month end" is none. */
bool gp_clause_begins(struct gp_slice s, struct gp_slice before);

/* Does a way back begin at s: "back to X", "then return to step 3"? */
bool gp_way_begins(struct gp_slice s);

/* The same; *to: the number or name of the step it leads to. */
bool gp_way_read(struct gp_slice s, struct gp_slice *to);

/* Reads the limit that begins at s, with what it counts from, into the item; *used: its
 * bytes, 0 when none begins or it cannot be read. */
void gp_limit_read(struct gp_slice s, struct gp_item *item, size_t *used);

/* All of s must be clauses, set apart by blanks, commas and the like; they go into the
 * item. False: *why says what was expected. plain_back: "back to" is no clause. */
bool gp_clauses_read(struct gp_slice s, bool plain_back, struct gp_item *item,
                     const char **why);

#endif
