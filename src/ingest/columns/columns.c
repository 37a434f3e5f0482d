/* columns.c - see columns.h.
 *
 * In turn: what options give; the case (an id that repeats); the activity (few values,
 * changing inside a case); the times (changing inside a case: a date of the whole case
 * stands on each of its rows); lifecycle; person and group. Each role takes its best
 * column if no other is about as good and says something else: columns that say the
 * same (concept:name and Activity), or that the best one determines (the customer of a
 * ticket), are no rivals.
 */
#include "ingest/columns/columns.h"

#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

#include <string.h>

const struct gp_column_facts *gp_chosen_from(const struct gp_chooser *x, int column)
{
    return &x->f->column[column];
}

bool gp_is_taken(const struct gp_chooser *x, size_t column)
{
    int role;

    for (role = 0; role < GP_ROLES; role++)
        if (x->c->column[role] == (int)column || x->c->second[role] == (int)column)
            return true;
    if (x->c->shape == GP_SHAPE_HISTORY &&
        (x->c->history.field == (int)column || x->c->history.old_value == (int)column))
        return true;
    return false;
}

void gp_settle(struct gp_chooser *x, enum gp_role role, int column, double confidence)
{
    x->c->column[role] = column;
    x->c->confidence[role] = confidence > 0.99 ? 0.99 : confidence;
}

void gp_note_header(struct gp_chooser *x, enum gp_role role, int column)
{
    double says = gp_chosen_from(x, column)->says[role];

    if (says >= 0.95)
        gp_text_addf(&x->c->evidence[role], "the header is a usual name of the %s",
                     gp_role_name(role));
    else if (says >= 0.3)
        gp_text_addf(&x->c->evidence[role], "the header speaks of the %s",
                     gp_role_name(role));
    else
        gp_text_add(&x->c->evidence[role], "the values fit");
}

bool gp_is_xes_name(const struct gp_column_facts *c)
{
    return c->header.len != 0 && memchr(c->header.at, ':', c->header.len) != NULL;
}

/* ---- activity ---- */

/* change: share of cases in which the column changes. */
static double activity_score(const struct gp_sample_facts *f, size_t i, double change)
{
    return 0.6 * f->column[i].says[GP_ROLE_ACTIVITY] +
           0.25 * gp_activity_content(f, i) + 0.15 * change;
}

static void note_activity(struct gp_chooser *x, int chosen, double change)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_ACTIVITY];

    gp_note_header(x, GP_ROLE_ACTIVITY, chosen);
    gp_text_add(e, "; ");
    gp_text_add_count(e, gp_chosen_from(x, chosen)->values.n);
    gp_text_addf(e, " values, changing in %.0f %% of the cases with several rows",
                 change * 100);
}

/* A header of people, groups or ids is no activity, however few its values; "Service" and
 * "Change" may be one. */
static bool speaks_of_others(const struct gp_column_facts *c)
{
    return c->says[GP_ROLE_RESOURCE] >= 0.5 || c->says[GP_ROLE_GROUP] > 0.5 ||
           c->says[GP_ROLE_LIFECYCLE] >= 0.9 || c->hints.people_word ||
           (c->says[GP_ROLE_CASE] >= 0.5 &&
            (c->hints.thing_word || c->values.n * 20 >= c->filled));
}

static enum gp_status collect_activities(struct gp_chooser *x, double at_least,
                                         struct gp_candidates *best, double *change)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        double c = 0;
        enum gp_status st;

        if (gp_is_taken(x, i) || x->f->column[i].says[GP_ROLE_ACTIVITY] < at_least ||
            gp_activity_content(x->f, i) <= 0.02 ||
            (at_least <= 0 && (speaks_of_others(&x->f->column[i]) ||
                               x->f->column[i].values.n == x->f->column[i].filled)))
            continue; /* what never comes again numbers something */
        st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &c, x->err);
        if (st != GP_OK)
            return st;
        if (c < 0.05 && x->f->column[i].says[GP_ROLE_ACTIVITY] < 0.95)
            continue;
        if (best->n == 0 || activity_score(x->f, i, c) > best->score[0])
            *change = c;
        gp_candidates_add(best, (int)i,
                          activity_score(x->f, i, c) +
                              (gp_is_xes_name(&x->f->column[i]) ? 0.001 : 0));
    }
    return GP_OK;
}

