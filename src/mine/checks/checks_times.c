/* checks_times.c - instants that cannot be meant, and days on which nothing happened.
 *
 *   zero      the 1st of January 1970 or 1900 at midnight, a year or more from the rest
 *   far       the first or last 1 % of events (or one), apart from the rest by more than
 *             a year and more than twice the middle half of the log: year typed wrongly
 *   future    after --now
 *   silent    a weekday that usually has 10 events or more, in the three weeks before
 *             and behind 5 or more, and none; told when waiting hours pass on such days
 *
 * All from counts by day: O(events + days).
 */
#include "mine/checks/checks_parts.h"
#include "mine/walk.h"

#include <string.h>

/* ---- far from the rest ---- */

/* Day at which the share `percent` of the events has been seen. */
static size_t quantile_day(const struct gp_check_days *d, size_t n, unsigned percent)
{
    uint64_t seen = 0;
    size_t i;

    for (i = 0; i + 1 < d->n; i++) {
        seen += d->events[i];
        if (seen * 100 >= (uint64_t)n * percent)
            break;
    }
    return i;
}

/* Days before *low and behind *high stand apart. */
static void apart(const struct gp_check_job *j, size_t *low, size_t *high)
{
    const struct gp_check_days *d = &j->days;
    size_t q1 = quantile_day(d, j->log->n, 25), q3 = quantile_day(d, j->log->n, 75), i;
    size_t gap = 2 * (q3 - q1) > 365 ? 2 * (q3 - q1) : 365, last;
    uint64_t few = j->log->n / 100 > 0 ? j->log->n / 100 : 1, seen = 0;

    *low = 0;
    *high = d->n - 1;
    for (i = 0, last = 0; i < q1 && seen <= few; i++) {
        if (d->events[i] == 0)
            continue;
        if (seen != 0 && i - last > gap)
            *low = i;
        seen += d->events[i];
        last = i;
    }
    if (seen <= few && seen != 0 && q1 - last > gap)
        *low = q1;
    for (i = d->n - 1, last = i, seen = 0; i > q3 && seen <= few; i--) {
        if (d->events[i] == 0)
            continue;
        if (seen != 0 && last - i > gap)
            *high = i;
        seen += d->events[i];
        last = i;
    }
    if (seen <= few && seen != 0 && last - q3 > gap)
        *high = q3;
}

struct far {
    struct gp_check rows;
    uint64_t n;
};

/* Case time of cases that touch one of those events. */
static gp_i128 case_time(const struct gp_check_job *j, int64_t from, int64_t to)
{
    const struct gp_cases *cases = &j->s->cases;
    gp_i128 sum = 0;
    size_t c;

    for (c = 0; c < j->log->n_cases; c++)
        if (cases->start[c] < from || cases->end[c] >= to)
            sum += cases->end[c] - cases->start[c];
    return sum;
}

static void tell_far(struct gp_check_job *j, const struct far *f, const char *name,
                     const char *title, int64_t from, int64_t to)
{
    struct gp_check *c;
    size_t i;

    if (f->n == 0)
        return;
    c = gp_checks_add(
        j->out, name, title, f->n, j->log->n, "events",
        "correct these rows, or leave them out of the export; the others lie "
        "between ");
    gp_instant_date(&c->fix, from);
    gp_text_add(&c->fix, " and ");
    gp_instant_date(&c->fix, to - 1);
    for (i = 0; i < f->rows.n_rows; i++)
        gp_check_add_row(c, f->rows.row[i]);
    gp_text_add(&c->effect, "their cases hold ");
    gp_check_percent(&c->effect, case_time(j, from, to), j->s->all_case_time);
    gp_text_add(&c->effect, " of all case time; means, longest cases and the timeline "
                            "rest on these rows");
}

static bool is_zero(int64_t us)
{
    return us == 0 || us == gp_days_from_civil(1900, 1, 1) * GP_DAY_US ||
           us == gp_days_from_civil(1899, 12, 30) * GP_DAY_US;
}

static void far_times(struct gp_check_job *j)
{
    struct far zero = {0}, before = {0}, after = {0};
    const struct gp_check_days *d = &j->days;
    size_t low, high, i;
    int64_t from, to;

    apart(j, &low, &high);
    from = (d->first + (int64_t)low) * GP_DAY_US;
    to = (d->first + (int64_t)high + 1) * GP_DAY_US;
    for (i = 0; (low > 0 || high + 1 < d->n) && i < j->log->n; i++) {
        int64_t us = gp_event_start(j->log, i);
        struct far *f = us < from && is_zero(us) ? &zero
                        : us < from              ? &before
                        : us >= to               ? &after
                                                 : NULL;

        if (f == NULL)
            continue;
        f->n++;
        gp_check_event(j, &f->rows, i);
    }
    tell_far(j, &zero, "zero-times", "Times that are the zero of a clock", from, to);
    tell_far(j, &before, "far-past-times", "Times long before all others", from, to);
    tell_far(j, &after, "far-future-times", "Times long after all others", from, to);
}

