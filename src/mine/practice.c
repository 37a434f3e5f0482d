/* practice.c - see practice.h.
 *
 * The times come from gaps_time.c, so that what is written as a limit is measured in the
 * very way in which it will be judged.
 */
#include "mine/practice.h"

#include "base/mem.h"

#include <string.h>

enum { ENOUGH = 20 };

/* Shorter than any time between two events, and no overflow when subtracted. */
#define NO_TIME (-((int64_t)1 << 60))

void gp_practice_ask(struct gp_process *p, bool all)
{
    bool *has = gp_array_zero(p->n_elements, sizeof *has);
    size_t i;

    if (has == NULL) {
        p->failed = true;
        return;
    }
    for (i = 0; i < p->n_limits; i++) {
        p->limits[i].span_us = NO_TIME;
        if (p->limits[i].step != GP_NO_ID)
            has[p->limits[i].step] = true;
    }
    for (i = 0; all && i < p->n_elements; i++) {
        const struct gp_limit limit = {.kind = GP_LIMIT_STEP,
                                       .step = (uint32_t)i,
                                       .from = GP_NO_ID,
                                       .span_us = NO_TIME,
                                       .text = gp_slice("")};

        if (p->elements[i].label != GP_NO_ID && !has[i])
            gp_process_limit(p, &limit);
    }
    gp_free(has);
}

/* ---- owners ------------------------------------------------------------------------ */

struct counting {
    const struct gp_judgement *j;
    const struct gp_eventlog *log;
    struct gp_practice *out;
    struct gp_usual_count owners; /* by element */
    uint32_t *last;               /* [elements] the last case with it + 1 */
};

static bool count_match(struct counting *c, uint32_t case_id, const struct gp_move *m)
{
    const struct gp_states *states = c->j->conformance.states;
    uint32_t element = states->net.transitions[m->transition].element;
    uint32_t event = c->log->first[case_id] + m->position;
    struct gp_practice_step *s;

    if (element == GP_NO_ID)
        return true;
    s = &c->out->step[element];
    s->events++;
    s->cases += c->last[element] != case_id + 1;
    c->last[element] = case_id + 1;
    return gp_usual_add(&c->owners, &s->by, element, event);
}

static bool count_cases(struct counting *c)
{
    const struct gp_conformance *con = &c->j->conformance;
    struct gp_move *moves = NULL;
    size_t n = 0, cap = 0, i;
    uint32_t case_id;
    bool good = true;

    for (case_id = 0; good && con->has_flow && case_id < c->log->n_cases; case_id++) {
        good = gp_item_reading(con, gp_item_of_case(con, case_id), &moves, &n, &cap);
        for (i = 0; good && i < n; i++)
            if (moves[i].kind == GP_MOVE_MATCH)
                good = count_match(c, case_id, &moves[i]);
    }
    gp_free(moves);
    return good;
}

/* ---- times ------------------------------------------------------------------------- */

/* Occurrences that happened, of one limit; put: their times into span. */
static size_t times_of(const struct gp_gaps *g, uint32_t limit, int64_t *span)
{
    size_t n = 0, i, k;

    for (i = 0; i < g->n; i++) {
        const struct gp_gap *gap = &g->gap[i];

        if (gap->key.kind != GP_GAP_LATE || gap->key.limit != limit)
            continue;
        for (k = gap->first_hit; k < gap->first_hit + gap->n_hits; k++) {
            if (g->hit[k].event[1] == GP_NO_ID)
                continue; /* still waiting */
            if (span != NULL)
                span[n] = g->hit[k].elapsed_us;
            n++;
        }
    }
    return n;
}

static bool collect_times(const struct gp_judgement *j, struct gp_practice *out)
{
    size_t all = 0, i;

    for (i = 0; i < out->n_limits; i++)
        all += times_of(&j->gaps, (uint32_t)i, NULL);
    out->spans = gp_array(all, sizeof *out->spans);
    if (out->spans == NULL)
        return false;
    for (all = 0, i = 0; i < out->n_limits; i++) {
        out->limit[i].span = out->spans + all;
        out->limit[i].n = times_of(&j->gaps, (uint32_t)i, out->spans + all);
        gp_sort_i64(out->spans + all, out->limit[i].n);
        all += out->limit[i].n;
    }
    return true;
}

enum gp_status gp_practice_find(const struct gp_judgement *j, struct gp_practice *out,
                                struct gp_err *err)
{
    struct counting c = {.j = j, .log = j->stats->log, .out = out};
    size_t n = j->process->n_elements, i;
    bool good;

    memset(out, 0, sizeof *out);
    out->n_steps = n;
    out->n_limits = j->process->n_limits;
    out->step = gp_array_zero(n, sizeof *out->step);
    out->limit = gp_array_zero(out->n_limits, sizeof *out->limit);
    c.owners = gp_usual_begin(c.log);
    c.last = gp_array_zero(n, sizeof *c.last);
    good = out->step != NULL && out->limit != NULL && c.last != NULL;
    for (i = 0; good && i < n; i++)
        out->step[i].by = GP_USUAL_NONE;
    good = good && count_cases(&c) && collect_times(j, out);
    if (good && n > 0)
        gp_usual_choose(&c.owners, &out->step->by, sizeof *out->step);
    gp_usual_release(&c.owners);
    gp_free(c.last);
    if (good)
        return GP_OK;
    gp_practice_release(out);
    return gp_fail_memory(err);
}

void gp_practice_release(struct gp_practice *p)
{
    gp_free(p->step);
    gp_free(p->limit);
    gp_free(p->spans);
    memset(p, 0, sizeof *p);
}

/* ---- times as people write them ---------------------------------------------------- */

int64_t gp_practice_usual(const struct gp_practice_limit *l, enum gp_clock clock,
                          unsigned percent, size_t *kept)
{
    static const struct {
        int64_t unit;
        int amounts[12];
    } ladder[] = {{GP_MINUTE_US, {1, 2, 5, 10, 15, 20, 30, 45}},
                  {GP_HOUR_US, {1, 2, 3, 4, 6, 8, 12, 18}},
                  {GP_DAY_US, {1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28}},
                  {7 * GP_DAY_US, {5, 6, 8, 10, 12, 16, 20, 26}}};
    int64_t least;
    size_t i, k;

    *kept = 0;
    if (l->n < ENOUGH)
        return 0;
    least = l->span[(l->n * percent + 99) / 100 - 1];
    if (least < GP_MINUTE_US)
        return 0;
    i = clock == GP_CLOCK_BUSINESS_DAYS ? 2 : 0; /* these have no hours */
    for (; i < sizeof ladder / sizeof *ladder; i++)
        for (k = 0; k < 12 && ladder[i].amounts[k] != 0; k++) {
            int64_t time = ladder[i].unit * ladder[i].amounts[k];

            if (time < least)
                continue;
            while (*kept < l->n && l->span[*kept] <= time)
                ++*kept;
            return time;
        }
    return 0;
}
