/* help.h - the texts of `goatpath help`. */
#ifndef GP_CLI_HELP_H
#define GP_CLI_HELP_H

#include "base/err.h"
#include "base/text.h"
#include "report/measures.h"

/* A measure's definition, unit and source, as explain and help show it. */
void gp_help_measure(struct gp_text *out, const struct gp_measure *m);

void gp_help_overview(struct gp_text *out);

/* bit: its gp_command_bit; options come from their table. */
void gp_help_command(struct gp_text *out, const char *name, unsigned bit);

/* The text of the topic filter (help_filter.c). */
extern const char gp_help_filter[];

/* commands, formats, filter, measures, exit-codes. GP_USAGE names the topics there are. */
enum gp_status gp_help_topic(struct gp_text *out, const char *topic,
                             struct gp_err *err) GP_MUST_USE;

#endif
