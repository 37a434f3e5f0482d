/* mine.c - see mine.h. */
#include "mine/mine.h"

#include "base/nearest.h"
#include "base/parallel.h"
#include "mine/level.h"

#include <string.h>

enum gp_status gp_unknown_end(const struct gp_eventlog *log, const char *name,
                              struct gp_err *err)
{
    struct gp_text near = {0};
    enum gp_status st;

    gp_nearest_say(&near, name, &log->activities);
    st = gp_fail(err, GP_USAGE, "--ends: the log has no activity \"%s\"%s", name,
                 gp_text_z(&near));
    gp_text_release(&near);
    return st;
}

static enum gp_status find_ends(const struct gp_eventlog *log,
                                const struct gp_mine_options *options,
                                struct gp_stats *out, struct gp_err *err)
{
    size_t i;

    out->ends = gp_array(options->n_ends, sizeof *out->ends);
    if (out->ends == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < options->n_ends; i++) {
        uint32_t id = gp_dict_find(&log->activities, gp_slice(options->ends[i]));

        if (id == GP_NO_ID && !options->filtered)
            return gp_unknown_end(log, options->ends[i], err);
        out->ends[out->n_ends++] = id;
    }
    return GP_OK;
}

static void sum_times(const struct gp_eventlog *log, struct gp_stats *out)
{
    size_t i;

    for (i = 0; i < out->links[GP_BY_ACTIVITY].n; i++)
        out->all_waiting += out->links[GP_BY_ACTIVITY].stat[i].wait.sum;
    for (i = 0; out->cases.start != NULL && i < log->n_cases; i++)
        out->all_case_time += out->cases.end[i] - out->cases.start[i];
}

/* What can be mined at the same time: first two large parts that need the log only, then
 * what needs the variants, large parts first. */
enum task {
    TASK_RESOURCES,
    TASK_CASES,
    TASKS_FIRST,
    TASK_GROUPS = TASKS_FIRST,
    TASK_ACTIVITIES,
    TASK_REWORK,
    TASK_SAMENESS,
    TASK_TIMELINE,
    TASKS,
};

struct mining {
    const struct gp_eventlog *log;
    const struct gp_mine_options *options;
    unsigned wanted; /* gp_mined bits */
    struct gp_stats *out;
    size_t first_task;
    enum gp_status status[TASKS];
    struct gp_err err[TASKS];
};

static bool is_wanted(const struct mining *m, enum gp_mined what)
{
    return (m->wanted & (unsigned)what) == (unsigned)what;
}

/* How long open cases have waited is told by the waits after activities. */
static unsigned wanted_of(const struct gp_mine_options *o)
{
    unsigned only = o->only != 0 ? o->only | GP_MINED_CASES : GP_MINED_ALL;

    return o->n_ends != 0 ? only | GP_MINED_ACTIVITIES : only;
}

static enum gp_status mine_cases(struct mining *m, struct gp_err *err)
{
    const struct gp_mine_options *o = m->options;
    struct gp_stats *out = m->out;
    enum gp_status st = gp_cases_mine(m->log, out->ends, out->n_ends, o->include_open,
                                      o->now, &out->cases, err);

    if (st == GP_OK)
        st = gp_variants_mine(m->log, o->include_open ? NULL : out->cases.open,
                              is_wanted(m, GP_MINED_VARIANTS), &out->variants, err);
    return st;
}

static enum gp_status mine_level(struct mining *m, enum gp_level level,
                                 struct gp_err *err)
{
    struct gp_stats *out = m->out;
    struct gp_links *links = &out->links[level];
    uint32_t *rank = gp_dict_ranks(gp_level_dict(m->log, level));
    enum gp_status st;

