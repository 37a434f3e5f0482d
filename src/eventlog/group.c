/* group.c - the events of each case side by side, in order (eventlog.h).
 *
 *   file order   c1 a 09:00   c2 a 09:05   c1 b 09:10   c2 b 09:02
 *   grouped      c1: a 09:00, b 09:10      c2: b 09:02, a 09:05
 *
 * Grouping is a counting sort of event numbers by case (stable, so ties keep file
 * order) and a merge sort inside each case that is not in order yet; then every column
 * is permuted in turn, so that the peak is one column above the log itself.
 */
#include "eventlog/columns.h"
#include "eventlog/fill.h"

#include "base/parallel.h"

#include <stdatomic.h>
#include <string.h>

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
static size_t in_order(const struct gp_eventlog *log, const uint32_t *v, size_t n,
                       uint64_t *ties)
{
    size_t i;

    *ties = 0;
    for (i = 1; i < n; i++) {
        int d = compare(log, v[i - 1], v[i]);

        if (d > 0)
            return i;
        *ties += d == 0;
    }
    return n;
}

/* Orders the n events of one case and returns its ties; scratch has room for n. */
static uint64_t sort_case(const struct gp_eventlog *log, uint32_t *v, uint32_t *scratch,
                          size_t n)
{
    uint64_t ties;

    if (in_order(log, v, n, &ties) >= n)
        return ties;
    if (n <= 24)
        insertion_sort(log, v, n);
    else
        merge_sort(log, v, scratch, n);
    (void)in_order(log, v, n, &ties);
    return ties;
}

/* order[k] = file order number of the event that comes k-th when grouped; fills
 * log->first. */
static bool make_order(struct gp_eventlog *log, uint32_t **out)
{
    size_t n_cases = log->cases.n, i;
    uint32_t *first = gp_array_zero(n_cases + 2, sizeof *first);
    uint32_t *order = gp_array(log->n, sizeof *order);

    if (first == NULL || order == NULL) {
        gp_free(first);
        gp_free(order);
        return false;
    }
    for (i = 0; i < log->n; i++)
        first[log->case_id[i] + 2]++;
    for (i = 0; i < n_cases; i++)
        first[i + 2] += first[i + 1];
    for (i = 0; i < log->n; i++)
        order[first[log->case_id[i] + 1]++] = (uint32_t)i;
    log->first = first;
    log->n_cases = n_cases;
    *out = order;
    return true;
}

/* Cases are ordered in ranges, so that threads can share them. */
enum { RANGES = 32 };

struct ordering {
    const struct gp_eventlog *log;
    uint32_t *order;
    uint64_t ties[RANGES];
    atomic_bool failed;
};

static void order_range(void *ctx, size_t range)
{
    struct ordering *o = ctx;
    const uint32_t *first = o->log->first;
    size_t from = o->log->n_cases * range / RANGES;
    size_t to = o->log->n_cases * (range + 1) / RANGES, longest = 0, c;
    uint32_t *scratch;
    uint64_t ties = 0;

    for (c = from; c < to; c++)
        longest = first[c + 1] - first[c] > longest ? first[c + 1] - first[c] : longest;
    scratch = gp_array(longest, sizeof *scratch);
    for (c = from; scratch != NULL && c < to; c++)
        ties +=
            sort_case(o->log, o->order + first[c], scratch, first[c + 1] - first[c]);
    o->ties[range] = ties;
    if (scratch == NULL)
        atomic_store(&o->failed, true);
    gp_free(scratch);
}

static bool order_cases(struct gp_eventlog *log, uint32_t *order)
{
    struct ordering o = {.log = log, .order = order};
    size_t i;

    gp_parallel(order_range, &o, RANGES, log->threads);
    for (i = 0; log->has_time && i < RANGES; i++)
        log->n_ties += o.ties[i];
    return !atomic_load(&o.failed);
}

/* to[i] = from[order[i]] */
static void pick(void *to, const void *from, size_t size, const uint32_t *order,
                 size_t n)
{
    size_t i;

    if (size == sizeof(uint64_t))
        for (i = 0; i < n; i++)
            ((uint64_t *)to)[i] = ((const uint64_t *)from)[order[i]];
    else if (size == sizeof(uint32_t))
        for (i = 0; i < n; i++)
            ((uint32_t *)to)[i] = ((const uint32_t *)from)[order[i]];
    else
        for (i = 0; i < n; i++)
            ((uint8_t *)to)[i] = ((const uint8_t *)from)[order[i]];
}

struct permutation {
    struct gp_eventlog *log;
    const uint32_t *order;
    atomic_bool failed;
};

static void permute_column(void *ctx, size_t i)
{
    struct permutation *p = ctx;
    void *from = gp_column_get(p->log, i), *to;

    if (from == NULL)
        return;
    to = gp_array(p->log->n, gp_column_size(i));
    if (to == NULL) {
        atomic_store(&p->failed, true);
        return;
    }
    pick(to, from, gp_column_size(i), p->order, p->log->n);
    gp_column_set(p->log, i, to);
    gp_free(from);
}

static bool permute(struct gp_eventlog *log, const uint32_t *order)
{
    struct permutation p = {log, order, false};

    gp_parallel(permute_column, &p, gp_columns(log), log->threads);
    log->cap = log->n;
    return !atomic_load(&p.failed);
}

/* Orders and permutes; on success the caller has *order. */
static bool group(struct gp_eventlog *log, uint32_t **order)
{
    *order = NULL;
    if (!make_order(log, order))
        return false;
    gp_eventlog_end_reading(log);
    if (order_cases(log, *order) && permute(log, *order))
        return true;
    gp_free(*order);
    return false;
}

enum gp_status gp_eventlog_group(struct gp_eventlog *log, struct gp_err *err)
{
    uint32_t *order = NULL;
    enum gp_status st;

    if (log->spill != NULL)
        return gp_eventlog_gather(log, err);
    st = gp_eventlog_settle(log, err);
    if (st != GP_OK)
        return st;
    if (!group(log, &order))
        return gp_fail_memory(err);
    if (log->n_files > 1)
        log->serial = order;
    else
        gp_free(order);
    return GP_OK;
}

enum gp_status gp_eventlog_reorder(struct gp_eventlog *log, const uint32_t *order,
                                   struct gp_err *err)
{
    return permute(log, order) ? GP_OK : gp_fail_memory(err);
}
