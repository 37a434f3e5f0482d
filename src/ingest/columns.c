/* columns.c - see columns.h.
 *
 * In turn: what options give; the case (an id that repeats); the activity (few values,
 * changing inside a case); the times (changing inside a case: a date of the whole case
 * stands on each of its rows); lifecycle; person and group. Each role takes its best
 * column if no other is about as good and says something else: columns that say the
 * same (concept:name and Activity), or that the best one determines (the customer of a
 * ticket), are no rivals.
 */
#include "ingest/columns.h"

#include "ingest/column_refuse.h"
#include "ingest/column_roles.h"

#include <string.h>

struct chooser {
    const char *file;
    const struct gp_facts *f;
    const struct gp_ingest_options *o;
    struct gp_columns *c;
    struct gp_err *err;
};

static const struct gp_column *col(const struct chooser *x, int column)
{
    return &x->f->column[column];
}

static bool taken(const struct chooser *x, size_t column)
{
    int role;

    for (role = 0; role < GP_ROLES; role++)
        if (x->c->column[role] == (int)column)
            return true;
    return x->c->case2 == (int)column;
}

static void settle(struct chooser *x, enum gp_role role, int column, double confidence)
{
    x->c->column[role] = column;
    x->c->confidence[role] = confidence > 0.99 ? 0.99 : confidence;
}

static void note_header(struct chooser *x, enum gp_role role, int column)
{
    double says = col(x, column)->says[role];

    if (says >= 0.95)
        gp_text_addf(&x->c->evidence[role], "the header is a usual name of the %s",
                     gp_role_name(role));
    else if (says >= 0.3)
        gp_text_addf(&x->c->evidence[role], "the header speaks of the %s",
                     gp_role_name(role));
    else
        gp_text_add(&x->c->evidence[role], "the values fit");
}

/* ---- case ---- */

static bool xes_name(const struct gp_column *c)
{
    return c->header.len != 0 && memchr(c->header.at, ':', c->header.len) != NULL;
}

/* Of two columns that say the same, the standard's own name is taken. */
static double case_score(const struct gp_facts *f, size_t i)
{
    bool standard = gp_slice_is_nocase(f->column[i].header, "case:concept:name");

    return 0.65 * f->column[i].says[GP_ROLE_CASE] + 0.35 * gp_case_content(f, i) +
           (standard ? 0.001 : 0);
}

static bool could_be_case(const struct gp_facts *f, size_t i)
{
    return f->column[i].says[GP_ROLE_CASE] >= 0.5 && gp_case_content(f, i) >= 0.2;
}

/* Two ids with headers about as good are rivals, also when one is part of the other
 * (offers of an application): unless they say the same, or the other is a category that
 * the best one determines. */
static enum gp_status rivals_as_case(struct chooser *x, int best, int other, bool *out)
{
    const struct gp_column *b = col(x, best), *o = col(x, other);
    double ahead = case_score(x->f, (size_t)best) - case_score(x->f, (size_t)other);
    bool determines = false, back = false;
    enum gp_status st;

    *out = false;
    if (ahead >= 0.1 || (b->says[GP_ROLE_CASE] >= 1 && o->says[GP_ROLE_CASE] < 1))
        return GP_OK;
    st = gp_facts_determines(x->f, (size_t)best, (size_t)other, &determines, x->err);
    if (st == GP_OK)
        st = gp_facts_determines(x->f, (size_t)other, (size_t)best, &back, x->err);
    *out = !(determines && (back || o->values.n * 20 < b->values.n));
    return st;
}

static bool ids_are_unique(struct chooser *x, double said, int *unique)
{
    size_t i;

    *unique = -1;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];

        if (c->says[GP_ROLE_CASE] >= 0.5 && c->says[GP_ROLE_CASE] >= said &&
            gp_repeats(c) < 1.1 && c->filled * 20 >= x->f->n_rows * 19 &&
            gp_is_plain(x->f, i))
            *unique = (int)i;
    }
    return *unique >= 0;
}

