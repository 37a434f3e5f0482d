/* naive_links.c - links, bounces, rework and owners; see naive.h. */
#include "tests/support/naive.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static int64_t not_below_0(int64_t us)
{
    return us > 0 ? us : 0;
}

static enum naive_link_kind kind_of(const struct naive_log *log, int level, size_t i)
{
    const char *from = naive_name(&log->e[i], level);
    const char *to = naive_name(&log->e[i + 1], level);

    if (level == NAIVE_ACTIVITY)
        return NAIVE_PAIR; /* also of an activity with itself */
    if (*from == '\0' || *to == '\0')
        return NAIVE_UNASSIGNED;
    return same(from, to) ? NAIVE_SAME : NAIVE_PAIR;
}

static bool matches(const struct naive_log *log, int level, size_t i,
                    enum naive_link_kind kind, const char *from, const char *to)
{
    if (kind_of(log, level, i) != kind)
        return false;
    return kind != NAIVE_PAIR || (same(naive_name(&log->e[i], level), from) &&
                                  same(naive_name(&log->e[i + 1], level), to));
}

struct naive_link naive_link(const struct naive_log *log, int level,
                             enum naive_link_kind kind, const char *from,
                             const char *to)
{
    struct naive_link l = {0};
    int64_t *wait = calloc(log->n + 1, sizeof *wait);
    size_t i;
    bool seen = false;

    assert(wait != NULL);
    for (i = 0; i < log->n; i++) {
        if (!naive_has_next(log, i)) {
            l.cases += seen;
            seen = false;
        } else if (matches(log, level, i, kind, from, to)) {
            wait[l.count++] = naive_wait(log, i);
            seen = true;
        }
    }
    l.wait = naive_spread_of(wait, l.count);
    free(wait);
    return l;
}

void naive_case_sums(const struct naive_log *log, int level, const char *from,
                     const char *to, int64_t *sum)
{
    size_t i, c = 0;

    sum[0] = 0;
    for (i = 0; i < log->n; i++) {
        if (naive_has_next(log, i))
            sum[c] +=
                matches(log, level, i, NAIVE_PAIR, from, to) ? naive_wait(log, i) : 0;
        else if (i + 1 < log->n)
            sum[++c] = 0;
    }
}

uint64_t naive_overlaps(const struct naive_log *log)
{
    uint64_t count = 0;
    size_t i;

    for (i = 0; i < log->n; i++)
        if (naive_has_next(log, i))
            count += log->e[i + 1].start < log->e[i].end;
    return count;
}

double naive_half_width(const int64_t *sum, size_t n)
{
    long double mean = 0, squares = 0;
    size_t i;

    if (n < 2)
        return 0;
    for (i = 0; i < n; i++)
        mean += (long double)sum[i] / (long double)n;
    for (i = 0; i < n; i++)
        squares += ((long double)sum[i] - mean) * ((long double)sum[i] - mean);
    return (double)(1.959964L * sqrtl((long double)n * squares / (long double)(n - 1)));
}

/* One turn of an owner: its neighbouring events, unknown owners dropped. */
struct turn {
    const char *owner;
    int64_t first_start, last_end;
};

static size_t turns_of(const struct naive_log *log, int level, size_t first, size_t n,
                       struct turn *turn)
{
    size_t i, k = 0;

    for (i = first; i < first + n; i++) {
        const char *name = naive_name(&log->e[i], level);

        if (*name == '\0')
            continue;
        if (k == 0 || !same(turn[k - 1].owner, name))
            turn[k++] = (struct turn){name, log->e[i].start, 0};
        turn[k - 1].last_end = log->e[i].end;
    }
    return k;
}

struct naive_bounces naive_ping_pong(const struct naive_log *log, int level,
                                     const char *owner, const char *via)
{
    struct naive_bounces b = {0};
    struct turn *turn = calloc(log->n + 1, sizeof *turn);
    int64_t *away = calloc(log->n + 1, sizeof *away);
    size_t c, i, k, first, n;

    assert(turn != NULL && away != NULL);
    for (c = 0; c < naive_cases(log); c++) {
        uint64_t before = b.bounces;

        naive_case(log, c, &first, &n);
        k = turns_of(log, level, first, n, turn);
        b.handoffs += k != 0 ? k - 1 : 0;
        for (i = 0; i + 2 < k; i++) {
            if (!same(turn[i].owner, turn[i + 2].owner))
                continue;
            if (owner == NULL ||
                (same(turn[i].owner, owner) && same(turn[i + 1].owner, via)))
                away[b.bounces++] =
                    not_below_0(turn[i + 2].first_start - turn[i].last_end);
        }
        b.cases += b.bounces != before;
    }
    b.away = naive_spread_of(away, b.bounces);
    free(turn);
    free(away);
    return b;
}

