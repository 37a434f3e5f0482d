/* ingest_open.c - which files, decided how, and the log that will hold their events
 * (ingest_parts.h).
 *
 * Several files are closed between looking and reading, so that their number is not
 * bounded by open files; pipes and a single file stay open.
 */
#include "ingest/ingest_parts.h"

#include "ingest/found.h"

#include <string.h>

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

enum gp_status gp_job_no_file_twice(struct job *j)
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

/* Does "FILE=ZONE" speak of the file, by its path or by its name alone? Then *zone. */
static bool is_for(const char *told, const char *file, const char **zone)
{
    const char *equals = strrchr(told, '='), *slash = strrchr(file, '/');
    size_t n = (size_t)(equals - told);

    *zone = equals + 1;
    return (strlen(file) == n && memcmp(told, file, n) == 0) ||
           (slash != NULL && strlen(slash + 1) == n && memcmp(told, slash + 1, n) == 0);
}

const char *gp_job_tz(const struct job *j, const char *file)
{
    const char *zone;
    size_t i;

    for (i = j->o->n_file_tz; i-- > 0;) /* the later one counts */
        if (is_for(j->o->file_tz[i], file, &zone))
            return zone;
    return j->o->tz;
}

enum gp_status gp_job_zone(struct job *j, struct file *f)
{
    gp_zone_free(f->zone);
    f->zone = NULL;
    return gp_zone_open(gp_job_tz(j, f->name), &f->zone, j->err);
}

static enum gp_status is_zone(const char *name, struct gp_err *err)
{
    struct gp_zone *zone = NULL;
    enum gp_status st = gp_zone_open(name, &zone, err);

    gp_zone_free(zone);
    return st;
}

enum gp_status gp_job_zones_fit(struct job *j)
{
    enum gp_status st = is_zone(j->o->tz, j->err);
    const char *zone;
    size_t i, k;

    for (i = 0; i < j->o->n_file_tz && st == GP_OK; i++) {
        for (k = 0; k < j->n_files; k++)
            if (is_for(j->o->file_tz[i], j->file[k].name, &zone))
                break;
        if (k == j->n_files)
            return gp_fail(j->err, GP_USAGE,
                           "--tz %s: no file of that name is read; expected one of "
                           "those given, such as \"%s\"",
                           j->o->file_tz[i], j->file[0].name);
        st = is_zone(zone, j->err);
    }
    return st;
}

enum gp_status gp_job_open(struct job *j, struct file *f)
{
    struct gp_reader_options reader = j->o->reader;

    if (f->reader != NULL)
        return GP_OK;
    reader.classifier = j->o->column[GP_ROLE_ACTIVITY];
    reader.beside = j->o->threads > 1;
    reader.empties = j->o->keep_all;
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
        st = gp_found_fill(found, f->name, f->reader, &f->decision,
                           gp_job_tz(j, f->name), j->err);
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
enum gp_status gp_job_look(struct job *j)
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

static bool any_instance(const struct job *j)
{
    size_t i;

    for (i = 0; i < j->n_files; i++)
        if (j->file[i].decision.columns.shape == GP_SHAPE_LIFECYCLE &&
            file_has(&j->file[i], GP_ROLE_INSTANCE))
            return true;
    return false;
}

static void prepare_log(const struct job *j)
{
    gp_eventlog_threads(j->r->log, j->o->threads);
    if (any_instance(j))
        gp_eventlog_expect_instances(j->r->log);
    if (j->o->filtered)
        gp_eventlog_count_rows(j->r->log);
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
