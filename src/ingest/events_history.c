/* events_history.c - a row tells that a field of a case changed (events.h).
 *
 *   field of the process      an event: the new value is the activity; and what was before
 *   field of persons, teams   from then on the case is theirs
 *   field of the creation     when the case began, and who wrote that
 *   another field, or nothing ignored, and counted
 *
 * Rows may come in any order: the log makes events of them when it is grouped
 * (eventlog/history.h). The first change of a case also tells its state before, as the old
 * value: an event at the creation of the case where that is known, else only counted.
 */
#include "ingest/events_parts.h"

static bool is_field(struct gp_slice field, const struct gp_text *name)
{
    return name->len != 0 && gp_slice_eq(field, gp_slice_n(name->at, name->len));
}

/* When the case was created, where a column tells. What is odd about such times was noted
 * with the times of changes, or is not worth a note in each of them. */
static bool is_dated(const struct gp_event_maker *m, const struct gp_row *row,
                     int64_t *created)
{
    struct gp_time_parser quiet = m->start;

    return m->history->created >= 0 &&
           gp_time_parse(&quiet, gp_row_cell(row, m->history->created), created) ==
               GP_TIME_OK;
}

/* A row of the field that is the process. */
static enum gp_status take_change(struct gp_event_maker *m, const struct gp_row *row,
                                  struct gp_err *err)
{
    struct gp_event e, before;
    enum gp_status st;

    if (!gp_event_moment(m, row, &e, &st, err))
        return st;
    e.kind = GP_ROW_CHANGE;
    st = gp_event_append(m, &e, err);
    before = (struct gp_event){
        .case_id = e.case_id,
        .activity = gp_event_cell_or_missing(m, row, m->history->old_value),
        .line = e.line,
        .kind = GP_ROW_BEFORE};
    if (is_dated(m, row, &before.end))
        before.kind = GP_ROW_DATED;
    else
        before.end = e.end;
    before.start = before.end;
    if (st != GP_OK || (before.activity.len == 0 && before.kind == GP_ROW_BEFORE))
        return st;
    return gp_event_hand_on(m, &before, err);
}

/* A row that tells something about the case without being an event. */
static enum gp_status take_context(struct gp_event_maker *m, const struct gp_row *row,
                                   struct gp_slice field, struct gp_err *err)
{
    struct gp_slice value =
        gp_event_cell_or_missing(m, row, m->column[GP_ROLE_ACTIVITY]);
    struct gp_event named = {0}, e;
    enum gp_reject reason;

    if (!gp_event_names(m, row, &named, &reason) && reason == GP_REJECT_NO_CASE)
        return gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
    e = (struct gp_event){.case_id = named.case_id, .line = named.line};
    if (gp_time_parse(&m->time, gp_event_time(m, row, GP_ROLE_TIME), &e.end) !=
        GP_TIME_OK) {
        m->count.ignored++;
        m->count.other_fields++;
        return GP_OK;
    }
    e.start = e.end;
    m->count.used++;
    m->count.context_rows++;
    if (is_field(field, &m->history->person)) {
        e.kind = GP_ROW_PERSON;
        e.resource = value;
    } else if (is_field(field, &m->history->team)) {
        e.kind = GP_ROW_TEAM;
        e.group = value;
    } else {
        e.kind = GP_ROW_CREATED;
        e.resource = named.resource;
    }
    if (gp_event_names_failed(m) || !gp_case_rows_add(m->case_rows, e.case_id, 1))
        return gp_fail_memory(err);
    return gp_event_hand_on(m, &e, err);
}

/* A log of all that happened to a card: without an old and a new list it was no move. */
static bool tells_no_change(const struct gp_event_maker *m, const struct gp_row *row)
{
    const struct gp_history_columns *h = m->history;

    return h->field < 0 && h->old_value >= 0 &&
           gp_event_cell_or_missing(m, row, h->old_value).len == 0 &&
           gp_event_cell_or_missing(m, row, m->column[GP_ROLE_ACTIVITY]).len == 0;
}

enum gp_status gp_history_take(struct gp_event_maker *m, const struct gp_row *row,
                               struct gp_err *err)
{
    const struct gp_history_columns *h = m->history;
    struct gp_slice field = gp_row_cell(row, h->field);

    if ((h->field < 0 || is_field(field, &h->process)) && !tells_no_change(m, row))
        return take_change(m, row, err);
    if (is_field(field, &h->person) || is_field(field, &h->team) ||
        is_field(field, &h->creation))
        return take_context(m, row, field, err);
    m->count.ignored++;
    m->count.other_fields++;
    return GP_OK;
}
