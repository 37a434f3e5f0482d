/* decide.c - see decide.h. Columns come first (columns.h), from the first MiB; then the
 * times (decide_times.c).
 */
#include "ingest/decide.h"

#include "ingest/decide_parts.h"
#include "ingest/preset_fit.h"
#include "ingest/xes/xes_roles.h"

#include <stdio.h>
#include <string.h>

static bool has_header(const struct gp_decider *x, const char *name)
{
    size_t i;

    for (i = 0; i < x->facts.n_columns; i++)
        if (gp_slice_is_nocase(x->facts.column[i].header, name))
            return true;
    return false;
}

/* A column that a filter names, "Region" also for "case:Region". *out: -1 where there is
 * none, which the filter tells, and where it is all of a role and known by that. GP_USAGE
 * where two have that name. */
static enum gp_status find_also(const struct gp_decider *x, const char *name, int *out)
{
    static const enum gp_role roles[] = {GP_ROLE_CASE,     GP_ROLE_ACTIVITY,
                                         GP_ROLE_TIME,     GP_ROLE_START,
                                         GP_ROLE_RESOURCE, GP_ROLE_GROUP};
    const struct gp_columns *c = &x->d->columns;
    struct gp_err none;
    char of_case[256];
    size_t i;

    *out = -1;
    (void)snprintf(of_case, sizeof of_case, "case:%s", name);
    if (has_header(x, name)) {
        enum gp_status st = gp_column_named(&x->facts, "--filter", name, out, x->err);

        if (st != GP_OK)
            return st;
    } else if (gp_column_named(&x->facts, "--filter", name, out, &none) != GP_OK &&
               gp_column_named(&x->facts, "--filter", of_case, out, &none) != GP_OK) {
        *out = -1;
    }
    for (i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (c->column[roles[i]] == *out && c->second[roles[i]] < 0)
            *out = -1;
    return GP_OK;
}

static enum gp_status find_kept(struct gp_decider *x)
{
    size_t n = x->o->n_keep, i;

    x->d->keep = gp_array(n + x->o->n_also, sizeof *x->d->keep);
    if (x->d->keep == NULL)
        return gp_fail_memory(x->err);
    for (i = 0; i < x->o->n_also; i++) {
        enum gp_status st = find_also(x, x->o->also[i], &x->d->keep[n + i]);

        if (st != GP_OK)
            return st;
    }
    for (i = 0; i < x->o->n_keep; i++) {
        enum gp_status st =
            gp_column_named(&x->facts, "--keep", x->o->keep[i], &x->d->keep[i], x->err);

        if (st != GP_OK)
            return st;
    }
    return GP_OK;
}

/* A refusal says so where the headers look like a preset's. */
static enum gp_status suggest(const struct gp_decider *x, enum gp_status st)
{
    struct gp_text *like = &x->d->columns.looks_like;
    char text[sizeof x->err->text];

    gp_preset_suggest(&x->facts, like);
    if (!gp_text_ok(like))
        return gp_fail_memory(x->err);
    if (st != GP_INPUT || like->len == 0)
        return st;
    memcpy(text, x->err->text, sizeof text);
    return gp_fail_at(x->err, st, x->file, 0, "%s. The headers look like %s", text,
                      gp_text_z(like));
}

static enum gp_status choose_columns(struct gp_decider *x)
{
    const struct gp_ingest_options *o = x->o;
    struct gp_columns *c = &x->d->columns;
    struct gp_ingest_options told;
    struct gp_preset_told preset;
    enum gp_status st;

    gp_xes_roles_fill(x->reader, o, &told);
    st = gp_preset_fill(x->file, &x->facts, &told, &preset, x->err);
    if (st == GP_OK)
        st = gp_columns_choose(x->file, &x->facts, &preset.options, c, x->err);
    gp_xes_roles_explain(o, &told, c);
    gp_preset_explain(&preset, &told, c);
    gp_preset_told_release(&preset);
    if (o->preset == NULL && gp_reader_dialect(x->reader)->format != GP_IN_XES)
        st = suggest(x, st);
    return st;
}

static bool is_ascii(const char *z)
{
    while (*z != '\0' && (unsigned char)*z < 0x80)
        z++;
    return *z == '\0';
}

/* Headers in letters that nobody wrote are no headers that anybody finds. */
static void add_encoding(const struct gp_decider *x, struct gp_err *err)
{
    static const char hint[] =
        "; its bytes are no UTF-8 and were taken for windows-1252: if letters look "
        "wrong, "
        "--encoding names another (shift_jis, windows-1250, windows-1251, ...)";
    const struct gp_dialect *d = gp_reader_dialect(x->reader);
    size_t n = strlen(err->text);

    if (x->o->reader.encoding == NULL && d->encoding != NULL &&
        strcmp(d->encoding, "windows-1252") == 0 &&
        (x->d->columns.column[GP_ROLE_CASE] < 0 || !is_ascii(err->text)) &&
        n + sizeof hint <= sizeof err->text)
        memcpy(err->text + n, hint, sizeof hint);
}

/* Nothing was looked at since the first row does not end within the sample. */
static enum gp_status fail_long_row(const struct gp_decider *x)
{
    uint64_t header = gp_reader_dialect(x->reader)->header_line;

    return gp_fail_at(
        x->err, GP_INPUT, x->file, header + 1,
        "the first row does not end within the first MiB, which tells what "
        "is what; shorten or leave out that field in the export, or close "
        "its quote");
}

enum gp_status gp_decide(struct gp_reader *reader, const char *file,
                         const struct gp_ingest_options *o, struct gp_rejects *rejects,
                         const struct gp_decision *other, const char *other_file,
                         struct gp_decision *d, struct gp_err *err)
{
    struct gp_decider x = {reader,     file, o,   rejects, other,
                           other_file, d,    {0}, false,   err};
    size_t n = 0;
    const struct gp_row *rows = gp_reader_sample(reader, &n, &x.whole);
    enum gp_status st = GP_OK;

    memset(d, 0, sizeof *d);
    gp_columns_init(&d->columns);
    if (o->time_format != NULL)
        st = gp_time_format_read(o->time_format, &d->format, err);
    if (st == GP_OK)
        st = gp_sample_facts_gather(&x.facts, gp_reader_header(reader),
                                    gp_reader_n_columns(reader), rows, n,
                                    o->time_format != NULL ? &d->format : NULL, err);
    if (st == GP_OK)
        st = choose_columns(&x);
    if (st == GP_INPUT && n == 0 && !x.whole)
        st = fail_long_row(&x);
    else if (st == GP_INPUT)
        add_encoding(&x, err);
    if (st == GP_OK)
        st = find_kept(&x);
    if (st == GP_OK)
        st = gp_decide_times(&x);
    if (st == GP_OK && (!gp_text_ok(&d->time_format) || !gp_text_ok(&d->time_evidence)))
        st = gp_fail_memory(err);
    gp_sample_facts_release(&x.facts);
    return st;
}

void gp_decision_release(struct gp_decision *d)
{
    gp_columns_release(&d->columns);
    gp_text_release(&d->time_format);
    gp_text_release(&d->time_evidence);
    gp_free(d->keep);
    d->keep = NULL;
}
