/* columns_wide.c - one row a case, a column of dates for each step (column_choose.h).
 *
 *   Deal  Created     Qualified   Won         Due
 *   D-1   2024-01-05  2024-01-09  2024-02-01  2024-03-01
 *         -> Created, Qualified, Won; "Due" is a plan and no event
 *
 * Not every date is a step. Left out, and said so: plans and targets (due, expected),
 * stamps of loading (synced), and the time of the last change whatever it was. The date
 * of the closing is a plan for cases that are still open; it counts where the case is
 * closed. With fewer than two steps left there is no path to see.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

#include <string.h>

static void add_stage(struct gp_wide_columns *w, int column, enum gp_stage_kind kind)
{
    w->kind[w->n] = kind;
    w->stage[w->n++] = column;
}

/* ---- open and closed ---- */

/* A column of which every value tells whether the case is over. */
static bool tells_closed(const struct gp_sample_facts *f, size_t i)
{
    const struct gp_column_facts *c = &f->column[i];
    size_t k, closed = 0;

    if (c->values.n < 2 || c->values.n > 40 || c->filled * 10 < f->n_rows * 9)
        return false;
    for (k = 0; k < c->values.n; k++)
        closed += gp_says_closed(c->values.name[k]);
    return closed != 0 && closed < c->values.n;
}

static int find_status(const struct gp_sample_facts *f)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (f->column[i].hints.closed_flag && tells_closed(f, i))
            return (int)i;
    for (i = 0; i < f->n_columns; i++)
        if (!gp_is_time(f, i) && gp_field_is_process(f->column[i].header) > 0 &&
            tells_closed(f, i))
            return (int)i;
    return -1;
}

/* Where nearly every open case has a date of its closing it is a plan, as CRM systems
 * keep it; where a few have, their status is late. *dated: so many open cases have it. */
static enum gp_stage_kind kind_of_closing(const struct gp_sample_facts *f, int status,
                                          size_t column, uint64_t *dated)
{
    const struct gp_column_facts *s = &f->column[status], *c = &f->column[column];
    uint64_t open = 0;
    size_t i;

    *dated = 0;
    for (i = 0; i < f->n_rows; i++) {
        if (s->id[i] == GP_NO_ID || gp_says_closed(s->values.name[s->id[i]]))
            continue;
        open++;
        *dated += c->id[i] != GP_NO_ID;
    }
    return *dated != 0 && *dated * 3 >= open * 2 ? GP_STAGE_PLAN : GP_STAGE_CLOSING;
}

static enum gp_status make_room(struct gp_chooser *x)
{
    struct gp_wide_columns *w = &x->c->wide;

    w->n = 0;
    w->status = find_status(x->f);
    w->stage = gp_array_zero(x->f->n_columns, sizeof *w->stage);
    w->of_day = gp_array_zero(x->f->n_columns, sizeof *w->of_day);
    w->kind = gp_array_zero(x->f->n_columns, sizeof *w->kind);
    if (w->stage == NULL || w->of_day == NULL || w->kind == NULL)
        return gp_fail_memory(x->err);
    return GP_OK;
}

/* ---- which dates are steps ---- */

/* Is there a date of entering stages beside those of leaving them? */
static bool has_entries(const struct gp_sample_facts *f)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (f->column[i].hints.entry && gp_is_time(f, i))
            return true;
    return false;
}

static const char *why_not(const struct gp_sample_facts *f,
                           const struct gp_column_facts *c)
{
    if (c->hints.exit && has_entries(f))
        return "the end of a stage, which the next one tells";
    if (c->hints.no_step)
        return "a plan, or a stamp of loading";
    if (c->hints.last_change)
        return "the last change, whatever it was";
    if (c->hints.case_attribute)
        return "an attribute of the case";
    return NULL;
}

static void leave_out(struct gp_text *out, const struct gp_column_facts *c,
                      const char *why)
{
    gp_text_addf(out, "%s\"%.*s\" (%s)", gp_text_z(out)[0] != '\0' ? ", " : "",
                 (int)c->header.len, c->header.at, why);
}

