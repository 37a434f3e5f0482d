/* help.c - see help.h. */
#include "cli/help.h"
#include "cli/option_table.h"
#include "ingest/preset.h"
#include "report/measures.h"
#include "report/tables.h"

#include <string.h>

static const char overview[] =
    "goatpath reads exported CRM and ticket logs and shows the process people really "
    "walk:\n"
    "where cases wait, between whom, for how many hours, and which paths are real.\n"
    "\n"
    "  goatpath report deals.csv              the report for the manager, in "
    "deals.report/\n"
    "  goatpath deals.csv                     what was detected, and a short overview\n"
    "  goatpath table bottlenecks deals.csv   one result as a table\n"
    "\n"
    "Commands:\n"
    "  report LOG...        the report folder: report.html, report.json, tables, "
    "figures\n"
    "  check LOG...         what may be wrong with the data, and which results that "
    "weakens\n"
    "  peek LOG             what was detected, with evidence, and how to change it\n"
    "  table NAME LOG...    one result as a table; `goatpath table` lists the names\n"
    "  map LOG...           the process map as SVG, PNG or DOT; says what it hides\n"
    "  explain ID LOG...    a bottleneck, variant or case down to its rows; a measure "
    "by "
    "name\n"
    "  gaps LOG...          where the log leaves a document (--document FILE), priced\n"
    "  model WHAT FILE      check, draw, convert or names of a document; draft one "
    "from a "
    "log, rules, hours\n"
    "  convert LOG...       the events as read, as CSV or XES, or .goat for the next "
    "time\n"
    "  help [TOPIC]         a command, or: commands, formats, filter, measures, "
    "presets, "
    "exit-codes\n"
    "  --version [--check]  the version; --check tests the libraries too\n"
    "\n"
    "LOG is a CSV, XES or .xlsx file, also packed, a .goat file, or - for standard "
    "input. Every\n"
    "command takes "
    "--help. Columns, times and the dialect are detected; options override.\n";

