/* option_table.h - every option there is: its row says what the help prints, which
 * commands know it, and how its value gets into struct gp_options.
 *
 * The command line, config files and the help all walk these rows. A new option is a row
 * in option_table.c, a member of struct gp_options, and, only where its values are of a
 * new sort, a setter in option_values.c.
 */
#ifndef GP_CLI_OPTION_TABLE_H
#define GP_CLI_OPTION_TABLE_H

#include "cli/options.h"

struct gp_option;

/* Puts a value into its member of *o; both are of one sort, see option_values.h. value is
 * NULL when the option has no argument, and must live as long as *o. GP_USAGE says what
 * was expected. */
typedef enum gp_status gp_option_set(struct gp_options *o, void *member,
                                     const struct gp_option *option, const char *value,
                                     struct gp_err *err);

/* What else an option is, beside the commands it belongs to. */
enum gp_option_mark {
    GP_OPTION_SHORT = 0x10000,   /* its first letter is enough: -o */
    GP_OPTION_PASSING = 0x20000, /* changes no result: not part of "how to rerun" */
    GP_OPTION_TYPED = 0x40000,   /* not for config files */
};

struct gp_option {
    const char *name;     /* without the dashes */
    const char *argument; /* as the help calls it; NULL: there is none */
    unsigned commands;    /* enum gp_command_bit, and enum gp_option_mark */
    gp_option_set *set;
    size_t member; /* offset in struct gp_options */
    const char *about;
};

struct gp_option_subject {
    const char *heading;
    const struct gp_option *option;
    size_t n;
};

/* In the order of the help. */
enum { GP_OPTION_SUBJECTS = 6 };
extern const struct gp_option_subject gp_option_subjects[GP_OPTION_SUBJECTS];

/* NULL: there is none. */
const struct gp_option *gp_option_named(const char *name, size_t len);
const struct gp_option *gp_option_lettered(char letter);

/* The name most like `name` among the options of a command. */
const char *gp_option_nearest(const char *name, unsigned command);

#endif
