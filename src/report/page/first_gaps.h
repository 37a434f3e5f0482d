/* first_gaps.h - which gaps stand on the first screen.
 *
 * Hours alone would show a gap of one slow case and hide one that half of the cases have
 * and that costs nothing. So the costliest come first, if at least 5 cases have them, and
 * then those that most cases have.
 */
#ifndef GP_REPORT_FIRST_GAPS_H
#define GP_REPORT_FIRST_GAPS_H

#include "report/judgement_words.h"

enum { GP_FIRST_GAPS = 5 };

/* Positions in j->gaps.gap, in the order they are to be read; returns how many. */
size_t gp_first_gaps(const struct gp_judgement *j, size_t chosen[GP_FIRST_GAPS]);

#endif
