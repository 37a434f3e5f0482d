/* gaps_time.c - limits not kept, and open cases that do not move (O5, O9, O10 of
 * spec/conformance.md 6.2).
 *
 * Time runs from the end of the enabling event to the start of the step, by the clock
 * of the limit; what it cost is counted on the wall clock, from the instant it was due.
 * A limit "x
 * within d of y" judges the first x after each y: a second x is not late because the
 * first one was long ago. An open case is late already when the step is possible, has
 * not happened, and the limit has passed at `now`.
 */
#include "mine/gaps/gaps_parts.h"

#include "mine/keyed.h"

#include <string.h>

enum { WAITS_NEEDED = 20 };

/* ---- Usual waits ------------------------------------------------------------------- */

/* Waits after each activity in closed cases, and under the key behind them all of these. */
static bool walk_waits(struct gp_gapper *g, struct gp_keyed *k, bool put)
{
    size_t all = g->log->activities.n, c, i;

    for (c = 0; c < g->log->n_cases; c++)
        for (i = g->log->first[c]; i + 1 < g->log->first[c + 1]; i++) {
            uint32_t a = gp_id(g->log->activity, i);
            int64_t wait = gp_event_wait(g->log, i);

            if (g->c->open_case[c])
                continue;
            if (put) {
                gp_keyed_put(k, a, (uint32_t)c, wait);
                gp_keyed_put(k, all, (uint32_t)c, wait);
            } else if (!gp_keyed_count(k, a, 1) || !gp_keyed_count(k, all, 1)) {
                return false;
            }
        }
    return true;
}

/* Activities with few waits have the usual wait of all. */
static bool measure_waits(struct gp_gapper *g, struct gp_keyed *k)
{
    size_t n = g->log->activities.n, i;

    if (!gp_keyed_keys(k, n + 1) || !walk_waits(g, k, false) || !gp_keyed_begin(k))
        return false;
    while (gp_keyed_round(k)) {
        walk_waits(g, k, true);
        for (i = k->from; i < k->to; i++)
            g->usual_wait[i] = gp_keyed_take(k, i).spread.p95;
    }
    for (i = 0; i < n; i++)
        if (k->count[i] < WAITS_NEEDED)
            g->usual_wait[i] = g->usual_wait[n];
    return k->from == k->n;
}

bool gp_gaps_prepare_time(struct gp_gapper *g)
{
    struct gp_keyed k = {.seconds = g->log->whole_seconds};
    size_t n = g->log->activities.n, i;
    bool good;

    g->waits_since = gp_array(g->steps.n, sizeof *g->waits_since);
    g->usual_wait = gp_array(n + 1, sizeof *g->usual_wait);
    if (g->waits_since == NULL || g->usual_wait == NULL)
        return false;
    for (i = 0; i <= n; i++)
        g->usual_wait[i] = 0;
    if (!g->log->has_time || g->c->open_cases == 0 || g->o->stalled_after != 0)
        return true;
    good = measure_waits(g, &k);
    gp_keyed_release(&k);
    return good;
}

/* ---- Limits ------------------------------------------------------------------------ */

/* first: the event from which time runs; event GP_NO_ID: still waiting at now. */
static void check_span(struct gp_gapper *g, uint32_t case_id, size_t limit,
                       uint32_t first, uint32_t event)
{
    const struct gp_limit *l = &g->c->process->limits[limit];
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_LATE);
    struct gp_gap_hit hit = {.case_id = case_id,
                             .event = {first, event, GP_NO_ID},
                             .certain = GP_CERTAIN_YES,
                             .approximated = g->approximated,
                             .around = {GP_NO_ID, GP_NO_ID}};
    int64_t from = l->kind == GP_LIMIT_CASE ? gp_event_start(g->log, first)
                                            : gp_event_end(g->log, first);
    int64_t to = event != GP_NO_ID ? gp_event_start(g->log, event) : g->out->now;

    if (l->kind == GP_LIMIT_CASE && event != GP_NO_ID)
        to = gp_event_end(g->log, event);
    if (!gp_clock_known(g->o->calendar, l->clock))
        return;
    hit.elapsed_us = gp_elapsed(g->o->calendar, l->clock, from, to);
    if (hit.elapsed_us <= l->span_us)
        return;
    hit.spot_us = to - gp_due(g->o->calendar, l->clock, from, to, l->span_us);
    key.element = l->step;
    key.label = l->step != GP_NO_ID ? g->c->process->elements[l->step].label : GP_NO_ID;
    key.limit = (uint32_t)limit;
    gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
}

static uint32_t event_at(const struct gp_gapper *g, uint32_t case_id, int32_t position)
{
    return g->log->first[case_id] + (uint32_t)position;
}

static void step_limit(struct gp_gapper *g, uint32_t case_id, size_t limit)
{
    const struct gp_limit *l = &g->c->process->limits[limit];
    const struct gp_net *net = &g->c->states->net;
    size_t i;

    for (i = 0; i < g->n_moves; i++) {
        const struct gp_move *m = &g->moves[i];

        if (m->kind == GP_MOVE_MATCH &&
            net->transitions[m->transition].element == l->step &&
            g->enabled_by[m->position] >= 0)
            check_span(g, case_id, limit,
                       event_at(g, case_id, g->enabled_by[m->position]),
                       event_at(g, case_id, (int32_t)m->position));
    }
    for (i = 0; g->c->open_case[case_id] && i < g->steps.n; i++)
        if (g->steps.element[i] == l->step && g->waits_since[i] >= 0)
            check_span(g, case_id, limit, event_at(g, case_id, g->waits_since[i]),
                       GP_NO_ID);
}

