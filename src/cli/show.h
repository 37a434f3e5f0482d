/* show.h - a table on its way out: as text, CSV, Markdown or JSON, to -o or stdout. */
#ifndef GP_CLI_SHOW_H
#define GP_CLI_SHOW_H

#include "cli/options.h"
#include "report/table.h"

/* Appends the table in the format the options ask for (not JSON). */
void gp_show_append(const struct gp_options *o, const struct gp_table *t,
                    struct gp_text *out);

/* One table is all the command prints. */
enum gp_status gp_show_table(const struct gp_options *o, const struct gp_table *t,
                             struct gp_err *err) GP_MUST_USE;

/* Writes text where the options say and releases it. */
enum gp_status gp_show_text(const struct gp_options *o, struct gp_text *text,
                            struct gp_err *err) GP_MUST_USE;

/* "svg", "png" or "dot" by the ending of -o; DOT on standard output. GP_USAGE for another
 * ending. */
enum gp_status gp_show_picture_format(const struct gp_options *o, const char **format,
                                      struct gp_err *err) GP_MUST_USE;

/* The rows to show: --top, else `usual` for people and all for programs. 0: all. */
size_t gp_show_rows(const struct gp_options *o, size_t usual);

#endif
