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

GP_EACH_WAY bool run(struct gp_split *s, const char *bytes, size_t from, size_t to,
                     masks_fn *masks_of)
{
    uint64_t inside = s->inside, after_sep = s->after_sep;
    uint64_t after_close = s->after_close, after_return = s->after_return;
    uint32_t *end = s->end + s->n_ends;
    struct gp_split_row *row = s->row + s->n_rows;
    uint32_t n = (uint32_t)s->n_ends, lines = s->lines;
    uint64_t wrong = 0;
    size_t at;
    unsigned i;

    for (at = from; at < to && wrong == 0; at += GP_SPLIT_CHUNK) {
        struct masks m;
        uint64_t breaks, line_ends, ends, row_ends;

        masks_of(&m, bytes + at, s->delimiter, s->quote);
        breaks = m.lf | m.cr;
        /* the line feed of a CRLF is no end of its own */
        line_ends = m.cr | (m.lf & ~(m.cr << 1 | after_return));
        after_return = m.cr >> 63;
        ends = m.delimiter | line_ends;
        row_ends = line_ends;
        if ((m.quote | m.nul | inside | after_close) != 0) {
            uint64_t within = parity(m.quote) ^ inside;
            uint64_t opening = m.quote & within, closing = m.quote & ~within;
            uint64_t outside = (m.delimiter | breaks) & ~within;

            wrong = m.nul |
                    (opening & ~((outside | closing) << 1 | after_sep | after_close));
            wrong |= (closing << 1 | after_close) & ~(outside | opening);
            inside = 0 - (within >> 63);
            after_close = closing >> 63;
            after_sep = outside >> 63;
            ends &= ~within;
            row_ends &= ~within;
            if (wrong != 0) {
                uint64_t before = (wrong & (0 - wrong)) - 1;

                ends &= before;
                row_ends &= before;
                line_ends &= before;
            }
        } else {
            after_sep = (m.delimiter | breaks) >> 63;
        }
        /* How many there are is hard to predict, so one row and eight ends are written
         * whether they are there or not; there is room. */
        do {
            uint64_t below = row_ends ^ (row_ends - 1); /* up to and with its lowest */

            row->ends = n + (uint32_t)__builtin_popcountll(ends & below);
            row->lines = lines + (uint32_t)__builtin_popcountll(line_ends & below);
            row += row_ends != 0;
            row_ends &= row_ends - 1;
        } while (row_ends != 0);
        lines += (uint32_t)__builtin_popcountll(line_ends);
        n += (uint32_t)__builtin_popcountll(ends);
        do {
#pragma GCC unroll 8
            for (i = 0; i < GP_SPLIT_SPARE; i++) {
                end[i] = (uint32_t)at + lowest_bit(ends);
                ends &= ends - 1;
            }
            end += GP_SPLIT_SPARE;
        } while (ends != 0);
        end = s->end + n;
    }
    s->inside = inside;
    s->after_sep = after_sep;
    s->after_close = after_close;
    s->after_return = after_return;
    s->n_ends = n;
    s->n_rows = (size_t)(row - s->row);
    s->lines = lines;
    return wrong == 0;
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
