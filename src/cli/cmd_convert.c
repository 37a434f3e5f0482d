/* cmd_convert.c - goatpath convert LOG... -o FILE.csv|.xes|.goat: the events as read. */
#include "cli/command.h"
#include "cli/load.h"
#include "cli/output.h"
#include "ingest/goat.h"
#include "report/export.h"

#include <string.h>

typedef enum gp_status export_fn(const struct gp_eventlog *log, const char *head,
                                 const struct gp_sink *sink, struct gp_err *err);

/* By the ending of -o; CSV on standard output. NULL: as a .goat file. */
static enum gp_status choose_export(struct gp_options *o, export_fn **out,
                                    struct gp_err *err)
{
    const char *dot = o->output != NULL ? strrchr(o->output, '.') : ".csv";

    *out = NULL;
    if (dot != NULL && strcmp(dot, ".goat") == 0) {
        o->ingest.filtered = true; /* rows of cases are counted for filters to come */
        if (o->filter.n == 0)
            return GP_OK;
        return gp_fail(
            err, GP_USAGE,
            "a .goat file keeps a whole log; give --filter to the commands that "
            "read it, or convert to .csv");
    }

    *out = gp_export_csv;
    if (dot != NULL && strcmp(dot, ".csv") == 0)
        return GP_OK;
    *out = gp_export_xes;
    if (dot != NULL && strcmp(dot, ".xes") == 0)
        return GP_OK;
    return gp_fail(err, GP_USAGE, "-o %s: a log is written as .csv, .xes or .goat",
                   o->output);
}

static enum gp_status write_piece(void *output, const struct gp_text *piece,
                                  struct gp_err *err)
{
    return gp_output_piece(output, piece, err);
}

/* Of one log alone: those of several may contradict each other. */
static const char *head_of(const struct gp_ingest_result *in)
{
    return in->n_sources == 1 && in->sources[0].xes_head != NULL
               ? in->sources[0].xes_head
               : "";
}

static enum gp_status write_goat(const struct gp_options *o, const struct gp_loaded *l,
                                 struct gp_output *output, struct gp_err *err)
{
    struct gp_text given = {0};
    enum gp_status st;

    if (l->ingest.given != NULL) /* converted once more */
        gp_text_add(&given, l->ingest.given);
    gp_text_add(&given, gp_text_z(&o->given));
    st = gp_text_ok(&given) ? gp_goat_write(&l->ingest, &l->rejects_csv,
                                            gp_text_z(&given), write_piece, output, err)
                            : gp_fail_memory(err);
    gp_text_release(&given);
    return st;
}

static enum gp_status write_log(const struct gp_options *o, const struct gp_loaded *l,
                                export_fn *export, struct gp_err *err)
{
    struct gp_sink sink = {write_piece, NULL};
    struct gp_output *output = NULL;
    enum gp_status st = gp_output_begin(o->output, o->force, &output, err);

    if (st != GP_OK)
        return st;
    sink.ctx = output;
    st = export != NULL ? export(l->ingest.log, head_of(&l->ingest), &sink, err)
                        : write_goat(o, l, output, err);
    if (st == GP_OK)
        return gp_output_commit(output, NULL, err);
    gp_output_abandon(output);
    return st;
}

/* What is in the file, and what the form cannot hold. */
static void tell(const struct gp_options *o, const struct gp_ingest_result *in)
{
    struct gp_text line = {0};

    if (o->output == NULL)
        return;
    gp_text_addf(&line, "%s holds ", o->output);
    gp_text_add_count(&line, in->events);
    gp_text_add(&line, " events of ");
    gp_text_add_count(&line, in->log->n_cases);
    gp_text_add(&line, " cases");
    if (in->other_transitions != 0) {
        gp_text_add(&line, "; ");
        gp_text_add_count(&line, in->other_transitions);
        gp_text_add(&line, " rows that neither start nor complete work are left out "
                           "(--lifecycle none makes every row an event)");
    }
    if (!in->log->has_time)
        gp_text_add(&line, "; it has no times, so read it with --time none");
    gp_output_remark("%s", gp_text_z(&line));
    gp_text_release(&line);
}

enum gp_status gp_cmd_convert(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    export_fn *export = NULL;
    enum gp_status st = choose_export(o, &export, err);

    if (o->ingest.n_keep == 0)
        o->ingest.keep_all = true;
    if (o->ingest.n_keep == 1 && strcmp(o->keep.at[0], "none") == 0)
        o->ingest.n_keep = 0;
    if (st == GP_OK)
        st = gp_load_events(o, 0, &l, err);
    if (st == GP_OK)
        st = write_log(o, &l, export, err);
    if (st == GP_OK && !o->quiet)
        tell(o, &l.ingest);
    gp_loaded_release(&l);
    return st;
}
