/* timeline.c - see timeline.h. */
#include "mine/timeline.h"

#include <string.h>

static int64_t floor_to(int64_t t, int64_t step)
{
    int64_t r = t % step;

    return t - (r < 0 ? r + step : r);
}

/* Bucket length by the length of the period; weeks begin on Mondays. */
static void choose_buckets(struct gp_timeline *t, int64_t first, int64_t last)
{
    int64_t days = (last - first) / GP_DAY_US;

    t->step = days <= 200 ? GP_DAY_US : days <= 1400 ? 7 * GP_DAY_US : 28 * GP_DAY_US;
    t->origin = floor_to(first, GP_DAY_US);
    if (t->step > GP_DAY_US)
        t->origin -= gp_weekday(t->origin / GP_DAY_US) * GP_DAY_US;
    t->n = (size_t)((last - t->origin) / t->step) + 1;
}

/* Ends before the first start, and starts after the last end (both are data errors that
 * the quality part counts), are shown at the border. */
static size_t bucket(const struct gp_timeline *t, int64_t at)
{
    size_t b = at > t->origin ? (size_t)((at - t->origin) / t->step) : 0;

    return b < t->n ? b : t->n - 1;
}

static bool make_room(struct gp_timeline *t)
{
    t->arrivals = gp_array_zero(t->n, sizeof *t->arrivals);
    t->endings = gp_array_zero(t->n, sizeof *t->endings);
    t->in_progress = gp_array_zero(t->n, sizeof *t->in_progress);
    t->events = gp_array_zero(t->n, sizeof *t->events);
    return t->arrivals != NULL && t->endings != NULL && t->in_progress != NULL &&
           t->events != NULL;
}

/* Counted by day, since a division by a constant is cheap, then by bucket. */
static bool count_events(const struct gp_eventlog *log, struct gp_timeline *t)
{
    size_t days_a_bucket = (size_t)(t->step / GP_DAY_US);
    size_t n_days = t->n * days_a_bucket, day, i;
    uint32_t *count = gp_array_zero(n_days, sizeof *count);

    if (count == NULL)
        return false;
    for (i = 0; i < log->n; i++) {
        int64_t at = log->end[i] - t->origin;

        day = at > 0 ? (size_t)(at / GP_DAY_US) : 0;
        count[day < n_days ? day : n_days - 1]++;
    }
    for (day = 0; day < n_days; day++)
        t->events[day / days_a_bucket] += count[day];
    gp_free(count);
    return true;
}

enum gp_status gp_timeline_mine(const struct gp_eventlog *log,
                                const struct gp_cases *cases, struct gp_timeline *out,
                                struct gp_err *err)
{
    uint64_t going = 0;
    size_t i;

    memset(out, 0, sizeof *out);
    if (!log->has_time || log->n == 0)
        return GP_OK;
    choose_buckets(out, cases->first, cases->last);
    if (!make_room(out)) {
        gp_timeline_release(out);
        return gp_fail_memory(err);
    }
    if (!count_events(log, out)) {
        gp_timeline_release(out);
        return gp_fail_memory(err);
    }
    for (i = 0; i < log->n_cases; i++) {
        out->arrivals[bucket(out, cases->start[i])]++;
        if (cases->open != NULL && cases->open[i])
            continue;
        out->endings[bucket(out, cases->end[i] > cases->start[i] ? cases->end[i]
                                                                 : cases->start[i])]++;
    }
    for (i = 0; i < out->n; i++) {
        going += out->arrivals[i] - out->endings[i];
        out->in_progress[i] = going;
    }
    return GP_OK;
}

void gp_timeline_release(struct gp_timeline *t)
{
    gp_free(t->arrivals);
    gp_free(t->endings);
    gp_free(t->in_progress);
    gp_free(t->events);
    memset(t, 0, sizeof *t);
}
