/* bits.h - sets of small numbers as words of 64 bits, and signed numbers as short ones. */
#ifndef GP_BASE_BITS_H
#define GP_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline void gp_bits_add(uint64_t *set, size_t i)
{
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline bool gp_bits_has(const uint64_t *set, size_t i)
{
    return (set[i / 64] >> (i % 64) & 1) != 0;
}

/* to |= from; true when that added something. */
static inline bool gp_bits_join(uint64_t *to, const uint64_t *from, size_t words)
{
    bool changed = false;
    size_t i;

    for (i = 0; i < words; i++) {
        changed = changed || (from[i] & ~to[i]) != 0;
        to[i] |= from[i];
    }
    return changed;
}

/* Small numbers of either sign are small: 0 -1 1 -2 as 0 1 2 3. */
static inline uint64_t gp_zigzag(int64_t n)
{
    return n < 0 ? ~((uint64_t)n << 1) : (uint64_t)n << 1;
}

#endif
