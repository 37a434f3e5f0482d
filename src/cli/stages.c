/* stages.c - see stages.h. */
#include "cli/stages.h"
#include "cli/output.h"

#include <time.h>

static double now(clockid_t clock)
{
    struct timespec t = {0, 0};

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void gp_stages_begin(struct gp_stages *s, bool on)
{
    s->on = on;
    s->cpu_s = now(CLOCK_PROCESS_CPUTIME_ID);
    s->wall_s = now(CLOCK_MONOTONIC);
}

void gp_stage_ended(void *stages, const char *name)
{
    struct gp_stages *s = stages;
    double cpu_s = s->cpu_s, wall_s = s->wall_s;

    if (!s->on)
        return;
    gp_stages_begin(s, true);
    gp_output_remark("%-6s %8.3f s of processors, %8.3f s", name, s->cpu_s - cpu_s,
                     s->wall_s - wall_s);
}
