/* peek.c - see peek.h. */
#include "cli/peek.h"
#include "base/escape.h"
#include "base/instant.h"
#include "base/json.h"
#include "filter/filter.h"
#include "report/table.h"

#include <string.h>

enum { FIRST_ROWS = 200 };

/* Peek shows events as they are read, so only the filter's grammar matters. */
static enum gp_status check_filter(const struct gp_options *o, struct gp_err *err)
{
    struct gp_filter *filter = NULL;
    enum gp_status st = GP_OK;

    if (o->filter.n != 0)
        st = gp_filter_parse(o->filter.at, o->filter.n, o->ingest.tz, &filter, err);
    gp_filter_free(filter);
    return st;
}

enum gp_status gp_peek_look(struct gp_options *o, struct gp_peek *p, struct gp_err *err)
{
    struct gp_ingest_options first = o->ingest;
    enum gp_status st = check_filter(o, err);

    memset(p, 0, sizeof *p);
    p->o = o;
    first.most_rows = FIRST_ROWS;
    return st == GP_OK ? gp_ingest_look(o->operand[0], &first, &p->look, err) : st;
}

void gp_peek_release(struct gp_peek *p)
{
    gp_look_release(&p->look);
}

static const char *delimiter_word(char c)
{
    return c == ','    ? "comma"
           : c == ';'  ? "semicolon"
           : c == '\t' ? "tab"
           : c == '|'  ? "pipe"
                       : "another character";
}

static void add_bytes(struct gp_text *out, uint64_t bytes)
{
    static const char *const unit[] = {"bytes", "kB", "MB", "GB", "TB"};
    double n = (double)bytes;
    size_t u = 0;

    for (; n >= 999.5 && u + 1 < sizeof unit / sizeof unit[0]; u++)
        n /= 1000;
    gp_text_addf(out, u == 0 || n >= 9.95 ? "%.0f %s" : "%.1f %s", n, unit[u]);
}

/* A .goat file tells of the file that it was made from. */
static bool is_packed(const struct gp_look *l)
{
    return l->first.given == NULL && strcmp(l->found.dialect.packing, "plain") != 0;
}

/* "the first 1.0 MB and 16 places of 947 MB: 10,936 and 11,024 rows" */
static void add_looked(struct gp_text *out, const struct gp_look *l)
{
    const struct gp_looked *k = &l->looked;

    gp_text_add(out, k->whole ? "all of it" : "the first ");
    if (!k->whole && k->bytes != 0)
        add_bytes(out, k->bytes);
    else if (!k->whole)
        gp_text_add(out, "part");
    if (!k->whole && is_packed(l))
        gp_text_add(out, ", unpacked,");
    if (k->places != 0)
        gp_text_addf(out, " and %zu places", k->places);
    if (!k->whole && k->size != 0) {
        gp_text_add(out, " of ");
        add_bytes(out, k->size);
        gp_text_add(out, is_packed(l) ? " packed" : "");
    }
    gp_text_add(out, ": ");
    gp_text_add_count(out, k->rows);
    if (k->places != 0) {
        gp_text_add(out, " and ");
        gp_text_add_count(out, k->place_rows);
    }
    gp_text_add(out, " rows");
    if (k->order_bytes != 0) {
        gp_text_add(out, "; for the order of day and month ");
        if (k->order_places != 0)
            gp_text_addf(out, "%zu places and ", k->order_places);
        gp_text_add(out, l->found.order_sampled ? "the first " : "all ");
        add_bytes(out, k->order_bytes);
    }
    if (!k->whole)
        gp_text_add(out, "; a report reads everything");
}

static void looked_line(const struct gp_peek *p, struct gp_text *out)
{
    gp_text_add(out, "  looked at   ");
    add_looked(out, &p->look);
    gp_text_add_char(out, '\n');
}

/* What is no text has neither dialect nor header line. */
static void format_facts(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_dialect *d = &p->look.found.dialect;

    gp_text_addf(out, "  %s, %s, %s\n", d->packing, gp_format_in_name(d->format),
                 d->encoding);
    looked_line(p, out);
    gp_text_addf(out, "  format      %s\n  columns     ", d->delimiter_evidence);
    gp_escape_terminal(out, gp_slice(d->header_evidence));
    gp_text_add(out, "\n");
}

