/* page_causes.c - why cases wait: one sentence on the first screen, and below the waits
 * each cause with its hours, by pair of steps, and what that rests on. */
#include "report/page/html.h"
#include "report/page/page_parts.h"

enum { MOST_LINKS = 15 };

static bool told(const struct gp_page *page)
{
    return gp_causes_cannot(page->facts) == NULL && page->facts->causes->all.wait > 0;
}

/* What is said of each, as "58 % of the waiting ..." goes on. */
static const char *what(enum gp_wait_cause cause, bool has_calendar)
{
    switch (cause) {
    case GP_WAIT_BATCHING:
        return "is for a batch to fill";
    case GP_WAIT_CONTENTION:
        return "is for a person who was busy with work that came before";
    case GP_WAIT_PRIORITISATION:
        return "is for a person who did work first that came later";
    case GP_WAIT_UNAVAILABILITY:
        return "is for a person who was off duty";
    default:
        return has_calendar ? "passes while the person is on duty and free: the reason "
                              "is not in the log"
                            : "passes while the person does nothing else that the log "
                              "shows: free, or off duty";
    }
}

static enum gp_wait_cause largest(const struct gp_cause_sum *sum)
{
    int best = 0, i;

    for (i = 1; i < GP_WAIT_CAUSES; i++)
        if (sum->cause[i] > sum->cause[best])
            best = i;
    return (enum gp_wait_cause)best;
}

/* A bar of all causes, one behind the other. */
static void stack(struct gp_text *out, const struct gp_cause_sum *sum)
{
    gp_i128 done = 0;
    int i;

    gp_text_add(out, "<svg class=\"bar stack\" aria-hidden=\"true\">");
    for (i = 0; i < GP_WAIT_CAUSES; i++) {
        unsigned from = (unsigned)(done * 1000 / sum->wait), to;

        done += sum->cause[i];
        to = (unsigned)(done * 1000 / sum->wait);
        if (to > from)
            gp_text_addf(out,
                         "<rect class=\"c%d\" x=\"%u.%u%%\" width=\"%u.%u%%\" "
                         "height=\"100%%\"/>",
                         i, from / 10, from % 10, (to - from) / 10, (to - from) % 10);
    }
    gp_text_add(out, "</svg>");
}

/* --- the first screen --- */

static void others(struct gp_words *w, const struct gp_causes *c,
                   enum gp_wait_cause first)
{
    int i;

    for (i = 0; i < GP_WAIT_CAUSES; i++) {
        if (i == (int)first || c->all.cause[i] == 0)
            continue;
        gp_words_say(w, "; ");
        gp_words_say(w, gp_wait_cause_name((enum gp_wait_cause)i));
        gp_words_say(w, " ");
        gp_words_share(w, c->all.cause[i], c->all.wait);
    }
}

void gp_page_first_causes(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_causes *c = page->facts->causes;
    struct gp_words head = {0}, detail = {0};
    enum gp_wait_cause first;

    if (!told(page))
        return;
    first = largest(&c->all);
    gp_words_share(&head, c->all.cause[first], c->all.wait);
    gp_words_say(&head, " of the waiting ");
    gp_words_say(&head, what(first, c->has_calendar));
    gp_words_say(&detail, gp_wait_cause_name(first));
    gp_words_say(&detail, " ");
    gp_words_hours(&detail, c->all.cause[first]);
    gp_words_say(&detail, " of ");
    gp_words_hours(&detail, c->all.wait);
    others(&detail, c, first);
    gp_words_say(&detail, "; counted for each step from the moment it was possible");
    if (c->all.wait != page->facts->stats->all_waiting) {
        gp_words_say(&detail, ", not as the ");
        gp_words_hours(&detail, page->facts->stats->all_waiting);
        gp_words_say(&detail, " from each step to the next");
    }
    gp_text_add(out,
                "<li class=\"finding k0 bare\"><p class=\"kind\">Why</p>\n<div><h3>");
    gp_words_html(out, &head);
    gp_text_add(out, "</h3>\n<p class=\"detail\">");
    gp_words_html(out, &detail);
    gp_text_add(out, "</p>\n</div>\n<div class=\"side\"><b>");
    gp_share_words(out, c->all.cause[first], c->all.wait);
    gp_text_addf(out, "</b> <small>%s</small>", gp_wait_cause_name(first));
    stack(out, &c->all);
    gp_text_add(out, "<a href=\"#why\">All causes</a></div></li>\n");
    out->failed |= head.text.failed || detail.text.failed;
    gp_words_release(&head);
    gp_words_release(&detail);
}

