/* cut.c - see cut.h.
 *
 *   c1: a b   c2: x   c3: b a      keep c1, c3     c1: a b   c2: b a
 *   activities a b x                               activities a b
 */
#include "eventlog/cut.h"
#include "eventlog/columns.h"

#include <string.h>

/* ---- events move together ---- */

/* Stretches of kept events move to the front. width: bytes of one element; a column that
 * is not there is NULL. */
static void move_column(const struct gp_eventlog *log, const bool *keep, void *column,
                        size_t width)
{
    char *bytes = column;
    size_t c = 0, to = 0;

    while (bytes != NULL && c < log->n_cases) {
        size_t from = log->first[c], n;

        if (!keep[c++])
            continue;
        while (c < log->n_cases && keep[c])
            c++;
        n = log->first[c] - from;
        if (to != from)
            memmove(bytes + to * width, bytes + from * width, n * width);
        to += n;
    }
}

static void move_columns(struct gp_eventlog *log, const bool *keep)
{
    size_t i;

    for (i = 0; i < gp_columns(log); i++)
        move_column(log, keep, gp_column_get(log, i), gp_column_size(log, i));
}

static void move_cases(struct gp_eventlog *log, const bool *keep)
{
    size_t n = 0, events = 0, c;

    for (c = 0; c < log->n_cases; c++) {
        size_t length = log->first[c + 1] - log->first[c];

        if (!keep[c])
            continue;
        log->first[n++] = (uint32_t)events;
        events += length;
    }
    log->first[n] = (uint32_t)events;
    log->n_cases = n;
    log->n = events;
}

/* ---- names ---- */

/* The names with used[id], in their old order; number[id] is the new id of each. */
static bool keep_names(struct gp_dict *names, const bool *used, uint32_t *number)
{
    struct gp_dict fewer = {0};
    bool listed = gp_dict_is_list(names), good = true;
    size_t i;

    for (i = 0; i < names->n && good; i++) {
        if (number != NULL)
            number[i] = used[i] ? (uint32_t)fewer.n : GP_NO_ID;
        good = !used[i] || gp_dict_append(&fewer, names->name[i]);
    }
    if (!good || (!listed && !gp_dict_index(&fewer))) {
        gp_dict_release(&fewer);
        return false;
    }
    gp_dict_release(names);
    *names = fewer;
    return true;
}

/* Drops the names that none of the n ids means. */
static bool renumber(struct gp_dict *names, struct gp_ids *ids, size_t n)
{
    bool *used = gp_array_zero(names->n, sizeof *used), good;
    uint32_t *number = gp_array(names->n, sizeof *number);
    size_t n_used = 0, n_names = names->n, i;

    for (i = 0; used != NULL && i < n; i++) {
        uint32_t id = gp_id(*ids, i);

        if (id == GP_NO_ID || used[id])
            continue;
        used[id] = true;
        n_used++;
    }
    good = used != NULL && number != NULL;
    if (good && n_used < n_names) {
        good = keep_names(names, used, number);
        for (i = 0; good && i < n; i++) {
            uint32_t id = gp_id(*ids, i);

            good = id == GP_NO_ID || gp_ids_put(ids, i, number[id], n, n);
        }
    }
    gp_free(used);
    gp_free(number);
    return good;
}

bool gp_eventlog_drop_names(struct gp_eventlog *log)
{
    bool good = renumber(&log->activities, &log->activity, log->n);
    size_t k;

    if (good && log->resource.at != NULL)
        good = renumber(&log->resources, &log->resource, log->n);
    if (good && log->group.at != NULL)
        good = renumber(&log->groups, &log->group, log->n);
    for (k = 0; good && k < log->n_kept; k++)
        good = renumber(&log->kept[k].values, &log->kept[k].id, log->n);
    return good;
}

/* ---- ties ---- */

static void count_ties(struct gp_eventlog *log)
{
    size_t c, i;

    log->n_ties = 0;
    for (c = 0; log->has_time && c < log->n_cases; c++)
        for (i = log->first[c] + (size_t)1; i < log->first[c + 1]; i++)
            log->n_ties += gp_event_start(log, i - 1) == gp_event_start(log, i) &&
                           gp_event_end(log, i - 1) == gp_event_end(log, i);
}

enum gp_status gp_eventlog_cut(struct gp_eventlog *log, const bool *keep,
                               struct gp_err *err)
{
    move_columns(log, keep);
    if (!keep_names(&log->cases, keep, NULL))
        return gp_fail_memory(err);
    move_cases(log, keep);
    if (!gp_eventlog_drop_names(log))
        return gp_fail_memory(err);
    count_ties(log);
    return GP_OK;
}
