/* stalled.c - open cases whose silence is longer than the usual one.
 *
 *   age    = last instant of the log - end of the case's last event
 *   usual  = 95th percentile of all waits after the same activity (type 7), where there
 *            are at least 20 of them
 *
 * The waits of one activity after the other are counted by the minute, so that even a
 * large log needs one small array.
 */
#include "count.h"

#include "need.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_WAITS = 20 };

/* Waits after each activity: wait[from[a]] .. wait[from[a + 1] - 1]. */
struct waits {
    uint32_t *wait;
    size_t from[MAX_ACTIVITIES + 1];
};

static uint32_t wait_after(const struct event *e)
{
    return e[1].start > e->end ? e[1].start - e->end : 0;
}

static bool has_next(const struct log *log, size_t i)
{
    return i + 1 < log->n_events && log->event[i].case_no == log->event[i + 1].case_no;
}

static struct waits gather(const struct log *log)
{
    struct waits w = {.wait = need(log->n_events, sizeof *w.wait)};
    size_t at[MAX_ACTIVITIES];

    for (size_t i = 0; i < log->n_events; i++)
        w.from[log->event[i].activity + 1] += has_next(log, i);
    for (unsigned a = 0; a < MAX_ACTIVITIES; a++)
        w.from[a + 1] += w.from[a];
    memcpy(at, w.from, sizeof at);
    for (size_t i = 0; i < log->n_events; i++)
        if (has_next(log, i))
            w.wait[at[log->event[i].activity]++] = wait_after(&log->event[i]);
    return w;
}

/* The value in place k of the n sorted waits, from how often each minute occurs. */
static uint32_t in_place(const uint32_t *times, uint64_t k)
{
    uint32_t minute = 0;

    for (uint64_t seen = times[0]; seen <= k; seen += times[minute])
        minute++;
    return minute;
}

static double quantile_95(const uint32_t *wait, size_t n, uint32_t *times)
{
    double place = (double)(n - 1) * 0.95, below, above;
    uint64_t k = (uint64_t)place;

    for (size_t i = 0; i < n; i++)
        times[wait[i]]++;
    below = in_place(times, k);
    above = k + 1 < n ? in_place(times, k + 1) : below;
    for (size_t i = 0; i < n; i++)
        times[wait[i]] = 0;
    return below + (place - (double)k) * (above - below);
}

void count_stalled(const struct settings *s, const struct log *log, struct counts *c)
{
    struct waits w = gather(log);
    uint32_t *times = need((size_t)s->weeks * WEEK + 1, sizeof *times);
    double usual[MAX_ACTIVITIES];

    for (unsigned a = 0; a < MAX_ACTIVITIES; a++) {
        size_t n = w.from[a + 1] - w.from[a];

        usual[a] = n < FEWEST_WAITS ? -1 : quantile_95(w.wait + w.from[a], n, times);
    }
    for (uint32_t i = 0; i < log->n_cases; i++) {
        size_t n = log->first[i + 1] - log->first[i];
        const struct event *trace = &log->event[log->first[i]];
        const struct event *last = trace + n - 1;

        if (n == 0 || export_is_over(s->process, trace, n) || usual[last->activity] < 0)
            continue;
        if (c->last - last->end <= usual[last->activity])
            continue;
        if (c->stalled.count < SHOWN_CASES)
            c->stalled.id[c->stalled.count] = i;
        c->stalled.count++;
    }
    free(w.wait);
    free(times);
}
