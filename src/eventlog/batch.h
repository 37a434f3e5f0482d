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

/* False: no memory. */
bool gp_batch_add(struct gp_batch *b, const struct gp_event *e);

/* Forgets its events. */
void gp_batch_drop(struct gp_batch *b);

/* Appends its events to the log; it is empty then. Fails as gp_eventlog_add. */
enum gp_status gp_eventlog_add_batch(struct gp_eventlog *log, struct gp_batch *b,
                                     struct gp_err *err) GP_MUST_USE;

#endif
