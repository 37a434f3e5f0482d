/* peek.c - see peek.h. */
#include "cli/peek.h"
#include "base/escape.h"
#include "base/instant.h"
#include "base/json.h"
#include "report/table.h"

#include <string.h>

enum { FIRST_ROWS = 200 };

enum gp_status gp_peek_look(struct gp_options *o, struct gp_peek *p, struct gp_err *err)
{
    struct gp_ingest_options first = o->ingest;
    enum gp_status st;

    memset(p, 0, sizeof *p);
    p->o = o;
    st = gp_ingest_look(o->operand[0], &o->ingest, &p->found, &p->problem, err);
    if (st != GP_OK || p->problem.status != GP_OK || strcmp(o->operand[0], "-") == 0)
        return st; /* standard input cannot be opened a second time */
    first.most_rows = FIRST_ROWS;
    first.max_rejects = 1;
    st = gp_ingest(o->operand, 1, &first, &p->first, err);
    p->has_first = st == GP_OK;
    if (st == GP_INPUT) { /* nothing readable among the first rows: that is a problem */
        p->problem = *err;
        st = GP_OK;
    }
    if (st != GP_OK)
        gp_source_found_release(&p->found);
    return st;
}

void gp_peek_release(struct gp_peek *p)
{
    gp_source_found_release(&p->found);
    if (p->has_first)
        gp_ingest_release(&p->first);
}

static const char *delimiter_word(char c)
{
    return c == ','    ? "comma"
           : c == ';'  ? "semicolon"
           : c == '\t' ? "tab"
           : c == '|'  ? "pipe"
                       : "another character";
}

/* What is no text has neither dialect nor header line. */
static void format_facts(const struct gp_dialect *d, struct gp_text *out)
{
    gp_text_addf(out, "  %s, %s, %s\n", d->packing, gp_format_in_name(d->format),
                 d->encoding);
    gp_text_addf(out, "  format      %s\n  columns     ", d->delimiter_evidence);
    gp_escape_terminal(out, gp_slice(d->header_evidence));
    gp_text_add(out, "\n");
}

static void file_facts(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_dialect *d = &p->found.dialect;

    gp_escape_terminal(out, gp_slice(p->found.name));
    if (d->format != GP_IN_TEXT) {
        format_facts(d, out);
        return;
    }
    gp_text_addf(out, "  %s, %s%s, %s, line ends %s\n", d->packing, d->encoding,
                 d->bom ? " with byte order mark" : "", delimiter_word(d->delimiter),
                 d->line_end);
    gp_text_addf(out, "  encoding    %s\n  delimiter   %s\n  header      %s\n",
                 d->encoding_evidence != NULL ? d->encoding_evidence : "",
                 d->delimiter_evidence != NULL ? d->delimiter_evidence : "",
                 d->header_evidence != NULL ? d->header_evidence : "");
    if (d->preamble_lines != 0)
        gp_text_addf(out, "  preamble    %llu lines before the header are skipped\n",
                     (unsigned long long)d->preamble_lines);
}

static void role_rows(const struct gp_peek *p, struct gp_table *t)
{
    int role;

    gp_table_begin(t, "roles", "Columns");
    gp_table_column(t, "role", "Role", GP_CELL_TEXT, "what the column is used as");
    gp_table_column(t, "column", "Column", GP_CELL_TEXT, "its header");
    gp_table_column(t, "confidence", "Sure", GP_CELL_SHARE, "0 to 1");
    gp_table_column(t, "evidence", "Evidence", GP_CELL_TEXT, "why");
    gp_table_column(t, "option", "Change with", GP_CELL_TEXT, "the option");
    for (role = 0; role < GP_ROLES; role++) {
        const struct gp_role_found *f = &p->found.role[role];
        const char *name = gp_role_name((enum gp_role)role);
        struct gp_text option = {0};

        gp_table_row(t);
        gp_table_text(t, gp_slice(name));
        gp_table_text(t, gp_slice(f->header != NULL ? f->header : "-"));
        if (f->column >= 0)
            gp_table_share(t, (gp_i128)(f->confidence * 100 + 0.5), 100);
        else
            gp_table_none(t);
        gp_table_text(t, gp_slice(f->evidence != NULL ? f->evidence : ""));
        gp_text_addf(&option, "--%s COLUMN", name);
        gp_table_text_copy(t, gp_slice(gp_text_z(&option)));
        gp_text_release(&option);
    }
}