static bool is_date(const struct gp_sample_facts *f, size_t i)
{
    const struct gp_column_facts *c = &f->column[i];

    return c->filled != 0 && gp_is_time(f, i);
}

/* as_it_stands: also where the case is still open. */
static void take_stage(struct gp_chooser *x, int column, bool as_it_stands,
                       struct gp_text *left_out)
{
    const struct gp_wide_columns *w = &x->c->wide;
    const struct gp_column_facts *c = &x->f->column[column];
    enum gp_stage_kind kind = GP_STAGE_STEP;
    uint64_t dated = 0;

    if (as_it_stands)
        kind = GP_STAGE_AS_IT_STANDS;
    else if (c->hints.closing && w->status >= 0)
        kind = kind_of_closing(x->f, w->status, (size_t)column, &dated);
    add_stage(&x->c->wide, column, kind);
    if (kind == GP_STAGE_PLAN)
        leave_out(left_out, c, "of cases still open: a plan; \"NAME!\" takes them");
}

/* Of dates that are equal: a case is created before it enters its first stage, and
 * closed after it entered its last one, wherever the columns stand. */
enum turn { FIRST, BETWEEN, LAST };

static enum turn turn_of(const struct gp_column_facts *c)
{
    const struct gp_header_hints *h = &c->hints;

    if (h->entry || h->creation == h->closing)
        return BETWEEN;
    return h->creation ? FIRST : LAST;
}

static void find_stages(struct gp_chooser *x, struct gp_text *left_out)
{
    enum turn turn;
    size_t i;

    for (turn = FIRST; turn <= LAST; turn++)
        for (i = 0; i < x->f->n_columns; i++) {
            const struct gp_column_facts *c = &x->f->column[i];

            if (turn_of(c) != turn || gp_is_taken(x, i) || !is_date(x->f, i))
                continue;
            if (why_not(x->f, c) != NULL)
                leave_out(left_out, c, why_not(x->f, c));
            else
                take_stage(x, (int)i, false, left_out);
        }
}

/* One name of "A,B\\, or C", trimmed; *at moves behind it. */
static void next_name(const char **at, struct gp_text *name)
{
    const char *z = *at + strspn(*at, " ");

    gp_text_clear(name);
    for (; *z != '\0' && *z != ','; z++) {
        if (z[0] == '\\' && z[1] == ',')
            z++;
        gp_text_add_char(name, *z);
    }
    while (name->len != 0 && name->at[name->len - 1] == ' ')
        name->at[--name->len] = '\0';
    *at = z + (*z == ',');
}

static bool is_header(const struct gp_sample_facts *f, const char *name)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (gp_slice_is(f->column[i].header, name))
            return true;
    return false;
}

/* "A,B!,C": B as it stands. */
static enum gp_status given_stages(struct gp_chooser *x, struct gp_text *left_out)
{
    const char *at = x->o->events;
    enum gp_status st = GP_OK;
    struct gp_text name = {0};
    bool as_it_stands;

    while (st == GP_OK && *at != '\0' && x->c->wide.n < x->f->n_columns) {
        int column = -1;

        next_name(&at, &name);
        as_it_stands = name.len != 0 && name.at[name.len - 1] == '!' &&
                       !is_header(x->f, gp_text_z(&name));
        if (as_it_stands)
            name.at[--name.len] = '\0';
        st = gp_text_ok(&name)
                 ? gp_column_named(x->f, "--events", gp_text_z(&name), &column, x->err)
                 : gp_fail_memory(x->err);
        if (st == GP_OK)
            take_stage(x, column, as_it_stands, left_out);
    }
    gp_text_release(&name);
    return st;
}

/* ---- what is odd ---- */

static enum gp_status refuse_order(struct gp_chooser *x, int from, int to, double share)
{
    struct gp_text all = {0};
    enum gp_status st;
    size_t i;

