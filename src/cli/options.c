/* options.c - see options.h.
 *
 * A row says name, argument, commands, kind and where the value goes; parsing, config and
 * help all walk the table. What needs more than storing a value has a kind of its own.
 */
#include "cli/options.h"
#include "base/parallel.h"
#include "cli/config.h"
#include "ingest/times.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum kind {
    TEXT,    /* const char * at offset */
    FLAG,    /* bool at offset becomes true */
    NUMBER,  /* size_t at offset, 0 and above */
    PERCENT, /* unsigned at offset, 0..100 */
    FORMAT,  /* enum gp_format; offset is the format */
    ROLE,    /* column of a role; offset is the role */
    KEEP,
    ENDS,
    DELIMITER,
    QUOTE,
    HEADER,
    ENGINE,
    THREADS,
    MAX_REJECTS,
    SCORE,
    OPEN,
    NOW,
};

struct row {
    const char *name;     /* without the dashes */
    char letter;          /* short form, or 0 */
    const char *argument; /* NULL: none */
    unsigned commands;
    enum kind kind;
    size_t offset;
    const char *heading; /* first row of a heading names it */
    const char *about;
};

#define AT(member) offsetof(struct gp_options, member)
#define LOGS                                                                           \
    (GP_CMD_REPORT | GP_CMD_PEEK | GP_CMD_TABLE | GP_CMD_MAP | GP_CMD_EXPLAIN |        \
     GP_CMD_OVERVIEW | GP_CMD_GAPS | GP_CMD_MODEL | GP_CMD_CONVERT | GP_CMD_CHECK)
#define MINED                                                                          \
    (GP_CMD_REPORT | GP_CMD_TABLE | GP_CMD_MAP | GP_CMD_EXPLAIN | GP_CMD_OVERVIEW |    \
     GP_CMD_GAPS | GP_CMD_CHECK)
#define READ (MINED | GP_CMD_CONVERT)
#define PRINTED                                                                        \
    (GP_CMD_PEEK | GP_CMD_TABLE | GP_CMD_EXPLAIN | GP_CMD_OVERVIEW | GP_CMD_GAPS |     \
     GP_CMD_MODEL | GP_CMD_CHECK)
#define JUDGED (GP_CMD_REPORT | GP_CMD_TABLE | GP_CMD_EXPLAIN | GP_CMD_GAPS)