static void event_row(const struct gp_eventlog *log, size_t i, struct gp_table *t)
{
    size_t c = 0;

    while (log->first[c + 1] <= i)
        c++;
    gp_table_row(t);
    gp_table_count(t, log->line[i]);
    gp_table_text(t, gp_dict_name(&log->cases, (uint32_t)c));
    gp_table_text(t, gp_dict_name(&log->activities, log->activity[i]));
    if (log->has_start)
        gp_table_instant(t, log->start[i]);
    else
        gp_table_none(t);
    if (log->has_time)
        gp_table_instant(t, log->end[i]);
    else
        gp_table_none(t);
    gp_table_text(t, log->has_resource ? gp_dict_name(&log->resources, log->resource[i])
                                       : gp_slice(""));
    gp_table_text(t, log->has_group ? gp_dict_name(&log->groups, log->group[i])
                                    : gp_slice(""));
}

/* Is event i before k as the file shows them: by line, then by time? */
static bool shown_before(const struct gp_eventlog *log, size_t i, size_t k)
{
    if (log->line[i] != log->line[k])
        return log->line[i] < log->line[k];
    return i < k; /* of one row, so of one case: grouped by time */
}

/* The first events in file order. */
static void event_rows(const struct gp_peek *p, struct gp_table *t)
{
    const struct gp_eventlog *log = p->first.log;
    size_t shown, i, last = log->n;

    gp_table_begin(t, "events", "First events");
    gp_table_column(t, "line", "Line", GP_CELL_LINE, "line of the file");
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "case id");
    gp_table_column(t, "activity", "Activity", GP_CELL_TEXT, "activity");
    gp_table_column(t, "start", "Start", GP_CELL_INSTANT, "UTC");
    gp_table_column(t, "end", "Time", GP_CELL_INSTANT, "UTC");
    gp_table_column(t, "resource", "Resource", GP_CELL_TEXT, "person");
    gp_table_column(t, "group", "Group", GP_CELL_TEXT, "team");
    for (shown = 0; shown < GP_PEEK_EVENTS && shown < log->n; shown++) {
        size_t best = log->n;

        for (i = 0; i < log->n; i++)
            if ((last == log->n || shown_before(log, last, i)) &&
                (best == log->n || shown_before(log, i, best)))
                best = i;
        last = best;
        event_row(log, best, t);
    }
}

/* The first rows that would be refused. */
static void add_rejects(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_rejects *r = &p->first.rejects;
    int reason;
    size_t i;

    if (gp_rejects_total(r) == 0)
        return;
    gp_text_addf(out, "\nRefused among the first %d rows:\n", FIRST_ROWS);
    for (reason = 0; reason < GP_REJECT_KINDS; reason++)
        for (i = 0; i < r->n_examples[reason] && i < 3; i++) {
            const struct gp_reject_example *e = &r->example[reason][i];

            gp_text_addf(out, "  line %llu, %s: ", (unsigned long long)e->line,
                         gp_reject_name((enum gp_reject)reason));
            gp_escape_terminal(
                out,
                gp_slice(e->found != NULL && e->found[0] != '\0' ? e->found : e->text));
            gp_text_add_char(out, '\n');
        }
}

static void add_option(struct gp_text *out, const char *name, const char *value)
{
    gp_text_addf(out, " --%s ", name);
    gp_escape_shell(out, gp_slice(value));
}

/* Everything that was detected, as options: the same reading whatever else the detection
 * will learn. */
static void add_command(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_source_found *f = &p->found;
    const char *format = gp_options_time_format(&p->o->ingest, f);
    int role;

    gp_text_add(out, "goatpath report ");
    gp_escape_shell(out, gp_slice(p->o->operand[0]));
    if (f->shape == GP_SHAPE_WIDE || f->shape == GP_SHAPE_HISTORY)
        add_option(out, "shape", gp_shape_name(f->shape));
    for (role = 0; role < GP_ROLES; role++)
        if (f->role[role].header != NULL)
            add_option(out, gp_role_name((enum gp_role)role), f->role[role].header);
    if (f->field != NULL)
        add_option(out, "field", f->field);
    if (f->events != NULL)
        add_option(out, "events", f->events);
    if (format != NULL)
        add_option(out, "time-format", format);
    if (p->o->ingest.tz != NULL)
        add_option(out, "tz", p->o->ingest.tz);
}

