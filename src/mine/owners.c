/* owners.c - see owners.h. Distinct activities and cases of an owner are counted by the
 * pairs (owner, activity) and by the last case seen. */
#include "mine/owners.h"
#include "base/sort.h"
#include "mine/pairs.h"

static void see(struct gp_owner_stat *s, const struct gp_eventlog *log, size_t i)
{
    int64_t start = gp_event_start(log, i), end = gp_event_end(log, i);

    if (s->events == 0 || start < s->first)
        s->first = start;
    if (s->events == 0 || end > s->last)
        s->last = end;
    s->events++;
}

static bool count_events(const struct gp_eventlog *log, enum gp_level level,
                         struct gp_owner_stat *stat, uint32_t *last_case,
                         struct gp_pairs *done)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            uint32_t owner = gp_level_id(log, level, i);

            if (owner == GP_NO_ID)
                continue;
            see(&stat[owner], log, i);
            if (last_case[owner] != c + 1) {
                last_case[owner] = (uint32_t)c + 1;
                stat[owner].cases++;
            }
            if (gp_pairs_add(done, owner, log->activity[i]) == SIZE_MAX)
                return false;
        }
    }
    for (i = 0; i < done->n; i++)
        stat[done->pair[i].from].activities++;
    return true;
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
    size_t side = dict->n > log->activities.n ? dict->n : log->activities.n, i;
    struct gp_owner_stat *stat = gp_array_zero(dict->n, sizeof *stat);
    uint32_t *last_case = gp_array_zero(dict->n, sizeof *last_case);
    uint32_t *rank = gp_dict_ranks(dict);
    struct gp_pairs done = {0};
    enum gp_status st = GP_OK;

    *out = NULL;
    *n = 0;
    if (stat == NULL || last_case == NULL || rank == NULL ||
        !gp_pairs_init(&done, side) ||
        !count_events(log, links->level, stat, last_case, &done)) {
        st = gp_fail_memory(err);
        goto done;
    }
    for (i = 0; i < dict->n; i++)
        stat[i].owner = (uint32_t)i;
    count_handoffs(links, stat);
    if (!gp_sort(stat, dict->n, sizeof *stat, by_events, rank)) {
        st = gp_fail_memory(err);
        goto done;
    }
    *out = stat;
    *n = dict->n;
    stat = NULL;
done:
    gp_free(stat);
    gp_free(last_case);
    gp_free(rank);
    gp_pairs_release(&done);
    return st;
}
