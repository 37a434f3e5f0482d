/* tables_quality.c - the log in twenty figures, and what was read and what is odd.
 *
 * rows = used + rejected + ignored, always (design 3.6). A check is a count with a name
 * and one sentence about what it does to the results; those that found nothing are
 * left out.
 */
#include "report/tables_parts.h"

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
    figure(t, "activities", "Activities", s->n_activities);
    figure(t, "variants", "Variants", s->variants.n);
    figure(t, "resources", "Resources", s->n_owners[GP_BY_RESOURCE]);
    figure(t, "groups", "Groups", s->n_owners[GP_BY_GROUP]);
    figure(t, "directly_follows", "Directly-follows pairs", s->links[GP_BY_ACTIVITY].n);
    if (s->log->has_resource)
        figure(t, "handoffs_resource", "Handoffs between people",
               gp_wait_split(s, GP_BY_RESOURCE).between);
    if (s->log->has_group)
        figure(t, "handoffs_group", "Handoffs between groups",
               gp_wait_split(s, GP_BY_GROUP).between);
    if (s->cases.open != NULL) {
        figure(t, "open_cases", "Open cases", s->cases.n_open);
        figure(t, "stalled_cases", "Stalled cases", s->cases.n_stalled);
    }
    if (s->log->has_time)
        overview_of_time(s, t);
}

static uint64_t missing(const struct gp_eventlog *log, enum gp_level level)
{
    uint64_t count = 0;
    size_t i;

    for (i = 0; i < log->n; i++)
        count += gp_level_id(log, level, i) == GP_NO_ID;
    return count;
}

static uint64_t single_event_cases(const struct gp_eventlog *log)
{
    uint64_t count = 0;
    size_t c;

    for (c = 0; c < log->n_cases; c++)
        count += log->first[c + 1] - log->first[c] == 1;
    return count;
}

static void check(struct gp_check *list, size_t *n, uint64_t count, const char *name,
                  const char *title, const char *effect)
{
    if (count != 0 && *n < GP_CHECKS_MOST)
        list[(*n)++] = (struct gp_check){name, title, effect, count};
}

static void checks_of_reading(const struct gp_ingest_result *in, struct gp_check *out,
                              size_t *n)
{
    struct gp_reader_counts sum = {0};
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        const struct gp_reader_counts *c = &in->sources[i].counts;

        sum.blank_lines += c->blank_lines;
        sum.preamble_lines += c->preamble_lines;
        sum.odd_quotes += c->odd_quotes;
        sum.short_rows += c->short_rows;
        sum.nul_bytes += c->nul_bytes;
        sum.invalid_utf8 += c->invalid_utf8;
    }
    check(out, n, sum.preamble_lines, "preamble lines", "Lines before the header",
          "skipped; they are no rows");
    check(out, n, sum.blank_lines, "blank lines", "Blank lines",
          "skipped; they are no rows");
    check(out, n, sum.odd_quotes, "odd quotes", "Quotes inside unquoted fields",
          "kept as they are");
    check(out, n, sum.short_rows, "short rows", "Rows without trailing fields",
          "used; none of the missing fields has a role");
    check(out, n, sum.nul_bytes, "NUL bytes", "NUL bytes in unused columns", "none");
    check(out, n, sum.invalid_utf8, "invalid UTF-8", "Bytes that are not UTF-8",
          "shown as replacement marks; names that differ only there look the same");
}

static void checks_of_times(const struct gp_ingest_result *in, struct gp_check *out,
                            size_t *n)
{
    check(out, n, in->end_before_start, "end before start",
          "Events that end before they start",
          "kept as recorded; their service time is negative");
    check(out, n, in->date_only, "date only", "Times without a time of day",
          "taken as midnight; waits are whole days");
    check(out, n, in->dst_gaps, "clock gaps",
          "Times the clock skips in spring (daylight saving)",
          "moved on by the gap; waits nearby may be an hour off");
    check(out, n, in->dst_overlaps, "clock overlaps",
          "Times the clock shows twice in autumn (daylight saving)",
          "taken as the first; waits nearby may be an hour short");
    check(out, n, in->unpaired_completes, "unpaired completes",
          "Completes without a start", "kept as instants; no service time");
    check(out, n, in->running, "unpaired starts", "Starts without a complete",
          "kept as instants; still running when the log ends");
    check(out, n, in->other_transitions, "other transitions",
          "Rows of other transitions (schedule, assign, ...)", "are no events");
}

size_t gp_checks(const struct gp_facts *f, struct gp_check *out)
{
    const struct gp_stats *s = f->stats;
    size_t n = 0;

    check(out, &n, s->log->n_ties, "ties", "Neighbours with equal times",
          "their order is that of the file");
    check(out, &n, s->log->has_start ? s->links[GP_BY_ACTIVITY].overlaps : 0,
          "overlaps", "Events that start before the one before ended",
          "their wait counts as 0");
    if (s->log->has_resource)
        check(out, &n, missing(s->log, GP_BY_RESOURCE), "missing resource",
              "Events without a resource",
              "their links are unassigned, not handoffs between people");
    if (s->log->has_group)
        check(out, &n, missing(s->log, GP_BY_GROUP), "missing group",
              "Events without a group",
              "their links are unassigned, not handoffs between groups");
    check(out, &n, single_event_cases(s->log), "single events",
          "Cases with one event only", "no waits; duration is that of the event");
    checks_of_times(f->ingest, out, &n);
    checks_of_reading(f->ingest, out, &n);
    return n;
}

static void quality_row(struct gp_table *t, const char *key, const char *title,
                        uint64_t n, const char *effect)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
    gp_table_count(t, n);
    gp_table_text(t, gp_slice(effect));
}

void gp_make_quality(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_ingest_result *in = f->ingest;
    struct gp_check found[GP_CHECKS_MOST];
    size_t n = gp_checks(f, found), i;
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
    quality_row(t, "ignored", "Rows ignored", in->ignored, "left out by a filter");
    for (r = 0; r < GP_REJECT_KINDS; r++)
        if (in->rejects.count[r] != 0)
            quality_row(t, gp_reject_name(r), gp_reject_name(r), in->rejects.count[r],
                        "rejected");
    quality_row(t, "events", "Events", in->events, "");
    for (i = 0; i < n; i++)
        quality_row(t, found[i].name, found[i].title, found[i].count, found[i].effect);
}
