/* column_times.c - which column tells when (column_choose.h).
 *
 * Times of events change inside a case: a date of the whole case stands on each of its
 * rows. One with a word for a beginning, and one without, are an interval.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"
#include "ingest/time_names.h"

/* A case may be done in a day: then the time of day changes. */
static enum gp_status change_beside(struct gp_chooser *x, int of_day, double *change)
{
    double also = 0;
    enum gp_status st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE],
                                        (size_t)of_day, &also, x->err);

    if (also > *change)
        *change = also;
    return st;
}

/* Times of events: changing inside cases, most rows filled. ends and starts: best
 * columns with and without a word for a beginning. */
enum gp_status gp_collect_times(struct gp_chooser *x, struct gp_candidates *ends,
                                struct gp_candidates *starts, size_t *n_times)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *c = &x->f->column[i];
        double change = 0;
        enum gp_status st;

        if (gp_is_taken(x, i) || !gp_is_time(x->f, i))
            continue;
        ++*n_times;
        if (c->hints.case_attribute || c->filled * 10 < x->f->n_rows * 8)
            continue;
        st = gp_change_share(x->f, x->c->column[GP_ROLE_CASE], i, &change, x->err);
        if (st == GP_OK && gp_time_partner(x, (int)i) >= 0)
            st = change_beside(x, gp_time_partner(x, (int)i), &change);
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

bool gp_time_rival(struct gp_chooser *x, const struct gp_candidates *best,
                   enum gp_role role)
{
    double b = gp_chosen_from(x, best->column[0])->says[role];
    size_t k;

    for (k = 1; k < best->n; k++) {
        double o = gp_chosen_from(x, best->column[k])->says[role];

        if ((b >= 1 && o < 1) || b - o >= 0.15)
            continue;
        if (!gp_equal_texts(x->f, (size_t)best->column[0], (size_t)best->column[k]))
            return true;
    }
    return false;
}

/* "Changed (CET)": what the header says is told, and not obeyed. */
static void note_zone(struct gp_chooser *x, enum gp_role role, int column)
{
    struct gp_slice h = gp_chosen_from(x, column)->header;
    int32_t seconds = 0;
    size_t i = 0;

    while (i < h.len) {
        struct gp_slice word = gp_slice_n(h.at + i, h.len - i);

        word.len = gp_time_word(word);
        if (word.len >= 3 && (gp_time_zone_is_shared(word) ||
                              (gp_time_zone_name(word, &seconds) && seconds != 0)))
            gp_text_addf(&x->c->evidence[role],
                         "; the header speaks of %.*s: times without a zone are in "
                         "--tz, or UTC",
                         (int)word.len, word.at);
        i += word.len != 0 ? word.len : 1;
    }
}

void gp_note_time(struct gp_chooser *x, enum gp_role role, int column)
{
    struct gp_text *e = &x->c->evidence[role];

    gp_note_header(x, role, column);
    gp_text_add(e, "; ");
    gp_text_add_count(e, gp_chosen_from(x, column)->times);
    gp_text_add(e, " of ");
    gp_text_add_count(e, gp_chosen_from(x, column)->filled);
    gp_text_add(e, " values looked at are times, and they change inside cases");
    note_zone(x, role, column);
}

/* Rows of a case stand together, and both names are plain: the order of lines is the
 * order of events. */
static enum gp_status choose_lines(struct gp_chooser *x)
{
    int k = x->c->column[GP_ROLE_CASE], a = x->c->column[GP_ROLE_ACTIVITY];
    uint64_t runs = gp_sample_facts_runs(x->f, (size_t)k);
    bool named = x->c->given[GP_ROLE_CASE] ||
                 (gp_chosen_from(x, k)->says[GP_ROLE_CASE] >= 0.9 &&
                  (x->c->given[GP_ROLE_ACTIVITY] ||
                   gp_chosen_from(x, a)->says[GP_ROLE_ACTIVITY] >= 0.9));

