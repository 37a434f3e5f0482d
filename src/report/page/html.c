/* html.c - see html.h. */
#include "report/page/html.h"
#include "report/tables.h"

#include "base/escape.h"
#include "base/path.h"

#include <stdarg.h>
#include <stdio.h>

void gp_html_text(struct gp_text *out, struct gp_slice s)
{
    gp_escape_html(out, s);
}

void gp_html_name(struct gp_text *out, struct gp_slice s)
{
    gp_text_add(out, "<bdi class=\"name\">");
    gp_escape_html(out, s);
    gp_text_add(out, "</bdi>");
}

void gp_html_section(struct gp_text *out, const char *id, const char *title,
                     const char *lead)
{
    gp_text_addf(out, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n", id, id);
    gp_text_addf(out, "<h2 id=\"h-%s\">", id);
    gp_html_text(out, gp_slice(title));
    gp_text_add(out, "</h2>\n");
    if (lead == NULL)
        return;
    gp_text_add(out, "<p class=\"lead\">");
    gp_html_text(out, gp_slice(lead));
    gp_text_add(out, "</p>\n");
}

void gp_html_section_end(struct gp_text *out)
{
    gp_text_add(out, "</section>\n");
}

void gp_html_box(struct gp_text *out, const char *label)
{
    gp_text_add(out, "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"");
    gp_html_text(out, gp_slice(label));
    gp_text_add(out, "\">\n");
}

void gp_html_box_end(struct gp_text *out)
{
    gp_text_add(out, "</div>\n");
}

/* --- figures with an address --- */

static void figure_words(struct gp_text *out, enum gp_html_figure kind, gp_i128 value)
{
    switch (kind) {
    case GP_HTML_COUNT:
        gp_text_add_count(out, (uint64_t)value);
        return;
    case GP_HTML_HOURS:
        gp_span_hours(out, value);
        gp_text_add(out, "&nbsp;h");
        return;
    case GP_HTML_HOURS_SHORT:
        gp_hours_words(out, value);
        return;
    case GP_HTML_SPAN:
        gp_span_human(out, (int64_t)value);
        return;
    }
}

void gp_html_figure(struct gp_text *out, enum gp_html_figure kind, gp_i128 value,
                    const char *address, ...)
{
    char path[160];
    va_list args;

    va_start(args, address);
    (void)vsnprintf(path, sizeof path, address, args);
    va_end(args);
    gp_text_add(out, "<data data-json=\"");
    gp_html_text(out, gp_slice(path));
    gp_text_add(out, "\" value=\"");
    if (kind == GP_HTML_COUNT)
        gp_text_add_u64(out, (uint64_t)value);
    else
        gp_span_seconds(out, value);
    gp_text_add(out, "\">");
    figure_words(out, kind, value);
    gp_text_add(out, "</data>");
}

void gp_html_ratio(struct gp_text *out, double share, const char *address)
{
    gp_text_addf(out, "<data data-json=\"%s\" value=\"%.9f\">", address, share);
    gp_share_words(out, (gp_i128)(share * 1e6), 1000000);
    gp_text_add(out, "</data>");
}

/* --- cells --- */

static void cell_count(struct gp_text *out, uint64_t n)
{
    gp_text_addf(out, "<td class=\"n\" data-v=\"%llu\">", (unsigned long long)n);
    gp_text_add_count(out, n);
    gp_text_add(out, "</td>");
}

void gp_html_cell_span(struct gp_text *out, int64_t us)
{
    gp_text_add(out, "<td class=\"n\" data-v=\"");
    gp_span_seconds(out, us);
    gp_text_add(out, "\">");
    gp_span_human(out, us);
    gp_text_add(out, "</td>");
}

void gp_html_bar(struct gp_text *out, gp_i128 n, gp_i128 of)
{
    gp_i128 tenths = of > 0 ? n * 1000 / of : 0;

    gp_text_addf(out,
                 "<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"%u.%u%%\" "
                 "height=\"100%%\"/></svg>",
                 (unsigned)(tenths / 10), (unsigned)(tenths % 10));
}

void gp_html_place(struct gp_text *out, const struct gp_eventlog *log, uint32_t event)
{
    gp_text_add(out, "<code>");
    gp_html_text(out, gp_base_name(gp_event_file(log, event)));
    gp_text_addf(out, ":%u</code>", (unsigned)log->line[event]);
}

void gp_html_time(struct gp_text *out, int64_t us)
{
    gp_text_add(out, "<time datetime=\"");
    gp_instant_iso(out, us);
    gp_text_add(out, "\">");
    gp_instant_short(out, us);
    gp_text_add(out, "</time>");
}

enum gp_status gp_html_table(struct gp_text *out, const struct gp_facts *facts,
                             const char *name, size_t most, struct gp_err *err)
{
    struct gp_table t;
    enum gp_status st = gp_table_make(name, facts, most, &t, err);

    if (st != GP_OK)
        return st;
    if (t.n_rows != 0) {
        gp_html_box(out, t.title);
        gp_table_render_html(&t, out);
        gp_html_box_end(out);
    } else {
        gp_text_add(out, "<p class=\"nothing\">None in this log.</p>\n");
    }
    gp_table_release(&t);
    return GP_OK;
}

/* --- evidence --- */

/* "by Ann, Sales", as far as they are known */
static void owners(struct gp_text *out, const struct gp_stats *s, uint32_t event)
{
    uint32_t who = gp_level_id(s->log, GP_BY_RESOURCE, event);
    uint32_t team = gp_level_id(s->log, GP_BY_GROUP, event);

    if (who == GP_NO_ID && team == GP_NO_ID)
        return;
    gp_text_add(out, " <span class=\"by\">by ");
    if (who != GP_NO_ID)
        gp_html_name(out, gp_stats_name(s, GP_BY_RESOURCE, who));
    if (team != GP_NO_ID) {
        gp_text_add(out, who != GP_NO_ID ? ", " : "");
        gp_html_name(out, gp_stats_name(s, GP_BY_GROUP, team));
    }
    gp_text_add(out, "</span>");
}

void gp_html_event_cell(struct gp_text *out, const struct gp_stats *s, uint32_t event,
                        int64_t at)
{
    gp_text_add(out, "<td>");
    gp_html_name(out, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(s->log->activity, event)));
    owners(out, s, event);
    gp_text_add(out, "<br><small>");
    if (s->log->has_time) {
        gp_html_time(out, at);
        gp_text_add_char(out, ' ');
    }
    gp_html_place(out, s->log, event);
    gp_text_add(out, "</small></td>");
}

static void case_cell(struct gp_text *out, const struct gp_stats *s, uint32_t event)
{
    gp_text_add(out, "<tr><th scope=\"row\">");
    gp_html_name(out, gp_stats_case(s, gp_case_of_event(s->log, event)));
    gp_text_add(out, "</th>");
}

static void link_row(struct gp_text *out, const struct gp_stats *s, uint32_t event)
{
    case_cell(out, s, event);
    gp_html_event_cell(out, s, event, gp_event_end(s->log, event));
    gp_html_event_cell(out, s, event + 1, gp_event_start(s->log, event + 1));
    if (s->log->has_time)
        gp_html_cell_span(out, gp_event_wait(s->log, event));
    gp_text_add(out, "</tr>\n");
}

static void event_row(struct gp_text *out, const struct gp_stats *s, uint32_t event)
{
    uint32_t c = gp_case_of_event(s->log, event);

    case_cell(out, s, event);
    gp_html_event_cell(out, s, event, gp_event_start(s->log, event));
    cell_count(out, s->log->first[c + 1] - s->log->first[c]);
    if (s->cases.start != NULL)
        gp_html_cell_span(out, s->cases.end[c] - s->cases.start[c]);
    gp_text_add(out, "</tr>\n");
}

void gp_html_evidence(struct gp_text *out, const struct gp_stats *stats,
                      enum gp_evidence_kind kind, const uint32_t *event, size_t n,
                      const char *summary)
{
    bool links = kind == GP_EVIDENCE_LINKS;
    size_t i;

    if (n == 0)
        return;
    gp_text_add(out, "<details class=\"evidence\"><summary>");
    gp_html_text(out, gp_slice(summary));
    gp_text_add(out, "</summary>\n");
    gp_html_box(out, "Evidence: cases with file and line");
    gp_text_add(out, "<table><thead><tr><th scope=\"col\">Case</th>");
    gp_text_add(out, links ? "<th scope=\"col\">From</th><th scope=\"col\">To</th>"
                           : "<th scope=\"col\">Event</th><th scope=\"col\" "
                             "class=\"n\">Events of the case</th>");
    if (stats->log->has_time)
        gp_text_add(out, links ? "<th scope=\"col\" class=\"n\">Wait</th>"
                               : "<th scope=\"col\" class=\"n\">Case lasts</th>");
    gp_text_add(out, "</tr></thead><tbody>\n");
    for (i = 0; i < n; i++)
        (links ? link_row : event_row)(out, stats, event[i]);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    gp_text_add(out, "</details>\n");
}
