/* evaluate.c - which cases satisfy one term (bound.h): a pass over the columns it asks
 * for, case by case. Nothing is allocated and no text is looked at.
 */
#include "filter/bound.h"

#include <string.h>

/* ---- values ---- */

static bool matches(const struct gp_bound_term *b, size_t i)
{
    uint32_t id = gp_id(b->id, i);

    return b->match[id != GP_NO_ID ? id : b->n];
}

static bool in_period(const struct gp_bound_term *b, size_t i)
{
    bool in = b->time[i] >= b->period.from && b->time[i] < b->period.to;
    bool flip = b->term->negated && b->term->which != GP_WHICH_NOT_SAID;

    return in != flip;
}

static bool holds_at(const struct gp_bound_term *b, size_t i)
{
    return b->time != NULL ? in_period(b, i) : matches(b, i);
}

/* Does some (every) event from first to end - 1 satisfy it? */
static bool some(const struct gp_bound_term *b, size_t first, size_t end)
{
    while (first < end && !holds_at(b, first))
        first++;
    return first < end;
}

static bool every(const struct gp_bound_term *b, size_t first, size_t end)
{
    while (first < end && holds_at(b, first))
        first++;
    return first == end;
}

static void by_value(const struct gp_bound_term *b, const struct gp_eventlog *log,
                     bool *out)
{
    const struct gp_filter_term *t = b->term;
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        size_t first = log->first[c], end = log->first[c + 1];

        if (b->by_case) {
            bool flip = t->negated && t->which == GP_WHICH_NOT_SAID;

            out[c] = b->match[c] != flip;
            continue;
        }
        switch (t->which) {
        case GP_WHICH_NOT_SAID:
            out[c] = some(b, first, end) != t->negated;
            break;
        case GP_WHICH_ANY:
            out[c] = some(b, first, end);
            break;
        case GP_WHICH_ALL:
            out[c] = every(b, first, end);
            break;
        case GP_WHICH_FIRST:
            out[c] = holds_at(b, first);
            break;
        case GP_WHICH_LAST:
            out[c] = holds_at(b, end - 1);
            break;
        }
    }
}

/* ---- time of the case ---- */

static int64_t case_start(const struct gp_eventlog *log, size_t c)
{
    return gp_event_start(log, log->first[c]);
}

static int64_t case_end(const struct gp_eventlog *log, size_t c)
{
    int64_t last = gp_event_end(log, log->first[c]);
    size_t i;

    for (i = log->first[c] + (size_t)1; i < log->first[c + 1]; i++)
        last = log->end[i] > last ? log->end[i] : last;
    return last;
}

static void by_period(const struct gp_filter_term *t, const struct gp_eventlog *log,
                      bool *out)
{
    int64_t from = t->period.from, to = t->period.to;
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        int64_t start = case_start(log, c), end = case_end(log, c);

        switch (t->frame) {
        case GP_STARTED:
            out[c] = start >= from && start < to;
            break;
        case GP_FINISHED:
            out[c] = end >= from && end < to;
            break;
        case GP_CONTAINED:
            out[c] = start >= from && end < to;
            break;
        case GP_ACTIVE:
            out[c] = start < to && end >= from;
            break;
        }
    }
}

static bool span_holds(enum gp_filter_op op, int64_t a, int64_t b)
{
    return op == GP_OP_BELOW      ? a < b
           : op == GP_OP_AT_MOST  ? a <= b
           : op == GP_OP_ABOVE    ? a > b
           : op == GP_OP_AT_LEAST ? a >= b
                                  : a == b;
}

static void by_duration(const struct gp_filter_term *t, const struct gp_eventlog *log,
                        bool *out)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++)
        out[c] = span_holds(t->op, case_end(log, c) - case_start(log, c), t->span_us) !=
                 t->negated;
}

/* ---- activities ---- */

static void by_events(const struct gp_bound_term *b, const struct gp_eventlog *log,
                      bool *out)
{
    const struct gp_filter_term *t = b->term;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        uint64_t n = 0;

        for (i = log->first[c]; i < log->first[c + 1]; i++)
            n += b->names[gp_id(log->activity, i)];
        out[c] = gp_filter_holds(t->op, (double)n, t->number) != t->negated;
    }
}

/* Of the events before event i that are named, the one that decides: the one with the
 * latest end for "within", with the earliest for "after". */
static bool follows(const struct gp_bound_term *b, const struct gp_eventlog *log,
                    size_t i, int64_t named_end)
{
    int64_t gap = gp_event_start(log, i) - named_end;

    return b->term->limit == GP_SPAN_ANY      ? true
           : b->term->limit == GP_SPAN_WITHIN ? gap <= b->term->span_us
                                              : gap > b->term->span_us;
}

/* *named: is there an event of the first names at all? */
static bool has_follower(const struct gp_bound_term *b, const struct gp_eventlog *log,
                         size_t c, bool *named)
{
    bool earliest = b->term->limit == GP_SPAN_AFTER;
    bool waiting = false; /* an event of the first names lies before */
    int64_t named_end = 0;
    size_t i;

    *named = false;
    for (i = log->first[c]; i < log->first[c + 1]; i++) {
        bool is_named = b->names[gp_id(log->activity, i)];
        int64_t end = gp_event_end(log, i);

        *named |= is_named;
        if (waiting && b->then[gp_id(log->activity, i)] &&
            follows(b, log, i, named_end))
            return true;
        if (b->term->directly)
            waiting = false;
        if (is_named && (!waiting || (earliest ? end < named_end : end > named_end)))
            named_end = end;
        waiting |= is_named;
    }
    return false;
}

static void by_follower(const struct gp_bound_term *b, const struct gp_eventlog *log,
                        bool *out)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        bool named, has = has_follower(b, log, c, &named);

        out[c] = b->term->never ? named && !has : has;
    }
}

static bool has_rework(const struct gp_bound_term *b, const struct gp_eventlog *log,
                       size_t c)
{
    size_t first = log->first[c], end = log->first[c + 1], i;

    for (i = first; i < end; i++) {
        uint32_t a = gp_id(log->activity, i);

        if ((b->rework & GP_REWORK_REOPEN) != 0 && b->then[a] && i + 1 < end)
            return true;
        if (!b->names[a])
            continue;
        if ((b->rework & GP_REWORK_LOOP) != 0 && i > first &&
            gp_id(log->activity, i - 1) == a)
            return true;
        if ((b->rework & GP_REWORK_REPEAT) != 0 && b->seen[a] == c + 1)
            return true;
        b->seen[a] = (uint32_t)c + 1;
    }
    return false;
}

/* ---- all of them ---- */

void gp_filter_evaluate(const struct gp_bound_term *b, const struct gp_eventlog *log,
                        bool *out)
{
    size_t c;

    switch (b->term->kind) {
    case GP_TERM_VALUE:
        by_value(b, log, out);
        break;
    case GP_TERM_PERIOD:
        by_period(b->term, log, out);
        break;
    case GP_TERM_DURATION:
        by_duration(b->term, log, out);
        break;
    case GP_TERM_EVENTS:
        by_events(b, log, out);
        break;
    case GP_TERM_FOLLOWED:
        by_follower(b, log, out);
        break;
    case GP_TERM_VARIANT:
        for (c = 0; c < log->n_cases; c++)
            out[c] = b->variant[b->of_case[c]] != b->term->negated;
        break;
    case GP_TERM_REWORK:
        for (c = 0; c < log->n_cases; c++)
            out[c] = has_rework(b, log, c);
        break;
    }
}
