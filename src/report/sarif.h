/* sarif.h - gaps for build systems: SARIF 2.1.0 and JUnit XML.
 *
 * Both name the place in the document, and the rows of the log as evidence. Gaps that
 * are allowed are told as suppressed (SARIF) or skipped (JUnit), with their reason; what
 * is for information only (documented loops, what never happened) is a note.
 */
#ifndef GP_REPORT_SARIF_H
#define GP_REPORT_SARIF_H

#include "mine/judgement.h"

/* Append; a failed allocation stays in the text. */
void gp_sarif_write(struct gp_text *out, const struct gp_judgement *j);

/* A test case a gap (failed, or skipped when allowed), and one a documented step without
 * any (passed). */
void gp_junit_write(struct gp_text *out, const struct gp_judgement *j);

#endif
