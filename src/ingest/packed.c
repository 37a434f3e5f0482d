/* packed.c - see packed.h.
 *
 *   magic 4 | descriptor 1 | window 0..1 | dictionary id 0..4 | content size 0..8
 *
 * The descriptor says which of them are there. A single-segment frame has no window of
 * its own: it needs room for its whole content.
 */
#include "ingest/packed.h"
#include "ingest/goat/goat_form.h"

#include <string.h>

static const uint32_t ZSTD_MAGIC = 0xFD2FB528u, SKIPPABLE_MAGIC = 0x184D2A50u;

static uint64_t little_endian(const unsigned char *p, size_t n)
{
    uint64_t x = 0;

    while (n-- > 0)
        x = x << 8 | p[n];
    return x;
}

bool gp_is_gzip(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8;
}

bool gp_is_zip(const unsigned char *p, size_t n)
{
    return n >= 4 && little_endian(p, 4) == 0x04034B50u;
}

bool gp_is_goat(const unsigned char *p, size_t n)
{
    return n >= 8 && memcmp(p, GP_GOAT_MAGIC, 8) == 0;
}

bool gp_is_zstd(const unsigned char *p, size_t n)
{
    uint64_t magic = n >= 4 ? little_endian(p, 4) : 0;

    return magic == ZSTD_MAGIC || (magic & 0xFFFFFFF0u) == SKIPPABLE_MAGIC;
}

bool gp_zstd_needs(const unsigned char *p, size_t n, struct gp_zstd_needs *out)
{
    static const size_t id_size[] = {0, 1, 2, 4}, count_size[] = {0, 2, 4, 8};
    bool single;
    size_t ids, counts, at;

    if (n < 5 || little_endian(p, 4) != ZSTD_MAGIC)
        return false;
    single = (p[4] & 0x20) != 0;
    ids = id_size[p[4] & 3];
    counts = count_size[p[4] >> 6];
    if (single && counts == 0)
        counts = 1;
    at = single ? 5 : 6;
    if (n < at + ids + counts)
        return false;
    out->dictionary = little_endian(p + at, ids) != 0;
    out->unchecked = (p[4] & 4) == 0;
    if (single) {
        out->window = little_endian(p + at + ids, counts) + (counts == 2 ? 256 : 0);
    } else {
        uint64_t base = UINT64_C(1) << (10 + (p[5] >> 3));

        out->window = base + base / 8 * (p[5] & 7);
    }
    return true;
}