static bool unique_text(struct chooser *x, size_t i)
{
    const struct gp_column *c = &x->f->column[i];

    return c->filled > 2 && gp_repeats(c) < 1.02 &&
           c->filled * 20 >= x->f->n_rows * 19 && gp_is_plain(x->f, i) &&
           !c->hints.row_word && gp_share_of(c, c->sentences) < 0.5;
}

/* A name or id of the row's own thing: one row is one of these, not one event. any:
 * whatever the header says, but for numbers of rows and events. */
static int names_each_row(struct chooser *x, bool any)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_header_hints *h = &x->f->column[i].hints;

        bool named = h->thing_word || x->f->column[i].says[GP_ROLE_CASE] >= 0.5;

        if (unique_text(x, i) && (any || (named && !h->bare_id)))
            return (int)i;
    }
    return -1;
}

/* A bare "Id" may number events; with several dates that change from row to row it is
 * rather a table of things. */
static enum gp_status bare_id_of_things(struct chooser *x, int case_column, int *id)
{
    size_t i, dates = 0;
    bool starts = false;

    *id = -1;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];
        double change = 0;
        enum gp_status st;

        if (c->hints.bare_id && unique_text(x, i))
            *id = (int)i;
        if (!gp_is_time(x->f, i) || c->says[GP_ROLE_TIME] < 0.1)
            continue;
        starts |= c->hints.start_word;
        st = gp_change_share(x->f, case_column, i, &change, x->err);
        if (st != GP_OK)
            return st;
        dates += change >= 0.5;
    }
    if (dates < 2 || starts)
        *id = -1;
    return GP_OK;
}

/* Before a column is taken as the case: is each row a case by itself? */
static enum gp_status refuse_things(struct chooser *x, int chosen)
{
    enum gp_status st;
    int id = names_each_row(x, false);

    if (col(x, chosen)->says[GP_ROLE_CASE] >= 1)
        return GP_OK;
    if (id >= 0)
        return gp_refuse_unique(x->file, x->f, id, x->err);
    st = bare_id_of_things(x, chosen, &id);
    if (st == GP_OK && id >= 0)
        return gp_refuse_unique(x->file, x->f, id, x->err);
    return st;
}

/* Without a telling header: the one id-like column that repeats. */
static int only_case_by_content(struct chooser *x)
{
    int found = -1;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];
        double r = gp_repeats(c);

        if (gp_case_content(x->f, i) < 0.9 || r < 1.5 || r > 200 || c->values.n < 3 ||
            c->singles * 2 > c->filled)
            continue;
        if (c->values.n * 20 < c->filled && c->numbers * 2 < c->filled)
            continue; /* few words: an activity or attribute */
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

static void note_case(struct chooser *x, int best)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_CASE];

    note_header(x, GP_ROLE_CASE, best);
    gp_text_add(e, "; ");
    gp_text_add_count(e, col(x, best)->values.n);
    gp_text_add(e, " values repeat over ");
    gp_text_add_count(e, col(x, best)->filled);
    gp_text_add(e, " rows looked at");
}

/* Event logs by the book: a usual name for each role. Then a case may have one row. */
static bool by_the_book(const struct gp_facts *f)
{
    static const enum gp_role roles[] = {GP_ROLE_CASE, GP_ROLE_ACTIVITY, GP_ROLE_TIME};
    size_t i, k, hits = 0;

    for (k = 0; k < 3; k++)
        for (i = 0; i < f->n_columns; i++)
            if (f->column[i].says[roles[k]] >= 0.95) {
                hits++;
                break;
            }
    return hits == 3;
}

static enum gp_status choose_case(struct chooser *x)
{
    struct gp_candidates best = {0};
    bool book = by_the_book(x->f), rival;
    enum gp_status st;
    int chosen, unique;
    size_t i, k;

