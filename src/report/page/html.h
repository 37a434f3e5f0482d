/* html.h - small words of HTML that the sections of the page share.
 *
 * Text from the log passes gp_html_text or gp_html_name, nothing else. A figure that
 * report.json holds too is written as <data value="..." data-json="log/cases">, so that
 * page and file can be compared.
 */
#ifndef GP_REPORT_HTML_H
#define GP_REPORT_HTML_H

#include "report/facts.h"
#include "report/words.h"

void gp_html_text(struct gp_text *out, struct gp_slice s);
void gp_html_name(struct gp_text *out, struct gp_slice s); /* <bdi class="name"> */

/* <section id="..."><h2>...</h2><p class="lead">...; lead: plain text or NULL */
void gp_html_section(struct gp_text *out, const char *id, const char *title,
                     const char *lead);
void gp_html_section_end(struct gp_text *out);

/* A box that scrolls sideways by itself and can be reached by keyboard. */
void gp_html_box(struct gp_text *out, const char *label);
void gp_html_box_end(struct gp_text *out);

/* A figure with its address in report.json ("log/cases", or a printf format): a count, or
 * a span in us, as people read it. */
enum gp_html_figure {
    GP_HTML_COUNT,       /* "1,204" */
    GP_HTML_HOURS,       /* "1,204 h" */
    GP_HTML_HOURS_SHORT, /* "4.49 million h" */
    GP_HTML_SPAN,        /* "2 d 4 h" */
};
void gp_html_figure(struct gp_text *out, enum gp_html_figure kind, gp_i128 value,
                    const char *address, ...) GP_PRINTF(4, 5);
/* A share 0..1, shown as "98 %". */
void gp_html_ratio(struct gp_text *out, double share, const char *address);

/* <td class="n" data-v="..."> for sorting; shown for people. */
void gp_html_cell_span(struct gp_text *out, int64_t us);

/* A bar of that share, hidden from screen readers: the figure stands beside it. */
void gp_html_bar(struct gp_text *out, gp_i128 n, gp_i128 of);

/* "deals.csv:120", and "2012-10-09 14:50" in <time>. */
void gp_html_place(struct gp_text *out, const struct gp_eventlog *log, uint32_t event);
void gp_html_time(struct gp_text *out, int64_t us);

/* The named table of tables.h, at most `most` rows, in a box; sortable. */
enum gp_status gp_html_table(struct gp_text *out, const struct gp_facts *facts,
                             const char *name, size_t most,
                             struct gp_err *err) GP_MUST_USE;

/* <td>: activity, owners, an instant of it, file and line. */
void gp_html_event_cell(struct gp_text *out, const struct gp_stats *stats,
                        uint32_t event, int64_t at);

/* Evidence as <details>: events that begin a link, with the next event and the wait; or
 * events alone, with their case's length. */
enum gp_evidence_kind { GP_EVIDENCE_LINKS, GP_EVIDENCE_EVENTS };
void gp_html_evidence(struct gp_text *out, const struct gp_stats *stats,
                      enum gp_evidence_kind kind, const uint32_t *event, size_t n,
                      const char *summary);

#endif
