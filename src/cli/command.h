/* command.h - the table of subcommands, and the way from argv to one of them. */
#ifndef GP_CLI_COMMAND_H
#define GP_CLI_COMMAND_H

#include "cli/options.h"

/* Runs the command line; returns the exit status (design 2). */
int gp_command_run(int argc, char **argv);

/* One function a command, each in cmd_<name>.c. Options are parsed, help is not asked
 * for. */
enum gp_status gp_cmd_report(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_peek(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_table(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_map(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_explain(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_gaps(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_check(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_model(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_convert(struct gp_options *o, struct gp_err *err);
enum gp_status gp_cmd_overview(struct gp_options *o, struct gp_err *err);

#endif