    for (i = 0; i < x->f->n_columns; i++)
        if (could_be_case(x->f, i) ||
            (book && x->f->column[i].says[GP_ROLE_CASE] >= 0.95))
            gp_candidates_add(&best, (int)i, case_score(x->f, i));
    chosen = best.n != 0 ? best.column[0] : -1;
    if (!book && ids_are_unique(x, chosen >= 0 ? col(x, chosen)->says[GP_ROLE_CASE] : 0,
                                &unique))
        return gp_refuse_unique(x->file, x->f, unique, x->err);
    if (chosen < 0) {
        unique = names_each_row(x, true);
        if (unique >= 0)
            return gp_refuse_unique(x->file, x->f, unique, x->err);
        chosen = only_case_by_content(x);
        if (chosen < 0)
            return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, NULL, x->err);
        settle(x, GP_ROLE_CASE, chosen, 0.6);
        note_case(x, chosen);
        return GP_OK;
    }
    for (k = 0; k < best.n; k++) {
        if (best.column[k] == chosen)
            continue;
        st = rivals_as_case(x, chosen, best.column[k], &rival);
        if (st != GP_OK)
            return st;
        if (rival)
            return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, &best, x->err);
    }
    if (!book && gp_repeats(col(x, chosen)) < 1.1)
        return gp_refuse_unique(x->file, x->f, chosen, x->err);
    st = book ? GP_OK : refuse_things(x, chosen);
    if (st != GP_OK)
        return st;
    settle(x, GP_ROLE_CASE, chosen, case_score(x->f, (size_t)chosen));
    note_case(x, chosen);
    return GP_OK;
}

/* ---- activity ---- */

/* change: share of cases in which the column changes. */
static double activity_score(const struct gp_facts *f, size_t i, double change)
{
    return 0.6 * f->column[i].says[GP_ROLE_ACTIVITY] +
           0.25 * gp_activity_content(f, i) + 0.15 * change;
}

static void note_activity(struct chooser *x, int chosen, double change)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_ACTIVITY];

    note_header(x, GP_ROLE_ACTIVITY, chosen);
    gp_text_add(e, "; ");
    gp_text_add_count(e, col(x, chosen)->values.n);
    gp_text_addf(e, " values, changing in %.0f %% of the cases with several rows",
                 change * 100);
}

/* A header of people or groups is no activity, however few its values. */
static bool speaks_of_others(const struct gp_column *c)
{
    return c->says[GP_ROLE_RESOURCE] >= 0.5 || c->says[GP_ROLE_GROUP] >= 0.5 ||
           c->says[GP_ROLE_LIFECYCLE] >= 0.9 || c->says[GP_ROLE_CASE] >= 0.5;
}

static enum gp_status collect_activities(struct chooser *x, double at_least,
                                         struct gp_candidates *best, double *change)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        double c = 0;
        enum gp_status st;

        if (taken(x, i) || x->f->column[i].says[GP_ROLE_ACTIVITY] < at_least ||
            gp_activity_content(x->f, i) <= 0.02 ||
            (at_least <= 0 && speaks_of_others(&x->f->column[i])))
            continue;
        st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &c, x->err);
        if (st != GP_OK)
            return st;
        if (c < 0.05 && x->f->column[i].says[GP_ROLE_ACTIVITY] < 0.95)
            continue;
        if (best->n == 0 || activity_score(x->f, i, c) > best->score[0])
            *change = c;
        gp_candidates_add(best, (int)i,
                          activity_score(x->f, i, c) +
                              (xes_name(&x->f->column[i]) ? 0.001 : 0));
    }
    return GP_OK;
}

