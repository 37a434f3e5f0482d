/* hours.c - see hours.h.
 *
 * Stamps of one subject are sorted by activity, weekday, granule and day; each run of equal
 * ones but for the day tells on how many days there was one.
 */
#include "mine/hours.h"

#include "base/instant.h"
#include "base/mem.h"
#include "base/sample.h"
#include "base/sort.h"
#include "mine/duty.h"
#include "mine/links.h"

#include <string.h>

struct stamp {
    uint32_t activity;
    uint16_t weekday, granule;
    int32_t day;
};

struct seeker {
    const struct gp_eventlog *log;
    const struct gp_hours_options *o;
    uint32_t *team_of; /* [resources] */
    struct stamp *stamp;
    size_t n_stamps, stamps_cap;
    uint64_t count[7][GP_HOURS_GRANULES];
    struct gp_hours_found *out;
    size_t cap;
};

/* ---- stamps ---- */

static struct stamp stamp_of(const struct seeker *s, uint32_t event, int64_t at)
{
    int64_t local = gp_zone_to_local(s->o->zone, at);
    int64_t day = local / GP_DAY_US - (local % GP_DAY_US < 0);
    int64_t minute = (local - day * GP_DAY_US) / GP_MINUTE_US;

    return (struct stamp){.activity = gp_level_id(s->log, GP_BY_ACTIVITY, event),
                          .weekday = (uint16_t)gp_weekday(day),
                          .granule = (uint16_t)(minute / s->o->granule),
                          .day = (int32_t)day};
}

static bool add_stamps(struct seeker *s, uint32_t event)
{
    int64_t start = gp_event_start(s->log, event), end = gp_event_end(s->log, event);

    if (!gp_reserve(&s->stamp, &s->stamps_cap, s->n_stamps + 2))
        return false;
    s->stamp[s->n_stamps++] = stamp_of(s, event, start);
    s->stamp[s->n_stamps++] = stamp_of(s, event, end > start ? end - 1 : end);
    return true;
}

