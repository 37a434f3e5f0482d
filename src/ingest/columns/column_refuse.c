/* column_refuse.c - see column_refuse.h. */
#include "ingest/columns/column_refuse.h"

#include "base/escape.h"

#include "ingest/time_why.h"

static void add_name(struct gp_text *t, const struct gp_sample_facts *f, int column)
{
    gp_text_add_char(t, '"');
    gp_text_add_slice(t, f->column[column].header);
    gp_text_add_char(t, '"');
}

/* The header names another role, and this one not. */
static bool is_for_others(const struct gp_column_facts *c, enum gp_role role)
{
    int other;

    for (other = 0; other < GP_ROLES; other++)
        if (other != (int)role && c->says[other] >= 0.7 && c->says[role] < 0.5 &&
            (other != GP_ROLE_CASE || c->hints.thing_word)) /* "Change" may be either */
            return true;
    if (c->says[role] >= 0.5)
        return false;
    if (role == GP_ROLE_CASE)
        return c->hints.made_by;
    return role == GP_ROLE_ACTIVITY && (c->hints.people_word || c->hints.thing_word ||
                                        c->hints.bare_id || c->hints.case_attribute);
}

/* By values and header alone, when nothing came near enough to be chosen. */
static void nearest(const struct gp_sample_facts *f, enum gp_role role,
                    struct gp_candidates *c)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++) {
        double content = 0, says = f->column[i].says[role];

        if (f->column[i].filled == 0 || is_for_others(&f->column[i], role))
            continue;
        if (role == GP_ROLE_CASE)
            content = gp_case_content(f, i);
        else if (role == GP_ROLE_ACTIVITY)
            content = gp_activity_content(f, i);
        else
            content = gp_is_time(f, i) ? 1 : 0;
        if (content > 0 || says >= 0.5)
            gp_candidates_add(c, (int)i, 0.6 * says + 0.4 * content);
    }
}

/* Without a header line it is the values that tell the columns apart. */
static void add_example(struct gp_text *t, const struct gp_column_facts *c)
{
    struct gp_slice v = gp_dict_name(&c->values, 0);

    if (c->values.n == 0 || !gp_slice_starts(c->header, "column "))
        return;
    gp_text_addf(t, ", such as \"%.*s\"", (int)(v.len < 40 ? v.len : 40), v.at);
}

static void add_candidates(struct gp_text *t, const struct gp_sample_facts *f,
                           const struct gp_candidates *c)
{
    size_t i;

    for (i = 0; i < c->n; i++) {
        gp_text_add(t, i == 0 ? "" : ", ");
        add_name(t, f, c->column[i]);
        gp_text_add(t, " (");
        gp_text_add_count(t, f->column[c->column[i]].values.n);
        gp_text_add(t, f->column[c->column[i]].values.n == 1 ? " value" : " values");
        add_example(t, &f->column[c->column[i]]);
        gp_text_add_char(t, ')');
    }
}

/* A column that is called a time and holds something else. */
static void add_unread(struct gp_text *t, const struct gp_sample_facts *f)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++) {
        const struct gp_column_facts *c = &f->column[i];
        struct gp_slice v;
        const char *why;

        if (c->filled == 0 || gp_is_time(f, i) || c->hints.not_event_time ||
            (c->says[GP_ROLE_TIME] < 0.8 && c->says[GP_ROLE_START] < 0.8))
            continue;
        v = gp_unread_time(c);
        why = gp_time_why_not(v);
        gp_text_add(t, "; ");
        add_name(t, f, (int)i);
        gp_text_addf(t, " holds \"%.*s\", which cannot be read as a time",
                     (int)(v.len < 60 ? v.len : 60), v.at);
        if (why != NULL)
            gp_text_addf(t, ": %s", why);
        return;
    }
}

static const char *const role_sentence[GP_ROLES] = {
    [GP_ROLE_CASE] = "the case id",
    [GP_ROLE_ACTIVITY] = "the activity",
    [GP_ROLE_TIME] = "the time of events",
    [GP_ROLE_START] = "the start of events",
};

static enum gp_status fail_with(const char *file, struct gp_text *t, struct gp_err *err)
{
    enum gp_status st = gp_text_ok(t)
                            ? gp_fail_at(err, GP_INPUT, file, 0, "%s", gp_text_z(t))
                            : gp_fail_memory(err);

    gp_text_release(t);
    return st;
}

/* Nothing separates the fields. */
static enum gp_status refuse_undivided(const char *file, struct gp_err *err)
{
    return gp_fail_at(err, GP_INPUT, file, 0,
                      "all of a row is one field: no comma, semicolon, tab or pipe "
                      "separates its values, or quotes stand around the whole row; "
                      "--delimiter names another character");
}

enum gp_status gp_refuse_role(const char *file, const struct gp_sample_facts *f,
                              enum gp_role role, const struct gp_candidates *best,
                              struct gp_err *err)
{
    struct gp_candidates near = {0};
    struct gp_text t = {0};
    bool several = best != NULL && best->n > 1;