static enum gp_status activity_rival(struct chooser *x,
                                     const struct gp_candidates *best, bool *out)
{
    const struct gp_column *b = col(x, best->column[0]);
    size_t k;

    *out = false;
    for (k = 1; k < best->n && !*out; k++) {
        const struct gp_column *o = col(x, best->column[k]);
        bool same = false;
        enum gp_status st;

        if (best->score[0] - best->score[k] >= 0.08 ||
            (b->says[GP_ROLE_ACTIVITY] >= 1 &&
             (o->says[GP_ROLE_ACTIVITY] < 1 || (xes_name(b) && !xes_name(o)))))
            continue;
        st = gp_columns_same(x->f, (size_t)best->column[0], (size_t)best->column[k],
                             &same, x->err);
        if (st != GP_OK)
            return st;
        *out = !same;
    }
    return GP_OK;
}

static enum gp_status choose_activity(struct chooser *x)
{
    struct gp_candidates best = {0};
    double change = 0, confidence;
    bool rival = false;
    enum gp_status st = collect_activities(x, 0.5, &best, &change);

    if (st == GP_OK && best.n == 0) {
        st = collect_activities(x, 0, &best, &change);
        if (st == GP_OK && (best.n != 1 || best.score[0] < 0.3))
            return gp_refuse_role(x->file, x->f, GP_ROLE_ACTIVITY, &best, x->err);
    }
    if (st == GP_OK)
        st = activity_rival(x, &best, &rival);
    if (st != GP_OK)
        return st;
    confidence =
        col(x, best.column[0])->says[GP_ROLE_ACTIVITY] >= 0.5 ? best.score[0] : 0.6;
    if (rival || (confidence < 0.5))
        return gp_refuse_role(x->file, x->f, GP_ROLE_ACTIVITY, &best, x->err);
    settle(x, GP_ROLE_ACTIVITY, best.column[0], confidence);
    note_activity(x, best.column[0], change);
    return GP_OK;
}

/* ---- times ---- */

/* Times of events: changing inside cases, most rows filled. ends and starts: best
 * columns with and without a word for a beginning. */
static enum gp_status collect_times(struct chooser *x, struct gp_candidates *ends,
                                    struct gp_candidates *starts, size_t *n_times)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];
        double change = 0;
        enum gp_status st;

        if (taken(x, i) || !gp_is_time(x->f, i))
            continue;
        ++*n_times;
        if (c->hints.case_attribute || c->filled * 10 < x->f->n_rows * 8)
            continue;
        st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &change, x->err);
        if (st != GP_OK)
            return st;
        if (change < 0.1)
            continue;
        if (c->hints.start_word && !c->hints.not_event_time)
            gp_candidates_add(starts, (int)i,
                              0.6 * c->says[GP_ROLE_START] + 0.4 * change);
        else
            gp_candidates_add(ends, (int)i, 0.6 * c->says[GP_ROLE_TIME] + 0.4 * change);
    }
    return GP_OK;
}

/* Texts equal in nearly all rows. */
static bool equal_texts(const struct gp_facts *f, int a, int b)
{
    const struct gp_column *x = &f->column[a], *y = &f->column[b];
    size_t i, different = 0;

    for (i = 0; i < f->n_rows; i++)
        different += !gp_slice_eq(gp_dict_name(&x->values, x->id[i]),
                                  gp_dict_name(&y->values, y->id[i]));
    return different * 1000 <= f->n_rows;
}

static bool time_rival(struct chooser *x, const struct gp_candidates *best,
                       enum gp_role role)
{
    double b = col(x, best->column[0])->says[role];
    size_t k;

    for (k = 1; k < best->n; k++) {
        double o = col(x, best->column[k])->says[role];

        if ((b >= 1 && o < 1) || b - o >= 0.15)
            continue;
        if (!equal_texts(x->f, best->column[0], best->column[k]))
            return true;
    }
    return false;
}

static void note_time(struct chooser *x, enum gp_role role, int column)
{
    struct gp_text *e = &x->c->evidence[role];

    note_header(x, role, column);
    gp_text_add(e, "; ");
    gp_text_add_count(e, col(x, column)->times);
    gp_text_add(e, " of ");
    gp_text_add_count(e, col(x, column)->filled);
    gp_text_add(e, " values looked at are times, and they change inside cases");
}

