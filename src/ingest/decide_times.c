/* decide_times.c - how a log's times are written (decide_parts.h).
 *
 * --time-format decides at once; else the chosen column's values in the sample; else the
 * other time columns of the sample (an export writes all its dates one way); else the
 * whole column, read once more; else another file that is read as the same log.
 */
#include "ingest/decide_parts.h"

#include "ingest/columns/column_roles.h"
#include "ingest/places.h"
#include "ingest/time_column.h"
#include "ingest/time_why.h"

#include <string.h>

/* Without an end in sight no more than this is read to find the order of day and month:
 * well below a second. */
static const uint64_t ORDER_BYTES = UINT64_C(32) << 20;

static struct gp_slice header_of(const struct gp_decider *x, int column)
{
    return x->facts.column[column].header;
}

/* Columns whose times are read alike. */
struct watched {
    const int *column;
    size_t n;
    const int *of_day; /* [n] column of the time of day that belongs to it; -1: none */
};

/* ---- evidence ---- */

static struct gp_slice value_of(const struct gp_decider *x, int column, size_t row)
{
    const struct gp_column_facts *c;

    if (column < 0)
        return gp_slice_n("", 0);
    c = &x->facts.column[column];
    return c->id[row] != GP_NO_ID ? c->values.name[c->id[row]] : gp_slice_n("", 0);
}

static enum gp_status look_at_sample(struct gp_decider *x, int column, int of_day,
                                     struct gp_time_evidence *e)
{
    int k = x->d->columns.column[GP_ROLE_CASE];
    struct gp_text joined = {0};
    bool good = true;
    size_t i;

    for (i = 0; i < x->facts.n_rows && good; i++) {
        uint32_t number = k >= 0 ? x->facts.column[k].id[i] : 0;
        struct gp_slice time =
            gp_time_join(&joined, value_of(x, column, i), value_of(x, of_day, i));

        good = !joined.failed &&
               gp_time_evidence_add(e, time, number != GP_NO_ID ? number : 0);
    }
    gp_text_release(&joined);
    return good ? GP_OK : gp_fail_memory(x->err);
}

/* Row after row. */
struct evidence {
    const struct watched *watched;
    int case_column; /* or -1 */
    struct gp_dict cases;
    uint32_t first_case; /* number of the first of them: below are others */
    struct gp_text joined;
    struct gp_time_evidence *times;
};

static bool add_times(struct evidence *e, const struct gp_row *row, uint32_t number)
{
    const struct watched *w = e->watched;
    size_t i;

    for (i = 0; i < w->n; i++) {
        struct gp_slice time = gp_row_cell(row, w->column[i]);

        if (w->of_day[i] >= 0)
            time = gp_time_join(&e->joined, time, gp_row_cell(row, w->of_day[i]));
        if (e->joined.failed || !gp_time_evidence_add(e->times, time, number))
            return false;
    }
    return true;
}

static enum gp_status look_at_row(void *ctx, const struct gp_row *row,
                                  struct gp_err *err)
{
    struct evidence *e = ctx;
    uint32_t number = 0;

    if (e->case_column >= 0)
        number = gp_dict_add(&e->cases, gp_row_cell(row, e->case_column));
    if (number == GP_NO_ID || !add_times(e, row, e->first_case + number))
        return gp_fail_memory(err);
    return GP_OK;
}

static enum gp_status look_at_rows(struct gp_decider *x, struct evidence *e)
{
    const struct gp_row *row = NULL;
    enum gp_status st = GP_OK;

    while (st == GP_OK && (!x->o->bounded || x->d->order_bytes < ORDER_BYTES)) {
        st = gp_reader_next(x->reader, &row, x->err);
        if (st != GP_OK || row == NULL) {
            x->d->order_sampled = false; /* all of it was looked at */
            return st;
        }
        x->d->order_bytes += gp_row_record(row).len + 1;
        st = look_at_row(e, row, x->err);
    }
    x->d->order_sampled = st == GP_OK;
    return st;
}

/* Whole columns; rows refused on this way come again when the file is read. */
static enum gp_status look_at_file(struct gp_decider *x, struct evidence *e)
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

