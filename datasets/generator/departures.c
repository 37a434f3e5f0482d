/* departures.c - one small edit for each kind of departure.
 *
 *   A B C D, skip B, one week late        ->  A C' D'      (' = a week later)
 *   A B C D, insert X after B, a week     ->  A B X' C' D'
 *   A B C D E, postpone B                 ->  A C D B E'   B takes the time of D, and
 * so on
 *
 * An edit either finds its place in the trace and changes it, or leaves it untouched.
 * Everything that a step would have cost is kept (the time of a skipped step passes all
 * the same), so that the delay put in is all the difference.
 */
#include "departures.h"

#include <assert.h>
#include <string.h>

static const unsigned NOWHERE = UINT32_MAX;

/* An edit under way. */
struct work {
    const struct settings *settings;
    const struct company *company;
    const struct departure *departure;
    struct dice *dice;
    uint32_t delay;
};

static unsigned find(const struct trace *t, uint8_t activity)
{
    for (unsigned i = 0; i < t->n; i++)
        if (t->event[i].activity == activity)
            return i;
    return NOWHERE;
}

/* The last such event before position i. */
static unsigned find_back(const struct trace *t, unsigned i, uint8_t activity)
{
    while (i-- > 0)
        if (t->event[i].activity == activity)
            return i;
    return NOWHERE;
}

static void delay_from(struct trace *t, unsigned i, uint32_t minutes)
{
    for (; i < t->n; i++) {
        t->event[i].start += minutes;
        t->event[i].end += minutes;
    }
}

static void remove_at(struct trace *t, unsigned i)
{
    t->n--;
    memmove(&t->event[i], &t->event[i + 1], (t->n - i) * sizeof *t->event);
}

/* Room behind position i, filled with a copy of it. */
static struct event *copy_at(struct trace *t, unsigned i)
{
    assert(t->n < sizeof t->event / sizeof *t->event);
    memmove(&t->event[i + 1], &t->event[i], (t->n - i) * sizeof *t->event);
    t->n++;
    return &t->event[i + 1];
}

/* Each edit answers where it would be made, or NOWHERE (place_...), and then makes it
 * there and answers which event shows it (make_...). */

static unsigned place_skip(const struct work *w, const struct trace *t)
{
    unsigned i = find(t, w->departure->step);

    return i == 0 || i + 1 >= t->n ? NOWHERE : i;
}

static unsigned make_skip(const struct work *w, struct trace *t, unsigned i)
{
    remove_at(t, i);
    delay_from(t, i, w->delay);
    return i;
}

/* A documented step is put where it does not belong only if the case does not have it
 * anyway; an unknown one, or one that is repeated, anywhere. */
static unsigned place_insert(const struct work *w, const struct trace *t)
{
    const struct departure *d = w->departure;
    unsigned i = find(t, d->step);

    if (i == NOWHERE || (d->label != d->step && find(t, d->label) != NOWHERE))
        return NOWHERE;
    if (d->edit == EDIT_INSERT_BEFORE)
        i--;
    return i + 1 >= t->n ? NOWHERE : i;
}

static uint16_t somebody(const struct work *w, unsigned team)
{
    const struct pool *p =
        &w->company->pool[company_pool(w->settings->process, team, 0)];

    return (uint16_t)(p->first_person + dice_below(w->dice, p->n_people));
}

/* With a delay the new event lies that much later than the one before it; without, it
 * follows at once and takes a few minutes at most. */
static unsigned make_insert(const struct work *w, struct trace *t, unsigned i)
{
    const struct departure *d = w->departure;
    const struct activity *a = &w->settings->process->activities[d->label];
    struct event *e;
    uint32_t last;

    delay_from(t, i + 1, w->delay);
    e = copy_at(t, i);
    e->activity = d->label;
    e->person = d->team == NONE ? t->event[find_back(t, i + 1, d->as)].person
                                : somebody(w, d->team);
    if (w->delay > 0) {
        e->start += w->delay;
        e->end += w->delay;
    } else {
        last = e[1].start;
        e->start = e[-1].end;
        e->end = e->start + dice_between(w->dice, a->least, a->most);
        e->end = e->end < last ? e->end : last;
    }
    return i + 1;
}

/* The two steps that move forward belong to the same team, so that no handoff is new,
 * and come only once, so that there is one way to read what happened. */
static unsigned place_postpone(const struct work *w, const struct trace *t)
{
    const struct activity *activities = w->settings->process->activities;
    unsigned i = find(t, w->departure->step);

    if (i == NOWHERE || i + 3 >= t->n)
        return NOWHERE;
    for (unsigned next = i + 1; next <= i + 2; next++) {
        uint8_t activity = t->event[next].activity;

        if (activities[activity].team != activities[w->departure->step].team ||
            find_back(t, t->n, activity) != next)
            return NOWHERE;
    }
    return i;
}

static void take_turn(struct event *slot, const struct event *from)
{
    slot->activity = from->activity;
    slot->person = from->person;
}

