/* remarks.c - see remarks.h. */
#include "cli/remarks.h"

#include "cli/output.h"

#include <string.h>
#include <strings.h>

/* Reasons by how many rows they cost; of equal ones in their own order. */
static size_t sort_reasons(const struct gp_rejects *r, int *order)
{
    size_t n = 0, i;
    int reason;

    for (reason = 0; reason < GP_REJECT_KINDS; reason++) {
        if (r->count[reason] == 0)
            continue;
        for (i = n++; i > 0 && r->count[order[i - 1]] < r->count[reason]; i--)
            order[i] = order[i - 1];
        order[i] = reason;
    }
    return n;
}

/* " 2 no case (deals.csv:10), 1 no time (deals.csv:30), 9 for 4 other reasons" */
static void say_reasons(struct gp_text *line, const struct gp_rejects *r)
{
    enum { MOST = 3 };
    int order[GP_REJECT_KINDS];
    size_t n = sort_reasons(r, order), i;
    uint64_t rest = 0;

    for (i = 0; i < n; i++) {
        const struct gp_reject_example *first = &r->example[order[i]][0];

        if (i >= MOST && n > MOST + 1) {
            rest += r->count[order[i]];
            continue;
        }
        gp_text_add(line, i > 0 ? ", " : " ");
        gp_text_add_count(line, r->count[order[i]]);
        gp_text_addf(line, " %s (%s%s:%llu)", gp_reject_name((enum gp_reject)order[i]),
                     i > 0 ? "" : "first ", first->file,
                     (unsigned long long)first->line);
    }
    if (rest == 0)
        return;
    gp_text_add(line, ", ");
    gp_text_add_count(line, rest);
    gp_text_addf(line, " for %zu other reasons", n - MOST);
}

void gp_remark_rejects(const struct gp_ingest_result *in)
{
    struct gp_text line = {0};

    gp_text_add_count(&line, gp_rejects_total(&in->rejects));
    gp_text_add(&line, " of ");
    gp_text_add_count(&line, in->rows);
    gp_text_add(&line, " rows were refused:");
    say_reasons(&line, &in->rejects);
    gp_text_add(&line, "; --rejects FILE writes them all");
    gp_output_remark("%s", gp_text_z(&line));
    gp_text_release(&line);
}

void gp_remark_attributes(const struct gp_ingest_result *in)
{
    uint64_t lists = 0, empty = 0;
    struct gp_text line = {0};
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        lists += in->sources[i].counts.in_lists;
        empty += in->sources[i].counts.empty_values;
    }
    if (lists + empty == 0)
        return;
    gp_text_add(&line, "attributes of XES: ");
    if (lists != 0) {
        gp_text_add_count(&line, lists);
        gp_text_add(&line, " nested too deep are left out");
    }
    if (empty != 0) {
        gp_text_add(&line, lists != 0 ? ", " : "");
        gp_text_add_count(&line, empty);
        gp_text_add(&line, " with an empty value count as none");
    }
    gp_output_remark("%s", gp_text_z(&line));
    gp_text_release(&line);
}

void gp_remark_doubts(const struct gp_ingest_result *in)
{
    uint64_t same = 0, doubts = 0;
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        const struct gp_source_found *s = &in->sources[i];

        same += s->counts.same_names;
        if (s->dialect.encoding_doubt != NULL && doubts++ == 0)
            gp_output_remark("%s: the encoding is not certain: %s; --encoding says it",
                             s->name, s->dialect.encoding_doubt);
    }
    if (doubts > 1)
        gp_output_remark("the encoding of %llu more files is not certain",
                         (unsigned long long)(doubts - 1));
    if (same != 0)
        gp_output_remark("traces of XES with the name of an earlier one: %llu; "
                         "`goatpath check` says what becomes of them",
                         (unsigned long long)same);
}

