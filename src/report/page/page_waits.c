/* page_waits.c - where cases wait: ranked links with intervals, and their evidence. */
#include "report/page/html.h"
#include "report/page/page_parts.h"

enum { MOST_WAITS = 25 };

static void head(struct gp_text *out, enum gp_level level)
{
    static const char *const captions[GP_LEVELS] = {
        "Waits between two steps, by total hours",
        "Handoffs between people, by hours waited",
        "Handoffs between groups, by hours waited",
    };

    gp_text_addf(out,
                 "<table class=\"sortable\"><caption>%s</caption>\n<thead><tr>"
                 "<th scope=\"col\" class=\"n\">Rank</th>"
                 "<th scope=\"col\">From and to</th>"
                 "<th scope=\"col\" class=\"n\">Hours, of all waiting</th>"
                 "<th scope=\"col\" class=\"n\">95 %% interval, h</th>"
                 "<th scope=\"col\" class=\"n\">Cases</th>"
                 "<th scope=\"col\" class=\"n\">%s</th>"
                 "<th scope=\"col\" class=\"n\">Median</th>"
                 "<th scope=\"col\" class=\"n\">90 %% within</th>"
                 "<th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n",
                 captions[level], level == GP_BY_ACTIVITY ? "Times" : "Handoffs");
}

static void total_cells(struct gp_text *out, const struct gp_bottleneck *b,
                        const char *id)
{
    gp_text_add(out, "<td class=\"n share\" data-v=\"");
    gp_span_seconds(out, b->total);
    gp_text_add(out, "\"><b>");
    gp_html_figure(out, GP_HTML_HOURS, b->total, "bottlenecks/%s/total", id);
    gp_text_add(out, "</b><br>");
    gp_html_bar(out, b->total, b->all_waiting);
    gp_share_words(out, b->total, b->all_waiting);
    gp_text_add(out, "</td><td class=\"n\" data-v=\"");
    gp_span_seconds(out, gp_bottleneck_low(b));
    gp_text_add(out, "\">");
    if (b->half_width > 0) { /* one case, or all alike: nothing varies */
        gp_span_hours(out, gp_bottleneck_low(b));
        gp_text_add(out, " to ");
        gp_span_hours(out, b->total + b->half_width);
    } else {
        gp_text_add(out, "\xE2\x80\x93");
    }
    gp_text_add(out, "</td>");
}

static void row(struct gp_text *out, const struct gp_stats *s,
                const struct gp_bottleneck *b)
{
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    struct gp_text id = {0};

    gp_bottleneck_id(&id, b);
    gp_text_addf(out, "<tr><td class=\"n\" data-v=\"%u\">%u</td><td class=\"fromto\">",
                 b->rank, b->rank);
    gp_html_name(out, gp_stats_name(s, b->level, l->from));
    gp_text_add(out, "<br><span class=\"arrow\">\xE2\x86\x92</span> ");
    gp_html_name(out, gp_stats_name(s, b->level, l->to));
    gp_text_add(out, "</td>");
    total_cells(out, b, gp_text_z(&id));
    gp_text_addf(out, "<td class=\"n\" data-v=\"%llu\">", (unsigned long long)l->cases);
    gp_html_figure(out, GP_HTML_COUNT, l->cases, "bottlenecks/%s/cases",
                   gp_text_z(&id));
    gp_text_addf(out, "</td><td class=\"n\" data-v=\"%llu\">",
                 (unsigned long long)l->count);
    gp_html_figure(out, GP_HTML_COUNT, l->count, "bottlenecks/%s/count",
                   gp_text_z(&id));
    gp_text_add(out, "</td>");
    gp_html_cell_span(out, l->wait.median);
    gp_html_cell_span(out, l->wait.p90);
    gp_text_addf(out, "<td class=\"n\"><a href=\"#%s\">%s</a></td></tr>\n",
                 gp_text_z(&id), gp_text_z(&id));
    gp_text_release(&id);
}

static void evidence(struct gp_text *out, const struct gp_stats *s,
                     const struct gp_bottleneck *b)
{
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    struct gp_text id = {0}, summary = {0};

    gp_bottleneck_id(&id, b);
    gp_text_add_slice(&summary, gp_slice(gp_text_z(&id)));
    gp_text_add(&summary, ": the longest waits from \xE2\x80\x98");
    gp_text_add_slice(&summary, gp_stats_name(s, b->level, l->from));
    gp_text_add(&summary, "\xE2\x80\x99 to \xE2\x80\x98");
    gp_text_add_slice(&summary, gp_stats_name(s, b->level, l->to));
    gp_text_add(&summary, "\xE2\x80\x99");
    gp_text_addf(out, "<div id=\"%s\" class=\"proof\">", gp_text_z(&id));
    gp_html_evidence(out, s, GP_EVIDENCE_LINKS, b->example, b->n_examples,
                     gp_text_z(&summary));
    gp_text_add(out, "</div>\n");
    out->failed = out->failed || id.failed || summary.failed;
    gp_text_release(&id);
    gp_text_release(&summary);
}

static void left_out(struct gp_text *out, size_t n)
{
    if (n == 0)
        return;
    gp_text_add(out, "<p class=\"left-out\">");
    gp_text_add_count(out, n);
    gp_text_add(out, n == 1 ? " more is" : " more are");
    gp_text_add(out, " in <code>tables/bottlenecks.csv</code>.</p>\n");
}

void gp_page_bottlenecks(struct gp_text *out, const struct gp_stats *stats,
                         enum gp_level level, size_t most)
{
    const struct gp_bottlenecks *all = &stats->bottlenecks;
    size_t first = all->first[level], end = all->first[level + 1], i;

    if (first == end || !stats->log->has_time)
        return;
    gp_html_box(out, "Bottlenecks");
    head(out, level);
    for (i = first; i < end && i < first + most; i++)
        row(out, stats, &all->item[i]);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    left_out(out, end - i);
    gp_text_add(out, "<details class=\"proofs\"><summary>Evidence for each row: cases "
                     "with file and line</summary>\n");
    for (i = first; i < end && i < first + most; i++)
        evidence(out, stats, &all->item[i]);
    gp_text_add(out, "</details>\n");
}

enum gp_status gp_page_waits(struct gp_text *out, const struct gp_page *page,
                             struct gp_err *err)
{
    const struct gp_stats *s = page->facts->stats;

    (void)err;
    if (!s->log->has_time)
        return GP_OK;
    gp_html_section(out, "waits", "Where cases wait",
                    s->log->has_start
                        ? "From the end of one step to the start of the next, summed "
                          "over all cases. Rows share a rank when their difference "
                          "may be chance."
                        : "From one step to the next, summed over all cases; the work "
                          "on the next step is included, because events have one time. "
                          "Rows share a rank when their difference may be chance.");
    gp_page_figure(out, page, "waits");
    gp_page_bottlenecks(out, s, GP_BY_ACTIVITY, MOST_WAITS);
    gp_page_causes(out, page);
    gp_html_section_end(out);
    return GP_OK;
}