/* clang-format off */
static const struct row rows[] = {
    {"case", 0, "COLUMN", LOGS, ROLE, GP_ROLE_CASE, "Columns (header text in any case, or #N from 1; \"none\": there is none)",
     "what holds the steps together: deal, ticket, order (\"A,B\": two columns)"},
    {"activity", 0, "COLUMN", LOGS, ROLE, GP_ROLE_ACTIVITY, NULL, "what happened: stage, status, step"},
    {"time", 0, "COLUMN", LOGS, ROLE, GP_ROLE_TIME, NULL, "when it happened, or when it ended"},
    {"start", 0, "COLUMN", LOGS, ROLE, GP_ROLE_START, NULL, "when it began, where rows have both"},
    {"resource", 0, "COLUMN", LOGS, ROLE, GP_ROLE_RESOURCE, NULL, "who did it"},
    {"group", 0, "COLUMN", LOGS, ROLE, GP_ROLE_GROUP, NULL, "the team"},
    {"lifecycle", 0, "COLUMN", LOGS, ROLE, GP_ROLE_LIFECYCLE, NULL, "start/complete of a step; \"none\": every row is an event"},
    {"instance", 0, "COLUMN", LOGS, ROLE, GP_ROLE_INSTANCE, NULL, "pairs start with complete"},
    {"keep", 0, "COLUMN", READ, KEEP, 0, NULL, "carry an attribute (may be given again)"},
    {"cases", 0, "FILE", READ, TEXT, AT(ingest.cases), NULL, "attributes of cases: a table with a row a case, joined on its id"},
    {"cases-key", 0, "COLUMN", READ, TEXT, AT(ingest.cases_key), NULL, "the column of case ids in --cases; default: found"},
    {"shape", 0, "SHAPE", LOGS, TEXT, AT(ingest.shape), NULL, "events, interval, lifecycle, wide or history"},
    {"field", 0, "NAME", LOGS, TEXT, AT(ingest.field), NULL, "history: the field whose new values are the activities"},
    {"events", 0, "A,B", LOGS, TEXT, AT(ingest.events), NULL, "wide: the columns that hold the dates of the steps"},

    {"delimiter", 0, "CHAR", LOGS, DELIMITER, 0, "Reading", "comma, semicolon, tab, pipe, or the character itself"},
    {"quote", 0, "CHAR", LOGS, QUOTE, 0, NULL, "the quote character, normally \""},
    {"encoding", 0, "NAME", LOGS, TEXT, AT(ingest.reader.encoding), NULL, "utf-8, windows-1252, utf-16le, ..."},
    {"header", 0, "yes|no", LOGS, HEADER, 0, NULL, "whether the first line names the columns"},
    {"missing", 0, "A,B", LOGS, TEXT, AT(ingest.missing), NULL, "markers of an empty resource, team or attribute: '?,NULL'"},
    {"time-format", 0, "FORMAT", LOGS, TEXT, AT(ingest.time_format), NULL, "strptime form such as %d.%m.%Y %H:%M, or epoch, epoch-ms"},
    {"tz", 0, "ZONE", LOGS, TEXT, AT(ingest.tz), NULL, "zone of times that carry none (Europe/Berlin, +02:00); default UTC"},
    {"strict", 0, NULL, LOGS, FLAG, AT(ingest.strict), NULL, "any refused row ends the run (exit 3)"},
    {"max-rejects", 0, "PERCENT", LOGS, MAX_REJECTS, 0, NULL, "more refused rows than this end the run; default 5"},
    {"rejects", 0, "FILE", READ, TEXT, AT(rejects), NULL, "write every refused row, with reason and line"},
    {"engine", 0, "fast|plain", LOGS, ENGINE, 0, NULL, "how rows are cut: the same results, plain is slow and simple"},
    {"threads", 0, "N", LOGS, THREADS, 0, NULL, "at most so many at once; default: the processors, at most 8"},
    {"tmpdir", 0, "DIR", LOGS, TEXT, AT(ingest.reader.tmpdir), NULL, "for temporary files; default $TMPDIR or /tmp"},

    {"ends", 0, "A,B", MINED, ENDS, 0, "Cases", "activities that end a case; other cases are open"},
    {"open", 0, "include", MINED, OPEN, 0, NULL, "count open cases in durations too"},
    {"now", 0, "INSTANT", MINED, NOW, 0, NULL, "for the age of open cases; default: the log's last instant"},
    {"variants", 0, "N", GP_CMD_REPORT | GP_CMD_TABLE, NUMBER, AT(variants), NULL, "variants kept in report.json; default 1000"},

    {"document", 0, "FILE", JUDGED | GP_CMD_MODEL, TEXT, AT(document), "The documented process", "compare with a manual, step table, BPMN, Mermaid, PNML, rules"},
    {"log", 0, "FILE", GP_CMD_MODEL, TEXT, AT(log), NULL, "the log whose names are put beside the document's"},
    {"names", 0, "FILE", JUDGED, TEXT, AT(names), NULL, "which activity is which step (goatpath model names writes one)"},
    {"accept-names", 0, "SCORE", JUDGED, SCORE, 0, NULL, "use proposed pairs of names from this score on, 0 to 1"},
    {"fail-on", 0, "CONDITION", GP_CMD_GAPS | GP_CMD_REPORT | GP_CMD_CHECK, TEXT, AT(fail_on), NULL, "exit 1 when met: gaps>0, fitness<0.9, following<0.8, checks>0"},
    {"allow", 0, "FILE", JUDGED, TEXT, AT(allow), NULL, "accepted gaps: gap or kind; reason; owner; until"},
    {"sarif", 0, "FILE", GP_CMD_GAPS, TEXT, AT(sarif), NULL, "write the gaps as SARIF 2.1.0, for code hosts"},
    {"junit", 0, "FILE", GP_CMD_GAPS, TEXT, AT(junit), NULL, "write the gaps as JUnit XML, for build systems"},

    {"activities", 0, "PERCENT", GP_CMD_MAP, PERCENT, AT(map_activities), "Map", "show the most frequent ones; default 100"},
    {"paths", 0, "PERCENT", GP_CMD_MAP, PERCENT, AT(map_paths), NULL, "show the most frequent ones; default 80"},

    {"output", 'o', "PATH", LOGS, TEXT, AT(output), "Output", "the report's folder, or the file to write"},
    {"force", 0, NULL, LOGS, FLAG, AT(force), NULL, "write over what is there"},
    {"json", 0, NULL, PRINTED | GP_CMD_REPORT, FORMAT, GP_FORMAT_JSON, NULL, "as JSON (schema goatpath/1)"},
    {"csv", 0, NULL, GP_CMD_TABLE | GP_CMD_GAPS | GP_CMD_CHECK, FORMAT, GP_FORMAT_CSV, NULL, "as CSV, safe to open in a spreadsheet"},
    {"md", 0, NULL, GP_CMD_TABLE | GP_CMD_GAPS | GP_CMD_CHECK, FORMAT, GP_FORMAT_MARKDOWN, NULL, "as a Markdown table"},
    {"raw-csv", 0, NULL, GP_CMD_TABLE | GP_CMD_GAPS | GP_CMD_CHECK, FLAG, AT(raw_csv), NULL, "as CSV without the guard against formulas"},
    {"top", 0, "N", GP_CMD_TABLE | GP_CMD_EXPLAIN | GP_CMD_GAPS, NUMBER, AT(top), NULL, "rows shown; 0: all"},
    {"config", 0, "FILE", LOGS, TEXT, AT(config), NULL, "options from a file: name = value"},
    {"save-config", 0, "FILE", LOGS, TEXT, AT(save_config), NULL, "keep this reading of the log for --config"},
    {"quiet", 'q', NULL, LOGS, FLAG, AT(quiet), NULL, "no progress and no remarks"},
    {"verbose", 'v', NULL, LOGS, FLAG, AT(verbose), NULL, "say what each stage cost"},
    {"help", 'h', NULL, GP_CMD_ANY, FLAG, AT(help), NULL, "this text"},
};
/* clang-format on */

