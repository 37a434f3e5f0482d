/* activities.c - see activities.h. How often is a sum over variants; a keyed sample of the
 * events gives the service times, where the log has them; the waits after are those of the
 * directly-follows pairs. */
#include "mine/activities.h"
#include "base/sort.h"
#include "mine/keyed.h"

/* last[activity]: the last variant seen with it, + 1. */
static void count_paths(const struct gp_variants *variants,
                        struct gp_activity_stat *stat, uint32_t *last)
{
    size_t v, i;

    for (v = 0; v < variants->n; v++) {
        const struct gp_variant *x = &variants->variant[v];

        stat[x->path[0]].starts += x->count;
        stat[x->path[x->length - 1]].ends += x->count;
        for (i = 0; i < x->length; i++) {
            struct gp_activity_stat *s = &stat[x->path[i]];

            s->events += x->count;
            s->cases += last[x->path[i]] != v + 1 ? x->count : 0;
            last[x->path[i]] = (uint32_t)v + 1;
        }
    }
}

static void put_service(const struct gp_eventlog *log, struct gp_keyed *k)
{
    struct gp_keyed keyed = *k;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            gp_keyed_put(&keyed, gp_id(log->activity, i), (uint32_t)c,
                         log->end[i] - log->start[i]);
}

static bool measure(const struct gp_eventlog *log, struct gp_activity_stat *stat)
{
    size_t n = log->activities.n, i;
    struct gp_keyed k = {.seconds = log->whole_seconds};
    bool good = gp_keyed_keys(&k, n);

    for (i = 0; good && i < n; i++)
        k.count[i] = (uint32_t)stat[i].events;
    good = good && gp_keyed_begin(&k);
    while (good && gp_keyed_round(&k)) {
        put_service(log, &k);
        for (i = k.from; i < k.to; i++)
            stat[i].service = gp_keyed_take(&k, i).spread;
    }
    good = good && gp_keyed_is_done(&k);
    gp_keyed_release(&k);
    return good;
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
                                  const struct gp_variants *variants,
                                  const struct gp_links *links,
                                  struct gp_activity_stat **out, size_t *n,
                                  struct gp_err *err)
{
    size_t count = log->activities.n, i;
    struct gp_activity_stat *stat = gp_array_zero(count, sizeof *stat);
    uint32_t *rank = gp_dict_ranks(&log->activities);
    uint32_t *last = gp_array_zero(count, sizeof *last);
    bool good = stat != NULL && rank != NULL && last != NULL;

    *out = NULL;
    *n = 0;
    if (good)
        count_paths(variants, stat, last);
    for (i = 0; good && i < count; i++) {
        stat[i].activity = (uint32_t)i;
        if (links->after != NULL) /* the log has times */
            stat[i].after = links->after[i];
    }
    good = good && (!log->has_start || measure(log, stat)) &&
           gp_sort(stat, count, sizeof *stat, by_events, rank);
    gp_free(rank);
    gp_free(last);
    if (!good) {
        gp_free(stat);
        return gp_fail_memory(err);
    }
    *out = stat;
    *n = count;
    return GP_OK;
}
