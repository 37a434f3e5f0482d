/* columns_history.c - a history of changed fields (column_choose.h).
 *
 *   Case  Field     Old    New      Changed at   By
 *   D-1   Stage     Lead   Offer    2024-01-05   Ann    event "Offer" of D-1
 *   D-1   Amount    10     12       2024-01-06   Ann    ignored: another field
 *   D-1   Owner     Ann    Bob      2024-01-07   Ann    from here on D-1 is Bob's
 *
 * One field is the process. Its name tells (status, stage, in several languages), and
 * its values bear it out: few, met again in other cases. Two such fields are a question
 * for the user.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STATES = 200, MOST_FIELDS = 100 };

/* One field as the sample shows it. */
struct field {
    uint32_t id; /* in the values of the column of fields */
    uint64_t rows, states, repeated;
    double says;
};

struct fields {
    struct field *at;
    size_t n;
    int best;   /* index, or -1 */
    bool rival; /* another one is about as good */
};

/* ---- the columns ---- */

/* Most of what was before has been there after some row: states, not places or prices. */
static bool share_values(const struct gp_column_facts *before,
                         const struct gp_column_facts *after)
{
    size_t i, shared = 0;

    for (i = 0; i < before->values.n; i++)
        shared += gp_dict_find(&after->values, before->values.name[i]) != GP_NO_ID;
    return before->values.n != 0 && shared * 2 >= before->values.n;
}

/* A name that goes with another column, one to one ("Task Name" with "Task ID"): of a
 * thing, though its header may call it an activity. */
static enum gp_status goes_with_another(const struct gp_chooser *x, size_t column,
                                        bool *goes)
{
    const struct gp_sample_facts *f = x->f;
    enum gp_status st = GP_OK;
    size_t i;

    *goes = false;
    for (i = 0; i < f->n_columns && st == GP_OK && !*goes; i++)
        if (i != column && f->column[i].values.n > 1 &&
            f->column[i].values.n == f->column[column].values.n)
            st = gp_columns_same(f, i, column, goes, x->err);
    return st;
}

/* Is a column called like an activity, and may it be one? */
static enum gp_status has_activity(const struct gp_chooser *x, bool *has)
{
    enum gp_status st = GP_OK;
    size_t i;

    *has = false;
    for (i = 0; i < x->f->n_columns && st == GP_OK && !*has; i++)
        if (x->f->column[i].says[GP_ROLE_ACTIVITY] >= 0.75) {
            bool thing = false;

            st = goes_with_another(x, i, &thing);
            *has = !thing;
        }
    return st;
}

/* "List Before" and "List After" of the same values, where nothing else is an activity. */
static enum gp_status find_change(const struct gp_chooser *x, int *value, int *old)
{
    bool has = false;
    enum gp_status st = has_activity(x, &has);
    size_t i, k;

    if (st != GP_OK || has)
        return st;
    for (i = 0; i < x->f->n_columns; i++)
        for (k = 0; k < x->f->n_columns; k++) {
            const struct gp_column_facts *before = &x->f->column[i],
                                         *after = &x->f->column[k];

            if (i == k || gp_is_time(x->f, i) || gp_is_time(x->f, k) ||
                !gp_header_is_change(before->header, after->header) ||
                !share_values(before, after))
                continue;
            *old = (int)i;
            *value = (int)k;
            return GP_OK;
        }
    return GP_OK;
}

/* "Item" and "Value" beside an "Activity" are a thing and its price; fields have names of
 * letters. */
static bool may_name_fields(const struct gp_chooser *x, size_t column)
{
    const struct gp_column_facts *c = &x->f->column[column];
    size_t i;

    if (!c->hints.maybe_field_name || gp_share_of(c, c->letters) < 0.9)
        return false;
    for (i = 0; i < x->f->n_columns; i++)
        if (x->f->column[i].says[GP_ROLE_ACTIVITY] >= 0.95)
            return false;
    return true;
}

/* Whatever its header: one of few values is the name of a process's field ("Status"). */
static bool names_fields(const struct gp_chooser *x, size_t column)
{
    const struct gp_column_facts *c = &x->f->column[column];
    size_t i;

    if (c->values.n > MOST_FIELDS || gp_is_taken(x, column) ||
        c->filled * 10 < x->f->n_rows * 9 || gp_share_of(c, c->letters) < 0.9)
        return false;
    for (i = 0; i < c->values.n; i++)
        if (gp_field_is_process(c->values.name[i]) >= 0.9)
            return true;
    return false;
}

/* Of a table that has a column of old and one of new values. */
static int field_by_content(const struct gp_chooser *x, int value, int old)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++)
        if ((int)i != value && (int)i != old && names_fields(x, i))
            return (int)i;
    return -1;
}

