/* batch.c - see batch.h. */
#include "eventlog/batch.h"
#include "eventlog/columns.h"
#include "eventlog/fill.h"

#include <string.h>

enum { KEPT_BITS = 8 }; /* there may be hundreds of attributes */

enum gp_status gp_batch_init(struct gp_batch *b, struct gp_eventlog *log,
                             struct gp_err *err)
{
    size_t k;

    memset(b, 0, sizeof *b);
    b->has_resource = log->has_resource;
    b->has_group = log->has_group;
    b->has_instance = log->has_instance;
    b->n_kept = log->n_kept;
    b->kept_front = gp_array_zero(log->n_kept, sizeof *b->kept_front);
    if (b->kept_front == NULL || !gp_dict_use_hash(&log->cases))
        return gp_fail_memory(err);
    for (k = 0; k < b->n_kept; k++)
        b->kept_front[k].bits = KEPT_BITS;
    memcpy(b->keyed.key, log->cases.hashed.key, sizeof b->keyed.key);
    return GP_OK;
}

void gp_batch_release(struct gp_batch *b)
{
    size_t k;

    gp_free(b->event);
    gp_front_release(&b->activity);
    gp_front_release(&b->resource);
    gp_front_release(&b->group);
    gp_free(b->kept);
    for (k = 0; b->kept_front != NULL && k < b->n_kept; k++)
        gp_front_release(&b->kept_front[k]);
    gp_free(b->kept_front);
    gp_arena_release(&b->copies);
    memset(b, 0, sizeof *b);
}

void gp_batch_begin(struct gp_batch *b, struct gp_slice bytes)
{
    b->bytes = bytes;
}

bool gp_batch_room(struct gp_batch *b)
{
    return gp_reserve(&b->event, &b->cap, b->n + 1);
}

bool gp_batch_place_kept(struct gp_batch *b, const struct gp_event *e)
{
    size_t k;

    if (!gp_reserve(&b->kept, &b->cap_kept, (b->n + 1) * b->n_kept))
        return false;
    for (k = 0; k < b->n_kept; k++) {
        struct gp_slice v = e->kept != NULL ? e->kept[k] : gp_slice_n("", 0);

        if (!gp_batch_place(b, &b->kept_front[k], v, &b->kept[b->n * b->n_kept + k]))
            return false;
    }
    return true;
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

    gp_front_forget(&b->activity);
    gp_front_forget(&b->resource);
    gp_front_forget(&b->group);
    for (k = 0; k < b->n_kept; k++)
        gp_front_forget(&b->kept_front[k]);
    empty(b);
}

/* ---- into the log ---- */

static inline bool id_of(struct gp_front *f, struct gp_dict *d, uint32_t place,
                         uint32_t *id)
{
    *id = place != GP_NO_ID ? gp_front_id(f, d, place) : GP_NO_ID;
    return place == GP_NO_ID || *id != GP_NO_ID;
}

/* Places become ids, in the order of events, since that is the order of ids. */
static bool give_ids(struct gp_eventlog *log, struct gp_batch *b)
{
    size_t i, k;

    for (i = 0; i < b->n; i++) {
        struct gp_batch_event *e = &b->event[i];

        if (!id_of(&b->activity, &log->activities, e->activity, &e->activity) ||
            !id_of(&b->resource, &log->resources, e->resource, &e->resource) ||
            !id_of(&b->group, &log->groups, e->group, &e->group))
            return false;
    }
    for (k = 0; k < b->n_kept; k++)
        for (i = 0; i < b->n; i++) {
            uint32_t *p = &b->kept[i * b->n_kept + k];

            if (!id_of(&b->kept_front[k], &log->kept[k].values, *p, p))
                return false;
        }
    return true;
}

static inline bool put(struct gp_eventlog *log, struct gp_ids *ids, size_t i,
                       uint32_t id)
{
    return gp_ids_put(ids, i, id, i, log->cap);
}

static bool copy_kept(struct gp_eventlog *log, const struct gp_batch *b)
{
    size_t i, k;

    for (k = 0; k < b->n_kept; k++)
        for (i = 0; i < b->n; i++)
            if (!put(log, &log->kept[k].id, log->n + i, b->kept[i * b->n_kept + k]))
                return false;
    return true;
}

static bool copy_to_columns(struct gp_eventlog *log, const struct gp_batch *b)
{
    size_t i, at = log->n;

    if (!copy_kept(log, b))
        return false;
    for (i = 0; i < b->n; i++, at++) {
        const struct gp_batch_event *e = &b->event[i];

        if (!put(log, &log->activity, at, e->activity) ||
            (log->has_resource && !put(log, &log->resource, at, e->resource)) ||
            (log->has_group && !put(log, &log->group, at, e->group)) ||
            (log->has_instance && !gp_eventlog_put_instance(log, at, e->instance)))
            return false;
        log->line[at] = e->line;
        if (log->has_time)
            log->end[at] = e->end;
        if (log->has_start)
            log->start[at] = e->start;
        if (log->has_open)
            log->open[at] = e->kind;
    }
    log->n += b->n;
    return true;
}

static bool settle_cases(struct gp_eventlog *log, const struct gp_batch *b)
{
    struct gp_slice id[GP_CASEIDS_STRIDE];
    uint64_t hash[GP_CASEIDS_STRIDE];
    size_t from, i, n;

    for (from = 0; from < b->n; from += n) {
        n = b->n - from < GP_CASEIDS_STRIDE ? b->n - from : GP_CASEIDS_STRIDE;
        for (i = 0; i < n; i++) {
            id[i] = b->event[from + i].case_id;
            hash[i] = b->event[from + i].hash;
        }
        if (!gp_caseids_number(log->waiting, id, hash, n))
            return false;
    }
    return true;
}

/* Those of a log on disk, or of one that goes there in the middle of the batch. */
static bool store_each(struct gp_eventlog *log, const struct gp_batch *b)
{
    size_t i;

    for (i = 0; i < b->n; i++) {
        const struct gp_batch_event *e = &b->event[i];
        const uint32_t *kept = b->n_kept != 0 ? b->kept + i * b->n_kept : NULL;
        struct gp_spill_event with_ids = {.case_id = e->case_id,
                                          .serial = (uint32_t)log->n,
                                          .line = e->line,
                                          .activity = e->activity,
                                          .resource = e->resource,
                                          .group = e->group,
                                          .start = e->start,
                                          .end = e->end,
                                          .kind = e->kind,
                                          .instance = e->instance,
                                          .kept = kept};

        if (!gp_eventlog_store(log, &with_ids))
            return false;
    }
    return true;
}

enum gp_status gp_eventlog_add_batch(struct gp_eventlog *log, struct gp_batch *b,
                                     struct gp_err *err)
{
    bool good;

    if (b->n >= UINT32_MAX - 1 - log->n)
        return gp_eventlog_fail_full(err);
    good = gp_eventlog_expect(log, b->n, b->most) && give_ids(log, b);
    if (good && log->spill != NULL) {
        good = store_each(log, b);
    } else if (good) {
        good = settle_cases(log, b) && copy_to_columns(log, b);
    }
    if (!good)
        return gp_fail_memory(err);
    gp_front_tidy(&b->activity);
    gp_front_tidy(&b->resource);
    gp_front_tidy(&b->group);
    empty(b);
    return GP_OK;
}
