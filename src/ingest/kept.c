/* kept.c - see kept.h. */
#include "ingest/kept.h"

#include <assert.h>

/* An instance is no part of an event, so that it is kept although it has a role. */
static bool has_role(const struct gp_columns *c, int column)
{
    int role;

    for (role = 0; role < GP_ROLES; role++)
        if ((c->column[role] == column || c->second[role] == column) &&
            role != GP_ROLE_INSTANCE)
            return true;
    return false;
}

/* Two kinds under one name are text. */
static enum gp_status add_name(struct gp_kept *k, struct gp_slice name,
                               enum gp_value_kind kind, uint32_t *id,
                               struct gp_err *err)
{
    size_t known = k->names.n;

    *id = gp_dict_add(&k->names, name);
    if (*id == GP_NO_ID || !gp_reserve(&k->kind, &k->cap_kind, (size_t)*id + 1))
        return gp_fail_memory(err);
    if (*id >= known)
        k->kind[*id] = kind;
    else if (k->kind[*id] != kind)
        k->kind[*id] = GP_VALUE_STRING;
    return GP_OK;
}

/* Column `column` of this file is the attribute `name`. */
static enum gp_status add_as(struct gp_kept *k, const struct gp_reader *reader,
                             struct gp_slice name, int column, struct gp_decision *d,
                             struct gp_err *err)
{
    uint32_t id;
    enum gp_status st =
        add_name(k, name, gp_reader_kind(reader, (size_t)column), &id, err);

    if (st == GP_OK)
        st = gp_kept_extend(k, d, err);
    if (st != GP_OK)
        return st;
    assert(d->keep != NULL && id < d->n_keep);
    d->keep[id] = column;
    return GP_OK;
}

/* again: a column before it has the same header. */
static enum gp_status add_column(struct gp_kept *k, const struct gp_reader *reader,
                                 int column, bool again, struct gp_decision *d,
                                 struct gp_err *err)
{
    struct gp_text name = {0};
    enum gp_status st;

    gp_text_add_slice(&name, gp_reader_header(reader)[column]);
    if (again)
        gp_text_addf(&name, " (column %d)", column + 1);
    st = gp_text_ok(&name) ? add_as(k, reader, gp_text_slice(&name), column, d, err)
                           : gp_fail_memory(err);
    gp_text_release(&name);
    return st;
}

static enum gp_status add_all(struct gp_kept *k, const struct gp_reader *reader,
                              struct gp_decision *d, struct gp_err *err)
{
    int n = (int)gp_reader_n_columns(reader), i;
    struct gp_dict seen = {0};
    enum gp_status st = GP_OK;

    for (i = 0; i < n && st == GP_OK; i++) {
        size_t known = seen.n;

        if (gp_dict_add(&seen, gp_reader_header(reader)[i]) == GP_NO_ID)
            st = gp_fail_memory(err);
        else if (!has_role(&d->columns, i))
            st = add_column(k, reader, i, seen.n == known, d, err);
    }
    gp_dict_release(&seen);
    return st;
}

enum gp_status gp_kept_add(struct gp_kept *k, const struct gp_reader *reader,
                           const struct gp_ingest_options *o, struct gp_decision *d,
                           struct gp_err *err)
{
    int *asked = d->keep; /* by place in the options; d->keep becomes by name */
    bool first_file = k->names.n == 0;
    enum gp_status st = GP_OK;
    size_t i;

    d->keep = NULL;
    d->n_keep = 0;
    if (o->keep_all)
        st = add_all(k, reader, d, err);
    for (i = 0; i < o->n_keep && st == GP_OK && !o->keep_all; i++)
        st = add_as(k, reader, gp_slice(o->keep[i]), asked[i], d, err);
    if (first_file || o->keep_all)
        k->n_lasting = k->names.n;
    for (i = 0; i < o->n_also && st == GP_OK && !o->keep_all; i++)
        if (asked[o->n_keep + i] >= 0)
            st = add_as(k, reader, gp_slice(o->also[i]), asked[o->n_keep + i], d, err);
    gp_free(asked);
    return st;
}

enum gp_status gp_kept_extend(const struct gp_kept *k, struct gp_decision *d,
                              struct gp_err *err)
{
    int *more;

    if (d->n_keep >= k->names.n)
        return GP_OK;
    more = gp_realloc(d->keep, k->names.n, sizeof *more);
    if (more == NULL)
        return gp_fail_memory(err);
    d->keep = more;
    while (d->n_keep < k->names.n)
        more[d->n_keep++] = -1;
    return GP_OK;
}

enum gp_status gp_kept_begin(const struct gp_kept *k, struct gp_eventlog *log,
                             struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < k->names.n && st == GP_OK; i++) {
        st = gp_eventlog_keep(log, k->names.name[i].at, err);
        if (st != GP_OK)
            return st;
        log->kept[i].kind = k->kind[i];
        log->kept[i].passing = i >= k->n_lasting;
    }
    return st;
}

void gp_kept_release(struct gp_kept *k)
{
    gp_dict_release(&k->names);
    gp_free(k->kind);
}
