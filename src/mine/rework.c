/* rework.c - see rework.h.
 *
 *   A B B B C B   ->  B: self-loop 2 times (one run of three), repeat 3 times
 *
 * A walk over a case has an entry for each activity that occurs in it; entries are cleared
 * by walking the case again, so a case costs its own length and not the number of
 * activities. Which variants have rework, and how much, is found first; the times then need
 * the cases of those variants only.
 */
#include "mine/rework.h"
#include "base/sort.h"
#include "mine/keyed.h"

#include <string.h>

/* What a case did with one activity. */
struct trail {
    uint64_t seen, loops;
    int64_t first_end, last_end; /* of its first and latest event */
    int64_t run_end;             /* end of the first event of the run under way */
    int64_t loop_time;           /* of runs that are over */
    int64_t reopen_end;          /* end of the first event that should have been last */
    uint64_t reopened;
};

struct walk {
    const struct gp_eventlog *log;
    const struct gp_variants *variants;
    const bool *is_end; /* [n activities] */
    struct trail *trail;
    struct gp_keyed keyed; /* key: activity * kinds + kind */
    uint64_t *occurrences; /* [n keys] */
    bool *has_rework;      /* [n variants] */
    uint32_t *path;        /* of a case, out of its column */
};

const char *gp_rework_name(enum gp_rework_kind kind)
{
    static const char *const names[] = {"self-loop", "repeat", "reopen"};

    return names[kind];
}

static int64_t not_below_0(int64_t v)
{
    return v > 0 ? v : 0;
}

/* Event i of a path of `length` activities, which ended at `now`. */
static void see(struct walk *w, const uint32_t *path, size_t length, size_t i,
                int64_t now)
{
    struct trail *t = &w->trail[path[i]];
    bool again = i > 0 && path[i - 1] == path[i];
    bool goes_on = i + 1 < length && path[i + 1] == path[i];

    if (t->seen++ == 0)
        t->first_end = now;
    t->last_end = now;
    t->loops += again;
    if (!again)
        t->run_end = now;
    if (again && !goes_on)
        t->loop_time += not_below_0(now - t->run_end);
    if (w->is_end[path[i]] && i + 1 < length && t->reopened++ == 0)
        t->reopen_end = now;
}

/* Counts what a variant does again; true when it does anything. */
static bool count_variant(struct walk *w, const struct gp_variant *v)
{
    bool any = false;
    size_t i, kind;

    for (i = 0; i < v->length; i++)
        see(w, v->path, v->length, i, 0);
    for (i = 0; i < v->length; i++) {
        struct trail *t = &w->trail[v->path[i]];
        uint64_t times[GP_REWORK_KINDS] = {t->loops, t->seen - 1, t->reopened};

        for (kind = 0; t->seen != 0 && kind < GP_REWORK_KINDS; kind++) {
            size_t key = (size_t)v->path[i] * GP_REWORK_KINDS + kind;

            w->occurrences[key] += times[kind] * v->count;
            w->keyed.count[key] += times[kind] != 0 ? (uint32_t)v->count : 0;
            any = any || times[kind] != 0;
        }
        memset(t, 0, sizeof *t);
    }
    return any;
}

static void put_case(struct walk *w, uint32_t c)
{
    size_t first = w->log->first[c], length = w->log->first[c + 1] - first, i;
    uint32_t *path = w->path;
    int64_t case_end = gp_event_end(w->log, first + length - 1);

    for (i = 0; i < length; i++)
        path[i] = gp_id(w->log->activity, first + i);
    for (i = 0; i < length; i++)
        see(w, path, length, i, gp_event_end(w->log, first + i));
    for (i = 0; i < length; i++) {
        struct trail *t = &w->trail[path[i]];
        size_t key = (size_t)path[i] * GP_REWORK_KINDS;

        if (t->loops != 0)
            gp_keyed_put(&w->keyed, key + GP_SELF_LOOP, c, t->loop_time);
        if (t->seen > 1)
            gp_keyed_put(&w->keyed, key + GP_REPEAT, c,
                         not_below_0(t->last_end - t->first_end));
        if (t->reopened != 0)
            gp_keyed_put(&w->keyed, key + GP_REOPEN, c,
                         not_below_0(case_end - t->reopen_end));
        memset(t, 0, sizeof *t); /* told once */
    }
}

