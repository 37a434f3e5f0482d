/* options.h - everything a command line and its config files can say. The options
 * themselves stand in option_table.h.
 */
#ifndef GP_CLI_OPTIONS_H
#define GP_CLI_OPTIONS_H

#include "base/mem.h"
#include "ingest/preset.h"
#include "mine/mine.h"

#include <stdbool.h>

/* Which commands an option belongs to. */
enum gp_command_bit {
    GP_CMD_REPORT = 1,
    GP_CMD_PEEK = 2,
    GP_CMD_TABLE = 4,
    GP_CMD_MAP = 8,
    GP_CMD_EXPLAIN = 16,
    GP_CMD_OVERVIEW = 32, /* goatpath LOG alone */
    GP_CMD_GAPS = 64,
    GP_CMD_MODEL = 128,
    GP_CMD_CONVERT = 256,
    GP_CMD_CHECK = 512,
    GP_CMD_ANY = 0xFFFF,
};

enum gp_format { GP_FORMAT_TEXT, GP_FORMAT_JSON, GP_FORMAT_CSV, GP_FORMAT_MARKDOWN };

/* A list of words; each is borrowed. */
struct gp_word_list {
    const char **at;
    size_t n, cap;
};

/* Everything a command line can say. Strings are borrowed from argv or owned by arena. */
struct gp_options {
    unsigned command;     /* one gp_command_bit */
    const char **operand; /* what stands there besides options: logs, a table's name */
    size_t n_operands, cap_operands;

    struct gp_ingest_options ingest;
    const char *preset; /* --preset; ingest.preset points to preset_read */
    struct gp_preset preset_read;
    struct gp_word_list keep, ends, filter;
    struct gp_word_list file_tz; /* --tz FILE=ZONE */
    uint64_t memory;             /* bytes; 0: as little as possible */
    bool open_include;
    int64_t now; /* INT64_MIN: last instant of the log */

    enum gp_format format;
    bool raw_csv, force, quiet, verbose, help;
    const char *output;  /* -o */
    const char *rejects; /* --rejects FILE */
    const char *config, *save_config;
    size_t top;           /* rows shown in a table; SIZE_MAX: the command's default */
    const char *document; /* --document */
    const char *fail_on;  /* --fail-on */
    unsigned cover;       /* --cover, of model draft; percent */
    unsigned kept;        /* --kept, of model rules; percent */
    size_t granule;       /* --granule, of model calendar; minutes */
    const char *log;      /* --log, of model names */
    const char *names;    /* --names */
    double accept_names;  /* --accept-names; 0: none */
    const char *allow;    /* --allow */
    const char *sarif, *junit;
    const char *propose;                /* --propose */
    const char *calendar;               /* --calendar */
    const char *compare_within;         /* --compare-within */
    const char *ties;                   /* --ties: "file" or "benefit"; NULL: file */
    const char *compat;                 /* --compat: "pm4py" */
    size_t variants;                    /* variants in report.json */
    unsigned map_activities, map_paths; /* percent */

    struct gp_arena arena;
    /* The options given that change results, for "how to rerun": one by one, in the order
     * given, those of configs first; and quoted for a shell. */
    struct gp_option_told {
        const char *name, *value; /* value: NULL for a flag */
    } * told;
    size_t n_told, cap_told;
    struct gp_text given;
};

/* Parses argv[0..argc) for one command. Order of strength: command line, --config file,
 * goatpath.conf beside the first log (only when the user owns it), built in. GP_USAGE
 * names the option, what was found and what was expected, or the nearest name. */
enum gp_status gp_options_parse(struct gp_options *o, unsigned command, int argc,
                                char **argv, struct gp_err *err) GP_MUST_USE;
void gp_options_release(struct gp_options *o);

/* Writes the options that fix a reading as a config file: columns, dialect, times. */
void gp_options_config(struct gp_text *out, const struct gp_options *o,
                       const struct gp_source_found *found);

/* The column of a role as its option says it, or the field of a history that the user
 * named; NULL: neither. */
const char *gp_options_role(const struct gp_ingest_options *o,
                            const struct gp_source_found *found, enum gp_role role);

/* The --time-format that fixes what was detected, or NULL where none can or need be
 * given: several formats in one column, ISO 8601. */
const char *gp_options_time_format(const struct gp_ingest_options *o,
                                   const struct gp_source_found *found);

#endif
