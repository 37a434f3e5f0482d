/* time_plain.c - see time_plain.h.
 *
 * "13:45:40" is one machine word. Without the bits of "00:00:00" its bytes are digits and
 * zeros, and each pair of digits makes a number.
 */
#include "ingest/time_plain.h"

#include "base/instant.h"
#include "ingest/time_scan.h"

enum { CLOCK = 8, SHORT_CLOCK = 5 }; /* bytes of hh:mm:ss, hh:mm */

/* n bytes, p[0] in the lowest. */
static inline uint64_t load_word(const char *p, size_t n)
{
    uint64_t w = 0;

    memcpy(&w, p, n);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* hh:mm:ss, up to 23:59:59. */
static inline bool read_clock(uint64_t text, int32_t *seconds)
{
    uint64_t w = text ^ load_word("00:00:00", CLOCK), pairs;
    /* raises the top bit of a digit above 9, and of a sign that is none */
    uint64_t wrong = (w + UINT64_C(0x76767F76767F7676)) | w;
    int32_t h, m, s;

    if ((wrong & UINT64_C(0x8080808080808080)) != 0)
        return false;
    pairs = w * 10 + (w >> 8); /* in the byte of the tens */
    h = pairs & 0xFF;
    m = pairs >> 24 & 0xFF;
    s = pairs >> 48 & 0xFF;
    *seconds = h * 3600 + m * 60 + s;
    return h < 24 && m < 60 && s < 60;
}

static inline uint64_t with_seconds(const char *short_clock)
{
    return load_word(short_clock, SHORT_CLOCK) | load_word("\0\0\0\0\0:00", CLOCK);
}

/* Z, +02:00, -11:30 */
static bool read_offset(struct gp_slice s, size_t at, int32_t *seconds)
{
    enum { MOST = 18 * 3600 + 3599 };

    if (s.at[at] == 'Z')
        return at + 1 == s.len;
    if ((s.at[at] != '+' && s.at[at] != '-') || s.len - at != 1 + SHORT_CLOCK ||
        !read_clock(with_seconds(s.at + at + 1), seconds) || *seconds > MOST)
        return false;
    if (s.at[at] == '-')
        *seconds = -*seconds;
    return true;
}

/* .276, Z, .276+02:00; by itself, so that a clock alone costs nothing for it */
__attribute__((noinline)) static bool read_behind(struct gp_slice s, size_t at,
                                                  struct gp_plain_clock *c)
{
    if (s.at[at] == '.') {
        size_t digits = ++at;

        c->of_day_us += gp_scan_fraction(s, &at);
        if (at == digits)
            return false;
    }
    c->has_offset = at < s.len;
    return !c->has_offset || read_offset(s, at, &c->offset_s);
}

bool gp_plain_clock_read(struct gp_slice s, size_t at, struct gp_plain_clock *c)
{
    const char *clock = s.at + at + 1;
    size_t left = s.len - at; /* with what is in front of the clock */
    int32_t seconds;

    if (left <= CLOCK && left != 1 + SHORT_CLOCK)
        return false;
    if ((clock[-1] != ' ' && clock[-1] != 'T') ||
        !read_clock(left > CLOCK ? load_word(clock, CLOCK) : with_seconds(clock),
                    &seconds))
        return false;
    *c = (struct gp_plain_clock){.of_day_us = seconds * GP_SECOND_US};
    return left <= 1 + CLOCK || read_behind(s, at + 1 + CLOCK, c);
}
