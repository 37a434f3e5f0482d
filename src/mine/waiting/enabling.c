/* enabling.c - see enabling.h. Each case is put into the order of completion; of an
 * event's predecessors in that order those that have ended at its start are a beginning,
 * found by bisection, whose last one counts unless it is concurrent. */
#include "mine/waiting/enabling.h"

#include "base/sort.h"
#include "mine/links.h"

#include <string.h>

static int by_completion(const void *ctx, const void *a, const void *b)
{
    const struct gp_eventlog *log = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    if (log->end[x] != log->end[y])
        return log->end[x] < log->end[y] ? -1 : 1;
    if (log->start[x] != log->start[y])
        return log->start[x] < log->start[y] ? -1 : 1;
    return x < y ? -1 : 1; /* events of a case stand by start, end and row */
}

static bool put_in_order(const struct gp_eventlog *log, size_t c, uint32_t *order)
{
    size_t n = log->first[c + 1] - log->first[c], i;
    bool sorted = true;

    for (i = 0; i < n; i++) {
        order[i] = (uint32_t)(log->first[c] + i);
        sorted = sorted && (i == 0 || by_completion(log, &order[i - 1], &order[i]) < 0);
    }
    return sorted || gp_sort(order, n, sizeof *order, by_completion, log);
}

/* How many of the first n in order have ended at t. */
static size_t ended_at(const struct gp_eventlog *log, const uint32_t *order, size_t n,
                       int64_t t)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (log->end[order[middle]] <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t trigger_of(const struct gp_eventlog *log,
                           const struct gp_concurrency *concurrency,
                           const uint32_t *order, size_t place)
{
    uint32_t e = order[place], activity = gp_level_id(log, GP_BY_ACTIVITY, e);
    size_t k = ended_at(log, order, place, log->start[e]);

    while (k-- > 0) {
        bool unfinished = log->open != NULL && log->open[order[k]];

        if (!unfinished &&
            !gp_concurrent(concurrency, gp_level_id(log, GP_BY_ACTIVITY, order[k]),
                           activity))
            return order[k];
    }
    return GP_NO_ID;
}

static void enable_case(const struct gp_eventlog *log,
                        const struct gp_concurrency *concurrency, size_t c,
                        const uint32_t *order, struct gp_enabling *out)
{
    size_t n = log->first[c + 1] - log->first[c], i;

    for (i = 0; i < n; i++) {
        uint32_t e = order[i], trigger = trigger_of(log, concurrency, order, i);

        out->trigger[e] = trigger;
        out->enabled[e] =
            trigger != GP_NO_ID ? log->end[trigger] : log->start[log->first[c]];
        if (trigger == GP_NO_ID)
            out->entry_wait += log->start[e] - out->enabled[e];
    }
}

static size_t longest_case(const struct gp_eventlog *log)
{
    size_t most = 0, c;

    for (c = 0; c < log->n_cases; c++)
        if (log->first[c + 1] - log->first[c] > most)
            most = log->first[c + 1] - log->first[c];
    return most;
}

enum gp_status gp_enabling_find(const struct gp_eventlog *log,
                                const struct gp_concurrency *concurrency,
                                struct gp_enabling *out, struct gp_err *err)
{
    uint32_t *order = gp_array(longest_case(log), sizeof *order);
    bool good;
    size_t c;

    memset(out, 0, sizeof *out);
    out->enabled = gp_array_walked(log->n, sizeof *out->enabled);
    out->trigger = gp_array_walked(log->n, sizeof *out->trigger);
    good = order != NULL && out->enabled != NULL && out->trigger != NULL;
    for (c = 0; good && c < log->n_cases; c++) {
        good = put_in_order(log, c, order);
        if (good)
            enable_case(log, concurrency, c, order, out);
    }
    gp_free(order);
    if (good)
        return GP_OK;
    gp_enabling_release(out);
    return gp_fail_memory(err);
}

void gp_enabling_release(struct gp_enabling *e)
{
    gp_free(e->enabled);
    gp_free(e->trigger);
    memset(e, 0, sizeof *e);
}
