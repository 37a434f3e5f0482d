/* history.c - see history.h.
 *
 *   GP_ROW_CHANGE   an event; right behind it may be what was before:
 *   GP_ROW_BEFORE     the old value as the activity, at an unknown time, or
 *   GP_ROW_DATED      the same (it may be missing), at the time of the creation
 *   GP_ROW_CREATED  when the case was created, and by whom
 *   GP_ROW_PERSON   whose the case was from then on; nobody's where the person is missing
 *   GP_ROW_TEAM     the same for teams
 *
 *   Lead -> Offer at 10:00, created at 9:00, person Ann at 9:00   ->
 *   Lead at 9:00 by Ann, Offer at 10:00 by Ann
 *
 * Rows may come in any order.
 */
#include "eventlog/history.h"

#include "base/sort.h"

struct creation {
    bool known, has_row; /* has_row: told by a row, not by a column of other rows */
    int64_t time;
    uint32_t line, creator;
};

static struct creation find_creation(const struct gp_eventlog *log, uint32_t from,
                                     uint32_t to)
{
    struct creation c = {.creator = GP_NO_ID};
    uint32_t i;

    for (i = from; i < to; i++) {
        bool row = log->open[i] == GP_ROW_CREATED;

        if ((!row && log->open[i] != GP_ROW_DATED) ||
            (c.known && (!row || log->end[i] >= c.time)))
            continue;
        c.known = true;
        c.time = log->end[i];
        c.line = log->line[i];
        if (row)
            c.has_row = true;
        if (row && log->has_resource)
            c.creator = gp_id(log->resource, i);
    }
    return c;
}

/* The first of the changes in time; to: there is none. */
static uint32_t first_change(const struct gp_eventlog *log, uint32_t from, uint32_t to)
{
    uint32_t first = to, i;

    for (i = from; i < to; i++)
        if (log->open[i] == GP_ROW_CHANGE &&
            (first == to || log->end[i] < log->end[first]))
            first = i;
    return first;
}

/* The ids are some of the column. */
static void put(struct gp_ids *ids, uint32_t i, uint32_t id)
{
    (void)gp_ids_put(ids, i, id, 0, 0);
}

/* What was before the first change becomes an event at the creation. */
static bool begin_case(struct gp_eventlog *log, uint32_t from, uint32_t to,
                       struct gp_paired *count)
{
    struct creation c = find_creation(log, from, to);
    uint32_t first = first_change(log, from, to), i = first + 1;

    if (i >= to || (log->open[i] != GP_ROW_BEFORE && log->open[i] != GP_ROW_DATED) ||
        gp_id(log->activity, i) == GP_NO_ID)
        return false;
    if (log->cut && !c.has_row) /* the latest first: the first change may not be read */
        return false;
    if (!c.known || c.time >= log->end[first]) {
        count->unknown_starts++;
        return false;
    }
    log->open[i] = GP_ROW_CHANGE;
    log->line[i] = c.line;
    log->end[i] = c.time;
    if (log->has_start)
        log->start[i] = c.time;
    if (log->has_resource)
        put(&log->resource, i, c.creator);
    count->first_states++;
    return true;
}

/* The last row of the kind that is not after the time: also one of the same instant, since
 * a system writes all changes of one save with one time. */
static uint32_t owner_at(const struct gp_eventlog *log, const struct gp_ids *ids,
                         const uint32_t *turn, size_t n, int64_t time)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (log->end[turn[middle]] <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low != 0 ? gp_id(*ids, turn[low - 1]) : GP_NO_ID;
}

static int by_time(const void *ctx, const void *x, const void *y)
{
    const struct gp_eventlog *log = ctx;
    int64_t a = log->end[*(const uint32_t *)x], b = log->end[*(const uint32_t *)y];

    return a < b ? -1 : a > b;
}

/* Changes without a person, or without a team, get whose the case was. row: room. */
static bool give_owners(struct gp_eventlog *log, struct gp_ids *ids, uint8_t kind,
                        uint32_t from, uint32_t to, uint32_t *row)
{
    size_t n = 0;
    uint32_t i;

    for (i = from; i < to; i++)
        if (log->open[i] == kind)
            row[n++] = i;
    if (n == 0 || ids->at == NULL)
        return true;
    if (!gp_sort(row, n, sizeof *row, by_time, log))
        return false;
    for (i = from; i < to; i++)
        if (log->open[i] == GP_ROW_CHANGE && gp_id(*ids, i) == GP_NO_ID)
            put(ids, i, owner_at(log, ids, row, n, log->end[i]));
    return true;
}

bool gp_history_case(struct gp_eventlog *log, uint32_t from, uint32_t to, uint32_t *row,
                     struct gp_paired *count, int32_t *more)
{
    uint32_t i;

    *more -= begin_case(log, from, to, count); /* no row of its own */
    if (!give_owners(log, &log->resource, GP_ROW_PERSON, from, to, row) ||
        !give_owners(log, &log->group, GP_ROW_TEAM, from, to, row))
        return false;
    for (i = from; i < to; i++)
        if (log->open[i] >= GP_ROW_CHANGE)
            log->open[i] = log->open[i] == GP_ROW_CHANGE ? GP_ROW_EVENT : GP_ROW_GONE;
    return true;
}