/* Rows of a case stand together, and both names are plain: the order of lines is the
 * order of events. */
static enum gp_status choose_lines(struct chooser *x)
{
    int k = x->c->column[GP_ROLE_CASE], a = x->c->column[GP_ROLE_ACTIVITY];
    uint64_t runs = gp_facts_runs(x->f, (size_t)k);
    bool named =
        x->c->given[GP_ROLE_CASE] ||
        (col(x, k)->says[GP_ROLE_CASE] >= 0.9 &&
         (x->c->given[GP_ROLE_ACTIVITY] || col(x, a)->says[GP_ROLE_ACTIVITY] >= 0.9));

    if (!named || runs * 50 > col(x, k)->values.n * 51 || gp_repeats(col(x, k)) < 1.3)
        return gp_refuse_role(x->file, x->f, GP_ROLE_TIME, NULL, x->err);
    x->c->column[GP_ROLE_TIME] = -1;
    x->c->confidence[GP_ROLE_TIME] = 0.9;
    gp_text_add(&x->c->evidence[GP_ROLE_TIME],
                "no column holds times; the rows of each case stand together and are "
                "taken in the order of their lines");
    return GP_OK;
}

static double time_confidence(const struct gp_candidates *c, bool alone)
{
    double score = c->score[0];

    return alone && score < 0.75 ? 0.75 : score;
}

static enum gp_status choose_interval(struct chooser *x,
                                      const struct gp_candidates *ends,
                                      const struct gp_candidates *starts)
{
    uint64_t rows = 0;
    double ordered = gp_share_ordered(x->f, (size_t)starts->column[0],
                                      (size_t)ends->column[0], &rows);

    if (time_rival(x, starts, GP_ROLE_START))
        return gp_refuse_role(x->file, x->f, GP_ROLE_START, starts, x->err);
    if (rows != 0 && ordered < 0.9)
        return gp_refuse_times(x->file, x->f, starts->column[0], ends->column[0],
                               x->err);
    settle(x, GP_ROLE_START, starts->column[0], starts->score[0]);
    note_time(x, GP_ROLE_START, starts->column[0]);
    gp_text_addf(&x->c->evidence[GP_ROLE_START],
                 "; not after \"%.*s\" in %.1f %% of the rows",
                 (int)col(x, ends->column[0])->header.len,
                 col(x, ends->column[0])->header.at, ordered * 100);
    return GP_OK;
}

static enum gp_status choose_times(struct chooser *x)
{
    struct gp_candidates ends = {0}, starts = {0};
    size_t n_times = 0;
    enum gp_status st = collect_times(x, &ends, &starts, &n_times);
    int only;

    if (st != GP_OK)
        return st;
    if (x->c->given[GP_ROLE_TIME]) {
        ends = (struct gp_candidates){.column = {x->c->column[GP_ROLE_TIME]}, .n = 1};
        if (x->c->column[GP_ROLE_TIME] < 0 || x->c->given[GP_ROLE_START] ||
            starts.n == 0)
            return GP_OK;
        return choose_interval(x, &ends, &starts);
    }
    if (n_times == 0 && !x->c->given[GP_ROLE_START])
        return choose_lines(x);
    if (ends.n == 0 && !x->c->given[GP_ROLE_START]) {
        ends = starts;
        starts.n = 0;
    }
    if (ends.n == 0)
        return gp_refuse_role(x->file, x->f, GP_ROLE_TIME, NULL, x->err);
    only = ends.column[0];
    if (col(x, only)->hints.not_event_time ||
        (ends.n > 1 && (col(x, only)->says[GP_ROLE_TIME] < 0.3 ||
                        time_rival(x, &ends, GP_ROLE_TIME))))
        return gp_refuse_role(x->file, x->f, GP_ROLE_TIME, &ends, x->err);
    if (starts.n != 0 && !x->c->given[GP_ROLE_START]) {
        st = choose_interval(x, &ends, &starts);
        if (st != GP_OK)
            return st;
    }
    settle(x, GP_ROLE_TIME, only, time_confidence(&ends, ends.n == 1));
    note_time(x, GP_ROLE_TIME, only);
    return GP_OK;
}