/* --- the section --- */

static void tiles(struct gp_text *out, const struct gp_causes *c)
{
    static const char *const titles[GP_WAIT_CAUSES] = {
        "Batching", "Contention", "Prioritisation", "Unavailability", "Outside"};
    int i;

    gp_text_add(out, "<dl class=\"tiles causes\">\n");
    for (i = 0; i < GP_WAIT_CAUSES; i++) {
        gp_text_addf(out, "<div><dt><span class=\"dot c%d\"></span>%s</dt><dd>", i,
                     titles[i]);
        gp_html_figure(out, GP_HTML_HOURS_SHORT, c->all.cause[i], "waits/causes/%s",
                       gp_wait_cause_name((enum gp_wait_cause)i));
        gp_text_add(out, "</dd><dd class=\"under\">");
        gp_share_words(out, c->all.cause[i], c->all.wait);
        if (i == GP_WAIT_UNAVAILABILITY && !c->has_calendar)
            gp_text_add(out, ": no calendar was given</dd></div>\n");
        else
            gp_text_addf(out, " %s</dd></div>\n",
                         what((enum gp_wait_cause)i, c->has_calendar));
    }
    gp_text_add(out, "</dl>\n");
}

/* What would be won: an upper bound, since nothing else is moved. */
static void efficiency(struct gp_text *out, const struct gp_causes *c)
{
    enum gp_wait_cause first = largest(&c->all);
    gp_i128 rest = c->work + c->all.wait - c->all.cause[first];

    gp_text_add(out,
                "<p class=\"note-line\">Of the time from the moment work could begin "
                "to its end, <b>");
    gp_share_words(out, c->work, c->work + c->all.wait);
    gp_text_add(out, "</b> is work (");
    gp_hours_words(out, c->work);
    gp_text_addf(out, "). Without %s%s it would be at most <b>",
                 first == GP_WAIT_OUTSIDE ? "the waiting " : "",
                 gp_wait_cause_name(first));
    gp_share_words(out, c->work, rest);
    gp_text_add(out, "</b>: nothing else is moved by that.</p>\n");
}

/* The customer's clock and the staff's, side by side. */
static void two_clocks(struct gp_text *out, const struct gp_causes *c)
{
    if (!c->has_calendar)
        return;
    gp_text_add(out,
                "<p class=\"note-line\">By the customer\xE2\x80\x99s clock these waits "
                "are <b>");
    gp_hours_words(out, c->all.wait);
    gp_text_add(out, "</b>; by that of the staff, within opening hours, <b>");
    gp_hours_words(out, c->all.open);
    gp_text_add(out, "</b> (");
    gp_share_words(out, c->all.open, c->all.wait);
    gp_text_add(out, ").</p>\n");
}

static void whose_hours(struct gp_text *out, const struct gp_causes *c)
{
    if (c->n_own + c->n_team == 0)
        return;
    gp_text_add(out, "Off duty is by the hours of the calendar: ");
    gp_text_add_count(out, c->n_own);
    gp_text_add(out, c->n_own == 1 ? " person by hours of their own, "
                                   : " people by hours of their own, ");
    gp_text_add_count(out, c->n_team);
    gp_text_add(out, " by those of their team, all others by everybody\xE2\x80\x99s. ");
}

static void basis(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_causes *c = page->facts->causes;
    size_t i;

    gp_text_add(out, "<p class=\"note-line\">");
    if (!c->has_calendar)
        gp_text_add(
            out,
            "No calendar was given, so nobody is ever off duty: nights and "
            "weekends count as outside (--calendar FILE changes that, and goatpath "
            "model calendar proposes one). ");
    whose_hours(out, c);
    if (c->nobody != 0) {
        gp_text_add_count(out, c->nobody);
        gp_text_add(out, c->nobody == 1 ? " wait of " : " waits of ");
        gp_hours_words(out, c->nobody_wait);
        gp_text_add(out, " in all are outside because the person is not known. ");
    }
    gp_text_add(out,
                "Contention and prioritisation tell only who was served first; the "
                "second is no proof of a priority. ");
    if (c->n_together != 0) {
        gp_text_add(out, "Steps that run side by side do not wait for each other: ");
        for (i = 0; i < c->n_together && i < 5; i++) {
            const struct gp_concurrent_pair *p = &c->together[i];

            gp_text_add(out, i != 0 ? "; " : "");
            gp_html_name(out, gp_stats_name(page->facts->stats, GP_BY_ACTIVITY, p->a));
            gp_text_add(out, " and ");
            gp_html_name(out, gp_stats_name(page->facts->stats, GP_BY_ACTIVITY, p->b));
        }
        if (i < c->n_together)
            gp_text_addf(out, " and %zu more pairs", c->n_together - i);
        gp_text_add(out, ".");
    }
    gp_text_add(out, "</p>\n");
}

