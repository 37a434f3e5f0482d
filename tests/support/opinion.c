/* opinion.c - see opinion.h. Names join the two sides: ids of the program mean nothing
 * to the naive one. */
#include "tests/support/opinion.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char sentence[512];

__attribute__((format(printf, 1, 2))) static bool differs(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return true;
}

static bool number(const char *what, const char *of, const char *with, int64_t got,
                   int64_t want)
{
    return got != want && differs("%s of \"%s\" \"%s\": mined %lld, naive %lld", what,
                                  of, with, (long long)got, (long long)want);
}

/* Where spans are negative (overlaps), a half may round either way by 1 us. */
static bool near(int64_t got, int64_t want)
{
    return got == want || (want < 0 && llabs(got - want) <= 1);
}

static bool spread(const char *what, const char *of, const char *with,
                   const struct gp_spread *g, const struct naive_spread *w)
{
    if (g->count == w->count && (int64_t)g->sum == w->sum && near(g->mean, w->mean) &&
        g->min == w->min && near(g->p25, w->p25) && near(g->median, w->median) &&
        near(g->p75, w->p75) && near(g->p90, w->p90) && near(g->p95, w->p95) &&
        g->max == w->max)
        return false;
    return differs(
        "%s of \"%s\" \"%s\": mined n %llu sum %lld p25 %lld median %lld max "
        "%lld, naive n %llu sum %lld p25 %lld median %lld max %lld",
        what, of, with, (unsigned long long)g->count, (long long)g->sum,
        (long long)g->p25, (long long)g->median, (long long)g->max,
        (unsigned long long)w->count, (long long)w->sum, (long long)w->p25,
        (long long)w->median, (long long)w->max);
}

static const char *name_of(const struct gp_stats *s, enum gp_level level, uint32_t id)
{
    return gp_stats_name(s, level, id).at;
}

/* a stands before b: by count descending, then by the two names. */
static bool ordered(uint64_t count_a, uint64_t count_b, const char *a1, const char *b1,
                    const char *a2, const char *b2)
{
    int c = strcmp(a1, b1);

    if (count_a != count_b)
        return count_a > count_b;
    return c < 0 || (c == 0 && strcmp(a2, b2) < 0);
}

static bool activities(const struct naive_log *log, const struct gp_stats *s)
{
    uint64_t events = 0;
    size_t i;

    for (i = 0; i < s->n_activities; i++) {
        const struct gp_activity_stat *g = &s->activities[i];
        const char *a = name_of(s, GP_BY_ACTIVITY, g->activity);
        struct naive_activity w = naive_activity(log, a);

        events += g->events;
        if (number("events", a, "", (int64_t)g->events, (int64_t)w.events) ||
            number("cases", a, "", (int64_t)g->cases, (int64_t)w.cases) ||
            number("starts", a, "", (int64_t)g->starts, (int64_t)w.starts) ||
            number("ends", a, "", (int64_t)g->ends, (int64_t)w.ends) ||
            spread("service", a, "", &g->service, &w.service) ||
            (log->has_time && spread("wait after", a, "", &g->after, &w.after)))
            return true;
        if (i != 0 && !ordered(g[-1].events, g->events,
                               name_of(s, GP_BY_ACTIVITY, g[-1].activity), a, "", ""))
            return differs("activity \"%s\" stands in the wrong place", a);
    }
    return number("events", "all activities", "", (int64_t)events, (int64_t)log->n);
}

static bool link_parts(const struct naive_log *log, const struct gp_stats *s, int level)
{
    static const char *const word[] = {"pair", "resource", "group"};
    const struct gp_links *links = &s->links[level];
    struct naive_link un = naive_link(log, level, NAIVE_UNASSIGNED, "", "");
    struct naive_link same = naive_link(log, level, NAIVE_SAME, "", "");
    uint64_t sum = links->unassigned.count + links->same.count;
    size_t i;

    if (level == NAIVE_RESOURCE ? !log->has_resource
                                : level == NAIVE_GROUP && !log->has_group)
        return number("links without owners", word[level], "", (int64_t)links->n, 0);
    for (i = 0; i < links->n; i++)
        sum += links->stat[i].count;
    return spread("unassigned", word[level], "", &links->unassigned.wait, &un.wait) ||
           number("unassigned cases", word[level], "", (int64_t)links->unassigned.cases,
                  (int64_t)un.cases) ||
           spread("same", word[level], "", &links->same.wait, &same.wait) ||
           number("same cases", word[level], "", (int64_t)links->same.cases,
                  (int64_t)same.cases) ||
           number("links", word[level], "", (int64_t)sum,
                  (int64_t)(log->n - naive_cases(log))) ||
           (log->has_time &&
            number("overlaps", word[level], "", (int64_t)links->overlaps,
                   (int64_t)naive_overlaps(log)));
}

