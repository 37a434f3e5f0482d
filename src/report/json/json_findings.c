/* json_findings.c - the sections of report.json about handoffs, waiting, rework, open
 * cases and the course of time. Line numbers stay out: they live in tables/evidence.csv
 * and on the page, so that shuffling the rows of different cases changes no byte here.
 */
#include "report/json/json_parts.h"

static bool has_level(const struct gp_stats *s, enum gp_level level)
{
    return level == GP_BY_RESOURCE ? s->log->has_resource : s->log->has_group;
}

/* {"count": links, "cases": cases, "wait": SPREAD} */
static void unassigned(struct gp_json *j, const struct gp_stats *s, enum gp_level level)
{
    const struct gp_link_stat *l = &s->links[level].unassigned;

    if (!has_level(s, level)) {
        gp_json_null(j, gp_level_word(level));
        return;
    }
    gp_json_open(j, gp_level_word(level), '{');
    gp_json_count(j, "count", l->count);
    gp_json_count(j, "cases", l->cases);
    gp_json_times(j, "wait", s, &l->wait);
    gp_json_close(j);
}

static void bounce_pairs(struct gp_json *j, const struct gp_stats *s,
                         const struct gp_pingpong *p)
{
    size_t i;

    gp_json_open(j, "pairs", '[');
    for (i = 0; i < p->n; i++) {
        const struct gp_bounce_stat *b = &p->pair[i];

        gp_json_open(j, NULL, '{');
        gp_json_string(j, "owner", gp_stats_name(s, p->level, b->owner));
        gp_json_string(j, "via", gp_stats_name(s, p->level, b->via));
        gp_json_count(j, "count", b->bounces);
        gp_json_count(j, "cases", b->cases);
        gp_json_times(j, "away", s, &b->away);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void ping_pong(struct gp_json *j, const struct gp_stats *s, enum gp_level level)
{
    const struct gp_pingpong *p = &s->pingpong[level];

    if (!has_level(s, level)) {
        gp_json_null(j, gp_level_word(level));
        return;
    }
    gp_json_open(j, gp_level_word(level), '{');
    gp_json_count(j, "bounces", p->bounces);
    gp_json_count(j, "cases", p->cases);
    gp_json_count(j, "handoffs", p->handoffs);
    gp_json_share(j, "share", p->bounces, p->handoffs);
    gp_json_times(j, "away", s, &p->away);
    bounce_pairs(j, s, p);
    gp_json_close(j);
}

void gp_json_handoffs(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;

    gp_json_open(j, "handoffs", '{');
    gp_json_links(j, "resource", s, GP_BY_RESOURCE);
    gp_json_links(j, "group", s, GP_BY_GROUP);
    gp_json_open(j, "unassigned", '{');
    unassigned(j, s, GP_BY_RESOURCE);
    unassigned(j, s, GP_BY_GROUP);
    gp_json_close(j);
    gp_json_open(j, "ping_pong", '{');
    ping_pong(j, s, GP_BY_RESOURCE);
    ping_pong(j, s, GP_BY_GROUP);
    gp_json_close(j);
    gp_json_close(j);
}

/* Case ids of the longest links, longest first; a case stands once. */
static void examples(struct gp_json *j, const struct gp_stats *s,
                     const struct gp_bottleneck *b)
{
    size_t i, k;

    gp_json_open_flat(j, "examples", '[');
    for (i = 0; i < b->n_examples; i++) {
        uint32_t c = gp_case_of_event(s->log, b->example[i]);

        for (k = 0; k < i; k++)
            if (gp_case_of_event(s->log, b->example[k]) == c)
                break;
        if (k == i)
            gp_json_string(j, NULL, gp_stats_case(s, c));
    }
    gp_json_close(j);
}

static void bottleneck(struct gp_json *j, const struct gp_stats *s,
                       const struct gp_bottleneck *b)
{
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    struct gp_text id = {0};

    gp_bottleneck_id(&id, b);
    gp_json_open(j, NULL, '{');
    gp_json_text_take(j, "id", &id);
    gp_json_z(j, "level", gp_level_word(b->level));
    gp_json_count(j, "rank", b->rank);
    gp_json_string(j, "from", gp_stats_name(s, b->level, l->from));
    gp_json_string(j, "to", gp_stats_name(s, b->level, l->to));
    gp_json_count(j, "count", l->count);
    gp_json_count(j, "cases", l->cases);
    gp_json_seconds(j, "total", b->total);
    gp_json_open_flat(j, "interval", '[');
    gp_json_seconds(j, NULL, gp_bottleneck_low(b));
    gp_json_seconds(j, NULL, b->total + b->half_width);
    gp_json_close(j);
    gp_json_seconds(j, "median", l->wait.median);
    gp_json_seconds(j, "p90", l->wait.p90);
    gp_json_share(j, "share_of_waiting", b->total, b->all_waiting);
    gp_json_share(j, "share_of_case_time", b->total, b->all_case_time);
    examples(j, s, b);
    gp_json_close(j);
}

void gp_json_bottlenecks(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;
    size_t i;

    gp_json_open(j, "bottlenecks", '[');
    for (i = 0; s->log->has_time && i < s->bottlenecks.n; i++)
        bottleneck(j, s, &s->bottlenecks.item[i]);
    gp_json_close(j);
}

static void wait_part(struct gp_json *j, const char *key, const struct gp_stats *s,
                      uint64_t links, gp_i128 us)
{
    gp_json_open_flat(j, key, '{');
    gp_json_count(j, "links", links);
    gp_json_seconds(j, "total", us);
    gp_json_share(j, "share", us, s->all_waiting);
    gp_json_close(j);
}

void gp_json_waits(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;
    enum gp_level level;

    if (!s->log->has_time) {
        gp_json_null(j, "waits");
        return;
    }
    gp_json_open(j, "waits", '{');
    gp_json_seconds(j, "total", s->all_waiting);
    gp_json_bool(j, "includes_service", !s->log->has_start);
    gp_json_open(j, "by_level", '{');
    for (level = GP_BY_RESOURCE; level <= GP_BY_GROUP; level++) {
        struct gp_links_split w = gp_links_split(&s->links[level]);

        if (!has_level(s, level)) {
            gp_json_null(j, gp_level_word(level));
            continue;
        }
        gp_json_open(j, gp_level_word(level), '{');
        wait_part(j, "different", s, w.between, w.between_us);
        wait_part(j, "same", s, w.same, w.same_us);
        wait_part(j, "unassigned", s, w.unassigned, w.unassigned_us);
        gp_json_close(j);
    }
    gp_json_close(j);
    gp_json_causes(j, f);
    gp_json_close(j);
}

void gp_json_rework(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;
    size_t i;

    gp_json_open(j, "rework", '[');
    for (i = 0; i < s->n_rework; i++) {
        const struct gp_rework_stat *r = &s->rework[i];

        gp_json_open(j, NULL, '{');
        gp_json_z(j, "kind", gp_rework_name(r->kind));
        gp_json_string(j, "activity", gp_stats_name(s, GP_BY_ACTIVITY, r->activity));
        gp_json_count(j, "cases", r->cases);
        gp_json_count(j, "occurrences", r->occurrences);
        gp_json_times(j, "time", s, &r->time);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void open_case(struct gp_json *j, const struct gp_stats *s,
                      const struct gp_open_case *o)
{
    gp_json_open_flat(j, NULL, '{');
    gp_json_string(j, "case", gp_stats_case(s, o->case_id));
    gp_json_string(
        j, "last_activity",
        gp_stats_name(s, GP_BY_ACTIVITY, gp_id(s->log->activity, o->last_event)));
    if (s->log->has_time) {
        gp_json_instant(j, "since", s->cases.end[o->case_id]);
        gp_json_seconds(j, "age", o->age);
    } else {
        gp_json_null(j, "since");
        gp_json_null(j, "age");
    }
    if (s->log->has_time && o->usual_p95 >= 0)
        gp_json_seconds(j, "usual_p95", o->usual_p95);
    else
        gp_json_null(j, "usual_p95");
    gp_json_bool(j, "stalled", o->stalled);
    gp_json_close(j);
}

void gp_json_open_cases(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;
    size_t i;

    gp_json_open(j, "open_cases", '[');
    for (i = 0; i < s->cases.n_open; i++)
        open_case(j, s, &s->cases.open_case[i]);
    gp_json_close(j);
}

void gp_json_timeline(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_timeline *t = &f->stats->timeline;
    size_t i;

    if (!f->stats->log->has_time) {
        gp_json_null(j, "timeline");
        return;
    }
    gp_json_open(j, "timeline", '{');
    gp_json_seconds(j, "step", t->step);
    gp_json_open(j, "buckets", '[');
    for (i = 0; i < t->n; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_instant(j, "from", t->origin + (int64_t)i * t->step);
        gp_json_count(j, "arrivals", t->arrivals[i]);
        gp_json_count(j, "endings", t->endings[i]);
        gp_json_count(j, "in_progress", t->in_progress[i]);
        gp_json_count(j, "events", t->events[i]);
        gp_json_close(j);
    }
    gp_json_close(j);
    gp_json_close(j);
}