    if (!named || runs * 50 > gp_chosen_from(x, k)->values.n * 51 ||
        gp_repeats(gp_chosen_from(x, k)) < 1.3)
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

static enum gp_status choose_interval(struct gp_chooser *x,
                                      const struct gp_candidates *ends,
                                      const struct gp_candidates *starts)
{
    uint64_t rows = 0;
    double ordered = gp_share_ordered(x->f, (size_t)starts->column[0],
                                      (size_t)ends->column[0], &rows);

    if (gp_time_rival(x, starts, GP_ROLE_START))
        return gp_refuse_role(x->file, x->f, GP_ROLE_START, starts, x->err);
    if (rows != 0 && ordered < 0.9)
        return gp_refuse_times(x->file, x->f, starts->column[0], ends->column[0],
                               x->err);
    gp_settle(x, GP_ROLE_START, starts->column[0], starts->score[0]);
    gp_note_time(x, GP_ROLE_START, starts->column[0]);
    gp_text_addf(&x->c->evidence[GP_ROLE_START],
                 "; not after \"%.*s\" in %.1f %% of the rows",
                 (int)gp_chosen_from(x, ends->column[0])->header.len,
                 gp_chosen_from(x, ends->column[0])->header.at, ordered * 100);
    return GP_OK;
}

/* A plan is no rival of a date that is none. */
static void drop_plans(const struct gp_chooser *x, struct gp_candidates *c)
{
    size_t i, n = 0;

    for (i = 0; i < c->n; i++) {
        if (gp_chosen_from(x, c->column[i])->hints.not_event_time)
            continue;
        c->column[n] = c->column[i];
        c->score[n++] = c->score[i];
    }
    c->n = n != 0 ? n : c->n;
}

/* A usual name of the time or start would be more than coming and going. */
static bool has_usual_time(const struct gp_chooser *x)
{
    size_t i;

    for (i = 0; i < x->f->n_columns; i++)
        if (gp_is_time(x->f, i) && (x->f->column[i].says[GP_ROLE_TIME] >= 0.95 ||
                                    x->f->column[i].says[GP_ROLE_START] >= 0.95))
            return true;
    return false;
}

/* "Move In Time" and "Move Out Time": start and end of what happened between. */
static bool take_stay(struct gp_chooser *x)
{
    size_t i, k;
    uint64_t rows;

    if (x->c->given[GP_ROLE_TIME] || x->c->given[GP_ROLE_START] || has_usual_time(x))
        return false;
    for (i = 0; i < x->f->n_columns; i++)
        for (k = 0; k < x->f->n_columns; k++) {
            struct gp_candidates out = {.column = {(int)k}, .score = {0.9}, .n = 1},
                                 in = {.column = {(int)i}, .score = {0.9}, .n = 1};

            if (!gp_is_time(x->f, i) || !gp_is_time(x->f, k) ||
                !gp_header_is_stay(x->f->column[i].header, x->f->column[k].header) ||
                gp_share_ordered(x->f, i, k, &rows) < 0.9 || rows == 0 ||
                choose_interval(x, &out, &in) != GP_OK)
                continue;
            gp_settle(x, GP_ROLE_TIME, (int)k, 0.9);
            gp_note_time(x, GP_ROLE_TIME, (int)k);
            return true;
        }
    return false;
}

static enum gp_status choose_dates(struct gp_chooser *x)
{
    struct gp_candidates ends = {0}, starts = {0};
    size_t n_times = 0;
    enum gp_status st = gp_collect_times(x, &ends, &starts, &n_times);
    int only;

    if (st != GP_OK || take_stay(x))
        return st;
    drop_plans(x, &ends);
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
    if (gp_chosen_from(x, only)->hints.not_event_time ||
        (ends.n > 1 && (gp_chosen_from(x, only)->says[GP_ROLE_TIME] < 0.3 ||
                        gp_time_rival(x, &ends, GP_ROLE_TIME)))) {
        st = ends.n >= 3 ? gp_refuse_parent(x) : GP_OK;
        return st != GP_OK ? st
                           : gp_refuse_role(x->file, x->f, GP_ROLE_TIME, &ends, x->err);
    }
    if (starts.n != 0 && !x->c->given[GP_ROLE_START]) {
        st = choose_interval(x, &ends, &starts);
        if (st != GP_OK)
            return st;
    }
    gp_settle(x, GP_ROLE_TIME, only, time_confidence(&ends, ends.n == 1));
    gp_note_time(x, GP_ROLE_TIME, only);
    return GP_OK;
}

/* Dates alone find the time of day that belongs to them. */
void gp_join_moments(struct gp_chooser *x)
{
    static const enum gp_role roles[] = {GP_ROLE_TIME, GP_ROLE_START};
    size_t i;

    for (i = 0; i < 2; i++) {
        enum gp_role role = roles[i];
        int of_day = x->c->given[role] ? -1 : gp_time_partner(x, x->c->column[role]);

        if (of_day >= 0)
            gp_join_moment(x, role, of_day);
    }
    if (x->c->column[GP_ROLE_START] < 0 && x->c->second[GP_ROLE_TIME] < 0 &&
        !x->c->given[GP_ROLE_TIME] && gp_choose_sheet(x))
        return;
    for (i = 0; i < 2; i++)
        gp_note_left_over(x, roles[i]);
}

enum gp_status gp_choose_times(struct gp_chooser *x)
{
    enum gp_status st = choose_dates(x);

    if (st == GP_OK)
        gp_join_moments(x);
    return st;
}
