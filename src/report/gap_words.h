/* gap_words.h - gaps as sentences a manager can check.
 *
 *   'Confirm with customer' was skipped in 40 of 310 cases (12.9 %)
 *   Cases with it took 31 h longer (95 %: 12 h to 50 h; 40 against 214 cases that follow
 *   the document), 1,240 h in all. This does not say the gap caused it.
 */
#ifndef GP_REPORT_GAP_WORDS_H
#define GP_REPORT_GAP_WORDS_H

#include "mine/gaps.h"
#include "report/words.h"

/* What happened, in how many cases. Appended. */
void gp_words_gap(struct gp_words *w, const struct gp_conformance *c,
                  const struct gp_gaps *g, const struct gp_gap *gap);

/* What it costs, each figure by its name, or why it is missing. Appended; nothing where
 * the kind has no such figure. */
void gp_words_gap_spot(struct gp_words *w, const struct gp_gaps *g,
                       const struct gp_gap *gap);
void gp_words_gap_whole(struct gp_words *w, const struct gp_gaps *g,
                        const struct gp_gap *gap);

/* How sure it is, and how else the cases can be read. Appended; nothing when certain. */
void gp_words_gap_certain(struct gp_words *w, const struct gp_gap *gap);

/* One over-represented value: "'Night': 30 of 40 cases, all others 10 of 40". */
void gp_words_gap_cause(struct gp_words *w, const struct gp_conformance *c,
                        const struct gp_cause *cause);

#endif