static void after_now(struct gp_check_job *j)
{
    int64_t now = j->s->cases.now;
    struct far f = {0};
    struct gp_check *c;
    size_t i;

    for (i = 0; now < j->s->cases.last && i < j->log->n; i++) {
        if (gp_event_end(j->log, i) <= now)
            continue;
        f.n++;
        gp_check_event(j, &f.rows, i);
    }
    if (f.n == 0)
        return;
    c = gp_checks_add(j->out, "future-times", "Times after --now", f.n, j->log->n,
                      "events",
                      "planned dates are no events: leave such rows out of the "
                      "export, or give a later --now");
    for (i = 0; i < f.rows.n_rows; i++)
        gp_check_add_row(c, f.rows.row[i]);
    gp_text_add(&c->effect, "counted as if they had happened; ages of open cases are "
                            "negative there");
}

/* ---- days without any event ---- */

enum { WEEKDAYS = 7, USUAL_EVENTS = 10, LEAST_WEEKS = 4 };

static unsigned weekday_of(const struct gp_check_days *d, size_t i)
{
    return gp_weekday(d->first + (int64_t)i);
}

/* Which weekdays usually have events, between the quiet ends. */
static bool working_weekdays(const struct gp_check_days *d, bool *working)
{
    uint64_t events[WEEKDAYS] = {0}, days[WEEKDAYS] = {0}, most = 0;
    size_t i;
    unsigned w;

    for (i = d->low; i <= d->high; i++) {
        events[weekday_of(d, i)] += d->events[i];
        days[weekday_of(d, i)]++;
    }
    for (w = 0; w < WEEKDAYS; w++)
        if (days[w] != 0 && events[w] / days[w] > most)
            most = events[w] / days[w];
    for (w = 0; w < WEEKDAYS; w++)
        working[w] = days[w] >= LEAST_WEEKS && events[w] >= USUAL_EVENTS * days[w] &&
                     events[w] * 5 >= most * days[w];
    return most >= USUAL_EVENTS;
}

/* Were there events on that weekday in the weeks around? */
static bool is_lively(const struct gp_check_days *d, size_t i)
{
    uint64_t events = 0;
    size_t week;

    for (week = 1; week <= 3; week++) {
        events += i >= d->low + 7 * week ? d->events[i - 7 * week] : 0;
        events += i + 7 * week <= d->high ? d->events[i + 7 * week] : 0;
    }
    return events >= 6 * USUAL_EVENTS / 2;
}

/* silent[i]: silent days before day i; silent has room for n + 1. Returns the working
 * days. */
static uint64_t count_silent(const struct gp_check_days *d, const bool *working,
                             uint32_t *silent)
{
    uint64_t days = 0;
    size_t i;

    silent[0] = 0;
    for (i = 0; i < d->n; i++) {
        bool works =
            i >= d->low && i <= d->high && working[weekday_of(d, i)] && is_lively(d, i);

        days += works;
        silent[i + 1] = silent[i] + (works && d->events[i] == 0);
    }
    return days;
}

static gp_i128 waiting_then(const struct gp_check_job *j, const uint32_t *silent)
{
    const struct gp_eventlog *log = j->log;
    struct gp_times times = gp_times_of(log);
    uint64_t days = 0;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            int64_t from = times.end[i], to = times.start[i + 1];

            if (to - from >= GP_DAY_US)
                days += silent[gp_check_day(&j->days, to)] -
                        silent[gp_check_day(&j->days, from)];
        }
    }
    return (gp_i128)days * GP_DAY_US;
}

static void date_of(struct gp_text *t, const struct gp_check_days *d, size_t i)
{
    gp_instant_date(t, (d->first + (int64_t)i) * GP_DAY_US);
}

/* The longest stretches first would need a sort; the first six dates say enough. */
static void list_silent(struct gp_text *t, const struct gp_check_days *d,
                        const uint32_t *silent)
{
    enum { MOST = 6 };
    size_t i, shown = 0;

    for (i = 0; i < d->n; i++) {
        if (silent[i + 1] == silent[i])
            continue;
        if (shown++ == MOST) {
            gp_text_add(t, ", ...");
            return;
        }
        gp_text_add(t, shown > 1 ? ", " : "");
        date_of(t, d, i);
    }
}

static void tell_waiting(const struct gp_check_job *j, gp_i128 waiting,
                         struct gp_text *effect)
{
    if (waiting == 0) {
        gp_text_add(effect,
                    "no wait passes on these days: no figure of waiting changes");
        return;
    }
    gp_check_percent(effect, waiting, j->s->all_waiting);
    gp_text_add(effect, " of all waiting (");
    gp_check_hours(effect, waiting);
    gp_text_add(effect, ") passes on these days, when nobody worked or nothing was "
                        "recorded");
}

static bool silent_days(struct gp_check_job *j)
{
    const struct gp_check_days *d = &j->days;
    uint32_t *silent = gp_array(d->n + 1, sizeof *silent);
    bool working[WEEKDAYS];
    struct gp_check *c;
    uint64_t days;

    if (silent == NULL)
        return false;
    days = working_weekdays(d, working) ? count_silent(d, working, silent) : 0;
    if (days == 0 || silent[d->n] < 2 || silent[d->n] * 5 > days) {
        gp_free(silent);
        return true;
    }
    c = gp_checks_add(j->out, "silent-days", "Working days without any event",
                      silent[d->n], days, "working days",
                      "holidays need nothing; for other days ask whether the export "
                      "or the system left them out");
    list_silent(&c->found, d, silent);
    tell_waiting(j, waiting_then(j, silent), &c->effect);
    gp_free(silent);
    return true;
}

bool gp_checks_of_times(struct gp_check_job *j)
{
    if (j->days.n == 0)
        return true;
    far_times(j);
    after_now(j);
    return silent_days(j);
}
