/* ingest.c - see ingest.h.
 *
 *   each file: open, look at the first MiB, decide        decide.h
 *   one log with every column that any file has           eventlog.h
 *   each file: row -> event or reject                     events.h
 *   group, and check that the books balance
 *
 * Several files are closed between the two ways, so that their number is not bounded by
 * open files; pipes and a single file stay open.
 */
#include "ingest/ingest_parts.h"

#include "ingest/case_attributes.h"
#include "ingest/found.h"
#include "ingest/goat.h"

#include <string.h>

const char *gp_shape_name(enum gp_shape shape)
{
    static const char *const names[] = {"unknown",   "events", "interval",
                                        "lifecycle", "wide",   "history"};

    return names[shape];
}

const char *gp_role_name(enum gp_role role)
{
    static const char *const names[GP_ROLES] = {"case",      "activity", "time",
                                                "start",     "resource", "group",
                                                "lifecycle", "instance"};

    return names[role];
}

/* ---- before reading ---- */

enum gp_status gp_job_split_missing(struct job *j)
{
    const char *at = j->o->missing;
    size_t n = 1;

    if (at == NULL || *at == '\0')
        return GP_OK;
    for (; *at != '\0'; at++)
        n += *at == ',';
    j->missing = gp_array(n, sizeof *j->missing);
    if (j->missing == NULL)
        return gp_fail_memory(j->err);
    for (at = j->o->missing; j->n_missing < n; j->n_missing++) {
        size_t len = strcspn(at, ",");

        j->missing[j->n_missing] = gp_slice_trim(gp_slice_n(at, len));
        at += len + 1;
    }
    return GP_OK;
}

static enum gp_status no_file_twice(struct job *j)
{
    struct gp_dict names = {0};
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < j->n_files && st == GP_OK; i++) {
        uint32_t id = gp_dict_add(&names, gp_slice(j->file[i].name));

        if (id == GP_NO_ID)
            st = gp_fail_memory(j->err);
        else if (id < i)
            st = gp_fail(j->err, GP_USAGE,
                         "\"%s\" is given twice; each file is read once",
                         j->file[i].name);
    }
    gp_dict_release(&names);
    return st;
}

enum gp_status gp_job_open(struct job *j, struct file *f)
{
    struct gp_reader_options reader = j->o->reader;

    if (f->reader != NULL)
        return GP_OK;
    reader.classifier = j->o->column[GP_ROLE_ACTIVITY];
    reader.beside = j->o->threads > 1;
    reader.all_fields = j->o->keep_all;
    return gp_reader_open(f->name, &reader, &j->r->rejects, &f->reader, j->err);
}

void gp_job_close(struct file *f)
{
    gp_reader_close(f->reader);
    f->reader = NULL;
}

static enum gp_status note_columns(struct job *j, const struct gp_reader *reader)
{
    const struct gp_slice *header = gp_reader_header(reader);
    size_t i;

    for (i = 0; i < gp_reader_n_columns(reader); i++)
        if (gp_dict_add(&j->r->columns, header[i]) == GP_NO_ID)
            return gp_fail_memory(j->err);
    return GP_OK;
}

/* other: a file whose order of day and month counts here; or NULL. */
static enum gp_status look_at_file(struct job *j, struct file *f,
                                   const struct file *other,
                                   struct gp_source_found *found)
{
    enum gp_status st = gp_job_open(j, f);

    if (st == GP_OK)
        st = gp_decide(f->reader, f->name, j->o, &j->r->rejects,
                       other != NULL ? &other->decision : NULL,
                       other != NULL ? other->name : NULL, &f->decision, j->err);
    if (st == GP_OK)
        st = gp_found_fill(found, f->name, f->reader, &f->decision, j->o, j->err);
    if (st == GP_OK)
        st = gp_kept_add(&j->kept, f->reader, j->o, &f->decision, j->err);
    if (st == GP_OK && j->o->filtered)
        st = note_columns(j, f->reader);
    if (st == GP_OK && j->n_files > 1 && gp_reader_can_reopen(f->reader))
        gp_job_close(f);
    return st;
}

