/* events.c - see events.h.
 *
 *   events      one row, one instant
 *   interval    start and end; an end alone is an instant, a start alone is running
 *   lifecycle   rows that start and rows that complete work; the log makes events of
 *               them when it is grouped (eventlog/pair.h): whatever order parts of a file
 *               are read in. Other transitions are used up without becoming events.
 *   history     new value of one field             events_history.c
 *   wide        dates of steps in columns          events_wide.c
 *   no time     as events, in the order of lines
 */
#include "ingest/events.h"

#include "eventlog/batch.h"
#include "ingest/events_parts.h"
#include "ingest/longname.h"

#include <string.h>

static inline struct gp_slice cell_or_missing(const struct gp_event_maker *m,
                                              const struct gp_row *row, int column)
{
    struct gp_slice s = gp_row_cell(row, column);
    size_t i;

    for (i = 0; i < m->n_missing; i++)
        if (gp_slice_eq(s, m->missing[i]))
            return gp_slice_n("", 0);
    return s;
}

/* Where rows tell empty values from none: that difference is kept. */
static struct gp_slice cell_or_none(const struct gp_event_maker *m,
                                    const struct gp_row *row, int column)
{
    struct gp_slice s = gp_slice_n(NULL, 0), whole;

    if (column < 0 || gp_row_field(row, (size_t)column).at == NULL)
        return s;
    whole = gp_row_cell(row, column);
    s = cell_or_missing(m, row, column);
    return s.len == whole.len ? s : gp_slice_n(NULL, 0); /* --missing */
}

struct gp_slice gp_event_cell_or_missing(const struct gp_event_maker *m,
                                         const struct gp_row *row, int column)
{
    return cell_or_missing(m, row, column);
}

enum gp_status gp_event_refuse(struct gp_event_maker *m, const struct gp_row *row,
                               enum gp_reject reason, struct gp_slice found,
                               struct gp_err *err)
{
    m->count.rejected++;
    m->count.unread += reason == GP_REJECT_BAD_TIME || reason == GP_REJECT_IMPLAUSIBLE;
    return gp_rejects_add(m->rejects, reason, m->file, row->line, gp_row_record(row),
                          found, err);
}

/* Case id from two columns: "A|B", neither part escaped. */
static struct gp_slice joined_case(struct gp_event_maker *m, const struct gp_row *row)
{
    struct gp_slice a = gp_row_cell(row, m->column[GP_ROLE_CASE]),
                    b = gp_row_cell(row, m->second[GP_ROLE_CASE]);

    if (a.len == 0 || b.len == 0)
        return gp_slice_n("", 0);
    m->composed = true;
    gp_text_clear(&m->joined);
    gp_text_add_slice(&m->joined, a);
    gp_text_add_char(&m->joined, '|');
    gp_text_add_slice(&m->joined, b);
    return gp_slice_n(m->joined.at, m->joined.len);
}

/* Activity from two columns: "Accepted+In Progress", as classifiers of XES join theirs; a
 * status without a second word stands alone. */
static struct gp_slice joined_activity(struct gp_event_maker *m,
                                       const struct gp_row *row)
{
    struct gp_slice a = gp_row_cell(row, m->column[GP_ROLE_ACTIVITY]),
                    b = gp_row_cell(row, m->second[GP_ROLE_ACTIVITY]);

    if (a.len == 0 || b.len == 0)
        return a.len == 0 ? b : a;
    m->composed = true;
    gp_text_clear(&m->activity);
    gp_text_add_slice(&m->activity, a);
    gp_text_add_char(&m->activity, '+');
    gp_text_add_slice(&m->activity, b);
    return gp_slice_n(m->activity.at, m->activity.len);
}

static bool any_is_long(const struct gp_event *e)
{
    return e->case_id.len >= GP_NAME_MOST || e->activity.len >= GP_NAME_MOST ||
           e->resource.len >= GP_NAME_MOST || e->group.len >= GP_NAME_MOST;
}

static void shorten(struct gp_event_maker *m, struct gp_event *e)
{
    struct gp_slice *name[] = {&e->case_id, &e->activity, &e->resource, &e->group};
    size_t i;

    m->composed = true;
    for (i = 0; i < sizeof name / sizeof name[0]; i++)
        *name[i] = gp_longname_keep(&m->named[i], *name[i]);
}

bool gp_event_names_failed(const struct gp_event_maker *m)
{
    if (!m->composed)
        return false;
    return m->clock[0].failed || m->clock[1].failed || m->joined.failed ||
           m->activity.failed || m->named[0].failed || m->named[1].failed ||
           m->named[2].failed || m->named[3].failed;
}

