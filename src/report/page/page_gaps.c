/* page_gaps.c - the gaps as sentences with what stands behind them: those that matter
 * most on the first screen, all of them in their section.
 *
 * Groups: where cases left the document; open cases that stand still, whose hours are
 * an age and no loss; what was accepted (--allow); and what is told for information only.
 */
#include "report/judgement_words.h"
#include "report/page/first_gaps.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"

enum { MOST_OPEN = 20, MOST_FOLDED = 80 };

static const char *kind_word(const struct gp_gap *gap)
{
    static const char *const words[GP_GAP_N_KINDS] = {"Outside",
                                                      "Wrong order",
                                                      "Undocumented step",
                                                      "Both ways",
                                                      "Repeated",
                                                      "Out of place",
                                                      "Wrong start",
                                                      "Skipped",
                                                      "Ended early",
                                                      "Wrong owner",
                                                      "New handoff",
                                                      "Handoff never seen",
                                                      "Never used",
                                                      "Late",
                                                      "Same person",
                                                      "Four eyes",
                                                      "Ping-pong",
                                                      "Standing",
                                                      "Nobody\xE2\x80\x99s turn",
                                                      "Not judged",
                                                      "Time order",
                                                      "Rule broken"};

    return words[gap->key.kind];
}

/* ---- one gap ----------------------------------------------------------------------- */

static void sentence(struct gp_text *out, const struct gp_judgement *j,
                     const struct gp_gap *gap, bool on_first)
{
    bool (*next)(struct gp_words *, const struct gp_judgement *, const struct gp_gap *,
                 int *) = on_first ? gp_words_next_gap_figure : gp_words_next_gap_line;
    struct gp_words words = {0};
    int line = 0;

    gp_words_gap(&words, &j->conformance, &j->gaps, gap);
    gp_text_add(out, "<h3>");
    gp_words_html(out, &words);
    gp_text_add(out, "</h3>\n<ul class=\"detail\">");
    while (next(&words, j, gap, &line)) {
        gp_text_add(out, "<li>");
        gp_words_html(out, &words);
        gp_text_add(out, "</li>");
    }
    gp_text_add(out, "</ul>\n");
    out->failed |= words.text.failed;
    gp_words_release(&words);
}

/* "Stands in manual.md:14. Certain: every shortest reading says so." */
static void where(struct gp_text *out, const struct gp_judgement *j,
                  const struct gp_gap *gap)
{
    struct gp_text at = {0};

    gp_gap_where(&at, j, gap);
    gp_text_add(out, "<p class=\"where\">");
    if (at.len != 0) {
        gp_text_add(out, "Stands in <code>");
        gp_html_text(out, gp_slice(at.at));
        gp_text_add(out, "</code>. ");
    }
    if (gap->key.kind < GP_GAP_N_PRIMARY)
        gp_text_add(out, gap->certain_no != 0          ? "Not certain."
                         : gap->certain_unchecked != 0 ? "Certainty not checked."
                                                       : "Certain.");
    gp_text_add(out, " <small>");
    gp_gap_id(out, gap);
    gp_text_add(out, "</small></p>\n");
    out->failed |= at.failed;
    gp_text_release(&at);
}

static void causes(struct gp_text *out, const struct gp_judgement *j,
                   const struct gp_gap *gap)
{
    size_t i;

    if (gap->n_causes < 2) /* the first one stands in the detail */
        return;
    gp_text_add(out, "<details><summary>Where it happens more often</summary><ul>");
    for (i = 0; i < gap->n_causes; i++) {
        struct gp_words w = {0};

        gp_words_gap_cause(&w, &j->conformance, &gap->cause[i]);
        gp_text_add(out, "<li>");
        gp_words_html(out, &w);
        gp_text_add(out, "</li>");
        gp_words_release(&w);
    }
    gp_text_add(out, "</ul></details>\n");
}

static void evidence_row(struct gp_text *out, const struct gp_judgement *j,
                         const struct gp_gap_hit *hit)
{
    const struct gp_eventlog *log = j->stats->log;
    size_t k;

    gp_text_add(out, "<tr><th scope=\"row\">");
    gp_html_name(out, gp_stats_case(j->stats, hit->case_id));
    gp_text_add(out, "</th><td>");
    for (k = 0; k < GP_GAP_EVENTS && hit->event[k] != GP_NO_ID; k++) {
        if (k != 0)
            gp_text_add(out, "<br>");
        gp_html_name(out, gp_stats_name(j->stats, GP_BY_ACTIVITY,
                                        gp_id(log->activity, hit->event[k])));
        gp_text_add(out, " <small>");
        if (log->has_time) {
            gp_html_time(out, gp_event_start(log, hit->event[k]));
            gp_text_add_char(out, ' ');
        }
        gp_html_place(out, log, hit->event[k]);
        gp_text_add(out, "</small>");
    }
    gp_text_add(out, "</td></tr>\n");
}

