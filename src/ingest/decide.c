/* decide.c - see decide.h.
 *
 * Columns come first (columns.h), from the first MiB. Then the times: --time-format
 * decides at once; else the chosen column's values in the sample; else the other time
 * columns of the sample (an export writes all its dates one way); else the whole
 * column, read once more.
 */
#include "ingest/decide.h"

#include "ingest/column_roles.h"
#include "ingest/places.h"
#include "ingest/time_column.h"
#include "ingest/xes_roles.h"

#include <string.h>

/* Without an end in sight no more than this is read to find the order of day and month:
 * well below a second. */
static const uint64_t ORDER_BYTES = UINT64_C(64) << 20;

struct decider {
    struct gp_reader *reader;
    const char *file;
    const struct gp_ingest_options *o;
    struct gp_rejects *rejects;
    struct gp_decision *d;
    struct gp_facts facts;
    bool whole; /* the sample is the whole file */
    struct gp_err *err;
};

static struct gp_slice header_of(const struct decider *x, int column)
{
    return x->facts.column[column].header;
}

/* ---- evidence ---- */

static enum gp_status look_at_sample(struct decider *x, int column,
                                     struct gp_time_evidence *e)
{
    const struct gp_column *c = &x->facts.column[column];
    int k = x->d->columns.column[GP_ROLE_CASE];
    size_t i;

    for (i = 0; i < x->facts.n_rows; i++) {
        uint32_t number = k >= 0 ? x->facts.column[k].id[i] : 0;

        if (c->id[i] != GP_NO_ID &&
            !gp_time_evidence_add(e, c->values.name[c->id[i]],
                                  number != GP_NO_ID ? number : 0))
            return gp_fail_memory(x->err);
    }
    return GP_OK;
}

/* Columns that are read alike, row after row. */
struct evidence {
    const int *column;
    size_t n;
    int case_column; /* or -1 */
    struct gp_dict cases;
    uint32_t first_case; /* number of the first of them: below are others */
    struct gp_time_evidence *times;
};

static enum gp_status look_at_row(void *ctx, const struct gp_row *row,
                                  struct gp_err *err)
{
    struct evidence *e = ctx;
    uint32_t number = 0;
    size_t i;

    if (e->case_column >= 0)
        number = gp_dict_add(&e->cases, gp_slice_trim(row->fields[e->case_column]));
    if (number == GP_NO_ID)
        return gp_fail_memory(err);
    for (i = 0; i < e->n; i++)
        if (!gp_time_evidence_add(e->times, row->fields[e->column[i]],
                                  e->first_case + number))
            return gp_fail_memory(err);
    return GP_OK;
}

static enum gp_status look_at_rows(struct decider *x, struct evidence *e)
{
    const struct gp_row *row = NULL;
    enum gp_status st = GP_OK;

    while (st == GP_OK && (!x->o->bounded || x->d->order_bytes < ORDER_BYTES)) {
        st = gp_reader_next(x->reader, &row, x->err);
        if (st != GP_OK || row == NULL) {
            x->d->order_sampled = false; /* all of it was looked at */
            return st;
        }
        x->d->order_bytes += row->record.len + 1;
        st = look_at_row(e, row, x->err);
    }
    x->d->order_sampled = st == GP_OK;
    return st;
}

/* Whole columns; rows refused on this way come again when the file is read. */
static enum gp_status look_at_file(struct decider *x, struct evidence *e)
{
    enum gp_status st = gp_reader_will_rewind(x->reader, x->err);

    gp_reader_rejects(x->reader, NULL);
    if (st == GP_OK)
        st = look_at_rows(x, e);
    if (st == GP_OK)
        st = gp_reader_rewind(x->reader, x->err);
    gp_reader_rejects(x->reader, x->rejects);
    return st;
}

/* ---- one column ---- */

static enum gp_status no_times(struct decider *x, int column,
                               const struct gp_time_evidence *e)
{
    const struct gp_column *c = &x->facts.column[column];
    struct gp_slice h = c->header, first = gp_dict_name(&c->values, 0);

    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "\"%.*s\" holds no times that can be read: %llu of %llu values "
                      "looked at are, the first is \"%.*s\"; give --time-format or "
                      "another column with --time",
                      (int)h.len, h.at, (unsigned long long)e->times,
                      (unsigned long long)e->values,
                      (int)(first.len < 60 ? first.len : 60), first.at);
}

/* Another column of the sample that writes dates in the same form, and is clear. */
static enum gp_status ask_neighbours(struct decider *x, int column,
                                     enum gp_time_form form, enum gp_time_order *order,
                                     struct gp_text *why)
{
    size_t i;

