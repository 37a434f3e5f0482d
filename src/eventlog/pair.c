/* pair.c - see pair.h.
 *
 *   rows of a case    start A, start A, complete A, start B, complete A
 *   by what they do   A: start, start, complete, complete      B: start
 *   pairs             the first complete is of the first start, B is open
 *   events            A (1st row), A (2nd row), B
 *
 * The event of a pair has the place, the line and the attributes of its start.
 */
#include "eventlog/pair.h"

#include "base/sort.h"

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
    log->open[by] = GP_ROW_GONE;
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

bool gp_pair_case(struct gp_eventlog *log, uint32_t from, uint32_t to, uint32_t *row,
                  struct gp_paired *count, int32_t *more)
{
    uint64_t before = count->pairs;
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
    *more += (int32_t)(count->pairs - before);
    return true;
}
