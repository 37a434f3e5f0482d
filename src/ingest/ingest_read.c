/* ingest_read.c - the rows of one file become events of the log, and the books must balance
 * (ingest_parts.h).
 *
 *   records of the reader = rows handed out + refused by it = a second count beside it
 *   rows handed out = used + refused as events + ignored
 */
#include "ingest/ingest_parts.h"

#include "ingest/found.h"
#include "ingest/odd_rows.h"

#include <string.h>

static void mark(bool *used, int column)
{
    if (column >= 0)
        used[column] = true;
}

enum gp_status gp_job_use_columns(struct job *j, const struct file *f)
{
    const struct gp_columns *c = &f->decision.columns;
    bool *used = gp_array_zero(gp_reader_n_columns(f->reader), sizeof *used);
    enum gp_status st;
    size_t i;
    int role;

    if (used == NULL)
        return gp_fail_memory(j->err);
    for (role = 0; role < GP_ROLES; role++)
        mark(used, c->column[role]);
    for (role = 0; role < GP_ROLES; role++)
        mark(used, c->second[role]);
    mark(used, c->history.field);
    mark(used, c->history.old_value);
    mark(used, c->history.created);
    for (i = 0; i < c->wide.n; i++)
        mark(used, c->wide.stage[i]);
    for (i = 0; i < c->wide.n; i++)
        mark(used, c->wide.of_day[i]);
    if (c->wide.n != 0)
        mark(used, c->wide.status);
    for (i = 0; i < f->decision.n_keep && !j->o->keep_all; i++)
        mark(used, f->decision.keep[i]);
    st = gp_reader_use(f->reader, used, j->err);
    gp_free(used);
    return st;
}

static void report_progress(const struct job *j, const struct file *f, uint64_t rows)
{
    if (j->o->progress != NULL)
        j->o->progress(j->o->progress_ctx, f->name, gp_reader_bytes_read(f->reader),
                       gp_reader_bytes_total(f->reader), rows);
}

/* A column of ids taken for the activity would make n x n tables (reliability C5). */
static enum gp_status not_an_identifier(const struct job *j, const struct file *f)
{
    if (j->r->log->activities.n <= 50000 || f->decision.columns.given[GP_ROLE_ACTIVITY])
        return GP_OK;
    return gp_fail_at(j->err, GP_INPUT, f->name, 0,
                      "the activity has more than 50,000 different values: this column "
                      "looks like an identifier; choose one with --activity COLUMN");
}

enum gp_status gp_job_rows_read(const struct job *j, const struct file *f,
                                uint64_t rows)
{
    report_progress(j, f, rows);
    return not_an_identifier(j, f);
}

void gp_job_count_trailing(struct job *j, uint64_t n)
{
    enum { MOST = 20 };

    j->r->trailing += n <= MOST ? n : 0;
}

static enum gp_status read_rows(struct job *j, struct file *f, struct gp_event_maker *m)
{
    enum { EVERY = 65536 };
    const struct gp_row *row = NULL;
    uint64_t rows = 0, used = 0,
             before = gp_strangers(m); /* strangers before the last row used */
    enum gp_status st;

    for (;;) {
        if (j->o->most_rows != 0 && rows == j->o->most_rows) {
            m->log->cut = true;
            return GP_OK;
        }
        st = gp_reader_next(f->reader, &row, j->err);
        if (st == GP_OK && row == NULL)
            gp_job_count_trailing(j, gp_strangers(m) - before);
        if (st != GP_OK || row == NULL)
            return st;
        st = gp_events_take(m, row, j->err);
        if (st != GP_OK)
            return st;
        if (m->count.used != used) {
            used = m->count.used;
            before = gp_strangers(m);
        }
        if (++rows % EVERY == 0) {
            st = gp_job_rows_read(j, f, rows);
            if (st != GP_OK)
                return st;
        }
    }
}

struct gp_event_maker gp_job_maker(const struct job *j, const struct file *f,
                                   const char *name)
{
    const struct gp_decision *d = &f->decision;
    struct gp_event_maker m = {
        .shape = d->columns.shape,
        .history = &d->columns.history,
        .wide = &d->columns.wide,
        .keep = d->keep,
        .n_keep = j->kept.names.n,
        .missing = j->missing,
        .n_missing = j->n_missing,
        .time = {.reading = d->time, .zone = f->zone},
        .start = {.reading = d->start, .zone = f->zone},
        .log = j->r->log,
        .rejects = &j->r->rejects,
        .case_rows = j->o->filtered ? &j->r->case_rows : NULL,
        .file = name,
    };

    memcpy(m.column, d->columns.column, sizeof m.column);
    memcpy(m.second, d->columns.second, sizeof m.second);
    return m;
}

/* The rows of one kind, of the column of times and that of starts: both in order. */
static void add_time_rows(struct gp_first_rows *to, const struct gp_time_noted *a,
                          const struct gp_time_noted *b, const char *file)
{
    uint64_t i = 0, k = 0, line;

    while (to->n < GP_TIME_LINES) {
        bool more_a = i < a->n && i < GP_TIME_LINES,
             more_b = k < b->n && k < GP_TIME_LINES;

        if (!more_a && !more_b)
            return;
        if (!more_b || (more_a && a->line[i] <= b->line[k]))
            line = a->line[i];
        else
            line = b->line[k];
        while (i < a->n && i < GP_TIME_LINES && a->line[i] == line)
            i++; /* several times of one row show it once */
        while (k < b->n && k < GP_TIME_LINES && b->line[k] == line)
            k++;
        to->row[to->n].file = file;
        to->row[to->n++].line = line;
    }
}

