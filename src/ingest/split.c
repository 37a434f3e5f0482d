/* split.c - see split.h. One loop for all ways to turn 64 bytes into bit masks.
 *
 * A chunk without quotes needs the separators' bits and nothing else. With quotes, a
 * running parity of their bits says what lies inside.
 */
#include "ingest/split.h"
#include "base/mem.h"
#include "base/way.h"

#include <string.h>

#if GP_HAS_X86
#include <immintrin.h>
#endif

/* Bit i belongs to byte i of the chunk. */
struct masks {
    uint64_t delimiter, lf, cr, quote, nul;
};
typedef void masks_fn(struct masks *m, const char *p, char delimiter, char quote);

/* Bit i of the result: the number of bits up to i, i included, is odd. */
static inline uint64_t parity(uint64_t x)
{
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    return x ^ x << 32;
}

/* Number of the lowest bit; anything when there is none. */
static inline uint32_t lowest_bit(uint64_t x)
{
    return (uint32_t)__builtin_ctzll(x | UINT64_C(1) << 63);
}

/* Which of a chunk's bytes end what; where quotes stand otherwise than strict rules have it,
 * nothing from there on. */
struct found {
    uint64_t ends, row_ends, line_ends;
    uint64_t wrong;
};

/* What lies inside of quotes ends nothing. */
GP_EACH_WAY void heed_quotes(struct found *f, struct gp_split *s, const struct masks *m)
{
    uint64_t within = parity(m->quote) ^ s->inside;
    uint64_t opening = m->quote & within, closing = m->quote & ~within;
    uint64_t outside = (m->delimiter | m->lf | m->cr) & ~within;

    f->wrong = m->nul |
               (opening & ~((outside | closing) << 1 | s->after_sep | s->after_close));
    f->wrong |= (closing << 1 | s->after_close) & ~(outside | opening);
    s->inside = 0 - (within >> 63);
    s->after_close = closing >> 63;
    s->after_sep = outside >> 63;
    f->ends &= ~within;
    f->row_ends &= ~within;
    if (f->wrong != 0) {
        uint64_t before = (f->wrong & (0 - f->wrong)) - 1;

        f->ends &= before;
        f->row_ends &= before;
        f->line_ends &= before;
    }
}

/* How many there are is hard to predict, so one row and eight ends are written whether they
 * are there or not; there is room. */
GP_EACH_WAY void put_rows(struct gp_split *s, const struct found *f)
{
    struct gp_split_row *row = s->row + s->n_rows;
    uint64_t left = f->row_ends;

    do {
        uint64_t below = left ^ (left - 1); /* up to and with its lowest */

        row->ends =
            (uint32_t)s->n_ends + (uint32_t)__builtin_popcountll(f->ends & below);
        row->lines = s->lines + (uint32_t)__builtin_popcountll(f->line_ends & below);
        row += left != 0;
        left &= left - 1;
    } while (left != 0);
    s->n_rows = (size_t)(row - s->row);
    s->lines += (uint32_t)__builtin_popcountll(f->line_ends);
}

GP_EACH_WAY void put_ends(struct gp_split *s, uint64_t ends, size_t at)
{
    uint32_t *end = s->end + s->n_ends;
    unsigned i;

    s->n_ends += (size_t)__builtin_popcountll(ends);
    do {
#pragma GCC unroll 8
        for (i = 0; i < GP_SPLIT_SPARE; i++) {
            end[i] = (uint32_t)at + lowest_bit(ends);
            ends &= ends - 1;
        }
        end += GP_SPLIT_SPARE;
    } while (ends != 0);
}

/* On a copy, which the compiler keeps out of memory. */
GP_EACH_WAY bool run(struct gp_split *split, const char *bytes, size_t from, size_t to,
                     masks_fn *masks_of)
{
    struct gp_split s = *split;
    struct found f = {0};
    size_t at;

    for (at = from; at < to && f.wrong == 0; at += GP_SPLIT_CHUNK) {
        struct masks m;

        masks_of(&m, bytes + at, s.delimiter, s.quote);
        /* the line feed of a CRLF is no end of its own */
        f.line_ends = m.cr | (m.lf & ~(m.cr << 1 | s.after_return));
        s.after_return = m.cr >> 63;
        f.ends = m.delimiter | f.line_ends;
        f.row_ends = f.line_ends;
        if ((m.quote | m.nul | s.inside | s.after_close) != 0)
            heed_quotes(&f, &s, &m);
        else
            s.after_sep = (m.delimiter | m.lf | m.cr) >> 63;
        put_rows(&s, &f);
        put_ends(&s, f.ends, at);
    }
    *split = s;
    return f.wrong == 0;
}

