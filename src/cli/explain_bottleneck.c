/* explain_bottleneck.c - a bottleneck or handoff with its longest waits. */
#include "base/path.h"
#include "base/sort.h"
#include "cli/explain.h"
#include "cli/show.h"
#include "report/table.h"

enum { USUAL_LINKS = 20 };

static void bottleneck_head(const struct gp_stats *s, const struct gp_bottleneck *b,
                            struct gp_text *head)
{
    const struct gp_link_stat *link = &s->links[b->level].stat[b->link];
    gp_i128 low = b->total - b->half_width;

    gp_bottleneck_id(head, b);
    gp_text_addf(head, ": %s from ", gp_level_name(b->level));
    gp_explain_name(head, gp_stats_name(s, b->level, link->from));
    gp_text_add(head, " to ");
    gp_explain_name(head, gp_stats_name(s, b->level, link->to));
    gp_text_addf(head, "\n  rank %u by total wait\n  ", b->rank);
    gp_span_hours(head, b->total);
    gp_text_add(head, " h in all (95 %: ");
    gp_span_hours(head, low > 0 ? low : 0);
    gp_text_add(head, " to ");
    gp_span_hours(head, b->total + b->half_width);
    gp_text_addf(head, " h), %llu times in %llu cases\n  median ",
                 (unsigned long long)link->count, (unsigned long long)link->cases);
    gp_span_human(head, link->wait.median);
    gp_text_add(head, ", 90 % within ");
    gp_span_human(head, link->wait.p90);
    gp_text_add(head, s->log->has_start
                          ? "\n"
                          : "\n  the log has one time per event: the wait "
                            "includes the work on the later step\n");
}

static int by_wait(const void *ctx, const void *a, const void *b)
{
    const struct gp_stats *s = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int64_t wx = gp_event_wait(s->log, x), wy = gp_event_wait(s->log, y);
    int names;

    if (wx != wy)
        return wx > wy ? -1 : 1;
    names = gp_slice_cmp(gp_stats_case(s, gp_case_of_event(s->log, x)),
                         gp_stats_case(s, gp_case_of_event(s->log, y)));
    return names != 0 ? names : (x > y) - (x < y);
}

/* All links of the bottleneck, longest first; the caller frees the list. */
static uint32_t *links_of(const struct gp_stats *s, const struct gp_bottleneck *b)
{
    const struct gp_link_stat *link = &s->links[b->level].stat[b->link];
    uint32_t *list = gp_array(link->count, sizeof *list);
    size_t c, i, n = 0;

    for (c = 0; list != NULL && c < s->log->n_cases; c++)
        for (i = s->log->first[c]; i + 1 < s->log->first[c + 1]; i++)
            if (gp_level_id(s->log, b->level, i) == link->from &&
                gp_level_id(s->log, b->level, i + 1) == link->to)
                list[n++] = (uint32_t)i;
    if (list != NULL && !gp_sort(list, n, sizeof *list, by_wait, s)) {
        gp_free(list);
        list = NULL;
    }
    return list;
}

static void link_row(const struct gp_stats *s, uint32_t i, struct gp_table *t)
{
    const struct gp_eventlog *log = s->log;

    gp_table_row(t);
    gp_table_text(t, gp_stats_case(s, gp_case_of_event(log, i)));
    gp_table_span(t, gp_event_wait(log, i));
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(log->activity, i)));
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(log->activity, i + 1)));
    gp_table_instant(t, gp_event_end(log, i));
    gp_table_instant(t, gp_event_start(log, i + 1));
    gp_table_text(t, gp_base_name(gp_event_file(log, i)));
    gp_table_count(t, log->line[i]);
    gp_table_count(t, log->line[i + 1]);
}

enum gp_status gp_explain_bottleneck(const struct gp_options *o,
                                     const struct gp_loaded *l,
                                     const struct gp_bottleneck *b, struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    size_t count = (size_t)s->links[b->level].stat[b->link].count, i;
    size_t most = gp_show_rows(o, USUAL_LINKS);
    uint32_t *list = links_of(s, b);
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    if (list == NULL)
        return gp_fail_memory(err);
    bottleneck_head(s, b, &head);
    gp_table_begin(&t, "links", "Its longest waits");
    gp_table_column(&t, "case", "Case", GP_CELL_TEXT, "case id");
    gp_table_column(&t, "wait_s", "Wait", GP_CELL_SPAN, "start minus end before");
    gp_table_column(&t, "from", "From", GP_CELL_TEXT, "activity before");
    gp_table_column(&t, "to", "To", GP_CELL_TEXT, "activity after");
    gp_table_column(&t, "left", "Left at", GP_CELL_INSTANT, "UTC");
    gp_table_column(&t, "reached", "Reached at", GP_CELL_INSTANT, "UTC");
    gp_table_column(&t, "file", "File", GP_CELL_TEXT, "file of the rows");
    gp_table_column(&t, "from_line", "Line before", GP_CELL_LINE,
                    "line of the event before");
    gp_table_column(&t, "to_line", "Line after", GP_CELL_LINE,
                    "line of the event after");
    for (i = 0; i < count && (most == 0 || i < most); i++)
        link_row(s, list[i], &t);
    t.n_left_out = count - i;
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    gp_free(list);
    return st;
}
