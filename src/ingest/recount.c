/* recount.c - see recount.h.
 *
 *   a,"b\nc",d\n  \ne\n      two records: the first line end is inside, the third one
 *       ^ ^                  has only blanks in front
 *
 * Sixty-four bytes become two bit masks. What lies inside of quotes is the running
 * parity of the quotes' mask; each line end outside is looked at for itself, and mostly
 * the byte in front of it tells that its record is not blank.
 */
#include "ingest/recount.h"
#include "base/way.h"

#if GP_HAS_X86
#include <immintrin.h>
#endif

enum { CHUNK = 64 };

/* Bit i belongs to byte i: LF or CR; a quote. */
struct marks {
    uint64_t ends, quote;
};
typedef void marks_fn(struct marks *m, const char *p, char quote);

static void marks_of_bytes(struct marks *m, const char *p, size_t n, char quote)
{
    size_t i;

    m->ends = m->quote = 0;
    for (i = 0; i < n; i++) {
        m->ends |= (uint64_t)(p[i] == '\n' || p[i] == '\r') << i;
        m->quote |= (uint64_t)(p[i] == quote) << i;
    }
}

static void marks_portable(struct marks *m, const char *p, char quote)
{
    marks_of_bytes(m, p, CHUNK, quote);
}

#if GP_HAS_X86

static inline void marks_sse2(struct marks *m, const char *p, char quote)
{
    unsigned i;

    m->ends = m->quote = 0;
#pragma GCC unroll 4
    for (i = 0; i < CHUNK; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
                                    _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
        __m128i quotes = _mm_cmpeq_epi8(v, _mm_set1_epi8(quote));

        m->ends |= (uint64_t)(uint32_t)_mm_movemask_epi8(ends) << i;
        m->quote |= (uint64_t)(uint32_t)_mm_movemask_epi8(quotes) << i;
    }
}

GP_AVX2 static inline void marks_avx2(struct marks *m, const char *p, char quote)
{
    unsigned i;

    m->ends = m->quote = 0;
#pragma GCC unroll 2
    for (i = 0; i < CHUNK; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
        __m256i ends = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')),
                                       _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')));
        __m256i quotes = _mm256_cmpeq_epi8(v, _mm256_set1_epi8(quote));

        m->ends |= (uint64_t)(uint32_t)_mm256_movemask_epi8(ends) << i;
        m->quote |= (uint64_t)(uint32_t)_mm256_movemask_epi8(quotes) << i;
    }
}

#endif

/* Bit i: is the number of bits up to i odd? */
static uint64_t running_parity(uint64_t x)
{
    unsigned by;

    for (by = 1; by < 64; by *= 2)
        x ^= x << by;
    return x;
}

static inline bool is_ink(const struct gp_recount *r, char c)
{
    return (c != ' ' && c != '\t') || c == r->delimiter || c == r->quote;
}

static bool any_ink(const struct gp_recount *r, const char *p, const char *end)
{
    while (end > p)
        if (is_ink(r, *--end))
            return true;
    return false;
}

/* The line feed of a CRLF, whose carriage return was counted? */
static inline bool is_second_half(const struct gp_recount *r, const char *bytes,
                                  const char *end)
{
    return *end == '\n' && (end > bytes ? end[-1] == '\r' : r->after_return);
}

/* Line ends, bit i at p[i]; those within quotes end no record. *from: where the record
 * under way begins. */
static inline void end_lines(struct gp_recount *r, const char *bytes, const char *p,
                             uint64_t ends, uint64_t within, const char **from)
{
    for (; ends != 0; ends &= ends - 1) {
        const char *end = p + __builtin_ctzll(ends);

        r->lines += !is_second_half(r, bytes, end);
        if ((ends & (0 - ends) & within) != 0)
            continue;
        r->records +=
            r->some || (end > *from && is_ink(r, end[-1])) || any_ink(r, *from, end);
        r->some = false;
        *from = end + 1;
    }
}

/* What is under way while bytes are looked at, from the first of them on. */
struct look {
    struct gp_recount r;
    const char *bytes;
    const char *from; /* where the record under way begins */
};

/* The next n bytes, which stand at p. */
static inline void count_chunk(struct look *l, const char *p, size_t n, struct marks m)
{
    uint64_t within = 0;

    if (m.quote != 0 || l->r.inside) {
        within = running_parity(m.quote) ^ (0 - (uint64_t)l->r.inside);
        l->r.inside = (within >> (n - 1) & 1) != 0;
    }
    end_lines(&l->r, l->bytes, p, m.ends, within, &l->from);
}

/* Whole chunks up to end. */
GP_EACH_WAY void count(struct look *l, const char *p, const char *end,
                       marks_fn *marks_of)
{
    struct marks m;

    for (; p < end; p += CHUNK) {
        marks_of(&m, p, l->r.quote);
        count_chunk(l, p, CHUNK, m);
    }
}

#if GP_HAS_X86

static void count_sse2(struct look *l, const char *p, const char *end)
{
    count(l, p, end, marks_sse2);
}

GP_AVX2 static void count_avx2(struct look *l, const char *p, const char *end)
{
    count(l, p, end, marks_avx2);
}

#endif

static void count_chunks(struct look *l, const char *p, const char *end)
{
#if GP_HAS_X86
    if (gp_byte_way() == GP_WAY_AVX2) {
        count_avx2(l, p, end);
        return;
    }
    if (gp_byte_way() == GP_WAY_SSE2) {
        count_sse2(l, p, end);
        return;
    }
#endif
    count(l, p, end, marks_portable);
}

/* On a copy, since what stands beside *recount may be written by another thread. */
void gp_recount_add(struct gp_recount *recount, const char *bytes, size_t len)
{
    struct look l = {*recount, bytes, bytes};
    size_t whole = len - len % CHUNK;
    struct marks m;

    if (len == 0)
        return;
    count_chunks(&l, bytes, bytes + whole);
    if (whole < len) {
        marks_of_bytes(&m, bytes + whole, len - whole, l.r.quote);
        count_chunk(&l, bytes + whole, len - whole, m);
    }
    l.r.after_return = bytes[len - 1] == '\r';
    l.r.some = l.r.some || any_ink(&l.r, l.from, bytes + len);
    *recount = l.r;
}

void gp_recount_end(struct gp_recount *r)
{
    r->records += r->some;
    r->some = false;
    r->inside = false;
}
