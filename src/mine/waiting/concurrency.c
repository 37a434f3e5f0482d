/* concurrency.c - see concurrency.h.
 *
 * First every overlap is counted, walking each case by start with those events at hand
 * that have not ended yet. Few pairs of activities overlap at all; only for these it is
 * counted then how often they meet in a case.
 */
#include "mine/waiting/concurrency.h"

#include "mine/links.h"

#include <string.h>

enum { A_QUARTER = 4 };

/* ---- overlaps ---- */

struct running {
    uint32_t *event; /* of the case, not ended when the event under way starts */
    size_t n, cap;
};

static void drop_ended(const struct gp_eventlog *log, struct running *r, int64_t now)
{
    size_t i, kept = 0;

    for (i = 0; i < r->n; i++)
        if (log->end[r->event[i]] > now)
            r->event[kept++] = r->event[i];
    r->n = kept;
}

static bool count_overlap(const struct gp_eventlog *log, uint32_t earlier, uint32_t i,
                          struct gp_tally *overlaps)
{
    uint32_t a = gp_level_id(log, GP_BY_ACTIVITY, earlier);
    uint32_t b = gp_level_id(log, GP_BY_ACTIVITY, i);
    bool instant = log->end[i] == log->start[i];
    uint64_t *count;

    if (a == b || (instant && log->start[earlier] == log->start[i]))
        return true;
    count = gp_tally_at(overlaps, (uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a));
    if (count == NULL)
        return false;
    ++*count;
    return true;
}

static bool count_overlaps(const struct gp_eventlog *log, struct gp_tally *overlaps)
{
    struct running r = {0};
    bool good = true;
    size_t c, k;
    uint32_t i;

    for (c = 0; good && c < log->n_cases; c++) {
        r.n = 0;
        for (i = log->first[c]; good && i < log->first[c + 1]; i++) {
            drop_ended(log, &r, log->start[i]);
            for (k = 0; good && k < r.n; k++)
                good = count_overlap(log, r.event[k], i, overlaps);
            good = good && gp_reserve(&r.event, &r.cap, r.n + 1);
            if (good)
                r.event[r.n++] = i;
        }
    }
    gp_free(r.event);
    return good;
}

/* ---- meetings ---- */

/* The pairs that overlap, in the order of their activities. */
static bool list_pairs(const struct gp_eventlog *log, const struct gp_tally *overlaps,
                       struct gp_concurrency *out)
{
    uint64_t key = 0, count;
    size_t a = 0, cap = 0, activities = log->activities.n;
    bool first = true;

    out->first = gp_array_zero(activities + 1, sizeof *out->first);
    if (out->first == NULL)
        return false;
    while (gp_tally_next(overlaps, first, &key, &count)) {
        struct gp_concurrent_pair p = {(uint32_t)(key >> 32), (uint32_t)key, count, 0};

        for (; a <= p.a; a++)
            out->first[a] = (uint32_t)out->n;
        if (!gp_reserve(&out->pair, &cap, out->n + 1))
            return false;
        out->pair[out->n++] = p;
        first = false;
    }
    for (; a <= activities; a++)
        out->first[a] = (uint32_t)out->n;
    return true;
}

/* times[a]: instances of a in the case; which: the activities it has. */
static void count_meetings_of_case(struct gp_concurrency *c, const uint64_t *times,
                                   const uint32_t *which, size_t n)
{
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = c->first[which[i]]; k < c->first[which[i] + 1]; k++)
            c->pair[k].meet += times[which[i]] * times[c->pair[k].b];
}

static bool count_meetings(const struct gp_eventlog *log, struct gp_concurrency *out)
{
    uint64_t *times = gp_array_zero(log->activities.n, sizeof *times);
    uint32_t *which = gp_array(log->activities.n, sizeof *which);
    bool good = times != NULL && which != NULL;
    size_t c, i, n;

    for (c = 0; good && out->n != 0 && c < log->n_cases; c++) {
        n = 0;
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            uint32_t a = gp_level_id(log, GP_BY_ACTIVITY, i);

            if (times[a]++ == 0)
                which[n++] = a;
        }
        count_meetings_of_case(out, times, which, n);
        for (i = 0; i < n; i++)
            times[which[i]] = 0;
    }
    gp_free(times);
    gp_free(which);
    return good;
}

/* ---- the pairs that are concurrent ---- */

static void keep_frequent(struct gp_concurrency *c, size_t activities)
{
    size_t a, k, kept = 0;

    for (a = 0; a < activities; a++) {
        size_t from = c->first[a], to = c->first[a + 1];

        c->first[a] = (uint32_t)kept;
        for (k = from; k < to; k++)
            if (c->pair[k].overlap * A_QUARTER >= c->pair[k].meet)
                c->pair[kept++] = c->pair[k];
    }
    c->first[activities] = (uint32_t)kept;
    c->n = kept;
}

enum gp_status gp_concurrency_find(const struct gp_eventlog *log,
                                   struct gp_concurrency *out, struct gp_err *err)
{
    struct gp_tally overlaps = {0};
    bool good;

    memset(out, 0, sizeof *out);
    good = count_overlaps(log, &overlaps) && list_pairs(log, &overlaps, out) &&
           count_meetings(log, out);
    gp_tally_release(&overlaps);
    if (!good) {
        gp_concurrency_release(out);
        return gp_fail_memory(err);
    }
    keep_frequent(out, log->activities.n);
    return GP_OK;
}

void gp_concurrency_release(struct gp_concurrency *c)
{
    gp_free(c->pair);
    gp_free(c->first);
    memset(c, 0, sizeof *c);
}

bool gp_concurrent(const struct gp_concurrency *c, uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a, k;

    if (c->n == 0)
        return false;
    for (k = c->first[low]; k < c->first[low + 1]; k++)
        if (c->pair[k].b >= high)
            return c->pair[k].b == high;
    return false;
}
