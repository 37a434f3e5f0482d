/* json_causes.c - why cases wait, in report.json under waits.causes (mine/causes.h). */
#include "report/json/json_parts.h"

static void parts(struct gp_json *j, const struct gp_cause_sum *sum, bool has_calendar)
{
    int i;

    gp_json_count(j, "count", sum->count);
    gp_json_seconds(j, "total", sum->wait);
    if (has_calendar)
        gp_json_seconds(j, "within_opening_hours", sum->open);
    else
        gp_json_null(j, "within_opening_hours");
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        gp_json_seconds(j, gp_wait_cause_name((enum gp_wait_cause)i), sum->cause[i]);
}

static void efficiency(struct gp_json *j, const struct gp_causes *c)
{
    int i;

    gp_json_number(j, "efficiency", gp_causes_efficiency(c, 0));
    gp_json_open_flat(j, "efficiency_without", '{');
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        gp_json_number(j, gp_wait_cause_name((enum gp_wait_cause)i),
                       gp_causes_efficiency(c, c->all.cause[i]));
    gp_json_close(j);
}

/* Case ids of the longest waits of each cause. */
static void examples(struct gp_json *j, const struct gp_facts *f,
                     const struct gp_cause_link *l)
{
    const struct gp_stats *s = f->stats;
    size_t p;
    int k;

    gp_json_open_flat(j, "examples", '{');
    for (k = 0; k < GP_WAIT_CAUSES; k++) {
        gp_json_open_flat(j, gp_wait_cause_name((enum gp_wait_cause)k), '[');
        for (p = l->proof[k]; p < l->proof[k + 1]; p++)
            gp_json_string(
                j, NULL,
                gp_stats_case(s, gp_case_of_event(s->log, f->causes->proof[p].event)));
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void pair_id(struct gp_json *j, const struct gp_cause_link *l)
{
    struct gp_text id = {0};

    gp_cause_id(&id, l);
    gp_json_text_take(j, "id", &id);
}

static void steps(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_causes *c = f->causes;
    size_t i;

    gp_json_open(j, "by_step", '[');
    for (i = 0; i < c->n_links; i++) {
        gp_json_open_flat(j, NULL, '{');
        pair_id(j, &c->link[i]);
        gp_json_string(j, "from",
                       gp_stats_name(f->stats, GP_BY_ACTIVITY, c->link[i].from));
        gp_json_string(j, "to", gp_stats_name(f->stats, GP_BY_ACTIVITY, c->link[i].to));
        parts(j, &c->link[i].sum, c->has_calendar);
        examples(j, f, &c->link[i]);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void concurrent(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_causes *c = f->causes;
    size_t i;

    gp_json_open(j, "concurrent", '[');
    for (i = 0; i < c->n_together; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_string(j, "a",
                       gp_stats_name(f->stats, GP_BY_ACTIVITY, c->together[i].a));
        gp_json_string(j, "b",
                       gp_stats_name(f->stats, GP_BY_ACTIVITY, c->together[i].b));
        gp_json_count(j, "overlap", c->together[i].overlap);
        gp_json_count(j, "meet", c->together[i].meet);
        gp_json_close(j);
    }
    gp_json_close(j);
}

void gp_json_causes(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_causes *c = f->causes;

    if (c == NULL || c->why_not != GP_CAUSES_GIVEN) {
        gp_json_null(j, "causes");
        return;
    }
    gp_json_open(j, "causes", '{');
    parts(j, &c->all, c->has_calendar);
    gp_json_seconds(j, "work", c->work);
    efficiency(j, c);
    gp_json_seconds(j, "entry_wait", c->entry_wait);
    gp_json_count(j, "person_unknown", c->nobody);
    gp_json_seconds(j, "person_unknown_wait", c->nobody_wait);
    gp_json_bool(j, "calendar", c->has_calendar);
    gp_json_count(j, "people_by_own_hours", c->n_own);
    gp_json_count(j, "people_by_hours_of_team", c->n_team);
    steps(j, f);
    concurrent(j, f);
    gp_json_close(j);
}
