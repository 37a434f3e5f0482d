/* utf8_watch.c - see utf8_watch.h.
 *
 * Most text is ASCII with some letters of two bytes. Sixty-four bytes of that kind are
 * passed over with bit masks: every byte beyond ASCII must be a first byte of two or the
 * second byte behind one. Whatever else there is in them is looked at byte by byte.
 */
#include "ingest/utf8_watch.h"
#include "base/way.h"

#include <stdbool.h>
#include <string.h>

#if GP_HAS_X86
#include <immintrin.h>
#endif

enum { CHUNK = 64 };

/* A first byte says how many follow and narrows the first of them (Unicode 15, table
 * 3-7), so that overlong forms and surrogates are invalid. */
static void begin_wide(struct gp_utf8_watch *w, unsigned char c)
{
    w->low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    w->high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (c >= 0xC2 && c <= 0xDF)
        w->left = 1;
    else if (c >= 0xE0 && c <= 0xEF)
        w->left = 2;
    else if (c >= 0xF0 && c <= 0xF4)
        w->left = 3;
    else
        w->invalid++;
}

#if GP_HAS_X86

/* Bit i belongs to byte i: beyond ASCII; 80 to BF. rare: some byte is C0, C1 or above DF. */
struct marks {
    uint64_t beyond, second;
    bool rare;
};
typedef struct marks marks_fn(const char *p);

static inline struct marks marks_sse2(const char *p)
{
    struct marks m = {0};
    __m128i rare = _mm_setzero_si128();
    unsigned i;

#pragma GCC unroll 4
    for (i = 0; i < CHUNK; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i second = _mm_cmplt_epi8(v, _mm_set1_epi8(-64));
        __m128i low = _mm_and_si128(v, _mm_set1_epi8((char)0xFE));

        m.beyond |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << i;
        m.second |= (uint64_t)(uint32_t)_mm_movemask_epi8(second) << i;
        rare = _mm_or_si128(rare, _mm_subs_epu8(v, _mm_set1_epi8((char)0xDF)));
        rare = _mm_or_si128(rare, _mm_cmpeq_epi8(low, _mm_set1_epi8((char)0xC0)));
    }
    m.rare = _mm_movemask_epi8(_mm_cmpeq_epi8(rare, _mm_setzero_si128())) != 0xFFFF;
    return m;
}

GP_AVX2 static inline struct marks marks_avx2(const char *p)
{
    struct marks m = {0};
    __m256i rare = _mm256_setzero_si256();
    unsigned i;

#pragma GCC unroll 2
    for (i = 0; i < CHUNK; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
        __m256i second = _mm256_cmpgt_epi8(_mm256_set1_epi8(-64), v);
        __m256i low = _mm256_and_si256(v, _mm256_set1_epi8((char)0xFE));

        m.beyond |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << i;
        m.second |= (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << i;
        rare = _mm256_or_si256(rare, _mm256_subs_epu8(v, _mm256_set1_epi8((char)0xDF)));
        rare =
            _mm256_or_si256(rare, _mm256_cmpeq_epi8(low, _mm256_set1_epi8((char)0xC0)));
    }
    m.rare = _mm256_testz_si256(rare, rare) == 0;
    return m;
}

/* Has the chunk ASCII and letters of two bytes only? *cut: such a letter begins in the last
 * byte; of the chunk before, and then of this one. */
static inline bool is_usual(struct marks m, uint64_t *cut, uint64_t *wide)
{
    uint64_t first = m.beyond & ~m.second;

    if (m.rare || m.second != (first << 1 | *cut))
        return false;
    *wide += (uint64_t)__builtin_popcountll(m.second);
    *cut = first >> 63;
    return true;
}

/* Passes over usual chunks from i, where a character begins, to where another one does. */
GP_EACH_WAY size_t pass(struct gp_utf8_watch *w, const char *bytes, size_t i,
                        size_t len, marks_fn *marks_of)
{
    uint64_t cut = 0, wide = 0;

    while (i + CHUNK <= len && is_usual(marks_of(bytes + i), &cut, &wide))
        i += CHUNK;
    w->wide += wide;
    return i - cut;
}

static size_t pass_sse2(struct gp_utf8_watch *w, const char *bytes, size_t i,
                        size_t len)
{
    return pass(w, bytes, i, len, marks_sse2);
}

GP_AVX2 static size_t pass_avx2(struct gp_utf8_watch *w, const char *bytes, size_t i,
                                size_t len)
{
    return pass(w, bytes, i, len, marks_avx2);
}

#endif

/* Only ASCII. */
static size_t pass_portable(const char *bytes, size_t i, size_t len)
{
    uint64_t word;

    for (; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return i;
}

static size_t pass_usual(struct gp_utf8_watch *w, const char *bytes, size_t i,
                         size_t len)
{
#if GP_HAS_X86
    if (gp_byte_way() == GP_WAY_AVX2)
        return pass_avx2(w, bytes, i, len);
    if (gp_byte_way() == GP_WAY_SSE2)
        return pass_sse2(w, bytes, i, len);
#endif
    (void)w;
    return pass_portable(bytes, i, len);
}

/* One byte; false: it may begin something valid and is to be looked at again. */
static bool take(struct gp_utf8_watch *w, unsigned char c)
{
    if (w->left == 0) {
        if (c >= 0x80)
            begin_wide(w, c);
        return true;
    }
    if (c < w->low || c > w->high) {
        w->left = 0;
        w->invalid++;
        return false;
    }
    w->low = 0x80;
    w->high = 0xBF;
    w->wide += --w->left == 0;
    return true;
}

void gp_utf8_watch_add(struct gp_utf8_watch *w, const char *bytes, size_t len)
{
    size_t i = 0, tried = 0; /* up to there it is not usual */

    while (i < len) {
        if (w->left == 0 && i >= tried) {
            i = pass_usual(w, bytes, i, len);
            tried = i + CHUNK;
        }
        if (i < len && take(w, (unsigned char)bytes[i]))
            i++;
    }
}

void gp_utf8_watch_end(struct gp_utf8_watch *w)
{
    if (w->left != 0)
        w->invalid++;
    w->left = 0;
}