static void add_times(struct gp_ingest_result *r, const struct gp_event_maker *m)
{
    uint64_t *const count[GP_TIME_NOTES] = {
        [GP_TIME_DATE_ONLY] = &r->date_only,
        [GP_TIME_GAP] = &r->dst_gaps,
        [GP_TIME_OVERLAP] = &r->dst_overlaps,
        [GP_TIME_LEAP_SECOND] = &r->leap_seconds,
        [GP_TIME_PLACEHOLDER] = &r->placeholder_times,
        [GP_TIME_WITH_OFFSET] = &r->with_offset,
        [GP_TIME_WITHOUT_OFFSET] = &r->without_offset,
    };
    size_t i;

    for (i = 0; i < GP_TIME_NOTES; i++) {
        *count[i] += m->time.noted[i].n + m->start.noted[i].n;
        add_time_rows(&r->time_rows[i], &m->time.noted[i], &m->start.noted[i], m->file);
    }
}

static void add_counts(struct gp_ingest_result *r, const struct gp_event_maker *m)
{
    r->used += m->count.used;
    r->running += m->count.running;
    r->other_transitions += m->count.other_transitions;
    r->end_before_start += m->count.end_before_start;
    r->ignored += m->count.ignored;
    r->other_fields += m->count.other_fields;
    r->context_rows += m->count.context_rows;
    r->undated += m->count.undated;
    r->planned += m->count.planned;
    r->unclosed += m->count.unclosed;
    r->contradict += m->count.contradict;
    r->wide_events += m->shape == GP_SHAPE_WIDE ? m->count.events : 0;
    add_times(r, m);
}

static void note_undecided(struct job *j, const struct file *f,
                           const struct gp_event_maker *m)
{
    j->undecided += m->time.undecided + m->start.undecided;
    j->once |= !gp_reader_can_reopen(f->reader);
}

/* Records against the count of a scanner that knows only quotes and line ends, unless
 * only the first of them were read; and what the maker did with the rows against what
 * the reader handed out. */
static enum gp_status balance_file(struct job *j, const struct file *f,
                                   const struct gp_event_maker *m)
{
    const struct gp_reader_counts *c = gp_reader_counts(f->reader);

    if (!j->o->bounded && !c->quote_error && c->scanned != c->records)
        return gp_fail_at(j->err, GP_BUG, f->name, 0,
                          "%llu records were read, a second count finds %llu; please "
                          "report this",
                          (unsigned long long)c->records,
                          (unsigned long long)c->scanned);
    if (c->records == c->rows + c->rejected &&
        c->rows == m->count.used + m->count.rejected + m->count.ignored)
        return GP_OK;
    return gp_fail_at(
        j->err, GP_BUG, f->name, 0,
        "the rows do not add up: %llu records, %llu rows, %llu refused by "
        "the reader, %llu used, %llu refused as events, %llu ignored",
        (unsigned long long)c->records, (unsigned long long)c->rows,
        (unsigned long long)c->rejected, (unsigned long long)m->count.used,
        (unsigned long long)m->count.rejected, (unsigned long long)m->count.ignored);
}

/* A pipe is gone by now: its odd rows are only counted. */
static enum gp_status find_odd_rows(struct job *j, struct file *f,
                                    const struct gp_source_found *found)
{
    bool again = gp_reader_can_reopen(f->reader) && !j->o->bounded &&
                 gp_odd_rows_any(&found->counts);
    enum gp_status st = GP_OK;

    gp_job_close(f);
    if (again)
        st = gp_job_open(j, f);
    if (again && st == GP_OK)
        st = gp_odd_rows_find(f->reader, found, j->r, j->err);
    return st;
}

enum gp_status gp_job_read(struct job *j, struct file *f, struct gp_source_found *found)
{
    struct gp_event_maker m = gp_job_maker(j, f, found->name);
    enum gp_status st = gp_job_zone(j, f);

    if (st == GP_OK)
        st = gp_job_open(j, f);
    if (st == GP_OK) {
        m.time.zone = m.start.zone = f->zone;
        m.header = gp_reader_header(f->reader);
        st = gp_job_use_columns(j, f);
    }
    if (st == GP_OK)
        st = gp_eventlog_begin_file(j->r->log, f->name, j->err);
    if (st == GP_OK)
        st = gp_events_begin(&m, j->err);
    if (st == GP_OK)
        st = gp_job_can_read_blocks(j, f, &m) ? gp_job_read_blocks(j, f, &m)
                                              : read_rows(j, f, &m);
    if (st == GP_OK) {
        gp_found_count(found, f->reader);
        report_progress(j, f, found->counts.records);
        add_counts(j->r, &m);
        note_undecided(j, f, &m);
        j->r->rows += found->counts.records;
        st = balance_file(j, f, &m);
    }
    if (st == GP_OK)
        st = not_an_identifier(j, f);
    gp_events_release(&m);
    if (st == GP_OK)
        st = find_odd_rows(j, f, found);
    gp_job_close(f);
    return st;
}
