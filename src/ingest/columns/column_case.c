/* column_case.c - which column holds the steps together (column_choose.h).
 *
 * The case is an id that repeats. A table whose rows are things of their own (each row
 * one deal) is a wide export, or nothing that can be read.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

/* Of two columns that say the same, the standard's own name is taken. */
static double case_score(const struct gp_sample_facts *f, size_t i)
{
    bool standard = gp_slice_is_nocase(f->column[i].header, "case:concept:name");

    return 0.65 * f->column[i].says[GP_ROLE_CASE] + 0.35 * gp_case_content(f, i) +
           (standard ? 0.001 : 0);
}

/* A few words that come again and again: an activity or attribute, no id. */
static bool is_few_words(const struct gp_column_facts *c)
{
    return c->values.n * 20 < c->filled && c->numbers * 2 < c->filled;
}

static bool any_digit(const struct gp_column_facts *c)
{
    size_t i, k;

    for (i = 0; i < c->values.n; i++)
        for (k = 0; k < c->values.name[i].len; k++)
            if (c->values.name[i].at[k] >= '0' && c->values.name[i].at[k] <= '9')
                return true;
    return false;
}

/* "North", "South" in a column Service: of departments, no ids of services. */
static bool is_category(const struct gp_column_facts *c)
{
    return is_few_words(c) && c->says[GP_ROLE_CASE] < 0.9 &&
           c->says[GP_ROLE_GROUP] >= 0.5 && !any_digit(c);
}

/* "Vorgang" is a case to some and a step to others: a few words are the steps. */
static bool could_be_case(const struct gp_sample_facts *f, size_t i)
{
    const struct gp_column_facts *c = &f->column[i];

    return c->says[GP_ROLE_CASE] >= 0.5 && gp_case_content(f, i) >= 0.2 &&
           !(is_few_words(c) && c->says[GP_ROLE_ACTIVITY] > c->says[GP_ROLE_CASE]) &&
           !is_category(c);
}

/* Two ids with headers about as good are rivals, also when one is part of the other
 * (offers of an application): unless they say the same, or the other is a category that
 * the best one determines. */
enum gp_status gp_rivals_as_case(struct gp_chooser *x, int best, int other, bool *out)
{
    const struct gp_column_facts *b = gp_chosen_from(x, best),
                                 *o = gp_chosen_from(x, other);
    double ahead = case_score(x->f, (size_t)best) - case_score(x->f, (size_t)other);
    bool determines = false, back = false;
    enum gp_status st;

    *out = false;
    if (ahead >= 0.1 || (b->says[GP_ROLE_CASE] >= 1 && o->says[GP_ROLE_CASE] < 1) ||
        (is_few_words(o) && !is_few_words(b)))
        return GP_OK;
    st = gp_sample_facts_determines(x->f, (size_t)best, (size_t)other, &determines,
                                    x->err);
    if (st == GP_OK)
        st = gp_sample_facts_determines(x->f, (size_t)other, (size_t)best, &back,
                                        x->err);
    *out = !(determines && (back || o->values.n * 20 < b->values.n));
    return st;
}

static bool ids_are_unique(struct gp_chooser *x, double said, int *unique)
{
    size_t i;

    *unique = -1;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];

        if (c->says[GP_ROLE_CASE] >= 0.5 && c->says[GP_ROLE_CASE] >= said &&
            gp_repeats(c) < 1.1 && c->filled * 20 >= x->f->n_rows * 19 &&
            gp_is_plain(x->f, i))
            *unique = (int)i;
    }
    return *unique >= 0;
}

static bool unique_text(struct gp_chooser *x, size_t i)
{
    const struct gp_column_facts *c = &x->f->column[i];

    return c->filled > 2 && gp_repeats(c) < 1.02 &&
           c->filled * 20 >= x->f->n_rows * 19 && gp_is_plain(x->f, i) &&
           !c->hints.row_word && gp_share_of(c, c->sentences) < 0.5;
}

/* A name or id of the row's own thing: one row is one of these, not one event. any:
 * whatever the header says, but for numbers of rows and events. */
