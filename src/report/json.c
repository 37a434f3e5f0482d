/* json.c - report.json: what was found, for other programs (design 5).
 *
 * One function a section, in the order of the contract. Nothing here depends on the
 * order of rows of different cases: no line numbers, no ids by first appearance; ties
 * are broken by names. Where a log has no times, what would tell of time is null.
 */
#include "base/json.h"
#include "base/path.h"
#include "report/json.h"
#include "report/json/json_parts.h"

#include <string.h>

static void column(struct gp_json *j, const struct gp_source_found *src,
                   enum gp_role role)
{
    gp_json_z(j, gp_role_name(role),
              src->role[role].column >= 0 ? src->role[role].header : NULL);
}

static void source(struct gp_json *j, const struct gp_source_found *src)
{
    const char delimiter[2] = {src->dialect.delimiter, '\0'};

    gp_json_open(j, NULL, '{');
    gp_json_string(j, "file", gp_base_name(src->name));
    gp_json_count(j, "bytes", src->bytes);
    gp_json_count(j, "rows", src->counts.records);
    gp_json_z(j, "shape", gp_shape_name(src->shape));
    gp_json_z(j, "encoding", src->dialect.encoding);
    gp_json_z(j, "delimiter", delimiter[0] != '\0' ? delimiter : NULL);
    gp_json_open_flat(j, "columns", '{');
    column(j, src, GP_ROLE_CASE);
    column(j, src, GP_ROLE_ACTIVITY);
    column(j, src, GP_ROLE_TIME);
    column(j, src, GP_ROLE_START);
    column(j, src, GP_ROLE_RESOURCE);
    column(j, src, GP_ROLE_GROUP);
    column(j, src, GP_ROLE_LIFECYCLE);
    gp_json_close(j);
    gp_json_z(j, "time_format", src->time_format);
    gp_json_z(j, "tz", src->tz);
    if (src->preset != NULL)
        gp_json_z(j, "preset", src->preset);
    gp_json_close(j);
}

static void sources(struct gp_json *j, const struct gp_facts *f)
{
    size_t i;

    gp_json_open(j, "sources", '[');
    for (i = 0; i < f->ingest->n_sources; i++)
        source(j, &f->ingest->sources[i]);
    gp_json_close(j);
}

/* Only with --filter. */
static void filter(struct gp_json *j, const struct gp_filtered *f)
{
    size_t i;

    if (f == NULL)
        return;
    gp_json_open(j, "filter", '{');
    gp_json_open(j, "expressions", '[');
    for (i = 0; i < f->n; i++)
        gp_json_z(j, NULL, f->expression[i]);
    gp_json_close(j);
    gp_json_count(j, "cases_read", f->cases_read);
    gp_json_count(j, "cases_kept", f->cases);
    gp_json_count(j, "events_read", f->events_read);
    gp_json_count(j, "events_kept", f->events);
    gp_json_count(j, "rows_left_out", f->rows);
    gp_json_open(j, "parts", '[');
    for (i = 0; i < f->n_parts; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_z(j, "part", f->part[i].text);
        gp_json_count(j, "cases", f->part[i].cases);
        gp_json_close(j);
    }
    gp_json_close(j);
    gp_json_close(j);
}