enum { N_ROWS = sizeof rows / sizeof rows[0] };

const char *gp_option_name(size_t i)
{
    return i < N_ROWS ? rows[i].name : NULL;
}

static const struct row *row_of(const char *name, size_t len)
{
    size_t i;

    for (i = 0; i < N_ROWS; i++)
        if (strlen(rows[i].name) == len && memcmp(rows[i].name, name, len) == 0)
            return &rows[i];
    return NULL;
}

static const struct row *row_of_letter(char letter)
{
    size_t i;

    for (i = 0; i < N_ROWS; i++)
        if (rows[i].letter == letter)
            return &rows[i];
    return NULL;
}

static const char *nearest(const char *name, unsigned command)
{
    const char *best = "help";
    unsigned least = UINT32_MAX;
    size_t i;

    for (i = 0; i < N_ROWS; i++) {
        unsigned d = gp_edit_distance(name, rows[i].name);

        if ((rows[i].commands & command) != 0 && d < least) {
            least = d;
            best = rows[i].name;
        }
    }
    return best;
}

/* ---- values ---- */

static enum gp_status number(const struct row *r, const char *value, double most,
                             double *out, struct gp_err *err)
{
    char *end;

    errno = 0;
    *out = strtod(value, &end);
    if (*value == '\0' || *end != '\0' || errno != 0 || !(*out >= 0 && *out <= most))
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected a number from 0 to %.0f", r->name,
                       value, most);
    return GP_OK;
}

