/* render_markdown.c - a table as GitHub reads it; numbers stand on the right.
 *
 *   | Activity | Events |
 *   |---|---:|
 *   | check ticket | 9 |
 */
#include "base/escape.h"
#include "report/table.h"

static void left_out(const struct gp_table *t, struct gp_text *out)
{
    if (t->n_left_out == 0)
        return;
    gp_text_add(out, "\n");
    gp_text_add_count(out, t->n_left_out);
    gp_text_add(out, t->n_left_out == 1 ? " more row is left out.\n"
                                        : " more rows are left out.\n");
}

void gp_table_render_markdown(const struct gp_table *t, struct gp_text *out)
{
    size_t i, row;

    if (t->failed) {
        out->failed = true;
        return;
    }
    gp_text_add(out, "### ");
    gp_escape_markdown(out, gp_slice(t->title));
    gp_text_add(out, "\n\n|");
    for (i = 0; i < t->n_columns; i++) {
        gp_text_add(out, " ");
        gp_escape_markdown(out, gp_slice(t->column[i].title));
        gp_text_add(out, " |");
    }
    gp_text_add(out, "\n|");
    for (i = 0; i < t->n_columns; i++)
        gp_text_add(out, gp_cell_is_number(t->column[i].kind) ? "---:|" : "---|");
    gp_text_add_char(out, '\n');
    for (row = 0; row < t->n_rows; row++) {
        gp_text_add(out, "|");
        for (i = 0; i < t->n_columns; i++) {
            gp_text_add(out, " ");
            gp_cell_people(gp_table_cell(t, row, i), out, gp_escape_markdown);
            gp_text_add(out, " |");
        }
        gp_text_add_char(out, '\n');
    }
    left_out(t, out);
}
