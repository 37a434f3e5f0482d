/* show.c - see show.h. */
#include "cli/show.h"
#include "cli/output.h"
#include "report/table.h"

#include <string.h>

size_t gp_show_rows(const struct gp_options *o, size_t usual)
{
    if (o->top != SIZE_MAX)
        return o->top;
    return o->format == GP_FORMAT_TEXT && o->output == NULL ? usual : 0;
}

void gp_show_append(const struct gp_options *o, const struct gp_table *t,
                    struct gp_text *out)
{
    if (o->format == GP_FORMAT_CSV || o->raw_csv)
        gp_table_render_csv(t, out, o->raw_csv);
    else if (o->format == GP_FORMAT_MARKDOWN)
        gp_table_render_markdown(t, out);
    else
        gp_table_render_text(t, out, o->output == NULL ? gp_output_width() : 0);
}

enum gp_status gp_show_text(const struct gp_options *o, struct gp_text *text,
                            struct gp_err *err)
{
    enum gp_status st = gp_output_write(text, o->output, o->force, err);

    gp_text_release(text);
    return st;
}

enum gp_status gp_show_table(const struct gp_options *o, const struct gp_table *t,
                             struct gp_err *err)
{
    struct gp_text text = {0};

    if (!gp_table_ok(t))
        return gp_fail_memory(err);
    if (o->format == GP_FORMAT_JSON) {
        struct gp_json j = gp_json_into(&text);

        gp_json_open(&j, NULL, '{');
        gp_json_z(&j, "schema", "goatpath/1");
        gp_json_z(&j, "version", GP_VERSION);
        gp_table_render_json(t, &j, "table");
        gp_json_close(&j);
    } else {
        gp_show_append(o, t, &text);
    }
    return gp_show_text(o, &text, err);
}

enum gp_status gp_show_picture_format(const struct gp_options *o, const char **format,
                                      struct gp_err *err)
{
    const char *dot = o->output != NULL ? strrchr(o->output, '.') : NULL;

    *format = "dot";
    if (o->output == NULL)
        return GP_OK;
    if (dot == NULL || (strcmp(dot, ".svg") != 0 && strcmp(dot, ".png") != 0 &&
                        strcmp(dot, ".dot") != 0))
        return gp_fail(err, GP_USAGE, "-o %s: a map is written as .svg, .png or .dot",
                       o->output);
    *format = dot + 1;
    return GP_OK;
}
