/* cmd_explain.c - goatpath explain ID LOG...: what stands behind an id. */
#include "base/escape.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/load.h"
#include "cli/show.h"
#include "report/judgement_words.h"
#include "report/tables_parts.h"

#include <string.h>

enum { USUAL_LINKS = 20, USUAL_CASES = 20 };

static void add_name(struct gp_text *out, struct gp_slice name)
{
    gp_text_add_char(out, '"');
    gp_escape_terminal(out, name);
    gp_text_add_char(out, '"');
}

static enum gp_status explain_measure(const struct gp_options *o,
                                      const struct gp_measure *m, struct gp_err *err)
{
    struct gp_text out = {0};

    if (o->format == GP_FORMAT_JSON) {
        struct gp_json j = gp_json_into(&out);

        gp_json_open(&j, NULL, '{');
        gp_json_z(&j, "measure", m->name);
        gp_json_z(&j, "definition", m->definition);
        gp_json_z(&j, "unit", m->unit);
        gp_json_z(&j, "of", m->of);
        gp_json_z(&j, "source", m->source);
        gp_json_close(&j);
    } else {
        gp_help_measure(&out, m);
    }
    return gp_show_text(o, &out, err);
}

/* Head in words, then the table; in a form for programs and documents the table alone. */
static enum gp_status show(const struct gp_options *o, struct gp_text *head,
                           const struct gp_table *t, struct gp_err *err)
{
    if (o->format != GP_FORMAT_TEXT || o->raw_csv) {
        gp_text_release(head);
        return gp_show_table(o, t, err);
    }
    gp_text_add_char(head, '\n');
    gp_show_append(o, t, head);
    if (!gp_table_ok(t))
        head->failed = true;
    return gp_show_text(o, head, err);
}

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

static enum gp_status explain_case(const struct gp_options *o,
                                   const struct gp_loaded *l, uint32_t c,
                                   struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;
    size_t i;

    gp_text_add(&head, "Case ");
    add_name(&head, gp_stats_case(s, c));
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
    st = show(o, &head, &t, err);
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

static enum gp_status explain_variant(const struct gp_options *o,
                                      const struct gp_loaded *l, size_t number,
                                      struct gp_err *err)
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
    st = show(o, &head, &t, err);
    gp_table_release(&t);
    return st;
}

/* ---- a bottleneck ---- */

static void bottleneck_head(const struct gp_stats *s, const struct gp_bottleneck *b,
                            struct gp_text *head)
{
    const struct gp_link_stat *link = &s->links[b->level].stat[b->link];
    gp_i128 low = b->total - b->half_width;

    gp_bottleneck_id(head, b);
    gp_text_addf(head, ": %s from ", gp_level_name(b->level));
    add_name(head, gp_stats_name(s, b->level, link->from));
    gp_text_add(head, " to ");
    add_name(head, gp_stats_name(s, b->level, link->to));
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

static enum gp_status explain_bottleneck(const struct gp_options *o,
                                         const struct gp_loaded *l,
                                         const struct gp_bottleneck *b,
                                         struct gp_err *err)
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
    st = show(o, &head, &t, err);
    gp_table_release(&t);
    gp_free(list);
    return st;
}

/* ---- a gap ---- */

static enum gp_status explain_gap(const struct gp_options *o, const struct gp_loaded *l,
                                  const struct gp_gap *gap, struct gp_err *err)
{
    struct gp_words sentence = {0};
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    gp_gap_id(&head, gap);
    gp_text_addf(&head, " (%s)\n  ", gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    gp_words_gap(&sentence, &l->judgement.conformance, &l->judgement.gaps, gap);
    gp_escape_terminal(&head, gp_slice(gp_text_z(&sentence.text)));
    gp_text_add(&head, "\n");
    gp_gap_lines_terminal(&head, &l->judgement, gap, "  ");
    gp_table_one_gap(&l->judgement, gap, gp_show_rows(o, USUAL_CASES), &t);
    st = show(o, &head, &t, err);
    gp_table_release(&t);
    gp_words_release(&sentence);
    return st;
}

/* ---- finding the id ---- */

static bool is_id(struct gp_text *scratch, const char *id)
{
    return gp_text_ok(scratch) && strcmp(gp_text_z(scratch), id) == 0;
}

static enum gp_status not_found(const char *id, const struct gp_loaded *l,
                                struct gp_err *err)
{
    return gp_fail(err, GP_USAGE,
                   "nothing in this log is called \"%s\"%s; ids stand in the tables "
                   "bottlenecks (B-...), variants (V-...), gaps (G-...) and cases, "
                   "measures in `goatpath "
                   "help measures`",
                   id, l->facts.filtered != NULL ? " after --filter" : "");
}

static enum gp_status explain_in_log(const struct gp_options *o,
                                     const struct gp_loaded *l, struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    const char *id = o->operand[0];
    uint32_t c = gp_dict_find(&s->log->cases, gp_slice(id));
    struct gp_text name = {0};
    enum gp_status st = GP_OK;
    bool found = c != GP_NO_ID;
    size_t i;

    if (found)
        st = explain_case(o, l, c, err);
    for (i = 0; !found && strncmp(id, "B-", 2) == 0 && i < s->bottlenecks.n; i++) {
        gp_text_clear(&name);
        gp_bottleneck_id(&name, &s->bottlenecks.item[i]);
        found = is_id(&name, id);
        if (found)
            st = explain_bottleneck(o, l, &s->bottlenecks.item[i], err);
    }
    if (!found && l->has_judgement) {
        const struct gp_gap *gap = gp_gap_find(&l->judgement.gaps, gp_slice(id));

        found = gap != NULL;
        if (found)
            st = explain_gap(o, l, gap, err);
    }
    for (i = 0; !found && strncmp(id, "V-", 2) == 0 && i < s->variants.n; i++) {
        gp_text_clear(&name);
        gp_variant_id(&name, &s->variants.variant[i]);
        found = is_id(&name, id);
        if (found)
            st = explain_variant(o, l, i, err);
    }
    gp_text_release(&name);
    return found ? st : not_found(id, l, err);
}

/* One word and no log: a measure was meant, or the log was forgotten. */
static enum gp_status no_such_measure(const char *name, struct gp_err *err)
{
    struct gp_nearest n = gp_nearest_to(name);
    const struct gp_measure *m;
    size_t i;

    for (i = 0; (m = gp_measure_at(i)) != NULL; i++)
        gp_nearest_offer(&n, m->name);
    return gp_fail(
        err, GP_USAGE,
        "no measure is called \"%s\"%s%s; `goatpath help measures` lists them; "
        "an id needs the log behind it: goatpath explain %s LOG",
        name, n.best != NULL ? "; the nearest is " : "", n.best != NULL ? n.best : "",
        name);
}

enum gp_status gp_cmd_explain(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    enum gp_status st;

    if (o->n_operands == 0)
        return gp_fail(
            err, GP_USAGE,
            "explain what? goatpath explain ID LOG..., or the name of a measure "
            "(`goatpath help measures`)");
    if (o->n_operands == 1 && gp_measure_find(o->operand[0]) != NULL)
        return explain_measure(o, gp_measure_find(o->operand[0]), err);
    if (o->n_operands == 1)
        return no_such_measure(o->operand[0], err);
    st = gp_load(o, 1, &l, err);
    if (st == GP_OK)
        st = explain_in_log(o, &l, err);
    gp_loaded_release(&l);
    return st;
}
