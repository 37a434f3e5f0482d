/* name_sentence.h - names within the sentence that a step is written as.
 *
 *   "New: the desk records the incident"  -> head "New"
 *   "Negotiate – terms are agreed"        -> head "Negotiate"
 *   "Closed Won / Closed Lost"            -> choices "Closed Won", "Closed Lost"
 */
#ifndef GP_MODEL_NAME_SENTENCE_H
#define GP_MODEL_NAME_SENTENCE_H

#include "base/text.h"

/* What stands before an explanation, which a colon or a dash with blanks begins; "" when
 * there is none. A slice of name. */
struct gp_slice gp_name_head(struct gp_slice name);

/* The names that a slash or "or" (oder, ou) separates, as slices of name; their number,
 * or 0 when there is only one, or more than most. */
size_t gp_name_choices(struct gp_slice name, struct gp_slice *out, size_t most);

#endif
