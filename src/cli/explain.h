/* explain.h - what stands behind an id: one function a kind of thing, each a head in words
 * and a table of cases with file and line. */
#ifndef GP_CLI_EXPLAIN_H
#define GP_CLI_EXPLAIN_H

#include "cli/load.h"
#include "report/table.h"

/* Appends a name of the log in quotes, as a terminal may see it. */
void gp_explain_name(struct gp_text *out, struct gp_slice name);

/* Head, then the table; in a form for programs and documents the table alone. Releases
 * the head. */
enum gp_status gp_explain_show(const struct gp_options *o, struct gp_text *head,
                               const struct gp_table *t,
                               struct gp_err *err) GP_MUST_USE;

enum gp_status gp_explain_case(const struct gp_options *o, const struct gp_loaded *l,
                               uint32_t c, struct gp_err *err) GP_MUST_USE;
enum gp_status gp_explain_variant(const struct gp_options *o, const struct gp_loaded *l,
                                  size_t number, struct gp_err *err) GP_MUST_USE;
enum gp_status gp_explain_bottleneck(const struct gp_options *o,
                                     const struct gp_loaded *l,
                                     const struct gp_bottleneck *b,
                                     struct gp_err *err) GP_MUST_USE;
/* C-...: a pair of steps by the causes of its waits */
enum gp_status gp_explain_cause(const struct gp_options *o, const struct gp_loaded *l,
                                const struct gp_cause_link *link,
                                struct gp_err *err) GP_MUST_USE;
/* What a row of a table names: an activity, person or team; "A > B"; "A > B > A" (ping-pong
 * of A); "repeat A", "self-loop A", "reopen A". *found: something is called so. */
enum gp_status gp_explain_names(const struct gp_options *o, const struct gp_loaded *l,
                                const char *id, bool *found,
                                struct gp_err *err) GP_MUST_USE;

#endif
