/* command.h - the table of subcommands, and the way from argv to one of them. */
#ifndef GP_CLI_COMMAND_H
#define GP_CLI_COMMAND_H

/* Runs the command line; returns the exit status (design 2). */
int gp_command_run(int argc, char **argv);

#endif