/* ---- lifecycle ---- */

static bool is_lifecycle(const struct gp_facts *f, size_t i)
{
    const struct gp_column *c = &f->column[i];

    return c->filled * 10 >= f->n_rows * 9 && gp_share_of(c, c->transitions) >= 0.95 &&
           gp_share_of(c, c->starts) >= 0.005 && gp_share_of(c, c->completes) >= 0.005;
}

static void choose_lifecycle(struct chooser *x)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_LIFECYCLE];
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];

        if (taken(x, i) || !is_lifecycle(x->f, i) ||
            (c->says[GP_ROLE_LIFECYCLE] < 0.6 && c->values.n > 8))
            continue;
        settle(x, GP_ROLE_LIFECYCLE, (int)i, 0.75 + 0.2 * c->says[GP_ROLE_LIFECYCLE]);
        gp_text_add_count(e, c->starts);
        gp_text_add(e, " rows say start, ");
        gp_text_add_count(e, c->completes);
        gp_text_add(e, " say complete");
        return;
    }
    for (i = 0; i < x->f->n_columns; i++)
        if (x->f->column[i].says[GP_ROLE_LIFECYCLE] >= 0.95) {
            const struct gp_column *c = &x->f->column[i];

            gp_text_addf(e,
                         "\"%.*s\" does not tell starts from completes: every row is "
                         "an event",
                         (int)c->header.len, c->header.at);
            return;
        }
}

/* An id that two rows share, one start and one complete. */
static void choose_instance(struct chooser *x)
{
    int l = x->c->column[GP_ROLE_LIFECYCLE];
    size_t i;

    for (i = 0; i < x->f->n_columns && l >= 0; i++) {
        const struct gp_column *c = &x->f->column[i];
        double r = gp_repeats(c);

        if (taken(x, i) || c->says[GP_ROLE_INSTANCE] < 0.8 || r < 1.2 || r > 4 ||
            c->filled * 2 < x->f->n_rows)
            continue;
        settle(x, GP_ROLE_INSTANCE, (int)i, 0.5 + 0.45 * c->says[GP_ROLE_INSTANCE]);
        note_header(x, GP_ROLE_INSTANCE, (int)i);
        gp_text_addf(&x->c->evidence[GP_ROLE_INSTANCE], "; %.2f rows share a value", r);
        return;
    }
}

/* ---- people ---- */

static bool person_like(struct chooser *x, size_t i, enum gp_role role)
{
    const struct gp_column *c = &x->f->column[i];

    if (taken(x, i) || c->says[role] < 0.5 || c->hints.case_attribute ||
        !gp_is_plain(x->f, i) || c->filled * 100 < x->f->n_rows ||
        gp_share_of(c, c->sentences) > 0.2)
        return false;
    if (c->filled > 20 && gp_repeats(c) < 1.05)
        return false;
    if (c->values.n == 1 && c->says[role] < 0.9)
        return false;
    return role != GP_ROLE_GROUP || gp_share_of(c, c->singles) < 0.9;
}

static enum gp_status choose_person(struct chooser *x, enum gp_role role)
{
    int time = x->c->column[GP_ROLE_TIME];
    struct gp_candidates best = {0};
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column *c = &x->f->column[i];
        double change = 0, score = c->says[role];
        enum gp_status st;

