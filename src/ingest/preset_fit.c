/* preset_fit.c - see preset_fit.h. */
#include "ingest/preset_fit.h"

#include <stdio.h>
#include <string.h>

/* The column of the first of "a | b" that is there, -1: none. */
static int column_like(const struct gp_sample_facts *f, struct gp_slice names)
{
    struct gp_slice name;
    size_t i;

    while (gp_preset_next(&names, '|', &name))
        for (i = 0; i < f->n_columns; i++)
            if (name.len != 0 && gp_preset_same(f->column[i].header, name))
                return (int)i;
    return -1;
}

/* The first of its needs that the header lacks; empty: it fits. */
static struct gp_slice missing(const struct gp_sample_facts *f,
                               const struct gp_export *e)
{
    struct gp_slice needs = e->needs, names;

    while (gp_preset_next(&needs, ',', &names))
        if (column_like(f, names) < 0)
            return names;
    return gp_slice_n("", 0);
}

static enum gp_status refuse(const char *file, const struct gp_sample_facts *f,
                             const struct gp_preset *p, struct gp_err *err)
{
    struct gp_text t = {0};
    enum gp_status st;
    size_t i;

    gp_text_addf(&t, "is none of the exports that --preset %s knows:", p->name);
    for (i = 0; i < p->n; i++) {
        struct gp_slice lacks = missing(f, &p->exports[i]);

        gp_text_addf(&t, "%s %.*s (no column \"%.*s\")", i == 0 ? "" : ",",
                     (int)p->exports[i].title.len, p->exports[i].title.at,
                     (int)lacks.len, lacks.at);
    }
    gp_text_add(&t, "; leave the preset out, or copy it and change its names");
    st = gp_text_ok(&t) ? gp_fail_at(err, GP_INPUT, file, 0, "%s", gp_text_z(&t))
                        : gp_fail_memory(err);
    gp_text_release(&t);
    return st;
}

/* ---- filling in ---- */

static void fill_roles(const struct gp_sample_facts *f, struct gp_preset_told *t)
{
    int role, column;

    for (role = 0; role < GP_ROLES; role++) {
        if (t->options.column[role] != NULL)
            continue;
        column = column_like(f, t->fits->role[role]);
        if (column < 0 || f->column[column].filled == 0)
            continue; /* an empty column tells nobody: another way may */
        (void)snprintf(t->column[role], sizeof t->column[role], "#%d", column + 1);
        t->options.column[role] = t->column[role];
    }
}

/* "Column=field" with the first of the fields that the values know, else the first. */
static void fill_field(const struct gp_sample_facts *f, struct gp_preset_told *t)
{
    struct gp_slice names = t->fits->field, columns, field, first = {0}, chosen = {0};
    int column;
    size_t i;

    (void)gp_preset_next(&names, '=', &columns);
    column = column_like(f, columns);
    if (column < 0)
        return;
    while (gp_preset_next(&names, '|', &field)) {
        first = first.at == NULL ? field : first;
        for (i = 0; chosen.at == NULL && i < f->column[column].values.n; i++)
            if (gp_preset_same(f->column[column].values.name[i], field))
                chosen = f->column[column].values.name[i];
    }
    gp_text_add_slice(&t->field, f->column[column].header);
    gp_text_add_char(&t->field, '=');
    gp_text_add_slice(&t->field, chosen.at != NULL ? chosen : first);
    t->options.field = gp_text_z(&t->field);
}

/* Every column that one of the patterns means, in their order. */
static void fill_events(const struct gp_sample_facts *f, struct gp_preset_told *t)
{
    struct gp_slice rest = t->fits->events, names, name;
    size_t i;

    while (gp_preset_next(&rest, ',', &names))
        while (gp_preset_next(&names, '|', &name))
            for (i = 0; i < f->n_columns; i++)
                if (name.len != 0 && gp_preset_same(f->column[i].header, name))
                    gp_text_addf(&t->events, "%s#%zu", t->events.len != 0 ? "," : "",
                                 i + 1);
    t->options.events = gp_text_z(&t->events);
}