static enum gp_status activity_rival(struct gp_chooser *x,
                                     const struct gp_candidates *best, bool *out)
{
    const struct gp_column_facts *b = gp_chosen_from(x, best->column[0]);
    size_t k;

    *out = false;
    for (k = 1; k < best->n && !*out; k++) {
        const struct gp_column_facts *o = gp_chosen_from(x, best->column[k]);
        bool same = false;
        enum gp_status st;

        if (best->score[0] - best->score[k] >= 0.08 ||
            (b->says[GP_ROLE_ACTIVITY] >= 1 &&
             (o->says[GP_ROLE_ACTIVITY] < 1 ||
              (gp_is_xes_name(b) && !gp_is_xes_name(o)))))
            continue;
        st = gp_columns_same(x->f, (size_t)best->column[0], (size_t)best->column[k],
                             &same, x->err);
        if (st != GP_OK)
            return st;
        *out = !same;
    }
    return GP_OK;
}

/* Without a telling header numbers (an age, a count) are no rivals of words. */
static void drop_numbers(const struct gp_chooser *x, struct gp_candidates *best)
{
    size_t k;

    for (k = 0; k < best->n; k++) {
        const struct gp_column_facts *c = gp_chosen_from(x, best->column[k]);

        if (gp_share_of(c, c->letters) < 0.5 && k > 0)
            best->n = k; /* words come first, by their score */
    }
}

/* "Status" beside "Sub Status": only both together may say what happened. */
static void note_refinement(struct gp_chooser *x, int best)
{
    struct gp_slice of = gp_chosen_from(x, best)->header;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        struct gp_slice h = x->f->column[i].header;

        if (gp_is_taken(x, i) || !gp_header_is_sub_of(h, of) ||
            gp_activity_content(x->f, i) < 0.5)
            continue;
        gp_text_addf(&x->c->evidence[GP_ROLE_ACTIVITY],
                     "; \"%.*s\" refines it: --activity '%.*s,%.*s' takes both",
                     (int)h.len, h.at, (int)of.len, of.at, (int)h.len, h.at);
        return;
    }
}

static enum gp_status choose_activity(struct gp_chooser *x)
{
    struct gp_candidates best = {0};
    double change = 0, confidence;
    bool rival = false;
    enum gp_status st = collect_activities(x, 0.5, &best, &change);

    if (st == GP_OK && best.n == 0) {
        st = collect_activities(x, 0, &best, &change);
        drop_numbers(x, &best);
        if (st == GP_OK && (best.n != 1 || best.score[0] < 0.3)) {
            st = gp_refuse_parent(x);
            return st != GP_OK
                       ? st
                       : gp_refuse_role(x->file, x->f, GP_ROLE_ACTIVITY, &best, x->err);
        }
    }
    if (st == GP_OK)
        st = activity_rival(x, &best, &rival);
    if (st != GP_OK)
        return st;
    confidence = gp_chosen_from(x, best.column[0])->says[GP_ROLE_ACTIVITY] >= 0.5
                     ? best.score[0]
                     : 0.6;
    if (rival || (confidence < 0.5))
        return gp_refuse_role(x->file, x->f, GP_ROLE_ACTIVITY, &best, x->err);
    gp_settle(x, GP_ROLE_ACTIVITY, best.column[0], confidence);
    note_activity(x, best.column[0], change);
    note_refinement(x, best.column[0]);
    return GP_OK;
}

/* ---- lifecycle ---- */

static bool is_lifecycle(const struct gp_sample_facts *f, size_t i)
{
    const struct gp_column_facts *c = &f->column[i];

    return c->filled * 10 >= f->n_rows * 9 && gp_share_of(c, c->transitions) >= 0.95 &&
           gp_share_of(c, c->starts) >= 0.005 && gp_share_of(c, c->completes) >= 0.005;
}

static void choose_lifecycle(struct gp_chooser *x)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_LIFECYCLE];
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];

        if (gp_is_taken(x, i) || !is_lifecycle(x->f, i) ||
            (c->says[GP_ROLE_LIFECYCLE] < 0.6 && c->values.n > 8))
            continue;
        gp_settle(x, GP_ROLE_LIFECYCLE, (int)i,
                  0.75 + 0.2 * c->says[GP_ROLE_LIFECYCLE]);
        gp_text_add_count(e, c->starts);
        gp_text_add(e, " rows say start, ");
        gp_text_add_count(e, c->completes);
        gp_text_add(e, " say complete");
        return;
    }
    for (i = 0; i < x->f->n_columns; i++)
        if (x->f->column[i].says[GP_ROLE_LIFECYCLE] >= 0.95) {
            const struct gp_column_facts *c = &x->f->column[i];

            gp_text_addf(e,
                         "\"%.*s\" does not tell starts from completes: every row is "
                         "an event",
                         (int)c->header.len, c->header.at);
            return;
        }
}

