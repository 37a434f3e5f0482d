/* column_people.c - the columns of persons and groups (columns.h).
 *
 * The header has to speak of people; the values decide among several: those that change
 * within a case before those of the whole case, and the one who wrote the time in use.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/time_names.h"

/* How much a header says of a person or group. "Created by" is somebody of the whole
 * case, and the one who did the event where "Created on" is its time. */
static double says_person(struct gp_chooser *x, size_t i, enum gp_role role)
{
    const struct gp_column_facts *c = &x->f->column[i];
    int time = x->c->column[GP_ROLE_TIME];

    if (role == GP_ROLE_RESOURCE && time >= 0 && c->hints.made_by &&
        c->says[role] < 0.7 &&
        gp_header_same_stem(c->header, gp_chosen_from(x, time)->header))
        return 0.7;
    return c->says[role];
}

static bool person_like(struct gp_chooser *x, size_t i, enum gp_role role)
{
    const struct gp_column_facts *c = &x->f->column[i];
    double says = says_person(x, i, role);

    if (gp_is_taken(x, i) || says < 0.5 || c->hints.case_attribute ||
        !gp_is_plain(x->f, i) || c->filled * 100 < x->f->n_rows ||
        gp_share_of(c, c->sentences) > 0.2)
        return false;
    if (c->filled > 20 && gp_repeats(c) < 1.05)
        return false;
    if (c->values.n == 1 && says < 0.9)
        return false;
    return role != GP_ROLE_GROUP || gp_share_of(c, c->singles) < 0.9;
}

/* What looks like "nobody" is a name all the same until --missing says otherwise. */
static void note_placeholder(struct gp_chooser *x, enum gp_role role, int column)
{
    const struct gp_column_facts *c = gp_chosen_from(x, column);
    size_t i;

    for (i = 0; i < c->values.n && c->placeholders != 0; i++) {
        struct gp_slice v = c->values.name[i];

        if (!gp_time_is_placeholder(v))
            continue;
        gp_text_addf(&x->c->evidence[role],
                     "; \"%.*s\" is one of them: --missing '%.*s' makes it empty",
                     (int)v.len, v.at, (int)v.len, v.at);
        return;
    }
}

/* How well a column fits that looks like people or groups. */
static enum gp_status person_score(struct gp_chooser *x, size_t i, enum gp_role role,
                                   double *score)
{
    const struct gp_column_facts *c = &x->f->column[i];
    int time = x->c->column[GP_ROLE_TIME];
    double change = 0;
    enum gp_status st =
        gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &change, x->err);

    *score = says_person(x, i, role);
    if (change < 0.02)
        *score *= 0.75; /* one for the whole case */
    if (c->filled * 2 < x->f->n_rows)
        *score *= 0.8; /* an assignee in the rows that assign: who did the others? */
    if (role == GP_ROLE_RESOURCE && time >= 0 &&
        gp_header_same_stem(c->header, gp_chosen_from(x, time)->header))
        *score += 0.2; /* who wrote the time that is used */
    if (gp_is_xes_name(c))
        *score += 0.001;
    return st;
}

enum gp_status gp_choose_person(struct gp_chooser *x, enum gp_role role)
{
    struct gp_candidates best = {0};
    struct gp_text *e = &x->c->evidence[role];
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        double score = 0;
        enum gp_status st = GP_OK;

        if (!person_like(x, i, role))
            continue;
        st = person_score(x, i, role, &score);
        if (st != GP_OK)
            return st;
        gp_candidates_add(&best, (int)i, score);
    }
    if (best.n == 0 || best.score[0] < 0.5)
        return GP_OK;
    gp_settle(x, role, best.column[0], best.score[0]);
    gp_note_header(x, role, best.column[0]);
    gp_text_add(e, "; ");
    gp_text_add_count(e, gp_chosen_from(x, best.column[0])->values.n);
    gp_text_add(e, gp_chosen_from(x, best.column[0])->values.n == 1 ? " value"
                                                                    : " values");
    note_placeholder(x, role, best.column[0]);
    if (best.n > 1)
        gp_text_addf(e, "; next best \"%.*s\"",
                     (int)gp_chosen_from(x, best.column[1])->header.len,
                     gp_chosen_from(x, best.column[1])->header.at);
    return GP_OK;
}
