/* tables_waits.c - where time goes between events: pairs, bottlenecks, the whole split,
 * and the lines of the files that prove it.
 *
 * The wait of a link is max(0, start(next) - end(this)); with one time per event it
 * contains the service time of the next event, and the definitions say so.
 */
#include "base/path.h"
#include "report/tables/tables_parts.h"

static const char wait_only[] =
    "max(0, start of the next event - end of this one), calendar time";
static const char wait_and_service[] =
    "next event - this one, calendar time; the log has one time per event, so it "
    "contains the service time of the next";

static const char *wait_definition(const struct gp_stats *s)
{
    return s->log->has_start ? wait_only : wait_and_service;
}

static void follows_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "from", "From", GP_CELL_TEXT, "activity of an event");
    gp_table_column(t, "to", "To", GP_CELL_TEXT,
                    "activity of the next event of the case");
    gp_table_column(t, "count", "Times", GP_CELL_COUNT, "such pairs of events");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE, "times / all pairs of events");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    gp_table_optional(t);
    if (!s->log->has_time)
        return;
    gp_table_column(t, "median_wait_s", "Median wait", GP_CELL_SPAN,
                    wait_definition(s));
    gp_table_column(t, "mean_wait_s", "Mean wait", GP_CELL_SPAN, "total / times");
    gp_table_column(t, "p90_wait_s", "P90 wait", GP_CELL_SPAN,
                    "9 of 10 of these waits are at most this");
    gp_table_optional(t);
    gp_table_column(t, "total_wait_s", "Total wait", GP_CELL_HOURS,
                    "sum of these waits");
}

void gp_make_follows(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    const struct gp_links *links = &s->links[GP_BY_ACTIVITY];
    size_t i, n;

    gp_table_begin(t, "directly-follows", "What directly follows what");
    follows_columns(s, t);
    n = gp_table_cap(t, links->n, most);
    for (i = 0; i < n; i++) {
        const struct gp_link_stat *l = &links->stat[i];

        gp_table_row(t);
        gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, l->from));
        gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, l->to));
        gp_table_count(t, l->count);
        gp_table_share(t, l->count, gp_links_of_log(s->log));
        gp_table_count(t, l->cases);
        if (!s->log->has_time)
            continue;
        gp_table_span(t, l->wait.median);
        gp_table_span(t, l->wait.mean);
        gp_table_span(t, l->wait.p90);
        gp_table_span(t, l->wait.sum);
    }
}

static void bottleneck_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "bottleneck", "Id", GP_CELL_TEXT,
                    "for `goatpath explain`; a hash of level and names");
    gp_table_column(t, "level", "Level", GP_CELL_TEXT,
                    "activity: directly-follows pair; resource, group: handoff "
                    "(directly-follows handoff)");
    gp_table_column(t, "rank", "Rank", GP_CELL_COUNT,
                    "within the level; neighbours whose difference is not certain "
                    "(95 %) share a rank");
    gp_table_column(t, "from", "From", GP_CELL_TEXT, "activity or owner that ends");
    gp_table_column(t, "to", "To", GP_CELL_TEXT, "activity or owner that follows");
    gp_table_column(t, "count", "Times", GP_CELL_COUNT, "such links");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    gp_table_optional(t);
    gp_table_column(t, "median_wait_s", "Median wait", GP_CELL_SPAN,
                    wait_definition(s));
    gp_table_column(t, "p90_wait_s", "P90 wait", GP_CELL_SPAN,
                    "9 of 10 of these waits are at most this");
    gp_table_optional(t);
    gp_table_column(t, "total_wait_s", "Total", GP_CELL_HOURS, "sum of these waits");
    gp_table_column(t, "total_low_s", "Low", GP_CELL_HOURS,
                    "low end of the 95 % interval of the total over cases, not below "
                    "0");
    gp_table_optional(t);
    gp_table_column(t, "total_high_s", "High", GP_CELL_HOURS,
                    "high end of the 95 % interval of the total over cases");
    gp_table_optional(t);
    gp_table_column(t, "share_of_waiting", "Of waiting", GP_CELL_SHARE,
                    "total / all waiting of the log");
    gp_table_column(t, "share_of_case_time", "Of case time", GP_CELL_SHARE,
                    "total / sum of all case durations");
    gp_table_optional(t);
}

static void id_cell(struct gp_table *t, const struct gp_bottleneck *b)
{
    struct gp_text id = {0};

    gp_bottleneck_id(&id, b);
    gp_table_text_take(t, &id);
}

void gp_make_bottlenecks(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    size_t i, n;

    gp_table_begin(t, "bottlenecks", "Bottlenecks: where cases wait");
    bottleneck_columns(s, t);
    n = gp_table_cap(t, s->log->has_time ? s->bottlenecks.n : 0, most);
    for (i = 0; i < n; i++) {
        const struct gp_bottleneck *b = &s->bottlenecks.item[i];
        const struct gp_link_stat *l = &s->links[b->level].stat[b->link];

        gp_table_row(t);
        id_cell(t, b);
        gp_table_text(t, gp_slice(gp_level_word(b->level)));
        gp_table_count(t, b->rank);
        gp_table_text(t, gp_stats_name(s, b->level, l->from));
        gp_table_text(t, gp_stats_name(s, b->level, l->to));
        gp_table_count(t, l->count);
        gp_table_count(t, l->cases);
        gp_table_span(t, l->wait.median);
        gp_table_span(t, l->wait.p90);
        gp_table_span(t, b->total);
        gp_table_span(t, gp_bottleneck_low(b));
        gp_table_span(t, b->total + b->half_width);
        gp_table_share(t, b->total, b->all_waiting);
        gp_table_share(t, b->total, b->all_case_time);
    }
}

