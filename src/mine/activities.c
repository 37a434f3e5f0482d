/* activities.c - see activities.h. Two keyed samples: service times where the log has
 * them, and the waits after each activity. */
#include "mine/activities.h"
#include "base/sort.h"
#include "mine/keyed.h"

struct walk {
    const struct gp_eventlog *log;
    struct gp_activity_stat *stat;
    uint32_t *last_case; /* [n activities] + 1 */
    struct gp_keyed service, after;
};

static bool count_case(struct walk *w, uint32_t c)
{
    const struct gp_eventlog *log = w->log;
    size_t end = log->first[c + 1], i;

    w->stat[log->activity[log->first[c]]].starts++;
    w->stat[log->activity[end - 1]].ends++;
    for (i = log->first[c]; i < end; i++) {
        uint32_t a = log->activity[i];

        w->stat[a].events++;
        if (w->last_case[a] != c + 1) {
            w->last_case[a] = c + 1;
            w->stat[a].cases++;
        }
        if (log->has_start && !gp_keyed_note(&w->service, a, c))
            return false;
        if (log->has_time && i + 1 < end && !gp_keyed_note(&w->after, a, c))
            return false;
    }
    return true;
}

static void put_case(struct walk *w, uint32_t c)
{
    const struct gp_eventlog *log = w->log;
    size_t end = log->first[c + 1], i;

    for (i = log->first[c]; i < end; i++) {
        uint32_t a = log->activity[i];

        if (log->has_start)
            gp_keyed_put(&w->service, a, c, log->end[i] - log->start[i]);
        if (log->has_time && i + 1 < end)
            gp_keyed_put(&w->after, a, c, gp_event_wait(log, i));
    }
}

static bool walk_all(struct walk *w)
{
    size_t c, i;

    for (c = 0; c < w->log->n_cases; c++)
        if (!count_case(w, (uint32_t)c))
            return false;
    if (!gp_keyed_ready(&w->service) || !gp_keyed_ready(&w->after))
        return false;
    for (c = 0; w->log->has_time && c < w->log->n_cases; c++)
        put_case(w, (uint32_t)c);
    for (i = 0; i < w->log->activities.n; i++) {
        w->stat[i].activity = (uint32_t)i;
        if (i < w->service.n)
            w->stat[i].service = gp_keyed_spread(&w->service, i);
        if (i < w->after.n)
            w->stat[i].after = gp_keyed_spread(&w->after, i);
    }
    return true;
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
    struct walk w = {
        log, a, gp_array_zero(log->activities.n, sizeof(uint32_t)), {0}, {0}};
    enum gp_status st = GP_OK;

    *out = NULL;
    *n = 0;
    if (a == NULL || rank == NULL || w.last_case == NULL || !walk_all(&w)) {
        st = gp_fail_memory(err);
        goto done;
    }
    if (!gp_sort(a, log->activities.n, sizeof *a, by_events, rank)) {
        st = gp_fail_memory(err);
        goto done;
    }
    *out = a;
    *n = log->activities.n;
    a = NULL;
done:
    gp_free(a);
    gp_keyed_release(&w.service);
    gp_keyed_release(&w.after);
    gp_free(w.last_case);
    gp_free(rank);
    return st;
}
