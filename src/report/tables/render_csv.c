/* render_csv.c - a table for other programs: keys as header, machine values, LF.
 *
 *   activity,events,cases,service_median_s
 *   check ticket,9,6,
 *
 * Texts from the log that a spreadsheet would take for a formula get an apostrophe in
 * front unless raw; numbers of our own never do (spec/reliability.md F7).
 */
#include "base/escape.h"
#include "report/table.h"

static void cell(const struct gp_cell *c, struct gp_text *out, struct gp_text *scratch,
                 gp_escape_function *escape)
{
    bool guest = c->kind == GP_CELL_TEXT || c->kind == GP_CELL_PATH;

    if (!guest) {
        gp_cell_machine(c, out);
        return;
    }
    gp_text_clear(scratch);
    gp_cell_machine(c, scratch);
    escape(out, gp_text_slice(scratch));
}

void gp_table_render_csv(const struct gp_table *t, struct gp_text *out, bool raw)
{
    gp_escape_function *escape = raw ? gp_escape_csv_raw : gp_escape_csv;
    struct gp_text scratch = {0};
    size_t i, row;

    if (t->failed) {
        out->failed = true;
        return;
    }
    for (i = 0; i < t->n_columns; i++) {
        gp_text_add(out, i == 0 ? "" : ",");
        gp_text_add(out, t->column[i].key);
    }
    gp_text_add_char(out, '\n');
    for (row = 0; row < t->n_rows; row++) {
        for (i = 0; i < t->n_columns; i++) {
            gp_text_add(out, i == 0 ? "" : ",");
            cell(gp_table_cell(t, row, i), out, &scratch, escape);
        }
        gp_text_add_char(out, '\n');
    }
    out->failed |= scratch.failed;
    gp_text_release(&scratch);
}