        if (!person_like(x, i, role))
            continue;
        st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &change, x->err);
        if (st != GP_OK)
            return st;
        if (change < 0.02)
            score *= 0.75; /* one for the whole case */
        if (role == GP_ROLE_RESOURCE && time >= 0 &&
            gp_header_same_stem(c->header, col(x, time)->header))
            score += 0.2; /* who wrote the time that is used */
        if (xes_name(c))
            score += 0.001;
        gp_candidates_add(&best, (int)i, score);
    }
    if (best.n == 0 || best.score[0] < 0.5)
        return GP_OK;
    settle(x, role, best.column[0], best.score[0]);
    note_header(x, role, best.column[0]);
    gp_text_add(&x->c->evidence[role], "; ");
    gp_text_add_count(&x->c->evidence[role], col(x, best.column[0])->values.n);
    gp_text_add(&x->c->evidence[role], " values");
    if (best.n > 1)
        gp_text_addf(&x->c->evidence[role], "; next best \"%.*s\"",
                     (int)col(x, best.column[1])->header.len,
                     col(x, best.column[1])->header.at);
    return GP_OK;
}

/* ---- the whole ---- */

static enum gp_status given_shape(struct chooser *x)
{
    static const enum gp_shape known[] = {GP_SHAPE_EVENTS, GP_SHAPE_INTERVAL,
                                          GP_SHAPE_LIFECYCLE};
    const char *shape = x->o->shape;
    size_t i;

    if (shape == NULL)
        return GP_OK;
    for (i = 0; i < 3; i++)
        if (strcmp(shape, gp_shape_name(known[i])) == 0)
            x->c->shape = known[i];
    if (x->c->shape != GP_SHAPE_UNKNOWN)
        return GP_OK;
    if (strcmp(shape, "wide") == 0 || strcmp(shape, "history") == 0)
        return gp_fail(
            x->err, GP_USAGE,
            "--shape %s: this shape cannot be read yet; events, interval and "
            "lifecycle can",
            shape);
    return gp_fail(x->err, GP_USAGE,
                   "--shape %s: found no such shape, expected events, interval or "
                   "lifecycle",
                   shape);
}

static enum gp_status need(struct chooser *x, enum gp_role role, const char *what)
{
    if (x->c->column[role] >= 0)
        return GP_OK;
    return gp_fail_at(x->err, GP_INPUT, x->file, 0,
                      "the shape %s needs %s; choose its column with --%s",
                      gp_shape_name(x->c->shape), what, gp_role_name(role));
}

static enum gp_status settle_shape(struct chooser *x)
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

static enum gp_status choose_all(struct chooser *x)
{
    struct gp_columns *c = x->c;
    bool told =
        x->o->shape != NULL || (c->given[GP_ROLE_CASE] && c->given[GP_ROLE_ACTIVITY]);
    enum gp_status st = told ? GP_OK : gp_refuse_history(x->file, x->f, x->err);

    if (st == GP_OK && !c->given[GP_ROLE_CASE])
        st = choose_case(x);
    if (st == GP_OK && !c->given[GP_ROLE_LIFECYCLE])
        choose_lifecycle(x);
    if (st == GP_OK && !c->given[GP_ROLE_ACTIVITY])
        st = choose_activity(x);
    if (st == GP_OK)
        st = choose_times(x);
    if (st == GP_OK && !c->given[GP_ROLE_INSTANCE])
        choose_instance(x);
    if (st == GP_OK)
        st = settle_shape(x);
    if (st == GP_OK && !c->given[GP_ROLE_RESOURCE])
        st = choose_person(x, GP_ROLE_RESOURCE);
    if (st == GP_OK && !c->given[GP_ROLE_GROUP])
        st = choose_person(x, GP_ROLE_GROUP);
    return st;
}

enum gp_status gp_columns_choose(const char *file, const struct gp_facts *f,
                                 const struct gp_ingest_options *o,
                                 struct gp_columns *c, struct gp_err *err)
{
    struct chooser x = {file, f, o, c, err};
    enum gp_status st;
    int role;

    memset(c, 0, sizeof *c);
    c->case2 = -1;
    for (role = 0; role < GP_ROLES; role++)
        c->column[role] = -1;
    st = gp_columns_given(f, o, c, err);
    if (st == GP_OK)
        st = given_shape(&x);
    if (st == GP_OK)
        st = choose_all(&x);
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
}