/* Names of the row; *reason is set when one that must be there is missing. */
bool gp_event_names(struct gp_event_maker *m, const struct gp_row *row,
                    struct gp_event *e, enum gp_reject *reason)
{
    size_t k;

    e->case_id = m->second[GP_ROLE_CASE] >= 0
                     ? joined_case(m, row)
                     : gp_row_cell(row, m->column[GP_ROLE_CASE]);
    e->activity = m->second[GP_ROLE_ACTIVITY] >= 0
                      ? joined_activity(m, row)
                      : gp_row_cell(row, m->column[GP_ROLE_ACTIVITY]);
    e->resource = cell_or_missing(m, row, m->column[GP_ROLE_RESOURCE]);
    e->group = cell_or_missing(m, row, m->column[GP_ROLE_GROUP]);
    e->line = row->line < UINT32_MAX ? (uint32_t)row->line : UINT32_MAX;
    if (any_is_long(e))
        shorten(m, e);
    for (k = 0; k < m->n_keep; k++)
        m->kept[k] = row->tells_empty ? cell_or_none(m, row, m->keep[k])
                                      : cell_or_missing(m, row, m->keep[k]);
    e->kept = m->kept;
    e->keeps_empty = row->tells_empty;
    *reason = e->case_id.len == 0 ? GP_REJECT_NO_CASE : GP_REJECT_NO_ACTIVITY;
    return e->case_id.len != 0 && e->activity.len != 0;
}

static inline struct gp_slice time_cell(struct gp_event_maker *m,
                                        const struct gp_row *row, enum gp_role role)
{
    struct gp_slice time = cell_or_missing(m, row, m->column[role]);

    if (m->second[role] < 0)
        return time;
    m->composed = true;
    return gp_time_join(&m->clock[role == GP_ROLE_START], time,
                        cell_or_missing(m, row, m->second[role]));
}

struct gp_slice gp_event_time(struct gp_event_maker *m, const struct gp_row *row,
                              enum gp_role role)
{
    return time_cell(m, row, role);
}

enum gp_reject gp_time_reject(enum gp_time_result r)
{
    return r == GP_TIME_EMPTY ? GP_REJECT_NO_TIME
           : r == GP_TIME_BAD ? GP_REJECT_BAD_TIME
                              : GP_REJECT_IMPLAUSIBLE;
}

enum gp_status gp_event_hand_on(struct gp_event_maker *m, const struct gp_event *e,
                                struct gp_err *err)
{
    if (m->batch == NULL)
        return gp_eventlog_add(m->log, e, err);
    return gp_batch_add(m->batch, e) ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_event_append(struct gp_event_maker *m, const struct gp_event *e,
                               struct gp_err *err)
{
    if (gp_event_names_failed(m))
        return gp_fail_memory(err);
    m->count.used++;
    m->count.events++;
    return gp_event_hand_on(m, e, err);
}

static enum gp_status take_untimed(struct gp_event_maker *m, const struct gp_row *row,
                                   struct gp_err *err)
{
    struct gp_event e = {0};
    enum gp_reject reason;

    if (!gp_event_names(m, row, &e, &reason))
        return gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
    return gp_event_append(m, &e, err);
}

bool gp_event_moment(struct gp_event_maker *m, const struct gp_row *row,
                     struct gp_event *e, enum gp_status *st, struct gp_err *err)
{
    enum gp_reject reason;
    struct gp_slice time = time_cell(m, row, GP_ROLE_TIME);
    enum gp_time_result r;

    if (!gp_event_names(m, row, e, &reason)) {
        *st = gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
        return false;
    }
    r = gp_time_parse(&m->time, time, &e->end);
    if (r != GP_TIME_OK) {
        *st = gp_event_refuse(m, row, gp_time_reject(r), time, err);
        return false;
    }
    e->start = e->end;
    e->kind = GP_ROW_EVENT;
    e->instance = gp_slice_n("", 0);
    return true;
}

static enum gp_status take_event(struct gp_event_maker *m, const struct gp_row *row,
                                 struct gp_err *err)
{
    struct gp_event e;
    enum gp_status st;

    return gp_event_moment(m, row, &e, &st, err) ? gp_event_append(m, &e, err) : st;
}

/* A start alone. */
static enum gp_status append_running(struct gp_event_maker *m, struct gp_event *e,
                                     struct gp_err *err)
{
    e->end = e->start;
    e->kind = GP_ROW_OPEN;
    m->count.running++;
    return gp_event_append(m, e, err);
}

static enum gp_status take_interval(struct gp_event_maker *m, const struct gp_row *row,
                                    struct gp_err *err)
{
    struct gp_event e = {0};
    enum gp_reject reason;
    struct gp_slice start = time_cell(m, row, GP_ROLE_START);
    struct gp_slice end = time_cell(m, row, GP_ROLE_TIME);
    enum gp_time_result s, t;

