/* json_sameness.c - "sameness" of report.json: the paths of each person, group and value
 * against those of all others, strongest difference first. */
#include "report/json/json_parts.h"

static void belongs_to(struct gp_json *j, const struct gp_eventlog *log,
                       const struct gp_same_stat *s)
{
    static const char *const of[] = {"resource", "group", "attribute"};

    gp_json_z(j, "of", of[s->kind]);
    gp_json_z(j, "column", s->kind == GP_SAME_KEPT ? log->kept[s->column].name : NULL);
    gp_json_string(j, "value", gp_same_value(log, s));
}

static void path(struct gp_json *j, const struct gp_stats *stats,
                 const struct gp_same_path *p)
{
    struct gp_text id = {0};

    gp_json_open_flat(j, NULL, '{');
    if (p->variant != GP_NO_ID) {
        gp_variant_id(&id, &stats->variants.variant[p->variant]);
        gp_json_text_take(j, "variant", &id);
    } else {
        gp_json_null(j, "variant");
    }
    gp_json_count(j, "cases", p->with);
    gp_json_count(j, "others", p->without);
    gp_json_close(j);
}

void gp_json_sameness(struct gp_json *j, const struct gp_facts *f)
{
    const struct gp_sameness *same = &f->stats->sameness;
    size_t i, k;

    gp_json_open(j, "sameness", '[');
    for (i = 0; i < same->n; i++) {
        const struct gp_same_stat *s = &same->stat[i];

        gp_json_open(j, NULL, '{');
        belongs_to(j, f->stats->log, s);
        gp_json_count(j, "cases", s->cases);
        gp_json_count(j, "others", s->others);
        gp_json_bool(j, "different", gp_same_differs(s));
        gp_json_number(j, "cramers_v", s->test.v);
        gp_json_number(j, "chi_square", s->test.chi2);
        gp_json_count(j, "degrees_of_freedom", s->test.df);
        gp_json_number(j, "p", s->test.p);
        gp_json_number(j, "q", s->q);
        gp_json_open(j, "paths", '[');
        for (k = 0; k < s->n_paths; k++)
            path(j, f->stats, &s->path[k]);
        gp_json_close(j);
        gp_json_close(j);
    }
    gp_json_close(j);
}