static enum gp_status no_times(struct gp_decider *x, int column,
                               const struct gp_time_evidence *e)
{
    struct gp_slice h = header_of(x, column),
                    v = gp_unread_time(&x->facts.column[column]);
    const char *why = gp_time_why_not(v);

    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "\"%.*s\" holds no times that can be read: %llu of %llu values "
                      "looked at are, one that is not is \"%.*s\"%s%s; give "
                      "--time-format or another column with --time",
                      (int)h.len, h.at, (unsigned long long)e->times,
                      (unsigned long long)e->values, (int)(v.len < 60 ? v.len : 60),
                      v.at, why != NULL ? ": " : "", why != NULL ? why : "");
}

/* Another column of the sample that writes dates in the same form, and is clear. */
static enum gp_status ask_neighbours(struct gp_decider *x, int column,
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
        st = look_at_sample(x, (int)i, -1, &e);
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

/* Another file of the same log that writes dates in the same form, and is clear. */
static bool ask_others(const struct gp_decider *x, enum gp_time_form form,
                       struct gp_time_reading *reading, struct gp_text *why)
{
    const struct gp_decision *other = x->other;

    if (other == NULL || other->time.order[form] == GP_ORDER_UNKNOWN)
        return false;
    reading->order[form] = other->time.order[form];
    reading->accept[form] = true;
    gp_text_clear(why);
    gp_text_addf(why, "as in \"%s\": ", x->other_file);
    gp_text_add(why, gp_text_z(&other->time_evidence));
    return true;
}

static enum gp_status exchanged(struct gp_decider *x, int column, const char *why)
{
    struct gp_slice h = header_of(x, column);

    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "the dates of \"%.*s\" contradict: %s", (int)h.len, h.at, why);
}

static enum gp_status ambiguous(struct gp_decider *x, int column, const char *why)
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
static enum gp_status look_at_places(struct gp_decider *x, struct evidence *seen,
                                     enum gp_time_verdict *verdict,
                                     struct gp_time_reading *reading,
                                     struct gp_text *why)
{
    enum gp_time_form undecided;
    struct gp_places places = {0};
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
static enum gp_status look_further(struct gp_decider *x, const struct watched *w,
                                   struct gp_time_evidence *e,
                                   enum gp_time_verdict *verdict,
                                   struct gp_time_reading *reading,
                                   enum gp_time_form *undecided, struct gp_text *why)
{
    struct evidence seen = {
        .watched = w, .case_column = x->d->columns.column[GP_ROLE_CASE], .times = e};
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
            *verdict = gp_time_decide(e, reading, undecided, why);
    }
    gp_dict_release(&seen.cases);
    gp_text_release(&seen.joined);
    if (x->d->order_sampled && *verdict == GP_TIMES_DECIDED)
        gp_text_add(why, "; decided by a sample: a report looks at the whole column");
    return st;
}

/* The sample left it open, or is not to be trusted alone (form: NONE). */
static enum gp_status settle(struct gp_decider *x, const struct watched *w,
                             enum gp_time_form form, struct gp_time_evidence *e,
                             struct gp_time_reading *reading, struct gp_text *why)
{
    int column = w->column[0];
    enum gp_time_order order;
    enum gp_time_verdict verdict = GP_TIMES_AMBIGUOUS;
    enum gp_status st =
        form != GP_FORM_NONE ? ask_neighbours(x, column, form, &order, why) : GP_OK;

    if (st != GP_OK)
        return st;
    if (form != GP_FORM_NONE && order != GP_ORDER_UNKNOWN) {
        reading->order[form] = order;
        reading->accept[form] = true;
        return GP_OK;
    }
    if (!x->whole)
        st = look_further(x, w, e, &verdict, reading, &form, why);
    if (st != GP_OK)
        return st;
    if (verdict == GP_TIMES_EXCHANGED)
        return exchanged(x, column, gp_text_z(why));
    if (verdict == GP_TIMES_DECIDED || ask_others(x, form, reading, why))
        return GP_OK;
    x->d->undecided = form;
    return ambiguous(x, column, gp_text_z(why));
}

/* A form of dates that begins behind the sample, seen in one of the places; NONE: there
 * is none. A report finds it when it has read everything (options->whole_times). */
