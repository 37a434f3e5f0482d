/* columns_history_roles.c - whose change, when, and by whom (column_choose.h).
 *
 * The columns of a history that columns_history.c has found: the case is an id, or the
 * only name that comes again where no column is one; the time is when it was changed; who
 * did it stands in a column, or in rows of fields of persons and teams.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

/* Where no header speaks of ids: the only name of a thing, or the only text, that comes
 * again and is neither what changed nor who changed it. -1 when there is none, or
 * several. */
static int only_name(const struct gp_chooser *x, bool named)
{
    int found = -1;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];

        if (gp_is_taken(x, i) || (int)i == x->c->history.field ||
            (int)i == x->c->history.old_value || gp_is_time(x->f, i) ||
            !gp_is_plain(x->f, i) || c->hints.made_by || c->hints.people_word ||
            (c->hints.row_word && !named) || c->says[GP_ROLE_RESOURCE] >= 0.5 ||
            c->says[GP_ROLE_GROUP] >= 0.5 || c->filled * 20 < x->f->n_rows * 19 ||
            gp_repeats(c) < 1.1 || c->values.n < 3 || (named && !c->hints.thing_word))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

static enum gp_status history_case_by_name(struct gp_chooser *x)
{
    int found = only_name(x, true);

    if (found < 0)
        found = only_name(x, false);
    if (found < 0)
        return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, NULL, x->err);
    gp_settle(x, GP_ROLE_CASE, found, 0.6);
    gp_note_case(x, found);
    gp_text_add(&x->c->evidence[GP_ROLE_CASE],
                "; no column is an id: two cases of one name are read as one");
    return GP_OK;
}

static enum gp_status choose_history_case(struct gp_chooser *x)
{
    struct gp_candidates best = {0};
    bool rival = false;
    size_t i, k;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];
        double r = gp_repeats(c);

        if (gp_is_taken(x, i) || (int)i == x->c->history.field ||
            (int)i == x->c->history.old_value || c->says[GP_ROLE_CASE] < 0.35 ||
            c->filled * 2 < x->f->n_rows || !gp_is_plain(x->f, i) ||
            (c->hints.bare_id && r < 1.02))
            continue;
        gp_candidates_add(&best, (int)i,
                          0.8 * c->says[GP_ROLE_CASE] + (r < 1.02 ? 0 : 0.2));
    }
    if (best.n == 0)
        return history_case_by_name(x);
    for (k = 1; k < best.n && !rival; k++)
        if (best.score[0] - best.score[k] < 0.1) {
            enum gp_status st =
                gp_rivals_as_case(x, best.column[0], best.column[k], &rival);

            if (st != GP_OK)
                return st;
        }
    if (rival)
        return gp_refuse_role(x->file, x->f, GP_ROLE_CASE, &best, x->err);
    gp_settle(x, GP_ROLE_CASE, best.column[0], best.score[0]);
    gp_note_case(x, best.column[0]);
    return GP_OK;
}

/* Of a value that is there from a start to an end ("Start", "End"), the change is at its
 * start. */
static int value_since(const struct gp_chooser *x, int chosen)
{
    size_t i;

    if (!gp_chosen_from(x, chosen)->hints.end_word)
        return chosen;
    for (i = 0; i < x->f->n_columns; i++)
        if (gp_is_time(x->f, i) && x->f->column[i].hints.start_word &&
            x->f->column[i].filled >= gp_chosen_from(x, chosen)->filled)
            return (int)i;
    return chosen;
}

static enum gp_status choose_history_time(struct gp_chooser *x)
{
    int since;
    struct gp_candidates ends = {0}, starts = {0};
    size_t n_times = 0;
    enum gp_status st = gp_collect_times(x, &ends, &starts, &n_times);

    if (st != GP_OK)
        return st;
    if (ends.n == 0)
        ends = starts;
    if (ends.n == 0 || gp_chosen_from(x, ends.column[0])->hints.not_event_time ||
        (ends.n > 1 && gp_time_rival(x, &ends, GP_ROLE_TIME)))
        return gp_refuse_role(x->file, x->f, GP_ROLE_TIME, &ends, x->err);
    since = value_since(x, ends.column[0]);
    gp_settle(x, GP_ROLE_TIME, since,
              ends.n == 1 && ends.score[0] < 0.75 ? 0.75 : ends.score[0]);
    gp_note_time(x, GP_ROLE_TIME, since);
    return GP_OK;
}

/* Who wrote the row, where that is told; else fields of the history tell. */
static enum gp_status choose_author(struct gp_chooser *x)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];

        if (c->hints.made_by && !gp_is_taken(x, i) && c->filled * 2 >= x->f->n_rows &&
            gp_is_plain(x->f, i)) {
            gp_settle(x, GP_ROLE_RESOURCE, (int)i, 0.85);
            gp_text_add(&x->c->evidence[GP_ROLE_RESOURCE],
                        "the header tells who made the change");
            return GP_OK;
        }
    }
    return gp_choose_person(x, GP_ROLE_RESOURCE);
}

/* The field whose name tells of persons (or teams) and has the most rows. */
static void choose_context(struct gp_chooser *x, enum gp_role role, struct gp_text *out)
{
    const struct gp_column_facts *c = &x->f->column[x->c->history.field];
    double best = 0.55;
    uint32_t found = GP_NO_ID;
    size_t i;

    if (x->c->given[role] || x->c->column[role] >= 0)
        return;
    for (i = 0; i < c->values.n; i++) {
        double says = gp_header_score(c->values.name[i], role);

        if (says > best &&
            !gp_slice_is(c->values.name[i], gp_text_z(&x->c->history.process))) {
            best = says;
            found = (uint32_t)i;
        }
    }
    if (found == GP_NO_ID)
        return;
    gp_text_add_slice(out, c->values.name[found]);
    gp_text_addf(&x->c->evidence[role],
                 "rows of the field \"%s\" tell it from their time on", gp_text_z(out));
}

static void choose_creation(struct gp_chooser *x)
{
    struct gp_history_columns *h = &x->c->history;
    size_t i;

    for (i = 0; h->field >= 0 && i < x->f->column[h->field].values.n; i++)
        if (gp_text_z(&h->creation)[0] == '\0' &&
            gp_field_is_creation(x->f->column[h->field].values.name[i]))
            gp_text_add_slice(&h->creation, x->f->column[h->field].values.name[i]);
    for (i = 0; i < x->f->n_columns; i++)
        if ((int)i != x->c->column[GP_ROLE_TIME] && gp_is_time(x->f, i) &&
            x->f->column[i].hints.creation && !x->f->column[i].hints.not_event_time &&
            h->created < 0)
            h->created = (int)i;
}

enum gp_status gp_choose_history_roles(struct gp_chooser *x)
{
    const struct gp_columns *c = x->c;
    enum gp_status st = GP_OK;

    if (!c->given[GP_ROLE_CASE])
        st = choose_history_case(x);
    if (st == GP_OK && !c->given[GP_ROLE_TIME])
        st = choose_history_time(x);
    if (st == GP_OK && !c->given[GP_ROLE_RESOURCE])
        st = choose_author(x);
    if (st == GP_OK && !c->given[GP_ROLE_GROUP])
        st = gp_choose_person(x, GP_ROLE_GROUP);
    if (st != GP_OK)
        return st;
    choose_creation(x);
    if (c->history.field >= 0) {
        choose_context(x, GP_ROLE_RESOURCE, &x->c->history.person);
        choose_context(x, GP_ROLE_GROUP, &x->c->history.team);
    }
    return GP_OK;
}