static void put_all(struct walk *w)
{
    size_t c;

    for (c = 0; c < w->log->n_cases; c++)
        if (w->has_rework[w->variants->of_case[c]])
            put_case(w, (uint32_t)c);
}

static int by_kind(const void *ctx, const void *a, const void *b)
{
    const struct gp_rework_stat *x = a, *y = b;
    const uint32_t *rank = ctx;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->occurrences != y->occurrences)
        return x->occurrences > y->occurrences ? -1 : 1;
    return rank[x->activity] < rank[y->activity] ? -1 : 1;
}

static void take(struct walk *w, size_t key, struct gp_rework_stat *s)
{
    struct gp_keyed_stat found = gp_keyed_take(&w->keyed, key);

    s->kind = (enum gp_rework_kind)(key % GP_REWORK_KINDS);
    s->activity = (uint32_t)(key / GP_REWORK_KINDS);
    s->cases = found.cases;
    s->occurrences = w->occurrences[key];
    s->time = found.spread;
}

/* Room for the longest path. */
static bool path_room(struct walk *w)
{
    size_t longest = 0, v;

    for (v = 0; v < w->variants->n; v++)
        if (w->variants->variant[v].length > longest)
            longest = w->variants->variant[v].length;
    w->path = gp_array(longest, sizeof *w->path);
    return w->path != NULL;
}

static bool collect(struct walk *w, struct gp_rework_stat **out, size_t *n)
{
    uint32_t *rank = gp_dict_ranks(&w->log->activities);
    struct gp_rework_stat *s = gp_array(w->keyed.n, sizeof *s);
    bool good = rank != NULL && s != NULL && gp_keyed_begin(&w->keyed);
    size_t key, count = 0;

    while (good && gp_keyed_round(&w->keyed)) {
        put_all(w);
        for (key = w->keyed.from; key < w->keyed.to; key++)
            if (w->keyed.count[key] != 0)
                take(w, key, &s[count++]);
    }
    good = good && w->keyed.from == w->keyed.n &&
           gp_sort(s, count, sizeof *s, by_kind, rank);
    gp_free(rank);
    if (!good) {
        gp_free(s);
        return false;
    }
    *out = s;
    *n = count;
    return true;
}

enum gp_status gp_rework_mine(const struct gp_eventlog *log,
                              const struct gp_variants *variants, const uint32_t *ends,
                              size_t n_ends, struct gp_rework_stat **out, size_t *n,
                              struct gp_err *err)
{
    size_t n_activities = log->activities.n, i;
    bool *is_end = gp_array_zero(n_activities, sizeof *is_end);
    struct walk w = {
        .log = log,
        .variants = variants,
        .is_end = is_end,
        .trail = gp_array_zero(n_activities, sizeof *w.trail),
        .occurrences = gp_array_zero(n_activities * GP_REWORK_KINDS, sizeof(uint64_t)),
        .has_rework = gp_array_zero(variants->n, sizeof(bool))};
    bool good = is_end != NULL && w.trail != NULL && w.occurrences != NULL &&
                w.has_rework != NULL && path_room(&w) &&
                gp_keyed_keys(&w.keyed, n_activities * GP_REWORK_KINDS);

    *out = NULL;
    *n = 0;
    for (i = 0; good && i < n_ends; i++)
        if (ends[i] != GP_NO_ID)
            is_end[ends[i]] = true;
    for (i = 0; good && i < variants->n; i++)
        w.has_rework[i] = count_variant(&w, &variants->variant[i]);
    good = good && collect(&w, out, n);
    gp_free(is_end);
    gp_free(w.trail);
    gp_free(w.occurrences);
    gp_free(w.has_rework);
    gp_free(w.path);
    gp_keyed_release(&w.keyed);
    return good ? GP_OK : gp_fail_memory(err);
}
