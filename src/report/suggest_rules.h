/* suggest_rules.h - the rules that a log keeps (mine/suggest.h) as a rules document: one
 * sentence a line, with the cases that keep it as a comment. */
#ifndef GP_REPORT_SUGGEST_RULES_H
#define GP_REPORT_SUGGEST_RULES_H

#include "mine/suggest.h"

/* Appends the document. What is written reads back as the same rules, or GP_BUG. Names that
 * no rule can hold (with a quotation mark or a line end) are told in a comment. */
enum gp_status gp_suggest_rules(const struct gp_suggestions *s,
                                const struct gp_stats *stats, struct gp_slice title,
                                struct gp_text *out, struct gp_err *err) GP_MUST_USE;

#endif
