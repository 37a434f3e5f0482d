/* goat_events.c - cases and events of a .goat file (goat_parts.h).
 *
 * The columns of a chunk of events are unpacked side by side, into the grouped log as it
 * will stay.
 */
#include "ingest/goat/goat_parts.h"

#include "base/big.h"
#include "base/budget.h"
#include "base/parallel.h"
#include "eventlog/fill.h"

/* What is allocated from here on is walked by whoever has the log: where the log would take
 * more than half of the budget, files are the place for it. */
static void begin_walked(const struct gp_goat_reading *g)
{
    uint64_t bytes = g->f.n_events * gp_columns_width(g->r->log);

    gp_big_walked(bytes > gp_budget_bytes() / 2);
}

/* ---- cases ---- */

static enum gp_status take_cases(struct gp_goat_reading *g, struct gp_goat_bytes *b,
                                 uint64_t *at)
{
    struct gp_eventlog *log = g->r->log;
    uint32_t i;

    for (i = 0; i < g->block.items; i++) {
        uint64_t n = gp_goat_get(b);

        log->first[log->n_cases++] = (uint32_t)*at;
        if (n == 0 || n > g->f.n_events - *at)
            return gp_goat_damaged(g, "cases have other events than there are");
        *at += n;
    }
    return !b->failed && b->at == b->end
               ? GP_OK
               : gp_goat_damaged(g, "numbers of events are cut off");
}

/* The next block of numbers of events; those that are not wanted are only read. */
static enum gp_status read_numbers(struct gp_goat_reading *g, size_t *cap,
                                   uint64_t left, bool wanted, uint64_t *at)
{
    struct gp_eventlog *log = g->r->log;
    struct gp_goat_bytes b;
    enum gp_status st = wanted ? gp_goat_next(g, GP_GOAT_CASES, &b)
                               : gp_goat_packed(g, GP_GOAT_CASES, &g->block);

    if (st == GP_OK && !gp_goat_fits(&g->block, left))
        st = gp_goat_damaged(g, "there are more cases than it says");
    if (!wanted || st != GP_OK)
        return st;
    if (!gp_reserve(&log->first, cap, log->n_cases + g->block.items + 1))
        return gp_fail_memory(g->err);
    return take_cases(g, &b, at);
}

enum gp_status gp_goat_cases(struct gp_goat_reading *g)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st;
    size_t cap = 0;
    uint64_t at = 0, done;

    begin_walked(g);
    st = gp_goat_case_names(g, &log->cases, g->f.n_cases);
    for (done = 0; done < g->f.n_cases && st == GP_OK; done += g->block.items)
        st = read_numbers(g, &cap, g->f.n_cases - done, !g->bounded || done == 0, &at);
    gp_big_walked(false);
    if (st != GP_OK)
        return st;
    if (log->n_cases > log->cases.n) {
        log->n_cases = log->cases.n;
        at = log->first[log->n_cases];
    }
    log->first[log->n_cases] = (uint32_t)at;
    return at == g->f.n_events || g->bounded
               ? GP_OK
               : gp_goat_damaged(g, "cases have other events than there are");
}

/* ---- columns ---- */

/* The log knows all names already, so that its columns are as wide as their ids. */
static bool get_ids(struct gp_goat_bytes *b, struct gp_ids ids, size_t from, size_t n,
                    uint64_t names, bool must)
{
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t x = gp_goat_get(b);

        if (x > names || (must && x == 0))
            return false;
        if (!gp_ids_put(&ids, from + i, (uint32_t)x - 1, 0, 0))
            return false;
    }
    return true;
}

static bool get_steps(struct gp_goat_bytes *b, uint32_t *v, size_t n)
{
    uint64_t at = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        at += (uint64_t)gp_goat_get_signed(b);
        if (at > UINT32_MAX)
            return false;
        v[i] = (uint32_t)at;
    }
    return true;
}

/* Ends in years that goatpath reads, and some; starts follow as spans before the ends. */
static bool get_times(struct gp_goat_bytes *b, int64_t *v, size_t n, bool steps)
{
    const int64_t most = INT64_C(1) << 57;
    uint64_t at = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t x = (uint64_t)gp_goat_get_signed(b);

        at = steps ? at + x : x;
        v[i] = (int64_t)at;
        if (v[i] > most || v[i] < -most)
            return false;
    }
    return true;
}

