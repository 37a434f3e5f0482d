/* page_map.c - the process map at its levels, and the figures about time. */
#include "report/page/html.h"
#include "report/page/page_parts.h"
#include "report/page/svgfilter.h"

#include <stdio.h>

/* Pictures beyond this are left out, the least detailed last, so that a page stays
 * small enough for a mail. */
static const size_t most_map_bytes = (size_t)2 << 20;

static struct gp_slice svg_of(const struct gp_text *t)
{
    return gp_text_slice(t);
}

void gp_page_figure(struct gp_text *out, const struct gp_page *page, const char *name)
{
    const struct gp_figure *f = gp_figure_named(page->figures, name);
    char prefix[40];
    struct gp_svg_look look = {prefix, "", false};

    if (f == NULL)
        return;
    look.label = f->title;
    (void)snprintf(prefix, sizeof prefix, "%s-", f->name);
    gp_text_addf(out, "<figure id=\"figure-%s\">\n<div class=\"plot\">", f->name);
    if (f->svg.len == 0 || !gp_svg_filter(out, svg_of(&f->svg), &look))
        gp_text_addf(out,
                     "<p class=\"nothing\">This picture could not be drawn; its data "
                     "are in <code>figures/%s.dat</code>.</p>",
                     f->name);
    gp_text_add(out, "</div>\n<figcaption><b>");
    gp_html_text(out, gp_slice(f->title));
    gp_text_add(out, ".</b> ");
    gp_html_text(out, gp_slice(f->about));
    gp_text_add(out, "</figcaption></figure>\n");
}

/* --- the map --- */

static void picture(struct gp_text *out, const struct gp_map_levels *l, size_t i,
                    bool shown, size_t *bytes)
{
    const struct gp_map_picture *p = &l->picture[i];
    size_t before = out->len;
    char prefix[24];
    struct gp_svg_look look = {prefix, "Process map", false};

    (void)snprintf(prefix, sizeof prefix, "m%zu-", i);
    gp_text_addf(out, "<div class=\"level\" id=\"map-%zu\"%s>\n", i,
                 shown ? "" : " hidden");
    gp_html_box(out, "Process map");
    if (p->svg.len == 0 || !gp_svg_filter(out, svg_of(&p->svg), &look))
        gp_text_add(out, "<p class=\"nothing\">This picture could not be drawn.</p>");
    gp_html_box_end(out);
    gp_text_add(out, "<p class=\"hides\">");
    gp_words_html(out, &p->hidden);
    gp_text_add(out, ".</p></div>\n");
    *bytes += out->len - before;
}

/* Which picture belongs to which place of the sliders, for the script. */
static void level_index(struct gp_text *out, const struct gp_map_levels *l,
                        const bool *written)
{
    size_t i;

    gp_text_add(out, "<div id=\"map-levels\" data-levels=\"");
    for (i = 0; i < GP_LEVELS_ALL; i++) {
        size_t p = written[l->level[i].picture] ? l->level[i].picture
                                                : l->level[l->shown].picture;

        gp_text_addf(out, "%s%zu", i != 0 ? " " : "", p);
    }
    gp_text_addf(out, "\" data-steps=\"%d\" data-shown=\"%zu\"></div>\n",
                 (int)GP_LEVEL_STEPS, l->shown);
}

static void legend(struct gp_text *out, bool has_time)
{
    gp_text_add(out, "<ul class=\"legend\">"
                     "<li><b>Boxes</b> are activities with their number of events; "
                     "darker is more frequent.</li>"
                     "<li><b>Arrows</b> show how often one follows the other; thicker "
                     "is more frequent.</li>");
    if (has_time)
        gp_text_add(out, "<li>Below the number stands the <b>median wait</b>, and the "
                         "<b>hours in all</b> where they are 2 % of all waiting or "
                         "more: <span class=\"key k1\">2 %</span> "
                         "<span class=\"key k2\">5 %</span> "
                         "<span class=\"key k3\">10 %</span> "
                         "<span class=\"key k4\">20 %</span></li>");
    gp_text_add(out, "</ul>\n");
}

enum gp_status gp_page_map(struct gp_text *out, const struct gp_page *page,
                           struct gp_err *err)
{
    const struct gp_map_levels *l = page->levels;
    bool written[GP_LEVELS_ALL] = {false};
    size_t shown = l->level[l->shown].picture, bytes = 0, i;

    (void)err;
    gp_html_section(out, "map", "The process as it runs",
                    "Every figure on the map is that of the whole log; what is not "
                    "drawn is counted below it.");
    legend(out, page->facts->stats->log->has_time);
    picture(out, l, shown, true, &bytes);
    written[shown] = true;
    for (i = 0; i < l->n_pictures; i++)
        if (i != shown && l->picture[i].svg.len != 0 &&
            bytes + l->picture[i].svg.len < most_map_bytes) {
            picture(out, l, i, false, &bytes);
            written[i] = true;
        }
    level_index(out, l, written);
    gp_html_section_end(out);
    return GP_OK;
}

/* --- time --- */

enum gp_status gp_page_time(struct gp_text *out, const struct gp_page *page,
                            struct gp_err *err)
{
    enum gp_status st;

    if (!page->facts->stats->log->has_time)
        return GP_OK;
    gp_html_section(out, "time", "How long cases take, and when", NULL);
    gp_page_figure(out, page, "case-durations");
    st = gp_html_table(out, page->facts, "durations", 1, err);
    if (st == GP_OK) {
        gp_text_add(out, "<details><summary>By month of the first event</summary>\n");
        st = gp_html_table(out, page->facts, "durations", 0, err);
        gp_text_add(out, "</details>\n");
    }
    gp_page_figure(out, page, "arrivals");
    gp_page_figure(out, page, "hours");
    gp_html_section_end(out);
    return st;
}