    *order = GP_ORDER_UNKNOWN;
    for (i = 0; i < x->facts.n_columns && *order == GP_ORDER_UNKNOWN; i++) {
        struct gp_time_evidence e = {0};
        struct gp_time_reading reading;
        enum gp_time_form undecided;
        struct gp_text other = {0};
        enum gp_status st = GP_OK;

        if ((int)i == column || !gp_is_time(&x->facts, i))
            continue;
        st = look_at_sample(x, (int)i, &e);
        if (st == GP_OK && e.form[form].n != 0 &&
            gp_time_decide(&e, &reading, &undecided, &other) == GP_TIMES_DECIDED) {
            *order = reading.order[form];
            gp_text_clear(why);
            gp_text_addf(why, "as in column \"%.*s\": ", (int)header_of(x, (int)i).len,
                         header_of(x, (int)i).at);
            gp_text_add(why, gp_text_z(&other));
        }
        gp_text_release(&other);
        gp_time_evidence_release(&e);
        if (st != GP_OK)
            return st;
    }
    return GP_OK;
}

static enum gp_status ambiguous(struct decider *x, int column, const char *why)
{
    struct gp_slice h = header_of(x, column);

    return gp_fail_at(
        x->err, GP_INPUT, x->file, 0,
        "the dates of \"%.*s\" are ambiguous%s: %s; choose one", (int)h.len, h.at,
        x->d->order_sampled
            ? " in what peek looks at (a report looks at the whole column)"
            : "",
        why);
}

/* Places of the file besides the sample, whose evidence is in e already. */
static enum gp_status look_at_places(struct decider *x, struct evidence *seen,
                                     enum gp_time_verdict *verdict,
                                     struct gp_time_reading *reading,
                                     struct gp_text *why)
{
    enum gp_time_form undecided;
    struct gp_places places;
    enum gp_status st;

    if (seen->case_column >= 0) /* the sample numbers its cases otherwise */
        seen->first_case = (uint32_t)x->facts.column[seen->case_column].values.n;
    st = gp_places_look(x->reader, NULL, look_at_row, seen, &places, x->err);
    if (st != GP_OK || places.n == 0)
        return st;
    x->d->order_sampled = true;
    x->d->order_places = places.n;
    gp_text_clear(why);
    *verdict = gp_time_decide(seen->times, reading, &undecided, why);
    return GP_OK;
}

/* Evidence from the whole file or, bounded, from several places of it and then its
 * beginning, as far as needed. */
static enum gp_status look_further(struct decider *x, const int *columns, size_t n,
                                   struct gp_time_evidence *e,
                                   enum gp_time_verdict *verdict,
                                   struct gp_time_reading *reading, struct gp_text *why)
{
    struct evidence seen = {columns, n, x->d->columns.column[GP_ROLE_CASE], {0}, 0, e};
    enum gp_time_form undecided;
    enum gp_status st =
        x->o->bounded ? look_at_places(x, &seen, verdict, reading, why) : GP_OK;

    if (st == GP_OK && *verdict != GP_TIMES_DECIDED) {
        gp_time_evidence_release(e);
        memset(e, 0, sizeof *e);
        gp_dict_release(&seen.cases);
        seen.first_case = 0;
        st = look_at_file(x, &seen);
        gp_text_clear(why);
        if (st == GP_OK)
            *verdict = gp_time_decide(e, reading, &undecided, why);
    }
    gp_dict_release(&seen.cases);
    if (x->d->order_sampled && *verdict == GP_TIMES_DECIDED)
        gp_text_add(why, "; decided by a sample: a report looks at the whole column");
    return st;
}

/* The sample left it open. */
static enum gp_status settle(struct decider *x, const int *columns, size_t n,
                             enum gp_time_form form, struct gp_time_evidence *e,
                             struct gp_time_reading *reading, struct gp_text *why)
{
    int column = columns[0];
    enum gp_time_order order;
    enum gp_time_verdict verdict = GP_TIMES_AMBIGUOUS;
    enum gp_status st = ask_neighbours(x, column, form, &order, why);

    if (st != GP_OK)
        return st;
    if (order != GP_ORDER_UNKNOWN) {
        reading->order[form] = order;
        reading->accept[form] = true;
        return GP_OK;
    }
    if (!x->whole)
        st = look_further(x, columns, n, e, &verdict, reading, why);
    if (st != GP_OK)
        return st;
    return verdict == GP_TIMES_DECIDED ? GP_OK : ambiguous(x, column, gp_text_z(why));
}