/* A file that tells the order of day and month of such dates; NULL when none does, or
 * when two say otherwise. */
static const struct file *who_knows(const struct job *j, enum gp_time_form form)
{
    const struct file *found = NULL;
    size_t i;

    for (i = 0; i < j->n_files; i++) {
        const struct file *f = &j->file[i];

        if (f->decision.time.order[form] == GP_ORDER_UNKNOWN)
            continue;
        if (found != NULL &&
            found->decision.time.order[form] != f->decision.time.order[form])
            return NULL;
        if (found == NULL)
            found = f;
    }
    return found;
}

/* What stays open in one file may be told by another one: those are looked at once more,
 * when all have been looked at. */
static enum gp_status look_at_files(struct job *j)
{
    struct gp_err open = {0};
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < j->n_files && st == GP_OK; i++) {
        st = look_at_file(j, &j->file[i], NULL, &j->r->sources[i]);
        j->r->n_sources = i + 1;
        if (st != GP_INPUT || j->n_files == 1 || !j->file[i].decision.undecided)
            continue;
        if (open.status == GP_OK)
            open = *j->err;
        st = GP_OK;
    }
    for (i = 0; i < j->n_files && st == GP_OK; i++) {
        enum gp_time_form form = j->file[i].decision.undecided;
        const struct file *other = form != GP_FORM_NONE ? who_knows(j, form) : NULL;

        if (form == GP_FORM_NONE)
            continue;
        if (other == NULL) {
            *j->err = open;
            return GP_INPUT;
        }
        gp_decision_release(&j->file[i].decision);
        st = look_at_file(j, &j->file[i], other, &j->r->sources[i]);
    }
    return st;
}

/* Has the file something for the role: a column, or what its shape knows besides. */
static bool file_has(const struct file *f, enum gp_role role)
{
    const struct gp_columns *c = &f->decision.columns;

    return c->column[role] >= 0 ||
           (role == GP_ROLE_TIME && c->shape == GP_SHAPE_WIDE) ||
           (role == GP_ROLE_RESOURCE && c->history.person.len != 0) ||
           (role == GP_ROLE_GROUP && c->history.team.len != 0);
}

static bool any_file_has(const struct job *j, enum gp_role role)
{
    size_t i;

    for (i = 0; i < j->n_files; i++)
        if (file_has(&j->file[i], role))
            return true;
    return false;
}

/* Logs with and without time cannot be ordered together. */
static enum gp_status all_or_none_timed(struct job *j)
{
    size_t i;

    for (i = 1; i < j->n_files; i++)
        if (file_has(&j->file[i], GP_ROLE_TIME) != file_has(&j->file[0], GP_ROLE_TIME))
            return gp_fail_at(j->err, GP_INPUT, j->file[i].name, 0,
                              "of this file and \"%s\" only one has times; read them "
                              "apart, or give --time none to order both by their lines",
                              j->file[0].name);
    return GP_OK;
}

static bool any_shape(const struct job *j, enum gp_shape shape)
{
    size_t i;

    for (i = 0; i < j->n_files; i++)
        if (j->file[i].decision.columns.shape == shape)
            return true;
    return false;
}

/* Pairing starts with completes asks for the case id of every single row, and changes
 * events that are there; a history gives owners to events at its end. */
static void prepare_log(const struct job *j)
{
    bool pairing = any_shape(j, GP_SHAPE_LIFECYCLE);

    gp_eventlog_threads(j->r->log, pairing ? 1 : j->o->threads);
    if (pairing || any_shape(j, GP_SHAPE_HISTORY))
        gp_eventlog_stay(j->r->log);
}

enum gp_status gp_job_make_log(struct job *j)
{
    bool timed = any_file_has(j, GP_ROLE_TIME), intervals = false;
    enum gp_status st = all_or_none_timed(j);
    size_t i;

