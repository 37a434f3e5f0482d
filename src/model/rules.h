/* rules.h - rules for work that is no flow: one sentence a line (design 7.4, spec 8).
 *
 *   starts with Request            after Request eventually Approve
 *   never Reject and Order         Pay within 10 days after Order   # a comment
 *   Approve by 2 people            response(Request, Approve)
 *
 * A name that holds a word of the grammar stands in quotes: "Check and send" before Pay.
 */
#ifndef GP_MODEL_RULES_H
#define GP_MODEL_RULES_H

#include "model/read.h"

/* Reads one rule. The slices of *out are parts of `line`; file and line of *out are left
 * to the caller. names (NULL: none known) settles where a name ends when a sentence can
 * be cut in several ways. Fails with GP_INPUT at file:number. */
enum gp_status gp_rule_read(struct gp_slice line, const struct gp_dict *names,
                            const char *file, uint64_t number, struct gp_rule *out,
                            struct gp_err *err) GP_MUST_USE;

/* Does the line begin with a word only rules begin with (starts, ends, after, never)? */
bool gp_rule_begins(struct gp_slice line);

/* The line without comment and surrounding blanks; empty when nothing is left. */
struct gp_slice gp_rule_bare(struct gp_slice line);

/* The form "rules": a file of nothing but rules and comments. */
gp_reader_fn gp_read_rules;
bool gp_rules_looks(const struct gp_input *input);

#endif
