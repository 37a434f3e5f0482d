/* deadline.c - see deadline.h. */
#include "mine/deadline.h"

int64_t gp_elapsed(const struct gp_calendar *calendar, enum gp_clock clock,
                   int64_t from, int64_t to)
{
    if (clock == GP_CLOCK_BUSINESS_TIME)
        return gp_calendar_time(calendar, from, to);
    if (clock == GP_CLOCK_BUSINESS_DAYS)
        return gp_calendar_days(calendar, from, to);
    return to - from;
}

int64_t gp_due(const struct gp_calendar *calendar, enum gp_clock clock, int64_t from,
               int64_t to, int64_t span)
{
    int64_t kept = from, late = to; /* at kept the limit still holds */

    if (clock == GP_CLOCK_WALL)
        return from + span;
    while (late - kept > 1) {
        int64_t middle = kept + (late - kept) / 2;

        if (gp_elapsed(calendar, clock, from, middle) > span)
            late = middle;
        else
            kept = middle;
    }
    return kept;
}

bool gp_uses_calendar(const struct gp_process *p)
{
    size_t i;

    for (i = 0; i < p->n_limits; i++)
        if (p->limits[i].clock != GP_CLOCK_WALL && !p->limits[i].proposal)
            return true;
    for (i = 0; i < p->n_rules; i++)
        if (p->rules[i].clock != GP_CLOCK_WALL && p->rules[i].kind == GP_RULE_WITHIN)
            return true;
    return false;
}
