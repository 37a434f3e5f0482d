/* batch.h - some events of one thread, on their way into the log.
 *
 * Names have places in the batch's own fronts and case ids are hashed, which touches
 * nothing of the log: batches can be filled beside each other. Adding one to the log, in
 * the order of the file, gives ids and numbers as if its events had come one by one.
 */
#ifndef GP_EVENTLOG_BATCH_H
#define GP_EVENTLOG_BATCH_H

#include "eventlog/eventlog.h"

struct gp_batch_event {
    struct gp_slice case_id, instance;
    uint64_t hash; /* of the case id */
    int64_t start, end;
    uint32_t activity, resource, group; /* places; GP_NO_ID: missing */
    uint32_t line;
    uint8_t kind; /* enum gp_row_kind */
};

struct gp_batch {
    struct gp_slice bytes; /* names that lie in here stay; others are copied */
    struct gp_batch_event *event;
    size_t n, cap;
    struct gp_front activity, resource, group;
    bool has_resource, has_group, has_instance;
    enum gp_row_kind most; /* the last kind of all */
    size_t n_kept;
    uint32_t *kept; /* [n * n_kept] places */
    size_t cap_kept;
    struct gp_front *kept_front; /* [n_kept] */
    struct gp_arena copies;
    struct gp_hashed keyed; /* only the key of the log's table of cases */
};

/* For events of this log, which has its attributes and no event yet. */
enum gp_status gp_batch_init(struct gp_batch *b, struct gp_eventlog *log,
                             struct gp_err *err) GP_MUST_USE;
void gp_batch_release(struct gp_batch *b);

/* Events that follow have names that lie in bytes, mostly. */
void gp_batch_begin(struct gp_batch *b, struct gp_slice bytes);

/* A name as bytes that stay until the batch is added; at: NULL when memory is short. */
static inline struct gp_slice gp_batch_lasting(struct gp_batch *b, struct gp_slice s)
{
    if ((uintptr_t)s.at - (uintptr_t)b->bytes.at <= b->bytes.len)
        return s;
    return gp_slice_n(gp_arena_copy(&b->copies, s.at, s.len), s.len);
}

/* The place of a name that may be missing. False: no memory. */
static inline bool gp_batch_place(struct gp_batch *b, struct gp_front *f,
                                  struct gp_slice name, uint32_t *place)
{
    *place = GP_NO_ID;
    if (name.len == 0)
        return true;
    name = gp_batch_lasting(b, name);
    if (name.at != NULL)
        *place = gp_front_place(f, name);
    return *place != GP_NO_ID;
}

/* For gp_batch_add: room for one more, and places of kept values. False: no memory. */
bool gp_batch_room(struct gp_batch *b);
bool gp_batch_place_kept(struct gp_batch *b, const struct gp_event *e);

/* False: no memory. */
static inline bool gp_batch_add(struct gp_batch *b, const struct gp_event *e)
{
    struct gp_batch_event *to;

    if (b->n == b->cap && !gp_batch_room(b))
        return false;
    to = &b->event[b->n];
    to->case_id = gp_batch_lasting(b, e->case_id);
    to->resource = to->group = GP_NO_ID;
    if (to->case_id.at == NULL ||
        !gp_batch_place(b, &b->activity, e->activity, &to->activity) ||
        (b->has_resource &&
         !gp_batch_place(b, &b->resource, e->resource, &to->resource)) ||
        (b->has_group && !gp_batch_place(b, &b->group, e->group, &to->group)) ||
        (b->n_kept != 0 && !gp_batch_place_kept(b, e)))
        return false;
    to->instance = gp_slice_n("", 0);
    if (b->has_instance && e->instance.len != 0)
        to->instance = gp_batch_lasting(b, e->instance);
    if (to->instance.at == NULL)
        return false;
    to->hash = gp_hashed_of(&b->keyed, to->case_id);
    to->start = e->start;
    to->end = e->end;
    to->line = e->line;
    to->kind = (uint8_t)e->kind;
    b->most = e->kind > b->most ? e->kind : b->most;
    b->n++;
    return true;
}

/* Forgets its events. */
void gp_batch_drop(struct gp_batch *b);

/* Appends its events to the log; it is empty then. Fails as gp_eventlog_add. */
enum gp_status gp_eventlog_add_batch(struct gp_eventlog *log, struct gp_batch *b,
                                     struct gp_err *err) GP_MUST_USE;

#endif
