/* cmd_peek.c - goatpath peek LOG: what was detected, and why. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/peek.h"
#include "cli/show.h"

enum gp_status gp_cmd_peek(struct gp_options *o, struct gp_err *err)
{
    struct gp_peek p;
    struct gp_text text = {0};
    enum gp_status st;

    if (o->n_operands == 0)
        return gp_fail(err, GP_USAGE, "no log is named; goatpath peek export.csv");
    if (o->n_operands != 1)
        return gp_fail(err, GP_USAGE, "peek looks at one log at a time, found %zu",
                       o->n_operands);
    st = gp_peek_look(o, &p, err);
    if (st != GP_OK)
        return st;
    if (o->format == GP_FORMAT_JSON)
        gp_peek_json(&p, &text);
    else
        gp_peek_text(&p, &text, gp_output_width());
    st = gp_show_text(o, &text, err);
    if (st == GP_OK && o->save_config != NULL) {
        gp_options_config(&text, o, &p.look.found);
        st = gp_output_write(&text, o->save_config, o->force, err);
        gp_text_release(&text);
    }
    if (st == GP_OK && p.look.problem.status != GP_OK) {
        *err = p.look.problem;
        st = p.look.problem.status;
    }
    gp_peek_release(&p);
    return st;
}
