/* activities.c - see activities.h. Two keyed samples an activity: its service times under
 * key 2a, the waits after it under key 2a + 1. */
#include "mine/activities.h"
#include "base/sort.h"
#include "mine/keyed.h"

static bool last_of_case(const struct gp_eventlog *log, size_t c, size_t i)
{
    return i + 1 == log->first[c + 1];
}

static bool count_events(const struct gp_eventlog *log, struct gp_activity_stat *a,
                         struct gp_keyed *k)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        a[log->activity[log->first[c]]].starts++;
        a[log->activity[log->first[c + 1] - 1]].ends++;
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            size_t key = 2 * (size_t)log->activity[i];

            if (!gp_keyed_note(k, key, (uint32_t)c))
                return false;
            if (!last_of_case(log, c, i) && !gp_keyed_note(k, key + 1, (uint32_t)c))
                return false;
        }
    }
    return gp_keyed_ready(k);
}

static void put_spans(const struct gp_eventlog *log, struct gp_keyed *k)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            size_t key = 2 * (size_t)log->activity[i];
            int64_t service = gp_event_end(log, i) - gp_event_start(log, i);

            gp_keyed_put(k, key, (uint32_t)c, service);
            if (!last_of_case(log, c, i))
                gp_keyed_put(k, key + 1, (uint32_t)c, gp_event_wait(log, i));
        }
    }
}

static void finish(const struct gp_eventlog *log, struct gp_activity_stat *a,
                   struct gp_keyed *k)
{
    size_t i;

    for (i = 0; i < log->activities.n; i++) {
        size_t key = 2 * i;

        a[i].activity = (uint32_t)i;
        if (key >= k->n)
            continue;
        a[i].events = k->entry[key].count;
        a[i].cases = k->entry[key].cases;
        if (log->has_start)
            a[i].service = gp_keyed_spread(k, key);
        if (log->has_time && key + 1 < k->n)
            a[i].after = gp_keyed_spread(k, key + 1);
    }
}

static int by_events(const void *ctx, const void *a, const void *b)
{
    const struct gp_activity_stat *x = a, *y = b;
    const uint32_t *rank = ctx;

    if (x->events != y->events)
        return x->events > y->events ? -1 : 1;
    return rank[x->activity] < rank[y->activity] ? -1 : 1;
}

enum gp_status gp_activities_mine(const struct gp_eventlog *log,
                                  struct gp_activity_stat **out, size_t *n,
                                  struct gp_err *err)
{
    struct gp_activity_stat *a = gp_array_zero(log->activities.n, sizeof *a);
    uint32_t *rank = gp_dict_ranks(&log->activities);
    struct gp_keyed k = {0};
    enum gp_status st = GP_OK;

    *out = NULL;
    *n = 0;
    if (a == NULL || rank == NULL || !count_events(log, a, &k)) {
        st = gp_fail_memory(err);
        goto done;
    }
    put_spans(log, &k);
    finish(log, a, &k);
    if (!gp_sort(a, log->activities.n, sizeof *a, by_events, rank)) {
        st = gp_fail_memory(err);
        goto done;
    }
    *out = a;
    *n = log->activities.n;
    a = NULL;
done:
    gp_free(a);
    gp_keyed_release(&k);
    gp_free(rank);
    return st;
}
