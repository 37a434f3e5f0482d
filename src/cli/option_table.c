/* option_table.c - see option_table.h. */
#include "cli/option_table.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/option_values.h"

#include <string.h>

/* Which commands: all that look at a log; that mine it; that read its events; and what
 * they are for. */
enum {
    MINED = GP_CMD_REPORT | GP_CMD_TABLE | GP_CMD_MAP | GP_CMD_EXPLAIN |
            GP_CMD_OVERVIEW | GP_CMD_GAPS | GP_CMD_CHECK,
    READ = MINED | GP_CMD_CONVERT,
    LOGS = READ | GP_CMD_PEEK | GP_CMD_MODEL,
    JUDGED = GP_CMD_REPORT | GP_CMD_TABLE | GP_CMD_EXPLAIN | GP_CMD_GAPS,
    GATES = GP_CMD_REPORT | GP_CMD_GAPS | GP_CMD_CHECK,
    TABLES = GP_CMD_TABLE | GP_CMD_GAPS | GP_CMD_CHECK | GP_CMD_EXPLAIN,
    PRINTED = TABLES | GP_CMD_PEEK | GP_CMD_OVERVIEW | GP_CMD_MODEL | GP_CMD_MAP,
};

/* How: see enum gp_option_mark. */
enum {
    SHORT = GP_OPTION_SHORT,
    PASSING = GP_OPTION_PASSING,
    TYPED = GP_OPTION_TYPED,
};

#define AT(member)   offsetof(struct gp_options, member)
#define COLUMN(role) AT(ingest.column[role])

static const struct gp_option columns[] = {
    {"case", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_CASE),
     "what holds the steps together: deal, ticket, order (\"A,B\": two columns)"},
    {"activity", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_ACTIVITY),
     "what happened: stage, status, step (\"A,B\": two columns)"},
    {"time", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_TIME),
     "when it happened, or when it ended (\"DATE,TIME\": two columns)"},
    {"start", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_START),
     "when it began, where rows have both (\"DATE,TIME\" too)"},
    {"resource", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_RESOURCE), "who did it"},
    {"group", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_GROUP), "the team"},
    {"lifecycle", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_LIFECYCLE),
     "start/complete of a step; \"none\": every row is an event"},
    {"instance", "COLUMN", LOGS, gp_set_text, COLUMN(GP_ROLE_INSTANCE),
     "pairs start with complete"},
    {"keep", "COLUMN", READ, gp_set_word, AT(keep),
     "carry an attribute (may be given again)"},
    {"cases", "FILE", READ, gp_set_text, AT(ingest.cases),
     "attributes of cases: a table with a row a case, joined on its id"},
    {"cases-key", "COLUMN", READ, gp_set_text, AT(ingest.cases_key),
     "the column of case ids in --cases; default: found"},
    {"shape", "SHAPE", LOGS, gp_set_text, AT(ingest.shape),
     "events, interval, lifecycle, wide or history"},
    {"field", "NAME", LOGS, gp_set_text, AT(ingest.field),
     "history: the field whose new values are the activities"},
    {"events", "A,B", LOGS, gp_set_text, AT(ingest.events),
     "wide: the columns that hold the dates of the steps"},
};

