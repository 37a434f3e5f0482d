/* look.c - one log looked at, not read (gp_ingest_look of ingest.h).
 *
 *   sample -> decision -> what was found
 *   places -> rows that would be refused there            places.h
 *   the first rows -> events, as a report would read them
 *
 * All of it by one reader, since a pipe can be opened once.
 */
#include "ingest/ingest_parts.h"

#include "ingest/found.h"
#include "ingest/goat.h"
#include "ingest/places.h"

#include <string.h>

static enum gp_status take_elsewhere(void *maker, const struct gp_row *row,
                                     struct gp_err *err)
{
    return gp_events_take(maker, row, err);
}

/* Rows of several places become events of no log, to see which would be refused. */
static enum gp_status look_elsewhere(const struct job *j, const struct file *f,
                                     struct gp_look *out)
{
    const struct gp_eventlog *like = j->r->log;
    struct gp_event_maker m = gp_job_maker(j, f, out->found.name);
    struct gp_places places = {0};
    enum gp_status st;

    m.header = gp_reader_header(f->reader);
    m.rejects = &out->elsewhere;
    m.n_keep = 0;
    m.log = gp_eventlog_new(like->has_time, like->has_start, like->has_resource,
                            like->has_group);
    st = m.log != NULL ? gp_eventlog_begin_file(m.log, f->name, j->err)
                       : gp_fail_memory(j->err);
    if (st == GP_OK)
        st = gp_events_begin(&m, j->err);
    if (st == GP_OK)
        st = gp_places_look(f->reader, &out->elsewhere, take_elsewhere, &m, &places,
                            j->err);
    out->looked.places = places.n;
    out->looked.place_rows =
        places.rows + gp_rejects_total(&out->elsewhere) - m.count.rejected;
    gp_events_release(&m);
    gp_eventlog_free(m.log);
    return st;
}

static void count_looked(const struct file *f, struct gp_looked *out)
{
    size_t n = 0;

    (void)gp_reader_sample(f->reader, &n, &out->whole);
    out->rows = n;
    out->size = gp_reader_bytes_total(f->reader);
    out->bytes = gp_reader_sample_bytes(f->reader);
    out->order_places = f->decision.order_places;
    out->order_bytes = f->decision.order_bytes;
}

static enum gp_status look_at_first_rows(struct job *j, struct gp_look *out)
{
    struct file *f = j->file;
    enum gp_status st = gp_kept_add(&j->kept, f->reader, j->o, &f->decision, j->err);

    if (st == GP_OK)
        st = gp_job_make_log(j);
    if (st == GP_OK)
        st = gp_job_use_columns(j, f);
    if (st == GP_OK)
        st = look_elsewhere(j, f, out);
    if (st == GP_OK)
        st = gp_job_read(j, f, &j->r->sources[0]);
    if (st == GP_OK)
        st = gp_job_group(j);
    out->has_first = st == GP_OK;
    if (st == GP_OK && j->r->log->n == 0)
        st = gp_job_first_reject(j, GP_INPUT, "no events");
    return st;
}

/* In a .goat file everything was decided when it was written. */
static enum gp_status look_at_goat(struct job *j, struct gp_look *out)
{
    enum gp_status st = gp_job_read_goat(j, &out->looked);

    if (st != GP_OK)
        return st;
    st = gp_job_judge(j);
    if (st == GP_INPUT)
        out->problem = *j->err; /* why a report would refuse it */
    else if (st != GP_OK)
        return st;
    out->has_first = true;
    out->found = j->r->sources[0]; /* moved */
    memset(&j->r->sources[0], 0, sizeof j->r->sources[0]);
    return GP_OK;
}

static enum gp_status look(struct job *j, struct gp_look *out)
{
    struct file *f = j->file;
    enum gp_status st = gp_job_zones_fit(j);

    if (st == GP_OK)
        st = gp_job_zone(j, f);

    if (st == GP_OK)
        st = gp_job_split_missing(j);
    if (st == GP_OK)
        st = gp_job_open(j, f);
    if (st != GP_OK)
        return st;
    st = gp_decide(f->reader, f->name, j->o, &j->r->rejects, NULL, NULL, &f->decision,
                   &out->problem);
    if (st != GP_OK && st != GP_INPUT) {
        *j->err = out->problem;
        return st;
    }
    count_looked(f, &out->looked);
    st = gp_found_fill(&out->found, f->name, f->reader, &f->decision,
                       gp_job_tz(j, f->name), j->err);
    if (st != GP_OK || out->problem.status != GP_OK)
        return st;
    st = gp_found_fill(&j->r->sources[0], f->name, f->reader, &f->decision,
                       gp_job_tz(j, f->name), j->err);
    j->r->n_sources = 1;
    if (st == GP_OK)
        st = look_at_first_rows(j, out);
    if (st == GP_INPUT) { /* nothing readable among the first rows */
        out->problem = *j->err;
        st = GP_OK;
    }
    return st;
}

enum gp_status gp_ingest_look(const char *file, const struct gp_ingest_options *options,
                              struct gp_look *out, struct gp_err *err)
{
    struct gp_ingest_options o = *options;
    struct file f = {.name = file};
    struct job j = {.o = &o, .r = &out->first, .file = &f, .n_files = 1, .err = err};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    o.bounded = o.reader.bounded = true;
    o.threads = 1; /* reading ahead would read what is not looked at */
    gp_rejects_init(&out->elsewhere, NULL);
    gp_rejects_init(&out->first.rejects, NULL);
    out->first.sources = gp_array_zero(1, sizeof *out->first.sources);
    if (out->first.sources == NULL)
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_goat_is(file, o.reader.tmpdir) ? look_at_goat(&j, out) : look(&j, out);
    gp_job_close(&f);
    gp_decision_release(&f.decision);
    gp_free(j.missing);
    gp_kept_release(&j.kept);
    gp_zone_free(f.zone);
    if (st != GP_OK)
        gp_look_release(out);
    return st;
}

void gp_look_release(struct gp_look *l)
{
    gp_source_found_release(&l->found);
    gp_ingest_release(&l->first);
    gp_rejects_release(&l->elsewhere);
    memset(l, 0, sizeof *l);
}
