/* utf8_watch.c - see utf8_watch.h.
 *
 * Most text is ASCII with some letters of two bytes. Sixty-four bytes of that kind are
 * passed over with bit masks: every byte beyond ASCII must be a first byte of two or the
 * second byte behind one. Whatever else there is in them is looked at byte by byte.
 */
#include "ingest/utf8_watch.h"

#include <stdbool.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
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

#if defined(__SSE2__)

/* Bit i belongs to byte i: beyond ASCII, 80 to BF, C2 to DF. As signed bytes these are all
 * below 0, below -64, and from -62 to -33. */
struct marks {
    uint64_t beyond, second, first;
};

static inline void mark(struct marks *m, const char *p, unsigned at)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
    __m128i second = _mm_cmplt_epi8(v, _mm_set1_epi8(-64));
    __m128i first = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(-63)),
                                  _mm_cmplt_epi8(v, _mm_set1_epi8(-32)));

    m->beyond |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << at;
    m->second |= (uint64_t)(uint32_t)_mm_movemask_epi8(second) << at;
    m->first |= (uint64_t)(uint32_t)_mm_movemask_epi8(first) << at;
}

static inline bool all_ascii(const char *p)
{
    const __m128i *v = (const __m128i *)(const void *)p;
    __m128i a = _mm_or_si128(_mm_loadu_si128(v), _mm_loadu_si128(v + 1));
    __m128i b = _mm_or_si128(_mm_loadu_si128(v + 2), _mm_loadu_si128(v + 3));

    return _mm_movemask_epi8(_mm_or_si128(a, b)) == 0;
}

/* Passes over chunks of ASCII and letters of two bytes, from the beginning of a character
 * on. */
static size_t pass_usual(struct gp_utf8_watch *w, const char *bytes, size_t i,
                         size_t len)
{
    const uint64_t top = UINT64_C(1) << 63;

    for (; i + CHUNK <= len; i += CHUNK) {
        struct marks m = {0};
        uint64_t first;

        if (all_ascii(bytes + i))
            continue;
        mark(&m, bytes + i, 0);
        mark(&m, bytes + i, 16);
        mark(&m, bytes + i, 32);
        mark(&m, bytes + i, 48);
        first = m.first & ~top;
        if (m.second != first << 1 || m.beyond != (m.first | m.second))
            break;
        i -= m.first >> 63; /* the next chunk begins with that letter */
        for (; first != 0; first &= first - 1)
            w->wide++;
    }
    return i;
}

#else

static size_t pass_usual(struct gp_utf8_watch *w, const char *bytes, size_t i,
                         size_t len)
{
    uint64_t word;

    (void)w;
    for (; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return i;
}

#endif

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
