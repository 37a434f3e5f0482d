/* options_config.c - a reading of a log as the options that fix it (--save-config). */
#include "cli/options.h"

#include <string.h>

/* The order that "%d.%m.%Y %H:%M" or "dmy" stands for; NULL for other formats. */
static const char *order_of(const char *format)
{
    static const struct {
        const char *begins, *order;
    } orders[] = {{"%d", "dmy"},  {"%m", "mdy"},  {"%y", "ymd"},
                  {"dmy", "dmy"}, {"mdy", "mdy"}, {"ymd", "ymd"}};
    size_t i;

    for (i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strncmp(format, orders[i].begins, strlen(orders[i].begins)) == 0)
            return orders[i].order;
    return NULL;
}

const char *gp_options_time_format(const struct gp_ingest_options *o,
                                   const struct gp_source_found *found)
{
    const char *f = found->time_format, *order = NULL;

    if (o->time_format != NULL || f == NULL)
        return o->time_format;
    if (found->order_sampled || strstr(found->time_evidence, "start: ") != NULL)
        return NULL;
    /* only what the detection had to decide, the order of day and month, so that rows
     * behind the sample may have another layout */
    for (; f != NULL; f = strstr(f, " or ")) {
        const char *next;

        f += strncmp(f, " or ", 4) == 0 ? 4 : 0;
        next = order_of(f);
        if (next == NULL && strncmp(f, "iso", 3) != 0 && strncmp(f, "month", 5) != 0)
            return NULL; /* numbers are no part of an order */
        if (next != NULL && order != NULL && strcmp(next, order) != 0)
            return NULL;
        order = next != NULL ? next : order;
    }
    return order;
}

const char *gp_options_role(const struct gp_ingest_options *o,
                            const struct gp_source_found *found, enum gp_role role)
{
    const char *header = found->role[role].header;

    return header != NULL || found->shape != GP_SHAPE_HISTORY ? header
                                                              : o->column[role];
}

static void config_line(struct gp_text *out, const char *name, const char *value)
{
    if (value != NULL)
        gp_text_addf(out, "%s = %s\n", name, value);
}

void gp_options_config(struct gp_text *out, const struct gp_options *o,
                       const struct gp_source_found *found)
{
    size_t i;
    int role;

    for (role = 0; role < GP_ROLES; role++) {
        const char *header = gp_options_role(&o->ingest, found, (enum gp_role)role);

        if (header == NULL && role == GP_ROLE_ACTIVITY)
            continue; /* wide: the columns' names */
        if (header == NULL && found->shape == GP_SHAPE_HISTORY)
            continue; /* a field of the history may tell it */
        gp_text_addf(out, "%s = %s\n", gp_role_name((enum gp_role)role),
                     header != NULL ? header : "none");
    }
    config_line(out, "preset", o->preset);
    gp_text_addf(out, "shape = %s\n", gp_shape_name(found->shape));
    config_line(out, "field", found->field);
    config_line(out, "events", found->events);
    config_line(out, "time-format", gp_options_time_format(&o->ingest, found));
    config_line(out, "tz", o->ingest.tz);
    for (i = 0; i < o->file_tz.n; i++)
        config_line(out, "tz", o->file_tz.at[i]);
    config_line(out, "missing", o->ingest.missing);
    for (i = 0; i < o->filter.n; i++)
        config_line(out, "filter", o->filter.at[i]);
    if (found->dialect.format != GP_IN_TEXT)
        return; /* nothing of a text to fix */
    if (found->dialect.delimiter == '\t')
        gp_text_add(out, "delimiter = tab\n");
    else
        gp_text_addf(out, "delimiter = %c\n", found->dialect.delimiter);
    gp_text_addf(out, "encoding = %s\n", found->dialect.encoding);
    gp_text_addf(out, "header = %s\n", found->dialect.has_header ? "yes" : "no");
}