static void times_and_shape(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_source_found *f = &p->found;

    gp_text_addf(out, "  shape       %s", gp_shape_name(f->shape));
    if (f->shape_evidence != NULL)
        gp_text_addf(out, ": %s", f->shape_evidence);
    gp_text_add(out, "  (--shape)\n");
    if (f->time_format != NULL)
        gp_text_addf(out, "  times       %s: %s  (--time-format)\n", f->time_format,
                     f->time_evidence != NULL ? f->time_evidence : "");
    if (f->tz != NULL)
        gp_text_addf(out, "  time zone   %s  (--tz)\n", f->tz);
}

static void add_table(struct gp_text *out, struct gp_table *t, size_t width)
{
    gp_text_add_char(out, '\n');
    gp_table_render_text(t, out, width);
    out->failed |= !gp_table_ok(t);
    gp_table_release(t);
}

void gp_peek_text(const struct gp_peek *p, struct gp_text *out, size_t width)
{
    struct gp_table roles = {0}, events = {0};

    file_facts(p, out);
    times_and_shape(p, out);
    role_rows(p, &roles);
    add_table(out, &roles, width);
    if (p->has_first) {
        event_rows(p, &events);
        add_table(out, &events, width);
        add_rejects(p, out);
    }
    if (p->problem.status == GP_OK) {
        gp_text_add(out, "\nThe same, said in full:\n  ");
        add_command(p, out);
        gp_text_add_char(out, '\n');
    }
}

static void json_role(const struct gp_role_found *f, const char *name,
                      struct gp_json *j)
{
    gp_json_open_flat(j, NULL, '{');
    gp_json_z(j, "role", name);
    gp_json_z(j, "column", f->header);
    if (f->column >= 0)
        gp_json_number(j, "confidence", f->confidence);
    else
        gp_json_null(j, "confidence");
    gp_json_z(j, "evidence", f->evidence);
    gp_json_close(j);
}

void gp_peek_json(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_source_found *f = &p->found;
    struct gp_json j = gp_json_into(out);
    struct gp_text command = {0};
    struct gp_table events = {0};
    int role;

    gp_json_open(&j, NULL, '{');
    gp_json_z(&j, "schema", "goatpath/1");
    gp_json_z(&j, "version", GP_VERSION);
    gp_json_z(&j, "file", f->name);
    gp_json_z(&j, "packing", f->dialect.packing);
    gp_json_z(&j, "encoding", f->dialect.encoding);
    if (f->dialect.delimiter != '\0')
        gp_json_string(&j, "delimiter", gp_slice_n(&f->dialect.delimiter, 1));
    else
        gp_json_null(&j, "delimiter");
    gp_json_z(&j, "line_end", f->dialect.line_end);
    gp_json_count(&j, "header_line", f->dialect.header_line);
    gp_json_count(&j, "preamble_lines", f->dialect.preamble_lines);
    gp_json_z(&j, "shape", gp_shape_name(f->shape));
    gp_json_z(&j, "field", f->field);
    gp_json_z(&j, "events", f->events);
    gp_json_z(&j, "time_format", f->time_format);
    gp_json_z(&j, "time_evidence", f->time_evidence);
    gp_json_z(&j, "tz", f->tz);
    gp_json_open(&j, "roles", '[');
    for (role = 0; role < GP_ROLES; role++)
        json_role(&f->role[role], gp_role_name((enum gp_role)role), &j);
    gp_json_close(&j);
    gp_json_z(&j, "problem", p->problem.status != GP_OK ? p->problem.text : NULL);
    add_command(p, &command);
    gp_json_z(&j, "command", gp_text_z(&command));
    if (p->has_first) {
        event_rows(p, &events);
        gp_table_render_json(&events, &j, "first_events");
        gp_table_release(&events);
    }
    gp_json_close(&j);
    gp_text_release(&command);
}
