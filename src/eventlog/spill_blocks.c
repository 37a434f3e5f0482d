/* spill_blocks.c - see spill_blocks.h. */
#include "eventlog/spill_blocks.h"
#include "base/budget.h"
#include "base/checksum.h"
#include "base/mem.h"

/* ---- rooms ---- */

struct gp_spill_room *gp_spill_room_take(struct gp_spill_rooms *r)
{
    struct gp_spill_room *room;

    pthread_mutex_lock(&r->lock);
    room = r->idle;
    if (room != NULL)
        r->idle = room->next;
    pthread_mutex_unlock(&r->lock);
    if (room != NULL)
        return room;
    room = gp_array_zero(1, sizeof *room);
    if (room == NULL)
        return NULL;
    room->framer = gp_framer_new();
    if (room->framer != NULL)
        return room;
    gp_free(room);
    return NULL;
}

void gp_spill_room_give(struct gp_spill_rooms *r, struct gp_spill_room *room)
{
    if (room == NULL)
        return;
    pthread_mutex_lock(&r->lock);
    room->next = r->idle;
    r->idle = room;
    pthread_mutex_unlock(&r->lock);
}

void gp_spill_rooms_free(struct gp_spill_rooms *r)
{
    while (r->idle != NULL) {
        struct gp_spill_room *room = r->idle;

        r->idle = room->next;
        gp_framer_free(room->framer);
        gp_free(room->value);
        gp_free(room->order);
        gp_free(room->raw);
        gp_free(room->packed);
        gp_free(room);
    }
}

/* ---- writing ---- */

bool gp_block_pack(struct gp_spill_room *room, size_t raw, size_t n,
                   struct gp_spilled *out)
{
    size_t length;

    if (raw > UINT32_MAX / 2 || !gp_reserve(&room->packed, &room->cap_packed,
                                            room->n_packed + gp_framer_most(raw)))
        return false;
    length =
        gp_framer_pack(room->framer, room->raw, raw, room->packed + room->n_packed);
    *out = (struct gp_spilled){
        .checksum = gp_checksum(room->packed + room->n_packed, length),
        .length = (uint32_t)length,
        .raw = (uint32_t)raw,
        .n = (uint32_t)n,
    };
    room->n_packed += length;
    return length != 0;
}

bool gp_blocks_write(struct gp_tape *tape, struct gp_spill_room *room,
                     struct gp_blocks *b)
{
    size_t n = room->n_packed;

    room->n_packed = 0;
    return gp_tape_write(tape, room->packed, n, &b->at);
}

/* ---- reading ---- */

enum gp_status gp_block_damaged(const char *what, struct gp_err *err)
{
    return gp_fail(
        err, GP_SYSTEM,
        "%s: the events that were put there came back changed (%s); the disk "
        "or the memory of this machine is damaged",
        gp_budget_folder(), what);
}

static uint64_t place_of(const struct gp_blocks *b, size_t part)
{
    uint64_t at = b->at;
    size_t p;

    for (p = 0; p < part; p++)
        at += b->part[p].length;
    return at;
}

enum gp_status gp_block_read(struct gp_tape *tape, const struct gp_blocks *b,
                             size_t part, struct gp_spill_room *room,
                             struct gp_err *err)
{
    const struct gp_spilled *block = &b->part[part];

    if (!gp_reserve(&room->raw, &room->cap_raw, block->raw) ||
        !gp_reserve(&room->packed, &room->cap_packed, block->length))
        return gp_fail_memory(err);
    if (!gp_tape_read(tape, place_of(b, part), room->packed, block->length))
        return gp_tape_status(tape, err);
    if (gp_checksum(room->packed, block->length) != block->checksum)
        return gp_block_damaged("a checksum differs", err);
    if (!gp_framer_unpack(room->framer, room->packed, block->length, room->raw,
                          block->raw))
        return gp_block_damaged("a block cannot be unpacked", err);
    return GP_OK;
}