/* The column that holds the new values, and the one that names what changed. */
static enum gp_status find_columns(const struct gp_chooser *x, int *field, int *value,
                                   int *old)
{
    enum gp_status st = GP_OK;
    int maybe = -1;
    size_t i;

    *field = *value = *old = -1;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_header_hints *h = &x->f->column[i].hints;
        bool text = x->f->column[i].says[GP_ROLE_TIME] == 0 || !gp_is_time(x->f, i);

        if (!text) /* "from" and "to" may be times */
            continue;
        *field = h->field_name && *field < 0 ? (int)i : *field;
        maybe = maybe < 0 && may_name_fields(x, i) ? (int)i : maybe;
        if (h->new_value || (h->value && *value < 0))
            *value = (int)i;
        *old = h->old_value ? (int)i : *old;
    }
    if (*field < 0)
        *field = maybe;
    if (*value < 0 || (*field < 0 && *old < 0))
        st = find_change(x, value, old);
    if (*field < 0 && *value >= 0 && *old >= 0)
        *field = field_by_content(x, *value, *old);
    if (x->c->given[GP_ROLE_ACTIVITY])
        *value = x->c->column[GP_ROLE_ACTIVITY];
    return st;
}

/* ---- the fields ---- */

static int by_number(const void *ctx, const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    (void)ctx;
    return x < y ? -1 : x > y;
}

static enum gp_status count_fields(const struct gp_chooser *x, int field, int value,
                                   struct fields *out)
{
    const struct gp_column_facts *c = &x->f->column[field], *v = &x->f->column[value];
    uint64_t *pair = gp_array(x->f->n_rows, sizeof *pair);
    size_t i, n = 0;

    out->n = c->values.n;
    out->at = gp_array_zero(out->n, sizeof *out->at);
    if (pair == NULL || out->at == NULL) {
        gp_free(pair);
        return gp_fail_memory(x->err);
    }
    for (i = 0; i < x->f->n_rows; i++)
        if (c->id[i] != GP_NO_ID && v->id[i] != GP_NO_ID)
            pair[n++] = (uint64_t)c->id[i] << 32 | v->id[i];
    if (!gp_sort(pair, n, sizeof *pair, by_number, NULL)) {
        gp_free(pair);
        return gp_fail_memory(x->err);
    }
    for (i = 0; i < n; i++) {
        struct field *f = &out->at[pair[i] >> 32];
        bool first = i == 0 || pair[i] != pair[i - 1];

        f->rows++;
        f->states += first;
        f->repeated += !first;
    }
    for (i = 0; i < out->n; i++) {
        out->at[i].id = (uint32_t)i;
        out->at[i].says = gp_field_is_process(c->values.name[i]);
    }
    gp_free(pair);
    return GP_OK;
}

/* Few values, met again; a handful of rows cannot show that. */
static bool like_states(const struct field *f)
{
    return f->states >= 2 && f->states <= MOST_STATES &&
           (f->rows < 12 || f->repeated * 2 >= f->rows);
}

static void choose_field(struct fields *f)
{
    size_t i;

    f->best = -1;
    for (i = 0; i < f->n; i++)
        if (f->at[i].says > 0 && like_states(&f->at[i]) &&
            (f->best < 0 || f->at[i].says > f->at[f->best].says))
            f->best = (int)i;
    if (f->best < 0 && f->n == 1 && f->at[0].rows >= 12 && like_states(&f->at[0]))
        f->best = 0; /* nothing else ever changes */
    for (i = 0; i < f->n && f->best >= 0; i++)
        f->rival |= (int)i != f->best && like_states(&f->at[i]) &&
                    f->at[f->best].says - f->at[i].says < 0.05;
}

/* ---- refusal ---- */

/* By name first, then by rows. */
static int by_fitness(const void *ctx, const void *a, const void *b)
{
    const struct field *x = a, *y = b;
    double p = x->says + (like_states(x) ? 0.5 : 0);
    double q = y->says + (like_states(y) ? 0.5 : 0);

    (void)ctx;
    if (p < q || p > q)
        return p > q ? -1 : 1;
    return x->rows > y->rows ? -1 : x->rows < y->rows;
}

static enum gp_status refuse_fields(struct gp_chooser *x, int column, int value,
                                    struct fields *f)
{
    const struct gp_dict *names = &x->f->column[column].values;
    struct gp_text t = {0};
    enum gp_status st;
    size_t i;

