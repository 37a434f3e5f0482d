/* walk.h - the times of a grouped log as the inner loops of miners want them: in a copy of
 * their own, so that the compiler keeps the columns in registers. */
#ifndef GP_MINE_WALK_H
#define GP_MINE_WALK_H

#include "eventlog/eventlog.h"

struct gp_times {
    const int64_t *start, *end; /* NULL without times */
};

static inline struct gp_times gp_times_of(const struct gp_eventlog *log)
{
    return (struct gp_times){log->start != NULL ? log->start : log->end, log->end};
}

static inline int64_t gp_times_start(struct gp_times t, size_t i)
{
    return t.start != NULL ? t.start[i] : 0;
}
static inline int64_t gp_times_end(struct gp_times t, size_t i)
{
    return t.end != NULL ? t.end[i] : 0;
}

/* gp_event_wait */
static inline int64_t gp_times_wait(struct gp_times t, size_t i)
{
    int64_t w = t.end != NULL ? t.start[i + 1] - t.end[i] : 0;

    return w > 0 ? w : 0;
}

/* Latest end of the case. In order of start, which is the order of ends where events have
 * one time. */
static inline int64_t gp_case_end(const struct gp_eventlog *log, size_t c)
{
    size_t i = log->first[c + 1] - 1;
    int64_t end = gp_event_end(log, i);

    for (; log->start != NULL && i-- > log->first[c];)
        end = log->end[i] > end ? log->end[i] : end;
    return end;
}

#endif
