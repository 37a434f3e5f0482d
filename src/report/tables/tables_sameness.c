/* tables_sameness.c - is the process the same whoever does it and wherever? The table, and
 * its section of the page. */
#include "base/mem.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"
#include "report/tables/tables_parts.h"

static void columns(struct gp_table *t)
{
    gp_table_begin(t, "sameness",
                   "The paths of each owner and value against all others");
    gp_table_column(t, "of", "Of", GP_CELL_TEXT,
                    "resource, group, or a kept attribute; of the case's first event "
                    "that has one");
    gp_table_column(t, "value", "Value", GP_CELL_TEXT, "its name");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases that belong to it");
    gp_table_column(t, "others", "Others", GP_CELL_COUNT, "cases of all other values");
    gp_table_column(t, "verdict", "The paths are", GP_CELL_TEXT,
                    "different when q < 5 % and V is 0.1 or more");
    gp_table_column(t, "cramers_v", "Strength (V)", GP_CELL_SHARE,
                    "Cramer's V: 0 the same, 1 nothing in common");
    gp_table_column(
        t, "q", "Chance (q)", GP_CELL_SHARE,
        "chi-square p, corrected for many comparisons (Benjamini-Hochberg)");
    gp_table_column(t, "paths", "What differs most", GP_CELL_TEXT,
                    "share of its cases against the share of all others");
}

static const char *of_word(const struct gp_eventlog *log, const struct gp_same_stat *s)
{
    return s->kind == GP_SAME_RESOURCE ? "resource"
           : s->kind == GP_SAME_GROUP  ? "group"
                                       : log->kept[s->column].name;
}

/* Words of Cohen (1988) for the strength. */
static const char *verdict(const struct gp_same_stat *s)
{
    if (!gp_same_differs(s))
        return s->q < 0.05 ? "hardly different" : "not shown to differ";
    return s->test.v >= 0.5   ? "very different"
           : s->test.v >= 0.3 ? "different"
                              : "somewhat different";
}

/* "V-1a2b3c4d 60 % (others 24 %); the rest 20 % (others 36 %)" */
static void add_paths(struct gp_table *t, const struct gp_stats *stats,
                      const struct gp_same_stat *s)
{
    struct gp_text text = {0};
    size_t i;

    for (i = 0; i < s->n_paths; i++) {
        const struct gp_same_path *p = &s->path[i];

        gp_text_add(&text, i != 0 ? "; " : "");
        if (p->variant == GP_NO_ID)
            gp_text_add(&text, "rarer paths");
        else
            gp_variant_id(&text, &stats->variants.variant[p->variant]);
        gp_text_add_char(&text, ' ');
        gp_share_words(&text, p->with, s->cases);
        gp_text_add(&text, " (others ");
        gp_share_words(&text, p->without, s->others);
        gp_text_add(&text, ")");
    }
    gp_table_text_take(t, &text);
}

void gp_make_sameness(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_sameness *same = &f->stats->sameness;
    const struct gp_eventlog *log = f->stats->log;
    size_t n, i;

    columns(t);
    n = gp_table_cap(t, same->n, most);
    for (i = 0; i < n; i++) {
        const struct gp_same_stat *s = &same->stat[i];

        gp_table_row(t);
        gp_table_text(t, gp_slice(of_word(log, s)));
        gp_table_text(t, gp_same_value(log, s));
        gp_table_count(t, s->cases);
        gp_table_count(t, s->others);
        gp_table_text(t, gp_slice(verdict(s)));
        gp_table_share(t, (gp_i128)(s->test.v * 1e6 + 0.5), 1000000);
        gp_table_share(t, (gp_i128)(s->q * 1e6 + 0.5), 1000000);
        add_paths(t, f->stats, s);
    }
}

static size_t differing(const struct gp_sameness *same)
{
    size_t n = 0, i;

    for (i = 0; i < same->n; i++)
        n += gp_same_differs(&same->stat[i]);
    return n;
}

enum gp_status gp_page_sameness(struct gp_text *out, const struct gp_page *page,
                                struct gp_err *err)
{
    const struct gp_sameness *same = &page->facts->stats->sameness;
    size_t n = differing(same);
    enum gp_status st;

    if (same->n == 0)
        return GP_OK;
    gp_html_section(
        out, "sameness", "Is it the same process everywhere?",
        "A case belongs to the person, the group and the value of each kept "
        "attribute of its first event that has one. With 20 cases and more, "
        "its paths are held against those of all other cases; the test "
        "allows for the number of comparisons.");
    gp_text_addf(out, "<p class=\"note-line\"><b>%zu of %zu</b> ", n, same->n);
    gp_text_add(out, n == 0 ? "take paths that differ from the others: nothing shows "
                              "that the process depends on who does it or where.</p>\n"
                            : "take other paths than the rest. The strength says how "
                              "far: under 10 % hardly, over 50 % very; variants by "
                              "their id under <a href=\"#variants\">Paths</a>.</p>\n");
    st = gp_html_table(out, page->facts, "sameness", 15, err);
    gp_html_section_end(out);
    return st;
}