static bool get_column(struct gp_goat_bytes *b, struct gp_eventlog *log, size_t column,
                       size_t from, size_t n)
{
    const struct gp_attribute *a;
    char *to = (char *)gp_column_get(log, column) + from * gp_column_size(log, column);
    size_t i;

    switch (column) {
    case GP_COLUMN_LINE:
    case GP_COLUMN_SERIAL:
        return get_steps(b, (uint32_t *)(void *)to, n);
    case GP_COLUMN_END:
    case GP_COLUMN_START:
        return get_times(b, (int64_t *)(void *)to, n, column == GP_COLUMN_END);
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            to[i] = gp_goat_get(b) != 0;
        return true;
    case GP_COLUMN_ACTIVITY:
        return get_ids(b, log->activity, from, n, log->activities.n, true);
    case GP_COLUMN_RESOURCE:
        return get_ids(b, log->resource, from, n, log->resources.n, false);
    case GP_COLUMN_GROUP:
        return get_ids(b, log->group, from, n, log->groups.n, false);
    default:
        a = &log->kept[column - GP_COLUMN_KEPT];
        return get_ids(b, a->id, from, n, a->values.n, false);
    }
}

/* The log's number of a column of the file. */
static size_t column_of(const struct gp_goat_reading *g, size_t i)
{
    size_t k = i < GP_COLUMN_KEPT ? 0 : g->attribute[i - GP_COLUMN_KEPT];

    return i < GP_COLUMN_KEPT     ? i
           : k == GP_GOAT_SKIPPED ? GP_GOAT_SKIPPED
                                  : GP_COLUMN_KEPT + k;
}

static bool stands_in_file(const struct gp_goat_reading *g, size_t i)
{
    return i >= GP_COLUMN_KEPT || gp_column_wanted(g->r->log, i);
}

static void unpack_column(void *ctx, size_t i)
{
    struct gp_goat_reading *g = ctx;
    struct gp_goat_block *b = &g->column[i];
    size_t column = column_of(g, i);
    struct gp_goat_bytes bytes;

    if (stands_in_file(g, i) && column != GP_GOAT_SKIPPED)
        b->failed = !gp_goat_unpack(b, &bytes) ||
                    !get_column(&bytes, g->r->log, column, g->from, b->items) ||
                    bytes.failed || bytes.at != bytes.end;
}

/* Starts came as spans before the ends. */
static void settle_starts(struct gp_eventlog *log, size_t from, size_t n)
{
    size_t i;

    for (i = from; log->has_start && i < from + n; i++)
        log->start[i] += log->end[i];
}

/* Room for n more events. It doubles, since a file may say that it has more than it has. */
static bool make_room(struct gp_goat_reading *g, size_t n)
{
    struct gp_eventlog *log = g->r->log;
    size_t all = (size_t)g->f.n_events, need = g->from + n;
    size_t room = 2 * log->cap < all ? 2 * log->cap : all;
    bool good;

    if (need <= log->cap)
        return true;
    begin_walked(g);
    good = gp_eventlog_room(log, room > need ? room : need);
    gp_big_walked(false);
    return good;
}

static enum gp_status read_chunk(struct gp_goat_reading *g, size_t n)
{
    size_t i;
    enum gp_status st = GP_OK;

    for (i = 0; i < g->n_columns && st == GP_OK; i++) {
        if (!stands_in_file(g, i))
            continue;
        st = gp_goat_packed(g, GP_GOAT_COLUMN, &g->column[i]);
        if (st == GP_OK && (g->column[i].items != n || n > g->column[i].n_raw))
            st = gp_goat_damaged(g, "a column has other events than there are");
    }
    if (st != GP_OK)
        return st;
    if (!make_room(g, n))
        return gp_fail_memory(g->err);
    gp_parallel(unpack_column, g, g->n_columns, g->o->threads);
    for (i = 0; i < g->n_columns; i++)
        if (g->column[i].failed)
            return gp_goat_damaged(g, "a column holds what cannot be");
    settle_starts(g->r->log, g->from, n);
    return GP_OK;
}

static bool in_order(const struct gp_eventlog *log)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c] + (size_t)1; i < log->first[c + 1]; i++)
            if (gp_event_start(log, i) < gp_event_start(log, i - 1))
                return false;
    return true;
}

/* Bounded: the events of a chunk, and the cases that have them. */
static void keep_first(struct gp_eventlog *log, size_t n)
{
    size_t c = log->n_cases;

    log->n = n < log->first[c] ? n : log->first[c];
    while (log->first[c - 1] >= log->n)
        c--;
    log->n_cases = c;
    log->first[c] = (uint32_t)log->n;
}

enum gp_status gp_goat_events(struct gp_goat_reading *g)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st = GP_OK;

    for (g->from = 0;
         g->from < g->f.n_events && st == GP_OK && (g->from == 0 || !g->bounded);
         g->from += GP_GOAT_CHUNK) {
        uint64_t left = g->f.n_events - g->from;

        st = read_chunk(g, left < GP_GOAT_CHUNK ? (size_t)left : GP_GOAT_CHUNK);
    }
    if (st != GP_OK)
        return st;
    log->n = (size_t)g->f.n_events;
    log->n_ties = g->f.n_ties;
    if (g->bounded)
        keep_first(log, g->from < log->n ? g->from : log->n);
    if (!in_order(log))
        return gp_goat_damaged(g, "events are out of order");
    gp_eventlog_find_seconds(log);
    return GP_OK;
}
