/* gaps_order.c - events whose times contradict the order in which they were written (O12
 * of spec/conformance.md 6.2): a clock that was wrong, or a time put in later.
 *
 *   line 4  09:00 Log      line 5  11:00 Fix      line 6  10:00 Triage
 *   by time Triage comes before Fix: the file says the opposite
 *
 * The file is a witness only where it is in order otherwise: when at most 5 % of the
 * neighbours of all cases stand the other way round. Rows of different files say nothing
 * about each other, and events of equal time keep the order of the file anyway.
 */
#include "mine/gaps/gaps_parts.h"

enum { MOST_PERCENT = 5 };

static bool is_turned(const struct gp_eventlog *log, size_t event)
{
    return gp_event_file(log, event) == gp_event_file(log, event + 1) &&
           log->line[event] > log->line[event + 1];
}

static bool is_witness(const struct gp_eventlog *log)
{
    uint64_t links = 0, turned = 0;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            links++;
            turned += is_turned(log, i);
        }
    return turned > 0 && turned * 100 <= links * MOST_PERCENT;
}

void gp_gaps_order(struct gp_gapper *g)
{
    const struct gp_gap_key key = gp_gap_key_of(GP_GAP_TIME_ORDER);
    const struct gp_eventlog *log = g->log;
    uint32_t c, i;

    if (!log->has_time || !is_witness(log))
        return;
    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            struct gp_gap_hit hit = {.case_id = c,
                                     .event = {i, i + 1, GP_NO_ID},
                                     .certain = GP_CERTAIN_YES,
                                     .around = {GP_NO_ID, GP_NO_ID},
                                     .match = {GP_NO_ID, GP_NO_ID}};

            if (is_turned(log, i))
                gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
        }
}
