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
#include "mine/checks_parts.h"

#include <math.h>
#include <string.h>

enum { ENOUGH_CASES = 30, SHOWN = 4 };

struct step {
    uint64_t cases;
    size_t first_day, last_day; /* of starts; of ends */
    uint32_t seen;              /* last case looked at */
};

static bool is_improbable(uint64_t with, uint64_t since, uint64_t without)
{
    double p = since > 0 ? (double)with / (double)since : 0;

    return with >= ENOUGH_CASES && p >= 0.01 && without * 10 >= since + without &&
           (p >= 1 || (double)without * log1p(-p) < -13.8);
}

static void walk(const struct gp_check_job *j, struct step *step)
{
    const struct gp_eventlog *log = j->log;
    const struct gp_cases *cases = &j->s->cases;
    size_t c, i;

    for (i = 0; i < log->activities.n; i++)
        step[i] = (struct step){0, SIZE_MAX, 0, GP_NO_ID};
    for (c = 0; c < log->n_cases; c++) {
        size_t start = gp_check_day(&j->days, cases->start[c]);
        size_t end = gp_check_day(&j->days, cases->end[c]);

        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            struct step *s = &step[log->activity[i]];

            if (s->seen == c)
                continue;
            s->seen = (uint32_t)c;
            s->cases++;
            s->first_day = start < s->first_day ? start : s->first_day;
            s->last_day = end > s->last_day ? end : s->last_day;
        }
    }
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
        size_t day = stops ? step[id].last_day : step[id].first_day;
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
    good = step != NULL && before != NULL;
    if (good) {
        walk(j, step);
        sum_up(j->days.case_starts, j->days.n, before);
        tell(j, step, before, false);
        sum_up(j->days.case_ends, j->days.n, before);
        tell(j, step, before, true);
    }
    gp_free(step);
    gp_free(before);
    return good;
}
