/* judgement_words.h - what a page, a table and a terminal say about a gap and about the
 * document as a whole; the sentences of the gap itself are gap_words.h's.
 */
#ifndef GP_REPORT_JUDGEMENT_WORDS_H
#define GP_REPORT_JUDGEMENT_WORDS_H

#include "mine/judgement.h"
#include "report/gap_words.h"

/* How gaps are told, in this order: where cases left the document; open cases that stand
 * still, whose hours are an age and no loss yet; gaps found only by elements that are
 * approximated, which may accuse wrongly (spec/conformance.md 2.4); what was accepted;
 * loops the document foresees, and what it foresees but never happened. */
enum gp_gap_group {
    GP_GROUP_GAPS,
    GP_GROUP_STANDING,
    GP_GROUP_APPROXIMATED,
    GP_GROUP_ALLOWED,
    GP_GROUP_INFORMATION,
    GP_N_GROUPS,
};
enum gp_gap_group gp_gap_group(const struct gp_judgement *j, const struct gp_gap *gap);
size_t gp_gap_group_count(const struct gp_judgement *j, enum gp_gap_group group);
const char *gp_gap_group_title(enum gp_gap_group group);

/* What stands behind a gap, a line for each question: what it costs at the spot, in whole
 * cases; in what share of the cases; how sure it is; who accepted it; where it happens
 * more often. w: the next one that says something, in one or two sentences; *line, 0
 * before the first, moves on. False: that was all. */
bool gp_words_next_gap_line(struct gp_words *w, const struct gp_judgement *j,
                            const struct gp_gap *gap, int *line);

/* The same without lines that only say why a figure is not there: for a first look. */
bool gp_words_next_gap_figure(struct gp_words *w, const struct gp_judgement *j,
                              const struct gp_gap *gap, int *line);

/* All of them for a terminal, each on a line of its own behind the indent. */
void gp_gap_lines_terminal(struct gp_text *out, const struct gp_judgement *j,
                           const struct gp_gap *gap, const char *indent);

/* The document's own figures: "132 of 158 closed cases (84 %) follow deals.md ...". */
void gp_words_conformance(struct gp_words *head, struct gp_words *detail,
                          const struct gp_judgement *j);

/* Name of the step or activity the gap is about; empty where it is about owners. */
struct gp_slice gp_gap_step(const struct gp_judgement *j, const struct gp_gap *gap);
struct gp_slice gp_gap_activity(const struct gp_judgement *j, const struct gp_gap *gap);
struct gp_slice gp_gap_owner(const struct gp_judgement *j, const struct gp_gap *gap,
                             int which);

/* File and line in the document; false when the gap stands nowhere in it. */
bool gp_gap_place(const struct gp_judgement *j, const struct gp_gap *gap,
                  struct gp_slice *file, uint64_t *line);

/* "pilot in the north (Ana Ruiz, until 2024-06-30)"; appended. */
void gp_allowance_words(struct gp_words *w, const struct gp_allowance *a);

/* "manual.md:14"; nothing when the gap stands nowhere in the document. */
void gp_gap_where(struct gp_text *out, const struct gp_judgement *j,
                  const struct gp_gap *gap);

/* Why a figure is not there: "fewer than 10 cases to compare", ...; NULL when it is. */
const char *gp_bill_why_not(enum gp_why_not why);

#endif
