/* name_fold.h - names without case, accents, width and punctuation; the one door to
 * utf8proc.
 *
 *   "Prüfung  Antrag" -> "prufung antrag"      "Ａpprove-cost" -> "approve cost"
 */
#ifndef GP_MODEL_NAME_FOLD_H
#define GP_MODEL_NAME_FOLD_H

#include "base/text.h"

/* Appends the folded name: NFKD, marks dropped, full case folding, every run of other
 * than letters and digits one blank, trimmed. Invalid bytes count as punctuation. False
 * when memory is short. */
bool gp_name_fold(struct gp_slice name, struct gp_text *out);

/* The name without a leading code ("T02 Check" -> "Check") and without a trailing life
 * cycle ("Check+complete" -> "Check"); itself when it has neither. */
struct gp_slice gp_name_strip(struct gp_slice name);

#endif
