/* column_options.c - columns that the user names (columns.h).
 *
 *   "Deal ID" "deal id" "#3" "A,B" "none"
 */
#include "ingest/columns/columns.h"

#include "base/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The headers as a list of names. */
static enum gp_status not_found(const struct gp_sample_facts *f, const char *option,
                                const char *name, struct gp_err *err)
{
    struct gp_dict headers = {0};
    struct gp_text near = {0};
    enum gp_status st;
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (f->column[i].header.len != 0)
            (void)gp_dict_add(&headers, f->column[i].header);
    gp_nearest_say(&near, name, &headers);
    st = gp_fail(err, GP_USAGE, "%s \"%s\": found no such column among %zu%s", option,
                 name, f->n_columns, gp_text_z(&near));
    gp_text_release(&near);
    gp_dict_release(&headers);
    return st;
}

static enum gp_status by_number(const struct gp_sample_facts *f, const char *option,
                                const char *name, int *out, struct gp_err *err)
{
    char *end = NULL;
    unsigned long n = strtoul(name + 1, &end, 10);

    if (name[1] < '0' || name[1] > '9' || *end != '\0' || n < 1 || n > f->n_columns)
        return gp_fail(err, GP_USAGE,
                       "%s %s: found no such column, expected #1 to #%zu", option, name,
                       f->n_columns);
    *out = (int)n - 1;
    return GP_OK;
}

static bool says(struct gp_slice header, const char *name, bool nocase)
{
    return nocase ? gp_slice_is_nocase(header, name) : gp_slice_is(header, name);
}

enum gp_status gp_column_named(const struct gp_sample_facts *f, const char *option,
                               const char *name, int *out, struct gp_err *err)
{
    size_t i;
    int nocase, found = -1;

    for (nocase = 0; nocase <= 1 && found < 0; nocase++)
        for (i = 0; i < f->n_columns; i++) {
            if (!says(f->column[i].header, name, nocase == 1))
                continue;
            if (found >= 0)
                return gp_fail(err, GP_USAGE,
                               "%s \"%s\": found two columns of that name, #%d and "
                               "#%zu; choose one with %s '#%d'",
                               option, name, found + 1, i + 1, option, found + 1);
            found = (int)i;
        }
    if (found < 0 && name[0] == '#')
        return by_number(f, option, name, out, err);
    if (found < 0)
        return not_found(f, option, name, err);
    *out = found;
    return GP_OK;
}

/* --case A,B, --activity A,B and --time DATE,TIME: a header that contains the comma itself wins. */
static enum gp_status named_pair(const struct gp_sample_facts *f, enum gp_role role,
                                 const char *option, const char *name,
                                 struct gp_columns *c, struct gp_err *err)
{
    const char *comma = strchr(name, ',');
    char first[256];
    enum gp_status st;

    if (comma == NULL || (size_t)(comma - name) >= sizeof first)
        return gp_column_named(f, option, name, &c->column[role], err);
    st = gp_column_named(f, option, name, &c->column[role], NULL);
    if (st == GP_OK)
        return st;
    memcpy(first, name, (size_t)(comma - name));
    first[comma - name] = '\0';
    st = gp_column_named(f, option, first, &c->column[role], err);
    if (st == GP_OK)
        st = gp_column_named(f, option, comma + 1, &c->second[role], err);
    return st;
}

static bool may_be_two(enum gp_role role)
{
    return role == GP_ROLE_CASE || role == GP_ROLE_ACTIVITY || role == GP_ROLE_TIME ||
           role == GP_ROLE_START;
}

/* --resource or --group may name a field of a history, "Owner" or "Field=Owner", where no
 * column is called so. False: no column that names fields has such a value. */
static bool named_field(const struct gp_sample_facts *f, const char *name,
                        struct gp_text *out)
{
    size_t i, k;

    for (i = 0; i < f->n_columns; i++) {
        const struct gp_column_facts *c = &f->column[i];
        const char *field = name;

        if (!c->hints.field_name && !c->hints.maybe_field_name)
            continue;
        if (strlen(name) > c->header.len && name[c->header.len] == '=' &&
            memcmp(name, c->header.at, c->header.len) == 0)
            field = name + c->header.len + 1;
        for (k = 0; k < c->values.n; k++)
            if (gp_slice_is_nocase(c->values.name[k], field)) {
                gp_text_add_slice(out, c->values.name[k]);
                return true;
            }
    }
    return false;
}

/* A role of the history's rows that is told by rows of a field, not by a column. */
static struct gp_text *field_of(struct gp_columns *c, int role)
{
    return role == GP_ROLE_RESOURCE ? &c->history.person
           : role == GP_ROLE_GROUP  ? &c->history.team
                                    : NULL;
}

enum gp_status gp_columns_given(const struct gp_sample_facts *f,
                                const struct gp_ingest_options *o, struct gp_columns *c,
                                struct gp_err *err)
{
    int role;

    for (role = 0; role < GP_ROLES; role++) {
        const char *name = o->column[role];
        char option[32];
        enum gp_status st = GP_OK;

        if (name == NULL)
            continue;
        (void)snprintf(option, sizeof option, "--%s", gp_role_name((enum gp_role)role));
        c->given[role] = true;
        c->confidence[role] = 1;
        if (role != GP_ROLE_CASE && role != GP_ROLE_ACTIVITY &&
            strcmp(name, "none") == 0)
            st = GP_OK;
        else if (may_be_two((enum gp_role)role))
            st = named_pair(f, (enum gp_role)role, option, name, c, err);
        else
            st = gp_column_named(f, option, name, &c->column[role], err);
        if (st == GP_USAGE && field_of(c, role) != NULL &&
            named_field(f, name, field_of(c, role)))
            st = GP_OK;
        if (st != GP_OK)
            return st;
        gp_text_addf(&c->evidence[role], "given by %s", option);
    }
    return GP_OK;
}
