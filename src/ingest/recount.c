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

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { CHUNK = 64 };

/* Bit i belongs to byte i: LF or CR; a quote. */
struct marks {
    uint64_t ends, quote;
};

static void marks_of_bytes(struct marks *m, const char *p, size_t n, char quote)
{
    size_t i;

    m->ends = m->quote = 0;
    for (i = 0; i < n; i++) {
        m->ends |= (uint64_t)(p[i] == '\n' || p[i] == '\r') << i;
        m->quote |= (uint64_t)(p[i] == quote) << i;
    }
}

#if defined(__SSE2__)

struct quarter {
    __m128i end, quote; /* bytes of all ones */
};

static inline struct quarter look_at(const char *p, char quote)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i lf = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
    __m128i cr = _mm_cmpeq_epi8(v, _mm_set1_epi8('\r'));

    return (struct quarter){_mm_or_si128(lf, cr),
                            _mm_cmpeq_epi8(v, _mm_set1_epi8(quote))};
}

static inline uint64_t bits(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(a) |
           (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |
           (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 |
           (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

static inline void marks_of(struct marks *m, const char *p, size_t n, char quote)
{
    struct quarter a, b, c, d;
    __m128i quotes;

    if (n < CHUNK) {
        marks_of_bytes(m, p, n, quote);
        return;
    }
    a = look_at(p, quote);
    b = look_at(p + 16, quote);
    c = look_at(p + 32, quote);
    d = look_at(p + 48, quote);
    m->ends = bits(a.end, b.end, c.end, d.end);
    quotes =
        _mm_or_si128(_mm_or_si128(a.quote, b.quote), _mm_or_si128(c.quote, d.quote));
    m->quote =
        _mm_movemask_epi8(quotes) != 0 ? bits(a.quote, b.quote, c.quote, d.quote) : 0;
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

/* On a copy, since what stands beside *recount may be written by another thread. */
void gp_recount_add(struct gp_recount *recount, const char *bytes, size_t len)
{
    struct gp_recount r = *recount;
    const char *from = bytes;
    size_t at;

    for (at = 0; at < len; at += CHUNK) {
        size_t n = len - at < CHUNK ? len - at : CHUNK;
        struct marks m;
        uint64_t within = 0;

        marks_of(&m, bytes + at, n, r.quote);
        if (m.quote != 0 || r.inside) {
            within = running_parity(m.quote) ^ (0 - (uint64_t)r.inside);
            r.inside = (within >> (n - 1) & 1) != 0;
        }
        end_lines(&r, bytes, bytes + at, m.ends, within, &from);
    }
    if (len != 0)
        r.after_return = bytes[len - 1] == '\r';
    r.some = r.some || any_ink(&r, from, bytes + len);
    *recount = r;
}

void gp_recount_end(struct gp_recount *r)
{
    r->records += r->some;
    r->some = false;
    r->inside = false;
}
