/* xes_roles.c - see xes_roles.h. */
#include "ingest/xes/xes_roles.h"

static const char *const key[GP_ROLES] = {
    [GP_ROLE_CASE] = "case:concept:name", [GP_ROLE_ACTIVITY] = "concept:name",
    [GP_ROLE_TIME] = "time:timestamp",    [GP_ROLE_RESOURCE] = "org:resource",
    [GP_ROLE_GROUP] = "org:group",
};

static bool has_column(const struct gp_reader *reader, const char *name)
{
    const struct gp_slice *header = gp_reader_header(reader);
    size_t i;

    for (i = 0; i < gp_reader_n_columns(reader); i++)
        if (gp_slice_is(header[i], name))
            return true;
    return false;
}

void gp_xes_roles_fill(const struct gp_reader *reader,
                       const struct gp_ingest_options *o,
                       struct gp_ingest_options *told)
{
    int role;

    *told = *o;
    if (gp_reader_dialect(reader)->format != GP_IN_XES)
        return;
    for (role = 0; role < GP_ROLES; role++)
        if (told->column[role] == NULL && key[role] != NULL &&
            has_column(reader, key[role]))
            told->column[role] = key[role];
}

void gp_xes_roles_explain(const struct gp_ingest_options *o,
                          const struct gp_ingest_options *told, struct gp_columns *c)
{
    int role;

    for (role = 0; role < GP_ROLES; role++) {
        if (o->column[role] != NULL || told->column[role] == NULL)
            continue;
        c->given[role] = false;
        gp_text_clear(&c->evidence[role]);
        gp_text_add(&c->evidence[role], "what XES means by this key");
    }
}
