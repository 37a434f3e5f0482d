/* batch.c - see batch.h. */
#include "eventlog/batch.h"
#include "eventlog/columns.h"
#include "eventlog/fill.h"

#include <string.h>

enum { KEPT_BITS = 8, LEAST = 512 }; /* there may be hundreds of attributes */

enum gp_status gp_batch_init(struct gp_batch *b, struct gp_eventlog *log,
                             struct gp_err *err)
{
    size_t k;

    memset(b, 0, sizeof *b);
    b->has_resource = log->has_resource;
    b->has_group = log->has_group;
    b->has_instance = log->has_instance;
    b->n_kept = log->n_kept;
    b->kept = gp_array_zero(log->n_kept, sizeof *b->kept);
    if (b->kept == NULL || !gp_dict_use_hash(&log->cases))
        return gp_fail_memory(err);
    for (k = 0; k < b->n_kept; k++)
        b->kept[k].front.bits = KEPT_BITS;
    memcpy(b->keyed.key, log->cases.hashed.key, sizeof b->keyed.key);
    return GP_OK;
}

static void release_names(struct gp_batch_names *names)
{
    gp_front_release(&names->front);
    gp_free(names->place);
}

void gp_batch_release(struct gp_batch *b)
{
    size_t k;

    gp_free(b->case_id);
    gp_free(b->hash);
    release_names(&b->activity);
    release_names(&b->resource);
    release_names(&b->group);
    for (k = 0; b->kept != NULL && k < b->n_kept; k++)
        release_names(&b->kept[k]);
    gp_free(b->kept);
    gp_free(b->start);
    gp_free(b->end);
    gp_free(b->line);
    gp_free(b->kind);
    gp_free(b->instance);
    gp_arena_release(&b->copies);
    memset(b, 0, sizeof *b);
}

void gp_batch_begin(struct gp_batch *b, struct gp_slice bytes)
{
    b->bytes = bytes;
}

/* ---- an event is added ---- */

#define GROW(column, n)                                                                \
    ((grown = gp_realloc(column, n, sizeof *(column))) != NULL &&                      \
     ((column) = grown) != NULL)

bool gp_batch_room(struct gp_batch *b)
{
    size_t n = b->cap != 0 ? 2 * b->cap : LEAST, k;
    void *grown;
    bool good = GROW(b->case_id, n) && GROW(b->hash, n) && GROW(b->activity.place, n) &&
                (!b->has_resource || GROW(b->resource.place, n)) &&
                (!b->has_group || GROW(b->group.place, n)) && GROW(b->start, n) &&
                GROW(b->end, n) && GROW(b->line, n) && GROW(b->kind, n) &&
                (!b->has_instance || GROW(b->instance, n));

    for (k = 0; good && k < b->n_kept; k++)
        good = GROW(b->kept[k].place, n);
    if (good)
        b->cap = n;
    return good;
}

/* The name as bytes that stay until the batch is added. False: no memory. */
static bool make_last(struct gp_batch *b, struct gp_slice *name)
{
    if (name->len == 0 || (uintptr_t)name->at - (uintptr_t)b->bytes.at <= b->bytes.len)
        return true;
    name->at = gp_arena_copy(&b->copies, name->at, name->len);
    return name->at != NULL;
}

bool gp_batch_place_kept(struct gp_batch *b, const struct gp_event *e)
{
    size_t k;

    for (k = 0; k < b->n_kept; k++) {
        struct gp_slice v = e->kept != NULL ? e->kept[k] : gp_slice_n("", 0);

        if (!make_last(b, &v) || !gp_batch_place(&b->kept[k], b->n, v))
            return false;
    }
    return true;
}

bool gp_batch_add(struct gp_batch *b, const struct gp_event *e)
{
    struct gp_event lying = *e;

    return make_last(b, &lying.case_id) && make_last(b, &lying.activity) &&
           make_last(b, &lying.resource) && make_last(b, &lying.group) &&
           make_last(b, &lying.instance) && gp_batch_add_lying(b, &lying);
}

static void empty(struct gp_batch *b)
{
    b->n = 0;
    b->most = GP_ROW_EVENT;
    if (b->copies.bytes != 0)
        gp_arena_release(&b->copies);
}

void gp_batch_drop(struct gp_batch *b)
{
    size_t k;

    gp_front_forget(&b->activity.front);
    gp_front_forget(&b->resource.front);
    gp_front_forget(&b->group.front);
    for (k = 0; k < b->n_kept; k++)
        gp_front_forget(&b->kept[k].front);
    empty(b);
}

/* ---- into the log ---- */

/* Places become ids in the order of events, since that is the order of ids. False: no
 * memory. */
static inline bool id_of(struct gp_batch_names *names, struct gp_dict *d, size_t i,
                         uint32_t *id)
{
    uint32_t place = names->place[i];

    *id = place != GP_NO_ID ? gp_front_id(&names->front, d, place) : GP_NO_ID;
    return place == GP_NO_ID || *id != GP_NO_ID;
}

/* Behind the first log->n ids of a column. */
static bool append_ids(const struct gp_eventlog *log, struct gp_ids *to,
                       struct gp_dict *d, struct gp_batch_names *names, size_t n)
{
    size_t i, at = log->n;
    uint32_t id;

    for (i = 0; i < n; i++, at++)
        if (!id_of(names, d, i, &id) || !gp_ids_put(to, at, id, at, log->cap))
            return false;
    return true;
}

static bool append_names(struct gp_eventlog *log, struct gp_batch *b)
{
    bool good = append_ids(log, &log->activity, &log->activities, &b->activity, b->n) &&
                (!log->has_resource || append_ids(log, &log->resource, &log->resources,
                                                  &b->resource, b->n)) &&
                (!log->has_group ||
                 append_ids(log, &log->group, &log->groups, &b->group, b->n));
    size_t i;

    for (i = 0; good && i < log->n_kept; i++)
        good =
            append_ids(log, &log->kept[i].id, &log->kept[i].values, &b->kept[i], b->n);
    for (i = 0; good && log->has_instance && i < b->n; i++)
        good = gp_eventlog_put_instance(log, log->n + i, b->instance[i]);
    return good;
}

static bool append(struct gp_eventlog *log, struct gp_batch *b)
{
    if (!gp_caseids_number(log->waiting, b->case_id, b->hash, b->n) ||
        !append_names(log, b))
        return false;
    memcpy(log->line + log->n, b->line, b->n * sizeof *b->line);
    if (log->has_time)
        memcpy(log->end + log->n, b->end, b->n * sizeof *b->end);
    if (log->has_start)
        memcpy(log->start + log->n, b->start, b->n * sizeof *b->start);
    if (log->has_open)
        memcpy(log->open + log->n, b->kind, b->n * sizeof *b->kind);
    log->n += b->n;
    return true;
}

enum gp_status gp_eventlog_add_batch(struct gp_eventlog *log, struct gp_batch *b,
                                     struct gp_err *err)
{
    if (b->n >= UINT32_MAX - 1 - gp_eventlog_added(log))
        return gp_eventlog_fail_full(err);
    if (b->n != 0 && (!gp_eventlog_expect(log, b->n, b->most) || !append(log, b)))
        return gp_fail_memory(err);
    gp_front_tidy(&b->activity.front);
    gp_front_tidy(&b->resource.front);
    gp_front_tidy(&b->group.front);
    empty(b);
    return GP_OK;
}
