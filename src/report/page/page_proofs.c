/* page_proofs.c - below the causes of waiting: for each cause the longest waits of the
 * whole log, with their rows and those of the work in between (mine/proofs.h). */
#include "report/page/html.h"
#include "report/page/page_parts.h"

#include <string.h>

enum { MOST_PROOFS = 10 };

/* The longest of the log; each pair's own are in order already. */
static size_t longest(const struct gp_causes *c, enum gp_wait_cause cause,
                      const struct gp_proof *best[MOST_PROOFS])
{
    size_t n = 0, i, p, at;

    for (i = 0; i < c->n_links; i++)
        for (p = c->link[i].proof[cause]; p < c->link[i].proof[cause + 1]; p++) {
            for (at = n; at > 0 && best[at - 1]->amount < c->proof[p].amount; at--)
                ;
            if (at == MOST_PROOFS)
                break;
            n += n < MOST_PROOFS;
            memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
            best[at] = &c->proof[p];
        }
    return n;
}

static void head(struct gp_text *out, enum gp_wait_cause cause)
{
    static const char *const waits[GP_WAIT_CAUSES] = {
        "waits for a batch to fill",
        "waits for a person busy with earlier work",
        "waits for a person busy with later work",
        "waits for a person off duty",
        "waits without a reason in the log",
    };

    gp_text_addf(out,
                 "<details class=\"evidence\"><summary>Evidence: the longest %s"
                 "</summary>\n",
                 waits[cause]);
    gp_html_box(out, "Evidence: cases with file and line");
    gp_text_add(out,
                "<table><thead><tr><th scope=\"col\">Case</th>"
                "<th scope=\"col\">Possible after</th><th scope=\"col\">Waited</th>"
                "<th scope=\"col\" class=\"n\">So long</th>"
                "<th scope=\"col\" class=\"n\">Of</th>");
    if (cause == GP_WAIT_BATCHING)
        gp_text_add(out, "<th scope=\"col\">Last to join the batch</th>");
    else if (cause < GP_WAIT_UNAVAILABILITY)
        gp_text_add(out, "<th scope=\"col\">The person meanwhile</th>"
                         "<th scope=\"col\" class=\"n\">And others</th>");
    gp_text_add(out, "</tr></thead><tbody>\n");
}

static void meanwhile(struct gp_text *out, const struct gp_stats *s,
                      const struct gp_proof *p, enum gp_wait_cause cause)
{
    if (p->meanwhile == GP_NO_ID)
        gp_text_add(out, "<td></td>");
    else
        gp_html_event_cell(out, s, p->meanwhile, gp_event_start(s->log, p->meanwhile));
    if (cause == GP_WAIT_BATCHING)
        return;
    gp_text_add(out, "<td class=\"n\">");
    gp_text_add_count(out, p->others);
    gp_text_add(out, "</td>");
}

static void row(struct gp_text *out, const struct gp_stats *s, const struct gp_proof *p,
                enum gp_wait_cause cause)
{
    const struct gp_eventlog *log = s->log;

    gp_text_add(out, "<tr><th scope=\"row\">");
    gp_html_name(out, gp_stats_case(s, gp_case_of_event(log, p->event)));
    gp_text_add(out, "</th>");
    gp_html_event_cell(out, s, p->trigger, gp_event_end(log, p->trigger));
    gp_html_event_cell(out, s, p->event, gp_event_start(log, p->event));
    gp_html_cell_span(out, p->amount);
    gp_html_cell_span(out,
                      gp_event_start(log, p->event) - gp_event_end(log, p->trigger));
    if (cause < GP_WAIT_UNAVAILABILITY)
        meanwhile(out, s, p, cause);
    gp_text_add(out, "</tr>\n");
}

void gp_page_proofs(struct gp_text *out, const struct gp_page *page,
                    enum gp_wait_cause cause)
{
    const struct gp_proof *best[MOST_PROOFS + 1];
    size_t n = longest(page->facts->causes, cause, best), i;

    if (n == 0)
        return;
    head(out, cause);
    for (i = 0; i < n; i++)
        row(out, page->facts->stats, best[i], cause);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    gp_text_add(out, "</details>\n");
}