static void wait_row(const struct gp_stats *s, struct gp_table *t, const char *level,
                     const char *owner, uint64_t links, gp_i128 us)
{
    gp_table_row(t);
    gp_table_text(t, gp_slice(level));
    gp_table_text(t, gp_slice(owner));
    gp_table_count(t, links);
    gp_table_share(t, links, gp_links_of_log(s->log));
    if (!s->log->has_time)
        return;
    gp_table_span(t, us);
    gp_table_share(t, us, s->all_waiting);
}

void gp_make_waits(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    enum gp_level level;

    (void)most; /* seven rows are the whole */
    gp_table_begin(t, "waits", "All waiting, by what happens to the owner");
    gp_table_column(t, "level", "Level", GP_CELL_TEXT,
                    "all; or seen by resource; or seen by group");
    gp_table_column(t, "owner", "Owner", GP_CELL_TEXT,
                    "of the two events of a link: different, the same, or a side "
                    "without one; the three sum to all");
    gp_table_column(t, "links", "Links", GP_CELL_COUNT,
                    "events followed by another event of their case");
    gp_table_column(t, "share_of_links", "Of links", GP_CELL_SHARE,
                    "links / all links");
    if (s->log->has_time) {
        gp_table_column(t, "total_wait_s", "Total wait", GP_CELL_HOURS,
                        wait_definition(s));
        gp_table_column(t, "share_of_waiting", "Of waiting", GP_CELL_SHARE,
                        "total / all waiting");
    }
    wait_row(s, t, "all", "any", gp_links_of_log(s->log), s->all_waiting);
    for (level = GP_BY_GROUP; level >= GP_BY_RESOURCE; level--) {
        struct gp_links_split w = gp_links_split(&s->links[level]);
        const char *word = gp_level_word(level);

        if (level == GP_BY_RESOURCE ? !s->log->has_resource : !s->log->has_group)
            continue;
        wait_row(s, t, word, "different", w.between, w.between_us);
        wait_row(s, t, word, "same", w.same, w.same_us);
        wait_row(s, t, word, "unassigned", w.unassigned, w.unassigned_us);
    }
}

static void evidence_row(const struct gp_stats *s, const struct gp_bottleneck *b,
                         uint32_t e, struct gp_table *t)
{
    gp_table_row(t);
    id_cell(t, b);
    gp_table_text(t, gp_slice(gp_level_word(b->level)));
    gp_table_text(t, gp_stats_name(s, b->level, gp_level_id(s->log, b->level, e)));
    gp_table_text(t, gp_stats_name(s, b->level, gp_level_id(s->log, b->level, e + 1)));
    gp_table_text(t, gp_stats_case(s, gp_case_of_event(s->log, e)));
    gp_table_span(t, gp_event_wait(s->log, e));
    gp_table_text(t, gp_base_name(gp_event_file(s->log, e)));
    gp_table_count(t, s->log->line[e]);
    gp_table_text(t, gp_base_name(gp_event_file(s->log, e + 1)));
    gp_table_count(t, s->log->line[e + 1]);
}

void gp_make_evidence(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    size_t i, k, rows = 0;

    gp_table_begin(t, "evidence", "Evidence: the longest waits of each bottleneck");
    gp_table_column(t, "bottleneck", "Id", GP_CELL_TEXT,
                    "the bottleneck it belongs to");
    gp_table_column(t, "level", "Level", GP_CELL_TEXT, "of the bottleneck");
    gp_table_column(t, "from", "From", GP_CELL_TEXT, "activity or owner that ends");
    gp_table_column(t, "to", "To", GP_CELL_TEXT, "activity or owner that follows");
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "id as in the log");
    gp_table_column(t, "wait_s", "Wait", GP_CELL_SPAN, wait_definition(s));
    gp_table_column(t, "from_file", "From file", GP_CELL_TEXT,
                    "file of the first event");
    gp_table_column(t, "from_line", "Line", GP_CELL_LINE,
                    "line on which its record begins, as a text editor counts");
    gp_table_column(t, "to_file", "To file", GP_CELL_TEXT, "file of the next event");
    gp_table_column(t, "to_line", "Line", GP_CELL_LINE,
                    "line on which its record begins, as a text editor counts");
    for (i = 0; s->log->has_time && i < s->bottlenecks.n; i++) {
        const struct gp_bottleneck *b = &s->bottlenecks.item[i];

        for (k = 0; k < b->n_examples; k++) {
            if (most != 0 && rows == most) {
                t->n_left_out++;
                continue;
            }
            rows++;
            evidence_row(s, b, b->example[k], t);
        }
    }
}
