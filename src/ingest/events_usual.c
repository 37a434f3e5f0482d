/* events_usual.c - usual rows become events straight from the ends of their fields.
 *
 * Most rows of most logs have all that an event needs, and a time as the row before. Those
 * are done here, in one loop, without a row in between; any other is left, before anything
 * of it was counted, to the shape's own way (events.c), which is also the oracle.
 */
#include "eventlog/batch.h"
#include "ingest/events.h"
#include "ingest/longname.h"

/* A row of a stretch. */
struct place {
    const struct gp_stretch *rows;
    const char *at;
    const uint32_t *end;
};

/* The trimmed text of a field. False: there are quotes in it. */
static inline bool cell(const struct place *row, int column, struct gp_slice *text)
{
    const char *window = row->rows->window, *end = window + row->end[column];
    const char *p = column == 0 ? row->at : window + row->end[column - 1] + 1;

    if (p < end && *p == row->rows->quote) {
        p++;
        end--;
        if (memchr(p, row->rows->quote, (size_t)(end - p)) != NULL)
            return false;
    }
    *text = gp_slice_trim(gp_slice_n(p, (size_t)(end - p)));
    return true;
}

static bool is_marker(const struct gp_event_maker *m, struct gp_slice text)
{
    size_t i;

    for (i = 0; i < m->n_missing; i++)
        if (gp_slice_eq(text, m->missing[i]))
            return true;
    return false;
}

/* The same, of a value that need not be there. */
static inline bool cell_or_missing(const struct gp_event_maker *m,
                                   const struct place *row, int column,
                                   struct gp_slice *text)
{
    *text = gp_slice_n("", 0);
    if (column < 0)
        return true;
    if (!cell(row, column, text))
        return false;
    if (m->n_missing != 0 && is_marker(m, *text))
        *text = gp_slice_n("", 0);
    return true;
}

static bool keep_values(struct gp_event_maker *m, const struct place *row)
{
    size_t k;

    for (k = 0; k < m->n_keep; k++)
        if (!cell_or_missing(m, row, m->keep[k], &m->kept[k]))
            return false;
    return true;
}

static inline bool names(struct gp_event_maker *m, const struct place *row,
                         struct gp_event *e)
{
    if (!cell(row, m->column[GP_ROLE_CASE], &e->case_id) ||
        !cell(row, m->column[GP_ROLE_ACTIVITY], &e->activity) ||
        !cell_or_missing(m, row, m->column[GP_ROLE_RESOURCE], &e->resource) ||
        !cell_or_missing(m, row, m->column[GP_ROLE_GROUP], &e->group) ||
        e->case_id.len == 0 || e->activity.len == 0)
        return false;
    return e->case_id.len < GP_NAME_MOST && e->activity.len < GP_NAME_MOST &&
           e->resource.len < GP_NAME_MOST && e->group.len < GP_NAME_MOST &&
           (m->n_keep == 0 || keep_values(m, row));
}

static inline bool usual_event(struct gp_event_maker *m, const struct place *row,
                               struct gp_event *e)
{
    struct gp_slice time;

    if (!names(m, row, e) || !cell_or_missing(m, row, m->column[GP_ROLE_TIME], &time) ||
        !gp_time_quick(&m->time, time, &e->end))
        return false;
    e->start = e->end;
    return true;
}

/* One column for each role, and one time. */
static bool has_usual_rows(const struct gp_event_maker *m)
{
    return m->shape == GP_SHAPE_EVENTS && m->column[GP_ROLE_CASE] >= 0 &&
           m->column[GP_ROLE_ACTIVITY] >= 0 && m->column[GP_ROLE_TIME] >= 0 &&
           m->second[GP_ROLE_CASE] < 0 && m->second[GP_ROLE_ACTIVITY] < 0 &&
           m->second[GP_ROLE_TIME] < 0;
}

enum gp_status gp_events_take_usual(struct gp_event_maker *m,
                                    const struct gp_stretch *rows, size_t *i,
                                    struct gp_err *err)
{
    struct gp_event e = {.kept = m->kept};
    size_t from = *i, n = has_usual_rows(m) ? rows->n : 0;

    for (; *i < n; ++*i) {
        const struct place row = {rows, gp_stretch_at(rows, *i),
                                  gp_stretch_ends(rows, *i)};
        uint64_t line = gp_stretch_line(rows, *i);

        e.line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
        m->time.line = line;
        if (!usual_event(m, &row, &e))
            break;
        if (!gp_batch_add_lying(m->batch, &e))
            return gp_fail_memory(err);
    }
    m->count.used += *i - from;
    m->count.events += *i - from;
    return GP_OK;
}
