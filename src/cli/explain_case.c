/* explain_case.c - a case with its events, and a variant with its cases. */
#include "base/escape.h"
#include "base/path.h"
#include "cli/explain.h"
#include "cli/show.h"
#include "report/table.h"

enum { USUAL_CASES = 20 };

/* ---- a case ---- */

static void case_columns(struct gp_table *t)
{
    gp_table_begin(t, "events", "Events");
    gp_table_column(t, "file", "File", GP_CELL_TEXT, "file of the row");
    gp_table_column(t, "line", "Line", GP_CELL_LINE, "line on which the row begins");
    gp_table_column(t, "activity", "Activity", GP_CELL_TEXT, "activity");
    gp_table_column(t, "start", "Start", GP_CELL_INSTANT, "UTC");
    gp_table_column(t, "end", "End", GP_CELL_INSTANT, "UTC");
    gp_table_column(t, "resource", "Resource", GP_CELL_TEXT, "person");
    gp_table_column(t, "group", "Group", GP_CELL_TEXT, "team");
    gp_table_column(t, "wait_s", "Wait before", GP_CELL_SPAN,
                    "start minus end of the event before, or 0");
}

static void case_row(const struct gp_stats *s, size_t c, size_t i, struct gp_table *t)
{
    const struct gp_eventlog *log = s->log;

    gp_table_row(t);
    gp_table_text(t, gp_base_name(gp_event_file(log, i)));
    gp_table_count(t, log->line[i]);
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(log->activity, i)));
    if (log->has_time) {
        gp_table_instant(t, gp_event_start(log, i));
        gp_table_instant(t, gp_event_end(log, i));
    } else {
        gp_table_none(t);
        gp_table_none(t);
    }
    gp_table_text(
        t, gp_stats_name(s, GP_BY_RESOURCE, gp_level_id(log, GP_BY_RESOURCE, i)));
    gp_table_text(t, gp_stats_name(s, GP_BY_GROUP, gp_level_id(log, GP_BY_GROUP, i)));
    if (log->has_time && i > log->first[c])
        gp_table_span(t, gp_event_wait(log, i - 1));
    else
        gp_table_none(t);
}

enum gp_status gp_explain_case(const struct gp_options *o, const struct gp_loaded *l,
                               uint32_t c, struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;
    size_t i;

    gp_text_add(&head, "Case ");
    gp_explain_name(&head, gp_stats_case(s, c));
    gp_text_addf(&head, ": %u events", s->log->first[c + 1] - s->log->first[c]);
    if (s->cases.start != NULL) {
        gp_text_add(&head, ", ");
        gp_span_human(&head, s->cases.end[c] - s->cases.start[c]);
    }
    gp_text_add(&head, ", variant ");
    gp_variant_id(&head, &s->variants.variant[s->variants.of_case[c]]);
    gp_text_add_char(&head, '\n');
    case_columns(&t);
    for (i = s->log->first[c]; i < s->log->first[c + 1]; i++)
        case_row(s, c, i, &t);
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    return st;
}

/* ---- a variant ---- */

static void variant_head(const struct gp_stats *s, const struct gp_variant *v,
                         struct gp_text *head)
{
    size_t i;

    gp_variant_id(head, v);
    gp_text_addf(head, ": %llu of %zu cases", (unsigned long long)v->count,
                 s->log->n_cases);
    if (s->log->has_time && v->duration.count != 0) {
        gp_text_add(head, ", median duration ");
        gp_span_human(head, v->duration.median);
    }
    gp_text_add_char(head, '\n');
    for (i = 0; i < v->length; i++) {
        gp_text_addf(head, "  %zu. ", i + 1);
        gp_escape_terminal(head, gp_stats_name(s, GP_BY_ACTIVITY, v->path[i]));
        gp_text_add_char(head, '\n');
    }
}

enum gp_status gp_explain_variant(const struct gp_options *o, const struct gp_loaded *l,
                                  size_t number, struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    const struct gp_variant *v = &s->variants.variant[number];
    size_t most = gp_show_rows(o, USUAL_CASES), c;
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    variant_head(s, v, &head);
    gp_table_begin(&t, "cases", "Its cases");
    gp_table_column(&t, "case", "Case", GP_CELL_TEXT, "case id");
    gp_table_column(&t, "file", "File", GP_CELL_TEXT, "file of its first row");
    gp_table_column(&t, "first_line", "First line", GP_CELL_LINE,
                    "line of its first event");
    gp_table_column(&t, "last_line", "Last line", GP_CELL_LINE,
                    "line of its last event");
    gp_table_column(&t, "duration_s", "Duration", GP_CELL_SPAN,
                    "latest end - first start");
    for (c = 0; c < s->log->n_cases; c++) {
        uint32_t first = s->log->first[c], last = s->log->first[c + 1] - 1;

        if (s->variants.of_case[c] != number)
            continue;
        if (most != 0 && t.n_rows >= most) {
            t.n_left_out++;
            continue;
        }
        gp_table_row(&t);
        gp_table_text(&t, gp_stats_case(s, (uint32_t)c));
        gp_table_text(&t, gp_base_name(gp_event_file(s->log, first)));
        gp_table_count(&t, s->log->line[first]);
        gp_table_count(&t, s->log->line[last]);
        if (s->cases.start != NULL)
            gp_table_span(&t, s->cases.end[c] - s->cases.start[c]);
        else
            gp_table_none(&t);
    }
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    return st;
}