static int names_each_row(struct gp_chooser *x, bool any)
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

/* A time of the rows themselves, and not the same as one before it. */
static enum gp_status is_own_date(struct gp_chooser *x, int case_column, size_t i,
                                  bool *own)
{
    double change = 0;
    enum gp_status st = gp_change_share(x->f, case_column, i, &change, x->err);
    bool same = false;
    size_t k;

    for (k = 0; k < i && !same; k++)
        same = gp_is_time(x->f, k) && x->f->column[k].says[GP_ROLE_TIME] >= 0.1 &&
               gp_equal_texts(x->f, k, i);
    *own = change >= 0.5 && !same;
    return st;
}

/* A bare "Id" may number events; with several dates that change from row to row it is
 * rather a table of things. */
static enum gp_status bare_id_of_things(struct gp_chooser *x, int case_column, int *id)
{
    size_t i, dates = 0;
    bool starts = false;

    *id = -1;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];
        bool own = false;
        enum gp_status st;

        if (c->hints.bare_id && unique_text(x, i))
            *id = (int)i;
        if (!gp_is_time(x->f, i) || c->says[GP_ROLE_TIME] < 0.1)
            continue;
        starts |= c->hints.start_word;
        st = is_own_date(x, case_column, i, &own);
        if (st != GP_OK)
            return st;
        dates += own;
    }
    if (dates < 2 || starts)
        *id = -1;
    return GP_OK;
}

/* Before a column is taken as the case: is each row a case by itself? */
static enum gp_status refuse_things(struct gp_chooser *x, int chosen)
{
    enum gp_status st;
    int id = names_each_row(x, false);

    if (gp_chosen_from(x, chosen)->says[GP_ROLE_CASE] >= 1)
        return GP_OK;
    if (id >= 0)
        return gp_refuse_unique(x->file, x->f, id, x->err);
    st = bare_id_of_things(x, chosen, &id);
    if (st == GP_OK && id >= 0)
        return gp_refuse_unique(x->file, x->f, id, x->err);
    return st;
}

/* What the header says is something else: a step, a person, a team. "User full name"
 * may be either: the one who did it, or the one it is about. */
static bool says_other(const struct gp_column_facts *c)
{
    return c->says[GP_ROLE_ACTIVITY] >= 0.5 || c->says[GP_ROLE_RESOURCE] >= 0.75 ||
           c->says[GP_ROLE_GROUP] >= 0.5 || c->says[GP_ROLE_LIFECYCLE] >= 0.8;
}

/* Without a telling header: the one id-like column that repeats. */
static int only_case_by_content(struct gp_chooser *x)
{
    int found = -1;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];
        double r = gp_repeats(c);

        if (says_other(c) || gp_case_content(x->f, i) < 0.9 || r < 1.5 || r > 200 ||
            c->values.n < 3 || c->singles * 2 > c->filled)
            continue;
        if (is_few_words(c))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

void gp_note_case(struct gp_chooser *x, int best)
{
    struct gp_text *e = &x->c->evidence[GP_ROLE_CASE];

    gp_note_header(x, GP_ROLE_CASE, best);
    gp_text_add(e, "; ");
    gp_text_add_count(e, gp_chosen_from(x, best)->values.n);
    gp_text_add(e, gp_chosen_from(x, best)->values.n == 1 ? " value repeats over "
                                                          : " values repeat over ");
    gp_text_add_count(e, gp_chosen_from(x, best)->filled);
    gp_text_add(e, " rows looked at");
}

/* Event logs by the book: a usual name for each role. Then a case may have one row. */
bool gp_is_by_the_book(const struct gp_sample_facts *f)
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

/* Entered and left, start and end: of the row, not steps of a case. */
static bool has_stay(const struct gp_sample_facts *f)
{
    bool in = false, out = false;
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (gp_is_time(f, i)) {
            in |= f->column[i].hints.entry;
            out |= f->column[i].hints.exit;
        }
    return in && out;
}

