/* goat_blocks.c - the blocks of a .goat file, one after another (goat_parts.h).
 *
 * What a file says of itself is checked where it is used: the checksums only tell accidents
 * from intent.
 */
#include "ingest/goat/goat_parts.h"

#include "base/checksum.h"
#include "base/frame.h"

#include <string.h>

enum gp_status gp_goat_damaged(const struct gp_goat_reading *g, const char *what)
{
    return gp_fail_at(
        g->err, GP_SYSTEM, g->name, 0,
        "this .goat file is damaged: %s (block %llu); convert the log again", what,
        (unsigned long long)g->blocks);
}

enum gp_status gp_goat_bytes_read(struct gp_goat_reading *g, void *to, size_t n)
{
    unsigned char *at = to;

    while (n != 0) {
        size_t got = 0;
        enum gp_status st = gp_input_read(g->in, at, n, &got, g->err);

        if (st != GP_OK)
            return st;
        if (got == 0)
            return gp_goat_damaged(g, "it is cut off");
        at += got;
        n -= got;
    }
    return GP_OK;
}

/* As with packed logs: what comes out is at most 1,000 times what went in, beyond 1 GiB. */
static bool is_bomb(struct gp_goat_reading *g, uint64_t raw)
{
    g->raw_bytes += raw;
    return g->raw_bytes > (UINT64_C(1) << 30) + 1000 * gp_input_bytes_read(g->in);
}

static enum gp_status read_head(struct gp_goat_reading *g, const char *tag,
                                struct gp_goat_block *b, uint64_t *sum)
{
    unsigned char head[GP_GOAT_HEAD];
    enum gp_status st = gp_goat_bytes_read(g, head, sizeof head);

    if (st != GP_OK)
        return st;
    *sum = gp_goat_number(head, 8);
    b->items = (uint32_t)gp_goat_number(head + 12, 4);
    b->n_raw = gp_goat_number(head + 16, 8);
    b->n_packed = gp_goat_number(head + 24, 8);
    if (b->n_raw > GP_GOAT_RAW_MOST || b->n_packed > 2 * (uint64_t)GP_GOAT_RAW_MOST)
        return gp_goat_damaged(g, "a block says it is larger than any");
    if (!gp_reserve(&b->packed, &b->cap_packed, (size_t)b->n_packed + GP_GOAT_HEAD))
        return gp_fail_memory(g->err);
    memcpy(b->packed, head + 8, GP_GOAT_HEAD - 8);
    return memcmp(head + 8, tag, 4) == 0 ? GP_OK
                                         : gp_goat_damaged(g, "another block was due");
}

/* The next block, checked but still packed. */
enum gp_status gp_goat_packed(struct gp_goat_reading *g, const char *tag,
                              struct gp_goat_block *b)
{
    const size_t before = GP_GOAT_HEAD - 8;
    uint64_t sum = 0;
    enum gp_status st;

    g->blocks++;
    st = read_head(g, tag, b, &sum);
    if (st == GP_OK)
        st = gp_goat_bytes_read(g, b->packed + before, (size_t)b->n_packed);
    if (st != GP_OK)
        return st;
    if (gp_checksum(b->packed, before + (size_t)b->n_packed) != sum)
        return gp_goat_damaged(g, "a checksum differs");
    if (is_bomb(g, b->n_raw))
        return gp_fail_at(g->err, GP_INPUT, g->name, 0,
                          "this .goat file would unpack to more than 1,000 times its "
                          "size: no log does; convert the log again");
    return gp_reserve(&b->raw, &b->cap_raw, (size_t)b->n_raw + 1)
               ? GP_OK
               : gp_fail_memory(g->err);
}

bool gp_goat_unpack(struct gp_goat_block *b, struct gp_goat_bytes *bytes)
{
    *bytes = (struct gp_goat_bytes){b->raw, b->raw + b->n_raw, false};
    return gp_frame_unpack(b->packed + GP_GOAT_HEAD - 8, (size_t)b->n_packed, b->raw,
                           (size_t)b->n_raw);
}

enum gp_status gp_goat_next(struct gp_goat_reading *g, const char *tag,
                            struct gp_goat_bytes *bytes)
{
    enum gp_status st = gp_goat_packed(g, tag, &g->block);

    if (st == GP_OK && !gp_goat_unpack(&g->block, bytes))
        return gp_goat_damaged(g, "a block cannot be unpacked");
    return st;
}

/* The items of a block must fit what is still due. */
bool gp_goat_fits(const struct gp_goat_block *b, uint64_t due)
{
    return b->items != 0 && b->items <= due && b->items <= b->n_raw;
}

void gp_goat_block_release(struct gp_goat_block *b)
{
    gp_free(b->packed);
    gp_free(b->raw);
}
