/* batch.h - some events of one thread, on their way into the log.
 *
 * Names have places in the batch's own fronts and case ids are hashed, which touches
 * nothing of the log: batches can be filled beside each other. Adding one to the log, in
 * the order of the file, gives ids and numbers as if its events had come one by one.
 */
#ifndef GP_EVENTLOG_BATCH_H
#define GP_EVENTLOG_BATCH_H

#include "eventlog/eventlog.h"

/* Names of one column. */
struct gp_batch_names {
    struct gp_front front;
    uint32_t *place; /* [n] in the front; GP_NO_ID: missing */
};

struct gp_batch {
    struct gp_slice bytes; /* names that lie in here stay; others are copied */
    size_t n, cap;
    /* One element an event. */
    struct gp_slice *case_id;
    uint64_t *hash; /* of the case id */
    struct gp_batch_names activity, resource, group;
    struct gp_batch_names *kept; /* [n_kept] */
    int64_t *start, *end;
    uint32_t *line;
    uint8_t *kind;             /* enum gp_row_kind */
    struct gp_slice *instance; /* NULL unless the log has instances */

    size_t n_kept;
    bool has_resource, has_group, has_instance;
    enum gp_row_kind most; /* the last kind of all */
    struct gp_arena copies;
    struct gp_hashed keyed; /* only the key of the log's table of cases */
};

/* For events of this log, which has its attributes and no event yet. */
enum gp_status gp_batch_init(struct gp_batch *b, struct gp_eventlog *log,
                             struct gp_err *err) GP_MUST_USE;
void gp_batch_release(struct gp_batch *b);

/* Events that follow have names that lie in bytes, mostly. */
void gp_batch_begin(struct gp_batch *b, struct gp_slice bytes);

/* False: no memory. */
bool gp_batch_add(struct gp_batch *b, const struct gp_event *e);

/* For gp_batch_add_lying. False: no memory. */
bool gp_batch_room(struct gp_batch *b);
bool gp_batch_place_kept(struct gp_batch *b, const struct gp_event *e);

/* The place of event n's name, which may be missing. False: no memory. */
static inline bool gp_batch_place(struct gp_batch_names *names, size_t n,
                                  struct gp_slice name)
{
    uint32_t place = GP_NO_ID;

    if (name.len != 0 && (place = gp_front_place(&names->front, name)) == GP_NO_ID)
        return false;
    names->place[n] = place;
    return true;
}

/* The same for an event whose names lie in the bytes, kept values maybe not. */
static inline bool gp_batch_add_lying(struct gp_batch *b, const struct gp_event *e)
{
    size_t i = b->n;

    if ((i == b->cap && !gp_batch_room(b)) ||
        !gp_batch_place(&b->activity, i, e->activity) ||
        (b->has_resource && !gp_batch_place(&b->resource, i, e->resource)) ||
        (b->has_group && !gp_batch_place(&b->group, i, e->group)) ||
        (b->n_kept != 0 && !gp_batch_place_kept(b, e)))
        return false;
    b->case_id[i] = e->case_id;
    b->hash[i] = gp_hashed_of(&b->keyed, e->case_id);
    b->start[i] = e->start;
    b->end[i] = e->end;
    b->line[i] = e->line;
    b->kind[i] = (uint8_t)e->kind;
    if (b->has_instance)
        b->instance[i] = e->instance;
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
