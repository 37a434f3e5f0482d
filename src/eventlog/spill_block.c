/* spill_block.c - see spill_block.h.
 *
 * Column by column, since what is alike then lies side by side: it takes a third of the
 * time of rows that are told one by one, and packs to two thirds of their size
 * (docs/performance.md). Of each column:
 *
 *   least, width, the lowest byte of every value, the next byte of every value ...
 *
 * as differences to the least value, in as few bytes each as the largest needs:
 *
 *   lines 1000 1007 1260   ->   least 1000, width 2, 00 07 04 (low), 00 00 01 (high)
 *
 * Serials and times are told as steps from one event to the next; lines as what they are
 * beyond the serials; starts as what they are before the ends; ends in seconds or
 * milliseconds where all times of a block are whole ones.
 */
#include "eventlog/spill_block.h"
#include "base/mem.h"

#include <string.h>

enum {
    COLUMNS = 10, /* beside those of kept attributes */
    HEAD = 9,     /* of a column: width, least */
    WIDEST = 8,
    UNIT = 8, /* of the times, in front of all columns */
};

/* ---- collected ---- */

size_t gp_spill_block_size(const struct gp_spill_block *b,
                           const struct gp_spill_event *e, size_t n_kept)
{
    return (b->n + 1) * (sizeof *b->row + n_kept * sizeof *b->kept) + b->n_names +
           e->case_id.len + e->instance.len;
}

bool gp_spill_block_add(struct gp_spill_block *b, const struct gp_spill_event *e,
                        size_t n_kept)
{
    size_t names = e->case_id.len + e->instance.len;

    if (!gp_reserve(&b->row, &b->cap, b->n + 1) ||
        !gp_reserve(&b->kept, &b->cap_kept, (b->n + 1) * n_kept) ||
        !gp_reserve(&b->names, &b->cap_names, b->n_names + names))
        return false;
    b->row[b->n] = (struct gp_spill_row){
        .start = e->start,
        .end = e->end,
        .serial = e->serial,
        .line = e->line,
        .activity = e->activity,
        .resource = e->resource,
        .group = e->group,
        .case_len = (uint32_t)e->case_id.len,
        .instance_len = (uint32_t)e->instance.len,
        .kind = e->kind,
    };
    if (n_kept != 0)
        memcpy(b->kept + b->n * n_kept, e->kept, n_kept * sizeof *e->kept);
    memcpy(b->names + b->n_names, e->case_id.at, e->case_id.len);
    if (e->instance.len != 0)
        memcpy(b->names + b->n_names + e->case_id.len, e->instance.at, e->instance.len);
    b->n_names += names;
    b->n++;
    return true;
}

bool gp_spill_block_room(struct gp_spill_block *b, size_t n, size_t n_kept,
                         size_t n_names)
{
    b->n = n;
    b->n_names = n_names;
    return gp_reserve(&b->row, &b->cap, n) &&
           gp_reserve(&b->kept, &b->cap_kept, n * n_kept) &&
           gp_reserve(&b->names, &b->cap_names, n_names);
}

void gp_spill_block_release(struct gp_spill_block *b)
{
    gp_free(b->row);
    gp_free(b->kept);
    gp_free(b->names);
    *b = (struct gp_spill_block){0};
}

/* ---- one column ---- */

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

/* value: of either sign, so that the least may be below 0; it is changed. */
static unsigned char *put_column(unsigned char *to, int64_t *value, size_t n)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    uint64_t range;
    size_t i, k, width = 0;

    for (i = 0; i < n; i++) {
        least = value[i] < least ? value[i] : least;
        most = value[i] > most ? value[i] : most;
    }
    for (range = (uint64_t)most - (uint64_t)least; range != 0; range >>= 8)
        width++;
    *to++ = (unsigned char)width;
    to = put_fixed(to, (uint64_t)least);
    for (k = 0; k < width; k++, to += n)
        for (i = 0; i < n; i++)
            to[i] = (unsigned char)(((uint64_t)value[i] - (uint64_t)least) >> 8 * k);
    return to;
}

