/* found.c - see found.h. */
#include "ingest/found.h"

#include <stdio.h>
#include <string.h>

/* NUL-terminated copy; NULL when memory is short. */
static char *copy_text(const char *bytes, size_t n)
{
    char *copy = gp_array(n + 1, 1);

    if (copy != NULL) {
        memcpy(copy, bytes, n);
        copy[n] = '\0';
    }
    return copy;
}

static bool copy(char **to, const char *from)
{
    *to = from != NULL ? copy_text(from, strlen(from)) : NULL;
    return from == NULL || *to != NULL;
}

static bool copy_filled(char **to, const struct gp_text *from)
{
    return copy(to, from->len != 0 ? gp_text_z(from) : NULL);
}

static bool copy_const(const char **to, const char *from)
{
    char *text = NULL;
    bool good = copy(&text, from);

    *to = text;
    return good;
}

static bool copy_dialect(struct gp_dialect *to, const struct gp_dialect *from)
{
    *to = *from;
    to->packing = to->encoding = to->line_end = NULL;
    to->delimiter_evidence = to->encoding_evidence = to->header_evidence = NULL;
    to->encoding_doubt = NULL;
    return copy_const(&to->packing, from->packing) &&
           copy_const(&to->encoding, from->encoding) &&
           copy_const(&to->line_end, from->line_end) &&
           copy_const(&to->delimiter_evidence, from->delimiter_evidence) &&
           copy_const(&to->encoding_evidence, from->encoding_evidence) &&
           copy_const(&to->encoding_doubt, from->encoding_doubt) &&
           copy_const(&to->header_evidence, from->header_evidence);
}

static bool copy_role(struct gp_role_found *to, enum gp_role role,
                      const struct gp_reader *reader, const struct gp_columns *c)
{
    const struct gp_slice *header = gp_reader_header(reader);
    struct gp_text name = {0};
    bool good;

    to->column = c->column[role];
    to->column2 = c->second[role];
    to->confidence = c->confidence[role];
    if (to->column >= 0) {
        gp_text_add_slice(&name, header[to->column]);
        if (to->column2 >= 0) {
            gp_text_add_char(&name, ',');
            gp_text_add_slice(&name, header[to->column2]);
        }
    }
    good = gp_text_ok(&name) &&
           (to->column < 0 || copy(&to->header, gp_text_z(&name))) &&
           copy(&to->evidence, gp_text_z(&c->evidence[role]));
    gp_text_release(&name);
    return good;
}

/* They count from an instant of UTC: there is no offset that could be in the data. */
static bool are_epochs(const struct gp_decision *d)
{
    return strncmp(gp_text_z(&d->time_format), "epoch", 5) == 0 &&
           strpbrk(gp_text_z(&d->time_format), ", ") == NULL;
}

static bool copy_zone(struct gp_source_found *out, const struct gp_decision *d,
                      const char *tz)
{
    char text[128];

    if (tz == NULL || tz[0] == '\0')
        tz = "UTC";
    if (d->offsets && d->without_offsets)
        (void)snprintf(text, sizeof text, "offsets in the data, %s where there is none",
                       tz);
    else
        (void)snprintf(text, sizeof text, "%s",
                       !d->offsets     ? tz
                       : are_epochs(d) ? "UTC"
                                       : "offsets in the data");
    return copy(&out->tz, text);
}

/* "A,B": a comma inside a name as \\, */
static void add_listed(struct gp_text *out, struct gp_slice name)
{
    size_t i;

    for (i = 0; i < name.len; i++) {
        if (name.at[i] == ',')
            gp_text_add_char(out, '\\');
        gp_text_add_char(out, name.at[i]);
    }
}

/* What the shapes history and wide need besides roles. */
static bool copy_shape(struct gp_source_found *out, const struct gp_reader *reader,
                       const struct gp_columns *c)
{
    const struct gp_slice *header = gp_reader_header(reader);
    struct gp_text text = {0};
    bool good = true;
    size_t i;

    if (c->shape == GP_SHAPE_HISTORY && c->history.process.len != 0) {
        gp_text_add_slice(&text, header[c->history.field]);
        gp_text_addf(&text, "=%s", gp_text_z(&c->history.process));
        good = gp_text_ok(&text) && copy(&out->field, gp_text_z(&text));
    } else if (c->shape == GP_SHAPE_WIDE) {
        for (i = 0; i < c->wide.n; i++) {
            gp_text_add(&text, i == 0 ? "" : ",");
            add_listed(&text, header[c->wide.stage[i]]);
            gp_text_add(&text, c->wide.kind[i] == GP_STAGE_AS_IT_STANDS ? "!" : "");
        }
        good = gp_text_ok(&text) && copy(&out->events, gp_text_z(&text));
    }
    gp_text_release(&text);
    return good;
}

void gp_found_count(struct gp_source_found *out, const struct gp_reader *reader)
{
    out->bytes = gp_reader_bytes_read(reader);
    out->counts = *gp_reader_counts(reader);
}

enum gp_status gp_found_fill(struct gp_source_found *out, const char *name,
                             const struct gp_reader *reader,
                             const struct gp_decision *d, const char *tz,
                             struct gp_err *err)
{
    bool good;
    int role;

    memset(out, 0, sizeof *out);
    for (role = 0; role < GP_ROLES; role++)
        out->role[role].column = out->role[role].column2 = -1;
    out->shape = d->columns.shape;
    out->order_sampled = d->order_sampled;
    good = copy(&out->name, strcmp(name, "-") == 0 ? "stdin" : name) &&
           copy_dialect(&out->dialect, gp_reader_dialect(reader)) &&
           copy(&out->shape_evidence, gp_text_z(&d->columns.shape_evidence)) &&
           copy(&out->time_evidence, gp_text_z(&d->time_evidence)) &&
           copy_filled(&out->preset, &d->columns.preset) &&
           copy_filled(&out->looks_like, &d->columns.looks_like) &&
           copy_zone(out, d, tz);
    good = good && copy_shape(out, reader, &d->columns);
    if (gp_reader_xes_head(reader)[0] != '\0')
        good = good && copy(&out->xes_head, gp_reader_xes_head(reader));
    if (d->columns.column[GP_ROLE_TIME] >= 0 || d->columns.shape == GP_SHAPE_WIDE)
        good = good && copy(&out->time_format, gp_text_z(&d->time_format));
    for (role = 0; role < GP_ROLES && good; role++)
        good = copy_role(&out->role[role], (enum gp_role)role, reader, &d->columns);
    gp_found_count(out, reader);
    return good ? GP_OK : gp_fail_memory(err);
}

static void release_role(struct gp_role_found *r)
{
    gp_free(r->header);
    gp_free(r->evidence);
}

static void free_const(const char *text)
{
    gp_free((void *)(uintptr_t)text);
}

void gp_source_found_release(struct gp_source_found *s)
{
    int role;

    gp_free(s->name);
    free_const(s->dialect.packing);
    free_const(s->dialect.encoding);
    free_const(s->dialect.line_end);
    free_const(s->dialect.delimiter_evidence);
    free_const(s->dialect.encoding_evidence);
    free_const(s->dialect.encoding_doubt);
    free_const(s->dialect.header_evidence);
    gp_free(s->shape_evidence);
    gp_free(s->preset);
    gp_free(s->xes_head);
    gp_free(s->looks_like);
    gp_free(s->field);
    gp_free(s->events);
    gp_free(s->time_format);
    gp_free(s->time_evidence);
    gp_free(s->tz);
    for (role = 0; role < GP_ROLES; role++)
        release_role(&s->role[role]);
    memset(s, 0, sizeof *s);
}
