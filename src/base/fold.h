/* fold.h - words as people mean them: lower case, accents off, signs and camelCase
 * boundaries as single blanks.
 *
 *   "Case ID" "case_id" "CaseID" "case:id"  ->  "case id"
 *   "Tätigkeit" -> "tatigkeit"     "case:concept:name" -> "case concept name"
 *
 *   "Mã đơn" -> "ma don"           "Номер Заявки" -> "номер заявки"
 *
 * Of other scripts only Cyrillic and Greek have capitals here; their letters are kept
 * otherwise. No locale is asked: an I is always an i.
 */
#ifndef GP_BASE_FOLD_H
#define GP_BASE_FOLD_H

#include "base/text.h"

/* Folds into out (room bytes, NUL-terminated, cut if it does not fit); returns the
 * length. gp_fold keeps one word's letters only; gp_fold_words keeps blanks between
 * words. */
size_t gp_fold(struct gp_slice word, char *out, size_t room);
size_t gp_fold_words(struct gp_slice text, char *out, size_t room);

/* For finding a part in a text: letters in lower case without accents, whether written as
 * one character or two, Greek and Cyrillic ones too; signs, blanks and bytes that are no
 * text stay as they are: "Prüfung (2)" is "prufung (2)". Appends to out. */
void gp_fold_letters(struct gp_slice text, struct gp_text *out);

#endif
