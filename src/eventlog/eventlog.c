/* eventlog.c - see eventlog.h. Grouping is in group.c. */
#include "eventlog/eventlog.h"
#include "eventlog/columns.h"
#include "eventlog/fill.h"
#include "eventlog/spill.h"

#include "base/budget.h"

#include <string.h>

struct gp_eventlog *gp_eventlog_new(bool has_time, bool has_start, bool has_resource,
                                    bool has_group)
{
    struct gp_eventlog *log = gp_array_zero(1, sizeof *log);

    if (log == NULL)
        return NULL;
    log->has_time = has_time;
    log->has_start = has_start;
    log->has_resource = has_resource;
    log->has_group = has_group;
    log->limit = gp_budget_is_set() ? (size_t)(gp_budget_bytes() / 2) : SIZE_MAX;
    return log;
}

void gp_eventlog_threads(struct gp_eventlog *log, unsigned threads)
{
    log->threads = threads;
}

void gp_eventlog_expect_instances(struct gp_eventlog *log)
{
    log->has_instance = true;
}

void gp_eventlog_count_rows(struct gp_eventlog *log)
{
    log->counts_rows = true;
}

void gp_eventlog_end_reading(struct gp_eventlog *log)
{
    gp_caseids_free(log->waiting);
    log->waiting = NULL;
    log->case_id = NULL;
    gp_front_release(&log->activity_front);
    gp_front_release(&log->resource_front);
    gp_front_release(&log->group_front);
}

static void free_attribute(struct gp_attribute *a)
{
    gp_free(a->name);
    gp_dict_release(&a->values);
    gp_free(a->id.at);
}

void gp_eventlog_free(struct gp_eventlog *log)
{
    size_t i;

    if (log == NULL)
        return;
    gp_eventlog_end_reading(log);
    gp_spill_free(log->spill);
    gp_dict_release(&log->cases);
    gp_dict_release(&log->activities);
    gp_dict_release(&log->resources);
    gp_dict_release(&log->groups);
    for (i = 0; i < GP_COLUMN_KEPT; i++)
        gp_free(gp_column_get(log, i));
    gp_dict_release(&log->instances);
    gp_free(log->first);
    gp_free(log->more_rows);
    gp_free(log->first_serial);
    for (i = 0; i < log->n_kept; i++)
        free_attribute(&log->kept[i]);
    gp_free(log->kept);
    for (i = 0; i < log->n_files; i++)
        gp_free(log->files[i].name);
    gp_free(log->files);
    gp_free(log);
}

static char *copy_z(const char *z)
{
    size_t n = strlen(z) + 1;
    char *copy = gp_array(n, 1);

    if (copy != NULL)
        memcpy(copy, z, n);
    return copy;
}

enum gp_status gp_eventlog_keep(struct gp_eventlog *log, const char *name,
                                struct gp_err *err)
{
    struct gp_attribute *more =
        gp_realloc(log->kept, log->n_kept + 1, sizeof *log->kept);
    char *copy = copy_z(name);

    if (more != NULL)
        log->kept = more;
    if (more == NULL || copy == NULL) {
        gp_free(copy);
        return gp_fail_memory(err);
    }
    memset(&log->kept[log->n_kept], 0, sizeof *log->kept);
    log->kept[log->n_kept++].name = copy;
    return GP_OK;
}

void gp_eventlog_drop_kept(struct gp_eventlog *log, size_t k)
{
    struct gp_attribute *a = &log->kept[k];

    free_attribute(a);
    memmove(a, a + 1, (log->n_kept - k - 1) * sizeof *a);
    log->n_kept--;
}

enum gp_status gp_eventlog_begin_file(struct gp_eventlog *log, const char *name,
                                      struct gp_err *err)
{
    struct gp_log_file *more =
        gp_realloc(log->files, log->n_files + 1, sizeof *log->files);
    char *copy = copy_z(strcmp(name, "-") == 0 ? "stdin" : name);

    if (more != NULL)
        log->files = more;
    if (more == NULL || copy == NULL) {
        gp_free(copy);
        return gp_fail_memory(err);
    }
    log->files[log->n_files].name = copy;
    log->files[log->n_files++].first_event = (uint32_t)gp_eventlog_added(log);
    return GP_OK;
}

/* Room for n events in a column; new elements of one that most events do not need are 0.
 */
static bool grow_column(struct gp_eventlog *log, size_t column, size_t n)
{
    size_t size = gp_column_size(log, column);
    char *old = gp_column_get(log, column), *p = gp_realloc(old, n, size);
    size_t had = old != NULL ? log->cap : 0;

    if (p == NULL)
        return false;
    if (column == GP_COLUMN_OPEN)
        memset(p + had * size, 0, (n - had) * size);
    gp_column_set(log, column, p);
    return true;
}