    if (st != GP_OK)
        return st;
    for (i = 0; i < j->n_files; i++)
        intervals |= j->file[i].decision.columns.shape == GP_SHAPE_INTERVAL ||
                     j->file[i].decision.columns.shape == GP_SHAPE_LIFECYCLE;
    j->r->log =
        gp_eventlog_new(timed, timed && intervals, any_file_has(j, GP_ROLE_RESOURCE),
                        any_file_has(j, GP_ROLE_GROUP));
    if (j->r->log == NULL)
        return gp_fail_memory(j->err);
    prepare_log(j);
    for (i = 0; i < j->n_files && st == GP_OK; i++)
        st = gp_kept_extend(&j->kept, &j->file[i].decision, j->err);
    return st == GP_OK ? gp_kept_begin(&j->kept, j->r->log, j->err) : st;
}

/* ---- reading ---- */

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

/* Rows that are none of the table: too few fields, or none where names should be. */
static uint64_t strangers(const struct gp_event_maker *m)
{
    return m->rejects->added - m->unread;
}

/* Totals and remarks stand behind the table in the exports of many systems. A few lines
 * there are no sign that the rows are read wrongly. */
static void count_trailing(struct gp_ingest_result *r, uint64_t n)
{
    enum { MOST = 20 };

    r->trailing += n <= MOST ? n : 0;
}

static enum gp_status read_rows(struct job *j, struct file *f, struct gp_event_maker *m)
{
    enum { EVERY = 65536 };
    const struct gp_row *row = NULL;
    uint64_t rows = 0, used = 0,
             before = strangers(m); /* strangers before the last row used */
    enum gp_status st;

