/* goat_log.c - what a .goat file holds beside its events: the empty log with the attributes
 * that are wanted, and the names (goat_parts.h).
 */
#include "ingest/goat/goat_parts.h"

#include "eventlog/fill.h"

#include <string.h>

/* ---- the log, empty ---- */

static size_t attribute_named(const struct gp_goat_facts *f, const char *name)
{
    size_t k = 0;

    while (k < f->n_kept && !gp_slice_is_nocase(gp_slice(f->kept[k].name), name))
        k++;
    return k;
}

/* Attribute k of the file becomes the log's next one, unless it is one already. */
static enum gp_status keep(struct gp_goat_reading *g, size_t k, bool passing)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st;

    if (g->attribute[k] != GP_GOAT_SKIPPED)
        return GP_OK;
    st = gp_eventlog_keep(log, g->f.kept[k].name, g->err);
    if (st != GP_OK)
        return st;
    g->attribute[k] = log->n_kept - 1;
    log->kept[log->n_kept - 1].kind = g->f.kept[k].kind;
    log->kept[log->n_kept - 1].passing = passing;
    return GP_OK;
}

static enum gp_status no_attribute(const struct gp_goat_reading *g, const char *name)
{
    struct gp_text all = {0};
    enum gp_status st;
    size_t k;

    for (k = 0; k < g->f.n_kept; k++)
        gp_text_addf(&all, "%s\"%s\"", k > 0 ? ", " : "", g->f.kept[k].name);
    st = gp_fail_at(g->err, GP_USAGE, g->name, 0,
                    "--keep %s: this .goat file has no such attribute; it has %s", name,
                    all.len != 0 ? gp_text_z(&all) : "none");
    gp_text_release(&all);
    return st;
}

static enum gp_status choose_attributes(struct gp_goat_reading *g)
{
    const struct gp_ingest_options *o = g->o;
    enum gp_status st = GP_OK;
    size_t i, k;

    g->attribute = gp_array(g->f.n_kept, sizeof *g->attribute);
    if (g->attribute == NULL)
        return gp_fail_memory(g->err);
    for (k = 0; k < g->f.n_kept; k++)
        g->attribute[k] = GP_GOAT_SKIPPED;
    for (k = 0; k < g->f.n_kept && o->keep_all && st == GP_OK; k++)
        st = keep(g, k, false);
    for (i = 0; i < o->n_keep && !o->keep_all && st == GP_OK; i++) {
        k = attribute_named(&g->f, o->keep[i]);
        st = k < g->f.n_kept ? keep(g, k, false) : no_attribute(g, o->keep[i]);
    }
    for (i = 0; i < o->n_also && st == GP_OK; i++) {
        k = attribute_named(&g->f, o->also[i]);
        st = k < g->f.n_kept ? keep(g, k, true) : GP_OK;
    }
    return st;
}

enum gp_status gp_goat_log(struct gp_goat_reading *g)
{
    const struct gp_goat_facts *f = &g->f;
    struct gp_eventlog *log =
        gp_eventlog_new(f->has_time, f->has_start, f->has_resource, f->has_group);
    enum gp_status st = log != NULL ? GP_OK : gp_fail_memory(g->err);
    size_t i;

    g->r->log = log;
    if (st == GP_OK)
        st = choose_attributes(g);
    for (i = 0; i < f->n_files && st == GP_OK; i++) {
        st = gp_eventlog_begin_file(log, f->file[i].name, g->err);
        if (st == GP_OK)
            log->files[i].first_event = (uint32_t)f->file[i].first_event;
    }
    if (st != GP_OK)
        return st;
    log->has_open = f->has_open;
    log->has_serial = f->has_serial;
    gp_eventlog_threads(log, g->o->threads);
    g->column = gp_array_zero(GP_COLUMN_KEPT + f->n_kept, sizeof *g->column);
    g->n_columns = g->column != NULL ? GP_COLUMN_KEPT + f->n_kept : 0;
    return g->column != NULL ? GP_OK : gp_fail_memory(g->err);
}

/* ---- names ---- */

/* Headers may be empty, and so may values of attributes. */
static bool is_named(const struct gp_goat_reading *g, const struct gp_dict *d)
{
    const struct gp_eventlog *log = g->r->log;

    return d == &log->cases || d == &log->activities || d == &log->resources ||
           d == &log->groups;
}

