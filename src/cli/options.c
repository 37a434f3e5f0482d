/* options.c - see options.h.
 *
 * Words become values by the rows of option_table.c; nothing here knows an option by name.
 */
#include "cli/options.h"
#include "base/budget.h"
#include "base/escape.h"
#include "base/parallel.h"
#include "cli/config.h"
#include "cli/option_table.h"
#include "cli/option_values.h"
#include "mine/draft.h"

#include <string.h>

static enum gp_status set(struct gp_options *o, const struct gp_option *r,
                          const char *value, struct gp_err *err)
{
    return r->set(o, (char *)o + r->member, r, value, err);
}

static enum gp_status remember(struct gp_options *o, const struct gp_option *r,
                               const char *value, struct gp_err *err)
{
    if ((r->commands & GP_OPTION_PASSING) != 0)
        return GP_OK;
    if (!gp_reserve(&o->told, &o->cap_told, o->n_told + 1))
        return gp_fail_memory(err);
    o->told[o->n_told++] = (struct gp_option_told){r->name, value};
    gp_text_addf(&o->given, " --%s", r->name);
    if (value != NULL) {
        gp_text_add_char(&o->given, ' ');
        gp_escape_shell(&o->given, gp_slice(value));
    }
    return GP_OK;
}

static enum gp_status add_operand(struct gp_options *o, const char *word,
                                  struct gp_err *err)
{
    if (!gp_reserve(&o->operand, &o->cap_operands, o->n_operands + 1))
        return gp_fail_memory(err);
    o->operand[o->n_operands++] = word;
    return GP_OK;
}

static enum gp_status from_config(void *ctx, const char *file, uint64_t line,
                                  const char *name, const char *value,
                                  struct gp_err *err)
{
    struct gp_options *o = ctx;
    const struct gp_option *r = gp_option_named(name, strlen(name));
    const char *copy = gp_arena_copy(&o->arena, value, strlen(value));
    const char *near = gp_option_nearest(name, GP_CMD_ANY);
    enum gp_status st;

    if (r == NULL || (r->commands & GP_OPTION_TYPED) != 0)
        return gp_fail_at(err, GP_USAGE, file, line, "no option is called \"%s\"; %s%s",
                          name, near != NULL ? "the nearest is " : "",
                          near != NULL ? near : "the man page lists them");
    if (copy == NULL)
        return gp_fail_memory(err);
    if ((r->commands & o->command) == 0)
        return GP_OK; /* a config serves all commands */
    if (r->argument == NULL && strcmp(value, "no") == 0)
        return GP_OK;
    st = set(o, r, copy, err);
    if (st != GP_OK)
        gp_err_place(err, file, line);
    return st == GP_OK ? remember(o, r, r->argument != NULL ? copy : NULL, err) : st;
}

static enum gp_status unknown(const char *arg, const struct gp_option *r,
                              unsigned command, struct gp_err *err)
{
    const char *near;

    if (r != NULL)
        return gp_fail(
            err, GP_USAGE,
            "--%s does not belong to this command; `goatpath help` tells what "
            "does",
            r->name);
    near = gp_option_nearest(arg + strspn(arg, "-"), command);
    if (near == NULL)
        return gp_fail(err, GP_USAGE,
                       "no option %s; --help behind the command lists its options",
                       arg);
    return gp_fail(err, GP_USAGE, "no option %s; the nearest is --%s", arg, near);
}

/* One option at argv[*i], with its value in the same word or the next. */
static enum gp_status take_option(struct gp_options *o, int argc, char **argv, int *i,
                                  struct gp_err *err)
{
    const char *arg = argv[*i], *value = NULL;
    const struct gp_option *r;
    enum gp_status st;