static bool links(const struct naive_log *log, const struct gp_stats *s, int level)
{
    const struct gp_links *all = &s->links[level];
    size_t i;

    for (i = 0; i < all->n; i++) {
        const struct gp_link_stat *g = &all->stat[i];
        const char *from = name_of(s, (enum gp_level)level, g->from);
        const char *to = name_of(s, (enum gp_level)level, g->to);
        struct naive_link w = naive_link(log, level, NAIVE_PAIR, from, to);

        if (number("count", from, to, (int64_t)g->count, (int64_t)w.count) ||
            number("cases", from, to, (int64_t)g->cases, (int64_t)w.cases) ||
            spread("wait", from, to, &g->wait, &w.wait))
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

static const char *case_name(const struct naive_log *log, size_t c)
{
    size_t first, n;

    naive_case(log, c, &first, &n);
    return log->e[first].case_id;
}

/* FNV-1a over the names, each followed by a zero byte. */
static uint64_t path_hash(const struct naive_log *log, size_t c)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    size_t first, n, i, k;

    naive_case(log, c, &first, &n);
    for (i = first; i < first + n; i++)
        for (k = 0; k <= strlen(log->e[i].activity); k++) {
            h ^= (unsigned char)log->e[i].activity[k];
            h *= UINT64_C(0x100000001b3);
        }
    return h;
}

static bool variant(const struct naive_log *log, const struct gp_stats *s, size_t c,
                    uint32_t id)
{
    const struct gp_variant *v = &s->variants.variant[s->variants.of_case[id]];
    int64_t *spans = calloc(naive_cases(log), sizeof *spans);
    struct naive_spread w;
    size_t k, n_spans = 0, n_open = 0, count = 0;
    bool bad;

    for (k = 0; k < naive_cases(log); k++) {
        uint32_t other = gp_dict_find(&s->log->cases, gp_slice(case_name(log, k)));
        bool open = s->cases.open != NULL && s->cases.open[other];

        if (!naive_same_path(log, c, k))
            continue;
        /* Cases stand in the order of their ids here, as the examples shall. */
        if (count < GP_VARIANT_EXAMPLES && v->example[count] != other) {
            free(spans);
            return differs("example %zu of the path of case %s", count,
                           case_name(log, c));
        }
        count++;
        n_open += open;
        if (!open)
            spans[n_spans++] = naive_case_end(log, k) - naive_case_start(log, k);
    }
    w = naive_spread_of(spans, log->has_time ? n_spans : 0);
    free(spans);
    bad = number("cases of the path", case_name(log, c), "", (int64_t)v->count,
                 (int64_t)count) ||
          number("hash of the path", case_name(log, c), "", (int64_t)v->hash,
                 (int64_t)path_hash(log, c));
    if (!bad && n_open == v->open && log->has_time)
        bad = spread("duration", case_name(log, c), "", &v->duration, &w);
    return bad;
}

static int path_order(const struct gp_stats *s, const struct gp_variant *a,
                      const struct gp_variant *b)
{
    size_t i;

    for (i = 0; i < a->length && i < b->length; i++) {
        int c = strcmp(name_of(s, GP_BY_ACTIVITY, a->path[i]),
                       name_of(s, GP_BY_ACTIVITY, b->path[i]));

        if (c != 0)
            return c;
    }
    return a->length < b->length ? -1 : a->length > b->length;
}

static bool variants(const struct naive_log *log, const struct gp_stats *s)
{
    size_t c, i;

    for (c = 0; c < naive_cases(log); c++)
        if (variant(log, s, c,
                    gp_dict_find(&s->log->cases, gp_slice(case_name(log, c)))))
            return true;
    for (i = 1; i < s->variants.n; i++) {
        const struct gp_variant *v = &s->variants.variant[i];

        if (v[-1].count < v->count ||
            (v[-1].count == v->count && path_order(s, v - 1, v) >= 0))
            return differs("variant %zu stands in the wrong place", i);
    }
    return false;
}

static bool ends_open(const struct naive_log *log, size_t c,
                      const struct gp_mine_options *o)
{
    size_t first, n, i;

    naive_case(log, c, &first, &n);
    for (i = 0; i < o->n_ends; i++)
        if (strcmp(log->e[first + n - 1].activity, o->ends[i]) == 0)
            return false;
    return o->n_ends != 0;
}

static bool cases(const struct naive_log *log, const struct gp_stats *s,
                  const struct gp_mine_options *o)
{
    int64_t *spans = calloc(naive_cases(log), sizeof *spans);
    size_t c, n_spans = 0, n_open = 0;
    struct naive_spread w;
    bool bad = false;

    for (c = 0; c < naive_cases(log) && !bad; c++) {
        const char *name = case_name(log, c);
        uint32_t id = gp_dict_find(&s->log->cases, gp_slice(name));
        bool open = ends_open(log, c, o);

        n_open += open;
        if (s->cases.open != NULL || open)
            bad = number("open", name, "", s->cases.open[id], open);
        if (!log->has_time || bad)
            continue;
        bad = number("start", name, "", s->cases.start[id], naive_case_start(log, c)) ||
              number("end", name, "", s->cases.end[id], naive_case_end(log, c));
        if (!open || o->include_open)
            spans[n_spans++] = naive_case_end(log, c) - naive_case_start(log, c);
    }
    w = naive_spread_of(spans, n_spans);
    free(spans);
    return bad || spread("duration", "all cases", "", &s->cases.duration, &w) ||
           number("open", "all cases", "", (int64_t)s->cases.n_open, (int64_t)n_open);
}

static bool open_cases(const struct naive_log *log, const struct gp_stats *s,
                       const struct gp_mine_options *o)
{
    size_t i, c;

    for (i = 0; i < s->cases.n_open && log->has_time; i++) {
        const struct gp_open_case *g = &s->cases.open_case[i];
        const char *name = gp_stats_case(s, g->case_id).at;
        struct naive_activity a;
        int64_t age, usual, now = s->cases.last;
        size_t first, n;

        for (c = 0; strcmp(case_name(log, c), name) != 0; c++)
            continue;
        naive_case(log, c, &first, &n);
        a = naive_activity(log, log->e[first + n - 1].activity);
        now = o->now != INT64_MIN ? o->now : now;
        age = now - naive_case_end(log, c);
        usual = a.after.count >= 20 ? a.after.p95 : -1;
        if (number("age", name, "", g->age, age) ||
            number("usual wait", name, "", g->usual_p95, usual) ||
            number("stalled", name, "", g->stalled, usual >= 0 && age > usual))
            return true;
        if (i != 0 && (g[-1].age < g->age ||
                       (g[-1].age == g->age &&
                        strcmp(gp_stats_case(s, g[-1].case_id).at, name) >= 0)))
            return differs("open case %s stands in the wrong place", name);
    }
    return false;
}

static bool bounces(const struct naive_log *log, const struct gp_stats *s, int level)
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
        if (number("bounces", owner, via, (int64_t)g->bounces, (int64_t)w.bounces) ||
            number("bounce cases", owner, via, (int64_t)g->cases, (int64_t)w.cases) ||
            (log->has_time && spread("away", owner, via, &g->away, &w.away)))
            return true;
        if (i != 0 && !ordered(g[-1].bounces, g->bounces,
                               name_of(s, (enum gp_level)level, g[-1].owner), owner,
                               name_of(s, (enum gp_level)level, g[-1].via), via))
            return differs("bounce \"%s\" \"%s\" stands in the wrong place", owner,
                           via);
    }
    return number("bounces", "all", "", (int64_t)p->bounces, (int64_t)all.bounces) ||
           number("bounces", "sum", "", (int64_t)sum, (int64_t)all.bounces) ||
           number("bounce cases", "all", "", (int64_t)p->cases, (int64_t)all.cases) ||
           number("turns", "all", "", (int64_t)p->handoffs, (int64_t)all.handoffs) ||
           (log->has_time && spread("away", "all", "", &p->away, &all.away));
}