static const struct page {
    const char *name, *text;
} commands[] = {
    {"report", "goatpath report [options] LOG...\n\n"
               "Reads the logs as one, mines them, and writes a folder (-o DIR, else "
               "the log's name\n"
               "with .report): report.html to open or mail, report.json for programs, "
               "tables/*.csv,\n"
               "figures/*.svg with their scripts and data, rejected.csv with every "
               "refused row.\n\n"
               "  goatpath report deals.csv\n"
               "  goatpath report tickets.csv.gz -o march --ends 'Closed,Cancelled'\n"
               "  zcat old.csv.gz | goatpath report - -o old --case 'Deal ID'\n"},
    {"peek",
     "goatpath peek [options] LOG\n\n"
     "Shows how the file would be read: packing, encoding, delimiter, the column of "
     "each\n"
     "role with the evidence for it and the option that changes it, the form of the "
     "times,\n"
     "and the first events. Writes nothing.\n\n"
     "  goatpath peek deals.csv\n"
     "  goatpath peek deals.csv --activity Stage --save-config goatpath.conf\n"},
    {"check",
     "goatpath check [options] LOG...\n\n"
     "Looks for what may be wrong with the data: each check with its count and share, "
     "the\n"
     "first rows, which results it weakens and by how much, and what to do about it. "
     "A check\n"
     "that changes no result is not shown. --fail-on 'checks>0' ends with 1.\n\n"
     "  goatpath check deals.csv\n"
     "  goatpath check deals.csv --csv -o checks.csv\n"},
    {"table",
     "goatpath table NAME [options] LOG...\n\n"
     "Prints one result as a table for the terminal, or with --csv, --md, --json.\n"
     "The first 40 rows are shown on a terminal; --top 0 shows all.\n\n"
     "  goatpath table bottlenecks deals.csv\n"
     "  goatpath table handoffs deals.csv --csv -o handoffs.csv\n"},
    {"map", "goatpath map [options] LOG...\n\n"
            "Draws the process map: activities with their counts, paths with counts, "
            "median wait\n"
            "and total hours. -o FILE.svg, .png or .dot (default: DOT on standard "
            "output). What\n"
            "is not drawn is counted on standard error; --json prints every activity "
            "and path.\n\n"
            "  goatpath map deals.csv -o deals.svg\n"
            "  goatpath map deals.csv --activities 50 --paths 30 -o simple.svg\n"},
    {"explain",
     "goatpath explain ID [options] LOG...\n\n"
     "Shows what stands behind an id of the report, down to cases and source rows:\n"
     "B-... a bottleneck or handoff, C-... why the waits between two steps, with what "
     "the\n"
     "person did meanwhile, V-... a variant, G-... a gap (with --document), or the id "
     "of a\n"
     "case. Every other row by its names: 'Step', 'Step > Next', 'Ann > Bob' (a "
     "handoff),\n"
     "'Ann > Bob > Ann' (ping-pong), 'repeat Step' (also self-loop, reopen), 'Ann' (a "
     "person\n"
     "or team; 'group Sales' where both are called so). With the name of a measure "
     "(and no\n"
     "log) its definition.\n\n"
     "  goatpath explain B-1f3a90c2 deals.csv\n"
     "  goatpath explain C-88a2659b deals.csv --top 0 --csv -o waits.csv\n"
     "  goatpath explain D-10021 deals.csv\n"
     "  goatpath explain 'repeat Send offer' deals.csv --top 0 --csv\n"
     "  goatpath explain wait\n"},
    {"gaps",
     "goatpath gaps --document FILE [options] LOG...\n\n"
     "Compares the log with the documented process and prints every gap with its "
     "cases,\n"
     "share, hours and interval. The document is a manual (Markdown or numbered text), "
     "a\n"
     "step table, BPMN 2.0, Mermaid, PNML, a process tree, a flat net, or rules.\n\n"
     "--propose writes a changed copy of the document that says what is usually done,\n"
     "each change with its evidence: a patch of a manual, a new drawing of a BPMN.\n\n"
     "  goatpath gaps deals.csv --document manual.md\n"
     "  goatpath gaps deals.csv --document manual.md --propose manual.patch\n"
     "  goatpath gaps deals.csv --document deals.bpmn --fail-on 'fitness<0.9'\n"},
    {"model",
     "goatpath model check FILE\n"
     "goatpath model draw FILE [-o FILE.svg|.png|.dot]\n"
     "goatpath model convert FILE -o FILE.md|.bpmn|.net.tsv|.pnml\n"
     "goatpath model names --log LOG --document FILE\n"
     "goatpath model draft LOG... [-o FILE.md]\n"
     "goatpath model rules LOG... [--kept PERCENT] [-o FILE.rules]\n"
     "goatpath model calendar LOG... [--granule MINUTES] [-o FILE.txt]\n\n"
     "Reads a document alone: its steps with owners and limits, every element "
     "that was\n"
     "approximated or not understood with its line, and what is wrong with "
     "the drawing\n"
     "itself (steps that can never happen, dead ends).\n\n"
     "names puts steps beside activities as a mapping file for --names: what is\n"
     "sure as lines, proposals as comments.\n\n"
     "convert writes the same runs in another form, read back and compared; what the "
     "form\n"
     "cannot hold is told. draft writes a first manual from a log, for those who have\n"
     "none: the usual way with owners, limits and the evidence for them. rules "
     "proposes\n"
     "a rules document: what all closed cases keep, or --kept percent of them, with "
     "the\n"
     "cases behind each rule; what follows from others is left out. calendar proposes\n"
     "opening hours for --calendar: when everybody, each team, and people with enough\n"
     "events are seen at work.\n\n"
     "  goatpath model check manual.md          (--json: for programs)\n"
     "  goatpath model draw manual.md -o manual.svg\n"
     "  goatpath model convert process.bpmn -o manual.md\n"
     "  goatpath model draft tickets.csv -o draft.md\n"
     "  goatpath model rules tickets.csv --kept 98 -o tickets.rules\n"
     "  goatpath model calendar tickets.csv --tz Europe/Berlin -o hours.txt\n"},
    {"convert",
     "goatpath convert [options] LOG... -o FILE.csv|FILE.xes|FILE.goat\n\n"
     "Writes the events as they were read: case, activity, start and end (or time),\n"
     "resource, group, then every other column (--keep COLUMN: only these; --keep "
     "none).\n"
     "Instants are ISO 8601 UTC; cases stand in the order of their first event, so "
     "that\n"
     "reading the result gives the same report. Cells are not guarded against "
     "formulas:\n"
     "this is for programs. Without -o: CSV on standard output.\n"
     "A .goat file keeps everything that reading found, refused rows included; "
     "commands\n"
     "that are given one instead of the log start at once and say the same.\n\n"
     "  goatpath convert deals.csv -o deals.goat\n"
     "  goatpath convert deals.csv -o deals.xes\n"
     "  goatpath convert log.xes.gz --keep amount -o log.csv\n"},
};

static const char formats[] =
    "Logs: CSV with comma, semicolon, tab or pipe; quotes doubled (RFC 4180); LF, CRLF "
    "or\n"
    "CR; UTF-8, UTF-16 with a byte order mark, other encodings told by their words, "
    "or\n"
    "--encoding. XES: its keys take the place of headers. .xlsx: the first sheet. "
    "Plain,\n"
    "gzip, zstd or zip, recognised by content. .goat: a log as `goatpath convert` kept "
    "it.\n\n"
    "Shapes: events (one row an event), interval (start and end on a row), lifecycle\n"
    "(start and complete rows), wide (one row a case, a date for each step), history "
    "(a row\n"
    "for each changed field), and logs without any time (--time none).\n\n"
    "Documents: a manual (Markdown or numbered text), a step table, BPMN 2.0, Mermaid, "
    "PNML,\n"
    "a process tree, a flat net, or rules.\n\n"
    "Output: report.json and --json follow the schema goatpath/1 "
    "(docs/report.schema.json);\n"
    "instants are ISO 8601 UTC, spans seconds, shares 0 to 1. CSV cells that a "
    "spreadsheet\n"
    "would run as a formula get a leading apostrophe (--raw-csv leaves it out).\n";

