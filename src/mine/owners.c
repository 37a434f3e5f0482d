/* owners.c - see owners.h. One walk over the events (level.c); distinct activities and cases
 * of an owner are counted by the pairs (owner, activity) and by the last case seen. */
#include "mine/owners.h"

#include "base/sort.h"
#include "mine/level_parts.h"

bool gp_owners_begin(struct gp_owners_part *p, size_t n, size_t n_activities)
{
    size_t i;

    *p = (struct gp_owners_part){.n = n, .seen = gp_array_zero(n, sizeof *p->seen)};
    for (i = 0; p->seen != NULL && i < n; i++) {
        p->seen[i].first = INT64_MAX;
        p->seen[i].last = INT64_MIN;
    }
    gp_pairs_init(&p->done, n > n_activities ? n : n_activities);
    if (p->done.is_matrix)
        p->is_done = gp_array_zero(p->done.n, sizeof *p->is_done);
    return p->seen != NULL && (p->is_done != NULL || !p->done.is_matrix);
}

void gp_owners_release(struct gp_owners_part *p)
{
    gp_free(p->seen);
    gp_free(p->is_done);
    gp_pairs_release(&p->done);
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

struct gp_owner_stat *gp_owners_end(struct gp_owners_part *p,
                                    const struct gp_links *links, const uint32_t *rank)
{
    struct gp_owner_stat *stat = gp_array_zero(p->n, sizeof *stat);
    size_t i;

    for (i = 0; stat != NULL && i < p->n; i++) {
        const struct gp_owner_seen *seen = &p->seen[i];

        stat[i] = (struct gp_owner_stat){.owner = (uint32_t)i,
                                         .events = seen->events,
                                         .cases = seen->cases,
                                         .first = seen->events != 0 ? seen->first : 0,
                                         .last = seen->events != 0 ? seen->last : 0};
    }
    for (i = 0; stat != NULL && i < p->done.n; i++)
        if (p->is_done == NULL || p->is_done[i])
            stat[gp_pairs_of(&p->done, i).from].activities++;
    if (stat != NULL)
        count_handoffs(links, stat);
    if (stat != NULL && gp_sort(stat, p->n, sizeof *stat, by_events, rank))
        return stat;
    gp_free(stat);
    return NULL;
}