static unsigned make_postpone(const struct work *w, struct trace *t, unsigned i)
{
    struct event moved = t->event[i];

    take_turn(&t->event[i], &t->event[i + 1]);
    take_turn(&t->event[i + 1], &t->event[i + 2]);
    take_turn(&t->event[i + 2], &moved);
    delay_from(t, i + 3, w->delay);
    return i + 2;
}

static unsigned place_done_by(const struct work *w, const struct trace *t)
{
    unsigned i = find(t, w->departure->step);

    if (i == NOWHERE || find_back(t, i, w->departure->as) == NOWHERE)
        return NOWHERE;
    return i;
}

static unsigned make_done_by(const struct work *w, struct trace *t, unsigned i)
{
    t->event[i].person = t->event[find_back(t, i, w->departure->as)].person;
    return i;
}

static unsigned place_delay(const struct work *w, const struct trace *t)
{
    unsigned i = find(t, w->departure->step);

    return i == 0 ? NOWHERE : i;
}

static unsigned make_delay(const struct work *w, struct trace *t, unsigned i)
{
    delay_from(t, i, w->delay);
    return i;
}

/* Only where a person began the case: they now begin it with the second step. */
static unsigned place_no_start(const struct work *w, const struct trace *t)
{
    (void)w;
    return t->n > 2 && t->event[0].person != NOBODY ? 0 : NOWHERE;
}

static unsigned make_no_start(const struct work *w, struct trace *t, unsigned i)
{
    (void)w;
    take_turn(&t->event[i], &t->event[i + 1]);
    remove_at(t, i + 1);
    return i;
}

static unsigned place_other_end(const struct work *w, const struct trace *t)
{
    return t->event[t->n - 1].activity == w->departure->step ? t->n - 1 : NOWHERE;
}

static unsigned make_other_end(const struct work *w, struct trace *t, unsigned i)
{
    t->event[i].activity = w->departure->label;
    return i;
}

/* The first steps are done and the last one is not. */
static unsigned place_stall(const struct work *w, const struct trace *t)
{
    return t->n < 4 ? NOWHERE : dice_between(w->dice, 2, t->n - 2);
}

static unsigned make_stall(const struct work *w, struct trace *t, unsigned i)
{
    (void)w;
    t->n = i + 1;
    return i;
}

static const struct {
    unsigned (*place)(const struct work *, const struct trace *);
    unsigned (*make)(const struct work *, struct trace *, unsigned);
    unsigned cost;
} edits[EDITS] = {
    [EDIT_SKIP] = {place_skip, make_skip, 1},
    [EDIT_INSERT_AFTER] = {place_insert, make_insert, 1},
    [EDIT_INSERT_BEFORE] = {place_insert, make_insert, 1},
    [EDIT_POSTPONE] = {place_postpone, make_postpone, 2},
    [EDIT_DONE_BY] = {place_done_by, make_done_by, 0},
    [EDIT_DELAY] = {place_delay, make_delay, 0},
    [EDIT_NO_START] = {place_no_start, make_no_start, 1},
    [EDIT_OTHER_END] = {place_other_end, make_other_end, 2},
    [EDIT_STALL] = {place_stall, make_stall, 0},
};

unsigned departure_cost(enum edit edit)
{
    return edits[edit].cost;
}

static int32_t probability(const struct settings *s, const struct departure *d,
                           uint32_t case_no)
{
    if (d->favours_times == 0 ||
        process_attribute(s->process, s->seed, case_no, d->favours_attribute) !=
            d->favours_value)
        return d->per_mille;
    return d->per_mille * d->favours_times;
}

/* One draw decides among all departures that are possible in this case, so that no case
 * gets two and the cost of each can be seen alone. */
struct made depart(const struct settings *s, const struct company *c, struct trace *t,
                   uint64_t *eligible)
{
    uint32_t case_no = t->event[0].case_no;
    struct dice dice = dice_for(s->seed, case_no, FOR_DEPARTURES);
    struct work w = {.settings = s, .company = c, .dice = &dice};
    struct made made = {0};
    unsigned place = NOWHERE;
    int32_t draw = (int32_t)dice_below(&dice, 1000);

    for (unsigned i = 0; i < s->process->n_departures; i++) {
        const struct departure *d = w.departure = &s->process->departures[i];
        unsigned here = edits[d->edit].place(&w, t);
        int32_t chance = probability(s, d, case_no);

        if (here == NOWHERE)
            continue;
        eligible[i]++;
        if (made.departure == NULL && draw < chance) {
            made.departure = d;
            place = here;
        }
        draw -= chance;
    }
    if (made.departure == NULL)
        return made;
    w.departure = made.departure;
    w.delay = made.delay =
        s->process->delay_unit *
        dice_between(&dice, made.departure->delay[0], made.departure->delay[1]);
    made.at = edits[made.departure->edit].make(&w, t, place);
    return made;
}