/* NULL: it does not end before `end`. */
static const unsigned char *get_column(const unsigned char *from,
                                       const unsigned char *end, int64_t *value,
                                       size_t n)
{
    size_t width, i, k;
    uint64_t least;

    if (from == NULL || end - from < HEAD)
        return NULL;
    width = *from;
    least = get_fixed(from + 1);
    from += HEAD;
    if (width > WIDEST || (size_t)(end - from) / (width != 0 ? width : 1) < n)
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

/* The first value as it is, then how far it is from each to the next: a small step in the
 * place of the first keeps the column narrow. */
static unsigned char *put_steps(unsigned char *to, int64_t *value, size_t n)
{
    size_t i;

    to = put_fixed(to, (uint64_t)value[0]);
    for (i = n; i-- > 1;)
        value[i] = step(value[i - 1], value[i]);
    value[0] = n > 1 ? value[1] : 0;
    return put_column(to, value, n);
}

static const unsigned char *
get_steps(const unsigned char *from, const unsigned char *end, int64_t *value, size_t n)
{
    int64_t first;
    size_t i;

    if (from == NULL || end - from < WIDEST)
        return NULL;
    first = (int64_t)get_fixed(from);
    from = get_column(from + WIDEST, end, value, n);
    if (from == NULL)
        return NULL;
    value[0] = first;
    for (i = 1; i < n; i++)
        value[i] = add(value[i - 1], value[i]);
    return from;
}

/* ---- a block ---- */

size_t gp_spill_block_most(const struct gp_spill_block *b, size_t n_kept)
{
    return UNIT + 2 * WIDEST + (COLUMNS + n_kept) * (HEAD + b->n * WIDEST) + b->n_names;
}

enum { MS = 1000, S = 1000 * 1000 }; /* in microseconds */

/* Are all times whole ones of this unit? A constant one is not divided by. */
static inline bool all_whole(const struct gp_spill_block *b, int64_t unit)
{
    size_t i;

    for (i = 0; i < b->n; i++)
        if (b->row[i].end % unit != 0 || b->row[i].start % unit != 0)
            return false;
    return true;
}

static inline unsigned char *put_times_in(unsigned char *to,
                                          const struct gp_spill_block *b,
                                          int64_t *value, int64_t unit)
{
    const struct gp_spill_row *row = b->row;
    size_t i;

    to = put_fixed(to, (uint64_t)unit);
    for (i = 0; i < b->n; i++)
        value[i] = row[i].end / unit;
    to = put_steps(to, value, b->n);
    for (i = 0; i < b->n; i++)
        value[i] = step(row[i].start, row[i].end);
    return put_column(to, value, b->n);
}

static unsigned char *put_times(unsigned char *to, const struct gp_spill_block *b,
                                int64_t *value)
{
    if (all_whole(b, S))
        return put_times_in(to, b, value, S);
    if (all_whole(b, MS))
        return put_times_in(to, b, value, MS);
    return put_times_in(to, b, value, 1);
}

/* Fields of 32 bits by their places, told as numbers of either sign: GP_NO_ID is -1. */
static const size_t plain[] = {
    offsetof(struct gp_spill_row, activity),
    offsetof(struct gp_spill_row, resource),
    offsetof(struct gp_spill_row, group),
    offsetof(struct gp_spill_row, case_len),
    offsetof(struct gp_spill_row, instance_len),
};

enum { PLAIN = sizeof plain / sizeof plain[0] };

static unsigned char *put_plain(unsigned char *to, const struct gp_spill_block *b,
                                size_t offset, int64_t *value)
{
    const char *field = (const char *)b->row + offset;
    int32_t one;
    size_t i;

    for (i = 0; i < b->n; i++, field += sizeof *b->row) {
        memcpy(&one, field, sizeof one);
        value[i] = one;
    }
    return put_column(to, value, b->n);
}

static const unsigned char *get_plain(const unsigned char *from,
                                      const unsigned char *end,
                                      struct gp_spill_block *b, size_t offset,
                                      int64_t *value)
{
    char *field = (char *)b->row + offset;
    size_t i;

    from = get_column(from, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++, field += sizeof *b->row) {
        uint32_t one = (uint32_t)value[i];

        memcpy(field, &one, sizeof one);
    }
    return from;
}

static unsigned char *put_order(unsigned char *to, const struct gp_spill_block *b,
                                int64_t *value)
{
    const struct gp_spill_row *row = b->row;
    size_t i;

    for (i = 0; i < b->n; i++)
        value[i] = row[i].serial;
    to = put_steps(to, value, b->n);
    for (i = 0; i < b->n; i++)
        value[i] = (int32_t)(row[i].line - row[i].serial);
    to = put_column(to, value, b->n);
    for (i = 0; i < b->n; i++)
        value[i] = row[i].kind;
    return put_column(to, value, b->n);
}

static const unsigned char *get_order(const unsigned char *from,
                                      const unsigned char *end,
                                      struct gp_spill_block *b, int64_t *value)
{
    struct gp_spill_row *row = b->row;
    size_t i;

    from = get_steps(from, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++)
        row[i].serial = (uint32_t)value[i];
    from = get_column(from, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++)
        row[i].line = row[i].serial + (uint32_t)value[i];
    from = get_column(from, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++)
        row[i].kind = (uint8_t)value[i];
    return from;
}

static const unsigned char *get_times(const unsigned char *from,
                                      const unsigned char *end,
                                      struct gp_spill_block *b, int64_t *value)
{
    struct gp_spill_row *row = b->row;
    uint64_t unit;
    size_t i;

    if (from == NULL || end - from < UNIT)
        return NULL;
    unit = get_fixed(from);
    from = get_steps(from + UNIT, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++)
        row[i].end = (int64_t)((uint64_t)value[i] * unit);
    from = get_column(from, end, value, b->n);
    for (i = 0; from != NULL && i < b->n; i++)
        row[i].start = step(value[i], row[i].end);
    return from;
}

static unsigned char *put_kept(unsigned char *to, const struct gp_spill_block *b,
                               size_t n_kept, int64_t *value)
{
    size_t k, i;

    for (k = 0; k < n_kept; k++) {
        for (i = 0; i < b->n; i++)
            value[i] = (int32_t)b->kept[i * n_kept + k];
        to = put_column(to, value, b->n);
    }
    return to;
}

static const unsigned char *get_kept(const unsigned char *from,
                                     const unsigned char *end, struct gp_spill_block *b,
                                     size_t n_kept, int64_t *value)
{
    size_t k, i;

    for (k = 0; k < n_kept; k++) {
        from = get_column(from, end, value, b->n);
        for (i = 0; from != NULL && i < b->n; i++)
            b->kept[i * n_kept + k] = (uint32_t)value[i];
    }
    return from;
}

size_t gp_spill_block_write(const struct gp_spill_block *b, size_t n_kept,
                            int64_t *value, unsigned char *to)
{
    unsigned char *at = put_times(put_order(to, b, value), b, value);
    size_t i;

    for (i = 0; i < PLAIN; i++)
        at = put_plain(at, b, plain[i], value);
    at = put_kept(at, b, n_kept, value);
    memcpy(at, b->names, b->n_names);
    return (size_t)(at - to) + b->n_names;
}

/* Do the names of the rows take just so many bytes? */
static bool names_fit(const struct gp_spill_block *b, uint64_t bytes)
{
    size_t i;

    for (i = 0; i < b->n && bytes <= SIZE_MAX / 2; i++)
        bytes -= (uint64_t)b->row[i].case_len + b->row[i].instance_len;
    return bytes == 0;
}

bool gp_spill_block_read(struct gp_spill_block *b, size_t n_kept, int64_t *value,
                         const unsigned char *bytes, size_t n_bytes)
{
    const unsigned char *end = bytes + n_bytes, *at = bytes;
    size_t i;

    at = get_times(get_order(at, end, b, value), end, b, value);
    for (i = 0; i < PLAIN; i++)
        at = get_plain(at, end, b, plain[i], value);
    at = get_kept(at, end, b, n_kept, value);
    if (at == NULL || !names_fit(b, (uint64_t)(end - at)))
        return false;
    b->n_names = (size_t)(end - at);
    memcpy(b->names, at, b->n_names);
    return true;
}

struct gp_spill_event gp_spill_block_event(const struct gp_spill_block *b, size_t i,
                                           size_t n_kept, const char *names)
{
    const struct gp_spill_row *row = &b->row[i];

    return (struct gp_spill_event){
        .case_id = gp_slice_n(names, row->case_len),
        .instance = gp_slice_n(names + row->case_len, row->instance_len),
        .serial = row->serial,
        .line = row->line,
        .activity = row->activity,
        .resource = row->resource,
        .group = row->group,
        .start = row->start,
        .end = row->end,
        .kind = row->kind,
        .kept = b->kept + i * n_kept,
    };
}
