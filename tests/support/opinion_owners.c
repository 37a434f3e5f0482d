/* opinion_owners.c - links, handoffs, bounces, owners and bottlenecks held against the
 * naive ones; see opinion_parts.h. */
#include "tests/support/opinion_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool link_parts(const struct naive_log *log, const struct gp_stats *s, int level)
{
    static const char *const word[] = {"pair", "resource", "group"};
    const struct gp_links *links = &s->links[level];
    struct naive_link un = naive_link(log, level, NAIVE_UNASSIGNED, "", "");
    struct naive_link same = naive_link(log, level, NAIVE_SAME, "", "");
    uint64_t sum = links->unassigned.count + links->same;
    size_t i;

    if (level == NAIVE_RESOURCE ? !log->has_resource
                                : level == NAIVE_GROUP && !log->has_group)
        return number_differs("links without owners", word[level], "",
                              (int64_t)links->n, 0);
    for (i = 0; i < links->n; i++)
        sum += links->stat[i].count;
    return spread_differs("unassigned", word[level], "", &links->unassigned.wait,
                          &un.wait) ||
           number_differs("unassigned cases", word[level], "",
                          (int64_t)links->unassigned.cases, (int64_t)un.cases) ||
           (level != NAIVE_ACTIVITY &&
            (number_differs("same", word[level], "", (int64_t)links->same,
                            (int64_t)same.wait.count) ||
             number_differs("waits of same", word[level], "", (int64_t)links->same_wait,
                            (int64_t)same.wait.sum))) ||
           number_differs("links", word[level], "", (int64_t)sum,
                          (int64_t)(log->n - naive_cases(log))) ||
           (log->has_time && level == NAIVE_ACTIVITY &&
            number_differs("overlaps", word[level], "", (int64_t)links->overlaps,
                           (int64_t)naive_overlaps(log)));
}

bool links_differ(const struct naive_log *log, const struct gp_stats *s, int level)
{
    const struct gp_links *all = &s->links[level];
    size_t i;

    for (i = 0; i < all->n; i++) {
        const struct gp_link_stat *g = &all->stat[i];
        const char *from = name_of(s, (enum gp_level)level, g->from);
        const char *to = name_of(s, (enum gp_level)level, g->to);
        struct naive_link w = naive_link(log, level, NAIVE_PAIR, from, to);

        if (number_differs("count", from, to, (int64_t)g->count, (int64_t)w.count) ||
            number_differs("cases", from, to, (int64_t)g->cases, (int64_t)w.cases) ||
            spread_differs("wait", from, to, &g->wait, &w.wait))
            return true;
        if (gp_links_find(all, g->from, g->to) != i)
            return differs("\"%s\" \"%s\" is not found where it is", from, to);
        if (i != 0 && !ordered(g[-1].count, g->count,
                               name_of(s, (enum gp_level)level, g[-1].from), from,
                               name_of(s, (enum gp_level)level, g[-1].to), to))
            return differs("\"%s\" \"%s\" stands in the wrong place", from, to);
    }
    return link_parts(log, s, level);
}

bool bounces_differ(const struct naive_log *log, const struct gp_stats *s, int level)
{
    const struct gp_pingpong *p = &s->pingpong[level];
    struct naive_bounces all = naive_ping_pong(log, level, NULL, NULL);
    uint64_t sum = 0;
    size_t i;

    for (i = 0; i < p->n; i++) {
        const struct gp_bounce_stat *g = &p->pair[i];
        const char *owner = name_of(s, (enum gp_level)level, g->owner);
        const char *via = name_of(s, (enum gp_level)level, g->via);
        struct naive_bounces w = naive_ping_pong(log, level, owner, via);

        sum += g->bounces;
        if (number_differs("bounces", owner, via, (int64_t)g->bounces,
                           (int64_t)w.bounces) ||
            number_differs("bounce cases", owner, via, (int64_t)g->cases,
                           (int64_t)w.cases) ||
            (log->has_time && spread_differs("away", owner, via, &g->away, &w.away)))
            return true;
        if (i != 0 && !ordered(g[-1].bounces, g->bounces,
                               name_of(s, (enum gp_level)level, g[-1].owner), owner,
                               name_of(s, (enum gp_level)level, g[-1].via), via))
            return differs("bounce \"%s\" \"%s\" stands in the wrong place", owner,
                           via);
    }
    return number_differs("bounces", "all", "", (int64_t)p->bounces,
                          (int64_t)all.bounces) ||
           number_differs("bounces", "sum", "", (int64_t)sum, (int64_t)all.bounces) ||
           number_differs("bounce cases", "all", "", (int64_t)p->cases,
                          (int64_t)all.cases) ||
           number_differs("turns", "all", "", (int64_t)p->handoffs,
                          (int64_t)all.handoffs) ||
           (log->has_time && spread_differs("away", "all", "", &p->away, &all.away));
}

