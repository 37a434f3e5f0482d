/* lookalike.h - names that people read as the same: as keys that are equal, and names
 * that one slip of the finger apart. Nothing is ever merged by it.
 */
#ifndef GP_MINE_LOOKALIKE_H
#define GP_MINE_LOOKALIKE_H

#include "base/text.h"

/* Key of a name: case, accents, blanks, - _ . , : ; ' and marks that cannot be seen are
 * dropped; other signs stay ("< 5" is not "> 5").
 *
 *   "Check-in" "check in" "CheckIn"  ->  "checkin"      "Pru" + U+0308 + "fen" -> "prufen"
 *
 * Appended to out. */
void gp_lookalike_key(struct gp_text *out, struct gp_slice name);

/* Hash of a case id without its case, blanks, marks that cannot be seen, zeros in front of
 * numbers and ".0" at the end: "D-0042 " is like "d-42", "7.0" like "7". */
uint64_t gp_lookalike_id_hash(struct gp_slice id);

/* Equal but for marks that cannot be seen, or for how accents are composed: such names
 * look the same on paper. */
bool gp_lookalike_same_looks(struct gp_slice a, struct gp_slice b);

/* One letter more, less, other, or two exchanged, in one word of at least 5 letters;
 * words with digits and the first letter must agree: "Approve"/"Aprove", not
 * "Check 1"/"Check 2", "send"/"sent". Keys are not asked for: names as they are. */
bool gp_lookalike_slip(struct gp_slice a, struct gp_slice b);

/* The name with what cannot be seen written as U+200B. */
void gp_lookalike_show(struct gp_text *out, struct gp_slice name);

#endif