static enum gp_status one_character(const struct row *r, const char *value, char *out,
                                    struct gp_err *err)
{
    static const struct {
        const char *word;
        char c;
    } words[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},  {"\\t", '\t'},
                 {"pipe", '|'},  {"single", '\''},   {"double", '"'}};
    size_t i;

    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(value, words[i].word) == 0) {
            *out = words[i].c;
            return GP_OK;
        }
    }
    if (strlen(value) != 1 || (unsigned char)value[0] >= 0x80 || value[0] == '\n' ||
        value[0] == '\r')
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected one character, or tab, comma, "
                       "semicolon, pipe",
                       r->name, value);
    *out = value[0];
    return GP_OK;
}

static enum gp_status append(const char ***list, size_t *n, size_t *cap,
                             const char *value, struct gp_err *err)
{
    if (!gp_reserve(list, cap, *n + 1))
        return gp_fail_memory(err);
    (*list)[(*n)++] = value;
    return GP_OK;
}

/* "A,B": each name trimmed; a comma inside a name is written \, */
static enum gp_status split_names(struct gp_options *o, const char *value,
                                  struct gp_err *err)
{
    enum gp_status st = GP_OK;
    struct gp_text name = {0};

    while (st == GP_OK && *value != '\0') {
        gp_text_clear(&name);
        for (; *value != '\0' && *value != ','; value++) {
            if (value[0] == '\\' && value[1] == ',')
                value++;
            gp_text_add_char(&name, *value);
        }
        if (*value == ',')
            value++;
        struct gp_slice s = gp_slice_trim(gp_slice(gp_text_z(&name)));
        const char *copy = gp_arena_copy(&o->arena, s.at, s.len);

        st = copy == NULL || !gp_text_ok(&name)
                 ? gp_fail_memory(err)
                 : append(&o->ends, &o->n_ends, &o->cap_ends, copy, err);
    }
    gp_text_release(&name);
    return st;
}

static enum gp_status instant(const struct row *r, const char *value, int64_t *out,
                              struct gp_err *err)
{
    struct gp_time_scan scan;
    int64_t day;

    if (!gp_time_scan(gp_slice(value), &scan) || scan.form != GP_FORM_ISO ||
        gp_time_day(&scan, GP_ORDER_YMD, &day) != GP_TIME_OK)
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected an instant such as "
                       "2024-05-31T17:00:00Z",
                       r->name, value);
    *out = day * GP_DAY_US + scan.of_day_us - scan.offset_s * GP_SECOND_US;
    return GP_OK;
}

static enum gp_status one_of(const struct row *r, const char *value, const char *a,
                             const char *b, bool *is_a, struct gp_err *err)
{
    *is_a = strcmp(value, a) == 0;
    if (*is_a || (b != NULL && strcmp(value, b) == 0))
        return GP_OK;
    return gp_fail(err, GP_USAGE, "--%s: found \"%s\", expected %s%s%s", r->name, value,
                   a, b != NULL ? " or " : "", b != NULL ? b : "");
}

static enum gp_status set(struct gp_options *o, const struct row *r, const char *value,
                          struct gp_err *err)
{
    char *base = (char *)o;
    enum gp_status st = GP_OK;
    double x = 0;
    bool yes = false;

    assert(value != NULL || r->argument == NULL);
    switch (r->kind) {
    case TEXT:
        *(const char **)(void *)(base + r->offset) = value;
        break;
    case FLAG:
        *(bool *)(void *)(base + r->offset) = true;
        break;
    case NUMBER:
        st = number(r, value, 1e15, &x, err);
        *(size_t *)(void *)(base + r->offset) = (size_t)x;
        break;
    case PERCENT:
        st = number(r, value, 100, &x, err);
        *(unsigned *)(void *)(base + r->offset) = (unsigned)x;
        break;
    case FORMAT:
        o->format = (enum gp_format)r->offset;
        break;
    case ROLE:
        o->ingest.column[r->offset] = value;
        break;
    case KEEP:
        st = append(&o->keep, &o->ingest.n_keep, &o->cap_keep, value, err);
        break;
    case ENDS:
        st = split_names(o, value, err);
        break;
    case DELIMITER:
        st = one_character(r, value, &o->ingest.reader.delimiter, err);
        break;
    case QUOTE:
        st = one_character(r, value, &o->ingest.reader.quote, err);
        break;
    case HEADER:
        st = one_of(r, value, "yes", "no", &yes, err);
        o->ingest.reader.header = yes ? 1 : 0;
        break;
    case ENGINE:
        st = one_of(r, value, "plain", "fast", &yes, err);
        o->ingest.reader.engine = yes ? GP_CUT_PLAIN : GP_CUT_FAST;
        break;
    case THREADS:
        st = number(r, value, 64, &x, err);
        o->ingest.threads = x >= 1 ? (unsigned)x : gp_parallel_default();
        break;
    case MAX_REJECTS:
        st = number(r, value, 100, &x, err);
        o->ingest.max_rejects = x > 0 ? x / 100 : 1e-12;
        break;
    case SCORE:
        st = number(r, value, 1, &o->accept_names, err);
        break;
    case OPEN:
        st = one_of(r, value, "include", NULL, &o->open_include, err);
        break;
    case NOW:
        st = instant(r, value, &o->now, err);
        break;
    }
    return st;
}

