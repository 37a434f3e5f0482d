/* spill.c - see spill.h.
 *
 * A row of a block, numbers in base 128 with the lowest digits first:
 *
 *   flags, serial - the row's before, line - that before, end - that before (signed),
 *   activity, resource + 1, group + 1, kept + 1 ..., length of the case id, its bytes,
 *   end - start (signed) where the flags say that they differ
 *
 * A block begins anew (before the first row everything is 0), so that it can be read by
 * itself. Blocks are written as they are: zstd would take two fifths to a half more off
 * them, for an eighth to a fifth more time of the whole run, and the disk would need as much
 * at its fullest, which is when the grouped columns lie there (docs/performance.md).
 */
#include "eventlog/spill.h"
#include "base/bits.h"
#include "base/budget.h"
#include "base/checksum.h"
#include "base/hashed.h"
#include "base/mem.h"
#include "base/tape.h"

#include <string.h>

enum {
    BLOCK_LEAST = 4 * 1024,
    BLOCK_MOST = 256 * 1024,
    OPEN = 1,      /* flags */
    TWO_TIMES = 2, /* start differs from end */
    NUMBER_MOST = 10,
    NUMBERS = 9, /* in a row, beside those of kept attributes */
};

/* What the next row's numbers are told against. */
struct before {
    uint32_t serial, line;
    int64_t end;
};

struct block {
    uint64_t at, length, checksum;
    uint32_t rows;
};

struct part {
    unsigned char *bytes; /* the block being filled */
    size_t n, cap;
    uint32_t rows;
    struct before before;
    struct block *block; /* those written */
    size_t n_blocks, cap_blocks;
    uint64_t all_rows;
};

struct gp_spill {
    struct gp_tape tape;
    size_t n_kept, block;
    struct gp_hashed hash; /* only its key */
    struct part part[GP_SPILL_PARTS];
};

struct gp_spill *gp_spill_new(size_t n_kept)
{
    struct gp_spill *s = gp_array_zero(1, sizeof *s);
    uint64_t share = gp_budget_bytes() / 16 / GP_SPILL_PARTS;

    if (s == NULL)
        return NULL;
    s->n_kept = n_kept;
    s->block = share < BLOCK_LEAST  ? BLOCK_LEAST
               : share > BLOCK_MOST ? BLOCK_MOST
                                    : (size_t)share;
    if (gp_tape_open(&s->tape) && gp_hashed_init(&s->hash))
        return s;
    gp_spill_free(s);
    return NULL;
}

void gp_spill_free(struct gp_spill *s)
{
    size_t i;

    if (s == NULL)
        return;
    gp_tape_close(&s->tape);
    gp_hashed_release(&s->hash);
    for (i = 0; i < GP_SPILL_PARTS; i++) {
        gp_free(s->part[i].bytes);
        gp_free(s->part[i].block);
    }
    gp_free(s);
}

/* ---- writing ---- */

static bool write_block(struct gp_spill *s, struct part *p)
{
    struct block b = {0, p->n, gp_checksum(p->bytes, p->n), p->rows};

    if (p->rows == 0)
        return true;
    if (!gp_reserve(&p->block, &p->cap_blocks, p->n_blocks + 1) ||
        !gp_tape_write(&s->tape, p->bytes, p->n, &b.at))
        return false;
    p->block[p->n_blocks++] = b;
    p->all_rows += p->rows;
    p->n = p->rows = 0;
    p->before = (struct before){0, 0, 0};
    return true;
}

static unsigned char *put(unsigned char *at, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        *at++ = (unsigned char)(n | 0x80);
    *at++ = (unsigned char)n;
    return at;
}

static unsigned char *put_signed(unsigned char *at, int64_t n)
{
    return put(at, gp_zigzag(n));
}

/* GP_NO_ID becomes 0. */
static unsigned char *put_id(unsigned char *at, uint32_t id)
{
    return put(at, (uint32_t)(id + 1));
}

static unsigned char *put_row(unsigned char *at, const struct gp_spill_event *e,
                              size_t n_kept, const struct before *before)
{
    bool two = e->start != e->end;
    size_t k;

    *at++ = (unsigned char)((e->open ? OPEN : 0) | (two ? TWO_TIMES : 0));
    at = put(at, e->serial - before->serial);
    at = put_signed(at, (int64_t)e->line - before->line);
    at = put_signed(at, (int64_t)((uint64_t)e->end - (uint64_t)before->end));
    at = put(at, e->activity);
    at = put_id(at, e->resource);
    at = put_id(at, e->group);
    for (k = 0; k < n_kept; k++)
        at = put_id(at, e->kept[k]);
    at = put(at, e->case_id.len);
    memcpy(at, e->case_id.at, e->case_id.len);
    at += e->case_id.len;
    if (two)
        at = put_signed(at, (int64_t)((uint64_t)e->end - (uint64_t)e->start));
    return at;
}

