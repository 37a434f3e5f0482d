/* page_document.c - the document in figures and as a picture: what of it was understood,
 * how well the log follows it, and where its steps go wrong. */
#include "report/judgement_words.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"
#include "report/page/svgfilter.h"

enum { MOST_NOT_UNDERSTOOD = 20 };

/* ---- what was understood ----------------------------------------------------------- */

static void element(struct gp_text *out, const struct gp_process *p,
                    const struct gp_element *e)
{
    gp_text_add(out, "<li>");
    gp_html_text(out, e->kind);
    gp_text_add_char(out, ' ');
    if (e->name.len != 0)
        gp_html_name(out, e->name);
    gp_text_add(out, " <small><code>");
    gp_html_text(out, gp_dict_name(&p->files, e->file));
    gp_text_addf(out, ":%llu</code></small>: ", (unsigned long long)e->line);
    gp_html_text(out, gp_slice(gp_verdict_name(e->verdict)));
    if (e->reason.len != 0) {
        gp_text_add(out, ", ");
        gp_html_text(out, e->reason);
    }
    gp_text_add(out, "</li>\n");
}

static void odd_elements(struct gp_text *out, const struct gp_process *p, size_t n)
{
    size_t shown = 0, i;

    gp_text_add(out, "<details><summary>Which</summary><ul>\n");
    for (i = 0; i < p->n_elements && shown < MOST_NOT_UNDERSTOOD; i++) {
        if (p->elements[i].verdict != GP_APPROXIMATED &&
            p->elements[i].verdict != GP_NOT_UNDERSTOOD)
            continue;
        element(out, p, &p->elements[i]);
        shown++;
    }
    if (shown < n)
        gp_text_addf(out, "<li>and %zu more: <code>goatpath model check</code></li>\n",
                     n - shown);
    gp_text_add(out, "</ul></details>\n");
}

static void understood(struct gp_text *out, const struct gp_process *p)
{
    size_t count[GP_N_VERDICTS], odd;

    gp_process_count(p, count);
    odd = count[GP_APPROXIMATED] + count[GP_NOT_UNDERSTOOD];
    gp_text_addf(out, "<div class=\"note-line\"><b>%zu of %zu</b> elements of ",
                 p->n_elements - count[GP_NOT_UNDERSTOOD], p->n_elements);
    gp_html_name(out, gp_dict_name(&p->files, 0));
    gp_text_addf(out, " (%s) understood", p->format);
    if (odd == 0)
        gp_text_add(out, ".");
    else
        gp_text_addf(out, "; %zu approximated, %zu not understood.",
                     count[GP_APPROXIMATED], count[GP_NOT_UNDERSTOOD]);
    if (odd != 0)
        odd_elements(out, p, odd);
    gp_text_add(out, "</div>\n");
}

/* Steps that are not judged because the log does not have them, and what the log has
 * that is no step, are gaps or named there; here they are counted. */
static void names(struct gp_text *out, const struct gp_judgement *j)
{
    size_t with = 0, steps = gp_judgement_steps(j, &with), label, a;
    const char *between = ": ";

    if (with == steps)
        return;
    gp_text_addf(out,
                 "<p class=\"note-line\">%zu of %zu steps without an activity in the "
                 "log",
                 steps - with, steps);
    for (label = 0; label < steps; label++) {
        for (a = 0; a < j->stats->log->activities.n; a++)
            if (j->names.label[a] == label)
                break;
        if (a < j->stats->log->activities.n)
            continue;
        gp_text_add(out, between);
        gp_html_name(out, j->process->labels.name[label]);
        between = ", ";
    }
    gp_text_add(out, ".</p>\n");
}

/* ---- figures ----------------------------------------------------------------------- */

static void tile(struct gp_text *out, const char *name)
{
    gp_text_addf(out, "<div><dt>%s</dt><dd>", name);
}

static void tile_end(struct gp_text *out, const char *under)
{
    gp_text_addf(out, "</dd><dd class=\"under\">%s</dd></div>\n", under);
}

static void precision_tile(struct gp_text *out, const struct gp_judgement *j)
{
    tile(out, "Precision");
    if (j->precision.measured)
        gp_html_ratio(out, j->precision.precision, "conformance/precision");
    else
        gp_text_add(out, "-");
    gp_text_add(out, "</dd><dd class=\"under\">with ");
    gp_html_ratio(out, j->precision.replayed, "conformance/prefixes_replayed");
    gp_text_add(out, " of prefixes replayed</dd></div>\n");
}

