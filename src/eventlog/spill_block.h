/* spill_block.h - events of one part of the cases, collected and then told as bytes
 * (spill.h). */
#ifndef GP_EVENTLOG_SPILL_BLOCK_H
#define GP_EVENTLOG_SPILL_BLOCK_H

#include "eventlog/spill.h"

/* An event but for its names and kept attributes. */
struct gp_spill_row {
    int64_t start, end;
    uint32_t serial, line, activity, resource, group;
    uint32_t case_len, instance_len;
    uint8_t kind;
};

/* Zeroed: an empty one. */
struct gp_spill_block {
    struct gp_spill_row *row;
    size_t n, cap;
    uint32_t *kept; /* [n * n_kept] */
    size_t cap_kept;
    char *names; /* case id and instance of each row, one after another */
    size_t n_names, cap_names;
};

/* Bytes that it takes with one more event. */
size_t gp_spill_block_size(const struct gp_spill_block *b,
                           const struct gp_spill_event *e, size_t n_kept);

/* False: no memory. */
bool gp_spill_block_add(struct gp_spill_block *b, const struct gp_spill_event *e,
                        size_t n_kept);

/* Room for n rows with n_names bytes of names, which it has then. False: no memory. */
bool gp_spill_block_room(struct gp_spill_block *b, size_t n, size_t n_kept,
                         size_t n_names);
void gp_spill_block_release(struct gp_spill_block *b);

/* Bytes that telling it takes at most. */
size_t gp_spill_block_most(const struct gp_spill_block *b, size_t n_kept);

/* Tells it; returns how many bytes that took. value: room for one number a row. */
size_t gp_spill_block_write(const struct gp_spill_block *b, size_t n_kept,
                            int64_t *value, unsigned char *to);

/* The block of b->n rows, which has room for them and for n_bytes of names, as it was told.
 * False: these bytes tell none. */
bool gp_spill_block_read(struct gp_spill_block *b, size_t n_kept, int64_t *value,
                         const unsigned char *bytes, size_t n_bytes);

/* Event i, lent; names: where its own are in b->names. */
struct gp_spill_event gp_spill_block_event(const struct gp_spill_block *b, size_t i,
                                           size_t n_kept, const char *names);

#endif
