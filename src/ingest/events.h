/* events.h - a row becomes an event, or there is a reason why not.
 *
 * One maker a file; it knows the columns, reads the times, and appends to the log. The
 * shape chooses its function before the loop.
 */
#ifndef GP_INGEST_EVENTS_H
#define GP_INGEST_EVENTS_H

#include "ingest/columns/columns.h"
#include "ingest/stretch.h"
#include "ingest/times.h"

struct gp_batch;
struct gp_wide_state;

struct gp_event_counts {
    uint64_t used, rejected, ignored, events;
    uint64_t unread; /* of the rejected: a time that is there and cannot be read */
    uint64_t running, other_transitions, end_before_start;
    uint64_t other_fields, context_rows;
    uint64_t undated, planned, unclosed, contradict;
};

struct gp_event_maker {
    /* Set by the caller; all borrowed. */
    enum gp_shape shape;
    int column[GP_ROLES], second[GP_ROLES];
    const struct gp_history_columns *history; /* of the shape history */
    const struct gp_wide_columns *wide;       /* of the shape wide */
    const struct gp_slice *header;            /* names of the columns; wide */
    const int *keep; /* [n_keep] columns of kept attributes; -1: not in this file */
    size_t n_keep;
    const struct gp_slice *missing; /* markers of an empty resource, group, attribute */
    size_t n_missing;
    struct gp_time_parser time, start;
    struct gp_eventlog *log;
    struct gp_batch *batch; /* where events go instead of the log; NULL: to the log */
    struct gp_rejects *rejects;
    struct gp_case_rows *case_rows; /* NULL: need not be counted */
    const char *file;

    struct gp_event_counts count; /* on the way; and in time and start */

    /* Its own. */
    enum gp_status (*take)(struct gp_event_maker *m, const struct gp_row *row,
                           struct gp_err *err);
    struct gp_slice *kept;
    bool composed;           /* something was put together in these: */
    struct gp_text joined;   /* "A|B" of a two-column case id */
    struct gp_text activity; /* "A+B" of a two-column activity */
    struct gp_text named[4]; /* case, activity, resource, group where they are long */
    struct gp_text clock[2]; /* date and time of day of the time, of the start */
    struct gp_wide_state *wide_state;
};

/* Chooses how rows are taken. After the caller's part is set. */
enum gp_status gp_events_begin(struct gp_event_maker *m,
                               struct gp_err *err) GP_MUST_USE;

/* One row: used, rejected or ignored, exactly one of them. */
static inline enum gp_status
gp_events_take(struct gp_event_maker *m, const struct gp_row *row, struct gp_err *err)
{
    m->time.line = m->start.line = row->line;
    return m->take(m, row, err);
}

/* The usual rows from *i on become events, up to one that gp_events_take has to look at, or
 * the end: *i is its number. Of makers with a batch. */
enum gp_status gp_events_take_usual(struct gp_event_maker *m,
                                    const struct gp_stretch *rows, size_t *i,
                                    struct gp_err *err) GP_MUST_USE;

void gp_events_release(struct gp_event_maker *m);

/* Can its rows be taken by several makers, each some of them? */
bool gp_events_are_apart(const struct gp_event_maker *m);

/* What m counted of the next rows is added to the counts of all, and m begins at 0. */
void gp_events_give_counts(struct gp_event_maker *m, struct gp_event_maker *all);

#endif