void gp_eventlog_choose_widths(struct gp_eventlog *log)
{
    size_t k;

    log->activity.wide |= !gp_id_is_small((uint32_t)log->activities.n);
    log->resource.wide |= !gp_id_is_small((uint32_t)log->resources.n);
    log->group.wide |= !gp_id_is_small((uint32_t)log->groups.n);
    for (k = 0; k < log->n_kept; k++)
        log->kept[k].id.wide |= !gp_id_is_small((uint32_t)log->kept[k].values.n);
}

bool gp_eventlog_room(struct gp_eventlog *log, size_t n)
{
    bool good = true;
    size_t i;

    if (log->cap == 0)
        gp_eventlog_choose_widths(log);
    for (i = 0; good && i < gp_columns(log); i++)
        good = !gp_column_wanted(log, i) || grow_column(log, i, n);
    if (good)
        log->cap = n;
    return good;
}

/* Room for the kind of each row: until now all were events. */
static bool want_kinds(struct gp_eventlog *log, bool rows)
{
    log->has_rows |= rows;
    log->has_open = log->has_open || grow_column(log, GP_COLUMN_OPEN, log->cap);
    return log->has_open;
}

/* Id of a name that may be missing. */
static bool name_id(struct gp_dict *d, struct gp_slice name, uint32_t *id)
{
    *id = name.len != 0 ? gp_dict_add(d, name) : GP_NO_ID;
    return name.len == 0 || *id != GP_NO_ID;
}

/* Of a value that is there and empty. */
static bool empty_id(struct gp_dict *d, uint32_t *id)
{
    *id = gp_dict_add(d, gp_slice_n("", 0));
    return *id != GP_NO_ID;
}

static bool front_id(struct gp_front *f, struct gp_dict *d, struct gp_slice name,
                     uint32_t *id)
{
    *id = name.len != 0 ? gp_front_add(f, d, name) : GP_NO_ID;
    return name.len == 0 || *id != GP_NO_ID;
}

enum gp_status gp_eventlog_settle(struct gp_eventlog *log, struct gp_err *err)
{
    if (log->waiting == NULL || gp_caseids_settle(log->waiting, &log->case_id))
        return GP_OK;
    return gp_fail_memory(err);
}

/* ---- an event is added ---- */

/* Puts an id behind the others of its column. */
static inline bool store_id(struct gp_eventlog *log, struct gp_ids *ids, uint32_t id)
{
    return gp_ids_put(ids, log->n, id, log->n, log->cap);
}

static bool store_name(struct gp_eventlog *log, struct gp_front *f, struct gp_dict *d,
                       struct gp_ids *ids, struct gp_slice name)
{
    uint32_t id;

    return front_id(f, d, name, &id) && store_id(log, ids, id);
}

static bool store_kept(struct gp_eventlog *log, const struct gp_event *e, size_t k)
{
    struct gp_slice v = e->kept != NULL ? e->kept[k] : gp_slice_n("", 0);
    struct gp_attribute *a = &log->kept[k];
    uint32_t id;

    return (e->keeps_empty && v.len == 0 && v.at != NULL
                ? empty_id(&a->values, &id)
                : name_id(&a->values, v, &id)) &&
           store_id(log, &a->id, id);
}

static bool store_names(struct gp_eventlog *log, const struct gp_event *e)
{
    size_t k;

    if (!store_name(log, &log->activity_front, &log->activities, &log->activity,
                    e->activity) ||
        (log->has_resource && !store_name(log, &log->resource_front, &log->resources,
                                          &log->resource, e->resource)) ||
        (log->has_group &&
         !store_name(log, &log->group_front, &log->groups, &log->group, e->group)))
        return false;
    for (k = 0; k < log->n_kept; k++)
        if (!store_kept(log, e, k))
            return false;
    return true;
}

static size_t bytes_of(const struct gp_dict *d)
{
    size_t slots = d->hashed.slot != NULL ? (size_t)1 << d->hashed.bits : 0;

    return d->names.bytes + d->cap * sizeof *d->name + slots * sizeof *d->hashed.slot;
}

/* What the log takes when its columns have room for n events: columns, case numbers, the
 * names of cases and instances. */
static size_t bytes_for(const struct gp_eventlog *log, size_t n)
{
    return n * (gp_columns_width(log) + sizeof *log->case_id) + bytes_of(&log->cases) +
           bytes_of(&log->instances);
}