static bool rework(const struct naive_log *log, const struct gp_stats *s)
{
    size_t i, k, found = 0;
    int kind;

    for (i = 0; i < s->n_rework; i++) {
        const struct gp_rework_stat *g = &s->rework[i];
        const char *a = name_of(s, GP_BY_ACTIVITY, g->activity);
        struct naive_rework w = naive_rework(log, (int)g->kind, a);
        const char *kind_name = gp_rework_name(g->kind);

        if (number("rework", a, kind_name, (int64_t)g->occurrences,
                   (int64_t)w.occurrences) ||
            number("rework cases", a, kind_name, (int64_t)g->cases, (int64_t)w.cases) ||
            (log->has_time && spread(kind_name, a, "time", &g->time, &w.time)))
            return true;
        if (i != 0 && g[-1].kind >= g->kind &&
            (g[-1].kind > g->kind ||
             !ordered(g[-1].occurrences, g->occurrences,
                      name_of(s, GP_BY_ACTIVITY, g[-1].activity), a, "", "")))
            return differs("rework \"%s\" stands in the wrong place", a);
    }
    for (kind = 0; kind < GP_REWORK_KINDS; kind++)
        for (i = 0; i < s->n_activities; i++) {
            uint32_t id = s->activities[i].activity;
            bool end = false;

            for (k = 0; k < s->n_ends; k++)
                end |= s->ends[k] == id;
            if (kind != GP_REOPEN || end)
                found +=
                    naive_rework(log, kind, name_of(s, GP_BY_ACTIVITY, id)).cases != 0;
        }
    return number("rows", "rework", "", (int64_t)s->n_rework, (int64_t)found);
}

