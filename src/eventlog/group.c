/* group.c - the events of each case side by side, in order (eventlog.h).
 *
 *   file order   c1 a 09:00   c2 a 09:05   c1 b 09:10   c2 b 09:02
 *   grouped      c1: a 09:00, b 09:10      c2: b 09:02, a 09:05
 *
 * A counting sort by case (stable, so ties keep file order) gives every event its place, and
 * column after column goes there; what has gone leaves memory, so that the peak is little
 * more than the log itself. A case that is not in order yet is sorted by itself.
 */
#include "eventlog/columns.h"
#include "eventlog/cut.h"
#include "eventlog/fill.h"
#include "eventlog/rows.h"

#include "base/big.h"
#include "base/parallel.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

enum {
    STRETCH =
        256 * 1024, /* events that go to their places before their room is let go */
    RANGES = 32,    /* of cases, so that threads can share them */
};

/* ---- every event to its case ---- */

/* place[i] = where event i goes, in what were the numbers of the cases; fills log->first.
 */
static bool make_places(struct gp_eventlog *log, uint32_t **out)
{
    size_t n_cases = log->cases.n, i;
    uint32_t *first = gp_array_zero(n_cases + 2, sizeof *first);
    uint32_t *place = log->waiting != NULL ? gp_caseids_take(log->waiting) : NULL;

    *out = place;
    if (first == NULL)
        return false;
    assert(place != NULL || log->n == 0);
    for (i = 0; i < log->n; i++)
        first[place[i] + 2]++;
    for (i = 0; i < n_cases; i++)
        first[i + 2] += first[i + 1];
    for (i = 0; i < log->n; i++)
        place[i] = first[place[i] + 1]++;
    log->first = first;
    log->n_cases = n_cases;
    return true;
}

/* to[place[i]] = from[i], for i from `i` to `end` */
static void scatter(void *to, const void *from, size_t size, const uint32_t *place,
                    size_t i, size_t end)
{
    if (size == sizeof(uint64_t))
        for (; i < end; i++)
            ((uint64_t *)to)[place[i]] = ((const uint64_t *)from)[i];
    else if (size == sizeof(uint32_t))
        for (; i < end; i++)
            ((uint32_t *)to)[place[i]] = ((const uint32_t *)from)[i];
    else if (size == sizeof(uint16_t))
        for (; i < end; i++)
            ((uint16_t *)to)[place[i]] = ((const uint16_t *)from)[i];
    else
        for (; i < end; i++)
            ((uint8_t *)to)[place[i]] = ((const uint8_t *)from)[i];
}

struct moving {
    struct gp_eventlog *log;
    const uint32_t *place;
    atomic_bool failed;
};

static void move_column(void *ctx, size_t column)
{
    struct moving *m = ctx;
    size_t n = m->log->n, size = gp_column_size(m->log, column), i, end;
    void *from = gp_column_get(m->log, column), *to;

    if (from == NULL)
        return;
    to = gp_array(n, size);
    if (to == NULL) {
        atomic_store(&m->failed, true);
        return;
    }
    for (i = 0; i < n; i = end) {
        end = n - i < STRETCH ? n : i + STRETCH;
        scatter(to, from, size, m->place, i, end);
        gp_big_forget(from, end * size);
    }
    gp_column_set(m->log, column, to);
    gp_free(from);
}

/* The number of each event in the order of the files, where there are several. */
static bool number_events(struct gp_eventlog *log, const uint32_t *place)
{
    size_t i;

    if (log->n_files < 2)
        return true;
    log->serial = gp_array(log->n, sizeof *log->serial);
    assert(place != NULL || log->n == 0);
    for (i = 0; log->serial != NULL && i < log->n; i++)
        log->serial[place[i]] = (uint32_t)i;
    return log->serial != NULL;
}

static bool move_events(struct gp_eventlog *log)
{
    struct moving m = {.log = log};
    uint32_t *place = NULL;
    bool good = make_places(log, &place);

    gp_eventlog_end_reading(log);
    gp_dict_unindex(&log->cases);
    m.place = place;
    if (good)
        gp_parallel(move_column, &m, gp_columns(log), log->threads);
    log->cap = log->n;
    good = good && !atomic_load(&m.failed) && number_events(log, place);
    gp_free(place);
    return good;
}

/* ---- events of a case in order ---- */

