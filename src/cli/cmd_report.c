/* cmd_report.c - goatpath report LOG...: the folder for the manager. */
#include "cli/command.h"
#include "cli/gate.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/report.h"

#include <string.h>

/* deals.csv.gz -> deals.report, in the current folder. */
static const char *default_folder(struct gp_options *o)
{
    const char *log = o->operand[0], *slash = strrchr(log, '/');
    struct gp_text name = {0};
    const char *copy;

    log = slash != NULL ? slash + 1 : log;
    if (strcmp(log, "-") == 0)
        log = "stdin";
    gp_text_add_n(&name, log, strcspn(log, "."));
    gp_text_add(&name, ".report");
    copy = gp_text_ok(&name) ? gp_arena_copy(&o->arena, name.at, name.len) : NULL;
    gp_text_release(&name);
    return copy;
}

static enum gp_status print_json(const struct gp_options *o, const struct gp_loaded *l,
                                 struct gp_err *err)
{
    struct gp_text text = {0};

    gp_report_json(&text, &l->facts, NULL);
    return gp_show_text(o, &text, err);
}

static enum gp_status write_folder(const struct gp_options *o, const char *folder,
                                   const struct gp_loaded *l, struct gp_err *err)
{
    struct gp_report_written written = {0};
    enum gp_status st =
        gp_report_write(folder, &l->facts, &l->rejects_csv, o->force, &written, err);

    if (st == GP_OK && !o->quiet) {
        if (written.notes.len != 0)
            gp_output_remark("%s", gp_text_z(&written.notes));
        gp_output_remark(
            "%s/report.html is the report; report.json, tables and figures "
            "stand beside it",
            folder);
    }
    gp_report_written_release(&written);
    return st;
}

enum gp_status gp_cmd_report(struct gp_options *o, struct gp_err *err)
{
    bool json = o->format == GP_FORMAT_JSON; /* then -o names a file */
    const char *folder = json ? NULL : o->output;
    struct gp_loaded l = {0};
    bool met = false;
    enum gp_status st = GP_OK;

    if (o->n_operands != 0 && folder == NULL && !json) {
        folder = default_folder(o);
        if (folder == NULL)
            return gp_fail_memory(err);
    }
    if (o->fail_on != NULL)
        st = gp_gate_check(o->fail_on, o->document != NULL, true, err);
    if (st == GP_OK && folder != NULL && o->n_operands != 0)
        st = gp_report_check(folder, o->operand, o->n_operands, o->force, err);
    if (st == GP_OK)
        st = gp_load(o, 0, &l, err);
    if (st == GP_OK && o->fail_on != NULL)
        st = gp_gate(o->fail_on, &l.facts, &met, err);
    if (st == GP_OK && json)
        st = print_json(o, &l, err);
    else if (st == GP_OK)
        st = write_folder(o, folder, &l, err);
    gp_loaded_release(&l);
    return st == GP_OK && met ? GP_GATE : st;
}