static void file_facts(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_dialect *d = &p->look.found.dialect;

    gp_escape_terminal(out, gp_slice(p->look.found.name));
    if (d->format != GP_IN_TEXT) {
        format_facts(p, out);
        return;
    }
    gp_text_addf(out, "  %s, %s%s, %s, line ends %s\n", d->packing, d->encoding,
                 d->bom ? " with byte order mark" : "", delimiter_word(d->delimiter),
                 d->line_end);
    looked_line(p, out);
    gp_text_addf(out, "  encoding    %s\n  delimiter   %s\n  header      %s\n",
                 d->encoding_evidence != NULL ? d->encoding_evidence : "",
                 d->delimiter_evidence != NULL ? d->delimiter_evidence : "",
                 d->header_evidence != NULL ? d->header_evidence : "");
    if (d->encoding_doubt != NULL)
        gp_text_addf(out, "  unsure      %s  (--encoding)\n", d->encoding_doubt);
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
        const struct gp_role_found *f = &p->look.found.role[role];
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
        gp_table_text_take(t, &option);
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
    gp_table_text(t, gp_dict_name(&log->activities, gp_id(log->activity, i)));
    if (log->has_start)
        gp_table_instant(t, log->start[i]);
    else
        gp_table_none(t);
    if (log->has_time)
        gp_table_instant(t, log->end[i]);
    else
        gp_table_none(t);
    gp_table_text(t, log->has_resource
                         ? gp_dict_name(&log->resources, gp_id(log->resource, i))
                         : gp_slice(""));
    gp_table_text(t, log->has_group ? gp_dict_name(&log->groups, gp_id(log->group, i))
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
    const struct gp_eventlog *log = p->look.first.log;
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

/* Refused rows, the first three of each reason. A place's lines count from its beginning:
 * they are not shown. */
static void add_rejects(const struct gp_rejects *r, bool lines, struct gp_text *out)
{
    int reason;
    size_t i;

    for (reason = 0; reason < GP_REJECT_KINDS; reason++)
        for (i = 0; i < r->n_examples[reason] && i < 3; i++) {
            const struct gp_reject_example *e = &r->example[reason][i];

            gp_text_add(out, "  ");
            if (lines)
                gp_text_addf(out, "line %llu, ", (unsigned long long)e->line);
            gp_text_addf(out, "%s: ", gp_reject_name((enum gp_reject)reason));
            gp_escape_terminal(
                out,
                gp_slice(e->found != NULL && e->found[0] != '\0' ? e->found : e->text));
            gp_text_add_char(out, '\n');
        }
}

static void add_problems(const struct gp_look *l, struct gp_text *out)
{
    if (gp_rejects_total(&l->first.rejects) != 0) {
        gp_text_addf(out, "\nRefused among the first %d rows:\n", FIRST_ROWS);
        add_rejects(&l->first.rejects, true, out);
    }
    if (gp_rejects_total(&l->elsewhere) != 0) {
        gp_text_add(out, "\nRefused in the other places: ");
        gp_text_add_count(out, gp_rejects_total(&l->elsewhere));
        gp_text_add(out, " of ");
        gp_text_add_count(out, l->looked.place_rows);
        gp_text_add(out, " rows\n");
        add_rejects(&l->elsewhere, false, out);
    }
}

/* A line about the file; the value holds text of the file. */
static void fact(struct gp_text *out, const char *name, const char *value)
{
    gp_text_addf(out, "  %-11s ", name);
    gp_escape_terminal(out, gp_slice(value));
    gp_text_add_char(out, '\n');
}

static void times_and_shape(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_source_found *f = &p->look.found;

    if (f->preset != NULL)
        fact(out, "preset", f->preset);
    if (f->looks_like != NULL)
        fact(out, "looks like", f->looks_like);
    gp_text_addf(out, "  shape       %s", gp_shape_name(f->shape));
    if (f->shape_evidence != NULL && f->shape_evidence[0] != '\0')
        gp_text_addf(out, ": %s", f->shape_evidence);
    gp_text_add(out, "  (--shape)\n");
    if (f->time_format != NULL && f->time_format[0] != '\0')
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
    if (p->look.has_first) {
        event_rows(p, &events);
        add_table(out, &events, width);
        add_problems(&p->look, out);
    }
    if (p->look.problem.status == GP_OK) {
        gp_text_add(out, "\nThe same, said in full:\n  ");
        gp_peek_command(p, out);
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

static void json_looked(const struct gp_look *l, struct gp_json *j)
{
    const struct gp_looked *k = &l->looked;
    struct gp_text sentence = {0};

    add_looked(&sentence, l);
    gp_json_open(j, "looked_at", '{');
    gp_json_z(j, "sentence", gp_text_z(&sentence));
    gp_json_bool(j, "whole", k->whole);
    gp_json_count(j, "rows", k->rows);
    gp_json_count(j, "places", k->places);
    gp_json_count(j, "place_rows", k->place_rows);
    gp_json_count(j, "refused_in_places", gp_rejects_total(&l->elsewhere));
    gp_json_bool(j, "order_sampled", l->found.order_sampled);
    gp_json_close(j);
    gp_text_release(&sentence);
}

void gp_peek_json(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_source_found *f = &p->look.found;
    struct gp_json j = gp_json_into(out);
    struct gp_text command = {0};
    struct gp_table events = {0};
    int role;

    gp_json_open(&j, NULL, '{');
    gp_json_z(&j, "schema", "goatpath/1");
    gp_json_z(&j, "version", GP_VERSION);
    gp_json_z(&j, "file", f->name);
    json_looked(&p->look, &j);
    gp_json_z(&j, "packing", f->dialect.packing);
    gp_json_z(&j, "encoding", f->dialect.encoding);
    if (f->dialect.delimiter != '\0')
        gp_json_string(&j, "delimiter", gp_slice_n(&f->dialect.delimiter, 1));
    else
        gp_json_null(&j, "delimiter");
    gp_json_z(&j, "line_end", f->dialect.line_end);
    gp_json_count(&j, "header_line", f->dialect.header_line);
    gp_json_count(&j, "preamble_lines", f->dialect.preamble_lines);
    gp_json_z(&j, "preset", f->preset);
    gp_json_z(&j, "looks_like", f->looks_like);
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
    gp_json_z(&j, "problem",
              p->look.problem.status != GP_OK ? p->look.problem.text : NULL);
    gp_peek_command(p, &command);
    gp_json_z(&j, "command", gp_text_z(&command));
    if (p->look.has_first) {
        event_rows(p, &events);
        gp_table_render_json(&events, &j, "first_events");
        gp_table_release(&events);
    }
    gp_json_close(&j);
    gp_text_release(&command);
}
