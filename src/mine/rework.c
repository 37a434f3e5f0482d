/* rework.c - see rework.h.
 *
 *   A B B B C B   ->  B: self-loop 2 times (one run of three), repeat 3 times
 *
 * One pass over a case with an entry an activity that occurs in it; entries are cleared by
 * walking the case again, so a case costs its own length and not the number of activities.
 * A second pass puts the times.
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
    const bool *is_end; /* [n activities] */
    struct trail *trail;
    struct gp_keyed keyed; /* key: activity * kinds + kind */
    uint64_t *occurrences; /* [n keys] */
    bool filling;
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

static void see(struct walk *w, size_t i, size_t first, size_t end)
{
    struct trail *t = &w->trail[w->log->activity[i]];
    bool again = i > first && w->log->activity[i - 1] == w->log->activity[i];
    bool goes_on = i + 1 < end && w->log->activity[i + 1] == w->log->activity[i];
    int64_t now = gp_event_end(w->log, i);

    if (t->seen++ == 0)
        t->first_end = now;
    t->last_end = now;
    t->loops += again;
    if (!again)
        t->run_end = now;
    if (again && !goes_on)
        t->loop_time += not_below_0(now - t->run_end);
    if (w->is_end[w->log->activity[i]] && i + 1 < end && t->reopened++ == 0)
        t->reopen_end = now;
}

static bool note(struct walk *w, uint32_t c, uint32_t activity,
                 enum gp_rework_kind kind, uint64_t occurrences, int64_t time)
{
    size_t key = (size_t)activity * GP_REWORK_KINDS + kind;

    if (occurrences == 0)
        return true;
    if (w->filling) {
        gp_keyed_put(&w->keyed, key, c, time);
        w->occurrences[key] += occurrences;
        return true;
    }
    return gp_keyed_note(&w->keyed, key, c);
}

static bool tell(struct walk *w, uint32_t c, uint32_t activity, int64_t case_end)
{
    struct trail t = w->trail[activity];

    if (t.seen == 0)
        return true; /* told already */
    memset(&w->trail[activity], 0, sizeof t);
    return note(w, c, activity, GP_SELF_LOOP, t.loops, t.loop_time) &&
           note(w, c, activity, GP_REPEAT, t.seen - 1,
                not_below_0(t.last_end - t.first_end)) &&
           note(w, c, activity, GP_REOPEN, t.reopened,
                not_below_0(case_end - t.reopen_end));
}

static bool walk_case(struct walk *w, uint32_t c)
{
    size_t first = w->log->first[c], end = w->log->first[c + 1], i;
    int64_t case_end = gp_event_end(w->log, end - 1);

    for (i = first; i < end; i++)
        see(w, i, first, end);
    for (i = first; i < end; i++)
        if (!tell(w, c, w->log->activity[i], case_end))
            return false;
    return true;
}

static bool walk_all(struct walk *w, bool filling)
{
    size_t c;

    w->filling = filling;
    for (c = 0; c < w->log->n_cases; c++)
        if (!walk_case(w, (uint32_t)c))
            return false;
    return true;
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

static bool collect(struct walk *w, struct gp_rework_stat **out, size_t *n)
{
    uint32_t *rank = gp_dict_ranks(&w->log->activities);
    struct gp_rework_stat *s = gp_array(w->keyed.n, sizeof *s);
    bool good = rank != NULL && s != NULL;
    size_t key, count = 0;

    for (key = 0; good && key < w->keyed.n; key++) {
        if (w->keyed.entry[key].count == 0)
            continue;
        s[count].kind = (enum gp_rework_kind)(key % GP_REWORK_KINDS);
        s[count].activity = (uint32_t)(key / GP_REWORK_KINDS);
        s[count].cases = w->keyed.entry[key].cases;
        s[count].occurrences = w->occurrences[key];
        s[count].time = gp_keyed_spread(&w->keyed, key);
        count++;
    }
    good = good && gp_sort(s, count, sizeof *s, by_kind, rank);
    gp_free(rank);
    if (!good) {
        gp_free(s);
        return false;
    }
    *out = s;
    *n = count;
    return true;
}

enum gp_status gp_rework_mine(const struct gp_eventlog *log, const uint32_t *ends,
                              size_t n_ends, struct gp_rework_stat **out, size_t *n,
                              struct gp_err *err)
{
    size_t n_activities = log->activities.n, i;
    bool *is_end = gp_array_zero(n_activities, sizeof *is_end);
    struct walk w = {log,
                     is_end,
                     gp_array_zero(n_activities, sizeof *w.trail),
                     {0},
                     gp_array_zero(n_activities * GP_REWORK_KINDS, sizeof(uint64_t)),
                     false};
    enum gp_status st = GP_OK;

    *out = NULL;
    *n = 0;
    for (i = 0; is_end != NULL && i < n_ends; i++)
        is_end[ends[i]] = true;
    if (is_end == NULL || w.trail == NULL || w.occurrences == NULL ||
        !walk_all(&w, false) || !gp_keyed_ready(&w.keyed) || !walk_all(&w, true) ||
        !collect(&w, out, n))
        st = gp_fail_memory(err);
    gp_free(is_end);
    gp_free(w.trail);
    gp_free(w.occurrences);
    gp_keyed_release(&w.keyed);
    return st;
}
