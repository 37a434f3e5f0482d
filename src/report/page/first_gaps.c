/* first_gaps.c - see first_gaps.h. */
#include "report/page/first_gaps.h"

enum { COSTLIEST = 3, FEW = 5 };

static bool is_chosen(const size_t *chosen, size_t n, size_t gap)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (chosen[i] == gap)
            return true;
    return false;
}

/* Gaps stand in the order of their hours. */
static size_t choose_costliest(const struct gp_judgement *j, size_t *chosen)
{
    size_t n = 0, i;

    for (i = 0; i < j->gaps.n && n < COSTLIEST; i++) {
        const struct gp_gap *gap = &j->gaps.gap[i];

        if (gp_gap_group(j, gap) == GP_GROUP_GAPS && gap->cases >= FEW &&
            gp_gap_hours_lost(gap) > 0)
            chosen[n++] = i;
    }
    return n;
}

/* The one most cases have of those not chosen yet; j->gaps.n: there is none. */
static size_t most_cases(const struct gp_judgement *j, const size_t *chosen, size_t n)
{
    size_t best = j->gaps.n, i;

    for (i = 0; i < j->gaps.n; i++)
        if (gp_gap_group(j, &j->gaps.gap[i]) == GP_GROUP_GAPS &&
            !is_chosen(chosen, n, i) &&
            (best == j->gaps.n || j->gaps.gap[i].cases > j->gaps.gap[best].cases))
            best = i;
    return best;
}

size_t gp_first_gaps(const struct gp_judgement *j, size_t chosen[GP_FIRST_GAPS])
{
    size_t n = choose_costliest(j, chosen);

    while (n < GP_FIRST_GAPS) {
        chosen[n] = most_cases(j, chosen, n);
        if (chosen[n] == j->gaps.n)
            break;
        n++;
    }
    return n;
}