/* An id that two rows share, one start and one complete. */
static void choose_instance(struct gp_chooser *x)
{
    int l = x->c->column[GP_ROLE_LIFECYCLE];
    size_t i;

    for (i = 0; i < x->f->n_columns && l >= 0; i++) {
        const struct gp_column_facts *c = &x->f->column[i];
        double r = gp_repeats(c);

        if (gp_is_taken(x, i) || c->says[GP_ROLE_INSTANCE] < 0.8 || r < 1.2 || r > 4 ||
            c->filled * 2 < x->f->n_rows)
            continue;
        gp_settle(x, GP_ROLE_INSTANCE, (int)i, 0.5 + 0.45 * c->says[GP_ROLE_INSTANCE]);
        gp_note_header(x, GP_ROLE_INSTANCE, (int)i);
        gp_text_addf(&x->c->evidence[GP_ROLE_INSTANCE], "; %.2f rows share a value", r);
        return;
    }
}

/* ---- the whole ---- */

static enum gp_status given_shape(struct gp_chooser *x)
{
    const char *shape = x->o->shape;
    int k;

    for (k = GP_SHAPE_EVENTS; k <= GP_SHAPE_HISTORY && shape != NULL; k++)
        if (strcmp(shape, gp_shape_name((enum gp_shape)k)) == 0)
            x->c->shape = (enum gp_shape)k;
    if (shape == NULL || x->c->shape != GP_SHAPE_UNKNOWN)
        return GP_OK;
    return gp_fail(x->err, GP_USAGE,
                   "--shape %s: found no such shape, expected events, interval, "
                   "lifecycle, wide or history",
                   shape);
}

static enum gp_status need(struct gp_chooser *x, enum gp_role role, const char *what)
{
    if (x->c->column[role] >= 0)
        return GP_OK;
    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "the shape %s needs %s; choose its column with --%s",
                      gp_shape_name(x->c->shape), what, gp_role_name(role));
}

static enum gp_status settle_shape(struct gp_chooser *x)
{
    struct gp_columns *c = x->c;
    struct gp_text *e = &c->shape_evidence;

    if (c->shape == GP_SHAPE_INTERVAL)
        return need(x, GP_ROLE_START, "the times of starts");
    if (c->shape == GP_SHAPE_LIFECYCLE)
        return need(x, GP_ROLE_LIFECYCLE, "a column that says start and complete");
    if (c->shape == GP_SHAPE_EVENTS) {
        gp_text_add(e, "given by --shape");
        c->column[GP_ROLE_START] = c->column[GP_ROLE_LIFECYCLE] = -1;
    } else if (c->column[GP_ROLE_LIFECYCLE] >= 0 && c->column[GP_ROLE_TIME] >= 0) {
        c->shape = GP_SHAPE_LIFECYCLE;
        gp_text_add(e, "start and complete rows of the same work are paired");
        c->column[GP_ROLE_START] = -1;
    } else if (c->column[GP_ROLE_START] >= 0) {
        c->shape = GP_SHAPE_INTERVAL;
        gp_text_add(e, "each row has a start and an end");
    } else {
        c->shape = GP_SHAPE_EVENTS;
        gp_text_add(e, "each row is one event");
    }
    if (c->shape != GP_SHAPE_LIFECYCLE) {
        c->column[GP_ROLE_LIFECYCLE] = -1;
        if (!c->given[GP_ROLE_INSTANCE])
            c->column[GP_ROLE_INSTANCE] = -1;
    }
    return GP_OK;
}

/* --case names each row and nothing says where the steps are. */
static bool case_given_alone(const struct gp_chooser *x)
{
    const struct gp_columns *c = x->c;

    return c->shape == GP_SHAPE_UNKNOWN && !c->given[GP_ROLE_ACTIVITY] &&
           !c->given[GP_ROLE_TIME] && c->second[GP_ROLE_CASE] < 0 &&
           gp_repeats(gp_chosen_from(x, c->column[GP_ROLE_CASE])) < 1.02 &&
           !gp_is_by_the_book(x->f);
}

/* The case, then a role after the other. */
static enum gp_status choose_rows_of_events(struct gp_chooser *x)
{
    struct gp_columns *c = x->c;
    bool wide = false;
    enum gp_status st = GP_OK;

    if (!c->given[GP_ROLE_CASE])
        st = gp_choose_case(x);
    else if (case_given_alone(x))
        st = gp_choose_wide(x, -1, &wide);
    if (st == GP_OK && c->shape == GP_SHAPE_WIDE)
        return GP_OK;
    if (st == GP_OK && !c->given[GP_ROLE_LIFECYCLE])
        choose_lifecycle(x);
    if (st == GP_OK && !c->given[GP_ROLE_ACTIVITY])
        st = choose_activity(x);
    if (st == GP_OK)
        st = gp_choose_times(x);
    if (st == GP_OK && !c->given[GP_ROLE_CASE])
        st = gp_refuse_things_of_parent(x);
    if (st == GP_OK && !c->given[GP_ROLE_INSTANCE])
        choose_instance(x);
    if (st == GP_OK)
        st = settle_shape(x);
    if (st == GP_OK && !c->given[GP_ROLE_RESOURCE])
        st = gp_choose_person(x, GP_ROLE_RESOURCE);
    if (st == GP_OK && !c->given[GP_ROLE_GROUP])
        st = gp_choose_person(x, GP_ROLE_GROUP);
    return st;
}