static int by_day(const void *ctx, const void *a, const void *b)
{
    const struct stamp *x = a, *y = b;

    (void)ctx;
    if (x->activity != y->activity)
        return x->activity < y->activity ? -1 : 1;
    if (x->weekday != y->weekday)
        return x->weekday < y->weekday ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Within a weekday by the granule, within that by the day. */
static int by_hour(const void *ctx, const void *a, const void *b)
{
    const struct stamp *x = a, *y = b;

    if (x->activity == y->activity && x->weekday == y->weekday &&
        x->granule != y->granule)
        return x->granule < y->granule ? -1 : 1;
    return by_day(ctx, a, b);
}

/* ---- hours ---- */

/* Days of the stamps from..to, which are in order of days. */
static uint64_t days_of(const struct stamp *stamp, size_t from, size_t to)
{
    uint64_t days = from < to;

    for (from++; from < to; from++)
        days += stamp[from].day != stamp[from - 1].day;
    return days;
}

static size_t end_of_hour(const struct seeker *s, size_t from)
{
    size_t to = from + 1;

    while (to < s->n_stamps && s->stamp[to].activity == s->stamp[from].activity &&
           s->stamp[to].weekday == s->stamp[from].weekday &&
           s->stamp[to].granule == s->stamp[from].granule)
        to++;
    return to;
}

static size_t end_of_weekday(const struct seeker *s, const struct stamp *stamp,
                             size_t from)
{
    size_t to = from + 1;

    while (to < s->n_stamps && stamp[to].activity == stamp[from].activity &&
           stamp[to].weekday == stamp[from].weekday)
        to++;
    return to;
}

/* The hours that count by themselves. */
static bool find_sure(struct seeker *s, struct gp_found_hours *h)
{
    struct stamp *day = gp_array(s->n_stamps, sizeof *day);
    size_t i, k, end, hour_end;
    bool good = day != NULL;

    if (good && s->n_stamps != 0)
        memcpy(day, s->stamp, s->n_stamps * sizeof *day);
    good = good && gp_sort(day, s->n_stamps, sizeof *day, by_day, NULL) &&
           gp_sort(s->stamp, s->n_stamps, sizeof *s->stamp, by_hour, NULL);
    for (i = 0; good && i < s->n_stamps; i = end) {
        double dates;

        end = end_of_weekday(s, day, i);
        dates = (double)days_of(day, i, end);
        for (k = i; k < end; k = hour_end) {
            hour_end = end_of_hour(s, k);
            if ((double)days_of(s->stamp, k, hour_end) >= s->o->confidence * dates)
                h->open[s->stamp[k].weekday][s->stamp[k].granule] = true;
        }
    }
    gp_free(day);
    return good;
}

/* The fullest hour that is not there yet; false: there is none. */
static bool fullest(const struct seeker *s, const struct gp_found_hours *h,
                    unsigned *weekday, unsigned *granule)
{
    uint64_t most = 0;
    unsigned w, k;

    for (w = 0; w < 7; w++)
        for (k = 0; k < GP_HOURS_GRANULES; k++)
            if (!h->open[w][k] && s->count[w][k] > most) {
                most = s->count[w][k];
                *weekday = w;
                *granule = k;
            }
    return most != 0;
}

static void count_stamps(struct seeker *s, struct gp_found_hours *h)
{
    unsigned w, k;
    size_t i;

    memset(s->count, 0, sizeof s->count);
    for (i = 0; i < s->n_stamps; i++)
        s->count[s->stamp[i].weekday][s->stamp[i].granule]++;
    for (w = 0; w < 7; w++)
        for (k = 0; k < GP_HOURS_GRANULES; k++)
            h->within += h->open[w][k] ? s->count[w][k] : 0;
    h->surely_within = h->within;
}

static bool find_hours(struct seeker *s, struct gp_found_hours *h)
{
    unsigned w = 0, k = 0;

    if (!find_sure(s, h))
        return false;
    count_stamps(s, h);
    while ((double)h->within < s->o->support * (double)h->stamps &&
           fullest(s, h, &w, &k)) {
        h->open[w][k] = true;
        h->within += s->count[w][k];
    }
    return true;
}

/* ---- whose ---- */

static bool count_dates(const struct seeker *s, uint64_t *dates)
{
    int64_t *day = gp_array(s->n_stamps, sizeof *day);
    size_t i;

    *dates = s->n_stamps != 0;
    if (day == NULL)
        return false;
    for (i = 0; i < s->n_stamps; i++)
        day[i] = s->stamp[i].day;
    gp_sort_i64(day, s->n_stamps);
    for (i = 1; i < s->n_stamps; i++)
        *dates += day[i] != day[i - 1];
    gp_free(day);
    return true;
}

/* What the stamps gathered so far tell, unless they are too few; they are forgotten. */
static bool settle(struct seeker *s, uint32_t person, uint32_t team)
{
    struct gp_found_hours *h;
    uint64_t dates;
    bool good = count_dates(s, &dates);

    if (good && (s->n_stamps < s->o->least_stamps || dates < s->o->least_dates) &&
        (person != GP_NO_ID || team != GP_NO_ID)) {
        s->n_stamps = 0;
        return true;
    }
    if (!good || !gp_reserve(&s->out->item, &s->cap, s->out->n + 1))
        return false;
    h = &s->out->item[s->out->n++];
    memset(h, 0, sizeof *h);
    h->person = person;
    h->team = team;
    h->stamps = s->n_stamps;
    h->dates = dates;
    good = find_hours(s, h);
    s->n_stamps = 0;
    return good;
}

static bool seek_everybody(struct seeker *s)
{
    uint32_t i;

    for (i = 0; i < s->log->n; i++)
        if (!add_stamps(s, i))
            return false;
    return settle(s, GP_NO_ID, GP_NO_ID);
}

/* Events by person. */
struct people {
    uint32_t *event;
    uint32_t *first; /* [people + 1] */
};

static bool list_people(const struct gp_eventlog *log, struct people *w)
{
    uint32_t person, sum = 0;
    size_t n = log->resources.n, i;

    w->event = gp_array_walked(log->n, sizeof *w->event);
    w->first = gp_array_zero(n + 2, sizeof *w->first);
    if (w->event == NULL || w->first == NULL)
        return false;
    for (i = 0; i < log->n; i++)
        if ((person = gp_level_id(log, GP_BY_RESOURCE, i)) != GP_NO_ID)
            w->first[person + 2]++;
    for (i = 2; i < n + 2; i++)
        w->first[i] = sum += w->first[i];
    for (i = 0; i < log->n; i++)
        if ((person = gp_level_id(log, GP_BY_RESOURCE, i)) != GP_NO_ID)
            w->event[w->first[person + 1]++] = (uint32_t)i;
    return true;
}

static bool add_person(struct seeker *s, const struct people *w, uint32_t person)
{
    uint32_t i;

    for (i = w->first[person]; i < w->first[person + 1]; i++)
        if (!add_stamps(s, w->event[i]))
            return false;
    return true;
}

static int by_name(const void *ctx, const void *a, const void *b)
{
    const struct gp_dict *names = ctx;

    return gp_slice_cmp(gp_dict_name(names, *(const uint32_t *)a),
                        gp_dict_name(names, *(const uint32_t *)b));
}

static uint32_t *in_order(const struct gp_dict *names)
{
    uint32_t *id = gp_array(names->n, sizeof *id);
    uint32_t i;

    for (i = 0; id != NULL && i < names->n; i++)
        id[i] = i;
    if (id == NULL || gp_sort(id, names->n, sizeof *id, by_name, names))
        return id;
    gp_free(id);
    return NULL;
}

/* People stand side by side by their team, in order of names within. */
static int by_team(const void *ctx, const void *a, const void *b)
{
    const uint32_t *team_of = ctx;
    uint32_t x = team_of[*(const uint32_t *)a], y = team_of[*(const uint32_t *)b];

    return (x > y) - (x < y);
}

static bool seek_teams(struct seeker *s, const struct people *w, const uint32_t *person)
{
    size_t n = s->log->resources.n, i, k;
    uint32_t *member = gp_array(n, sizeof *member);
    uint32_t *team = in_order(&s->log->groups);
    size_t *first = gp_array_zero(s->log->groups.n + 1, sizeof *first);
    bool good = member != NULL && team != NULL && first != NULL;

    if (good && n != 0)
        memcpy(member, person, n * sizeof *member);
    good = good && gp_sort(member, n, sizeof *member, by_team, s->team_of);
    for (i = 0; good && i < n; i++)
        if (s->team_of[member[i]] != GP_NO_ID)
            first[s->team_of[member[i]] + 1] = i + 1;
    for (i = 0; good && i < s->log->groups.n; i++) {
        size_t end = first[team[i] + 1];

        for (k = end; good && k > 0 && s->team_of[member[k - 1]] == team[i]; k--)
            good = add_person(s, w, member[k - 1]);
        good = good && (end == 0 || settle(s, GP_NO_ID, team[i]));
    }
    gp_free(member);
    gp_free(team);
    gp_free(first);
    return good;
}

static bool seek_people(struct seeker *s, const struct people *w)
{
    uint32_t *person = in_order(&s->log->resources);
    bool good = person != NULL;
    size_t i;

    s->team_of = good ? gp_group_of_people(s->log) : NULL;
    good = good && s->team_of != NULL && seek_teams(s, w, person);
    for (i = 0; good && i < s->log->resources.n; i++)
        good = add_person(s, w, person[i]) && settle(s, person[i], GP_NO_ID);
    gp_free(person);
    gp_free(s->team_of);
    return good;
}

enum gp_status gp_hours_find(const struct gp_eventlog *log,
                             const struct gp_hours_options *options,
                             struct gp_hours_found *out, struct gp_err *err)
{
    struct seeker *s = gp_array_zero(1, sizeof *s);
    struct people w = {0};
    bool good = s != NULL;

    memset(out, 0, sizeof *out);
    if (!good)
        return gp_fail_memory(err);
    s->log = log;
    s->o = options;
    s->out = out;
    out->people = log->resources.n;
    out->teams = log->groups.n;
    good = seek_everybody(s);
    if (good && log->has_resource)
        good = list_people(log, &w) && seek_people(s, &w);
    gp_free(w.event);
    gp_free(w.first);
    gp_free(s->stamp);
    gp_free(s);
    if (good)
        return GP_OK;
    gp_hours_release(out);
    return gp_fail_memory(err);
}

void gp_hours_release(struct gp_hours_found *h)
{
    gp_free(h->item);
    memset(h, 0, sizeof *h);
}
