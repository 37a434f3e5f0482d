/* tables_checks.c - the named checks: what was found, where, which results it weakens,
 * and what to do about it. */
#include "base/path.h"
#include "report/tables/tables_parts.h"

/* "deals.csv:12, deals.csv:40" */
static void rows_of(struct gp_table *t, const struct gp_check *c)
{
    struct gp_text text = {0};
    size_t i;

    for (i = 0; i < c->n_rows; i++) {
        gp_text_add(&text, i > 0 ? ", " : "");
        gp_text_add_slice(&text, gp_base_name(c->row[i].file));
        gp_text_addf(&text, ":%llu", (unsigned long long)c->row[i].line);
    }
    gp_table_text_take(t, &text);
}

static void check_row(struct gp_table *t, const struct gp_check *c)
{
    gp_table_row(t);
    gp_table_text(t, gp_slice(c->name));
    gp_table_text(t, gp_slice(c->title));
    gp_table_count(t, c->count);
    if (c->of_what != NULL) {
        gp_table_count(t, c->of);
        gp_table_text(t, gp_slice(c->of_what));
        gp_table_share(t, (gp_i128)c->count, (gp_i128)c->of);
    } else {
        gp_table_none(t);
        gp_table_none(t);
        gp_table_none(t);
    }
    gp_table_text(t, gp_text_slice(&c->found));
    rows_of(t, c);
    gp_table_text(t, gp_text_slice(&c->effect));
    gp_table_text(t, gp_text_slice(&c->fix));
}

void gp_make_checks(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    size_t n = f->checks != NULL ? f->checks->n : 0, i;

    gp_table_begin(t, "checks", "What this data cannot tell");
    gp_table_column(t, "check", "Check", GP_CELL_TEXT, "stable name of the check");
    gp_table_column(t, "what", "What", GP_CELL_TEXT, "what is counted");
    gp_table_column(t, "count", "Count", GP_CELL_COUNT, "how many");
    gp_table_column(t, "of", "Of", GP_CELL_COUNT, "denominator of the share");
    gp_table_column(t, "unit", "Unit", GP_CELL_TEXT, "what the denominator counts");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE, "count, of that");
    gp_table_column(t, "found", "Found", GP_CELL_TEXT,
                    "names, ids or dates as examples");
    gp_table_column(t, "rows", "First rows", GP_CELL_TEXT, "file and line, at most 5");
    gp_table_column(t, "effect", "Effect", GP_CELL_TEXT, "which results it weakens");
    gp_table_column(t, "fix", "What to do", GP_CELL_TEXT,
                    "the option that helps, or what to ask of the exporter");
    n = gp_table_cap(t, n, most);
    for (i = 0; f->checks != NULL && i < n; i++)
        check_row(t, &f->checks->check[i]);
}