/* ---- eight bytes in a word ---- */

static inline uint64_t load_word(const char *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* One bit for each byte of w that is c: exact, no carry from byte to byte. */
static inline uint64_t equal_bytes(uint64_t w, char c)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    uint64_t x = w ^ (UINT64_C(0x0101010101010101) * (unsigned char)c);
    uint64_t zero = ~(((x & low) + low) | x | low); /* 0x80 where x has a zero byte */

    return (zero >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline void masks_portable(struct masks *m, const char *p, char d, char q)
{
    unsigned i;

    memset(m, 0, sizeof *m);
    for (i = 0; i < 8; i++) {
        uint64_t w = load_word(p + (size_t)8 * i);

        m->delimiter |= equal_bytes(w, d) << 8 * i;
        m->lf |= equal_bytes(w, '\n') << 8 * i;
        m->cr |= equal_bytes(w, '\r') << 8 * i;
        m->quote |= equal_bytes(w, q) << 8 * i;
        m->nul |= equal_bytes(w, '\0') << 8 * i;
    }
}

static bool run_portable(struct gp_split *s, const char *bytes, size_t from, size_t to)
{
    return run(s, bytes, from, to, masks_portable);
}

#if GP_HAS_X86

/* ---- sixteen bytes: every x86-64 ---- */

static inline uint64_t equal_64_sse2(const __m128i v[4], char c)
{
    __m128i x = _mm_set1_epi8(c);
    uint64_t mask = 0;
    unsigned i;

    for (i = 0; i < 4; i++)
        mask |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v[i], x))
                << 16 * i;
    return mask;
}

static inline void masks_sse2(struct masks *m, const char *p, char d, char q)
{
    __m128i v[4];
    unsigned i;

    for (i = 0; i < 4; i++)
        v[i] = _mm_loadu_si128((const __m128i *)(const void *)(p + (size_t)16 * i));
    m->delimiter = equal_64_sse2(v, d);
    m->lf = equal_64_sse2(v, '\n');
    m->cr = equal_64_sse2(v, '\r');
    m->quote = equal_64_sse2(v, q);
    m->nul = equal_64_sse2(v, '\0');
}

static bool run_sse2(struct gp_split *s, const char *bytes, size_t from, size_t to)
{
    return run(s, bytes, from, to, masks_sse2);
}

/* ---- thirty-two bytes: chosen at run time ---- */

GP_AVX2 static inline uint64_t equal_64_avx2(__m256i a, __m256i b, char c)
{
    __m256i x = _mm256_set1_epi8(c);
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, x));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, x));

    return (uint64_t)high << 32 | low;
}

GP_AVX2 static inline void masks_avx2(struct masks *m, const char *p, char d, char q)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));

    m->delimiter = equal_64_avx2(a, b, d);
    m->lf = equal_64_avx2(a, b, '\n');
    m->cr = equal_64_avx2(a, b, '\r');
    m->quote = equal_64_avx2(a, b, q);
    m->nul = equal_64_avx2(a, b, '\0');
}

GP_AVX2 static bool run_avx2(struct gp_split *s, const char *bytes, size_t from,
                             size_t to)
{
    return run(s, bytes, from, to, masks_avx2);
}

#endif

void gp_split_init(struct gp_split *s, char delimiter, char quote)
{
    s->delimiter = delimiter;
    s->quote = quote;
    s->run = run_portable;
#if GP_HAS_X86
    if (gp_byte_way() == GP_WAY_SSE2)
        s->run = run_sse2;
    if (gp_byte_way() == GP_WAY_AVX2)
        s->run = run_avx2;
#endif
    gp_split_begin(s);
}

void gp_split_release(struct gp_split *s)
{
    gp_free(s->end);
    gp_free(s->row);
    memset(s, 0, sizeof *s);
}

void gp_split_begin(struct gp_split *s)
{
    s->n_ends = s->n_rows = 0;
    s->lines = 0;
    s->inside = s->after_close = s->after_return = 0;
    s->after_sep = 1;
}

bool gp_split_room(struct gp_split *s, size_t bytes)
{
    return gp_reserve(&s->end, &s->cap_ends, s->n_ends + bytes + GP_SPLIT_SPARE) &&
           gp_reserve(&s->row, &s->cap_rows, s->n_rows + bytes + 1);
}