static void tiles(struct gp_text *out, const struct gp_judgement *j)
{
    const struct gp_fitness *f = &j->conformance.closed;
    const struct gp_conformance *c = &j->conformance;

    if (!c->has_flow)
        return;
    gp_text_add(out, "<dl class=\"tiles\">\n");
    tile(out, "Cases that follow it");
    gp_html_figure(out, GP_HTML_COUNT, f->following, "conformance/cases_following");
    gp_text_add(out, "</dd><dd class=\"under\">of ");
    gp_html_figure(out, GP_HTML_COUNT, f->cases, "conformance/cases_judged");
    tile_end(out, "closed cases");
    tile(out, "Deviations");
    gp_html_figure(out, GP_HTML_COUNT, f->total_cost, "conformance/total_cost");
    tile_end(out, "steps missing or extra");
    tile(out, "Fitness");
    gp_html_ratio(out, f->log, "conformance/log_fitness");
    tile_end(out, "100 %: no deviation");
    precision_tile(out, j);
    tile(out, "Events in place");
    gp_html_ratio(
        out, c->all_events != 0 ? (double)c->matched_events / (double)c->all_events : 1,
        "conformance/share_events_matched");
    tile_end(out, "are documented steps");
    gp_text_add(out, "</dl>\n");
}

/* ---- the books --------------------------------------------------------------------- */

/* Two sums that must be equal, so the reader can check that nothing is counted twice or
 * lost. */
static void books(struct gp_text *out, const struct gp_judgement *j)
{
    const struct gp_gaps *g = &j->gaps;
    uint64_t sum = 0;
    int kind;

    if (!j->conformance.has_flow || j->conformance.closed.total_cost == 0)
        return;
    gp_text_add(out, "<details><summary>The books: every deviation of a closed case "
                     "belongs to exactly one kind</summary>\n");
    gp_html_box(out, "Deviations by kind");
    gp_text_add(out, "<table><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\" "
                     "class=\"n\">Deviations</th></tr></thead><tbody>\n");
    for (kind = 0; kind < GP_GAP_N_PRIMARY; kind++) {
        const char *name = gp_gap_kind_name((enum gp_gap_kind)kind);

        if (g->cost_by_kind[kind] == 0)
            continue;
        sum += g->cost_by_kind[kind];
        gp_text_addf(out, "<tr><th scope=\"row\">%s</th><td class=\"n\">", name);
        gp_html_figure(out, GP_HTML_COUNT, g->cost_by_kind[kind],
                       "conformance/books/%s", name);
        gp_text_add(out, "</td></tr>\n");
    }
    gp_text_add(out, "<tr><th scope=\"row\">In all</th><td class=\"n\"><b>");
    gp_html_figure(out, GP_HTML_COUNT, sum, "conformance/total_cost");
    gp_text_add(out, "</b></td></tr>\n</tbody></table>\n");
    gp_html_box_end(out);
    gp_text_add(out, "</details>\n");
}

/* ---- the picture ------------------------------------------------------------------- */

static void legend(struct gp_text *out)
{
    gp_text_add(out,
                "<ul class=\"legend\"><li><b>Boxes</b> are the steps of the document "
                "with the cases in which they were done in place, and how often they "
                "were skipped, extra, moved, late, or done by another owner.</li>"
                "<li><b>Colours</b>: the largest share of cases in which something is "
                "wrong with the step: <span class=\"swatch d0\">none</span> "
                "<span class=\"swatch d1\">under 5 %</span> "
                "<span class=\"swatch d2\">under 20 %</span> "
                "<span class=\"swatch d3\">20 % or more</span> "
                "<span class=\"swatch d4\">never done</span> "
                "<span class=\"swatch d5\">not in the log</span></li></ul>\n");
}

static void picture(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_document_picture *p = page->document;
    const struct gp_svg_look look = {"doc-",
                                     "The document with what happens to its "
                                     "steps",
                                     false};

    if (p == NULL || (p->dot.len == 0 && !p->too_large))
        return;
    gp_text_add(out, "<h3>The document, step by step</h3>\n");
    if (p->too_large) {
        gp_text_add(out, "<p class=\"nothing\">The document has more elements than a "
                         "picture can show; the gaps name its steps.</p>\n");
        return;
    }
    legend(out);
    gp_text_add(out, "<div class=\"drawing\">");
    gp_html_box(out, look.label);
    if (p->svg.len == 0 ||
        !gp_svg_filter(out, gp_slice_n(p->svg.at, p->svg.len), &look))
        gp_text_add(out, "<p class=\"nothing\">This picture could not be drawn; it is "
                         "described in <code>figures/document.dot</code>.</p>");
    gp_html_box_end(out);
    gp_text_add(out, "</div>\n");
}

/* Following a document that forbids nothing is no achievement. */
static void loose(struct gp_text *out, const struct gp_judgement *j)
{
    if (!j->precision.measured || j->precision.precision >= 0.5)
        return;
    gp_text_add(out, "<p class=\"note-line\"><b>The document allows far more than was "
                     "ever done</b> (low precision): that cases follow it says little."
                     "</p>\n");
}

void gp_page_document(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_judgement *j = page->facts->judgement;

    tiles(out, j);
    loose(out, j);
    understood(out, j->process);
    names(out, j);
    books(out, j);
    picture(out, page);
}
