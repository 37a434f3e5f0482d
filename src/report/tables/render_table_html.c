/* render_table_html.c - a table inside a page.
 *
 * Complete without script; for a page that sorts, each number carries its machine value
 * (seconds, 0..1, seconds since 1970 for instants) in data-v, and each heading its
 * definition as a tooltip. Classes: "n" numbers, "path" paths, "none" empty cells.
 */
#include "base/escape.h"
#include "report/table.h"

static void heading(const struct gp_heading *c, struct gp_text *out)
{
    gp_text_add(out, "<th scope=\"col\"");
    if (gp_cell_is_number(c->kind))
        gp_text_add(out, " class=\"n\"");
    if (c->definition != NULL) {
        gp_text_add(out, " title=\"");
        gp_escape_html(out, gp_slice(c->definition));
        gp_text_add(out, "\"");
    }
    gp_text_add(out, " data-key=\"");
    gp_escape_html(out, gp_slice(c->key));
    gp_text_add(out, "\">");
    gp_escape_html(out, gp_slice(c->title));
    gp_text_add(out, "</th>");
}

static void cell(const struct gp_heading *column, const struct gp_cell *c,
                 struct gp_text *out)
{
    if (gp_cell_is_number(c->kind)) {
        gp_text_add(out, "<td class=\"n\" data-v=\"");
        gp_cell_sort_value(c, out);
        gp_text_add(out, "\">");
    } else if (c->kind == GP_CELL_NONE) {
        gp_text_add(out, gp_cell_is_number(column->kind) ? "<td class=\"n none\">"
                                                         : "<td class=\"none\">");
    } else {
        gp_text_add(out, c->kind == GP_CELL_PATH ? "<td class=\"path\">" : "<td>");
    }
    gp_cell_people(c, out, gp_escape_html);
    gp_text_add(out, "</td>");
}

static void left_out(const struct gp_table *t, struct gp_text *out)
{
    if (t->n_left_out == 0)
        return;
    gp_text_add(out, "<p class=\"left-out\">");
    gp_text_add_count(out, t->n_left_out);
    gp_text_add(out, t->n_left_out == 1 ? " more row is in <code>tables/"
                                        : " more rows are in <code>tables/");
    gp_escape_html(out, gp_slice(t->name));
    gp_text_add(out, ".csv</code>.</p>\n");
}

void gp_table_render_html(const struct gp_table *t, struct gp_text *out)
{
    size_t i, row;

    if (t->failed) {
        out->failed = true;
        return;
    }
    gp_text_add(out, "<table data-name=\"");
    gp_escape_html(out, gp_slice(t->name));
    gp_text_add(out, "\">\n<caption>");
    gp_escape_html(out, gp_slice(t->title));
    gp_text_add(out, "</caption>\n<thead><tr>");
    for (i = 0; i < t->n_columns; i++)
        heading(&t->column[i], out);
    gp_text_add(out, "</tr></thead>\n<tbody>\n");
    for (row = 0; row < t->n_rows; row++) {
        gp_text_add(out, "<tr>");
        for (i = 0; i < t->n_columns; i++)
            cell(&t->column[i], gp_table_cell(t, row, i), out);
        gp_text_add(out, "</tr>\n");
    }
    gp_text_add(out, "</tbody>\n</table>\n");
    left_out(t, out);
}
