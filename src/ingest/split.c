/* split.c - see split.h. The loop stands in split_body.h; here are the ways to turn 64
 * bytes into bit masks, and the choice among them. */
#include "ingest/split.h"
#include "base/mem.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_X86 1
#else
#define HAS_X86 0
#endif

/* Bit i belongs to byte i of the chunk. */
struct masks {
    uint64_t delimiter, lf, cr, quote, nul;
};

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

static inline void masks_of_words(struct masks *m, const char *p, char d, char q)
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

#define SPLIT_NAME run_portable
#define SPLIT_TARGET
#define SPLIT_MASKS(m, p, d, q) masks_of_words(&(m), p, d, q)
#include "ingest/split_body.h"

#if HAS_X86

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

#define SPLIT_NAME run_sse2
#define SPLIT_TARGET
#define SPLIT_MASKS(m, p, d, q) masks_sse2(&(m), p, d, q)
#include "ingest/split_body.h"

/* ---- thirty-two bytes: chosen at run time ---- */

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline uint64_t equal_64_avx2(__m256i a, __m256i b, char c)
{
    __m256i x = _mm256_set1_epi8(c);
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, x));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, x));

    return (uint64_t)high << 32 | low;
}

AVX2 static inline void masks_avx2(struct masks *m, const char *p, char d, char q)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));

    m->delimiter = equal_64_avx2(a, b, d);
    m->lf = equal_64_avx2(a, b, '\n');
    m->cr = equal_64_avx2(a, b, '\r');
    m->quote = equal_64_avx2(a, b, q);
    m->nul = equal_64_avx2(a, b, '\0');
}

#define SPLIT_NAME              run_avx2
#define SPLIT_TARGET            AVX2
#define SPLIT_MASKS(m, p, d, q) masks_avx2(&(m), p, d, q)
#include "ingest/split_body.h"

#endif

static bool choose(struct gp_split *s, enum gp_split_way way)
{
#if HAS_X86
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("popcnt");

    if (way == GP_SPLIT_BEST)
        way = avx2 ? GP_SPLIT_AVX2 : GP_SPLIT_SSE2;
    s->run = way == GP_SPLIT_AVX2   ? run_avx2
             : way == GP_SPLIT_SSE2 ? run_sse2
                                    : run_portable;
    return way != GP_SPLIT_AVX2 || avx2;
#else
    s->run = run_portable;
    return way <= GP_SPLIT_PORTABLE;
#endif
}

bool gp_split_init(struct gp_split *s, enum gp_split_way way, char delimiter,
                   char quote)
{
    s->delimiter = delimiter;
    s->quote = quote;
    gp_split_begin(s);
    return choose(s, way);
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