static void evidence(struct gp_text *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    size_t i;

    if (gap->n_examples == 0)
        return;
    gp_text_add(out, "<details class=\"evidence\"><summary>Evidence: ");
    gp_text_addf(out, gap->n_examples == 1 ? "a case" : "%zu cases", gap->n_examples);
    gp_text_add(out, " with file and line</summary>\n");
    gp_html_box(out, "Evidence: cases with file and line");
    gp_text_add(out, "<table><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">"
                     "Events around it</th></tr></thead><tbody>\n");
    for (i = 0; i < gap->n_examples; i++)
        evidence_row(out, j, &j->gaps.hit[gap->example[i]]);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    if (gap->n_hits > gap->n_examples)
        gp_text_add(out, "<p class=\"left-out\">All are in "
                         "<code>tables/gap-cases.csv</code>.</p>\n");
    gp_text_add(out, "</details>\n");
}

/* What the hours at the side are. */
static const char *lost_word(const struct gp_gap *gap)
{
    switch (gap->key.kind) {
    case GP_GAP_LATE:
        return "past the limit";
    case GP_GAP_PING_PONG:
        return "away";
    case GP_GAP_UNDOCUMENTED_HANDOFF:
        return "of waiting";
    case GP_GAP_STALLED:
    case GP_GAP_CRACKS:
        return "so far";
    default:
        return "at the spot";
    }
}

/* Hours lost where there are any (at the spot, else of whole cases), then cases and
 * share; the share is of the cases it could have happened in. */
static void side(struct gp_text *out, const struct gp_gap *gap)
{
    bool at_spot = gap->bill.spot_why == GP_BILL_GIVEN;
    bool longer = gap->bill.whole_why == GP_BILL_GIVEN && gap->bill.whole_low_us > 0;
    gp_i128 us = at_spot  ? gap->bill.spot_us
                 : longer ? gp_bill_total(&gap->bill, gap->bill.whole_us)
                          : 0;
    bool lost = us > 0;
    struct gp_text id = {0};

    gp_gap_id(&id, gap);
    gp_text_add(out, "</div>\n<div class=\"side\">");
    if (lost) {
        gp_text_add(out, "<b>");
        gp_hours_words(out, us);
        gp_text_addf(out, "</b> <small>%s</small>",
                     at_spot ? lost_word(gap) : "in whole cases");
    }
    gp_text_add(out, lost ? "<small>" : "<b>");
    gp_html_figure(out, GP_HTML_COUNT, gap->cases, "conformance/gaps/%s/cases",
                   gp_text_z(&id));
    gp_text_add(out, lost ? " " : "</b> <small>");
    gp_text_add(out, gap->cases == 1 ? "case" : "cases");
    if (gap->exposed != 0) {
        gp_text_add(out, ", ");
        gp_share_words(out, gap->cases, gap->exposed);
    }
    gp_text_add(out, "</small>");
    if (gap->exposed != 0)
        gp_html_bar(out, gap->cases, gap->exposed);
    out->failed |= id.failed;
    gp_text_release(&id);
}

static void one_gap(struct gp_text *out, const struct gp_judgement *j,
                    const struct gp_gap *gap, bool on_first)
{
    gp_text_addf(out, "<li class=\"finding gap%s\"",
                 gap->n_examples == 0 ? " bare" : "");
    if (!on_first) {
        gp_text_add(out, " id=\"");
        gp_gap_id(out, gap);
        gp_text_add(out, "\"");
    }
    gp_text_add(out, "><p class=\"kind\">");
    gp_text_add(out, kind_word(gap));
    gp_text_add(out, "</p>\n<div>");
    sentence(out, j, gap, on_first);
    if (!on_first) {
        where(out, j, gap);
        causes(out, j, gap);
    }
    evidence(out, j, gap);
    side(out, gap);
    if (on_first) {
        gp_text_add(out, "<a href=\"#");
        gp_gap_id(out, gap);
        gp_text_add(out, "\">This gap</a>");
    }
    gp_text_add(out, "</div></li>\n");
}

/* ---- the first screen -------------------------------------------------------------- */