/* Each row can be a stay within something else, whose id comes again: a ward of an
 * admission, a stage of an application. */
static bool stays_of_parent(struct gp_chooser *x)
{
    size_t i;

    if (x->c->shape == GP_SHAPE_WIDE || x->o->events != NULL || !has_stay(x->f))
        return false;
    for (i = 0; i < x->f->n_columns; i++)
        if (could_be_case(x->f, i) && gp_repeats(&x->f->column[i]) >= 1.3)
            return true;
    return false;
}

/* One row a case: a wide export where its columns hold the dates of steps. */
static enum gp_status one_row_each(struct gp_chooser *x, int id)
{
    bool wide = false;
    enum gp_status st = stays_of_parent(x) ? GP_OK : gp_choose_wide(x, id, &wide);

    return st != GP_OK || wide ? st : gp_refuse_unique(x->file, x->f, id, x->err);
}

static enum gp_status settle_case(struct gp_chooser *x, int chosen, double confidence)
{
    gp_settle(x, GP_ROLE_CASE, chosen, confidence);
    gp_note_case(x, chosen);
    return GP_OK;
}

/* No column looks like the id of a case: rows that are cases themselves, or the only
 * column whose values repeat like cases. */
static enum gp_status case_by_content(struct gp_chooser *x)
{
    int unique = names_each_row(x, true), chosen;

    if (unique >= 0 &&
        (x->c->shape == GP_SHAPE_WIDE || gp_chosen_from(x, unique)->hints.thing_word ||
         gp_chosen_from(x, unique)->says[GP_ROLE_CASE] > 0))
        return one_row_each(x, unique);
    if (unique >= 0)
        return gp_refuse_unique(x->file, x->f, unique, x->err);
    chosen = only_case_by_content(x);
    if (chosen < 0)
        return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, NULL, x->err);
    return settle_case(x, chosen, 0.6);
}

static enum gp_status refuse_rivals(struct gp_chooser *x,
                                    const struct gp_candidates *best, int chosen)
{
    size_t k;

    for (k = 0; k < best->n; k++) {
        bool rival = false;
        enum gp_status st = GP_OK;

        if (best->column[k] != chosen)
            st = gp_rivals_as_case(x, chosen, best->column[k], &rival);
        if (st != GP_OK)
            return st;
        if (rival)
            return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, best, x->err);
    }
    return GP_OK;
}

/* Things that pass through, or ids that a spreadsheet cut, make no cases. */
static enum gp_status refuse_unfit(struct gp_chooser *x, int chosen, bool book)
{
    const struct gp_column_facts *c = gp_chosen_from(x, chosen);
    enum gp_status st = book ? GP_OK : refuse_things(x, chosen);

    if (st == GP_OK && c->cut_short * 20 > c->filled)
        st = gp_refuse_cut_ids(x->file, x->f, chosen, x->err);
    return st;
}

enum gp_status gp_choose_case(struct gp_chooser *x)
{
    struct gp_candidates best = {0};
    bool book = gp_is_by_the_book(x->f);
    enum gp_status st;
    int chosen, unique;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++)
        if (could_be_case(x->f, i) ||
            (book && x->f->column[i].says[GP_ROLE_CASE] >= 0.95))
            gp_candidates_add(&best, (int)i, case_score(x->f, i));
    chosen = best.n != 0 ? best.column[0] : -1;
    if (!book && ids_are_unique(
                     x, chosen >= 0 ? gp_chosen_from(x, chosen)->says[GP_ROLE_CASE] : 0,
                     &unique))
        return one_row_each(x, unique);
    if (chosen < 0)
        return case_by_content(x);
    st = refuse_rivals(x, &best, chosen);
    if (st != GP_OK)
        return st;
    if (x->c->shape == GP_SHAPE_WIDE ||
        (!book && gp_repeats(gp_chosen_from(x, chosen)) < 1.1))
        return one_row_each(x, chosen);
    st = refuse_unfit(x, chosen, book);
    return st == GP_OK ? settle_case(x, chosen, case_score(x->f, (size_t)chosen)) : st;
}