    if (f->n_columns == 1)
        return refuse_undivided(file, err);
    if (best != NULL && best->n > 0)
        near = *best;
    else
        nearest(f, role, &near);
    gp_text_addf(
        &t, several ? "several columns could be %s: " : "no column stands out as %s",
        role_sentence[role]);
    if (!several && near.n > 0)
        gp_text_add(&t, "; candidates: ");
    add_candidates(&t, f, &near);
    if (role == GP_ROLE_TIME && !several)
        add_unread(&t, f);
    gp_text_addf(&t, "; choose one with --%s ", gp_role_name(role));
    if (near.n > 0)
        add_name(&t, f, near.column[0]);
    else
        gp_text_add(&t, "COLUMN");
    if (role == GP_ROLE_TIME)
        gp_text_add(&t, ", or --time none to take events in the order of lines");
    if (role == GP_ROLE_START)
        gp_text_add(&t, ", or --start none");
    return fail_with(file, &t, err);
}

/* The columns of dates, as the options that take them for the steps. */
static void add_wide_line(struct gp_text *t, const struct gp_sample_facts *f, int id,
                          size_t n)
{
    size_t i, shown = 0;

    gp_text_addf(t,
                 " with %zu column%s of dates (as a wide export, a date a step: "
                 "--shape wide --case ",
                 n, n == 1 ? "" : "s");
    gp_escape_shell(t, f->column[id].header);
    gp_text_add(t, " --events '");
    for (i = 0; i < f->n_columns; i++)
        if (gp_is_time(f, i)) {
            gp_text_add(t, shown++ == 0 ? "" : ",");
            gp_text_add_slice(t, f->column[i].header);
        }
    gp_text_add(t, "')");
}

/* Worth naming in a command: times are times; ids come again, and say so or have their
 * rows together, which a measure has not; activities come again. */
static bool may_be(const struct gp_sample_facts *f, int column, enum gp_role role)
{
    const struct gp_column_facts *c = &f->column[column];

    if (role == GP_ROLE_TIME)
        return gp_is_time(f, (size_t)column);
    return gp_repeats(c) >= 1.1 &&
           (role != GP_ROLE_CASE || c->says[role] >= 0.3 ||
            (c->values.n > 1 &&
             gp_sample_facts_runs(f, (size_t)column) * 2 <= c->values.n * 3));
}

/* A column that comes again would hold the rows together as events: its options, or
 * the names of the options alone. */
static void add_events_line(struct gp_text *t, const struct gp_sample_facts *f)
{
    static const enum gp_role roles[] = {GP_ROLE_CASE, GP_ROLE_ACTIVITY, GP_ROLE_TIME};
    int found[3] = {-1, -1, -1};
    size_t k, i;

    for (k = 0; k < 3; k++) {
        struct gp_candidates near = {0};

        nearest(f, roles[k], &near);
        for (i = 0; i < near.n && found[k] < 0; i++)
            if (near.column[i] != found[0] && may_be(f, near.column[i], roles[k]))
                found[k] = near.column[i];
    }
    gp_text_add(t, "; to read each row as an event all the same, give --case");
    if (found[0] < 0 || found[1] < 0 || found[2] < 0) {
        gp_text_add(t, ", --activity and --time");
        return;
    }
    for (k = 0; k < 3; k++) {
        gp_text_addf(t, k == 0 ? " " : " --%s ", gp_role_name(roles[k]));
        gp_escape_shell(t, f->column[found[k]].header);
    }
}

enum gp_status gp_refuse_unique(const char *file, const struct gp_sample_facts *f,
                                int id, struct gp_err *err)
{
    struct gp_text t = {0};
    size_t i, n = 0;

    if (f->n_columns == 1)
        return refuse_undivided(file, err);
    for (i = 0; i < f->n_columns; i++)
        n += gp_is_time(f, i);
    add_name(&t, f, id);
    gp_text_add(&t, " has ");
    gp_text_add_count(&t, f->column[id].values.n);
    gp_text_add(&t, " values in ");
    gp_text_add_count(&t, f->column[id].filled);
    gp_text_add(&t, " rows looked at: this looks like one row per case");
    if (n >= 1)
        add_wide_line(&t, f, id, n);
    gp_text_add(&t, ", expected one row per event");
    add_events_line(&t, f);
    return fail_with(file, &t, err);
}

enum gp_status gp_refuse_times(const char *file, const struct gp_sample_facts *f,
                               int start, int end, struct gp_err *err)
{
    struct gp_text t = {0};

    add_name(&t, f, start);
    gp_text_add(&t, " and ");
    add_name(&t, f, end);
    gp_text_add(&t,
                " look like start and end of events, but many starts lie after their "
                "ends; choose with --start COLUMN|none and --time COLUMN");
    return fail_with(file, &t, err);
}

enum gp_status gp_refuse_cut_ids(const char *file, const struct gp_sample_facts *f,
                                 int id, struct gp_err *err)
{
    const struct gp_column_facts *c = &f->column[id];
    struct gp_text t = {0};
    size_t i = 0;

    while (i + 1 < c->values.n && !gp_is_scientific(c->values.name[i]))
        i++;
    add_name(&t, f, id);
    gp_text_addf(&t,
                 " holds \"%.*s\": a spreadsheet cut digits of it, so that different "
                 "cases look the same; format the column there as text and export "
                 "again, or take it as it is with --case ",
                 (int)c->values.name[i].len, c->values.name[i].at);
    add_name(&t, f, id);
    return fail_with(file, &t, err);
}
