/* owners.c - see owners.h. One walk over the events; distinct activities and cases of an
 * owner are counted by the pairs (owner, activity) and by the last case seen. */
#include "mine/owners.h"
#include "base/sort.h"
#include "mine/pairs.h"
#include "mine/walk.h"

/* What the walk sees of an owner. */
struct seen {
    int64_t first, last;
    uint32_t events, cases;
    uint32_t last_case; /* + 1 */
};

/* The pairs (owner, activity) that occur. */
struct done {
    struct gp_pairs pairs;
    bool *is; /* [pairs.n] in a matrix; hashed pairs all occur */
};

static bool count_events(const struct gp_eventlog *log, struct gp_ids ids,
                         struct seen *seen, struct done *done)
{
    const uint32_t *first = log->first;
    struct gp_times times = gp_times_of(log);
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = first[c]; i < first[c + 1]; i++) {
            struct seen *s;
            int64_t start = times.start != NULL ? times.start[i] : 0;
            int64_t end = times.end != NULL ? times.end[i] : 0;
            uint32_t id = gp_id(ids, i);
            size_t number;

            if (id == GP_NO_ID)
                continue;
            s = &seen[id];
            s->first = start < s->first ? start : s->first;
            s->last = end > s->last ? end : s->last;
            s->events++;
            s->cases += s->last_case != c + 1;
            s->last_case = (uint32_t)c + 1;
            number = gp_pairs_add(&done->pairs, id, gp_id(log->activity, i));
            if (number == SIZE_MAX)
                return false;
            if (done->is != NULL)
                done->is[number] = true;
        }
    }
    return true;
}

static bool count_owners(const struct gp_eventlog *log, struct gp_ids ids, size_t n,
                         struct gp_owner_stat *stat)
{
    size_t side = n > log->activities.n ? n : log->activities.n, i;
    struct seen *seen = gp_array(n, sizeof *seen);
    struct done done = {{0}, NULL};
    bool good;

    for (i = 0; seen != NULL && i < n; i++)
        seen[i] = (struct seen){.first = INT64_MAX, .last = INT64_MIN};
    gp_pairs_init(&done.pairs, side);
    if (done.pairs.is_matrix)
        done.is = gp_array_zero(done.pairs.n, sizeof *done.is);
    good = seen != NULL && (done.is != NULL || !done.pairs.is_matrix) &&
           count_events(log, ids, seen, &done);
    for (i = 0; good && i < n; i++) {
        stat[i].owner = (uint32_t)i;
        stat[i].events = seen[i].events;
        stat[i].cases = seen[i].cases;
        stat[i].first = seen[i].events != 0 ? seen[i].first : 0;
        stat[i].last = seen[i].events != 0 ? seen[i].last : 0;
    }
    for (i = 0; good && i < done.pairs.n; i++)
        if (done.is == NULL || done.is[i])
            stat[gp_pairs_of(&done.pairs, i).from].activities++;
    gp_free(seen);
    gp_free(done.is);
    gp_pairs_release(&done.pairs);
    return good;
}

static void count_handoffs(const struct gp_links *links, struct gp_owner_stat *stat)
{
    size_t i;

    for (i = 0; i < links->n; i++) {
        const struct gp_link_stat *l = &links->stat[i];

        stat[l->from].given += l->count;
        stat[l->to].received += l->count;
        stat[l->to].received_wait += l->wait.sum;
    }
}

static int by_events(const void *ctx, const void *a, const void *b)
{
    const struct gp_owner_stat *x = a, *y = b;
    const uint32_t *rank = ctx;

    if (x->events != y->events)
        return x->events > y->events ? -1 : 1;
    return rank[x->owner] < rank[y->owner] ? -1 : 1;
}

enum gp_status gp_owners_mine(const struct gp_eventlog *log,
                              const struct gp_links *links, struct gp_owner_stat **out,
                              size_t *n, struct gp_err *err)
{
    const struct gp_dict *dict = gp_level_dict(log, links->level);
    struct gp_ids ids = gp_level_ids(log, links->level);
    struct gp_owner_stat *stat = gp_array_zero(dict->n, sizeof *stat);
    uint32_t *rank = gp_dict_ranks(dict);
    bool good = stat != NULL && rank != NULL &&
                (ids.at == NULL || count_owners(log, ids, dict->n, stat));

    *out = NULL;
    *n = 0;
    if (good)
        count_handoffs(links, stat);
    if (!good || !gp_sort(stat, dict->n, sizeof *stat, by_events, rank)) {
        gp_free(stat);
        gp_free(rank);
        return gp_fail_memory(err);
    }
    gp_free(rank);
    *out = stat;
    *n = dict->n;
    return GP_OK;
}
