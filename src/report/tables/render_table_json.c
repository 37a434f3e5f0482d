/* render_table_json.c - a table for programs that want one result, not the whole report. */
#include "report/table.h"

static void cell(const struct gp_heading *column, const struct gp_cell *c,
                 struct gp_json *out, struct gp_text *scratch)
{
    size_t i;

    switch (c->kind) {
    case GP_CELL_NONE:
        gp_json_null(out, column->key);
        break;
    case GP_CELL_COUNT:
    case GP_CELL_LINE:
    case GP_CELL_SPAN:
    case GP_CELL_HOURS:
    case GP_CELL_SHARE:
        gp_text_clear(scratch);
        gp_cell_machine(c, scratch);
        gp_json_literal(out, column->key, gp_text_z(scratch));
        break;
    case GP_CELL_PATH:
        gp_json_open_flat(out, column->key, '[');
        for (i = 0; i < c->n; i++)
            gp_json_string(out, NULL, c->path[i]);
        gp_json_close(out);
        break;
    default:
        gp_text_clear(scratch);
        gp_cell_machine(c, scratch);
        gp_json_string(out, column->key, gp_text_slice(scratch));
        break;
    }
}

void gp_table_render_json(const struct gp_table *t, struct gp_json *out,
                          const char *key)
{
    struct gp_text scratch = {0};
    size_t row, i;

    gp_json_open(out, key, '{');
    gp_json_z(out, "name", t->name);
    gp_json_open(out, "rows", '[');
    for (row = 0; row < t->n_rows; row++) {
        gp_json_open_flat(out, NULL, '{');
        for (i = 0; i < t->n_columns; i++)
            cell(&t->column[i], gp_table_cell(t, row, i), out, &scratch);
        gp_json_close(out);
    }
    gp_json_close(out);
    gp_json_count(out, "left_out", t->n_left_out);
    gp_json_close(out);
    out->out->failed |= scratch.failed;
    gp_text_release(&scratch);
}