    if (rank == NULL)
        st = gp_fail_memory(err);
    else if (level == GP_BY_ACTIVITY)
        st = gp_links_mine(m->log, &out->variants, rank,
                           is_wanted(m, GP_MINED_ACTIVITIES) && m->log->has_time, links,
                           err);
    else
        st = gp_level_mine(m->log, level, rank, is_wanted(m, GP_MINED_OWNERS), links,
                           &out->pingpong[level], &out->owners[level],
                           &out->n_owners[level], err);
    if (st == GP_OK && is_wanted(m, GP_MINED_BOTTLENECKS))
        st = gp_bottlenecks_mine(m->log, links, rank, &out->bottlenecks, err);
    gp_free(rank);
    return st;
}

/* Activities tell what their links say together; open cases, which of them have waited
 * unusually long. */
static enum gp_status mine_activities(struct mining *m, struct gp_err *err)
{
    struct gp_stats *out = m->out;
    enum gp_status st = mine_level(m, GP_BY_ACTIVITY, err);

    if (st == GP_OK && is_wanted(m, GP_MINED_ACTIVITIES))
        st = gp_activities_mine(m->log, &out->variants, &out->links[GP_BY_ACTIVITY],
                                &out->activities, &out->n_activities, err);
    if (st == GP_OK && is_wanted(m, GP_MINED_ACTIVITIES))
        st = gp_cases_list_open(m->log, out->activities, out->n_activities, &out->cases,
                                err);
    return st;
}

static enum gp_status mine_task(struct mining *m, enum task task, struct gp_err *err)
{
    struct gp_stats *out = m->out;

    switch (task) {
    case TASK_RESOURCES:
        return mine_level(m, GP_BY_RESOURCE, err);
    case TASK_CASES:
        return mine_cases(m, err);
    case TASK_GROUPS:
        return mine_level(m, GP_BY_GROUP, err);
    case TASK_ACTIVITIES:
        return mine_activities(m, err);
    case TASK_REWORK:
        return gp_rework_mine(m->log, &out->variants, out->ends, out->n_ends,
                              &out->rework, &out->n_rework, err);
    case TASK_SAMENESS:
        return gp_sameness_mine(m->log, &out->variants, &out->sameness, err);
    default:
        return gp_timeline_mine(m->log, &out->cases, &out->timeline, err);
    }
}

static const enum gp_mined results[TASKS] = {
    [TASK_CASES] = GP_MINED_CASES,       [TASK_RESOURCES] = GP_MINED_HANDOFFS,
    [TASK_GROUPS] = GP_MINED_HANDOFFS,   [TASK_ACTIVITIES] = GP_MINED_FOLLOWS,
    [TASK_REWORK] = GP_MINED_REWORK,     [TASK_SAMENESS] = GP_MINED_SAMENESS,
    [TASK_TIMELINE] = GP_MINED_TIMELINE,
};

static void run_task(void *ctx, size_t i)
{
    struct mining *m = ctx;
    size_t task = m->first_task + i;

    if (!is_wanted(m, results[task]))
        return;
    m->status[task] = mine_task(m, (enum task)task, &m->err[task]);
}

/* The tasks from `from` to `to` (not itself). */
static enum gp_status run_tasks(struct mining *m, size_t from, size_t to,
                                struct gp_err *err)
{
    size_t i;

    m->first_task = from;
    gp_parallel(run_task, m, to - from, m->options->threads);
    for (i = from; i < to; i++) {
        if (m->status[i] != GP_OK) {
            if (err != NULL)
                *err = m->err[i];
            return m->status[i];
        }
    }
    return GP_OK;
}

static enum gp_status mine_all(const struct gp_eventlog *log,
                               const struct gp_mine_options *o, struct gp_stats *out,
                               struct gp_err *err)
{
    struct mining m = {.log = log, .options = o, .wanted = wanted_of(o), .out = out};
    enum gp_status st = find_ends(log, o, out, err);