/* n columns that are read alike: an export writes its dates one way. */
static enum gp_status decide_columns(struct decider *x, const int *columns, size_t n,
                                     struct gp_time_reading *reading,
                                     struct gp_time_evidence *e, struct gp_text *why)
{
    enum gp_time_form undecided;
    enum gp_time_verdict verdict;
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < n && st == GP_OK; i++)
        st = look_at_sample(x, columns[i], e);
    if (st != GP_OK)
        return st;
    if (e->times * 2 < e->values || e->times == 0)
        return no_times(x, columns[0], e);
    verdict = gp_time_decide(e, reading, &undecided, why);
    if (verdict == GP_TIMES_DECIDED)
        return GP_OK;
    return settle(x, columns, n, undecided, e, reading, why);
}

/* ---- both columns ---- */

static enum gp_status told_format(struct decider *x)
{
    struct gp_decision *d = x->d;
    enum gp_status st = gp_time_format_read(x->o->time_format, &d->format, x->err);

    d->time.format = d->start.format = &d->format;
    gp_text_add(&d->time_format, x->o->time_format);
    gp_text_add(&d->time_evidence, "given by --time-format");
    return st;
}

static enum gp_status decide_role(struct decider *x, enum gp_role role,
                                  const int *columns, size_t n,
                                  struct gp_time_reading *reading)
{
    struct gp_decision *d = x->d;
    struct gp_time_evidence e = {0};
    struct gp_text why = {0}, name = {0};
    enum gp_status st = decide_columns(x, columns, n, reading, &e, &why);

    if (st == GP_OK) {
        gp_time_reading_name(&e, reading, &name);
        d->offsets |= e.with_offset != 0;
        d->without_offsets |= e.with_offset < e.times;
        if (role == GP_ROLE_TIME) {
            gp_text_add(&d->time_format, gp_text_z(&name));
            gp_text_add(&d->time_evidence, gp_text_z(&why));
        } else if (strcmp(gp_text_z(&name), gp_text_z(&d->time_format)) != 0) {
            gp_text_addf(&d->time_evidence, "; start: %s", gp_text_z(&name));
        }
    }
    gp_text_release(&why);
    gp_text_release(&name);
    gp_time_evidence_release(&e);
    return st;
}

static enum gp_status decide_times(struct decider *x)
{
    const struct gp_columns *c = &x->d->columns;
    bool wide = c->shape == GP_SHAPE_WIDE;
    /* a history's second time is that of the creation */
    int second =
        c->shape == GP_SHAPE_HISTORY ? c->history.created : c->column[GP_ROLE_START];
    enum gp_status st;

    if (!wide && c->column[GP_ROLE_TIME] < 0)
        return GP_OK;
    if (x->o->time_format != NULL) {
        x->d->without_offsets = true;
        return told_format(x);
    }
    if (wide)
        return decide_role(x, GP_ROLE_TIME, c->wide.stage, c->wide.n, &x->d->time);
    st = decide_role(x, GP_ROLE_TIME, &c->column[GP_ROLE_TIME], 1, &x->d->time);
    if (st == GP_OK && second >= 0)
        st = decide_role(x, GP_ROLE_START, &second, 1, &x->d->start);
    return st;
}

static enum gp_status find_kept(struct decider *x)
{
    size_t i;

    x->d->keep = gp_array(x->o->n_keep, sizeof *x->d->keep);
    if (x->d->keep == NULL)
        return gp_fail_memory(x->err);
    for (i = 0; i < x->o->n_keep; i++) {
        enum gp_status st =
            gp_column_named(&x->facts, "--keep", x->o->keep[i], &x->d->keep[i], x->err);

        if (st != GP_OK)
            return st;
    }
    return GP_OK;
}

enum gp_status gp_decide(struct gp_reader *reader, const char *file,
                         const struct gp_ingest_options *o, struct gp_rejects *rejects,
                         struct gp_decision *d, struct gp_err *err)
{
    struct decider x = {reader, file, o, rejects, d, {0}, false, err};
    size_t n = 0;
    const struct gp_row *rows = gp_reader_sample(reader, &n, &x.whole);
    struct gp_ingest_options told;
    enum gp_status st;

    memset(d, 0, sizeof *d);
    gp_xes_roles_fill(reader, o, &told);
    st = gp_facts_gather(&x.facts, gp_reader_header(reader),
                         gp_reader_n_columns(reader), rows, n, err);
    if (st == GP_OK)
        st = gp_columns_choose(file, &x.facts, &told, &d->columns, err);
    gp_xes_roles_explain(o, &told, &d->columns);
    if (st == GP_OK)
        st = find_kept(&x);
    if (st == GP_OK)
        st = decide_times(&x);
    if (st == GP_OK && (!gp_text_ok(&d->time_format) || !gp_text_ok(&d->time_evidence)))
        st = gp_fail_memory(err);
    gp_facts_release(&x.facts);
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
