/* options_config.c - a reading of a log as the options that fix it (--save-config). */
#include "cli/options.h"

#include <string.h>

const char *gp_options_time_format(const struct gp_ingest_options *o,
                                   const struct gp_source_found *found)
{
    const char *f = found->time_format;

    if (o->time_format != NULL)
        return o->time_format;
    /* only what the detection had to decide, by all there is: day and month */
    if (f == NULL || f[0] != '%' || found->order_sampled || strstr(f, " or ") != NULL ||
        strstr(found->time_evidence, "start: ") != NULL)
        return NULL;
    return f;
}

static void config_line(struct gp_text *out, const char *name, const char *value)
{
    if (value != NULL)
        gp_text_addf(out, "%s = %s\n", name, value);
}

void gp_options_config(struct gp_text *out, const struct gp_options *o,
                       const struct gp_source_found *found)
{
    int role;

    for (role = 0; role < GP_ROLES; role++) {
        const char *header = found->role[role].header;

        if (header == NULL && role == GP_ROLE_ACTIVITY)
            continue; /* wide: the columns' names */
        if (header == NULL && found->shape == GP_SHAPE_HISTORY)
            continue; /* a field of the history may tell it */
        gp_text_addf(out, "%s = %s\n", gp_role_name((enum gp_role)role),
                     header != NULL ? header : "none");
    }
    gp_text_addf(out, "shape = %s\n", gp_shape_name(found->shape));
    config_line(out, "field", found->field);
    config_line(out, "events", found->events);
    config_line(out, "time-format", gp_options_time_format(&o->ingest, found));
    config_line(out, "tz", o->ingest.tz);
    config_line(out, "missing", o->ingest.missing);
    if (found->dialect.format != GP_IN_TEXT)
        return; /* nothing of a text to fix */
    if (found->dialect.delimiter == '\t')
        gp_text_add(out, "delimiter = tab\n");
    else
        gp_text_addf(out, "delimiter = %c\n", found->dialect.delimiter);
    gp_text_addf(out, "encoding = %s\n", found->dialect.encoding);
    gp_text_addf(out, "header = %s\n", found->dialect.has_header ? "yes" : "no");
}