static bool owners(const struct naive_log *log, const struct gp_stats *s, int level)
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
        if (number("events", name, "", (int64_t)g->events, (int64_t)w.events) ||
            number("cases", name, "", (int64_t)g->cases, (int64_t)w.cases) ||
            number("activities", name, "", (int64_t)g->activities,
                   (int64_t)w.activities) ||
            number("given", name, "", (int64_t)g->given, (int64_t)w.given) ||
            number("received", name, "", (int64_t)g->received, (int64_t)w.received) ||
            (log->has_time && (number("received wait", name, "",
                                      (int64_t)g->received_wait, w.received_wait) ||
                               number("first", name, "", g->first, w.first) ||
                               number("last", name, "", g->last, w.last))))
            return true;
    }
    return number("events", "all owners", "", (int64_t)events, (int64_t)owned);
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
    if (number("total", from, to, (int64_t)b->total, total))
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
    return number("examples", from, to, (int64_t)b->n_examples,
                  l->count < GP_EVIDENCE ? (int64_t)l->count : GP_EVIDENCE);
}

static bool bottlenecks(const struct naive_log *log, const struct gp_stats *s)
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

static bool whole(const struct naive_log *log, const struct gp_stats *s)
{
    int64_t waiting = 0, time = 0;
    size_t i, c;

    for (i = 0; i < log->n; i++)
        waiting += naive_has_next(log, i) ? naive_wait(log, i) : 0;
    for (c = 0; c < naive_cases(log); c++)
        time += naive_case_end(log, c) - naive_case_start(log, c);
    return number("waiting", "all", "", (int64_t)s->all_waiting, waiting) ||
           number("case time", "all", "", (int64_t)s->all_case_time, time) ||
           number("cases", "all", "", (int64_t)s->log->n_cases,
                  (int64_t)naive_cases(log));
}

static bool timeline(const struct naive_log *log, const struct gp_stats *s,
                     const struct gp_mine_options *o)
{
    const struct gp_timeline *t = &s->timeline;
    size_t i, c;
    uint64_t events = 0;

    for (i = 0; i < t->n; i++) {
        int64_t from = t->origin + (int64_t)i * t->step, to = from + t->step;
        uint64_t arrivals = 0, endings = 0, inside = 0;

        for (c = 0; c < naive_cases(log); c++) {
            int64_t start = naive_case_start(log, c), end = naive_case_end(log, c);
            bool open = ends_open(log, c, o);

            arrivals += start >= from && start < to;
            endings += !open && end >= from && end < to;
            inside += start < to && (open || end >= to);
        }
        events += t->events[i];
        if (number("arrivals", "bucket", "", (int64_t)t->arrivals[i],
                   (int64_t)arrivals) ||
            number("endings", "bucket", "", (int64_t)t->endings[i], (int64_t)endings) ||
            number("in progress", "bucket", "", (int64_t)t->in_progress[i],
                   (int64_t)inside))
            return true;
    }
    return log->has_time &&
           number("events", "timeline", "", (int64_t)events, (int64_t)log->n);
}

const char *opinion_differs(const struct naive_log *naive, const struct gp_stats *s,
                            const struct gp_mine_options *options)
{
    int level;

    sentence[0] = '\0';
    if (whole(naive, s) || activities(naive, s) || variants(naive, s) ||
        cases(naive, s, options) || open_cases(naive, s, options) || rework(naive, s) ||
        bottlenecks(naive, s) || timeline(naive, s, options))
        return sentence;
    for (level = NAIVE_ACTIVITY; level <= NAIVE_GROUP; level++)
        if (links(naive, s, level) ||
            (level != NAIVE_ACTIVITY &&
             (bounces(naive, s, level) || owners(naive, s, level))))
            return sentence;
    return NULL;
}
