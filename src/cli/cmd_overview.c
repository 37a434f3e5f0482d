/* cmd_overview.c - goatpath LOG: what was detected, twenty figures, what to do next. */
#include "base/escape.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/peek.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/tables.h"

#include <string.h>
#include <sys/stat.h>

static enum gp_status add_table(const struct gp_options *o, const struct gp_loaded *l,
                                const char *name, size_t most, struct gp_text *out,
                                struct gp_err *err)
{
    struct gp_table t = {0};
    enum gp_status st = gp_table_make(name, &l->facts, most, &t, err);

    if (st == GP_OK) {
        gp_text_add_char(out, '\n');
        gp_show_append(o, &t, out);
    }
    gp_table_release(&t);
    return st;
}

static void suggest(const struct gp_options *o, struct gp_text *out)
{
    const char *log = o->operand[0];

    gp_text_add(out, "\nNext:\n  goatpath report ");
    gp_escape_shell(out, gp_slice(log));
    gp_text_add(out, gp_text_z(&o->given));
    gp_text_add(out, "\n  goatpath table variants ");
    gp_escape_shell(out, gp_slice(log));
    gp_text_add(out, gp_text_z(&o->given));
    gp_text_add_char(out, '\n');
}

static enum gp_status read_and_show(struct gp_options *o, struct gp_text *out,
                                    struct gp_err *err)
{
    struct gp_loaded l = {0};
    enum gp_status st = gp_load(o, 0, &l, err);

    if (st == GP_OK && o->format == GP_FORMAT_JSON) {
        static const char *const sections[] = {"quality", "log", NULL};

        gp_report_json(out, &l.facts, sections);
    } else if (st == GP_OK) {
        st = add_table(o, &l, "overview", 0, out, err);
        if (st == GP_OK && l.stats.bottlenecks.n != 0)
            st = add_table(o, &l, "bottlenecks", 5, out, err);
        suggest(o, out);
    }
    gp_loaded_release(&l);
    return st;
}

/* A pipe can be read once: the figures then matter more than the evidence. */
static bool can_be_read_twice(const char *name)
{
    struct stat st;

    return strcmp(name, "-") != 0 && (stat(name, &st) != 0 || !S_ISFIFO(st.st_mode));
}

enum gp_status gp_cmd_overview(struct gp_options *o, struct gp_err *err)
{
    struct gp_text text = {0};
    enum gp_status st = GP_OK;

    if (o->n_operands == 1 && o->format == GP_FORMAT_TEXT &&
        can_be_read_twice(o->operand[0])) {
        struct gp_peek p;

        st = gp_peek_look(o, &p, err);
        if (st != GP_OK)
            return st;
        gp_peek_text(&p, &text, gp_output_width());
        gp_peek_release(&p);
    }
    st = read_and_show(o, &text, err);
    if (st == GP_OK || text.len != 0) {
        struct gp_err unsaid = {0};
        enum gp_status shown = gp_show_text(o, &text, st == GP_OK ? err : &unsaid);

        st = st == GP_OK ? shown : st;
    }
    gp_text_release(&text);
    return st;
}
