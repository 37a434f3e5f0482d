/* cmd_table.c - goatpath table NAME LOG...: one result as a table. */
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/tables.h"

#include <string.h>
#include <unistd.h>

enum { USUAL_ROWS = 40 };

/* Tables that are a section of report.json keep its form under --json. */
static const struct {
    const char *table, *section;
} sections[] = {
    {"overview", "log"},          {"durations", "log"},
    {"activities", "activities"}, {"directly-follows", "directly_follows"},
    {"variants", "variants"},     {"handoffs", "handoffs"},
    {"ping-pong", "handoffs"},    {"bottlenecks", "bottlenecks"},
    {"waits", "waits"},           {"rework", "rework"},
    {"quality", "quality"},       {"sameness", "sameness"},
};

static const char *section_of(const char *table)
{
    size_t i;

    for (i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (strcmp(sections[i].table, table) == 0)
            return sections[i].section;
    return NULL;
}

/* The names, after what was wrong with the one given. */
static enum gp_status list_names(const char *wrong, const char *name,
                                 struct gp_err *err)
{
    const struct gp_table_name *t;
    struct gp_text names = {0};
    enum gp_status st;

    for (t = gp_table_names(); t->name != NULL; t++)
        gp_text_addf(&names, "%s%s", t == gp_table_names() ? "" : ", ", t->name);
    st = gp_fail(err, GP_USAGE, "%s%s; names: %s", wrong, name, gp_text_z(&names));
    gp_text_release(&names);
    return st;
}

/* Before an hour of reading: is there such a table? */
static enum gp_status check_name(const char *name, struct gp_err *err)
{
    const struct gp_table_name *t;
    struct gp_nearest n = gp_nearest_to(name);

    for (t = gp_table_names(); t->name != NULL; t++) {
        if (strcmp(t->name, name) == 0)
            return GP_OK;
        gp_nearest_offer(&n, t->name);
    }
    if (access(name, F_OK) == 0)
        return gp_fail(err, GP_USAGE,
                       "%s is a file; the name of a table comes first, as in `goatpath "
                       "table bottlenecks %s` (`goatpath table` lists the names)",
                       name, name);
    if (n.best == NULL)
        return list_names("no table ", name, err);
    return gp_fail(err, GP_USAGE, "no table \"%s\"; the nearest is %s", name, n.best);
}

static enum gp_status show(const struct gp_options *o, const struct gp_loaded *l,
                           struct gp_err *err)
{
    const char *section = section_of(o->operand[0]);
    struct gp_table t = {0};
    enum gp_status st;

    if (o->format == GP_FORMAT_JSON && section != NULL) {
        const char *const list[] = {section, NULL};
        struct gp_text text = {0};

        gp_report_json(&text, &l->facts, list);
        return gp_show_text(o, &text, err);
    }
    if ((strcmp(o->operand[0], "causes") == 0 ||
         strcmp(o->operand[0], "cause-cases") == 0) &&
        gp_causes_cannot(&l->facts) != NULL)
        return gp_fail(err, GP_INPUT, "%s", gp_causes_cannot(&l->facts));
    st = gp_table_make(o->operand[0], &l->facts, gp_show_rows(o, USUAL_ROWS), &t, err);
    if (st == GP_OK)
        st = gp_show_table(o, &t, err);
    gp_table_release(&t);
    return st;
}

enum gp_status gp_cmd_table(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    enum gp_status st;

    if (o->n_operands == 0)
        return list_names("which table? goatpath table NAME LOG...", "", err);
    st = check_name(o->operand[0], err);
    if (st == GP_OK)
        st = gp_load(o, 1, &l, err);
    if (st == GP_OK)
        st = show(o, &l, err);
    gp_loaded_release(&l);
    return st;
}
