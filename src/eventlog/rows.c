/* rows.c - see rows.h.
 *
 * Each case by itself: pair.c and history.c change what becomes an event where it stands
 * and mark what does not. In the end what is left moves together, column by column.
 */
#include "eventlog/rows.h"
#include "eventlog/columns.h"
#include "eventlog/history.h"
#include "eventlog/pair.h"

#include "base/parallel.h"

#include <stdatomic.h>
#include <string.h>

enum { RANGES = 32 /* of cases, so that threads can share them */ };

struct making {
    struct gp_eventlog *log;
    struct gp_paired count[RANGES];
    atomic_bool failed;
};

/* The rows of a case become its events. row: room for their numbers. */
static bool make_case(struct gp_eventlog *log, size_t c, uint32_t *row,
                      struct gp_paired *count)
{
    uint32_t from = log->first[c], to = log->first[c + 1];
    int32_t more = 0;
    bool good = gp_history_case(log, from, to, row, count, &more) &&
                gp_pair_case(log, from, to, row, count, &more);

    if (log->more_rows != NULL)
        log->more_rows[c] = more;
    return good;
}

static void make_range(void *ctx, size_t range)
{
    struct making *p = ctx;
    struct gp_eventlog *log = p->log;
    size_t c = log->n_cases * range / RANGES, end = log->n_cases * (range + 1) / RANGES;
    size_t cap = 0;
    uint32_t *row = NULL;

    for (; c < end && !atomic_load(&p->failed); c++) {
        uint32_t from = log->first[c], to = log->first[c + 1];

        if (!gp_reserve(&row, &cap, to - from) ||
            !make_case(log, c, row, &p->count[range]))
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

        if (log->open[i] == GP_ROW_GONE) {
            i++;
            continue;
        }
        while (i < log->n && log->open[i] != GP_ROW_GONE)
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

static void close_cases(struct gp_eventlog *log)
{
    size_t c, i = 0;
    uint32_t n = 0;

    for (c = 0; c < log->n_cases; c++) {
        uint32_t before = n;

        for (; i < log->first[c + 1]; i++)
            n += log->open[i] != GP_ROW_GONE;
        log->first[c] = before;
    }
    log->first[c] = n;
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

/* When each case was seen first: events may come later than what is told of it. */
static bool note_first(struct gp_eventlog *log)
{
    size_t c;

    log->first_serial = gp_array(log->n_cases, sizeof *log->first_serial);
    for (c = 0; log->first_serial != NULL && c < log->n_cases; c++)
        log->first_serial[c] = log->serial[log->first[c]];
    return log->first_serial != NULL;
}

bool gp_eventlog_make_events(struct gp_eventlog *log)
{
    struct making m = {.log = log};
    size_t i;

    if (log->counts_rows) {
        log->more_rows = gp_array_zero(log->n_cases, sizeof *log->more_rows);
        if (log->more_rows == NULL)
            return false;
    }
    if (log->serial != NULL && !note_first(log))
        return false;
    gp_parallel(make_range, &m, RANGES, log->threads);
    if (atomic_load(&m.failed))
        return false;
    for (i = 0; i < RANGES; i++)
        gp_paired_add(&log->paired, &m.count[i]);
    gp_parallel(move_but_kinds, log, gp_columns(log), log->threads);
    close_cases(log);
    move_column(log, GP_COLUMN_OPEN);
    shorten(log, log->first[log->n_cases]);
    return true;
}