static enum gp_status find_new_form(struct gp_decider *x, const struct watched *w,
                                    const struct gp_time_reading *reading,
                                    enum gp_time_form *out)
{
    struct gp_time_evidence there = {0};
    struct evidence seen = {.watched = w, .case_column = -1, .times = &there};
    struct gp_places places = {0};
    enum gp_status st =
        gp_places_look(x->reader, NULL, look_at_row, &seen, &places, x->err);
    int form;

    *out = GP_FORM_NONE;
    for (form = GP_FORM_NONE + 1; form < GP_FORMS; form++)
        if (gp_time_needs_order((enum gp_time_form)form) &&
            reading->order[form] == GP_ORDER_UNKNOWN && there.form[form].n != 0)
            *out = (enum gp_time_form)form;
    gp_time_evidence_release(&there);
    gp_text_release(&seen.joined);
    return st;
}

/* n columns that are read alike: an export writes its dates one way. */
static enum gp_status decide_columns(struct gp_decider *x, const struct watched *w,
                                     struct gp_time_reading *reading,
                                     struct gp_time_evidence *e, struct gp_text *why)
{
    enum gp_time_form undecided;
    enum gp_time_verdict verdict;
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < w->n && st == GP_OK; i++)
        st = look_at_sample(x, w->column[i], w->of_day[i], e);
    if (st != GP_OK)
        return st;
    if (e->times * 2 < e->values || e->times == 0)
        return no_times(x, w->column[0], e);
    verdict = gp_time_decide(e, reading, &undecided, why);
    if (verdict == GP_TIMES_EXCHANGED)
        return exchanged(x, w->column[0], gp_text_z(why));
    if (verdict == GP_TIMES_DECIDED && !x->whole && x->o->bounded)
        st = find_new_form(x, w, reading, &undecided);
    if (st != GP_OK)
        return st;
    if (verdict == GP_TIMES_DECIDED && undecided == GP_FORM_NONE &&
        (x->whole || !x->o->whole_times))
        return GP_OK;
    return settle(x, w, undecided, e, reading, why);
}

/* ---- both columns ---- */

static void use_told_format(struct gp_decision *d, const char *told)
{
    d->without_offsets = true;
    if (d->format.order != GP_ORDER_UNKNOWN)
        d->time = d->start = gp_time_in_order(d->format.order);
    else
        d->time.format = d->start.format = &d->format;
    gp_text_add(&d->time_format, told);
    gp_text_add(&d->time_evidence, "given by --time-format");
}

static enum gp_status decide_role(struct gp_decider *x, enum gp_role role,
                                  const struct watched *w,
                                  struct gp_time_reading *reading)
{
    struct gp_decision *d = x->d;
    struct gp_time_evidence e = {0};
    struct gp_text why = {0}, name = {0};
    enum gp_status st = decide_columns(x, w, reading, &e, &why);

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

enum gp_status gp_decide_times(struct gp_decider *x)
{
    const struct gp_columns *c = &x->d->columns;
    bool history = c->shape == GP_SHAPE_HISTORY;
    /* a history's second time is that of the creation */
    int second = history ? c->history.created : c->column[GP_ROLE_START];
    int of_second = history ? -1 : c->second[GP_ROLE_START];
    struct watched stages = {c->wide.stage, c->wide.n, c->wide.of_day};
    struct watched time = {&c->column[GP_ROLE_TIME], 1, &c->second[GP_ROLE_TIME]};
    struct watched start = {&second, 1, &of_second};
    enum gp_status st;

    if (c->shape != GP_SHAPE_WIDE && c->column[GP_ROLE_TIME] < 0)
        return GP_OK;
    if (x->o->time_format != NULL) {
        use_told_format(x->d, x->o->time_format);
        return GP_OK;
    }
    if (c->shape == GP_SHAPE_WIDE)
        return decide_role(x, GP_ROLE_TIME, &stages, &x->d->time);
    st = decide_role(x, GP_ROLE_TIME, &time, &x->d->time);
    if (st == GP_OK && second >= 0)
        st = decide_role(x, GP_ROLE_START, &start, &x->d->start);
    return st;
}