static void check_rows(struct gp_json *j, const struct gp_check *c)
{
    size_t i;

    gp_json_open(j, "rows", '[');
    for (i = 0; i < c->n_rows; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_string(j, "file", gp_base_name(c->row[i].file));
        gp_json_count(j, "line", c->row[i].line);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void check(struct gp_json *j, const struct gp_check *c, bool with_rows)
{
    gp_json_open(j, NULL, '{');
    gp_json_z(j, "name", c->name);
    gp_json_count(j, "count", c->count);
    if (c->of_what != NULL) {
        gp_json_count(j, "of", c->of);
        gp_json_z(j, "unit", c->of_what);
        gp_json_share(j, "share", (gp_i128)c->count, (gp_i128)c->of);
    }
    if (c->found.len != 0)
        gp_json_string(j, "found", gp_slice_n(c->found.at, c->found.len));
    if (with_rows && c->n_rows != 0)
        check_rows(j, c);
    gp_json_z(j, "effect", gp_text_z(&c->effect));
    gp_json_z(j, "fix", gp_text_z(&c->fix));
    gp_json_close(j);
}

/* Of --cases; left out without it. */
static void joined(struct gp_json *j, const struct gp_case_join *c)
{
    gp_json_open_flat(j, "cases_joined", '{');
    gp_json_count(j, "rows", c->rows);
    gp_json_count(j, "joined", c->rows - c->unmatched - c->repeated);
    gp_json_count(j, "without_case", c->unmatched);
    gp_json_count(j, "repeated", c->repeated);
    gp_json_count(j, "damaged", c->rejected);
    gp_json_count(j, "cases_without_row", c->cases_without);
    gp_json_close(j);
}

static void quality(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_ingest_result *in = f->ingest;
    size_t i;
    enum gp_reject r;

    gp_json_open(j, "quality", '{');
    gp_json_count(j, "rows", in->rows);
    gp_json_count(j, "used", in->used);
    gp_json_count(j, "rejected", gp_rejects_total(&in->rejects));
    gp_json_count(j, "ignored", in->ignored);
    gp_json_open_flat(j, "reasons", '{');
    for (r = 0; r < GP_REJECT_KINDS; r++)
        if (in->rejects.count[r] != 0)
            gp_json_count(j, gp_reject_name(r), in->rejects.count[r]);
    gp_json_close(j);
    gp_json_count(j, "events", in->events);
    gp_json_count(j, "running", in->running);
    gp_json_count(j, "ties", f->stats->log->n_ties);
    gp_json_count(j, "overlaps", f->stats->links[GP_BY_ACTIVITY].overlaps);
    if (in->joined.rows != 0)
        joined(j, &in->joined);
    gp_json_open(j, "checks", '[');
    for (i = 0; f->checks != NULL && i < f->checks->n; i++)
        check(j, &f->checks->check[i], f->check_rows);
    gp_json_close(j);
    gp_json_close(j);
}

void gp_json_times(struct gp_json *j, const char *key, const struct gp_stats *s,
                   const struct gp_spread *spread)
{
    if (s->log->has_time && spread->count != 0)
        gp_json_spread(j, key, spread);
    else
        gp_json_null(j, key);
}

static void log_section(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;

    gp_json_open(j, "log", '{');
    gp_json_count(j, "events", s->log->n);
    gp_json_count(j, "cases", s->log->n_cases);
    gp_json_count(j, "activities", s->log->activities.n);
    gp_json_count(j, "variants", s->variants.n);
    gp_json_count(j, "resources", s->log->resources.n);
    gp_json_count(j, "groups", s->log->groups.n);
    if (s->log->has_time) {
        gp_json_instant(j, "first", s->cases.first);
        gp_json_instant(j, "last", s->cases.last);
    } else {
        gp_json_null(j, "first");
        gp_json_null(j, "last");
    }
    gp_json_count(j, "open_cases", s->cases.n_open);
    gp_json_times(j, "case_duration", s, &s->cases.duration);
    gp_json_close(j);
}

static void activities(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;
    size_t i;

    gp_json_open(j, "activities", '[');
    for (i = 0; i < s->n_activities; i++) {
        const struct gp_activity_stat *a = &s->activities[i];

        gp_json_open(j, NULL, '{');
        gp_json_string(j, "name", gp_stats_name(s, GP_BY_ACTIVITY, a->activity));
        gp_json_count(j, "events", a->events);
        gp_json_count(j, "cases", a->cases);
        gp_json_count(j, "starts", a->starts);
        gp_json_count(j, "ends", a->ends);
        gp_json_times(j, "service", s, &a->service);
        gp_json_close(j);
    }
    gp_json_close(j);
}

void gp_json_links(struct gp_json *j, const char *key, const struct gp_stats *s,
                   enum gp_level level)
{
    const struct gp_links *links = &s->links[level];
    size_t i;

    gp_json_open(j, key, '[');
    for (i = 0; i < links->n; i++) {
        const struct gp_link_stat *l = &links->stat[i];

        gp_json_open(j, NULL, '{');
        gp_json_string(j, "from", gp_stats_name(s, level, l->from));
        gp_json_string(j, "to", gp_stats_name(s, level, l->to));
        gp_json_count(j, "count", l->count);
        gp_json_count(j, "cases", l->cases);
        gp_json_times(j, "wait", s, &l->wait);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void follows(struct gp_json *j, const struct gp_facts *f)
{
    gp_json_links(j, "directly_follows", f->stats, GP_BY_ACTIVITY);
}

enum { MOST_STEPS = 1000 }; /* of a path: the whole stands in tables/variants.csv */

static void variant(struct gp_json *j, const struct gp_stats *s,
                    const struct gp_variant *v, uint64_t rank, uint64_t so_far)
{
    struct gp_text id = {0};
    size_t i;

    gp_variant_id(&id, v);
    gp_json_open(j, NULL, '{');
    gp_json_text_take(j, "id", &id);
    gp_json_count(j, "rank", rank);
    gp_json_count(j, "count", v->count);
    gp_json_share(j, "share", v->count, (gp_i128)s->log->n_cases);
    gp_json_share(j, "cumulative_share", so_far, (gp_i128)s->log->n_cases);
    gp_json_count(j, "steps", v->length);
    gp_json_open_flat(j, "path", '[');
    for (i = 0; i < v->length && i < MOST_STEPS; i++)
        gp_json_string(j, NULL, gp_stats_name(s, GP_BY_ACTIVITY, v->path[i]));
    gp_json_close(j);
    gp_json_times(j, "duration", s, &v->duration);
    gp_json_open_flat(j, "cases", '[');
    for (i = 0; i < v->n_examples; i++)
        gp_json_string(j, NULL, gp_stats_case(s, v->example[i]));
    gp_json_close(j);
    gp_json_close(j);
}

static void variants(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_variants *v = &f->stats->variants;
    size_t most = f->most_variants != 0 ? f->most_variants : 1000, i;
    uint64_t so_far = 0;

    gp_json_open(j, "variants", '[');
    for (i = 0; i < v->n && i < most; i++) {
        so_far += v->variant[i].count;
        variant(j, f->stats, &v->variant[i], i + 1, so_far);
    }
    gp_json_close(j);
}

static const struct {
    const char *name;
    void (*write)(struct gp_json *j, const struct gp_facts *f);
} section[] = {
    {"quality", quality},
    {"log", log_section},
    {"activities", activities},
    {"directly_follows", follows},
    {"variants", variants},
    {"handoffs", gp_json_handoffs},
    {"bottlenecks", gp_json_bottlenecks},
    {"waits", gp_json_waits},
    {"rework", gp_json_rework},
    {"sameness", gp_json_sameness},
    {"open_cases", gp_json_open_cases},
    {"timeline", gp_json_timeline},
    {"conformance", gp_json_conformance},
};

static bool wanted(const char *const *names, const char *name)
{
    if (names == NULL)
        return true;
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

void gp_report_json(struct gp_text *out, const struct gp_facts *facts,
                    const char *const *sections)
{
    struct gp_json j = gp_json_into(out);
    size_t i;

    gp_json_open(&j, NULL, '{');
    gp_json_z(&j, "schema", "goatpath/1");
    gp_json_z(&j, "version", GP_VERSION);
    sources(&j, facts);
    filter(&j, facts->filtered);
    for (i = 0; i < sizeof section / sizeof *section; i++)
        if (wanted(sections, section[i].name))
            section[i].write(&j, facts);
    gp_json_close(&j);
}