    if (!gp_event_names(m, row, &e, &reason))
        return gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
    t = gp_time_parse(&m->time, end, &e.end);
    s = gp_time_parse(&m->start, start, &e.start);
    if (t != GP_TIME_OK && (t != GP_TIME_EMPTY || s == GP_TIME_EMPTY))
        return gp_event_refuse(m, row, gp_time_reject(t), end, err);
    if (s != GP_TIME_OK && s != GP_TIME_EMPTY)
        return gp_event_refuse(m, row, gp_time_reject(s), start, err);
    if (s == GP_TIME_EMPTY)
        e.start = e.end;
    if (t == GP_TIME_EMPTY)
        return append_running(m, &e, err);
    m->count.end_before_start += e.end < e.start;
    return gp_event_append(m, &e, err);
}

/* ---- lifecycle ---- */

static enum gp_status take_lifecycle(struct gp_event_maker *m, const struct gp_row *row,
                                     struct gp_err *err)
{
    struct gp_event e;
    struct gp_slice word = gp_row_cell(row, m->column[GP_ROLE_LIFECYCLE]);
    enum gp_status st;

    if (!gp_event_moment(m, row, &e, &st, err))
        return st;
    switch (word.len == 0 ? 'C' : gp_lifecycle_kind(word)) {
    case 'S':
        e.kind = GP_ROW_START;
        break;
    case 'C':
        e.kind = GP_ROW_COMPLETE;
        break;
    default:
        m->count.used++;
        m->count.other_transitions++;
        return gp_case_rows_add(m->case_rows, e.case_id, 1) ? GP_OK
                                                            : gp_fail_memory(err);
    }
    e.instance = gp_row_cell(row, m->column[GP_ROLE_INSTANCE]);
    return gp_event_append(m, &e, err);
}

/* ---- the maker ---- */

enum gp_status gp_events_begin(struct gp_event_maker *m, struct gp_err *err)
{
    m->kept = gp_array_zero(m->n_keep, sizeof *m->kept);
    if (m->kept == NULL)
        return gp_fail_memory(err);
    if (m->shape == GP_SHAPE_WIDE)
        return gp_wide_begin(m, err);
    if (m->shape == GP_SHAPE_HISTORY) {
        m->take = gp_history_take;
    } else if (m->column[GP_ROLE_TIME] < 0) {
        m->take = take_untimed;
    } else if (m->shape == GP_SHAPE_INTERVAL) {
        m->take = take_interval;
    } else if (m->shape == GP_SHAPE_LIFECYCLE) {
        m->take = take_lifecycle;
    } else {
        m->take = take_event;
    }
    return GP_OK;
}

void gp_events_release(struct gp_event_maker *m)
{
    size_t i;

    gp_free(m->kept);
    m->kept = NULL;
    gp_text_release(&m->joined);
    gp_text_release(&m->activity);
    for (i = 0; i < sizeof m->named / sizeof m->named[0]; i++)
        gp_text_release(&m->named[i]);
    gp_text_release(&m->clock[0]);
    gp_text_release(&m->clock[1]);
    gp_wide_free(m->wide_state);
    m->wide_state = NULL;
}

bool gp_events_are_apart(const struct gp_event_maker *m)
{
    return m->shape == GP_SHAPE_EVENTS || m->shape == GP_SHAPE_INTERVAL ||
           m->case_rows == NULL;
}

void gp_events_give_counts(struct gp_event_maker *m, struct gp_event_maker *all)
{
    const struct gp_event_counts *c = &m->count;
    struct gp_event_counts *to = &all->count;

    to->used += c->used;
    to->rejected += c->rejected;
    to->ignored += c->ignored;
    to->events += c->events;
    to->unread += c->unread;
    to->running += c->running;
    to->end_before_start += c->end_before_start;
    to->other_transitions += c->other_transitions;
    to->other_fields += c->other_fields;
    to->context_rows += c->context_rows;
    to->undated += c->undated;
    to->planned += c->planned;
    to->unclosed += c->unclosed;
    to->contradict += c->contradict;
    memset(&m->count, 0, sizeof m->count);
    gp_time_give_notes(&m->time, &all->time);
    gp_time_give_notes(&m->start, &all->start);
}