/* All events so far go to disk, and the log begins anew. False: no memory, or no room. */
bool gp_eventlog_move(struct gp_eventlog *log)
{
    if (log->spill == NULL)
        log->spill = gp_spill_new();
    if (log->spill == NULL || !gp_spill_put(log->spill, log))
        return false;
    log->moved += log->n;
    log->n = 0;
    gp_dict_empty(&log->cases);
    gp_dict_empty(&log->instances);
    gp_caseids_forget(log->waiting);
    if (log->has_open)
        memset(log->open, 0, log->cap * sizeof *log->open);
    return true;
}

enum { SHEET_LEAST = 1024 }; /* events that are worth a move */

/* Room for `more`: in larger columns while the limit allows it, else in those that have
 * moved. Settles what waits. */
static bool make_room(struct gp_eventlog *log, size_t more)
{
    size_t n = log->cap != 0 ? log->cap + log->cap / 2 : SHEET_LEAST;
    struct gp_err ignored;

    if (n < log->n + more)
        n = log->n + more;
    if (log->stays)
        return gp_eventlog_room(log, n);
    if (gp_eventlog_settle(log, &ignored) != GP_OK)
        return false;
    if (bytes_for(log, n) <= log->limit)
        return gp_eventlog_room(log, n);
    if (log->spill == NULL)
        log->spill = gp_spill_new();
    if (log->spill == NULL || (log->n >= SHEET_LEAST && !gp_eventlog_move(log)))
        return false;
    n = log->n + more > SHEET_LEAST ? log->n + more : SHEET_LEAST;
    return n <= log->cap || gp_eventlog_room(log, n);
}

/* At the first event it is known whether threads are wanted. */
static bool begin_events(struct gp_eventlog *log, bool thread)
{
    if (log->waiting != NULL)
        return true;
    log->waiting = gp_caseids_new(&log->cases, thread);
    return log->waiting != NULL &&
           (!log->has_instance || gp_dict_use_hash(&log->instances));
}

bool gp_eventlog_put_instance(struct gp_eventlog *log, size_t i, struct gp_slice name)
{
    uint32_t id;

    return name_id(&log->instances, name, &id) &&
           gp_ids_put(&log->instance, i, id, i, log->cap);
}

/* Names take room, too. */
static bool is_full(const struct gp_eventlog *log)
{
    return !log->stays && log->n >= SHEET_LEAST &&
           bytes_for(log, log->cap) > log->limit;
}

bool gp_eventlog_expect(struct gp_eventlog *log, size_t n, enum gp_row_kind most)
{
    struct gp_err ignored;

    if (!begin_events(log, false) || gp_eventlog_settle(log, &ignored) != GP_OK ||
        (is_full(log) && !gp_eventlog_move(log)) ||
        (log->cap - log->n < n && !make_room(log, n)))
        return false;
    return most == GP_ROW_EVENT || want_kinds(log, most > GP_ROW_OPEN);
}

/* Behind the others of all columns, which have room for it. */
static bool store(struct gp_eventlog *log, const struct gp_event *e)
{
    size_t i = log->n;

    if (!store_names(log, e) || !gp_caseids_add(log->waiting, e->case_id) ||
        (log->has_instance && !gp_eventlog_put_instance(log, i, e->instance)))
        return false;
    log->line[i] = e->line;
    if (log->has_time)
        log->end[i] = e->end;
    if (log->has_start)
        log->start[i] = e->start;
    if (log->has_open)
        log->open[i] = (uint8_t)e->kind;
    log->n++;
    return true;
}

enum gp_status gp_eventlog_fail_full(struct gp_err *err)
{
    return gp_fail(err, GP_INPUT,
                   "more than 4,294,967,293 events in one run; split "
                   "the log by period");
}

enum gp_status gp_eventlog_add(struct gp_eventlog *log, const struct gp_event *e,
                               struct gp_err *err)
{
    if (gp_eventlog_added(log) >= UINT32_MAX - 1)
        return gp_eventlog_fail_full(err);
    if (!begin_events(log, log->threads > 1) ||
        (log->n == log->cap && !make_room(log, 1)) ||
        (e->kind != GP_ROW_EVENT && !want_kinds(log, e->kind > GP_ROW_OPEN)) ||
        !store(log, e))
        return gp_fail_memory(err);
    return GP_OK;
}

const char *gp_event_file(const struct gp_eventlog *log, size_t i)
{
    size_t f = 0;

    if (log->serial == NULL)
        return log->n_files != 0 ? log->files[0].name : "";
    while (f + 1 < log->n_files && log->files[f + 1].first_event <= log->serial[i])
        f++;
    return log->files[f].name;
}