    gp_text_addf(&t, "is a history of changed fields (\"%.*s\", \"%.*s\") and ",
                 (int)x->f->column[column].header.len, x->f->column[column].header.at,
                 (int)x->f->column[value].header.len, x->f->column[value].header.at);
    gp_text_add(&t, f->rival ? "several of its fields could be the process: "
                             : "no field stands out as the process; candidates: ");
    if (!gp_sort(f->at, f->n, sizeof *f->at, by_fitness, NULL))
        return gp_fail_memory(x->err);
    for (i = 0; i < f->n && i < 3; i++) {
        gp_text_add(&t, i == 0 ? "\"" : ", \"");
        gp_text_add_slice(&t, gp_dict_name(names, f->at[i].id));
        gp_text_add(&t, "\" (");
        gp_text_add_count(&t, f->at[i].states);
        gp_text_add(&t, " values in ");
        gp_text_add_count(&t, f->at[i].rows);
        gp_text_add(&t, " rows)");
    }
    gp_text_add(&t, "; choose one with --field NAME, or read each row as an event with "
                    "--shape events and --activity");
    st = gp_text_ok(&t) ? gp_fail_at(x->err, GP_INPUT, x->file, 0, "%s", gp_text_z(&t))
                        : gp_fail_memory(x->err);
    gp_text_release(&t);
    return st;
}

/* ---- --field ---- */

/* "Column=field" or "field": the column is set, the rest is the field. */
static const char *given_field(const struct gp_chooser *x, int *column)
{
    const char *equals = strchr(x->o->field, '=');
    size_t i;

    for (i = 0; equals != NULL && i < x->f->n_columns; i++) {
        struct gp_slice h = x->f->column[i].header;

        if (gp_slice_eq(h, gp_slice_n(x->o->field, (size_t)(equals - x->o->field)))) {
            *column = (int)i;
            return equals + 1;
        }
    }
    return x->o->field;
}

/* As the file writes it: the exact name, or the only one that differs in case. */
static struct gp_slice as_written(const struct gp_dict *names, const char *given)
{
    struct gp_slice found = gp_slice(given);
    size_t i;

    if (gp_dict_find(names, found) != GP_NO_ID)
        return found;
    for (i = 0; i < names->n; i++)
        if (gp_slice_is_nocase(names->name[i], given))
            return names->name[i];
    return found;
}

static enum gp_status settle_field(struct gp_chooser *x, int value)
{
    struct gp_history_columns *h = &x->c->history;
    struct gp_text *e = &x->c->shape_evidence;
    struct fields f = {0};
    const struct gp_dict *names = &x->f->column[h->field].values;
    enum gp_status st = GP_OK;

    if (x->o->field != NULL) {
        gp_text_add_slice(&h->process, as_written(names, given_field(x, &h->field)));
        gp_text_addf(e, "rows whose \"%.*s\" is \"%s\" are the events (--field)",
                     (int)x->f->column[h->field].header.len,
                     x->f->column[h->field].header.at, gp_text_z(&h->process));
        return GP_OK;
    }
    st = count_fields(x, h->field, value, &f);
    if (st == GP_OK)
        choose_field(&f);
    if (st == GP_OK && (f.best < 0 || f.rival)) {
        st = refuse_fields(x, h->field, value, &f);
    } else if (st == GP_OK) {
        gp_text_add_slice(&h->process, gp_dict_name(names, f.at[f.best].id));
        gp_text_addf(e, "a history of %zu %s; the process is \"%s\": ", f.n,
                     f.n == 1 ? "field" : "fields", gp_text_z(&h->process));
        gp_text_add_count(e, f.at[f.best].states);
        gp_text_add(e, " values in ");
        gp_text_add_count(e, f.at[f.best].rows);
        gp_text_add(e, " rows looked at; rows of other fields are no events (--field)");
    }
    gp_free(f.at);
    return st;
}

enum gp_status gp_choose_history(struct gp_chooser *x, bool *is)
{
    struct gp_history_columns *h = &x->c->history;
    bool told = x->c->shape == GP_SHAPE_HISTORY || x->o->field != NULL;
    int value;
    enum gp_status st = find_columns(x, &h->field, &value, &h->old_value);

    if (st != GP_OK)
        return st;
    if (x->o->field != NULL)
        (void)given_field(x, &h->field);
    *is = value >= 0 && (h->field >= 0 || (h->old_value >= 0 && h->old_value != value));
    if (!*is && told)
        return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                          "no column names the changed field or its new value, as a "
                          "history needs; name them with --field COLUMN=FIELD and "
                          "--activity COLUMN");
    if (!*is)
        return GP_OK;
    x->c->shape = GP_SHAPE_HISTORY;
    if (!x->c->given[GP_ROLE_ACTIVITY]) {
        gp_settle(x, GP_ROLE_ACTIVITY, value, 0.9);
        gp_text_add(&x->c->evidence[GP_ROLE_ACTIVITY],
                    "new values of the field that is the process");
    }
    if (h->field >= 0)
        st = settle_field(x, value);
    else
        st = GP_OK;
    if (h->field < 0)
        gp_text_add(&x->c->shape_evidence, "each row is a change from an old state to "
                                           "a new one");
    return st == GP_OK ? gp_choose_history_roles(x) : st;
}
