/* name_score.h - how alike two names are (spec/conformance.md 9).
 *
 * All of them take folded names (name_fold.h), count in code points and give 0..1, 1 for
 * equal. Names above 1 KiB are cut.
 */
#ifndef GP_MODEL_NAME_SCORE_H
#define GP_MODEL_NAME_SCORE_H

#include "base/text.h"

/* Optimal string alignment: insertions, deletions, replacements, swaps of neighbours;
 * no part is edited twice. CA to ABC: 3. O(length a * length b). */
unsigned gp_name_osa(struct gp_slice a, struct gp_slice b);

/* 1 - OSA / longer length. */
double gp_name_edits(struct gp_slice a, struct gp_slice b);

/* The same after sorting the words. sorted receives the words in order. */
void gp_name_sort_words(struct gp_slice a, struct gp_text *sorted);

/* Jaro-Winkler (prefix weight 0.1, at most 4 letters): shown beside a proposal, no part
 * of its score, since it likes "closed won" and "closed lost". */
double gp_name_jaro_winkler(struct gp_slice a, struct gp_slice b);

/* The largest of edits, sorted edits and words; 0 for opposites. */
double gp_name_score(struct gp_slice a, struct gp_slice b);

#endif