/* Occurrences in the events e[0..n) of one case, and their time. */
static uint64_t self_loops(const struct naive_event *e, size_t n, const char *a,
                           int64_t *time)
{
    uint64_t count = 0;
    size_t i, k;

    for (i = 0; i < n; i += k) {
        for (k = 0; i + k < n && same(e[i + k].activity, a); k++)
            continue;
        count += k > 1 ? k - 1 : 0;
        *time += k > 1 ? not_below_0(e[i + k - 1].end - e[i].end) : 0;
        k += k == 0;
    }
    return count;
}

static uint64_t repeats(const struct naive_event *e, size_t n, const char *a,
                        int64_t *time)
{
    const struct naive_event *first = NULL, *last = NULL;
    uint64_t count = 0;
    size_t i;

    for (i = 0; i < n; i++)
        if (same(e[i].activity, a)) {
            count += first != NULL;
            first = first != NULL ? first : &e[i];
            last = &e[i];
        }
    *time = count != 0 ? not_below_0(last->end - first->end) : 0;
    return count;
}

static uint64_t reopens(const struct naive_event *e, size_t n, const char *a,
                        int64_t *time)
{
    uint64_t count = 0;
    size_t i;

    for (i = 0; i + 1 < n; i++)
        if (same(e[i].activity, a) && count++ == 0)
            *time = not_below_0(e[n - 1].end - e[i].end);
    return count;
}

struct naive_rework naive_rework(const struct naive_log *log, int kind,
                                 const char *activity)
{
    struct naive_rework r = {0};
    int64_t *time = calloc(log->n + 1, sizeof *time);
    size_t c, first, n;

    assert(time != NULL);
    for (c = 0; c < naive_cases(log); c++) {
        int64_t t = 0;
        uint64_t count;

        naive_case(log, c, &first, &n);
        if (kind == NAIVE_SELF_LOOP)
            count = self_loops(&log->e[first], n, activity, &t);
        else if (kind == NAIVE_REPEAT)
            count = repeats(&log->e[first], n, activity, &t);
        else
            count = reopens(&log->e[first], n, activity, &t);
        if (count == 0)
            continue;
        time[r.cases++] = t;
        r.occurrences += count;
    }
    r.time = naive_spread_of(time, r.cases);
    free(time);
    return r;
}

static uint64_t distinct_activities(const struct naive_log *log, int level,
                                    const char *name)
{
    uint64_t count = 0;
    size_t i, k;

    for (i = 0; i < log->n; i++) {
        if (!same(naive_name(&log->e[i], level), name))
            continue;
        for (k = 0; k < i; k++)
            if (same(naive_name(&log->e[k], level), name) &&
                same(log->e[k].activity, log->e[i].activity))
                break;
        count += k == i;
    }
    return count;
}

struct naive_owner naive_owner(const struct naive_log *log, int level, const char *name)
{
    struct naive_owner o = {.first = INT64_MAX, .last = INT64_MIN};
    size_t i;
    bool seen = false;

    for (i = 0; i < log->n; i++) {
        const struct naive_event *e = &log->e[i];
        bool mine = same(naive_name(e, level), name);

        seen |= mine;
        if (mine) {
            o.events++;
            o.first = e->start < o.first ? e->start : o.first;
            o.last = e->end > o.last ? e->end : o.last;
        }
        if (!naive_has_next(log, i)) {
            o.cases += seen;
            seen = false;
        } else if (kind_of(log, level, i) == NAIVE_PAIR) {
            bool receives = same(naive_name(&log->e[i + 1], level), name);

            o.given += mine;
            o.received += receives;
            o.received_wait += receives ? naive_wait(log, i) : 0;
        }
    }
    o.activities = distinct_activities(log, level, name);
    return o;
}