static int compare(const struct gp_eventlog *log, uint32_t a, uint32_t b)
{
    int64_t sa = gp_event_start(log, a), sb = gp_event_start(log, b);

    if (sa != sb)
        return sa < sb ? -1 : 1;
    if (gp_event_end(log, a) != gp_event_end(log, b))
        return gp_event_end(log, a) < gp_event_end(log, b) ? -1 : 1;
    return 0;
}

static void insertion_sort(const struct gp_eventlog *log, uint32_t *v, size_t n)
{
    size_t i, j;

    for (i = 1; i < n; i++) {
        uint32_t x = v[i];

        for (j = i; j > 0 && compare(log, v[j - 1], x) > 0; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

static void merge(const struct gp_eventlog *log, const uint32_t *from, uint32_t *to,
                  size_t left, size_t middle, size_t right)
{
    size_t a = left, b = middle, k;

    for (k = left; k < right; k++) {
        bool take_a = a < middle && (b >= right || compare(log, from[a], from[b]) <= 0);

        to[k] = take_a ? from[a++] : from[b++];
    }
}

/* Bottom-up and stable; other has room for n. One huge case stays n log n. */
static void merge_sort(const struct gp_eventlog *log, uint32_t *v, uint32_t *other,
                       size_t n)
{
    uint32_t *from = v, *to = other;
    size_t width, i;

    for (width = 1; width < n; width *= 2) {
        uint32_t *t = from;

        for (i = 0; i < n; i += 2 * width) {
            size_t middle = i + width < n ? i + width : n;
            size_t right = i + 2 * width < n ? i + 2 * width : n;

            merge(log, from, to, i, middle, right);
        }
        from = to;
        to = t;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
}

/* Neighbours in time order with equal times; stops at the first that are not in order. */
static bool is_in_order(const struct gp_eventlog *log, size_t from, size_t to,
                        uint64_t *ties)
{
    size_t i;

    *ties = 0;
    for (i = from + 1; i < to; i++) {
        int64_t before = gp_event_start(log, i - 1), now = gp_event_start(log, i);

        if (before < now)
            continue;
        if (before > now || gp_event_end(log, i - 1) > gp_event_end(log, i))
            return false;
        *ties += gp_event_end(log, i - 1) == gp_event_end(log, i);
    }
    return true;
}

/* What ordering the events of a case takes: room for the longest. */
struct room {
    uint32_t *order, *other;
    uint64_t *values;
};

static bool make_room(const struct gp_eventlog *log, size_t from, size_t to,
                      struct room *r)
{
    size_t longest = 0, c;

    for (c = from; c < to; c++) {
        size_t n = log->first[c + 1] - log->first[c];

        longest = n > longest ? n : longest;
    }
    r->order = gp_array(longest, sizeof *r->order);
    r->other = gp_array(longest, sizeof *r->other);
    r->values = gp_array(longest, sizeof *r->values);
    return r->order != NULL && r->other != NULL && r->values != NULL;
}

static void release_room(struct room *r)
{
    gp_free(r->order);
    gp_free(r->other);
    gp_free(r->values);
}

/* to[i] = from[order[i]] */
static void gather(void *to, const void *from, size_t size, const uint32_t *order,
                   size_t n)
{
    size_t i;

    if (size == sizeof(uint64_t))
        for (i = 0; i < n; i++)
            ((uint64_t *)to)[i] = ((const uint64_t *)from)[order[i]];
    else if (size == sizeof(uint32_t))
        for (i = 0; i < n; i++)
            ((uint32_t *)to)[i] = ((const uint32_t *)from)[order[i]];
    else if (size == sizeof(uint16_t))
        for (i = 0; i < n; i++)
            ((uint16_t *)to)[i] = ((const uint16_t *)from)[order[i]];
    else
        for (i = 0; i < n; i++)
            ((uint8_t *)to)[i] = ((const uint8_t *)from)[order[i]];
}

/* Event order[i] comes to place first + i, for the n events of a case. */
static void apply(struct gp_eventlog *log, const uint32_t *order, size_t first,
                  size_t n, uint64_t *values)
{
    size_t k;

    for (k = 0; k < gp_columns(log); k++) {
        char *column = gp_column_get(log, k);
        size_t size = gp_column_size(log, k);

        if (column == NULL)
            continue;
        gather(values, column, size, order, n);
        memcpy(column + first * size, values, n * size);
    }
}

/* Orders the events of a case and returns its ties. */
static uint64_t sort_case(struct gp_eventlog *log, size_t c, struct room *r)
{
    size_t first = log->first[c], n = log->first[c + 1] - first, i;
    uint64_t ties;

    if (is_in_order(log, first, first + n, &ties))
        return ties;
    for (i = 0; i < n; i++)
        r->order[i] = (uint32_t)(first + i);
    if (n <= 24)
        insertion_sort(log, r->order, n);
    else
        merge_sort(log, r->order, r->other, n);
    apply(log, r->order, first, n, r->values);
    (void)is_in_order(log, first, first + n, &ties);
    return ties;
}

struct ordering {
    struct gp_eventlog *log;
    uint64_t ties[RANGES];
    atomic_bool failed;
};

static void order_range(void *ctx, size_t range)
{
    struct ordering *o = ctx;
    size_t from = o->log->n_cases * range / RANGES;
    size_t to = o->log->n_cases * (range + 1) / RANGES, c;
    struct room room = {0};
    uint64_t ties = 0;

    if (!make_room(o->log, from, to, &room))
        atomic_store(&o->failed, true);
    for (c = from; !atomic_load(&o->failed) && c < to; c++)
        ties += sort_case(o->log, c, &room);
    o->ties[range] = ties;
    release_room(&room);
}

static bool order_cases(struct gp_eventlog *log)
{
    struct ordering o = {.log = log};
    size_t i;

    if (!log->has_time)
        return true;
    gp_parallel(order_range, &o, RANGES, log->threads);
    for (i = 0; i < RANGES; i++)
        log->n_ties += o.ties[i];
    return !atomic_load(&o.failed);
}

enum gp_status gp_eventlog_group_here(struct gp_eventlog *log, struct gp_err *err)
{
    enum gp_status st = gp_eventlog_settle(log, err);

    if (st != GP_OK)
        return st;
    return move_events(log) && (!log->has_rows || gp_eventlog_make_events(log)) &&
                   order_cases(log)
               ? GP_OK
               : gp_fail_memory(err);
}

/* Cases that were told of and have no events. */
static enum gp_status drop_empty(struct gp_eventlog *log, struct gp_err *err)
{
    bool *keep = gp_array(log->n_cases, sizeof *keep);
    size_t n = 0, c;
    enum gp_status st = keep != NULL ? GP_OK : gp_fail_memory(err);

    for (c = 0; st == GP_OK && c < log->n_cases; c++) {
        keep[c] = log->first[c + 1] != log->first[c];
        n += keep[c];
        if (keep[c] && log->more_rows != NULL)
            log->more_rows[n - 1] = log->more_rows[c];
    }
    if (st == GP_OK && n != log->n_cases)
        st = gp_eventlog_cut(log, keep, err);
    gp_free(keep);
    return st;
}

/* After rows became events: what only they needed goes, and names that only they had. */
static enum gp_status tidy_rows(struct gp_eventlog *log, struct gp_err *err)
{
    gp_dict_release(&log->instances);
    gp_free(log->instance.at);
    log->instance.at = NULL;
    log->has_instance = false;
    if (log->n == 0 || memchr(log->open, GP_ROW_OPEN, log->n) == NULL) {
        gp_free(log->open);
        log->open = NULL;
        log->has_open = false;
    }
    gp_free(log->first_serial);
    log->first_serial = NULL;
    return gp_eventlog_drop_names(log) ? drop_empty(log, err) : gp_fail_memory(err);
}

enum gp_status gp_eventlog_group(struct gp_eventlog *log, struct gp_err *err)
{
    enum gp_status st = log->spill != NULL ? gp_eventlog_gather(log, err)
                                           : gp_eventlog_group_here(log, err);

    if (st == GP_OK && log->has_rows)
        st = tidy_rows(log, err);
    if (st == GP_OK)
        gp_eventlog_find_seconds(log);
    return st;
}

enum gp_status gp_eventlog_reorder(struct gp_eventlog *log, const uint32_t *order,
                                   struct gp_err *err)
{
    struct room room = {0};
    bool good = make_room(log, 0, log->n_cases, &room);
    size_t c;

    for (c = 0; good && c < log->n_cases; c++) {
        size_t first = log->first[c], n = log->first[c + 1] - first;

        apply(log, order + first, first, n, room.values);
    }
    release_room(&room);
    return good ? GP_OK : gp_fail_memory(err);
}
