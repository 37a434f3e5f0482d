/* checksum.c - see checksum.h. Four lanes of 8 bytes, then what is left, then a mixing of
 * every bit with every other. Bytes are taken as little-endian numbers. */
#include "base/checksum.h"

#include <string.h>

static const uint64_t prime1 = UINT64_C(0x9E3779B185EBCA87);
static const uint64_t prime2 = UINT64_C(0xC2B2AE3D27D4EB4F);
static const uint64_t prime3 = UINT64_C(0x165667B19E3779F9);
static const uint64_t prime4 = UINT64_C(0x85EBCA77C2B2AE63);
static const uint64_t prime5 = UINT64_C(0x27D4EB2F165667C5);

static uint64_t turn(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static uint64_t number(const unsigned char *p, unsigned bytes)
{
    uint64_t n = 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&n, p, bytes);
#else
    while (bytes-- > 0)
        n = n << 8 | p[bytes];
#endif
    return n;
}

static uint64_t mix(uint64_t lane, uint64_t input)
{
    return turn(lane + input * prime2, 31) * prime1;
}

static uint64_t lanes(const unsigned char **at, size_t *left)
{
    uint64_t lane[4] = {prime1 + prime2, prime2, 0, 0 - prime1}, h;
    const unsigned char *p = *at;
    int i;

    for (; *left >= 32; *left -= 32, p += 32) {
        lane[0] = mix(lane[0], number(p, 8));
        lane[1] = mix(lane[1], number(p + 8, 8));
        lane[2] = mix(lane[2], number(p + 16, 8));
        lane[3] = mix(lane[3], number(p + 24, 8));
    }
    *at = p;
    h = turn(lane[0], 1) + turn(lane[1], 7) + turn(lane[2], 12) + turn(lane[3], 18);
    for (i = 0; i < 4; i++)
        h = (h ^ mix(0, lane[i])) * prime1 + prime4;
    return h;
}

uint64_t gp_checksum(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    size_t left = n;
    uint64_t h = n >= 32 ? lanes(&p, &left) : prime5;

    h += n;
    for (; left >= 8; left -= 8, p += 8)
        h = turn(h ^ mix(0, number(p, 8)), 27) * prime1 + prime4;
    if (left >= 4) {
        h = turn(h ^ number(p, 4) * prime1, 23) * prime2 + prime3;
        left -= 4;
        p += 4;
    }
    for (; left > 0; left--, p++)
        h = turn(h ^ *p * prime5, 11) * prime1;
    h = (h ^ h >> 33) * prime2;
    h = (h ^ h >> 29) * prime3;
    return h ^ h >> 32;
}