static const char exit_codes[] =
    "0  done\n"
    "1  done, and a condition that was asked for is met\n"
    "2  the command line is wrong; nothing was done\n"
    "3  the input cannot be used; the message says what to do\n"
    "4  the system failed: reading, writing, memory, disk; or a packed log is cut off\n"
    "   or damaged\n"
    "5  a defect in goatpath: please report it\n";

void gp_help_measure(struct gp_text *out, const struct gp_measure *m)
{
    gp_text_addf(out, "%s\n  %s\n  Unit: %s.", m->name, m->definition, m->unit);
    if (m->of[0] != '\0')
        gp_text_addf(out, " Share of %s.", m->of);
    gp_text_addf(out, " Source: %s.\n", m->source);
}

void gp_help_overview(struct gp_text *out)
{
    gp_text_add(out, overview);
}

static void list_tables(struct gp_text *out)
{
    const struct gp_table_name *t;

    gp_text_add(out, "\nTables:\n");
    for (t = gp_table_names(); t->name != NULL; t++)
        gp_text_addf(out, "  %-18s %s\n", t->name, t->about);
}

static void help_row(struct gp_text *out, const struct gp_option *o)
{
    struct gp_text left = {0};

    gp_text_addf(&left, "  --%s%s%s", o->name, o->argument != NULL ? " " : "",
                 o->argument != NULL ? o->argument : "");
    if ((o->commands & GP_OPTION_SHORT) != 0)
        gp_text_addf(&left, ", -%c", o->name[0]);
    gp_text_addf(out, "%-26s %s\n", gp_text_z(&left), o->about);
    gp_text_release(&left);
}

static void list_options(struct gp_text *out, unsigned command)
{
    size_t s, i;

    for (s = 0; s < GP_OPTION_SUBJECTS; s++) {
        const struct gp_option_subject *subject = &gp_option_subjects[s];
        bool headed = false;

        for (i = 0; i < subject->n; i++) {
            if ((subject->option[i].commands & command) == 0)
                continue;
            if (!headed)
                gp_text_addf(out, "\n%s:\n", subject->heading);
            headed = true;
            help_row(out, &subject->option[i]);
        }
    }
}

void gp_help_command(struct gp_text *out, const char *name, unsigned bit)
{
    size_t i;

    for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0)
            gp_text_add(out, commands[i].text);
    if (bit == GP_CMD_TABLE)
        list_tables(out);
    list_options(out, bit);
}

static void list_measures(struct gp_text *out)
{
    size_t i;

    for (i = 0; gp_measure_at(i) != NULL; i++)
        gp_help_measure(out, gp_measure_at(i));
}

static void list_presets(struct gp_text *out)
{
    size_t i, k;

    for (i = 0; gp_preset_name(i) != NULL; i++) {
        struct gp_preset p;

        if (gp_preset_read(gp_preset_name(i), &p, NULL) == GP_OK) {
            gp_text_addf(out, "--preset %s\n", p.name);
            for (k = 0; k < p.n; k++)
                gp_text_addf(out, "  %.*s: has %.*s\n", (int)p.exports[k].title.len,
                             p.exports[k].title.at, (int)p.exports[k].needs.len,
                             p.exports[k].needs.at);
        }
        gp_preset_release(&p);
    }
    gp_text_add(out, "\n`goatpath help preset-zendesk` prints one, to copy and change; "
                     "--preset FILE reads it.\n");
}

/* "preset-zendesk": the file itself. */
static bool show_preset(struct gp_text *out, const char *topic)
{
    static const char begin[] = "preset-";
    size_t i;

    if (strncmp(topic, begin, sizeof begin - 1) != 0)
        return false;
    for (i = 0; gp_preset_name(i) != NULL; i++)
        if (strcmp(gp_preset_name(i), topic + sizeof begin - 1) == 0) {
            gp_text_add_slice(out, gp_preset_bytes(i));
            return true;
        }
    return false;
}

enum gp_status gp_help_topic(struct gp_text *out, const char *topic, struct gp_err *err)
{
    if (strcmp(topic, "commands") == 0)
        gp_text_add(out, overview);
    else if (strcmp(topic, "formats") == 0)
        gp_text_add(out, formats);
    else if (strcmp(topic, "filter") == 0)
        gp_text_add(out, gp_help_filter);
    else if (strcmp(topic, "measures") == 0)
        list_measures(out);
    else if (strcmp(topic, "exit-codes") == 0)
        gp_text_add(out, exit_codes);
    else if (strcmp(topic, "presets") == 0)
        list_presets(out);
    else if (show_preset(out, topic))
        return GP_OK;
    else
        return gp_fail(
            err, GP_USAGE,
            "no help on \"%s\"; topics are a command's name, commands, formats, "
            "filter, measures, presets, exit-codes",
            topic);
    return GP_OK;
}
