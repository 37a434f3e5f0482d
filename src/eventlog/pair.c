/* pair.c - see pair.h.
 *
 *   rows of a case    start A, start A, complete A, start B, complete A
 *   by what they do   A: start, start, complete, complete      B: start
 *   pairs             the first complete is of the first start, B is open
 *   events            A (1st row), A (2nd row), B
 *
 * The event of a pair has the place, the line and the attributes of its start. Rows that
 * became part of others are marked, and in the end what is left moves together, column by
 * column.
 */
#include "eventlog/pair.h"
#include "eventlog/columns.h"

#include "base/parallel.h"
#include "base/sort.h"

#include <stdatomic.h>
#include <string.h>

enum {
    GONE = GP_ROW_KINDS,
    RANGES = 32 /* of cases, so that threads can share them */
};

struct pairing {
    struct gp_eventlog *log;
    struct gp_paired count[RANGES];
    atomic_bool failed;
};

/* ---- the rows of a case ---- */

/* Rows of the same work side by side, in their order. */
static int by_work(const void *ctx, const void *x, const void *y)
{
    const struct gp_eventlog *log = ctx;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    uint32_t of_a = gp_id(log->activity, a), of_b = gp_id(log->activity, b);

    if (of_a == of_b && log->has_instance) {
        of_a = gp_id(log->instance, a);
        of_b = gp_id(log->instance, b);
    }
    if (of_a != of_b)
        return of_a < of_b ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool is_same_work(const struct gp_eventlog *log, uint32_t a, uint32_t b)
{
    return gp_id(log->activity, a) == gp_id(log->activity, b) &&
           (!log->has_instance || gp_id(log->instance, a) == gp_id(log->instance, b));
}

/* Whose it is now; what is empty leaves it whose it was. The id is one of the column. */
static void give(struct gp_ids *ids, uint32_t to, uint32_t from)
{
    if (ids->at != NULL && gp_id(*ids, from) != GP_NO_ID)
        (void)gp_ids_put(ids, to, gp_id(*ids, from), 0, 0);
}

static void complete(struct gp_eventlog *log, uint32_t start, uint32_t by,
                     struct gp_paired *count)
{
    log->end[start] = log->end[by];
    give(&log->resource, start, by);
    give(&log->group, start, by);
    log->open[start] = GP_ROW_EVENT;
    log->open[by] = GONE;
    count->pairs++;
    count->end_before_start += log->end[start] < log->start[start];
}

/* n rows of the same work. */
static void pair_work(struct gp_eventlog *log, const uint32_t *row, size_t n,
                      struct gp_paired *count)
{
    size_t oldest = 0, i; /* no start before it waits */

    for (i = 0; i < n; i++) {
        if (log->open[row[i]] == GP_ROW_START)
            continue;
        while (oldest < i && log->open[row[oldest]] != GP_ROW_START)
            oldest++;
        if (oldest < i) {
            complete(log, row[oldest], row[i], count);
        } else {
            log->open[row[i]] = GP_ROW_EVENT;
            count->alone++;
        }
    }
    for (i = 0; i < n; i++)
        if (log->open[row[i]] == GP_ROW_START) {
            log->open[row[i]] = GP_ROW_OPEN;
            count->open++;
        }
}

static bool pair_case(struct gp_eventlog *log, uint32_t from, uint32_t to,
                      uint32_t *row, struct gp_paired *count)
{
    size_t n = 0, first, last;
    uint32_t i;

    for (i = from; i < to; i++)
        if (log->open[i] == GP_ROW_START || log->open[i] == GP_ROW_COMPLETE)
            row[n++] = i;
    if (!gp_sort(row, n, sizeof *row, by_work, log))
        return false;
    for (first = 0; first < n; first = last) {
        for (last = first + 1; last < n && is_same_work(log, row[first], row[last]);)
            last++;
        pair_work(log, row + first, last - first, count);
    }
    return true;
}

static void pair_range(void *ctx, size_t range)
{
    struct pairing *p = ctx;
    struct gp_eventlog *log = p->log;
    size_t c = log->n_cases * range / RANGES, end = log->n_cases * (range + 1) / RANGES;
    size_t cap = 0;
    uint32_t *row = NULL;

    for (; c < end && !atomic_load(&p->failed); c++) {
        uint32_t from = log->first[c], to = log->first[c + 1];

        if (!gp_reserve(&row, &cap, to - from) ||
            !pair_case(log, from, to, row, &p->count[range]))
            atomic_store(&p->failed, true);
    }
    gp_free(row);
}

/* ---- what is left moves together ---- */

static void move_column(void *ctx, size_t column)
{
    struct gp_eventlog *log = ctx;
    size_t size = gp_column_size(log, column), i = 0, to = 0;
    char *bytes = gp_column_get(log, column);

    while (bytes != NULL && i < log->n) {
        size_t from = i;

        if (log->open[i] == GONE) {
            i++;
            continue;
        }
        while (i < log->n && log->open[i] != GONE)
            i++;
        if (to != from)
            memmove(bytes + to * size, bytes + from * size, (i - from) * size);
        to += i - from;
    }
}

/* The kinds tell what is left, and move when nobody asks them any more. */
static void move_but_kinds(void *ctx, size_t column)
{
    if (column != GP_COLUMN_OPEN)
        move_column(ctx, column);
}

static bool count_cases(struct gp_eventlog *log)
{
    size_t c, i = 0;
    uint32_t n = 0;

    if (log->counts_pairs)
        log->pairs = gp_array_zero(log->n_cases, sizeof *log->pairs);
    if (log->counts_pairs && log->pairs == NULL)
        return false;
    for (c = 0; c < log->n_cases; c++) {
        uint32_t before = n;
        size_t rows = log->first[c + 1] - i;

        for (; i < log->first[c + 1]; i++)
            n += log->open[i] != GONE;
        log->first[c] = before;
        if (log->pairs != NULL)
            log->pairs[c] = (uint32_t)rows - (n - before);
    }
    log->first[c] = n;
    return true;
}

/* Columns that are shorter give back what they do not need. */
static void shorten(struct gp_eventlog *log, size_t n)
{
    size_t i;

    log->n = log->cap = n;
    for (i = 0; i < gp_columns(log); i++) {
        void *old = gp_column_get(log, i), *p = NULL;

        if (old != NULL)
            p = gp_realloc(old, n, gp_column_size(log, i));
        if (p != NULL)
            gp_column_set(log, i, p);
    }
}

bool gp_eventlog_pair(struct gp_eventlog *log)
{
    struct pairing p = {.log = log};
    size_t i;

    gp_parallel(pair_range, &p, RANGES, log->threads);
    if (atomic_load(&p.failed) || !count_cases(log))
        return false;
    for (i = 0; i < RANGES; i++)
        gp_paired_add(&log->paired, &p.count[i]);
    gp_parallel(move_but_kinds, log, gp_columns(log), log->threads);
    move_column(log, GP_COLUMN_OPEN);
    shorten(log, log->first[log->n_cases]);
    return true;
}
