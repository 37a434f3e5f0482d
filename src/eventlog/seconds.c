/* seconds.c - are all times of a log whole seconds, near enough to each other that spans fit
 * into four bytes (eventlog.h)? Where not, one of the
 * first events tells. */
#include "eventlog/fill.h"

#include "base/instant.h"
#include "base/parallel.h"

enum { STRETCHES = 32 };
static const uint64_t APART = (UINT64_C(1) << 31) * GP_SECOND_US;

struct seconds {
    const struct gp_eventlog *log;
    struct stretch {
        bool whole;
        int64_t low, high; /* us */
    } stretch[STRETCHES];
};

static void look_at(void *ctx, size_t k)
{
    struct seconds *s = ctx;
    const struct gp_eventlog *log = s->log;
    const int64_t *end = log->end, *start = log->start != NULL ? log->start : end;
    size_t i = log->n * k / STRETCHES, to = log->n * (k + 1) / STRETCHES;
    int64_t low = INT64_MAX, high = INT64_MIN;
    bool whole = true;

    for (; i < to && whole; i++) {
        low = start[i] < low ? start[i] : low;
        high = end[i] > high ? end[i] : high;
        whole = start[i] <= end[i] && end[i] % GP_SECOND_US == 0 &&
                (start == end || start[i] % GP_SECOND_US == 0);
    }
    s->stretch[k] = (struct stretch){whole, low, high};
}

void gp_eventlog_find_seconds(struct gp_eventlog *log)
{
    struct seconds s = {.log = log};
    int64_t low = INT64_MAX, high = INT64_MIN;
    size_t k;

    log->whole_seconds = log->has_time && log->n != 0;
    if (!log->whole_seconds)
        return;
    gp_parallel(look_at, &s, STRETCHES, log->threads);
    for (k = 0; k < STRETCHES; k++) {
        const struct stretch *x = &s.stretch[k];

        low = x->low < low ? x->low : low;
        high = x->high > high ? x->high : high;
        log->whole_seconds &= x->whole;
    }
    log->whole_seconds &= (uint64_t)high - (uint64_t)low < APART;
}
