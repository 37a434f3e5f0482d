/* column_pairs.c - a date in one column, the time of day in another (column_choose.h).
 *
 *   Date, Time                         the same but for the words date and time
 *   Start Date, Start Time, End Date, End Time
 *   Datum, Beginn, Ende                one date, two times of day: a time sheet
 *   Changed, Time                      a bare "Time" at the date's right
 *   Date, Hour                         whole numbers from 0 to 23
 *
 * A column of times of day may also hold durations; only its name and its place make
 * it part of a date. One that is left over is told, so that nobody misses it.
 */
#include "ingest/columns/column_choose.h"
#include "ingest/columns/column_refuse.h"

/* Nothing but dates: the time of day may be elsewhere. */
static bool only_dates(const struct gp_column_facts *c)
{
    return c->times != 0 && c->dates == c->times && c->serials == 0;
}

static bool could_belong(const struct gp_chooser *x, size_t i)
{
    const struct gp_column_facts *c = gp_chosen_from(x, (int)i);

    return !gp_is_taken(x, i) && (gp_is_of_day(c) || gp_is_hour(c)) &&
           !c->hints.not_event_time;
}

/* An hour that is never in the afternoon may be a count of hours. */
static bool is_clear(const struct gp_column_facts *c)
{
    return gp_is_of_day(c) || c->late_hours != 0;
}

/* How strongly the names and places of the two speak for each other: 0 not at all. */
static int bond(const struct gp_chooser *x, int date, size_t i)
{
    const struct gp_column_facts *d = gp_chosen_from(x, date),
                                 *t = gp_chosen_from(x, (int)i);
    bool beside = (int)i == date + 1;

    if (!could_belong(x, i) || !is_clear(t))
        return 0;
    if (gp_header_same_moment(d->header, t->header))
        return beside ? 4 : 3;
    if (beside && gp_header_is_bare_time(t->header))
        return 2;
    return 0;
}

int gp_time_partner(const struct gp_chooser *x, int date)
{
    int best = -1, most = 0;
    size_t i;

    if (date < 0 || !only_dates(gp_chosen_from(x, date)))
        return -1;
    for (i = 0; i < x->f->n_columns; i++) {
        int b = bond(x, date, i);

        if (b > most) {
            most = b;
            best = (int)i;
        }
    }
    return best;
}

/* A bare date with times of day that speak of starts and of ends. */
static int only_one(const struct gp_chooser *x, bool start)
{
    int found = -1;
    size_t i;

    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_header_hints *h = &gp_chosen_from(x, (int)i)->hints;

        if (!could_belong(x, i) || !is_clear(gp_chosen_from(x, (int)i)) ||
            !(start ? h->start_word : h->end_word))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

bool gp_choose_sheet(struct gp_chooser *x)
{
    int date = x->c->column[GP_ROLE_TIME], start, end;

    if (date < 0 || !only_dates(gp_chosen_from(x, date)) || x->c->given[GP_ROLE_START])
        return false;
    start = only_one(x, true);
    end = only_one(x, false);
    if (start < 0 || end < 0 || start == end)
        return false;
    x->c->column[GP_ROLE_START] = date;
    x->c->confidence[GP_ROLE_START] = x->c->confidence[GP_ROLE_TIME];
    gp_join_moment(x, GP_ROLE_TIME, end);
    gp_join_moment(x, GP_ROLE_START, start);
    return true;
}

void gp_join_moment(struct gp_chooser *x, enum gp_role role, int of_day)
{
    const struct gp_column_facts *t = gp_chosen_from(x, of_day);
    struct gp_text *e = &x->c->evidence[role];

    x->c->second[role] = of_day;
    if (e->len != 0)
        gp_text_add(e, "; ");
    gp_text_addf(e, "the time of day stands in \"%.*s\"", (int)t->header.len,
                 t->header.at);
}

void gp_join_stages(struct gp_chooser *x)
{
    struct gp_wide_columns *w = &x->c->wide;
    size_t i, joined = 0;

    for (i = 0; i < w->n; i++) {
        w->of_day[i] = gp_time_partner(x, w->stage[i]);
        joined += w->of_day[i] >= 0;
    }
    if (joined != 0)
        gp_text_addf(&x->c->shape_evidence,
                     "; %zu of the dates have their time of day in another column",
                     joined);
}

void gp_note_left_over(struct gp_chooser *x, enum gp_role role)
{
    int date = x->c->column[role];
    size_t i;

    if (date < 0 || x->c->second[role] >= 0 || !only_dates(gp_chosen_from(x, date)))
        return;
    for (i = 0; i < x->f->n_columns; i++) {
        const struct gp_column_facts *d = gp_chosen_from(x, date), *t;

        if (!could_belong(x, i))
            continue;
        t = gp_chosen_from(x, (int)i);
        gp_text_addf(&x->c->evidence[role],
                     "; dates only, and \"%.*s\" holds times of day: if they belong "
                     "together, --%s '%.*s,%.*s'",
                     (int)t->header.len, t->header.at, gp_role_name(role),
                     (int)d->header.len, d->header.at, (int)t->header.len,
                     t->header.at);
        return;
    }
}
