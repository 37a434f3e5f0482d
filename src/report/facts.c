/* facts.c - see facts.h. */
#include "report/facts.h"

const char *gp_causes_cannot(const struct gp_facts *f)
{
    const struct gp_eventlog *log = f->stats->log;

    if (!log->has_time || !log->has_start)
        return "Why cases wait cannot be told from this log: its events have one time, "
               "so that waiting and working are not told apart. An export with the "
               "start "
               "and "
               "the end of each step, and who did it, would tell.";
    if (!log->has_resource)
        return "Why cases wait cannot be told from this log: it does not say who did a "
               "step, so that nobody can be seen doing something else meanwhile.";
    if (f->causes == NULL || f->causes->why_not != GP_CAUSES_GIVEN)
        return "Why cases wait was not computed: some people work in batches so long "
               "that telling their steps apart would take too long.";
    return NULL;
}