static const struct gp_option reading[] = {
    {"preset", "NAME", LOGS, gp_set_text, AT(preset),
     "names of hubspot, jira, salesforce, servicenow, zendesk; or of a FILE of yours"},
    {"delimiter", "CHAR", LOGS, gp_set_character, AT(ingest.reader.delimiter),
     "comma, semicolon, tab, pipe, or the character itself"},
    {"quote", "CHAR", LOGS, gp_set_character, AT(ingest.reader.quote),
     "the quote character, normally \""},
    {"encoding", "NAME", LOGS, gp_set_text, AT(ingest.reader.encoding),
     "utf-8, windows-1252, utf-16le, ..."},
    {"header", "yes|no", LOGS, gp_set_yes_no, AT(ingest.reader.header),
     "whether the first line names the columns"},
    {"missing", "A,B", LOGS, gp_set_text, AT(ingest.missing),
     "markers of an empty time, resource, team or attribute: '?,NULL'"},
    {"time-format", "FORMAT", LOGS, gp_set_text, AT(ingest.time_format),
     "%d.%m.%Y %H:%M and the like; or dmy, mdy, ymd, iso, epoch, epoch-ms, excel"},
    {"tz", "[FILE=]ZONE", LOGS, gp_set_zone, AT(ingest.tz),
     "zone of times that carry none (Europe/Berlin, +02:00); default UTC"},
    {"strict", NULL, LOGS, gp_set_flag, AT(ingest.strict),
     "any refused row ends the run (exit 3)"},
    {"max-rejects", "PERCENT", LOGS, gp_set_max_rejects, AT(ingest.max_rejects),
     "more refused rows than this end the run; default 5"},
    {"rejects", "FILE", READ | PASSING, gp_set_text, AT(rejects),
     "write every refused row, with reason and line"},
    {"engine", "fast|plain", LOGS | PASSING, gp_set_engine, AT(ingest.reader.plain),
     "how rows are cut: the same results, plain is slow and simple"},
    {"threads", "N", LOGS | PASSING, gp_set_threads, AT(ingest.threads),
     "at most so many at once; default: the processors, at most 8"},
    {"memory", "SIZE", LOGS | PASSING, gp_set_memory, AT(memory),
     "resident at most, from 64M (256M, 2G); default: half of what there is"},
    {"tmpdir", "DIR", LOGS | PASSING, gp_set_text, AT(ingest.reader.tmpdir),
     "for temporary files; default $TMPDIR or /tmp"},
};

static const struct gp_option cases[] = {
    {"filter", "EXPR", LOGS, gp_set_word, AT(filter),
     "only cases with EXPR, such as 'duration > 3d' (goatpath help filter)"},
    {"ends", "A,B", MINED | GP_CMD_MODEL, gp_set_words, AT(ends),
     "activities that end a case; other cases are open"},
    {"open", "include", MINED, gp_set_include, AT(open_include),
     "count open cases in durations too"},
    {"now", "INSTANT", MINED, gp_set_instant, AT(now),
     "for the age of open cases; default: the log's last instant"},
    {"variants", "N", GP_CMD_REPORT | GP_CMD_TABLE, gp_set_count, AT(variants),
     "variants kept in report.json; default 1000"},
};

static const struct gp_option document[] = {
    {"document", "FILE", JUDGED | GP_CMD_MODEL, gp_set_text, AT(document),
     "compare with a manual, step table, BPMN, Mermaid, PNML, rules"},
    {"cover", "PERCENT", GP_CMD_MODEL, gp_set_percent, AT(cover),
     "model draft: draw from so many of the cases, the usual ones; default 80"},
    {"kept", "PERCENT", GP_CMD_MODEL, gp_set_percent, AT(kept),
     "model rules: propose what at least so many of the cases keep; default 100"},
    {"granule", "MINUTES", GP_CMD_MODEL, gp_set_count, AT(granule),
     "model calendar: how finely hours are told; default 60"},
    {"log", "FILE", GP_CMD_MODEL, gp_set_text, AT(log),
     "the log whose names are put beside the document's"},
    {"names", "FILE", JUDGED, gp_set_text, AT(names),
     "which activity is which step (goatpath model names writes one)"},
    {"accept-names", "SCORE", JUDGED, gp_set_score, AT(accept_names),
     "use proposed pairs of names from this score on, 0 to 1"},
    {"calendar", "FILE", JUDGED, gp_set_text, AT(calendar),
     "opening hours for limits in business time (else Mon-Fri 09:00-17:00) and causes"},
    {"compare-within", "COLUMN", JUDGED, gp_set_text, AT(compare_within),
     "compare durations only among cases with the same value, such as priority"},
    {"ties", "file|benefit", JUDGED, gp_set_text, AT(ties),
     "events at the same time: in the order of the file, or as suits the document "
     "best"},
    {"compat", "pm4py", JUDGED, gp_set_text, AT(compat),
     "add fitness as that tool computes it"},
    {"fail-on", "CONDITION", GATES, gp_set_text, AT(fail_on),
     "exit 1 when met: gaps>0, fitness<0.9, following<0.8, wait.p90>2d, checks>0, "
     "rejected>0"},
    {"allow", "FILE", JUDGED, gp_set_text, AT(allow),
     "accepted gaps: gap or kind; reason; owner; until"},
    {"sarif", "FILE", GP_CMD_GAPS | PASSING, gp_set_text, AT(sarif),
     "write the gaps as SARIF 2.1.0, for code hosts"},
    {"propose", "FILE", GP_CMD_GAPS, gp_set_text, AT(propose),
     "write a changed copy of the document: a patch of a manual, a new BPMN"},
    {"junit", "FILE", GP_CMD_GAPS | PASSING, gp_set_text, AT(junit),
     "write the gaps as JUnit XML, for build systems"},
};

