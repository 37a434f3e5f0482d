/* page_variants.c - the paths that cases walk, drawn as rows of coloured chips.
 *
 *   A B B B C   ->   [A] [B x3] [C]
 *
 * An activity keeps its colour on the whole page: the twelve most frequent have one
 * each, the others share a grey. A step done several times in a row is one chip.
 */
#include "report/page/html.h"
#include "report/page/page_parts.h"

enum { MOST_DRAWN = 20, MOST_FOLDED = 80, MOST_CHIPS = 30, COLOURS = 12 };

struct drawing {
    const struct gp_stats *stats;
    const struct gp_judgement *judgement; /* NULL: no document */
    uint32_t colour_of[COLOURS];          /* activity ids */
    size_t n_colours;
};

static void choose_colours(struct drawing *d)
{
    size_t i;

    d->n_colours = d->stats->n_activities < COLOURS ? d->stats->n_activities : COLOURS;
    for (i = 0; i < d->n_colours; i++)
        d->colour_of[i] = d->stats->activities[i].activity;
}

static size_t colour(const struct drawing *d, uint32_t activity)
{
    size_t i = 0;

    while (i < d->n_colours && d->colour_of[i] != activity)
        i++;
    return i;
}

static void chip(struct gp_text *out, const struct drawing *d, uint32_t activity,
                 size_t times)
{
    gp_text_addf(out, "<li class=\"chip c%zu\">", colour(d, activity));
    gp_html_name(out, gp_stats_name(d->stats, GP_BY_ACTIVITY, activity));
    if (times > 1)
        gp_text_addf(out, " <b>\xC3\x97%zu</b>", times);
    gp_text_add(out, "</li>");
}

static void path(struct gp_text *out, const struct drawing *d,
                 const struct gp_variant *v)
{
    size_t i = 0, chips = 0;

    gp_text_add(out, "<ol class=\"path\">");
    while (i < v->length && chips < MOST_CHIPS) {
        size_t run = 1;

        while (i + run < v->length && v->path[i + run] == v->path[i])
            run++;
        chip(out, d, v->path[i], run);
        i += run;
        chips++;
    }
    if (i < v->length) {
        gp_text_add(out, "<li class=\"rest\">and ");
        gp_text_add_count(out, v->length - i);
        gp_text_add(out, v->length - i == 1 ? " more step</li>" : " more steps</li>");
    }
    gp_text_add(out, "</ol>");
}

static void examples(struct gp_text *out, const struct gp_stats *s,
                     const struct gp_variant *v, const char *id)
{
    size_t i;

    gp_text_addf(out, "<details class=\"cases\"><summary>Cases of %s</summary><ul>",
                 id);
    for (i = 0; i < v->n_examples; i++) {
        gp_text_add(out, "<li>");
        gp_html_name(out, gp_stats_case(s, v->example[i]));
        gp_text_add(out, " <small>");
        gp_html_place(out, s->log, s->log->first[v->example[i]]);
        gp_text_add(out, "</small></li>");
    }
    if (v->count > v->n_examples) {
        gp_text_add(out, "<li>and ");
        gp_text_add_count(out, v->count - v->n_examples);
        gp_text_add(out, " more</li>");
    }
    gp_text_add(out, "</ul></details>");
}

/* Is the path one of the document's, and if not, how far from it? */
static void documented(struct gp_text *out, const struct gp_judgement *j, size_t rank)
{
    const struct gp_conformance *c = &j->conformance;
    uint32_t item = c->item_of[rank][0];
    uint64_t cost;

    if (!c->has_flow)
        return;
    item = item != GP_NO_ID ? item : c->item_of[rank][1];
    if (item == GP_NO_ID)
        return;
    cost = gp_item_cost(c, item);
    if (cost == 0) {
        gp_text_add(out, "<small class=\"doc\">documented</small>");
        return;
    }
    gp_text_add(out, "<small class=\"undoc\">not documented: ");
    gp_text_add_count(out, cost);
    gp_text_add(out, cost == 1 ? " deviation</small>" : " deviations</small>");
}

