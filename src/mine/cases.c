/* cases.c - see cases.h. */
#include "mine/cases.h"
#include "base/sort.h"
#include "mine/walk.h"

#include <string.h>

enum { WAITS_NEEDED = 20 };

static bool is_end(const uint32_t *ends, size_t n_ends, uint32_t activity)
{
    size_t i;

    for (i = 0; i < n_ends; i++)
        if (ends[i] == activity)
            return true;
    return false;
}

static void measure_cases(const struct gp_eventlog *log, struct gp_cases *out,
                          const uint32_t *ends, size_t n_ends)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        uint32_t last = gp_id(log->activity, log->first[c + 1] - 1);

        if (out->open != NULL)
            out->open[c] = !is_end(ends, n_ends, last);
        out->n_open += out->open != NULL && out->open[c];
        if (out->start == NULL)
            continue;
        out->start[c] = gp_event_start(log, log->first[c]); /* they come by start */
        out->end[c] = gp_case_end(log, c);
        if (c == 0 || out->start[c] < out->first)
            out->first = out->start[c];
        if (c == 0 || out->end[c] > out->last)
            out->last = out->end[c];
    }
}

static void collect_durations(size_t n_cases, bool include_open, struct gp_cases *out)
{
    size_t c;

    for (c = 0; c < n_cases; c++)
        if (include_open || out->open == NULL || !out->open[c])
            out->durations[out->n_durations++] = out->end[c] - out->start[c];
    out->duration = gp_spread_of(out->durations, out->n_durations);
}

static int64_t usual_p95(const struct gp_activity_stat *a, size_t n, uint32_t activity)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (a[i].activity == activity)
            return a[i].after.count >= WAITS_NEEDED ? a[i].after.p95 : -1;
    return -1;
}

static int by_age(const void *ctx, const void *a, const void *b)
{
    const struct gp_open_case *x = a, *y = b;
    const struct gp_eventlog *log = ctx;

    if (x->age != y->age)
        return x->age > y->age ? -1 : 1;
    return gp_slice_cmp(gp_dict_name(&log->cases, x->case_id),
                        gp_dict_name(&log->cases, y->case_id));
}

enum gp_status gp_cases_list_open(const struct gp_eventlog *log,
                                  const struct gp_activity_stat *activities,
                                  size_t n_activities, struct gp_cases *cases,
                                  struct gp_err *err)
{
    size_t c, n = 0;

    if (cases->open == NULL)
        return GP_OK;
    cases->open_case = gp_array(cases->n_open, sizeof *cases->open_case);
    if (cases->open_case == NULL)
        return gp_fail_memory(err);
    for (c = 0; c < log->n_cases; c++) {
        struct gp_open_case *o = &cases->open_case[n];

        if (!cases->open[c])
            continue;
        o->case_id = (uint32_t)c;
        o->last_event = log->first[c + 1] - 1;
        o->age = cases->end != NULL ? cases->now - cases->end[c] : 0;
        o->usual_p95 =
            usual_p95(activities, n_activities, gp_id(log->activity, o->last_event));
        o->stalled = o->usual_p95 >= 0 && o->age > o->usual_p95;
        cases->n_stalled += o->stalled;
        n++;
    }
    return gp_sort(cases->open_case, n, sizeof *cases->open_case, by_age, log)
               ? GP_OK
               : gp_fail_memory(err);
}

enum gp_status gp_cases_set_open(const struct gp_eventlog *log, const bool *open,
                                 const struct gp_activity_stat *activities,
                                 size_t n_activities, struct gp_cases *cases,
                                 struct gp_err *err)
{
    size_t c;

    gp_free(cases->open);
    gp_free(cases->open_case);
    cases->open_case = NULL;
    cases->open = gp_array(log->n_cases, sizeof *cases->open);
    if (cases->open == NULL)
        return gp_fail_memory(err);
    cases->n_open = cases->n_stalled = cases->n_durations = 0;
    for (c = 0; c < log->n_cases; c++) {
        cases->open[c] = open[c];
        cases->n_open += open[c];
    }
    if (cases->start != NULL)
        collect_durations(log->n_cases, false, cases);
    return gp_cases_list_open(log, activities, n_activities, cases, err);
}

static bool make_room(const struct gp_eventlog *log, bool ends_known,
                      struct gp_cases *out)
{
    if (log->has_time) {
        out->start = gp_array_walked(log->n_cases, sizeof *out->start);
        out->end = gp_array_walked(log->n_cases, sizeof *out->end);
        out->durations = gp_array_walked(log->n_cases, sizeof *out->durations);
        if (out->start == NULL || out->end == NULL || out->durations == NULL)
            return false;
    }
    if (ends_known)
        out->open = gp_array_zero(log->n_cases, sizeof *out->open);
    return !ends_known || out->open != NULL;
}

enum gp_status gp_cases_mine(const struct gp_eventlog *log, const uint32_t *ends,
                             size_t n_ends, bool include_open, int64_t now,
                             struct gp_cases *out, struct gp_err *err)
{
    memset(out, 0, sizeof *out);
    if (!make_room(log, n_ends != 0, out)) {
        gp_cases_release(out);
        return gp_fail_memory(err);
    }
    measure_cases(log, out, ends, n_ends);
    out->now = now != INT64_MIN ? now : out->last;
    if (out->start != NULL)
        collect_durations(log->n_cases, include_open, out);
    return GP_OK;
}

void gp_cases_release(struct gp_cases *c)
{
    gp_free(c->start);
    gp_free(c->end);
    gp_free(c->durations);
    gp_free(c->open);
    gp_free(c->open_case);
    memset(c, 0, sizeof *c);
}