static const struct gp_option map[] = {
    {"activities", "PERCENT", GP_CMD_MAP, gp_set_percent, AT(map_activities),
     "show the most frequent ones; default 100"},
    {"paths", "PERCENT", GP_CMD_MAP, gp_set_percent, AT(map_paths),
     "show the most frequent ones; default 80"},
};

static const struct gp_option output[] = {
    {"output", "PATH", LOGS | SHORT | PASSING, gp_set_text, AT(output),
     "the report's folder, or the file to write"},
    {"force", NULL, LOGS | PASSING, gp_set_flag, AT(force), "write over what is there"},
    {"json", NULL, PRINTED | GP_CMD_REPORT | PASSING | TYPED, gp_set_format, AT(format),
     "as JSON (schema goatpath/1)"},
    {"csv", NULL, TABLES | TYPED, gp_set_format, AT(format),
     "as CSV, safe to open in a spreadsheet"},
    {"md", NULL, TABLES | TYPED, gp_set_format, AT(format), "as a Markdown table"},
    {"raw-csv", NULL, TABLES, gp_set_flag, AT(raw_csv),
     "as CSV without the guard against formulas"},
    {"top", "N", GP_CMD_TABLE | GP_CMD_EXPLAIN | GP_CMD_GAPS, gp_set_count, AT(top),
     "rows shown; 0: all"},
    {"config", "FILE", LOGS | PASSING | TYPED, gp_set_text, AT(config),
     "options from a file: name = value"},
    {"save-config", "FILE", LOGS | PASSING | TYPED, gp_set_text, AT(save_config),
     "keep this reading of the log for --config"},
    {"quiet", NULL, LOGS | SHORT | PASSING, gp_set_flag, AT(quiet),
     "no progress and no remarks"},
    {"verbose", NULL, LOGS | SHORT | PASSING, gp_set_flag, AT(verbose),
     "say what each stage cost"},
    {"help", NULL, GP_CMD_ANY | SHORT | PASSING, gp_set_flag, AT(help), "this text"},
};

#define ROWS(rows) rows, sizeof(rows) / sizeof(rows)[0]

const struct gp_option_subject gp_option_subjects[GP_OPTION_SUBJECTS] = {
    {"Columns (header text in any case, or #N from 1; \"none\": there is none)",
     ROWS(columns)},
    {"Reading", ROWS(reading)},
    {"Cases", ROWS(cases)},
    {"The documented process", ROWS(document)},
    {"Map", ROWS(map)},
    {"Output", ROWS(output)},
};

#undef ROWS

/* The i-th option of all subjects; NULL after the last. */
static const struct gp_option *option_at(size_t i)
{
    size_t s;

    for (s = 0; s < GP_OPTION_SUBJECTS; i -= gp_option_subjects[s++].n)
        if (i < gp_option_subjects[s].n)
            return &gp_option_subjects[s].option[i];
    return NULL;
}

const struct gp_option *gp_option_named(const char *name, size_t len)
{
    const struct gp_option *o;
    size_t i;

    for (i = 0; (o = option_at(i)) != NULL; i++)
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            break;
    return o;
}

const struct gp_option *gp_option_lettered(char letter)
{
    const struct gp_option *o;
    size_t i;

    for (i = 0; (o = option_at(i)) != NULL; i++)
        if ((o->commands & SHORT) != 0 && o->name[0] == letter)
            break;
    return o;
}

const char *gp_option_nearest(const char *name, unsigned command)
{
    struct gp_nearest n = gp_nearest_to(name);
    const struct gp_option *o;
    size_t i;

    for (i = 0; (o = option_at(i)) != NULL; i++)
        if ((o->commands & command) != 0)
            gp_nearest_offer(&n, o->name);
    return n.best;
}
