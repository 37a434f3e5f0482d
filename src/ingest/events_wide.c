/* events_wide.c - one row a case, a column of dates for each step (events.h).
 *
 *   D-1, 2024-01-05, 2024-01-09, ,   ->  (D-1, Created, 01-05), (D-1, Qualified, 01-09)
 *
 * An empty date is a step that did not happen. All dates of a row are read before its
 * first event is made, so that a row is used as a whole or refused as a whole. Equal
 * dates keep the order of the columns. A row without any date is a case that has not
 * begun: it is ignored, and counted.
 */
#include "ingest/events_parts.h"

struct gp_wide_state {
    int64_t *time;       /* [n] of the row */
    bool *has;           /* [n] */
    struct gp_dict seen; /* values of the status column met so far */
    bool *closed;        /* [seen.n] does it say closed? */
    size_t cap;
    bool closing;     /* one of the steps is a closing */
    bool late_status; /* that is taken from open cases too */
};

void gp_wide_free(struct gp_wide_state *s)
{
    if (s == NULL)
        return;
    gp_free(s->time);
    gp_free(s->has);
    gp_free(s->closed);
    gp_dict_release(&s->seen);
    gp_free(s);
}

/* A few values come again and again: words are looked at once. */
static enum gp_status is_closed(struct gp_wide_state *s, struct gp_slice status,
                                bool *out, struct gp_err *err)
{
    size_t before = s->seen.n;
    uint32_t id = gp_dict_add(&s->seen, status);

    if (id == GP_NO_ID || !gp_reserve(&s->closed, &s->cap, s->seen.n))
        return gp_fail_memory(err);
    if (s->seen.n != before)
        s->closed[id] = gp_says_closed(status);
    *out = s->closed[id];
    return GP_OK;
}

/* Dates of the row into the state; *bad is the column of one that cannot be read. */
static enum gp_time_result read_dates(struct gp_event_maker *m,
                                      const struct gp_row *row, size_t *n, int *bad)
{
    struct gp_wide_state *s = m->wide_state;
    size_t i;

    *n = 0;
    for (i = 0; i < m->wide->n; i++) {
        struct gp_slice date = gp_event_cell_or_missing(m, row, m->wide->stage[i]);
        enum gp_time_result r;

        if (date.len != 0 && m->wide->of_day[i] >= 0) {
            m->composed = true;
            date = gp_time_join(&m->clock[0], date,
                                gp_event_cell_or_missing(m, row, m->wide->of_day[i]));
        }
        r = date.len != 0 ? gp_time_parse(&m->time, date, &s->time[i]) : GP_TIME_EMPTY;

        s->has[i] = r == GP_TIME_OK;
        *n += s->has[i];
        if (r != GP_TIME_OK && r != GP_TIME_EMPTY) {
            *bad = m->wide->stage[i];
            return r;
        }
    }
    return GP_TIME_OK;
}

static bool is_closing(enum gp_stage_kind kind)
{
    return kind == GP_STAGE_CLOSING || kind == GP_STAGE_PLAN;
}

/* Does the status agree with the date of the closing? A planned one of an open case is
 * no event. */
static enum gp_status judge_closing(struct gp_event_maker *m, const struct gp_row *row,
                                    size_t *n, struct gp_err *err)
{
    struct gp_wide_state *s = m->wide_state;
    bool closed = true, dated = false;
    enum gp_status st;
    size_t i;

    if (m->wide->status < 0 || !s->closing)
        return GP_OK;
    st = is_closed(s, gp_row_cell(row, m->wide->status), &closed, err);
    for (i = 0; i < m->wide->n && st == GP_OK; i++) {
        if (!is_closing(m->wide->kind[i]) || !s->has[i])
            continue;
        dated = true;
        if (!closed && m->wide->kind[i] == GP_STAGE_PLAN) {
            s->has[i] = false;
            m->count.planned++;
            --*n;
        }
    }
    m->count.unclosed += closed && !dated;
    m->count.contradict += !closed && dated && s->late_status;
    return st;
}

static enum gp_status append_events(struct gp_event_maker *m, struct gp_event *e,
                                    struct gp_err *err)
{
    struct gp_wide_state *s = m->wide_state;
    enum gp_status st = gp_event_names_failed(m) ? gp_fail_memory(err) : GP_OK;
    size_t i;

    for (i = 0; i < m->wide->n && st == GP_OK; i++) {
        if (!s->has[i])
            continue;
        e->activity = m->header[m->wide->stage[i]];
        e->start = e->end = s->time[i];
        m->count.events++;
        st = gp_event_hand_on(m, e, err);
    }
    return st;
}

static enum gp_status take_wide(struct gp_event_maker *m, const struct gp_row *row,
                                struct gp_err *err)
{
    struct gp_event e = {0};
    enum gp_reject reason;
    enum gp_time_result r;
    enum gp_status st;
    size_t n = 0;
    int bad = -1;

    if (!gp_event_names(m, row, &e, &reason) && reason == GP_REJECT_NO_CASE)
        return gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
    r = read_dates(m, row, &n, &bad);
    if (r != GP_TIME_OK)
        return gp_event_refuse(m, row, gp_time_reject(r), gp_row_cell(row, bad), err);
    st = judge_closing(m, row, &n, err);
    if (st != GP_OK)
        return st;
    if (n == 0) {
        m->count.ignored++;
        m->count.undated++;
        return GP_OK;
    }
    m->count.used++;
    if (!gp_case_rows_add(m->case_rows, e.case_id, 1 - (int64_t)n))
        return gp_fail_memory(err);
    return append_events(m, &e, err);
}

enum gp_status gp_wide_begin(struct gp_event_maker *m, struct gp_err *err)
{
    struct gp_wide_state *s = gp_array_zero(1, sizeof *s);
    size_t i;

    m->wide_state = s;
    m->take = take_wide;
    if (s == NULL)
        return gp_fail_memory(err);
    s->time = gp_array_zero(m->wide->n, sizeof *s->time);
    s->has = gp_array_zero(m->wide->n, sizeof *s->has);
    if (s->time == NULL || s->has == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < m->wide->n; i++) {
        s->closing |= is_closing(m->wide->kind[i]);
        s->late_status |= m->wide->kind[i] == GP_STAGE_CLOSING;
    }
    return GP_OK;
}
