/* ingest.c - see ingest.h.
 *
 *   each file: open, look at the first MiB, decide        ingest_open.c, decide.h
 *   one log with every column that any file has           eventlog.h
 *   each file: row -> event or reject                     ingest_read.c, events.h
 *   group, and check that the books balance
 */
#include "ingest/ingest_parts.h"

#include "ingest/case_attributes.h"
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
        "%s: %llu of %llu rows rejected, most for \"%s\"; the first one here: %s%s",
        what, (unsigned long long)gp_rejects_total(x), (unsigned long long)j->r->rows,
        gp_reject_name((enum gp_reject)most),
        x->example[most][0].found != NULL && x->example[most][0].found[0] != '\0'
            ? x->example[most][0].found
            : x->example[most][0].text,
        j->once && j->undecided != 0 && most == GP_REJECT_BAD_TIME
            ? "; a pipe is read once, so that times of a form that begins late in it "
              "are "
              "not understood: save it to a file, or say the order with --time-format "
              "dmy or mdy"
            : "");
}

enum gp_status gp_job_judge(struct job *j)
{
    struct gp_ingest_result *r = j->r;
    uint64_t rejected = gp_rejects_total(&r->rejects);
    double limit = j->o->max_rejects > 0 ? j->o->max_rejects : 0.05;

    r->events = r->events_read = gp_eventlog_added(r->log);
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

/* Rows that a case has besides one for each event. */
static bool count_rows(struct gp_ingest_result *r)
{
    struct gp_eventlog *log = r->log;
    size_t c;

    for (c = 0; log->more_rows != NULL && c < log->n_cases; c++)
        if (!gp_case_rows_add(&r->case_rows, log->cases.name[c], log->more_rows[c]))
            return false;
    gp_free(log->more_rows);
    log->more_rows = NULL;
    return true;
}

enum gp_status gp_job_group(struct job *j)
{
    struct gp_ingest_result *r = j->r;
    const struct gp_paired *paired = &r->log->paired;
    enum gp_status st = gp_eventlog_group(r->log, j->err);

    if (st != GP_OK)
        return st;
    r->events = r->events_read = r->log->n;
    r->running += paired->open;
    r->unpaired_completes += paired->alone;
    r->end_before_start += paired->end_before_start;
    r->first_states += paired->first_states;
    r->unknown_starts += paired->unknown_starts;
    return count_rows(r) ? GP_OK : gp_fail_memory(j->err);
}

static void stage_ended(const struct job *j, const char *name)
{
    if (j->o->stage != NULL)
        j->o->stage(j->o->stage_ctx, name);
}

static enum gp_status read_files(struct job *j)
{
    enum gp_status st = gp_job_zones_fit(j);
    size_t i;

    if (st == GP_OK)
        st = gp_job_split_missing(j);
    if (st == GP_OK)
        st = gp_job_look(j);
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
        if (gp_goat_is(j->file[i].name, j->o->reader.tmpdir))
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
        {"tz", o->tz != NULL || o->n_file_tz != 0},
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

enum gp_status gp_job_read_goat(struct job *j, struct gp_looked *looked)
{
    const char *name = reading_option(j->o);

    if (j->n_files > 1)
        return gp_fail(j->err, GP_INPUT,
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
    return looked != NULL ? gp_goat_look(j->file[0].name, j->o, j->r, looked, j->err)
                          : gp_goat_read(j->file[0].name, j->o, j->r, j->err);
}

/* Not for a few strays: they are refused and told. */
static bool must_look_again(const struct job *j)
{
    enum { STRAY = 1000 }; /* one row in so many */

    return !j->once && !j->o->whole_times && j->undecided * STRAY > j->r->rows;
}

/* *again: nothing was judged, whole columns are to be asked first. */
static enum gp_status run(struct job *j, bool *again)
{
    bool goat = any_goat(j);
    enum gp_status st = gp_job_no_file_twice(j);

    if (st == GP_OK)
        st = goat ? gp_job_read_goat(j, NULL) : read_files(j);
    *again = st == GP_OK && must_look_again(j);
    if (*again)
        return GP_OK;
    if (st == GP_OK)
        st = gp_job_judge(j);
    if (st == GP_OK) {
        stage_ended(j, "read");
        st = goat ? GP_OK : gp_job_group(j);
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

static enum gp_status read_all(const char *const *files, size_t n_files,
                               const struct gp_ingest_options *o,
                               struct gp_ingest_result *r, bool *again,
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
        st = run(&j, again);
        for (i = 0; i < n_files; i++) {
            gp_job_close(&j.file[i]);
            gp_zone_free(j.file[i].zone);
            gp_decision_release(&j.file[i].decision);
        }
    }
    gp_free(j.file);
    gp_free(j.missing);
    gp_kept_release(&j.kept);
    if (st != GP_OK || *again)
        gp_ingest_release(r);
    return st;
}

enum gp_status gp_ingest(const char *const *files, size_t n_files,
                         const struct gp_ingest_options *options,
                         struct gp_ingest_result *r, struct gp_err *err)
{
    struct gp_ingest_options o = *options;
    bool again = false;
    enum gp_status st = read_all(files, n_files, &o, r, &again, err);

    if (st != GP_OK || !again)
        return st;
    if (o.rejects_csv != NULL)
        gp_text_clear(o.rejects_csv);
    o.whole_times = true;
    return read_all(files, n_files, &o, r, &again, err);
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