    for (i = 0; i < x->c->wide.n; i++) {
        gp_text_add(&all, i == 0 ? "" : ",");
        gp_text_add_slice(&all, x->f->column[x->c->wide.stage[i]].header);
    }
    st = gp_text_ok(&all)
             ? gp_fail_at(
                   x->err, GP_INPUT, x->file, 0,
                   "has one row for each case, but \"%.*s\" lies before \"%.*s\" in "
                   "%.0f %% of the rows that have both: one of them is not what it is "
                   "called; to take both as they stand, in the order of their dates, "
                   "give --events '%s', or name others with --events",
                   (int)x->f->column[to].header.len, x->f->column[to].header.at,
                   (int)x->f->column[from].header.len, x->f->column[from].header.at,
                   share * 100, gp_text_z(&all))
             : gp_fail_memory(x->err);
    gp_text_release(&all);
    return st;
}

/* A case that is closed before it is opened, and not only here and there. */
static enum gp_status check_order(struct gp_chooser *x)
{
    const struct gp_wide_columns *w = &x->c->wide;
    size_t i, k;

    for (i = 0; i < w->n; i++)
        for (k = 0; k < w->n; k++) {
            const struct gp_header_hints *a = &x->f->column[w->stage[i]].hints;
            const struct gp_header_hints *b = &x->f->column[w->stage[k]].hints;
            uint64_t rows = 0;
            double ordered;

            if (!a->creation || a->closing || !b->closing || b->creation)
                continue;
            ordered =
                gp_share_ordered(x->f, (size_t)w->stage[i], (size_t)w->stage[k], &rows);
            if (rows >= 10 && ordered < 0.9)
                return refuse_order(x, w->stage[i], w->stage[k], 1 - ordered);
        }
    return GP_OK;
}

/* Another column that numbers the rows, where the id of the case comes again. */
static int row_id(const struct gp_chooser *x, int id)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];

        if ((int)i != id && c->values.n == x->f->n_rows && gp_is_plain(x->f, i) &&
            (c->says[GP_ROLE_CASE] >= 0.3 || c->hints.thing_word || c->hints.bare_id))
            return (int)i;
    }
    return -1;
}

static enum gp_status refuse_repeated(struct gp_chooser *x, int id)
{
    const struct gp_column_facts *c = &x->f->column[id];
    int other = row_id(x, id);
    struct gp_text t = {0};
    enum gp_status st;

    gp_text_addf(&t, "\"%.*s\" has ", (int)c->header.len, c->header.at);
    gp_text_add_count(&t, c->values.n);
    gp_text_add(&t, " values in ");
    gp_text_add_count(&t, c->filled);
    gp_text_addf(&t,
                 " rows, and the dates of the steps stand in columns: rows of one id "
                 "can be one case that goes through its steps again (--shape wide "
                 "--case '%.*s')",
                 (int)c->header.len, c->header.at);
    if (other >= 0)
        gp_text_addf(&t, ", or each row is a case (--shape wide --case '%.*s')",
                     (int)x->f->column[other].header.len,
                     x->f->column[other].header.at);
    gp_text_add(&t, "; choose one");
    st = gp_text_ok(&t) ? gp_fail_at(x->err, GP_INPUT, x->file, 0, "%s", gp_text_z(&t))
                        : gp_fail_memory(x->err);
    gp_text_release(&t);
    return st;
}

static size_t count_steps(const struct gp_chooser *x)
{
    size_t i, n = 0;

    for (i = 0; i < x->f->n_columns; i++)
        n += is_date(x->f, i) && why_not(x->f, &x->f->column[i]) == NULL;
    return n;
}

enum gp_status gp_refuse_parent(struct gp_chooser *x)
{
    int id = x->c->column[GP_ROLE_CASE];

    return id >= 0 && count_steps(x) >= 2 && row_id(x, id) >= 0 ? refuse_repeated(x, id)
                                                                : GP_OK;
}

/* A step of the row that never lies before its creation, and is another moment. */
static bool is_later_step(const struct gp_sample_facts *f, int creation, size_t i)
{
    uint64_t rows = 0;

    return (int)i != creation && is_date(f, i) && why_not(f, &f->column[i]) == NULL &&
           gp_share_ordered(f, (size_t)creation, i, &rows) >= 0.95 && rows != 0 &&
           !gp_equal_texts(f, (size_t)creation, i);
}