bool gp_spill_add(struct gp_spill *s, const struct gp_spill_event *e)
{
    uint64_t hash = gp_hashed_of(&s->hash, e->case_id);
    struct part *p = &s->part[hash % GP_SPILL_PARTS];
    size_t most = 1 + (NUMBERS + s->n_kept) * NUMBER_MOST + e->case_id.len;

    if (p->n != 0 && p->n + most > s->block && !write_block(s, p))
        return false;
    if (p->n + most > p->cap &&
        !gp_reserve(&p->bytes, &p->cap, most > s->block ? most : s->block))
        return false;
    p->n = (size_t)(put_row(p->bytes + p->n, e, s->n_kept, &p->before) - p->bytes);
    p->before = (struct before){e->serial, e->line, e->end};
    p->rows++;
    return true;
}

bool gp_spill_end(struct gp_spill *s)
{
    bool good = true;
    size_t i;

    for (i = 0; i < GP_SPILL_PARTS; i++) {
        good = good && write_block(s, &s->part[i]);
        gp_free(s->part[i].bytes);
        s->part[i].bytes = NULL;
        s->part[i].n = s->part[i].cap = 0;
    }
    return good;
}

uint64_t gp_spill_rows(const struct gp_spill *s, size_t part)
{
    return s->part[part].all_rows;
}

/* ---- reading ---- */

static uint64_t get(const unsigned char **at)
{
    const unsigned char *p = *at;
    uint64_t n = *p & 0x7f;
    unsigned shift = 7;

    for (; (*p++ & 0x80) != 0; shift += 7)
        n |= (uint64_t)(*p & 0x7f) << shift;
    *at = p;
    return n;
}

static int64_t get_signed(const unsigned char **at)
{
    uint64_t n = get(at);

    return (int64_t)(n >> 1 ^ (0 - (n & 1)));
}

static uint32_t get_id(const unsigned char **at)
{
    return (uint32_t)get(at) - 1;
}

/* The bytes have passed their checksum: they are what put_row wrote. */
static const unsigned char *get_row(const unsigned char *at, struct gp_spill_event *e,
                                    size_t n_kept, uint32_t *kept)
{
    unsigned flags = *at++;
    size_t k;

    e->open = (flags & OPEN) != 0;
    e->serial += (uint32_t)get(&at);
    e->line = (uint32_t)(e->line + get_signed(&at));
    e->end = (int64_t)((uint64_t)e->end + (uint64_t)get_signed(&at));
    e->activity = (uint32_t)get(&at);
    e->resource = get_id(&at);
    e->group = get_id(&at);
    for (k = 0; k < n_kept; k++)
        kept[k] = get_id(&at);
    e->case_id.len = get(&at);
    e->case_id.at = (const char *)at;
    at += e->case_id.len;
    e->start = e->end;
    if ((flags & TWO_TIMES) != 0)
        e->start = (int64_t)((uint64_t)e->end - (uint64_t)get_signed(&at));
    return at;
}

static enum gp_status damaged(const char *what, struct gp_err *err)
{
    return gp_fail(
        err, GP_SYSTEM,
        "%s: the events that were put there came back changed (%s); the disk "
        "or the memory of this machine is damaged",
        gp_budget_folder(), what);
}

static enum gp_status read_block(struct gp_spill *s, const struct block *b,
                                 unsigned char *bytes, struct gp_err *err)
{
    if (!gp_tape_read(&s->tape, b->at, bytes, b->length))
        return gp_tape_status(&s->tape, err);
    gp_tape_forget(&s->tape, b->at, b->length);
    return gp_checksum(bytes, b->length) == b->checksum
               ? GP_OK
               : damaged("a checksum differs", err);
}

static enum gp_status take_block(const struct gp_spill *s, const struct block *b,
                                 const unsigned char *bytes, uint32_t *kept,
                                 bool (*take)(void *, const struct gp_spill_event *),
                                 void *ctx, struct gp_err *err)
{
    struct gp_spill_event e = {.kept = kept};
    const unsigned char *at = bytes;
    uint32_t i;

    for (i = 0; i < b->rows; i++) {
        at = get_row(at, &e, s->n_kept, kept);
        if (!take(ctx, &e))
            return gp_fail_memory(err);
    }
    return at == bytes + b->length ? GP_OK : damaged("rows are missing", err);
}

enum gp_status gp_spill_read(struct gp_spill *s, size_t part,
                             bool (*take)(void *ctx, const struct gp_spill_event *e),
                             void *ctx, struct gp_err *err)
{
    const struct part *p = &s->part[part];
    uint32_t *kept = gp_array(s->n_kept, sizeof *kept);
    unsigned char *bytes = NULL;
    size_t cap = 0, i;
    enum gp_status st = kept != NULL ? GP_OK : gp_fail_memory(err);

    for (i = 0; i < p->n_blocks && st == GP_OK; i++) {
        const struct block *b = &p->block[i];

        if (!gp_reserve(&bytes, &cap, b->length))
            st = gp_fail_memory(err);
        if (st == GP_OK)
            st = read_block(s, b, bytes, err);
        if (st == GP_OK)
            st = take_block(s, b, bytes, kept, take, ctx, err);
    }
    gp_free(bytes);
    gp_free(kept);
    return st;
}