static void variant(struct gp_text *out, const struct drawing *d, size_t rank,
                    uint64_t so_far)
{
    const struct gp_stats *s = d->stats;
    const struct gp_variant *v = &s->variants.variant[rank];
    struct gp_text id = {0};

    gp_variant_id(&id, v);
    gp_text_addf(out, "<li class=\"variant\" id=\"%s\"><div class=\"v-head\"><b>",
                 gp_text_z(&id));
    gp_html_figure(out, GP_HTML_COUNT, v->count, "variants/%s/count", gp_text_z(&id));
    gp_text_add(out, v->count == 1 ? "</b> case <span>" : "</b> cases <span>");
    gp_share_words(out, (gp_i128)v->count, (gp_i128)s->log->n_cases);
    gp_text_add(out, "</span>");
    gp_html_bar(out, (gp_i128)v->count, (gp_i128)s->variants.variant[0].count);
    gp_text_add(out, "<small>");
    if (s->log->has_time && v->duration.count != 0) {
        gp_text_add(out, "median ");
        gp_html_figure(out, GP_HTML_SPAN, v->duration.median,
                       "variants/%s/duration/median", gp_text_z(&id));
        gp_text_add(out, "; ");
    }
    gp_text_add(out, "so far ");
    gp_share_words(out, (gp_i128)so_far, (gp_i128)s->log->n_cases);
    gp_text_add(out, "</small>");
    if (d->judgement != NULL)
        documented(out, d->judgement, rank);
    gp_text_add(out, "</div>\n<div>");
    path(out, d, v);
    examples(out, s, v, gp_text_z(&id));
    gp_text_add(out, "</div></li>\n");
    gp_text_release(&id);
}

static uint64_t list(struct gp_text *out, const struct drawing *d, size_t from,
                     size_t to, uint64_t so_far)
{
    size_t i;

    gp_text_addf(out, "<ol class=\"variants\" start=\"%zu\">\n", from + 1);
    for (i = from; i < to; i++) {
        so_far += d->stats->variants.variant[i].count;
        variant(out, d, i, so_far);
    }
    gp_text_add(out, "</ol>\n");
    return so_far;
}

static void rest(struct gp_text *out, const struct gp_stats *s, size_t drawn,
                 uint64_t so_far)
{
    size_t n = s->variants.n - drawn;

    if (n == 0)
        return;
    gp_text_add(out, "<p class=\"left-out\">");
    gp_text_add_count(out, n);
    gp_text_add(out, n == 1 ? " more variant holds " : " more variants hold ");
    gp_share_words(out, (gp_i128)(s->log->n_cases - so_far), (gp_i128)s->log->n_cases);
    gp_text_add(out,
                " of the cases; all are in <code>tables/variants.csv</code>.</p>\n");
}

enum gp_status gp_page_variants(struct gp_text *out, const struct gp_page *page,
                                struct gp_err *err)
{
    const struct gp_stats *s = page->facts->stats;
    struct drawing d = {.stats = s, .judgement = page->facts->judgement};
    size_t drawn = s->variants.n < MOST_DRAWN ? s->variants.n : MOST_DRAWN;
    size_t folded =
        s->variants.n - drawn < MOST_FOLDED ? s->variants.n - drawn : MOST_FOLDED;
    uint64_t so_far;

    (void)err;
    choose_colours(&d);
    gp_html_section(out, "variants", "Paths that cases walk",
                    "A variant is a path: the same steps in the same order. The most "
                    "frequent come first; a step done several times in a row is one "
                    "chip.");
    so_far = list(out, &d, 0, drawn, 0);
    if (folded != 0) {
        gp_text_addf(out,
                     "<details class=\"more\"><summary>The next %zu variants"
                     "</summary>\n",
                     folded);
        so_far = list(out, &d, drawn, drawn + folded, so_far);
        gp_text_add(out, "</details>\n");
    }
    rest(out, s, drawn + folded, so_far);
    gp_html_section_end(out);
    return GP_OK;
}