/* Created once for each row, and then two more dates: a row is a thing with a life of its
 * own, not an event of its parent. */
enum gp_status gp_refuse_things_of_parent(struct gp_chooser *x)
{
    int time = x->c->column[GP_ROLE_TIME];
    size_t i, later = 0;

    if (time < 0 || x->c->given[GP_ROLE_TIME] ||
        !gp_chosen_from(x, time)->hints.creation)
        return GP_OK;
    for (i = 0; i < x->f->n_columns; i++)
        later += is_later_step(x->f, time, i);
    return later >= 2 ? gp_refuse_parent(x) : GP_OK;
}

static void describe(struct gp_chooser *x, const struct gp_text *left_out)
{
    const struct gp_wide_columns *w = &x->c->wide;
    struct gp_text *e = &x->c->shape_evidence;
    size_t i;

    gp_text_addf(e,
                 "each row is a case, %zu columns hold the dates of its steps: ", w->n);
    for (i = 0; i < w->n; i++) {
        gp_text_add(e, i == 0 ? "\"" : ", \"");
        gp_text_add_slice(e, x->f->column[w->stage[i]].header);
        gp_text_add_char(e, '"');
    }
    if (gp_text_z(left_out)[0] != '\0')
        gp_text_addf(e, "; left out: %s", gp_text_z(left_out));
    gp_text_add(e, "; a step has one date here, so that loops and repeats cannot be "
                   "seen (--events)");
}

static bool told(const struct gp_chooser *x)
{
    return x->o->events != NULL || x->c->shape == GP_SHAPE_WIDE;
}

static enum gp_status too_few(struct gp_chooser *x, const struct gp_text *left_out)
{
    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "%zu of its columns hold%s dates of steps, a wide export needs "
                      "two%s%s; name them with --events A,B",
                      x->c->wide.n, x->c->wide.n == 1 ? "s" : "",
                      gp_text_z(left_out)[0] != '\0' ? "; left out: " : "",
                      gp_text_z(left_out));
}

static enum gp_status settle_wide(struct gp_chooser *x, int id,
                                  const struct gp_text *left_out)
{
    enum gp_status st = GP_OK;

    if (id >= 0 && x->f->column[id].values.n < x->f->column[id].filled)
        return refuse_repeated(x, id);
    if (x->o->events == NULL)
        st = check_order(x);
    if (st != GP_OK)
        return st;
    x->c->shape = GP_SHAPE_WIDE;
    describe(x, left_out);
    gp_join_stages(x);
    if (id < 0)
        return GP_OK;
    gp_settle(x, GP_ROLE_CASE, id, 0.5 + 0.45 * x->f->column[id].says[GP_ROLE_CASE]);
    gp_note_header(x, GP_ROLE_CASE, id);
    gp_text_add(&x->c->evidence[GP_ROLE_CASE], "; each row looked at has its own");
    return GP_OK;
}

enum gp_status gp_choose_wide(struct gp_chooser *x, int id, bool *is)
{
    struct gp_text left_out = {0};
    enum gp_status st = make_room(x);

    *is = false;
    if (st == GP_OK && x->o->events != NULL) {
        st = given_stages(x, &left_out);
    } else if (st == GP_OK) {
        find_stages(x, &left_out);
    }
    if (st == GP_OK && x->c->wide.n < (x->o->events != NULL ? 1 : 2)) {
        if (told(x))
            st = too_few(x, &left_out);
    } else if (st == GP_OK) {
        st = settle_wide(x, id, &left_out);
        *is = st == GP_OK;
    }
    if (st == GP_OK && !gp_text_ok(&left_out))
        st = gp_fail_memory(x->err);
    gp_text_release(&left_out);
    if (st == GP_OK && !*is) {
        gp_free(x->c->wide.stage);
        gp_free(x->c->wide.of_day);
        gp_free(x->c->wide.kind);
        memset(&x->c->wide, 0, sizeof x->c->wide);
    }
    return st;
}
