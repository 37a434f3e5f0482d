/* plan.c - paths are drawn twice: once to count them, once to keep them.
 *
 * A case's path comes from a stream of its own, so that drawing it again gives the same
 * path, and the log can be allocated once and exactly.
 */
#include "plan.h"

#include "need.h"

static unsigned draw_path(const struct settings *s, uint32_t case_no, uint8_t *steps)
{
    struct dice d = dice_for(s->seed, case_no, FOR_PATH);

    return s->process->path(&d, s->lively, steps);
}

static bool is_planned(const struct settings *s, uint32_t cases, size_t events)
{
    return s->events ? events >= s->events : cases >= s->cases;
}

static void count_cases(const struct settings *s, struct log *log)
{
    uint8_t steps[MAX_PATH];

    while (!is_planned(s, log->n_cases, log->n_events))
        log->n_events += draw_path(s, log->n_cases++, steps);
}

static void add_work(const struct settings *s, const struct event *e, uint64_t *work)
{
    const struct process *p = s->process;
    const struct activity *a = &p->activities[e->activity];
    unsigned region = 0;

    if (p->teams[a->team].by_region)
        region = process_attribute(p, s->seed, e->case_no, p->region);
    work[company_pool(p, a->team, region)] += (a->least + a->most) / 2u;
}

struct log plan_cases(const struct settings *s, uint64_t *work)
{
    struct log log = {0};
    struct event *e;
    uint8_t steps[MAX_PATH];

    count_cases(s, &log);
    log.event = need(log.n_events, sizeof *log.event);
    log.first = need((size_t)log.n_cases + 1, sizeof *log.first);
    e = log.event;
    for (uint32_t c = 0; c < log.n_cases; c++) {
        unsigned n = draw_path(s, c, steps);

        for (unsigned i = 0; i < n; i++, e++) {
            *e = (struct event){.case_no = c, .person = NOBODY, .activity = steps[i]};
            add_work(s, e, work);
        }
        log.first[c + 1] = (size_t)(e - log.event);
    }
    return log;
}