enum gp_status gp_preset_fill(const char *file, const struct gp_sample_facts *f,
                              const struct gp_ingest_options *o,
                              struct gp_preset_told *t, struct gp_err *err)
{
    static const char *const shapes[] = {"events", "interval", "lifecycle", "wide",
                                         "history"};
    size_t i;

    memset(t, 0, sizeof *t);
    t->options = *o;
    if (o->preset == NULL)
        return GP_OK;
    for (i = 0; i < o->preset->n; i++)
        if (missing(f, &o->preset->exports[i]).len == 0)
            break;
    if (i == o->preset->n)
        return refuse(file, f, o->preset, err);
    t->fits = &o->preset->exports[i];
    fill_roles(f, t);
    for (i = 0; o->shape == NULL && i < sizeof shapes / sizeof shapes[0]; i++)
        if (gp_slice_is(t->fits->shape, shapes[i]))
            t->options.shape = shapes[i];
    if (o->shape == NULL && t->fits->shape.len != 0 && t->options.shape == NULL)
        return gp_fail_at(err, GP_USAGE, o->preset->name, t->fits->line,
                          "found the shape \"%.*s\", expected events, interval, "
                          "lifecycle, wide or history",
                          (int)t->fits->shape.len, t->fits->shape.at);
    if (o->field == NULL && t->fits->field.len != 0)
        fill_field(f, t);
    if (o->events == NULL && t->fits->events.len != 0)
        fill_events(f, t);
    return gp_text_ok(&t->field) && gp_text_ok(&t->events) ? GP_OK
                                                           : gp_fail_memory(err);
}

void gp_preset_told_release(struct gp_preset_told *t)
{
    gp_text_release(&t->field);
    gp_text_release(&t->events);
}

/* ---- telling ---- */

static void name_export(const struct gp_preset *p, const struct gp_export *e,
                        struct gp_text *out)
{
    gp_text_add_slice(out, p->title.len != 0 ? p->title : gp_slice(p->name));
    gp_text_add(out, ", ");
    gp_text_add_slice(out, e->title);
}

void gp_preset_explain(const struct gp_preset_told *t,
                       const struct gp_ingest_options *o, struct gp_columns *c)
{
    int role;

    if (t->fits == NULL)
        return;
    name_export(o->preset, t->fits, &c->preset);
    if (t->fits->note.len != 0) {
        gp_text_add(&c->preset, "; ");
        gp_text_add_slice(&c->preset, t->fits->note);
    }
    for (role = 0; role < GP_ROLES; role++) {
        if (o->column[role] != NULL || t->options.column[role] == NULL)
            continue;
        gp_text_clear(&c->evidence[role]);
        gp_text_addf(&c->evidence[role], "preset %s", o->preset->name);
    }
}

static bool suggest(const struct gp_sample_facts *f, const struct gp_preset *p,
                    struct gp_text *out)
{
    struct gp_slice needs, names;
    size_t i;

    for (i = 0; i < p->n; i++)
        if (missing(f, &p->exports[i]).len == 0)
            break;
    if (i == p->n)
        return false;
    name_export(p, &p->exports[i], out);
    needs = p->exports[i].needs;
    gp_text_add(out, " (");
    while (gp_preset_next(&needs, ',', &names)) {
        gp_text_add_slice(out, f->column[column_like(f, names)].header);
        gp_text_add(out, needs.len != 0 ? ", " : "");
    }
    gp_text_addf(out, "): --preset %s", p->name);
    return true;
}

void gp_preset_suggest(const struct gp_sample_facts *f, struct gp_text *out)
{
    bool done = false;
    size_t i;

    for (i = 0; gp_preset_name(i) != NULL && !done; i++) {
        struct gp_preset p;

        if (gp_preset_read(gp_preset_name(i), &p, NULL) == GP_OK)
            done = suggest(f, &p, out);
        gp_preset_release(&p);
    }
}
