/* spill.c - see spill.h.
 *
 *   events   ->  a block of each part, in memory (spill_block.h)
 *   full     ->  beside the reading: told column by column, packed, to the tape; its
 *                place, length, checksum and number of events stay here
 *   read     <-  checked as it lies there, then unpacked
 *
 * Always packed: told as columns, an event is 18 bytes and packs to 7 or 8 in no more time
 * than the disk, or the system in front of it, takes for the others
 * (docs/performance.md).
 */
#include "eventlog/spill.h"
#include "base/budget.h"
#include "base/checksum.h"
#include "base/frame.h"
#include "base/hashed.h"
#include "base/mem.h"
#include "base/tape.h"
#include "base/worker.h"
#include "eventlog/spill_block.h"

#include <stdatomic.h>

enum {
    BLOCK_LEAST = 4 * 1024, /* bytes of events in memory */
    BLOCK_MOST = 256 * 1024,
    FULL_MOST = 4, /* blocks that wait to be written */
};

/* A block on the tape. */
struct written {
    uint64_t at, length, checksum; /* as it is packed */
    uint64_t raw;                  /* bytes when unpacked */
    uint32_t n, names;             /* events; bytes of their names */
};

struct part {
    struct gp_spill_block filling;
    struct written *block;
    size_t n_blocks, cap_blocks;
    uint64_t events;
};

/* What writing or reading a block takes: one thread at a time. */
struct room {
    struct gp_framer *framer;
    int64_t *value;
    unsigned char *raw, *packed;
    size_t cap_value, cap_raw, cap_packed;
};

struct full {
    struct gp_spill_block block;
    struct part *of;
};

struct gp_spill {
    struct gp_tape tape;
    size_t n_kept, block;
    struct gp_hashed hash; /* only its key */
    struct gp_worker *writer;
    struct full full[FULL_MOST]; /* its slots */
    struct room room;            /* its own, and what it does to parts */
    atomic_bool failed;
    struct part part[GP_SPILL_PARTS];
};

static bool begin_room(struct room *r)
{
    *r = (struct room){.framer = gp_framer_new()};
    return r->framer != NULL;
}

static void release_room(struct room *r)
{
    gp_framer_free(r->framer);
    gp_free(r->value);
    gp_free(r->raw);
    gp_free(r->packed);
    *r = (struct room){0};
}

static bool grow_room(struct room *r, size_t n, size_t raw, size_t packed)
{
    return gp_reserve(&r->value, &r->cap_value, n) &&
           gp_reserve(&r->raw, &r->cap_raw, raw) &&
           gp_reserve(&r->packed, &r->cap_packed, packed);
}

/* ---- writing ---- */

/* Tells and packs the block into r->packed. */
static bool pack_block(const struct gp_spill *s, struct room *r,
                       const struct gp_spill_block *b, struct written *w)
{
    size_t most = gp_spill_block_most(b, s->n_kept);

    if (!grow_room(r, b->n, most, gp_framer_most(most)))
        return false;
    w->raw = gp_spill_block_write(b, s->n_kept, r->value, r->raw);
    w->length = gp_framer_pack(r->framer, r->raw, w->raw, r->packed);
    w->checksum = gp_checksum(r->packed, w->length);
    w->n = (uint32_t)b->n;
    w->names = (uint32_t)b->n_names;
    return w->length != 0;
}

static void write_full(void *spill, size_t slot)
{
    struct gp_spill *s = spill;
    struct full *full = &s->full[slot];
    struct gp_spill_block *b = &full->block;
    struct part *p = full->of;
    struct written w = {0};

    if (gp_reserve(&p->block, &p->cap_blocks, p->n_blocks + 1) &&
        pack_block(s, &s->room, b, &w) &&
        gp_tape_write(&s->tape, s->room.packed, w.length, &w.at)) {
        p->block[p->n_blocks++] = w;
        p->events += w.n;
    } else {
        atomic_store(&s->failed, true);
    }
    b->n = b->n_names = 0;
}

/* The part goes on with an empty block. */
static void hand_over(struct gp_spill *s, struct part *p)
{
    struct full *full = &s->full[gp_worker_slot(s->writer)];
    struct gp_spill_block empty = full->block;

    full->block = p->filling;
    full->of = p;
    p->filling = empty;
    gp_worker_give(s->writer);
}

struct gp_spill *gp_spill_new(size_t n_kept, bool beside)
{
    struct gp_spill *s = gp_array_zero(1, sizeof *s);
    uint64_t share = gp_budget_bytes() / 16 / GP_SPILL_PARTS;