bool owners_differ(const struct naive_log *log, const struct gp_stats *s, int level)
{
    size_t i;
    uint64_t events = 0, owned = 0;

    for (i = 0; i < log->n; i++)
        owned += *naive_name(&log->e[i], level) != '\0';
    for (i = 0; i < s->n_owners[level]; i++) {
        const struct gp_owner_stat *g = &s->owners[level][i];
        const char *name = name_of(s, (enum gp_level)level, g->owner);
        struct naive_owner w = naive_owner(log, level, name);

        events += g->events;
        if (number_differs("events", name, "", (int64_t)g->events, (int64_t)w.events) ||
            number_differs("cases", name, "", (int64_t)g->cases, (int64_t)w.cases) ||
            number_differs("activities", name, "", (int64_t)g->activities,
                           (int64_t)w.activities) ||
            number_differs("given", name, "", (int64_t)g->given, (int64_t)w.given) ||
            number_differs("received", name, "", (int64_t)g->received,
                           (int64_t)w.received) ||
            (log->has_time &&
             (number_differs("received wait", name, "", (int64_t)g->received_wait,
                             w.received_wait) ||
              number_differs("first", name, "", g->first, w.first) ||
              number_differs("last", name, "", g->last, w.last))))
            return true;
    }
    return number_differs("events", "all owners", "", (int64_t)events, (int64_t)owned);
}

/* Two neighbours share a rank when 0 lies in the interval of their difference; at the
 * very edge (2 us) either answer will do. */
static bool rank(const struct naive_log *log, const struct gp_stats *s,
                 const struct gp_bottleneck *b, uint32_t place)
{
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    const struct gp_link_stat *m = &s->links[b->level].stat[b[-1].link];
    size_t n = naive_cases(log), c;
    int64_t *x = calloc(2 * n, sizeof *x), *y = x + n, sum = 0;
    double half;
    bool may_share, must_share;

    naive_case_sums(log, (int)b->level, name_of(s, b->level, l->from),
                    name_of(s, b->level, l->to), x);
    naive_case_sums(log, (int)b->level, name_of(s, b->level, m->from),
                    name_of(s, b->level, m->to), y);
    for (c = 0; c < n; c++) {
        x[c] = y[c] - x[c];
        sum += x[c];
    }
    half = naive_half_width(x, n);
    free(x);
    may_share = (double)sum <= half * (1 + 1e-9) + 2;
    must_share = (double)sum <= half * (1 - 1e-9) - 2;
    if ((b->rank == b[-1].rank && may_share) || (b->rank == place && !must_share))
        return false;
    return differs("rank %u at place %u after rank %u: difference %lld +- %.0f",
                   (unsigned)b->rank, (unsigned)place, (unsigned)b[-1].rank,
                   (long long)sum, half);
}

static bool bottleneck(const struct naive_log *log, const struct gp_stats *s, size_t i)
{
    const struct gp_bottleneck *b = &s->bottlenecks.item[i];
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    const char *from = name_of(s, b->level, l->from);
    const char *to = name_of(s, b->level, l->to);
    size_t n = naive_cases(log), c, k;
    int64_t *sum = calloc(n, sizeof *sum), total = 0;
    double half;

    naive_case_sums(log, (int)b->level, from, to, sum);
    for (c = 0; c < n; c++)
        total += sum[c];
    half = naive_half_width(sum, n);
    free(sum);
    if (number_differs("total", from, to, (int64_t)b->total, total))
        return true;
    if (fabs((double)b->half_width - half) > 1 + 1e-9 * fabs(half))
        return differs("half width of \"%s\" \"%s\": mined %lld, naive %.1f", from, to,
                       (long long)b->half_width, half);
    for (k = 0; k < b->n_examples; k++) {
        uint32_t e = b->example[k];

        if (gp_level_id(s->log, b->level, e) != l->from ||
            gp_level_id(s->log, b->level, e + 1) != l->to ||
            gp_case_of_event(s->log, e) != gp_case_of_event(s->log, e + 1))
            return differs("example %zu of \"%s\" \"%s\" is not one", k, from, to);
        if (k != 0 &&
            gp_event_wait(s->log, b->example[k - 1]) < gp_event_wait(s->log, e))
            return differs("example %zu of \"%s\" \"%s\" is too late", k, from, to);
    }
    if (b->n_examples != 0 && gp_event_wait(s->log, b->example[0]) != l->wait.max)
        return differs("the longest of \"%s\" \"%s\" is missing", from, to);
    return number_differs("examples", from, to, (int64_t)b->n_examples,
                          l->count < GP_EVIDENCE ? (int64_t)l->count : GP_EVIDENCE);
}

bool bottlenecks_differ(const struct naive_log *log, const struct gp_stats *s)
{
    const struct gp_bottlenecks *all = &s->bottlenecks;
    size_t i;

    for (i = 0; i < all->n; i++) {
        const struct gp_bottleneck *b = &all->item[i];
        uint32_t place = (uint32_t)(i - all->first[b->level]) + 1;

        if (bottleneck(log, s, i) || (place == 1 && b->rank != 1) ||
            (place != 1 && rank(log, s, b, place)))
            return true;
        if (place != 1 && b[-1].total < b->total)
            return differs("bottleneck %zu stands in the wrong place", i);
    }
    return false;
}