/* The first step after each `from`, by labels. */
static void after_limit(struct gp_gapper *g, uint32_t case_id, size_t limit)
{
    const struct gp_limit *l = &g->c->process->limits[limit];
    uint32_t step = g->c->process->elements[l->step].label;
    uint32_t from = g->c->process->elements[l->from].label, since = GP_NO_ID, i;

    for (i = g->log->first[case_id]; i < g->log->first[case_id + 1]; i++) {
        uint32_t label = g->c->names->label[gp_id(g->log->activity, i)];

        if (label == GP_NO_ID)
            continue;
        if (label == step && since != GP_NO_ID) {
            check_span(g, case_id, limit, since, i);
            since = GP_NO_ID;
        }
        if (label == from)
            since = i;
    }
    if (since != GP_NO_ID && g->c->open_case[case_id])
        check_span(g, case_id, limit, since, GP_NO_ID);
}

static uint32_t last_to_end(const struct gp_gapper *g, uint32_t case_id)
{
    uint32_t last = g->log->first[case_id], i;

    for (i = last + 1; i < g->log->first[case_id + 1]; i++)
        if (gp_event_end(g->log, i) >= gp_event_end(g->log, last))
            last = i;
    return last;
}

static void check_limits(struct gp_gapper *g, uint32_t case_id)
{
    size_t i;

    for (i = 0; i < g->c->process->n_limits; i++) {
        const struct gp_limit *l = &g->c->process->limits[i];

        if (l->proposal)
            continue;
        if (l->kind == GP_LIMIT_STEP)
            step_limit(g, case_id, i);
        else if (l->kind == GP_LIMIT_AFTER)
            after_limit(g, case_id, i);
        else
            check_span(g, case_id, i, g->log->first[case_id],
                       g->c->open_case[case_id] ? GP_NO_ID : last_to_end(g, case_id));
    }
}

/* ---- Open cases -------------------------------------------------------------------- */

/* Is the step possible at the end of the open case under way? */
static bool is_next(const struct gp_gapper *g, size_t step)
{
    return g->steps.next != NULL && g->final_state != GP_NO_ID &&
           gp_bit(g->steps.next + g->final_state * g->steps.words, step);
}

/* The first of them in the document; GP_NO_ID: none is known. */
static uint32_t first_next(const struct gp_gapper *g)
{
    uint32_t first = GP_NO_ID, i;

    for (i = 0; i < g->steps.n; i++)
        if (is_next(g, i) &&
            (first == GP_NO_ID || g->steps.element[i] < g->steps.element[first]))
            first = i;
    return first;
}

static void note_next(const struct gp_gapper *g, uint32_t gap)
{
    size_t i;

    for (i = 0; gap != GP_NO_ID && i < g->steps.n; i++)
        if (is_next(g, i))
            gp_gap_note_with(&g->out->gap[gap], g->steps.label[i]);
}

/* Does nobody who could go on have the case? Unknown owners leave it open. */
static bool nobody_holds(const struct gp_gapper *g, uint32_t last_owner)
{
    size_t i;

    for (i = 0; i < g->steps.n; i++) {
        uint32_t element = g->steps.element[i], owner;

        if (!is_next(g, i))
            continue;
        owner = gp_gaps_documented(g, element);
        if (owner == GP_NO_ID || owner == last_owner)
            return false;
    }
    return true;
}

static void check_stalled(struct gp_gapper *g, uint32_t case_id)
{
    uint32_t last = last_to_end(g, case_id), step, owner = GP_NO_ID, gap;
    int64_t age = g->out->now - gp_event_end(g->log, last);
    int64_t most = g->o->stalled_after;
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_STALLED);
    struct gp_gap_hit hit = {.case_id = case_id,
                             .event = {last, GP_NO_ID, GP_NO_ID},
                             .spot_us = age,
                             .elapsed_us = age,
                             .certain = GP_CERTAIN_YES,
                             .approximated = g->approximated,
                             .around = {GP_NO_ID, GP_NO_ID}};

    if (most == 0) {
        most = g->usual_wait[gp_id(g->log->activity, last)];
        most = most > GP_DAY_US ? most : GP_DAY_US;
    }
    if (age <= most)
        return;
    step = first_next(g);
    if (step != GP_NO_ID) {
        key.element = g->steps.element[step];
        key.label = g->steps.label[step];
        if (key.element != GP_NO_ID)
            owner = g->c->process->elements[key.element].owner;
    }
    key.activity = gp_id(g->log->activity, last);
    key.owner[1] = owner;
    gap = gp_gapper_gap(g, &key);
    gp_gapper_hit(g, gap, &hit);
    note_next(g, gap);
    if (!g->out->owners_compared || step == GP_NO_ID ||
        gp_gaps_owner(g, last) == GP_NO_ID || !nobody_holds(g, gp_gaps_owner(g, last)))
        return;
    key = gp_gap_key_of(GP_GAP_CRACKS);
    key.owner[0] = gp_gaps_owner(g, last);
    key.owner[1] = owner;
    gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
}

void gp_gaps_time_case(struct gp_gapper *g, uint32_t case_id)
{
    if (!g->log->has_time || g->log->first[case_id] == g->log->first[case_id + 1])
        return;
    check_limits(g, case_id);
    if (g->c->open_case[case_id])
        check_stalled(g, case_id);
}
