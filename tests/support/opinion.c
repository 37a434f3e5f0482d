/* opinion.c - see opinion.h. Names join the two sides: ids of the program mean nothing
 * to the naive one. */
#include "tests/support/opinion_parts.h"

#include <stdlib.h>
#include <string.h>

static bool activities(const struct naive_log *log, const struct gp_stats *s)
{
    uint64_t events = 0;
    size_t i;

    for (i = 0; i < s->n_activities; i++) {
        const struct gp_activity_stat *g = &s->activities[i];
        const char *a = name_of(s, GP_BY_ACTIVITY, g->activity);
        struct naive_activity w = naive_activity(log, a);

        events += g->events;
        if (number_differs("events", a, "", (int64_t)g->events, (int64_t)w.events) ||
            number_differs("cases", a, "", (int64_t)g->cases, (int64_t)w.cases) ||
            number_differs("starts", a, "", (int64_t)g->starts, (int64_t)w.starts) ||
            number_differs("ends", a, "", (int64_t)g->ends, (int64_t)w.ends) ||
            spread_differs("service", a, "", &g->service, &w.service) ||
            (log->has_time && spread_differs("wait after", a, "", &g->after, &w.after)))
            return true;
        if (i != 0 && !ordered(g[-1].events, g->events,
                               name_of(s, GP_BY_ACTIVITY, g[-1].activity), a, "", ""))
            return differs("activity \"%s\" stands in the wrong place", a);
    }
    return number_differs("events", "all activities", "", (int64_t)events,
                          (int64_t)log->n);
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
    bad = number_differs("cases of the path", case_name(log, c), "", (int64_t)v->count,
                         (int64_t)count) ||
          number_differs("hash of the path", case_name(log, c), "", (int64_t)v->hash,
                         (int64_t)path_hash(log, c));
    if (!bad && n_open == v->open && log->has_time)
        bad = spread_differs("duration", case_name(log, c), "", &v->duration, &w);
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
            bad = number_differs("open", name, "", s->cases.open[id], open);
        if (!log->has_time || bad)
            continue;
        bad = number_differs("start", name, "", s->cases.start[id],
                             naive_case_start(log, c)) ||
              number_differs("end", name, "", s->cases.end[id], naive_case_end(log, c));
        if (!open || o->include_open)
            spans[n_spans++] = naive_case_end(log, c) - naive_case_start(log, c);
    }
    w = naive_spread_of(spans, n_spans);
    free(spans);
    return bad || spread_differs("duration", "all cases", "", &s->cases.duration, &w) ||
           number_differs("open", "all cases", "", (int64_t)s->cases.n_open,
                          (int64_t)n_open);
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
        if (number_differs("age", name, "", g->age, age) ||
            number_differs("usual wait", name, "", g->usual_p95, usual) ||
            number_differs("stalled", name, "", g->stalled, usual >= 0 && age > usual))
            return true;
        if (i != 0 && (g[-1].age < g->age ||
                       (g[-1].age == g->age &&
                        strcmp(gp_stats_case(s, g[-1].case_id).at, name) >= 0)))
            return differs("open case %s stands in the wrong place", name);
    }
    return false;
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

        if (number_differs("rework", a, kind_name, (int64_t)g->occurrences,
                           (int64_t)w.occurrences) ||
            number_differs("rework cases", a, kind_name, (int64_t)g->cases,
                           (int64_t)w.cases) ||
            (log->has_time && spread_differs(kind_name, a, "time", &g->time, &w.time)))
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
    return number_differs("rows", "rework", "", (int64_t)s->n_rework, (int64_t)found);
}

static bool whole(const struct naive_log *log, const struct gp_stats *s)
{
    int64_t waiting = 0, time = 0;
    size_t i, c;

    for (i = 0; i < log->n; i++)
        waiting += naive_has_next(log, i) ? naive_wait(log, i) : 0;
    for (c = 0; c < naive_cases(log); c++)
        time += naive_case_end(log, c) - naive_case_start(log, c);
    return number_differs("waiting", "all", "", (int64_t)s->all_waiting, waiting) ||
           number_differs("case time", "all", "", (int64_t)s->all_case_time, time) ||
           number_differs("cases", "all", "", (int64_t)s->log->n_cases,
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
        if (number_differs("arrivals", "bucket", "", (int64_t)t->arrivals[i],
                           (int64_t)arrivals) ||
            number_differs("endings", "bucket", "", (int64_t)t->endings[i],
                           (int64_t)endings) ||
            number_differs("in progress", "bucket", "", (int64_t)t->in_progress[i],
                           (int64_t)inside))
            return true;
    }
    return log->has_time &&
           number_differs("events", "timeline", "", (int64_t)events, (int64_t)log->n);
}

const char *opinion_differs(const struct naive_log *naive, const struct gp_stats *s,
                            const struct gp_mine_options *options)
{
    int level;

    if (whole(naive, s) || activities(naive, s) || variants(naive, s) ||
        cases(naive, s, options) || open_cases(naive, s, options) || rework(naive, s) ||
        bottlenecks_differ(naive, s) || timeline(naive, s, options))
        return difference();
    for (level = NAIVE_ACTIVITY; level <= NAIVE_GROUP; level++)
        if (links_differ(naive, s, level) ||
            (level != NAIVE_ACTIVITY &&
             (bounces_differ(naive, s, level) || owners_differ(naive, s, level))))
            return difference();
    return NULL;
}
