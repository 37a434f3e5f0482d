/* spill_code.c - see spill_code.h.
 *
 * Column by column, since what is alike then lies side by side: it takes a third of the
 * time of rows that are told one by one, and packs to two thirds of their size
 * (docs/performance.md). Of each column:
 *
 *   width, least, the lowest byte of every value, the next byte of every value ...
 *
 * as differences to the least value, in as few bytes each as the largest needs:
 *
 *   lines 1000 1007 1260   ->   width 2, least 1000, 00 07 04 (low), 00 00 01 (high)
 *
 * Steps are the first value and how far it is from each to the next; times are steps, in
 * seconds or milliseconds where all of them are whole ones.
 */
#include "eventlog/spill_code.h"

#include <stdbool.h>

enum {
    WIDEST = 8,
    HEAD = 1 + WIDEST, /* of a column: width, least */
};

size_t gp_code_most(size_t n)
{
    return 2 * WIDEST + HEAD + n * WIDEST; /* unit and first value of times */
}

static unsigned char *put_fixed(unsigned char *to, uint64_t n)
{
    size_t i;

    for (i = 0; i < WIDEST; i++)
        to[i] = (unsigned char)(n >> 8 * i);
    return to + WIDEST;
}

static uint64_t get_fixed(const unsigned char *from)
{
    uint64_t n = 0;
    size_t i;

    for (i = WIDEST; i-- > 0;)
        n = n << 8 | from[i];
    return n;
}

/* Values may be of either sign. */
unsigned char *gp_code_put(unsigned char *to, int64_t *value, size_t n)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    uint64_t range;
    size_t i, k, width = 0;

    for (i = 0; i < n; i++) {
        least = value[i] < least ? value[i] : least;
        most = value[i] > most ? value[i] : most;
    }
    for (range = (uint64_t)most - (uint64_t)least; n != 0 && range != 0; range >>= 8)
        width++;
    *to++ = (unsigned char)width;
    to = put_fixed(to, (uint64_t)least);
    for (k = 0; k < width; k++, to += n)
        for (i = 0; i < n; i++)
            to[i] = (unsigned char)(((uint64_t)value[i] - (uint64_t)least) >> 8 * k);
    return to;
}

const unsigned char *gp_code_get(const unsigned char *from, const unsigned char *end,
                                 int64_t *value, size_t n)
{
    size_t width, i, k;
    uint64_t least;

    if (from == NULL || end - from < HEAD)
        return NULL;
    width = *from;
    least = get_fixed(from + 1);
    from += HEAD;
    if (width > WIDEST || (size_t)(end - from) < width * n)
        return NULL;
    for (i = 0; i < n; i++)
        value[i] = (int64_t)least;
    for (k = 0; k < width; k++, from += n)
        for (i = 0; i < n; i++)
            value[i] = (int64_t)((uint64_t)value[i] + ((uint64_t)from[i] << 8 * k));
    return from;
}

static int64_t step(int64_t from, int64_t to)
{
    return (int64_t)((uint64_t)to - (uint64_t)from);
}

static int64_t add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* A small step in the place of the first value keeps the column narrow. */
unsigned char *gp_code_put_steps(unsigned char *to, int64_t *value, size_t n)
{
    size_t i;

    to = put_fixed(to, (uint64_t)value[0]);
    for (i = n; i-- > 1;)
        value[i] = step(value[i - 1], value[i]);
    value[0] = n > 1 ? value[1] : 0;
    return gp_code_put(to, value, n);
}

const unsigned char *gp_code_get_steps(const unsigned char *from,
                                       const unsigned char *end, int64_t *value,
                                       size_t n)
{
    int64_t first;
    size_t i;

    if (from == NULL || end - from < WIDEST)
        return NULL;
    first = (int64_t)get_fixed(from);
    from = gp_code_get(from + WIDEST, end, value, n);
    if (from == NULL)
        return NULL;
    value[0] = first;
    for (i = 1; i < n; i++)
        value[i] = add(value[i - 1], value[i]);
    return from;
}

enum { MS = 1000, S = 1000 * 1000 }; /* in microseconds */

/* Makes all values whole ones of this unit, when they are. A constant one is not divided
 * by. */
static inline bool in_unit(int64_t *value, size_t n, int64_t unit)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (value[i] % unit != 0)
            return false;
    for (i = 0; i < n; i++)
        value[i] /= unit;
    return true;
}

unsigned char *gp_code_put_times(unsigned char *to, int64_t *value, size_t n)
{
    uint64_t unit = in_unit(value, n, S) ? S : in_unit(value, n, MS) ? MS : 1;

    return gp_code_put_steps(put_fixed(to, unit), value, n);
}

const unsigned char *gp_code_get_times(const unsigned char *from,
                                       const unsigned char *end, int64_t *value,
                                       size_t n)
{
    uint64_t unit;
    size_t i;

    if (from == NULL || end - from < WIDEST)
        return NULL;
    unit = get_fixed(from);
    from = gp_code_get_steps(from + WIDEST, end, value, n);
    for (i = 0; from != NULL && unit != 1 && i < n; i++)
        value[i] = (int64_t)((uint64_t)value[i] * unit);
    return from;
}
