/* tables_paths.c - what happens and in which order: activities, variants, rework. */
#include "report/tables/tables_parts.h"

static void activity_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "activity", "Activity", GP_CELL_TEXT, "name as in the log");
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events of the activity");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    gp_table_column(t, "share_of_cases", "Of cases", GP_CELL_SHARE,
                    "cases with at least one / all cases");
    gp_table_optional(t);
    gp_table_column(t, "starts", "Starts", GP_CELL_COUNT,
                    "cases whose first event it is");
    gp_table_column(t, "ends", "Ends", GP_CELL_COUNT, "cases whose last event it is");
    if (s->log->has_start) {
        gp_table_column(t, "service_median_s", "Median service", GP_CELL_SPAN,
                        "median of end - start over its events, calendar time");
        gp_table_column(t, "service_total_s", "Total service", GP_CELL_HOURS,
                        "sum of end - start over its events, calendar time");
    }
    if (s->log->has_time) {
        gp_table_column(t, "wait_after_median_s", "Median wait after", GP_CELL_SPAN,
                        "median wait from it to the next event of the case");
        gp_table_column(t, "wait_after_p90_s", "P90 wait after", GP_CELL_SPAN,
                        "9 of 10 waits after it are at most this");
        gp_table_optional(t);
        gp_table_column(t, "wait_after_total_s", "Total wait after", GP_CELL_HOURS,
                        "sum of the waits from it to the next event of the case");
    }
}

void gp_make_activities(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    size_t i, n;

    gp_table_begin(t, "activities", "Activities");
    activity_columns(s, t);
    n = gp_table_cap(t, s->n_activities, most);
    for (i = 0; i < n; i++) {
        const struct gp_activity_stat *a = &s->activities[i];

        gp_table_row(t);
        gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, a->activity));
        gp_table_count(t, a->events);
        gp_table_count(t, a->cases);
        gp_table_share(t, a->cases, (gp_i128)s->log->n_cases);
        gp_table_count(t, a->starts);
        gp_table_count(t, a->ends);
        if (s->log->has_start) {
            gp_table_of_spread(t, s, a->service.count, a->service.median);
            gp_table_of_spread(t, s, a->service.count, a->service.sum);
        }
        if (s->log->has_time) {
            gp_table_of_spread(t, s, a->after.count, a->after.median);
            gp_table_of_spread(t, s, a->after.count, a->after.p90);
            gp_table_of_spread(t, s, a->after.count, a->after.sum);
        }
    }
}

static void variant_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "rank", "Rank", GP_CELL_COUNT,
                    "by cases; ties by the names on the path");
    gp_table_column(t, "variant", "Variant", GP_CELL_TEXT,
                    "id: a hash of the activity names, the same on every machine");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases that walk this path");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE, "cases / all cases");
    gp_table_column(t, "cumulative_share", "Up to here", GP_CELL_SHARE,
                    "cases of this and all variants above / all cases");
    gp_table_optional(t);
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events of one such case");
    gp_table_optional(t);
    if (s->log->has_time) {
        gp_table_column(t, "duration_median_s", "Median duration", GP_CELL_SPAN,
                        "median case duration, open cases left out");
        gp_table_column(t, "duration_p90_s", "P90 duration", GP_CELL_SPAN,
                        "9 of 10 of its cases take at most this");
        gp_table_optional(t);
    }
    gp_table_column(t, "path", "Path", GP_CELL_PATH, "its activities in order");
}

static void variant_path(const struct gp_stats *s, const struct gp_variant *v,
                         struct gp_table *t)
{
    struct gp_slice *names = gp_array(v->length, sizeof *names);
    size_t i;

    t->failed |= names == NULL;
    for (i = 0; names != NULL && i < v->length; i++)
        names[i] = gp_stats_name(s, GP_BY_ACTIVITY, v->path[i]);
    gp_table_path(t, names, names != NULL ? v->length : 0);
    gp_free(names);
}

void gp_make_variants(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    uint64_t so_far = 0;
    size_t i, n;

    gp_table_begin(t, "variants", "Variants");
    variant_columns(s, t);
    n = gp_table_cap(t, s->variants.n, most);
    for (i = 0; i < n; i++) {
        const struct gp_variant *v = &s->variants.variant[i];
        struct gp_text id = {0};

        so_far += v->count;
        gp_variant_id(&id, v);
        gp_table_row(t);
        gp_table_count(t, i + 1);
        gp_table_text_take(t, &id);
        gp_table_count(t, v->count);
        gp_table_share(t, v->count, (gp_i128)s->log->n_cases);
        gp_table_share(t, so_far, (gp_i128)s->log->n_cases);
        gp_table_count(t, v->length);
        if (s->log->has_time) {
            gp_table_of_spread(t, s, v->duration.count, v->duration.median);
            gp_table_of_spread(t, s, v->duration.count, v->duration.p90);
        }
        variant_path(s, v, t);
    }
}

static void rework_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "kind", "Kind", GP_CELL_TEXT,
                    "self-loop: at once again; repeat: again later or at once; reopen: "
                    "goes on after an end activity");
    gp_table_column(t, "activity", "Activity", GP_CELL_TEXT, "the step done again");
    gp_table_column(t, "occurrences", "Times", GP_CELL_COUNT,
                    "self-loop: pairs; repeat: events after the first; reopen: ends "
                    "that have a next event");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    gp_table_column(t, "share_of_cases", "Of cases", GP_CELL_SHARE,
                    "cases with at least one / all cases");
    gp_table_optional(t);
    if (s->log->has_time) {
        gp_table_column(t, "time_median_s", "Median per case", GP_CELL_SPAN,
                        "median over these cases of the time from the first to the "
                        "last occurrence");
        gp_table_column(t, "time_total_s", "Total", GP_CELL_HOURS,
                        "sum over these cases of the time from the first to the last "
                        "occurrence; kinds overlap, do not add them");
    }
}

void gp_make_rework(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    size_t i, n;

    gp_table_begin(t, "rework", "Rework");
    rework_columns(s, t);
    n = gp_table_cap(t, s->n_rework, most);
    for (i = 0; i < n; i++) {
        const struct gp_rework_stat *r = &s->rework[i];

        gp_table_row(t);
        gp_table_text(t, gp_slice(gp_rework_name(r->kind)));
        gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, r->activity));
        gp_table_count(t, r->occurrences);
        gp_table_count(t, r->cases);
        gp_table_share(t, r->cases, (gp_i128)s->log->n_cases);
        if (s->log->has_time) {
            gp_table_of_spread(t, s, r->time.count, r->time.median);
            gp_table_of_spread(t, s, r->time.count, r->time.sum);
        }
    }
}
