/* export.c - case by case: depart, cut at the day of the export, give it its shape.
 *
 * Completed means what a reader of the log can see: the last event is one that ends a
 * case. A departure counts as shown when the event that gives it away is in the log.
 */
#include "export.h"

#include "need.h"
#include "times.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct work {
    const struct settings *settings;
    const struct company *company;
    struct export *out;
    size_t room; /* events out->log can hold */
    uint32_t day_of_export;
};

/* Shapes with one time know only when a step was finished. */
static bool has_starts(enum shape shape)
{
    return shape == INTERVAL || shape == LIFECYCLE;
}

static void forget_starts(struct trace *t)
{
    for (unsigned i = 0; i < t->n; i++)
        t->event[i].start = t->event[i].end;
}

static uint32_t duration(const struct trace *t)
{
    return t->event[t->n - 1].end - t->event[0].start;
}

/* Steps begun but not finished have no end in the export; in shapes with one time they
 * are not there yet. */
static void cut(struct trace *t, uint32_t day_of_export)
{
    while (t->n > 0 && t->event[t->n - 1].start >= day_of_export)
        t->n--;
    if (t->n > 0 && t->event[t->n - 1].end >= day_of_export) {
        t->event[t->n - 1].end = t->event[t->n - 1].start;
        t->event[t->n - 1].marks |= STILL_RUNNING;
    }
}

/* A table with one row per case and one column per activity keeps the first time only,
 * and nobody's name. */
static void widen(struct trace *t)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < t->n; i++) {
        unsigned j = 0;

        while (j < kept && t->event[j].activity != t->event[i].activity)
            j++;
        if (j == kept)
            t->event[kept++] = t->event[i];
        t->event[j].person = NOBODY;
    }
    t->n = kept;
}

/* A date without a time of day says less than happened. */
static void coarsen(struct trace *t, uint32_t unit)
{
    for (unsigned i = 0; i < t->n; i++) {
        t->event[i].start -= t->event[i].start % unit;
        t->event[i].end -= t->event[i].end % unit;
    }
}

static void double_rows(const struct work *w, struct trace *t)
{
    struct dice d = dice_for(w->settings->seed, t->event[0].case_no, FOR_DUPLICATES);

    for (unsigned i = 0; i < t->n; i++) {
        if (dice_below(&d, 10000000) >= w->settings->dirty)
            continue;
        memmove(&t->event[i + 1], &t->event[i], (t->n - i) * sizeof *t->event);
        t->event[++i].marks |= TWICE;
        t->n++;
        w->out->twice++;
    }
}

bool export_is_over(const struct process *p, const struct event *trace, size_t n)
{
    return process_is_end(p, trace[n - 1].activity) &&
           !(trace[n - 1].marks & STILL_RUNNING);
}

/* Returns whether the export shows it. usual: how long the case would have taken. */
static bool enter(const struct work *w, const struct trace *t, const struct made *made,
                  uint32_t usual)
{
    const struct departure *d = made->departure;
    struct ledger *l = &w->out->ledger[d - w->settings->process->departures];
    bool over = export_is_over(w->settings->process, t->event, t->n), shown = false;

    l->put_in++;
    for (unsigned i = 0; i < process_n_facts(d); i++) {
        struct shown *f = &l->fact[i];

        if (made->at + d->facts[i].shown_by_next >= t->n)
            continue;
        shown = true;
        f->all_cases++;
        if (over && f->cases++ < SHOWN_IDS)
            f->id[f->cases - 1] = t->event[0].case_no;
    }
    if (over && shown) {
        l->completed++;
        l->longer += (int64_t)duration(t) - usual;
        l->delay += made->delay;
    }
    return shown;
}

static void judge(const struct work *w, const struct trace *t, const struct made *made,
                  uint32_t usual)
{
    bool shown = made->departure != NULL && enter(w, t, made, usual);
    unsigned cost = shown ? departure_cost(made->departure->edit) : 0;

    if (!export_is_over(w->settings->process, t->event, t->n))
        return;
    w->out->untouched += !shown;
    w->out->follow += cost == 0;
    w->out->cost += cost;
}

static void note_waits(const struct work *w, const struct trace *t)
{
    for (unsigned i = 1; i < t->n; i++) {
        uint32_t *longest = &w->out->longest_wait[t->event[i].activity];
        uint32_t wait = t->event[i].start - t->event[i - 1].end;

        if (t->event[i].start > t->event[i - 1].end && wait > *longest)
            *longest = wait;
    }
}

static void append(const struct work *w, const struct trace *t)
{
    struct log *log = &w->out->log;

    assert(log->n_events + t->n <= w->room);
    for (unsigned i = 0; i < t->n; i++) {
        assert(i == 0 || t->event[i - 1].start <= t->event[i].start);
        w->out->running += (t->event[i].marks & STILL_RUNNING) != 0;
    }
    memcpy(&log->event[log->n_events], t->event, t->n * sizeof *t->event);
    log->n_events += t->n;
}

static void export_case(const struct work *w, struct trace *t)
{
    enum shape shape = w->settings->shape;
    uint32_t usual;
    struct made made;

    if (!has_starts(shape))
        forget_starts(t);
    usual = duration(t);
    made = depart(w->settings, w->company, t, w->out->eligible);
    if (!has_starts(shape))
        forget_starts(t);
    cut(t, w->day_of_export);
    if (t->n == 0)
        return;
    judge(w, t, &made, usual);
    if (made.departure == NULL)
        note_waits(w, t);
    coarsen(t, w->settings->time->unit);
    if (shape == WIDE)
        widen(t);
    else
        double_rows(w, t);
    append(w, t);
}

/* Departures and rows exported twice make a log longer, by far less than this. */
static size_t with_additions(size_t n)
{
    return n + n / 8 + (size_t)4 * MAX_PATH;
}

struct export export_log(const struct settings *s, const struct company *c,
                         struct log *log)
{
    struct export x = {.log = {.n_cases = log->n_cases}};
    struct work w = {s, c, &x, with_additions(log->n_events), s->weeks * WEEK};
    struct trace t;

    x.log.event = need(w.room, sizeof *x.log.event);
    x.log.first = need((size_t)log->n_cases + 1, sizeof *x.log.first);
    for (uint32_t i = 0; i < log->n_cases; i++) {
        t.n = (unsigned)(log->first[i + 1] - log->first[i]);
        memcpy(t.event, &log->event[log->first[i]], t.n * sizeof *t.event);
        export_case(&w, &t);
        x.log.first[i + 1] = x.log.n_events;
    }
    free(log->event);
    free(log->first);
    *log = (struct log){0};
    return x;
}
