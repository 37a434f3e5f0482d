/* spill_blocks.h - blocks of bytes on a tape, one a part of the cases (spill.h).
 *
 * Each is a zstd frame. Its length and its checksum stay in memory, and what is read back
 * must agree with both, or the run ends.
 */
#ifndef GP_EVENTLOG_SPILL_BLOCKS_H
#define GP_EVENTLOG_SPILL_BLOCKS_H

#include "base/frame.h"
#include "base/tape.h"
#include "eventlog/spill.h"

#include <pthread.h>

struct gp_spilled {
    uint64_t checksum; /* as it is packed */
    uint32_t length;   /* of that, in bytes; 0: there is no such block */
    uint32_t raw;      /* bytes when unpacked */
    uint32_t n;        /* what it tells of: cases or events */
};

/* The blocks of all parts that were written at once, one behind the other. */
struct gp_blocks {
    uint64_t at;
    struct gp_spilled part[GP_SPILL_PARTS];
};

/* What writing or reading blocks takes: one thread at a time. */
struct gp_spill_room {
    struct gp_spill_room *next; /* of those that nobody uses */
    struct gp_framer *framer;
    int64_t *value;
    uint32_t *order;
    unsigned char *raw, *packed;
    size_t cap_value, cap_order, cap_raw, cap_packed, n_packed;
};

struct gp_spill_rooms {
    pthread_mutex_t lock;
    struct gp_spill_room *idle;
};

/* A room that nobody uses, or a new one. NULL: no memory. */
struct gp_spill_room *gp_spill_room_take(struct gp_spill_rooms *r);
void gp_spill_room_give(struct gp_spill_rooms *r, struct gp_spill_room *room);
void gp_spill_rooms_free(struct gp_spill_rooms *r);

/* Packs the first `raw` bytes of room->raw, which tell of n things, behind what is packed
 * there; parts come in ascending order. False: no memory. */
bool gp_block_pack(struct gp_spill_room *room, size_t raw, size_t n,
                   struct gp_spilled *out);

/* What was packed goes to the tape. False: no room there (gp_fail_memory knows). */
bool gp_blocks_write(struct gp_tape *tape, struct gp_spill_room *room,
                     struct gp_blocks *b);

/* Reads and unpacks the block of a part into room->raw; there is one. */
enum gp_status gp_block_read(struct gp_tape *tape, const struct gp_blocks *b,
                             size_t part, struct gp_spill_room *room,
                             struct gp_err *err) GP_MUST_USE;

/* What came back is not what went there. */
enum gp_status gp_block_damaged(const char *what, struct gp_err *err) GP_MUST_USE;

#endif
