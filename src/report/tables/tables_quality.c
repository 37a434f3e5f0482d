/* tables_quality.c - the log in twenty figures, and what was read and what is odd.
 *
 * rows = used + rejected + ignored, always (design 3.6). Checks that found something
 * stand below with their effect; tables_checks.c tells more of each.
 */
#include "report/tables/tables_parts.h"

static void figure(struct gp_table *t, const char *key, const char *title, uint64_t n)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
    gp_table_count(t, n);
}

static void span(struct gp_table *t, const char *key, const char *title, gp_i128 us)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
    gp_table_span(t, us);
}

static void instant(struct gp_table *t, const char *key, const char *title, int64_t us)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
    gp_table_instant(t, us);
}

static void overview_of_time(const struct gp_stats *s, struct gp_table *t)
{
    const struct gp_spread *d = &s->cases.duration;

    instant(t, "first", "First event", s->cases.first);
    instant(t, "last", "Last event", s->cases.last);
    if (d->count != 0) {
        span(t, "case_duration_mean_s", "Case duration, mean", d->mean);
        span(t, "case_duration_p25_s", "Case duration, P25", d->p25);
        span(t, "case_duration_median_s", "Case duration, median", d->median);
        span(t, "case_duration_p75_s", "Case duration, P75", d->p75);
        span(t, "case_duration_p90_s", "Case duration, P90", d->p90);
        span(t, "case_duration_max_s", "Case duration, longest", d->max);
    }
    span(t, "all_waiting_s",
         s->log->has_start ? "All waiting" : "All waiting (service included)",
         s->all_waiting);
    span(t, "all_case_time_s", "All case time", s->all_case_time);
    gp_table_row(t);
    gp_table_label(t, "share_waiting", "Waiting, of case time");
    gp_table_share(t, s->all_waiting, s->all_case_time);
}

void gp_make_overview(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;

    (void)most; /* the list is the whole */
    gp_table_begin(t, "overview", "Overview");
    gp_table_column(t, "measure", "Measure", GP_CELL_LABEL, "what is told");
    gp_table_column(t, "value", "Value", GP_CELL_MIXED,
                    "counts, shares 0..1, UTC instants; keys that end in _s: seconds");
    figure(t, "rows", "Rows read", f->ingest->rows);
    figure(t, "rows_rejected", "Rows rejected", gp_rejects_total(&f->ingest->rejects));
    figure(t, "events", "Events", s->log->n);
    figure(t, "cases", "Cases", s->log->n_cases);
    if (f->filtered != NULL)
        figure(t, "cases_left_out", "Cases left out by --filter",
               f->filtered->cases_read - f->filtered->cases);
    figure(t, "activities", "Activities", s->log->activities.n);
    figure(t, "variants", "Variants", s->variants.n);
    figure(t, "resources", "Resources", s->log->resources.n);
    figure(t, "groups", "Groups", s->log->groups.n);
    figure(t, "directly_follows", "Directly-follows pairs", s->links[GP_BY_ACTIVITY].n);
    if (s->log->has_resource)
        figure(t, "handoffs_resource", "Handoffs between people",
               gp_links_split(&s->links[GP_BY_RESOURCE]).between);
    if (s->log->has_group)
        figure(t, "handoffs_group", "Handoffs between groups",
               gp_links_split(&s->links[GP_BY_GROUP]).between);
    if (s->cases.open != NULL) {
        figure(t, "open_cases", "Open cases", s->cases.n_open);
        figure(t, "stalled_cases", "Stalled cases", s->cases.n_stalled);
    }
    if (s->log->has_time)
        overview_of_time(s, t);
}

static void quality_row(struct gp_table *t, const char *key, const char *title,
                        uint64_t n, const char *effect)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
    gp_table_count(t, n);
    gp_table_text(t, gp_slice(effect));
}

/* Lines that are no rows: counted, and without any effect. */
static void skipped_lines(struct gp_table *t, const struct gp_ingest_result *in)
{
    uint64_t blank = 0, preamble = 0;
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        blank += in->sources[i].counts.blank_lines;
        preamble += in->sources[i].counts.preamble_lines;
    }
    if (preamble != 0)
        quality_row(t, "preamble_lines", "Lines before the header", preamble,
                    "skipped; they are no rows");
    if (blank != 0)
        quality_row(t, "blank_lines", "Blank lines", blank,
                    "skipped; they are no rows");
    if (in->other_transitions != 0)
        quality_row(t, "other_transitions",
                    "Rows of other transitions (schedule, assign, ...)",
                    in->other_transitions, "are no events");
}

/* What became of the rows of --cases. */
static void joined_rows(struct gp_table *t, const struct gp_case_join *j)
{
    quality_row(t, "joined_rows", "Rows of --cases", j->rows,
                "= joined + without a case + repeated");
    quality_row(t, "joined", "Rows of --cases that give a case its attributes",
                j->rows - j->unmatched - j->repeated, "");
    quality_row(t, "joined_unmatched", "Rows of --cases without a case in the log",
                j->unmatched, "not used");
    if (j->repeated != 0)
        quality_row(t, "joined_repeated", "Rows of --cases that repeat a case",
                    j->repeated, "not used: the first row of a case counts");
    if (j->rejected != 0)
        quality_row(t, "joined_damaged", "Damaged rows of --cases", j->rejected,
                    "not used");
}

void gp_make_quality(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_ingest_result *in = f->ingest;
    size_t n = f->checks != NULL ? f->checks->n : 0, i;
    enum gp_reject r;

    (void)most; /* the list is the whole */
    gp_table_begin(t, "quality", "Quality of the data");
    gp_table_column(t, "check", "What", GP_CELL_LABEL, "what is counted");
    gp_table_column(t, "count", "Count", GP_CELL_COUNT, "how many");
    gp_table_column(t, "effect", "Effect", GP_CELL_TEXT, "what it does to the results");
    quality_row(t, "rows", "Rows read", in->rows, "= used + rejected + ignored");
    quality_row(t, "used", "Rows used", in->used, "");
    quality_row(t, "rejected", "Rows rejected", gp_rejects_total(&in->rejects),
                "not in any figure; listed in rejected.csv");
    quality_row(t, "ignored", "Rows ignored", in->ignored,
                in->filtered_rows == 0
                    ? "left out: no events of the process"
                    : "left out: by --filter, or no events of the process");
    if (in->filtered_rows != 0)
        quality_row(t, "filtered", "Rows of cases that --filter leaves out",
                    in->filtered_rows, "part of the rows ignored");
    for (r = 0; r < GP_REJECT_KINDS; r++)
        if (in->rejects.count[r] != 0)
            quality_row(t, gp_reject_name(r), gp_reject_name(r), in->rejects.count[r],
                        "rejected");
    if (in->trailing != 0)
        quality_row(t, "trailing_rows", "Rejected behind the last row used",
                    in->trailing, "totals and remarks of the export");
    quality_row(t, "events", "Events", in->events, "");
    skipped_lines(t, in);
    if (in->joined.rows != 0)
        joined_rows(t, &in->joined);
    for (i = 0; i < n; i++) {
        const struct gp_check *c = &f->checks->check[i];

        quality_row(t, c->name, c->title, c->count, gp_text_z(&c->effect));
    }
}