    for (;;) {
        if (j->o->most_rows != 0 && rows == j->o->most_rows)
            return GP_OK;
        st = gp_reader_next(f->reader, &row, j->err);
        if (st == GP_OK && row == NULL)
            count_trailing(j->r, strangers(m) - before);
        if (st != GP_OK || row == NULL)
            return st;
        st = gp_events_take(m, row, j->err);
        if (st != GP_OK)
            return st;
        if (m->used != used) {
            used = m->used;
            before = strangers(m);
        }
        if (++rows % EVERY == 0) {
            report_progress(j, f, rows);
            st = not_an_identifier(j, f);
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
        .time = {.reading = d->time, .zone = j->zone},
        .start = {.reading = d->start, .zone = j->zone},
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
static void add_time_rows(struct gp_time_rows *to, const struct gp_time_noted *a,
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
    r->used += m->used;
    r->running += m->running;
    r->unpaired_completes += m->unpaired_completes;
    r->other_transitions += m->other_transitions;
    r->end_before_start += m->end_before_start;
    r->ignored += m->ignored;
    r->other_fields += m->other_fields;
    r->context_rows += m->context_rows;
    r->first_states += m->first_states;
    r->unknown_starts += m->unknown_starts;
    r->undated += m->undated;
    r->planned += m->planned;
    r->unclosed += m->unclosed;
    r->contradict += m->contradict;
    r->wide_events += m->shape == GP_SHAPE_WIDE ? m->events : 0;
    add_times(r, m);
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
        c->rows == m->used + m->rejected + m->ignored)
        return GP_OK;
    return gp_fail_at(
        j->err, GP_BUG, f->name, 0,
        "the rows do not add up: %llu records, %llu rows, %llu refused by "
        "the reader, %llu used, %llu refused as events, %llu ignored",
        (unsigned long long)c->records, (unsigned long long)c->rows,
        (unsigned long long)c->rejected, (unsigned long long)m->used,
        (unsigned long long)m->rejected, (unsigned long long)m->ignored);
}

enum gp_status gp_job_read(struct job *j, struct file *f, struct gp_source_found *found)
{
    struct gp_event_maker m = gp_job_maker(j, f, found->name);
    enum gp_status st = gp_job_open(j, f);

    if (st == GP_OK) {
        m.header = gp_reader_header(f->reader);
        st = gp_job_use_columns(j, f);
    }
    if (st == GP_OK)
        st = gp_eventlog_begin_file(j->r->log, f->name, j->err);
    if (st == GP_OK)
        st = gp_events_begin(&m, j->err);
    if (st == GP_OK)
        st = read_rows(j, f, &m);
    if (st == GP_OK)
        st = gp_events_end(&m, j->err);
    if (st == GP_OK) {
        gp_found_count(found, f->reader);
        report_progress(j, f, found->counts.records);
        add_counts(j->r, &m);
        j->r->rows += found->counts.records;
        st = balance_file(j, f, &m);
    }
    if (st == GP_OK)
        st = not_an_identifier(j, f);
    gp_events_release(&m);
    gp_job_close(f);
    return st;
}

/* ---- after reading ---- */

enum gp_status gp_job_first_reject(const struct job *j, enum gp_status status,
                                   const char *what)
{
    const struct gp_rejects *x = &j->r->rejects;
    int reason, most = 0;

    for (reason = 0; reason < GP_REJECT_KINDS; reason++)
        if (x->count[reason] > x->count[most])
            most = reason;
    if (x->n_examples[most] == 0)
        return gp_fail_at(j->err, status, j->file[0].name, 0, "%s", what);
    return gp_fail_at(
        j->err, status, x->example[most][0].file, x->example[most][0].line,
        "%s: %llu of %llu rows rejected, most for \"%s\"; the first one here: %s", what,
        (unsigned long long)gp_rejects_total(x), (unsigned long long)j->r->rows,
        gp_reject_name((enum gp_reject)most),
        x->example[most][0].found != NULL && x->example[most][0].found[0] != '\0'
            ? x->example[most][0].found
            : x->example[most][0].text);
}

enum gp_status gp_job_judge(struct job *j)
{
    struct gp_ingest_result *r = j->r;
    uint64_t rejected = gp_rejects_total(&r->rejects);
    double limit = j->o->max_rejects > 0 ? j->o->max_rejects : 0.05;

    r->events = r->events_read = r->log->n;
    if (r->rows != r->used + rejected + r->ignored)
        return gp_fail(j->err, GP_BUG,
                       "the rows do not add up: %llu read, %llu used, %llu rejected, "
                       "%llu ignored",
                       (unsigned long long)r->rows, (unsigned long long)r->used,
                       (unsigned long long)rejected, (unsigned long long)r->ignored);
    if (r->events == 0)
        return gp_job_first_reject(j, GP_INPUT, "no events");
    if (j->o->strict && rejected != 0)
        return gp_job_first_reject(j, GP_INPUT,
                                   "rows were rejected and --strict was given");
    if ((double)(rejected - r->trailing) > limit * (double)r->rows)
        return gp_job_first_reject(j, GP_INPUT, "too many rows cannot be read");
    return GP_OK;
}

static void stage_ended(const struct job *j, const char *name)
{
    if (j->o->stage != NULL)
        j->o->stage(j->o->stage_ctx, name);
}

static enum gp_status read_files(struct job *j)
{
    enum gp_status st = gp_zone_open(j->o->tz, &j->zone, j->err);
    size_t i;

    if (st == GP_OK)
        st = gp_job_split_missing(j);
    if (st == GP_OK)
        st = look_at_files(j);
    if (st == GP_OK)
        stage_ended(j, "look");
    if (st == GP_OK)
        st = gp_job_make_log(j);
    for (i = 0; i < j->n_files && st == GP_OK; i++)
        st = gp_job_read(j, &j->file[i], &j->r->sources[i]);
    return st;
}

/* ---- a .goat file ---- */

static bool any_goat(const struct job *j)
{
    size_t i;

    for (i = 0; i < j->n_files; i++)
        if (gp_goat_is(j->file[i].name))
            return true;
    return false;
}

/* The first option given that says how a log is read; NULL: none. */
static const char *reading_option(const struct gp_ingest_options *o)
{
    const struct {
        const char *name;
        bool given;
    } each[] = {
        {"shape", o->shape != NULL},
        {"field", o->field != NULL},
        {"events", o->events != NULL},
        {"preset", o->preset != NULL},
        {"time-format", o->time_format != NULL},
        {"tz", o->tz != NULL},
        {"missing", o->missing != NULL},
        {"delimiter", o->reader.delimiter != 0},
        {"quote", o->reader.quote != 0},
        {"encoding", o->reader.encoding != NULL},
        {"header", o->reader.header >= 0},
    };
    size_t i;

    for (i = 0; i < GP_ROLES; i++)
        if (o->column[i] != NULL)
            return gp_role_name((enum gp_role)i);
    for (i = 0; i < sizeof each / sizeof each[0]; i++)
        if (each[i].given)
            return each[i].name;
    return NULL;
}

enum gp_status gp_job_read_goat(struct job *j)
{
    const char *name = reading_option(j->o);

    if (j->n_files > 1)
        return gp_fail_at(
            j->err, GP_INPUT, j->file[0].name, 0,
            "a .goat file is a whole log and cannot be read together with "
            "others; convert all of them into one: goatpath convert A.csv "
            "B.csv -o ALL.goat");
    if (name != NULL)
        return gp_fail_at(j->err, GP_USAGE, j->file[0].name, 0,
                          "--%s says how a log is read, which a .goat file has behind "
                          "it; convert the log again with it",
                          name);
    gp_free(j->r->sources); /* the file's own come instead */
    j->r->sources = NULL;
    return gp_goat_read(j->file[0].name, j->o, j->r, j->err);
}

static enum gp_status run(struct job *j)
{
    bool goat = any_goat(j);
    enum gp_status st = no_file_twice(j);

    if (st == GP_OK)
        st = goat ? gp_job_read_goat(j) : read_files(j);
    if (st == GP_OK)
        st = gp_job_judge(j);
    if (st == GP_OK) {
        stage_ended(j, "read");
        st = goat ? GP_OK : gp_eventlog_group(j->r->log, j->err);
    }
    if (st == GP_OK) {
        stage_ended(j, "group");
        if (j->o->cases != NULL)
            st = gp_case_attributes_join(j->r->log, j->o->cases, j->o->cases_key,
                                         j->r->sources[0].role[GP_ROLE_CASE].header,
                                         &j->o->reader, &j->r->joined, j->err);
    }
    return st;
}

enum gp_status gp_ingest(const char *const *files, size_t n_files,
                         const struct gp_ingest_options *o, struct gp_ingest_result *r,
                         struct gp_err *err)
{
    struct job j = {.o = o, .r = r, .n_files = n_files, .err = err};
    enum gp_status st;
    size_t i;

    memset(r, 0, sizeof *r);
    r->preset = o->preset;
    gp_rejects_init(&r->rejects, o->rejects_csv);
    j.file = gp_array_zero(n_files, sizeof *j.file);
    r->sources = gp_array_zero(n_files, sizeof *r->sources);
    if (j.file == NULL || r->sources == NULL) {
        st = gp_fail_memory(err);
    } else {
        for (i = 0; i < n_files; i++)
            j.file[i].name = files[i];
        st = run(&j);
        for (i = 0; i < n_files; i++) {
            gp_job_close(&j.file[i]);
            gp_decision_release(&j.file[i].decision);
        }
    }
    gp_free(j.file);
    gp_free(j.missing);
    gp_kept_release(&j.kept);
    gp_zone_free(j.zone);
    if (st != GP_OK)
        gp_ingest_release(r);
    return st;
}

void gp_ingest_release(struct gp_ingest_result *r)
{
    size_t i;

    gp_eventlog_free(r->log);
    for (i = 0; i < r->n_sources; i++)
        gp_source_found_release(&r->sources[i]);
    gp_free(r->sources);
    gp_rejects_release(&r->rejects);
    gp_case_rows_release(&r->case_rows);
    gp_dict_release(&r->columns);
    gp_free(r->given);
    memset(r, 0, sizeof *r);
}
