/* batches.c - see batches.h. */
#include "mine/waiting/batches.h"

#include "base/sort.h"
#include "mine/links.h"
#include "mine/mine.h"

#include <string.h>

/* ---- who does what, in order ---- */

/* Not the row: the same cases in another order of the file give the same batches. */
static int by_case(const struct gp_eventlog *log, uint32_t x, uint32_t y)
{
    int c = gp_slice_cmp(gp_dict_name(&log->cases, gp_case_of_event(log, x)),
                         gp_dict_name(&log->cases, gp_case_of_event(log, y)));

    return c != 0 ? c : (x > y) - (x < y);
}

static int by_start(const void *ctx, const void *a, const void *b)
{
    const struct gp_eventlog *log = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    if (log->start[x] != log->start[y])
        return log->start[x] < log->start[y] ? -1 : 1;
    if (log->end[x] != log->end[y])
        return log->end[x] < log->end[y] ? -1 : 1;
    return by_case(log, x, y);
}

static void put_side_by_side(const struct gp_eventlog *log, struct gp_workloads *w)
{
    uint32_t person, sum = 0;
    size_t i;

    for (i = 0; i < log->n; i++)
        if ((person = gp_level_id(log, GP_BY_RESOURCE, i)) != GP_NO_ID)
            w->first[person + 1]++;
    for (i = 0; i < w->n_people; i++) { /* first[i + 1]: where those of i begin */
        uint32_t count = w->first[i + 1];

        w->first[i + 1] = sum;
        sum += count;
    }
    for (i = 0; i < log->n; i++)
        if ((person = gp_level_id(log, GP_BY_RESOURCE, i)) != GP_NO_ID)
            w->event[w->first[person + 1]++] = (uint32_t)i;
}

enum gp_status gp_workloads_find(const struct gp_eventlog *log,
                                 struct gp_workloads *out, struct gp_err *err)
{
    bool good;
    size_t i;

    memset(out, 0, sizeof *out);
    out->n_people = log->resources.n;
    out->event = gp_array_walked(log->n, sizeof *out->event);
    out->first = gp_array_zero(out->n_people + 1, sizeof *out->first);
    good = out->event != NULL && out->first != NULL;
    if (good)
        put_side_by_side(log, out);
    for (i = 0; good && i < out->n_people; i++)
        good = gp_sort(out->event + out->first[i], out->first[i + 1] - out->first[i],
                       sizeof *out->event, by_start, log);
    if (good)
        return GP_OK;
    gp_workloads_release(out);
    return gp_fail_memory(err);
}

void gp_workloads_release(struct gp_workloads *w)
{
    gp_free(w->event);
    gp_free(w->first);
    memset(w, 0, sizeof *w);
}

/* ---- batches ---- */

/* The batch of an activity under way, of the person under way. */
struct going {
    uint32_t person, number, first_event;
    int64_t begins; /* start of its first event */
    int64_t ends;   /* latest end */
};

static bool same_case(const struct gp_eventlog *log, uint32_t a, uint32_t b)
{
    uint32_t c = gp_case_of_event(log, a);

    return b >= log->first[c] && b < log->first[c + 1];
}

static bool joins(const struct going *g, uint32_t person, int64_t enabled,
                  int64_t start)
{
    return g->number != GP_NO_ID && g->person == person && enabled <= g->begins &&
           start <= g->ends;
}

static bool begin_batch(struct gp_batches *b, struct going *g, uint32_t person,
                        const struct gp_eventlog *log, uint32_t e)
{
    if (!gp_reserve(&b->ready, &b->ready_cap, b->n + 1) ||
        !gp_reserve(&b->begin, &b->begin_cap, b->n + 1))
        return false;
    b->begin[b->n] = log->start[e];
    *g = (struct going){person, (uint32_t)b->n++, e, log->start[e], log->end[e]};
    return true;
}

static bool add_event(const struct gp_eventlog *log, const struct gp_enabling *enabling,
                      uint32_t person, uint32_t e, struct going *g, bool *several,
                      struct gp_batches *b)
{
    int64_t enabled = enabling->enabled[e];

    if (!joins(g, person, enabled, log->start[e])) {
        if (!begin_batch(b, g, person, log, e))
            return false;
        b->ready[g->number] = enabled;
        several[g->number] = false;
    } else if (!several[g->number] && !same_case(log, g->first_event, e)) {
        several[g->number] = true;
    }
    if (enabled > b->ready[g->number])
        b->ready[g->number] = enabled;
    if (log->end[e] > g->ends)
        g->ends = log->end[e];
    b->of[e] = g->number;
    return true;
}

static bool find_batches(const struct gp_eventlog *log, const struct gp_workloads *w,
                         const struct gp_enabling *enabling, struct going *going,
                         bool *several, struct gp_batches *out)
{
    size_t person, i;

    for (i = 0; i < log->activities.n; i++)
        going[i].number = GP_NO_ID;
    memset(out->of, 0xff, log->n * sizeof *out->of);
    for (person = 0; person < w->n_people; person++)
        for (i = w->first[person]; i < w->first[person + 1]; i++)
            if (!add_event(log, enabling, (uint32_t)person, w->event[i],
                           &going[gp_level_id(log, GP_BY_ACTIVITY, w->event[i])],
                           several, out))
                return false;
    for (i = 0; i < log->n; i++)
        if (out->of[i] != GP_NO_ID && !several[out->of[i]])
            out->of[i] = GP_NO_ID;
    return true;
}

enum gp_status gp_batches_find(const struct gp_eventlog *log,
                               const struct gp_workloads *workloads,
                               const struct gp_enabling *enabling,
                               struct gp_batches *out, struct gp_err *err)
{
    struct going *going = gp_array(log->activities.n, sizeof *going);
    bool *several = gp_array(log->n, sizeof *several), good;

    memset(out, 0, sizeof *out);
    out->of = gp_array_walked(log->n, sizeof *out->of);
    good = going != NULL && several != NULL && out->of != NULL &&
           find_batches(log, workloads, enabling, going, several, out);
    gp_free(going);
    gp_free(several);
    if (good)
        return GP_OK;
    gp_batches_release(out);
    return gp_fail_memory(err);
}

void gp_batches_release(struct gp_batches *b)
{
    gp_free(b->of);
    gp_free(b->ready);
    gp_free(b->begin);
    memset(b, 0, sizeof *b);
}