/* ---- the command line ---- */

/* Options that say how the log is read belong into "how to rerun"; where the result goes
 * does not. */
static bool worth_repeating(const struct row *r)
{
    static const char *const not_these[] = {
        "output", "force",   "quiet", "verbose", "config", "save-config", "help",
        "tmpdir", "rejects", "json",  "sarif",   "junit",  "engine",      "threads"};
    size_t i;

    for (i = 0; i < sizeof not_these / sizeof not_these[0]; i++)
        if (strcmp(r->name, not_these[i]) == 0)
            return false;
    return true;
}

static void remember(struct gp_options *o, const struct row *r, const char *value)
{
    if (!worth_repeating(r))
        return;
    gp_text_addf(&o->given, " --%s", r->name);
    if (value != NULL) {
        gp_text_add_char(&o->given, ' ');
        gp_shell_word(&o->given, value);
    }
}

static enum gp_status from_config(void *ctx, const char *file, uint64_t line,
                                  const char *name, const char *value,
                                  struct gp_err *err)
{
    struct gp_options *o = ctx;
    const struct row *r = row_of(name, strlen(name));
    const char *copy = gp_arena_copy(&o->arena, value, strlen(value));
    enum gp_status st;

    if (r == NULL || r->kind == FORMAT || strstr(r->name, "config") != NULL)
        return gp_fail_at(err, GP_USAGE, file, line,
                          "no option is called \"%s\"; the nearest is \"%s\"", name,
                          nearest(name, LOGS));
    if (copy == NULL)
        return gp_fail_memory(err);
    if ((r->commands & o->command) == 0)
        return GP_OK; /* a config serves all commands */
    if (r->argument == NULL && strcmp(value, "no") == 0)
        return GP_OK;
    st = set(o, r, copy, err);
    if (st == GP_OK)
        remember(o, r, r->argument != NULL ? copy : NULL);
    else
        gp_err_place(err, file, line);
    return st;
}

static enum gp_status unknown(const char *arg, const struct row *r, unsigned command,
                              struct gp_err *err)
{
    if (r != NULL)
        return gp_fail(
            err, GP_USAGE,
            "--%s does not belong to this command; `goatpath help` tells what "
            "does",
            r->name);
    return gp_fail(err, GP_USAGE, "no option %s; the nearest is --%s", arg,
                   nearest(arg + strspn(arg, "-"), command));
}

/* One option at argv[*i], with its value in the same word or the next. */
static enum gp_status take_option(struct gp_options *o, int argc, char **argv, int *i,
                                  struct gp_err *err)
{
    const char *arg = argv[*i], *value = NULL;
    const struct row *r;
    enum gp_status st;

    if (arg[1] == '-') {
        const char *equals = strchr(arg, '=');
        size_t len = equals != NULL ? (size_t)(equals - arg) - 2 : strlen(arg) - 2;

        r = row_of(arg + 2, len);
        value = equals != NULL ? equals + 1 : NULL;
    } else {
        r = row_of_letter(arg[1]);
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
    if (st == GP_OK)
        remember(o, r, value);
    return st;
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
            st = append(&o->operand, &o->n_operands, &o->cap_operands, argv[i], err);
    }
    return st;
}