/* --shape wide or --events: the case is given, or names each row. */
static enum gp_status choose_told_wide(struct gp_chooser *x)
{
    bool is = false;

    if (x->c->given[GP_ROLE_CASE])
        return gp_choose_wide(x, -1, &is);
    x->c->shape = GP_SHAPE_WIDE;
    return gp_choose_case(x);
}

static enum gp_status choose_all(struct gp_chooser *x)
{
    const struct gp_columns *c = x->c;
    bool told = c->shape != GP_SHAPE_UNKNOWN ||
                (c->given[GP_ROLE_CASE] && c->given[GP_ROLE_ACTIVITY]);
    bool is = false;
    enum gp_status st = GP_OK;

    if (c->shape == GP_SHAPE_WIDE ||
        (c->shape == GP_SHAPE_UNKNOWN && x->o->events != NULL))
        return choose_told_wide(x);
    if (!told || c->shape == GP_SHAPE_HISTORY || x->o->field != NULL)
        st = gp_choose_history(x, &is);
    if (st == GP_OK && is)
        gp_join_moments(x);
    else if (st == GP_OK)
        st = choose_rows_of_events(x);
    return st;
}

void gp_columns_init(struct gp_columns *c)
{
    int role;

    memset(c, 0, sizeof *c);
    c->history.field = c->history.old_value = c->history.created = -1;
    for (role = 0; role < GP_ROLES; role++)
        c->column[role] = c->second[role] = -1;
}

/* --resource FIELD: only a history has rows that tell it. */
static enum gp_status check_fields(struct gp_chooser *x)
{
    const struct gp_text *f = &x->c->history.person;

    if (x->c->shape == GP_SHAPE_HISTORY)
        return GP_OK;
    f = f->len != 0 ? f : &x->c->history.team;
    if (f->len == 0)
        return GP_OK;
    return gp_fail_at(x->err, GP_USAGE, x->file, 0,
                      "--%s names \"%s\", a field of a history; this log is read as "
                      "%s: give the name of a column",
                      f == &x->c->history.team ? "group" : "resource", gp_text_z(f),
                      gp_shape_name(x->c->shape));
}

/* --activity A,B: in a history one column holds the new values, in a wide table none. */
static enum gp_status check_pair(struct gp_chooser *x)
{
    if (x->c->second[GP_ROLE_ACTIVITY] < 0 ||
        (x->c->shape != GP_SHAPE_HISTORY && x->c->shape != GP_SHAPE_WIDE))
        return GP_OK;
    return gp_fail_at(x->err, GP_USAGE, x->file, 0,
                      "--activity names two columns; this log is read as %s, whose "
                      "activities do not stand in two",
                      gp_shape_name(x->c->shape));
}

enum gp_status gp_columns_choose(const char *file, const struct gp_sample_facts *f,
                                 const struct gp_ingest_options *o,
                                 struct gp_columns *c, struct gp_err *err)
{
    struct gp_chooser x = {file, f, o, c, err};
    enum gp_status st;
    int role;

    gp_columns_init(c);
    st = gp_columns_given(f, o, c, err);
    if (st == GP_OK)
        st = given_shape(&x);
    if (st == GP_OK)
        st = choose_all(&x);
    if (st == GP_OK)
        st = check_fields(&x);
    if (st == GP_OK)
        st = check_pair(&x);
    for (role = 0; role < GP_ROLES && st == GP_OK; role++)
        if (!gp_text_ok(&c->evidence[role]) || !gp_text_ok(&c->shape_evidence))
            st = gp_fail_memory(err);
    return st;
}

void gp_columns_release(struct gp_columns *c)
{
    int role;

    for (role = 0; role < GP_ROLES; role++)
        gp_text_release(&c->evidence[role]);
    gp_text_release(&c->shape_evidence);
    gp_text_release(&c->preset);
    gp_text_release(&c->looks_like);
    gp_text_release(&c->history.process);
    gp_text_release(&c->history.person);
    gp_text_release(&c->history.team);
    gp_text_release(&c->history.creation);
    gp_free(c->wide.stage);
    gp_free(c->wide.of_day);
    gp_free(c->wide.kind);
    c->wide.stage = c->wide.of_day = NULL;
    c->wide.kind = NULL;
}