    if (s == NULL)
        return NULL;
    s->n_kept = n_kept;
    s->block = share < BLOCK_LEAST  ? BLOCK_LEAST
               : share > BLOCK_MOST ? BLOCK_MOST
                                    : (size_t)share;
    if (gp_tape_open(&s->tape) && gp_hashed_init(&s->hash) && begin_room(&s->room))
        s->writer = gp_worker_new(write_full, s, FULL_MOST, beside);
    if (s->writer != NULL)
        return s;
    gp_spill_free(s);
    return NULL;
}

static void end_writing(struct gp_spill *s)
{
    size_t i;

    gp_worker_free(s->writer);
    s->writer = NULL;
    release_room(&s->room);
    for (i = 0; i < FULL_MOST; i++)
        gp_spill_block_release(&s->full[i].block);
    for (i = 0; i < GP_SPILL_PARTS; i++)
        gp_spill_block_release(&s->part[i].filling);
}

void gp_spill_free(struct gp_spill *s)
{
    size_t i;

    if (s == NULL)
        return;
    end_writing(s);
    gp_tape_close(&s->tape);
    gp_hashed_release(&s->hash);
    for (i = 0; i < GP_SPILL_PARTS; i++)
        gp_free(s->part[i].block);
    gp_free(s);
}

bool gp_spill_add(struct gp_spill *s, const struct gp_spill_event *e)
{
    uint64_t hash = gp_hashed_of(&s->hash, e->case_id);
    struct part *p = &s->part[hash % GP_SPILL_PARTS];

    if (p->filling.n != 0 && gp_spill_block_size(&p->filling, e, s->n_kept) > s->block)
        hand_over(s, p);
    return gp_spill_block_add(&p->filling, e, s->n_kept) && !atomic_load(&s->failed);
}

bool gp_spill_end(struct gp_spill *s)
{
    size_t i;

    for (i = 0; i < GP_SPILL_PARTS; i++)
        if (s->part[i].filling.n != 0)
            hand_over(s, &s->part[i]);
    end_writing(s);
    return !atomic_load(&s->failed);
}

uint64_t gp_spill_events(const struct gp_spill *s, size_t part)
{
    return s->part[part].events;
}

/* ---- reading ---- */

static enum gp_status damaged(const char *what, struct gp_err *err)
{
    return gp_fail(
        err, GP_SYSTEM,
        "%s: the events that were put there came back changed (%s); the disk "
        "or the memory of this machine is damaged",
        gp_budget_folder(), what);
}

static enum gp_status read_block(struct gp_spill *s, const struct written *w,
                                 struct room *r, struct gp_spill_block *b,
                                 struct gp_err *err)
{
    if (!grow_room(r, w->n, w->raw, w->length) ||
        !gp_spill_block_room(b, w->n, s->n_kept, w->names))
        return gp_fail_memory(err);
    if (!gp_tape_read(&s->tape, w->at, r->packed, w->length))
        return gp_tape_status(&s->tape, err);
    gp_tape_forget(&s->tape, w->at, w->length);
    if (gp_checksum(r->packed, w->length) != w->checksum)
        return damaged("a checksum differs", err);
    if (!gp_framer_unpack(r->framer, r->packed, w->length, r->raw, w->raw))
        return damaged("a block cannot be unpacked", err);
    return gp_spill_block_read(b, s->n_kept, r->value, r->raw, w->raw)
               ? GP_OK
               : damaged("rows are missing", err);
}

static bool take_block(const struct gp_spill *s, const struct gp_spill_block *b,
                       bool (*take)(void *, const struct gp_spill_event *), void *ctx)
{
    const char *names = b->names;
    size_t i;

    for (i = 0; i < b->n; i++) {
        struct gp_spill_event e = gp_spill_block_event(b, i, s->n_kept, names);

        if (!take(ctx, &e))
            return false;
        names += e.case_id.len + e.instance.len;
    }
    return true;
}

enum gp_status gp_spill_read(struct gp_spill *s, size_t part,
                             bool (*take)(void *ctx, const struct gp_spill_event *e),
                             void *ctx, struct gp_err *err)
{
    const struct part *p = &s->part[part];
    struct gp_spill_block b = {0};
    struct room room;
    enum gp_status st = begin_room(&room) ? GP_OK : gp_fail_memory(err);
    size_t i;

    for (i = 0; i < p->n_blocks && st == GP_OK; i++) {
        st = read_block(s, &p->block[i], &room, &b, err);
        if (st == GP_OK && !take_block(s, &b, take, ctx))
            st = gp_fail_memory(err);
    }
    gp_spill_block_release(&b);
    release_room(&room);
    return st;
}