    if (arg[1] == '-') {
        const char *equals = strchr(arg, '=');
        size_t len = equals != NULL ? (size_t)(equals - arg) - 2 : strlen(arg) - 2;

        r = gp_option_named(arg + 2, len);
        value = equals != NULL ? equals + 1 : NULL;
    } else {
        r = gp_option_lettered(arg[1]);
        value = arg[2] != '\0' ? arg + 2 : NULL;
    }
    if (r == NULL || (r->commands & o->command) == 0)
        return unknown(arg, r, o->command, err);
    if (r->argument == NULL && value != NULL)
        return gp_fail(err, GP_USAGE, "--%s takes no value, found \"%s\"", r->name,
                       value);
    if (r->argument != NULL && value == NULL) {
        if (*i + 1 >= argc)
            return gp_fail(err, GP_USAGE, "--%s needs a value: --%s %s", r->name,
                           r->name, r->argument);
        value = argv[++*i];
    }
    st = set(o, r, value, err);
    return st == GP_OK ? remember(o, r, value, err) : st;
}

static enum gp_status take_words(struct gp_options *o, int argc, char **argv,
                                 struct gp_err *err)
{
    enum gp_status st = GP_OK;
    bool only_operands = false;
    int i;

    for (i = 0; st == GP_OK && i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0)
            only_operands = true;
        else if (!only_operands && argv[i][0] == '-' && argv[i][1] != '\0')
            st = take_option(o, argc, argv, &i, err);
        else
            st = add_operand(o, argv[i], err);
    }
    return st;
}

static void set_defaults(struct gp_options *o, unsigned command)
{
    memset(o, 0, sizeof *o);
    o->command = command;
    o->ingest.reader.header = -1;
    o->ingest.threads = gp_parallel_default();
    o->memory = gp_budget_default();
    o->now = INT64_MIN;
    o->top = SIZE_MAX;
    o->variants = 1000;
    o->map_activities = 100;
    o->map_paths = 80;
    o->cover = GP_DRAFT_COVER;
    o->kept = 100;
    o->granule = 60;
}

static enum gp_status read_preset(struct gp_options *o, struct gp_err *err)
{
    enum gp_status st = gp_preset_read(o->preset, &o->preset_read, err);
    struct gp_slice missing = o->preset_read.missing;

    if (st != GP_OK)
        return st;
    o->ingest.preset = &o->preset_read;
    if (o->ingest.missing != NULL || missing.len == 0)
        return GP_OK;
    o->ingest.missing = gp_arena_copy(&o->arena, missing.at, missing.len);
    return o->ingest.missing != NULL ? GP_OK : gp_fail_memory(err);
}

/* Finds the config files first (a dry run over argv), then applies weakest to strongest. */
enum gp_status gp_options_parse(struct gp_options *o, unsigned command, int argc,
                                char **argv, struct gp_err *err)
{
    struct gp_options dry;
    enum gp_status st;

    set_defaults(o, command);
    set_defaults(&dry, command);
    st = take_words(&dry, argc, argv, err);
    if (st == GP_OK && dry.n_operands != 0)
        st = gp_config_beside(dry.operand[dry.n_operands - 1], from_config, o, err);
    if (st == GP_OK && dry.config != NULL)
        st = gp_config_read(dry.config, from_config, o, err);
    if (st == GP_OK)
        st = take_words(o, argc, argv, err);
    if (st == GP_OK && o->preset != NULL && !o->help)
        st = read_preset(o, err);
    if (st == GP_OK && o->compare_within != NULL)
        st = gp_set_word(o, &o->keep, NULL, o->compare_within, err);
    o->ingest.keep = o->keep.at;
    o->ingest.n_keep = o->keep.n;
    o->ingest.file_tz = o->file_tz.at;
    o->ingest.n_file_tz = o->file_tz.n;
    gp_options_release(&dry);
    return st;
}

void gp_options_release(struct gp_options *o)
{
    gp_free(o->operand);
    gp_free(o->told);
    gp_free(o->keep.at);
    gp_free(o->file_tz.at);
    gp_free(o->ends.at);
    gp_preset_release(&o->preset_read);
    gp_free(o->filter.at);
    gp_arena_release(&o->arena);
    gp_text_release(&o->given);
}
