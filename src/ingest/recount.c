/* recount.c - see recount.h.
 *
 *   a,"b\nc",d\n  \ne\n      two records: the first line end is inside, the third one
 *       ^ ^                  has only blanks in front
 *
 * Sixty-four bytes become three bit masks. What lies inside of quotes is the running
 * parity of the quotes' mask; each line end outside is looked at for itself, and mostly
 * the byte in front of it tells that its record is not blank.
 */
#include "ingest/recount.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { CHUNK = 64 };

struct marks {
    uint64_t lf, cr, quote;
};

static void marks_of_bytes(struct marks *m, const char *p, size_t n, char quote)
{
    size_t i;

    m->lf = m->cr = m->quote = 0;
    for (i = 0; i < n; i++) {
        m->lf |= (uint64_t)(p[i] == '\n') << i;
        m->cr |= (uint64_t)(p[i] == '\r') << i;
        m->quote |= (uint64_t)(p[i] == quote) << i;
    }
}

#if defined(__SSE2__)

static inline uint64_t equal(const __m128i v[4], char c)
{
    __m128i x = _mm_set1_epi8(c);
    uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], x));
    uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], x));
    uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], x));
    uint64_t e = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], x));

    return a | b << 16 | d << 32 | e << 48;
}

static inline void marks_of(struct marks *m, const char *p, size_t n, char quote)
{
    __m128i v[4];
    size_t i;

    if (n < CHUNK) {
        marks_of_bytes(m, p, n, quote);
        return;
    }
    for (i = 0; i < 4; i++)
        v[i] = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
    m->lf = equal(v, '\n');
    m->cr = equal(v, '\r');
    m->quote = equal(v, quote);
}

#else

static void marks_of(struct marks *m, const char *p, size_t n, char quote)
{
    marks_of_bytes(m, p, n, quote);
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

/* Line ends outside of quotes, bit i at p[i]; *from: where the record under way begins. */
static void end_records(struct gp_recount *r, const char *p, uint64_t ends,
                        const char **from)
{
    for (; ends != 0; ends &= ends - 1) {
        const char *end = p + __builtin_ctzll(ends);

        r->records += r->some || any_ink(r, *from, end);
        r->some = false;
        *from = end + 1;
    }
}

/* On a copy, since what stands beside *recount may be written by another thread. */
void gp_recount_add(struct gp_recount *recount, const char *bytes, size_t len)
{
    struct gp_recount r = *recount;
    const char *from = bytes;
    size_t at;

    for (at = 0; at < len; at += CHUNK) {
        size_t n = len - at < CHUNK ? len - at : CHUNK;
        struct marks m;
        uint64_t ends;

        marks_of(&m, bytes + at, n, r.quote);
        ends = m.lf | m.cr;
        r.lines += (unsigned)__builtin_popcountll(
            m.cr | (m.lf & ~(m.cr << 1 | (uint64_t)r.after_return)));
        r.after_return = (m.cr >> (n - 1) & 1) != 0;
        if (m.quote != 0 || r.inside) {
            uint64_t within = running_parity(m.quote) ^ (0 - (uint64_t)r.inside);

            r.inside = (within >> (n - 1) & 1) != 0;
            ends &= ~within;
        }
        end_records(&r, bytes + at, ends, &from);
    }
    r.some = r.some || any_ink(&r, from, bytes + len);
    *recount = r;
}

void gp_recount_end(struct gp_recount *r)
{
    r->records += r->some;
    r->some = false;
    r->inside = false;
}
