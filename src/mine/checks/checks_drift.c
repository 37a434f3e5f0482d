/* checks_drift.c - steps that appear or vanish in the middle of the period.
 *
 *   cases by start:  - - - - - X - X X - X X - X X     X: the case has the step
 *
 * q cases started before the day of its first case, and it is in a share p of those
 * since. Had it been there all along, the chance of none among q is (1 - p)^q; under one
 * in a million, with at least 30 cases, 1 % of those since,
 * and 10 % of all cases without it, it was not
 * there. Likewise at the end, by the ends of cases. Cases and not events are asked, since
 * late steps come late in a young log anyway.
 */
#include "mine/checks/checks_parts.h"

#include <math.h>
#include <string.h>

enum { ENOUGH_CASES = 30, SHOWN = 4 };

/* Days of starts and of ends of cases. */
struct span {
    size_t first_start, last_end;
};

struct step {
    uint64_t cases;
    struct span days;
};

static void widen(struct span *s, struct span by)
{
    s->first_start = by.first_start < s->first_start ? by.first_start : s->first_start;
    s->last_end = by.last_end > s->last_end ? by.last_end : s->last_end;
}

static bool is_improbable(uint64_t with, uint64_t since, uint64_t without)
{
    double p = since > 0 ? (double)with / (double)since : 0;

    return with >= ENOUGH_CASES && p >= 0.01 && without * 10 >= since + without &&
           (p >= 1 || (double)without * log1p(-p) < -13.8);
}

static void span_variants(const struct gp_check_job *j, struct span *of_variant)
{
    const struct gp_cases *cases = &j->s->cases;
    size_t i;

    for (i = 0; i < j->s->variants.n; i++)
        of_variant[i] = (struct span){SIZE_MAX, 0};
    for (i = 0; i < j->log->n_cases; i++)
        widen(&of_variant[j->s->variants.of_case[i]],
              (struct span){gp_check_day(&j->days, cases->start[i]),
                            gp_check_day(&j->days, cases->end[i])});
}

/* last[activity]: the last variant seen with it, + 1. */
static void span_steps(const struct gp_check_job *j, const struct span *of_variant,
                       struct step *step, uint32_t *last)
{
    size_t i, v;

    for (i = 0; i < j->log->activities.n; i++)
        step[i] = (struct step){0, {SIZE_MAX, 0}};
    for (v = 0; v < j->s->variants.n; v++) {
        const struct gp_variant *x = &j->s->variants.variant[v];

        for (i = 0; i < x->length; i++) {
            struct step *s = &step[x->path[i]];

            if (last[x->path[i]] == v + 1)
                continue;
            last[x->path[i]] = (uint32_t)v + 1;
            s->cases += x->count;
            widen(&s->days, of_variant[v]);
        }
    }
}

static bool find_spans(const struct gp_check_job *j, struct step *step)
{
    struct span *of_variant = gp_array(j->s->variants.n, sizeof *of_variant);
    uint32_t *last = gp_array_zero(j->log->activities.n, sizeof *last);
    bool good = of_variant != NULL && last != NULL;

    if (good) {
        span_variants(j, of_variant);
        span_steps(j, of_variant, step, last);
    }
    gp_free(of_variant);
    gp_free(last);
    return good;
}

/* Sums of the cases before each day; [n + 1]. */
static void sum_up(const uint32_t *by_day, size_t n, uint64_t *before)
{
    size_t i;

    before[0] = 0;
    for (i = 0; i < n; i++)
        before[i + 1] = before[i] + by_day[i];
}

static void mention(const struct gp_check_job *j, struct gp_check *c, uint32_t activity,
                    size_t day, uint64_t cases, uint64_t since)
{
    if (c->count > SHOWN)
        return;
    gp_text_add(&c->found, c->count > 1 ? "; " : "");
    gp_check_quote(&c->found, gp_dict_name(&j->log->activities, activity));
    gp_text_add(&c->found, " ");
    gp_instant_date(&c->found, (j->days.first + (int64_t)day) * GP_DAY_US);
    gp_text_add(&c->found, " (");
    gp_check_percent(&c->found, (gp_i128)cases, (gp_i128)since);
    gp_text_add(&c->found, " of cases)");
}

static void tell(struct gp_check_job *j, const struct step *step,
                 const uint64_t *before, bool stops)
{
    struct gp_check *c = NULL;
    uint64_t all = j->log->n_cases, widest = 0;
    size_t i;

    for (i = 0; i < j->s->n_activities; i++) { /* most frequent first */
        uint32_t id = j->s->activities[i].activity;
        size_t day = stops ? step[id].days.last_end : step[id].days.first_start;
        uint64_t without = stops ? all - before[day + 1] : before[day];

        if (!is_improbable(step[id].cases, all - without, without))
            continue;
        if (c == NULL)
            c = gp_checks_add(j->out, stops ? "steps-that-stop" : "steps-that-begin",
                              stops ? "Activities that vanish within the period"
                                    : "Activities that appear within the period",
                              0, j->s->n_activities, "activities",
                              "ask what changed then; look at an export of each side "
                              "apart");
        c->count++;
        widest = without > widest ? without : widest;
        mention(j, c, id, day, step[id].cases, all - without);
    }
    if (c == NULL)
        return;
    gp_text_add(&c->effect, "shares and variants mix two ways of working: up to ");
    gp_check_of(&c->effect, widest, all, "cases");
    gp_text_add(&c->effect, stops ? " ended after the last case with it"
                                  : " started before the first case with it");
}

bool gp_checks_of_drift(struct gp_check_job *j)
{
    struct step *step;
    uint64_t *before;
    bool good;

    if (j->days.n == 0)
        return true;
    step = gp_array(j->log->activities.n, sizeof *step);
    before = gp_array(j->days.n + 1, sizeof *before);
    good = step != NULL && before != NULL && find_spans(j, step);
    if (good) {
        sum_up(j->days.case_starts, j->days.n, before);
        tell(j, step, before, false);
        sum_up(j->days.case_ends, j->days.n, before);
        tell(j, step, before, true);
    }
    gp_free(step);
    gp_free(before);
    return good;
}