    if (st == GP_OK)
        st = gp_bottlenecks_begin(&out->bottlenecks, err);
    if (st == GP_OK)
        st = run_tasks(&m, 0, TASKS_FIRST, err);
    if (st == GP_OK)
        st = run_tasks(&m, TASKS_FIRST, TASKS, err);
    if (st != GP_OK)
        return st;
    sum_times(log, out);
    gp_bottlenecks_end(out->links, out->all_case_time, &out->bottlenecks);
    return GP_OK;
}

/* Sums that must agree whatever the log (spec/reliability.md 3), where they were mined. */
static enum gp_status check_sums(const struct gp_eventlog *log, unsigned wanted,
                                 const struct gp_stats *s, struct gp_err *err)
{
    bool activities = (wanted & GP_MINED_ACTIVITIES) == GP_MINED_ACTIVITIES,
         follows = (wanted & GP_MINED_FOLLOWS) != 0;
    uint64_t events = activities ? 0 : log->n, cases = 0,
             links = follows ? 0 : log->n - log->n_cases;
    size_t i;

    for (i = 0; i < s->n_activities; i++)
        events += s->activities[i].events;
    for (i = 0; i < s->variants.n; i++)
        cases += s->variants.variant[i].count;
    for (i = 0; i < s->links[GP_BY_ACTIVITY].n; i++)
        links += s->links[GP_BY_ACTIVITY].stat[i].count;
    if (events == log->n && cases == log->n_cases && links == log->n - log->n_cases)
        return GP_OK;
    return gp_fail(
        err, GP_BUG,
        "the sums do not agree: %llu of %zu events, %llu of %zu cases, %llu of "
        "%zu links; please report this",
        (unsigned long long)events, log->n, (unsigned long long)cases, log->n_cases,
        (unsigned long long)links, log->n - log->n_cases);
}

enum gp_status gp_mine(const struct gp_eventlog *log,
                       const struct gp_mine_options *options, struct gp_stats *out,
                       struct gp_err *err)
{
    enum gp_status st;

    memset(out, 0, sizeof *out);
    out->log = log;
    st = mine_all(log, options, out, err);
    if (st == GP_OK)
        st = check_sums(log, wanted_of(options), out, err);
    if (st != GP_OK)
        gp_stats_release(out);
    return st;
}

enum gp_status gp_stats_set_open(struct gp_stats *stats, const bool *open,
                                 struct gp_err *err)
{
    enum gp_status st = gp_cases_set_open(stats->log, open, stats->activities,
                                          stats->n_activities, &stats->cases, err);

    if (st == GP_OK)
        st = gp_variants_set_open(stats->log, open, &stats->variants, err);
    if (st != GP_OK)
        return st;
    gp_timeline_release(&stats->timeline);
    return gp_timeline_mine(stats->log, &stats->cases, &stats->timeline, err);
}

void gp_stats_release(struct gp_stats *stats)
{
    int level;

    gp_free(stats->activities);
    gp_cases_release(&stats->cases);
    gp_variants_release(&stats->variants);
    gp_sameness_release(&stats->sameness);
    for (level = 0; level < GP_LEVELS; level++) {
        gp_links_release(&stats->links[level]);
        gp_pingpong_release(&stats->pingpong[level]);
        gp_free(stats->owners[level]);
    }
    gp_bottlenecks_release(&stats->bottlenecks);
    gp_free(stats->rework);
    gp_timeline_release(&stats->timeline);
    gp_free(stats->ends);
    memset(stats, 0, sizeof *stats);
}

struct gp_slice gp_stats_name(const struct gp_stats *stats, enum gp_level level,
                              uint32_t id)
{
    return gp_dict_name(gp_level_dict(stats->log, level), id);
}

struct gp_slice gp_stats_case(const struct gp_stats *stats, uint32_t case_id)
{
    return gp_dict_name(&stats->log->cases, case_id);
}

uint32_t gp_case_of_event(const struct gp_eventlog *log, uint32_t i)
{
    size_t low = 0, high = log->n_cases;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (log->first[middle] <= i)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}