/* listed: names are not looked up, so that they may be many; else they must differ. */
static enum gp_status take_names(struct gp_goat_reading *g, struct gp_dict *d,
                                 bool listed, struct gp_goat_bytes *b)
{
    uint32_t i;

    for (i = 0; i < g->block.items; i++) {
        struct gp_slice name = gp_goat_get_text(b, gp_goat_get(b));
        size_t n = d->n;

        if (b->failed || (name.len == 0 && is_named(g, d)))
            return gp_goat_damaged(g, "a name is cut off");
        if (listed ? !gp_dict_append(d, name) : gp_dict_add(d, name) == GP_NO_ID)
            return gp_fail_memory(g->err);
        if (d->n != n + 1)
            return gp_goat_damaged(g, "a name stands there twice");
    }
    return b->at == b->end ? GP_OK : gp_goat_damaged(g, "there is more than names");
}

static enum gp_status skip_names(struct gp_goat_reading *g, uint64_t n)
{
    enum gp_status st = GP_OK;
    uint64_t done;

    for (done = 0; done < n && st == GP_OK; done += g->block.items) {
        st = gp_goat_packed(g, GP_GOAT_NAMES, &g->block);
        if (st == GP_OK && !gp_goat_fits(&g->block, n - done))
            st = gp_goat_damaged(g, "there are more names than it says");
    }
    return st;
}

static enum gp_status read_names(struct gp_goat_reading *g, struct gp_dict *d,
                                 uint64_t n, bool listed)
{
    struct gp_goat_bytes b;
    enum gp_status st = gp_goat_next(g, GP_GOAT_NAMES, &b);

    if (st == GP_OK && !gp_goat_fits(&g->block, n - d->n))
        st = gp_goat_damaged(g, "there are more names than it says");
    return st == GP_OK ? take_names(g, d, listed, &b) : st;
}

enum gp_status gp_goat_names(struct gp_goat_reading *g, struct gp_dict *d, uint64_t n)
{
    enum gp_status st = GP_OK;

    while (d->n < n && st == GP_OK)
        st = read_names(g, d, n, false);
    return st;
}

enum gp_status gp_goat_case_names(struct gp_goat_reading *g, struct gp_dict *d,
                                  uint64_t n)
{
    enum gp_status st = read_names(g, d, n, true);

    if (g->bounded && st == GP_OK)
        return skip_names(g, n - d->n);
    while (d->n < n && st == GP_OK)
        st = read_names(g, d, n, true);
    return st;
}

enum gp_status gp_goat_dictionaries(struct gp_goat_reading *g)
{
    struct gp_eventlog *log = g->r->log;
    const struct gp_goat_facts *f = &g->f;
    enum gp_status st = gp_goat_names(g, &log->activities, f->n_activities);
    size_t i;

    if (st == GP_OK)
        st = gp_goat_names(g, &log->resources, f->n_resources);
    if (st == GP_OK)
        st = gp_goat_names(g, &log->groups, f->n_groups);
    if (st == GP_OK)
        st = gp_goat_names(g, &g->r->columns, f->n_columns);
    for (i = 0; i < f->n_kept && st == GP_OK; i++)
        st = g->attribute[i] != GP_GOAT_SKIPPED
                 ? gp_goat_names(g, &log->kept[g->attribute[i]].values, f->n_values[i])
                 : skip_names(g, f->n_values[i]);
    return st;
}

enum gp_status gp_goat_case_rows(struct gp_goat_reading *g)
{
    struct gp_case_rows *rows = &g->r->case_rows;
    enum gp_status st = gp_goat_names(g, &rows->cases, g->f.n_case_rows);
    struct gp_goat_bytes b;
    uint32_t i;

    while (rows->n < g->f.n_case_rows && st == GP_OK) {
        st = gp_goat_next(g, GP_GOAT_CASES, &b);
        if (st == GP_OK && !gp_goat_fits(&g->block, g->f.n_case_rows - rows->n))
            st = gp_goat_damaged(g, "there are more cases than it says");
        if (st == GP_OK &&
            !gp_reserve(&rows->more, &rows->cap, rows->n + g->block.items))
            st = gp_fail_memory(g->err);
        for (i = 0; st == GP_OK && i < g->block.items; i++)
            rows->more[rows->n++] = gp_goat_get_signed(&b);
        if (st == GP_OK && (b.failed || b.at != b.end))
            st = gp_goat_damaged(g, "numbers of rows are cut off");
    }
    return st;
}