static void verdict(struct gp_text *out, const struct gp_judgement *j)
{
    const struct gp_fitness *f = &j->conformance.closed;
    gp_i128 following = gp_judgement_following(j);
    struct gp_words head = {0}, detail = {0};

    gp_words_conformance(&head, &detail, j);
    gp_text_addf(out,
                 "<li class=\"finding gap bare%s\"><p class=\"kind\">Document</p>\n"
                 "<div><h3>",
                 following == f->cases ? " follows" : "");
    gp_words_html(out, &head);
    gp_text_add(out, "</h3>\n<p class=\"detail\">");
    gp_words_html(out, &detail);
    gp_text_add(out, "</p>\n</div>\n<div class=\"side\"><b>");
    gp_share_words(out, following, f->cases);
    gp_text_add(out, "</b> <small>follow it</small>");
    gp_html_bar(out, following, f->cases);
    gp_text_add(out, "<a href=\"#gaps\">All gaps</a></div></li>\n");
    out->failed |= head.text.failed || detail.text.failed;
    gp_words_release(&head);
    gp_words_release(&detail);
}

void gp_page_first_gaps(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_judgement *j = page->facts->judgement;
    size_t chosen[GP_FIRST_GAPS], n, i;

    if (j == NULL)
        return;
    verdict(out, j);
    n = gp_first_gaps(j, chosen);
    for (i = 0; i < n; i++)
        one_gap(out, j, &j->gaps.gap[chosen[i]], true);
    for (i = 0; i < j->gaps.n; i++)
        if (gp_gap_group(j, &j->gaps.gap[i]) == GP_GROUP_STANDING) {
            one_gap(out, j, &j->gaps.gap[i], true);
            break;
        }
}

/* ---- the section ------------------------------------------------------------------- */

static size_t list(struct gp_text *out, const struct gp_judgement *j,
                   enum gp_gap_group group, size_t skip, size_t most)
{
    size_t seen = 0, shown = 0, i;

    gp_text_add(out, "<ol class=\"findings\">\n");
    for (i = 0; i < j->gaps.n && shown < most; i++) {
        if (gp_gap_group(j, &j->gaps.gap[i]) != group || seen++ < skip)
            continue;
        one_gap(out, j, &j->gaps.gap[i], false);
        shown++;
    }
    gp_text_add(out, "</ol>\n");
    return shown;
}

static void group_list(struct gp_text *out, const struct gp_judgement *j,
                       enum gp_gap_group group)
{
    static const char *const leads[GP_N_GROUPS] = {
        "The costliest first: by hours at the spot, else by the difference of whole "
        "cases, then by cases.",
        "Their hours are the age of what waits, up to the end of the log; not a loss "
        "that is already known.",
        "Every case of these went through an element of the drawing that runs looser "
        "or "
        "simpler than drawn: they may not be gaps.",
        "Accepted by those named, with their reasons; they count again after their "
        "last "
        "day.",
        "Loops the document itself foresees, and what it foresees but never happened. "
        "No deviations."};
    size_t n = gp_gap_group_count(j, group), shown;

    if (n == 0)
        return;
    gp_text_addf(out, "<h3>%s (%zu)</h3>\n<p class=\"lead\">%s</p>\n",
                 gp_gap_group_title(group), n, leads[group]);
    shown = list(out, j, group, 0, group == GP_GROUP_GAPS ? MOST_OPEN : 5);
    if (shown == n)
        return;
    gp_text_addf(out, "<details class=\"more\"><summary>%zu more</summary>\n",
                 n - shown < MOST_FOLDED ? n - shown : MOST_FOLDED);
    shown += list(out, j, group, shown, MOST_FOLDED);
    gp_text_add(out, "</details>\n");
    if (shown < n)
        gp_text_addf(out,
                     "<p class=\"left-out\">%zu more are in "
                     "<code>tables/gaps.csv</code>.</p>\n",
                     n - shown);
}

enum gp_status gp_page_gaps(struct gp_text *out, const struct gp_page *page,
                            struct gp_err *err)
{
    const struct gp_judgement *j = page->facts->judgement;
    enum gp_status st = GP_OK;
    int group;

    if (j == NULL)
        return GP_OK;
    gp_html_section(out, "gaps", "Where reality leaves the document",
                    "Every case is laid beside the run of the document that fits it "
                    "best; what does not fit is a gap. Hours say what goes with a gap, "
                    "not that the gap caused it.");
    gp_page_document(out, page);
    if (j->gaps.n == 0)
        gp_text_add(out, "<p class=\"nothing\">No gap was found: no case leaves the "
                         "document, no limit and no rule is broken.</p>\n");
    for (group = 0; group < GP_N_GROUPS; group++)
        group_list(out, j, (enum gp_gap_group)group);
    if (j->process->n_rules != 0) {
        gp_text_add(out, "<h3>Rules</h3>\n");
        st = gp_html_table(out, page->facts, "rules", MOST_OPEN, err);
    }
    gp_html_section_end(out);
    return st;
}