static void set_defaults(struct gp_options *o, unsigned command)
{
    memset(o, 0, sizeof *o);
    o->command = command;
    o->ingest.reader.header = -1;
    o->ingest.threads = gp_parallel_default();
    o->now = INT64_MIN;
    o->top = SIZE_MAX;
    o->variants = 1000;
    o->map_activities = 100;
    o->map_paths = 80;
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
    o->ingest.keep = o->keep;
    gp_options_release(&dry);
    return st;
}

void gp_options_release(struct gp_options *o)
{
    gp_free(o->operand);
    gp_free(o->keep);
    gp_free(o->ends);
    gp_arena_release(&o->arena);
    gp_text_release(&o->given);
}

/* ---- help and config ---- */

static void help_row(struct gp_text *out, const struct row *r)
{
    struct gp_text left = {0};

    gp_text_addf(&left, "  --%s%s%s", r->name, r->argument != NULL ? " " : "",
                 r->argument != NULL ? r->argument : "");
    if (r->letter != 0)
        gp_text_addf(&left, ", -%c", r->letter);
    gp_text_addf(out, "%-26s %s\n", gp_text_z(&left), r->about);
    gp_text_release(&left);
}

void gp_options_help(struct gp_text *out, unsigned command)
{
    const char *heading = NULL;
    size_t i;

    for (i = 0; i < N_ROWS; i++) {
        if (rows[i].heading != NULL)
            heading = rows[i].heading;
        if ((rows[i].commands & command) == 0)
            continue;
        if (heading != NULL)
            gp_text_addf(out, "\n%s:\n", heading);
        heading = NULL;
        help_row(out, &rows[i]);
    }
}

const char *gp_options_time_format(const struct gp_ingest_options *o,
                                   const struct gp_source_found *found)
{
    const char *f = found->time_format;

    if (o->time_format != NULL)
        return o->time_format;
    /* only what the detection had to decide: day and month */
    if (f == NULL || f[0] != '%' || strstr(f, " or ") != NULL ||
        strstr(found->time_evidence, "start: ") != NULL)
        return NULL;
    return f;
}

static void config_line(struct gp_text *out, const char *name, const char *value)
{
    if (value != NULL)
        gp_text_addf(out, "%s = %s\n", name, value);
}

void gp_options_config(struct gp_text *out, const struct gp_options *o,
                       const struct gp_source_found *found)
{
    int role;

    for (role = 0; role < GP_ROLES; role++) {
        const char *header = found->role[role].header;

        if (header == NULL && role == GP_ROLE_ACTIVITY)
            continue; /* wide: the columns' names */
        if (header == NULL && found->shape == GP_SHAPE_HISTORY)
            continue; /* a field of the history may tell it */
        gp_text_addf(out, "%s = %s\n", gp_role_name((enum gp_role)role),
                     header != NULL ? header : "none");
    }
    gp_text_addf(out, "shape = %s\n", gp_shape_name(found->shape));
    config_line(out, "field", found->field);
    config_line(out, "events", found->events);
    config_line(out, "time-format", gp_options_time_format(&o->ingest, found));
    config_line(out, "tz", o->ingest.tz);
    config_line(out, "missing", o->ingest.missing);
    if (found->dialect.format != GP_IN_TEXT)
        return; /* nothing of a text to fix */
    if (found->dialect.delimiter == '\t')
        gp_text_add(out, "delimiter = tab\n");
    else
        gp_text_addf(out, "delimiter = %c\n", found->dialect.delimiter);
    gp_text_addf(out, "encoding = %s\n", found->dialect.encoding);
    gp_text_addf(out, "header = %s\n", found->dialect.has_header ? "yes" : "no");
}

void gp_shell_word(struct gp_text *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-./:,+@%=";

    if (*word != '\0' && word[strspn(word, plain)] == '\0') {
        gp_text_add(out, word);
        return;
    }
    gp_text_add_char(out, '\'');
    for (; *word != '\0'; word++)
        gp_text_add_n(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    gp_text_add_char(out, '\'');
}