static void share_cell(struct gp_text *out, gp_i128 part, gp_i128 whole)
{
    gp_text_addf(out, "<td class=\"n\" data-v=\"%u\">",
                 (unsigned)(part * 1000000 / whole));
    gp_share_words(out, part, whole);
    gp_text_add(out, "</td>");
}

static void link_row(struct gp_text *out, const struct gp_stats *s,
                     const struct gp_cause_link *l)
{
    int i;

    gp_text_add(out, "<tr><td class=\"fromto\">");
    gp_html_name(out, gp_stats_name(s, GP_BY_ACTIVITY, l->from));
    gp_text_add(out, "<br><span class=\"arrow\">\xE2\x86\x92</span> ");
    gp_html_name(out, gp_stats_name(s, GP_BY_ACTIVITY, l->to));
    gp_text_add(out, "</td>");
    gp_text_addf(out, "<td class=\"n\" data-v=\"%llu\">",
                 (unsigned long long)l->sum.count);
    gp_text_add_count(out, l->sum.count);
    gp_text_add(out, "</td><td class=\"n\" data-v=\"");
    gp_span_seconds(out, l->sum.wait);
    gp_text_add(out, "\">");
    gp_span_hours(out, l->sum.wait);
    gp_text_add(out, "</td><td class=\"stacked\">");
    stack(out, &l->sum);
    gp_text_add(out, "</td>");
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        share_cell(out, l->sum.cause[i], l->sum.wait);
    gp_text_add(out, "</tr>\n");
}

static void links(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_causes *c = page->facts->causes;
    int k;
    size_t i;

    gp_html_box(out, "Causes of waiting by pair of steps");
    gp_text_add(out,
                "<table class=\"sortable\"><caption>Causes by pair of steps, by hours; "
                "shares of the wait of the row</caption>\n<thead><tr>"
                "<th scope=\"col\">From and to</th><th scope=\"col\" "
                "class=\"n\">Times</th><th scope=\"col\" class=\"n\">Hours</th>"
                "<th scope=\"col\"></th>");
    for (k = 0; k < GP_WAIT_CAUSES; k++)
        gp_text_addf(out, "<th scope=\"col\" class=\"n\">%s</th>",
                     gp_wait_cause_name((enum gp_wait_cause)k));
    gp_text_add(out, "</tr></thead>\n<tbody>\n");
    for (i = 0; i < c->n_links && i < MOST_LINKS && c->link[i].sum.wait > 0; i++)
        link_row(out, page->facts->stats, &c->link[i]);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    if (i < c->n_links)
        gp_text_addf(out,
                     "<p class=\"left-out\">%zu more are in "
                     "<code>tables/causes.csv</code>.</p>\n",
                     c->n_links - i);
}

void gp_page_causes(struct gp_text *out, const struct gp_page *page)
{
    const char *why_not = gp_causes_cannot(page->facts);
    int k;

    if (!told(page)) {
        if (why_not != NULL)
            gp_text_addf(out, "<p class=\"note-line\" id=\"why\">%s</p>\n", why_not);
        return;
    }
    gp_text_add(
        out, "<h3 id=\"why\">Why: what the next person was doing</h3>\n"
             "<p class=\"lead\">Each moment from when a step was possible to when it "
             "began has one cause, the first that holds of batching, contention, "
             "prioritisation, unavailability and outside. Where steps run side by "
             "side these waits differ from those of each step to the next, above."
             "</p>\n");
    tiles(out, page->facts->causes);
    two_clocks(out, page->facts->causes);
    efficiency(out, page->facts->causes);
    links(out, page);
    for (k = 0; k < GP_WAIT_CAUSES; k++)
        gp_page_proofs(out, page, (enum gp_wait_cause)k);
    gp_text_add(out, "<p class=\"left-out\">The ten longest of each pair of steps and "
                     "cause are in <code>tables/cause-cases.csv</code>.</p>\n");
    basis(out, page);
}