void gp_remark_joined(const struct gp_options *o, const struct gp_case_join *j)
{
    struct gp_text line = {0};

    gp_text_addf(&line, "%s: ", o->ingest.cases);
    gp_text_add_count(&line, j->unmatched);
    gp_text_add(&line, " of ");
    gp_text_add_count(&line, j->rows);
    gp_text_add(&line, " rows are of no case of the log; ");
    gp_text_add_count(&line, j->cases_without);
    gp_text_add(&line, " cases have no row");
    if (j->repeated != 0) {
        gp_text_add(&line, "; ");
        gp_text_add_count(&line, j->repeated);
        gp_text_add(&line, " repeat a case, whose first row counts");
    }
    if (j->rejected != 0) {
        gp_text_add(&line, "; damaged rows refused: ");
        gp_text_add_count(&line, j->rejected);
    }
    gp_output_remark("%s", gp_text_z(&line));
    gp_text_release(&line);
}

void gp_remark_filtered(const struct gp_filtered *f)
{
    struct gp_text line = {0};

    gp_text_add(&line, "--filter: ");
    gp_text_add_count(&line, f->cases);
    gp_text_add(&line, " of ");
    gp_text_add_count(&line, f->cases_read);
    gp_text_add(&line, " cases and ");
    gp_text_add_count(&line, f->events);
    gp_text_add(&line, " of ");
    gp_text_add_count(&line, f->events_read);
    gp_text_add(&line, " events are left");
    gp_output_remark("%s", gp_text_z(&line));
    gp_text_release(&line);
}

void gp_remark_allowances(const struct gp_options *o, const struct gp_allowances *a)
{
    size_t i;

    for (i = 0; i < a->n; i++)
        if (a->at[i].used == 0)
            gp_output_remark("%s:%llu: no gap is \"%.*s\"", o->allow,
                             (unsigned long long)a->at[i].line,
                             (int)a->at[i].pattern.len, a->at[i].pattern.at);
}

void gp_remark_duty(const struct gp_options *o, const struct gp_calendar *calendar,
                    const struct gp_duty *d)
{
    size_t i;

    for (i = 0; i < d->n_unknown && i < 3; i++) {
        const char *name;
        uint64_t line;

        (void)gp_calendar_named(calendar, d->unknown[i], &name, &line);
        gp_output_remark("%s:%llu: no person and no team of the log is called \"%s\"",
                         o->calendar, (unsigned long long)line, name);
    }
    if (i < d->n_unknown)
        gp_output_remark("%s: %zu more names are of nobody in the log", o->calendar,
                         d->n_unknown - i);
}

void gp_remark_no_document(const struct gp_options *o)
{
    const struct {
        bool given;
        const char *name;
    } about[] = {
        {o->names != NULL, "names"},
        {o->accept_names > 0, "accept-names"},
        {o->compare_within != NULL, "compare-within"},
        {o->ties != NULL, "ties"},
        {o->compat != NULL, "compat"},
        {o->allow != NULL, "allow"},
    };
    size_t i;

    for (i = 0; i < sizeof about / sizeof about[0]; i++)
        if (about[i].given)
            gp_output_remark("--%s is not used: it is about a document, and no "
                             "--document is given",
                             about[i].name);
}

static bool is_document_by_name(const char *name)
{
    static const char *const ends[] = {".md",   ".markdown", ".bpmn",
                                       ".pnml", ".ptml",     ".mmd"};
    size_t len = strlen(name), k;

    for (k = 0; k < sizeof ends / sizeof ends[0]; k++)
        if (len > strlen(ends[k]) &&
            strcasecmp(name + len - strlen(ends[k]), ends[k]) == 0)
            return true;
    return false;
}

enum gp_status gp_refuse_documents(const struct gp_options *o, size_t first,
                                   struct gp_err *err)
{
    size_t i;

    for (i = first; i < o->n_operands; i++) {
        if (is_document_by_name(o->operand[i]))
            return gp_fail(err, GP_USAGE,
                           "%s is a document by its name, and a log is expected "
                           "here; a document is given with --document %s",
                           o->operand[i], o->operand[i]);
    }
    return GP_OK;
}
