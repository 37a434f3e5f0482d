/* rework.c - see rework.h.
 *
 *   A B B B C B   ->  B: self-loop 2 times (one run of three), repeat 3 times
 *                     times: end of event 3 - end of event 1; end of 5 - end of 1
 *
 * What is done again, and between which events of the path, is the same in all cases of a
 * variant: it is found once for each. A case then looks at these events only.
 *
 * A walk over a path has an entry for each activity that occurs in it; entries are cleared
 * by walking the path again, so a path costs its own length and not the number of
 * activities.
 */
#include "mine/rework.h"

#include "base/sort.h"
#include "mine/keyed.h"

#include <string.h>

/* What a path did with one activity; positions in the path. */
struct trail {
    uint64_t seen, loops, reopened;
    uint32_t first, last;
    uint32_t run;    /* where the run under way began */
    uint32_t reopen; /* the first that should have been the last of all */
};

/* Work under the key goes from the end of one event to the end of another. */
struct stretch {
    uint32_t key; /* activity * kinds + kind */
    uint32_t from, to;
};

struct walk {
    const struct gp_eventlog *log;
    const struct gp_variants *variants;
    const bool *is_end; /* [n activities] */
    struct trail *trail;
    struct gp_keyed keyed;
    uint64_t *occurrences; /* [n keys] */
    struct stretch *stretch;
    size_t n, cap;
    size_t *first; /* [n variants + 1] its first stretch; they stand by key */
};

const char *gp_rework_name(enum gp_rework_kind kind)
{
    static const char *const names[] = {"self-loop", "repeat", "reopen"};

    return names[kind];
}

static bool add_stretch(struct walk *w, uint32_t activity, enum gp_rework_kind kind,
                        uint32_t from, uint32_t to)
{
    if (!gp_reserve(&w->stretch, &w->cap, w->n + 1))
        return false;
    w->stretch[w->n++] =
        (struct stretch){activity * GP_REWORK_KINDS + (uint32_t)kind, from, to};
    return true;
}

/* Event i of the path. */
static bool see(struct walk *w, const struct gp_variant *v, uint32_t i)
{
    uint32_t a = v->path[i];
    struct trail *t = &w->trail[a];
    bool again = i > 0 && v->path[i - 1] == a;
    bool goes_on = i + 1 < v->length && v->path[i + 1] == a;

    if (t->seen++ == 0)
        t->first = i;
    t->last = i;
    t->loops += again;
    if (!again)
        t->run = i;
    if (w->is_end[a] && i + 1 < v->length && t->reopened++ == 0)
        t->reopen = i;
    return !again || goes_on || add_stretch(w, a, GP_SELF_LOOP, t->run, i);
}

/* What the path does with the activity as a whole; told once. */
static bool close(struct walk *w, const struct gp_variant *v, uint32_t a)
{
    struct trail *t = &w->trail[a];
    uint64_t times[GP_REWORK_KINDS] = {t->loops, t->seen - 1, t->reopened};
    bool good = true;
    size_t kind;

    if (t->seen == 0)
        return true;
    for (kind = 0; kind < GP_REWORK_KINDS; kind++) {
        size_t key = (size_t)a * GP_REWORK_KINDS + kind;

        w->occurrences[key] += times[kind] * v->count;
        w->keyed.count[key] += times[kind] != 0 ? (uint32_t)v->count : 0;
    }
    if (t->seen > 1)
        good = add_stretch(w, a, GP_REPEAT, t->first, t->last);
    if (t->reopened != 0)
        good = good && add_stretch(w, a, GP_REOPEN, t->reopen, (uint32_t)v->length - 1);
    memset(t, 0, sizeof *t);
    return good;
}

static int by_key(const void *ctx, const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;

    (void)ctx;
    return (x->key > y->key) - (x->key < y->key);
}

static bool count_variants(struct walk *w)
{
    bool good = true;
    size_t k, i;

    for (k = 0; good && k < w->variants->n; k++) {
        const struct gp_variant *v = &w->variants->variant[k];

        w->first[k] = w->n;
        for (i = 0; good && i < v->length; i++)
            good = see(w, v, (uint32_t)i);
        for (i = 0; good && i < v->length; i++)
            good = close(w, v, v->path[i]);
        if (good && w->n > w->first[k] + 1)
            good = gp_sort(w->stretch + w->first[k], w->n - w->first[k],
                           sizeof *w->stretch, by_key, NULL);
    }
    w->first[k] = w->n;
    return good;
}

static void put_case(struct walk *w, uint32_t c)
{
    uint32_t variant = w->variants->of_case[c], first = w->log->first[c];
    const struct stretch *s = w->stretch + w->first[variant],
                         *end = w->stretch + w->first[variant + 1];

    while (s < end) {
        uint32_t key = s->key;
        int64_t time = 0;

        for (; s < end && s->key == key; s++) {
            int64_t span = gp_event_end(w->log, first + s->to) -
                           gp_event_end(w->log, first + s->from);

            time += span > 0 ? span : 0;
        }
        gp_keyed_put(&w->keyed, key, c, time);
    }
}

static void put_all(struct walk *w)
{
    size_t c;

    for (c = 0; c < w->log->n_cases; c++)
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
        /* without starts: then runs of a case do not take longer than it does */
        .keyed.seconds = log->whole_seconds && !log->has_start,
        .trail = gp_array_zero(n_activities, sizeof *w.trail),
        .occurrences = gp_array_zero(n_activities * GP_REWORK_KINDS, sizeof(uint64_t)),
        .first = gp_array(variants->n + 1, sizeof *w.first)};
    bool good = is_end != NULL && w.trail != NULL && w.occurrences != NULL &&
                w.first != NULL &&
                gp_keyed_keys(&w.keyed, n_activities * GP_REWORK_KINDS);

    *out = NULL;
    *n = 0;
    for (i = 0; good && i < n_ends; i++)
        if (ends[i] != GP_NO_ID)
            is_end[ends[i]] = true;
    good = good && count_variants(&w) && collect(&w, out, n);
    gp_free(is_end);
    gp_free(w.trail);
    gp_free(w.occurrences);
    gp_free(w.stretch);
    gp_free(w.first);
    gp_keyed_release(&w.keyed);
    return good ? GP_OK : gp_fail_memory(err);
}
