/* command.c - see command.h. */
#include "cli/command.h"
#include "base/budget.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/tempfile.h"
#include "cli/help.h"
#include "cli/output.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command {
    const char *name;
    unsigned bit;
    enum gp_status (*run)(struct gp_options *o, struct gp_err *err);
} commands[] = {
    {"report", GP_CMD_REPORT, gp_cmd_report},
    {"peek", GP_CMD_PEEK, gp_cmd_peek},
    {"table", GP_CMD_TABLE, gp_cmd_table},
    {"map", GP_CMD_MAP, gp_cmd_map},
    {"explain", GP_CMD_EXPLAIN, gp_cmd_explain},
    {"gaps", GP_CMD_GAPS, gp_cmd_gaps},
    {"model", GP_CMD_MODEL, gp_cmd_model},
    {"convert", GP_CMD_CONVERT, gp_cmd_convert},
    {"check", GP_CMD_CHECK, gp_cmd_check},
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static const struct command *find(const char *name)
{
    size_t i;

    for (i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static enum gp_status unknown(const char *word, struct gp_err *err)
{
    struct gp_nearest n = gp_nearest_to(word);
    size_t i;

    for (i = 0; i < N_COMMANDS; i++)
        gp_nearest_offer(&n, commands[i].name);
    gp_nearest_offer(&n, "help");
    if (n.best == NULL)
        return gp_fail(err, GP_USAGE,
                       "no command \"%s\" and no file of that name; `goatpath help` "
                       "lists the commands",
                       word);
    return gp_fail(
        err, GP_USAGE,
        "no command \"%s\" and no file of that name; the nearest command is %s", word,
        n.best);
}

static enum gp_status print(struct gp_text *text, struct gp_err *err)
{
    enum gp_status st = gp_output_write(text, NULL, false, err);

    gp_text_release(text);
    return st;
}

static enum gp_status version(bool check, struct gp_err *err)
{
    struct gp_text text = {0};

    if (check && !gp_map_self_test())
        return gp_fail(err, GP_BUG,
                       "the Judy library of this machine loses keys; install "
                       "the distribution's own build of libJudy");
    gp_text_add(&text, "goatpath " GP_VERSION "\n");
    if (check)
        gp_text_add(&text, "self-test: Judy keeps its keys\n");
    return print(&text, err);
}

static enum gp_status help(const char *topic, struct gp_err *err)
{
    const struct command *c = topic != NULL ? find(topic) : NULL;
    struct gp_text text = {0};
    enum gp_status st = GP_OK;

    if (c != NULL)
        gp_help_command(&text, c->name, c->bit);
    else if (topic == NULL)
        gp_help_overview(&text);
    else
        st = gp_help_topic(&text, topic, err);
    if (st != GP_OK) {
        gp_text_release(&text);
        return st;
    }
    return print(&text, err);
}

/* Writing over the log that is being read would lose it. */
static enum gp_status check_output(const struct gp_options *o, struct gp_err *err)
{
    struct stat out, in;
    size_t i;

    if (o->output == NULL || stat(o->output, &out) != 0)
        return GP_OK;
    for (i = 0; i < o->n_operands; i++)
        if (stat(o->operand[i], &in) == 0 && in.st_dev == out.st_dev &&
            in.st_ino == out.st_ino)
            return gp_fail_at(err, GP_USAGE, o->output, 0,
                              "is the log that is read; choose another name for -o");
    return GP_OK;
}

static enum gp_status run(const struct command *c, int argc, char **argv,
                          struct gp_err *err)
{
    struct gp_options o;
    enum gp_status st = gp_options_parse(&o, c->bit, argc, argv, err);

    if (st == GP_OK && o.help)
        st = help(c->name, err);
    else if (st == GP_OK && (st = check_output(&o, err)) == GP_OK) {
        gp_budget_set(o.memory, gp_tempfile_folder(o.ingest.reader.tmpdir));
        st = c->run(&o, err);
    }
    gp_options_release(&o);
    return st;
}

/* A first word that is no command is a log when it is there, or looks like a path. */
static bool looks_like_log(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "./") != NULL ||
           access(word, F_OK) == 0;
}

static enum gp_status dispatch(int argc, char **argv, struct gp_err *err)
{
    static const struct command overview = {NULL, GP_CMD_OVERVIEW, gp_cmd_overview};
    const char *word = argc > 1 ? argv[1] : NULL;

    if (word == NULL)
        return gp_fail(err, GP_USAGE,
                       "no log and no command; try `goatpath report export.csv`, or "
                       "`goatpath help`");
    if (strcmp(word, "--version") == 0)
        return version(argc > 2 && strcmp(argv[2], "--check") == 0, err);
    if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
        strcmp(word, "-h") == 0)
        return help(argc > 2 ? argv[2] : NULL, err);
    if (find(word) != NULL)
        return run(find(word), argc - 2, argv + 2, err);
    if (word[0] == '-' && word[1] != '\0')
        return run(&overview, argc - 1, argv + 1, err);
    if (looks_like_log(word))
        return run(&overview, argc - 1, argv + 1, err);
    return unknown(word, err);
}

int gp_command_run(int argc, char **argv)
{
    struct gp_err err = {0};
    enum gp_status st;

    gp_output_prepare();
    if (getuid() != geteuid() || getgid() != getegid())
        st = gp_fail(&err, GP_USAGE,
                     "runs with the rights of who starts it, but is installed "
                     "set-user-id; take that away with chmod ug-s");
    else
        st = dispatch(argc, argv, &err);
    if (st != GP_OK && st != GP_GATE)
        gp_output_error(&err);
    gp_output_end();
    return (int)st;
}
