/* events_history.c - a row tells that a field of a case changed (events.h).
 *
 *   field of the process      an event: the new value is the activity
 *   field of persons, teams   from then on the case is theirs
 *   field of the creation     when the case began
 *   another field             ignored, and counted
 *
 * Rows may come in any order, so that what the second and third kind tell is kept and
 * applied after the last row. The first change of a case also tells its state before,
 * as the old value: an event at the creation of the case where that is known, else
 * only counted.
 */
#include "ingest/events_parts.h"

#include "base/sort.h"

/* From time on, the case belongs to owner. Ids here are of this file's own lists: a case
 * or person without an event must not enter the log. */
struct turn {
    uint32_t case_id, owner;
    int64_t time;
};

struct turns {
    struct turn *at;
    size_t n, cap;
};

/* What is known of a case's beginning. */
struct beginning {
    int64_t first, created;
    uint32_t state; /* old value of its first change, or GP_NO_ID */
    uint32_t line, created_line;
    uint32_t creator; /* who wrote the row of the creation, or GP_NO_ID */
    bool has_first, has_created;
    bool has_row; /* the creation is told by a row, not by a column of other rows */
};

struct gp_history_state {
    struct turns person, team;
    struct gp_dict cases, owners, states; /* states: old values */
    struct beginning *of;                 /* [n] by case */
    size_t n, cap;
    uint32_t first_event; /* of this file */
};

void gp_history_free(struct gp_history_state *s)
{
    if (s == NULL)
        return;
    gp_free(s->person.at);
    gp_free(s->team.at);
    gp_free(s->of);
    gp_dict_release(&s->cases);
    gp_dict_release(&s->owners);
    gp_dict_release(&s->states);
    gp_free(s);
}

static struct beginning *beginning_of(struct gp_history_state *s, struct gp_slice name)
{
    uint32_t case_id = gp_dict_add(&s->cases, name);

    if (case_id == GP_NO_ID || !gp_reserve(&s->of, &s->cap, (size_t)case_id + 1))
        return NULL;
    for (; s->n <= case_id; s->n++)
        s->of[s->n] = (struct beginning){.state = GP_NO_ID, .creator = GP_NO_ID};
    return &s->of[case_id];
}

/* ---- rows ---- */

static bool is_field(struct gp_slice field, const struct gp_text *name)
{
    return name->len != 0 && gp_slice_eq(field, gp_slice_n(name->at, name->len));
}

static enum gp_status note_beginning(struct gp_event_maker *m, const struct gp_row *row,
                                     const struct gp_event *e, struct gp_err *err)
{
    struct gp_history_state *s = m->history_state;
    struct gp_slice old = gp_event_cell_or_missing(m, row, m->history->old_value);
    struct beginning *b = beginning_of(s, e->case_id);
    int64_t created = 0;

    if (b == NULL)
        return gp_fail_memory(err);
    if (!b->has_first || e->end < b->first) {
        b->has_first = true;
        b->first = e->end;
        b->line = e->line;
        b->state = old.len != 0 ? gp_dict_add(&s->states, old) : GP_NO_ID;
        if (old.len != 0 && b->state == GP_NO_ID)
            return gp_fail_memory(err);
    }
    if (!b->has_created && m->history->created >= 0 &&
        gp_time_parse(&m->start, gp_row_cell(row, m->history->created), &created) ==
            GP_TIME_OK) {
        b->has_created = true;
        b->created = created;
        b->created_line = e->line;
    }
    return GP_OK;
}

/* A row of the field that is the process. */
static enum gp_status take_change(struct gp_event_maker *m, const struct gp_row *row,
                                  struct gp_err *err)
{
    struct gp_event e;
    enum gp_status st;

    if (!gp_event_moment(m, row, &e, &st, err))
        return st;
    st = gp_event_append(m, &e, NULL, err);
    return st == GP_OK ? note_beginning(m, row, &e, err) : st;
}

static bool add_turn(struct turns *t, struct gp_dict *names, uint32_t case_id,
                     int64_t time, struct gp_slice owner)
{
    uint32_t id = owner.len != 0 ? gp_dict_add(names, owner) : GP_NO_ID;

    if ((owner.len != 0 && id == GP_NO_ID) || !gp_reserve(&t->at, &t->cap, t->n + 1))
        return false;
    t->at[t->n++] = (struct turn){case_id, id, time};
    return true;
}

static bool note_creation(struct gp_history_state *s, struct beginning *b,
                          const struct gp_event *e)
{
    if (b->has_created && e->end >= b->created)
        return true;
    b->has_created = b->has_row = true;
    b->created = e->end;
    b->created_line = e->line;
    b->creator = e->resource.len != 0 ? gp_dict_add(&s->owners, e->resource) : GP_NO_ID;
    return e->resource.len == 0 || b->creator != GP_NO_ID;
}

/* A row that tells something about the case without being an event. */
static enum gp_status take_context(struct gp_event_maker *m, const struct gp_row *row,
                                   struct gp_slice field, struct gp_err *err)
{
    struct gp_history_state *s = m->history_state;
    struct gp_slice value =
        gp_event_cell_or_missing(m, row, m->column[GP_ROLE_ACTIVITY]);
    struct gp_event e = {0};
    enum gp_reject reason;
    struct beginning *b;

    if (!gp_event_names(m, row, &e, &reason) && reason == GP_REJECT_NO_CASE)
        return gp_event_refuse(m, row, reason, gp_slice_n("", 0), err);
    if (gp_time_parse(&m->time, gp_event_time(m, row, GP_ROLE_TIME), &e.end) !=
        GP_TIME_OK) {
        m->count.ignored++;
        m->count.other_fields++;
        return GP_OK;
    }
    m->count.used++;
    m->count.context_rows++;
    b = beginning_of(s, e.case_id);
    if (b == NULL || !gp_case_rows_add(m->case_rows, e.case_id, 1))
        return gp_fail_memory(err);
    if (is_field(field, &m->history->person) || is_field(field, &m->history->team)) {
        struct turns *t = is_field(field, &m->history->person) ? &s->person : &s->team;

        return add_turn(t, &s->owners, (uint32_t)(b - s->of), e.end, value)
                   ? GP_OK
                   : gp_fail_memory(err);
    }
    return note_creation(s, b, &e) ? GP_OK : gp_fail_memory(err);
}

static enum gp_status take_history(struct gp_event_maker *m, const struct gp_row *row,
                                   struct gp_err *err)
{
    const struct gp_history_columns *h = m->history;
    struct gp_slice field = gp_row_cell(row, h->field);

    if (h->field < 0 || is_field(field, &h->process))
        return take_change(m, row, err);
    if (is_field(field, &h->person) || is_field(field, &h->team) ||
        is_field(field, &h->creation))
        return take_context(m, row, field, err);
    m->count.ignored++;
    m->count.other_fields++;
    return GP_OK;
}

/* ---- after the last row ---- */

static enum gp_status add_first_state(struct gp_event_maker *m, uint32_t case_id,
                                      struct gp_err *err)
{
    const struct gp_history_state *s = m->history_state;
    const struct beginning *b = &s->of[case_id];
    struct gp_event e = {.case_id = gp_dict_name(&s->cases, case_id),
                         .activity = gp_dict_name(&s->states, b->state),
                         .resource = gp_dict_name(&s->owners, b->creator),
                         .line = b->has_created ? b->created_line : b->line};

    if (!b->has_first || b->state == GP_NO_ID)
        return GP_OK;
    if (m->cut && !b->has_row) /* the latest first: the first change may not be read */
        return GP_OK;
    if (!b->has_created || b->created >= b->first) {
        m->count.unknown_starts++;
        return GP_OK;
    }
    e.start = e.end = b->created;
    m->count.first_states++;
    m->count.events++;
    if (!gp_case_rows_add(m->case_rows, e.case_id, -1)) /* no row of its own */
        return gp_fail_memory(err);
    return gp_eventlog_add(m->log, &e, NULL, err);
}

static int by_case_and_time(const void *ctx, const void *a, const void *b)
{
    const struct turn *x = a, *y = b;

    (void)ctx;
    if (x->case_id != y->case_id)
        return x->case_id < y->case_id ? -1 : 1;
    return x->time < y->time ? -1 : x->time > y->time;
}

/* The last turn of the case that is not after the time: also one of the same instant,
 * since a system writes all changes of one save with one time. */
static uint32_t owner_at(const struct turns *t, uint32_t case_id, int64_t time)
{
    struct turn key = {case_id, 0, time};
    size_t low = 0, high = t->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_case_and_time(NULL, &t->at[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low != 0 && t->at[low - 1].case_id == case_id ? t->at[low - 1].owner
                                                         : GP_NO_ID;
}

/* Turns of persons, or of teams. number: the log's cases in this file's list. */
static enum gp_status give_owners(const struct gp_event_maker *m, struct turns *t,
                                  bool teams, const uint32_t *number,
                                  struct gp_err *err)
{
    const struct gp_history_state *s = m->history_state;
    struct gp_eventlog *log = m->log;
    const struct gp_ids *owner = teams ? &log->group : &log->resource;
    struct gp_slice nobody = gp_slice("");
    enum gp_status st = GP_OK;
    size_t i;

    if (t->n == 0 || owner->at == NULL)
        return GP_OK;
    if (!gp_sort(t->at, t->n, sizeof *t->at, by_case_and_time, NULL))
        return gp_fail_memory(err);
    for (i = s->first_event; i < log->n && st == GP_OK; i++) {
        uint32_t id = gp_id(*owner, i) == GP_NO_ID
                          ? owner_at(t, number[log->case_id[i]], log->end[i])
                          : GP_NO_ID;
        struct gp_slice name = gp_dict_name(&s->owners, id);

        st = gp_eventlog_give(log, (uint32_t)i, teams ? nobody : name,
                              teams ? name : nobody, err);
    }
    return st;
}

/* Numbers of the log's cases in this file's own list; the caller frees it. */
static uint32_t *own_numbers(const struct gp_event_maker *m)
{
    const struct gp_dict *own = &m->history_state->cases, *cases = &m->log->cases;
    uint32_t *number = gp_array(cases->n, sizeof *number);
    size_t c;

    for (c = 0; c < cases->n && number != NULL; c++)
        number[c] = gp_dict_find(own, cases->name[c]);
    return number;
}

enum gp_status gp_history_end(struct gp_event_maker *m, struct gp_err *err)
{
    struct gp_history_state *s = m->history_state;
    struct gp_eventlog *log = m->log;
    uint32_t *number, c;
    enum gp_status st = GP_OK;

    for (c = 0; c < s->n && st == GP_OK; c++)
        st = add_first_state(m, c, err);
    if (st != GP_OK || (s->person.n == 0 && s->team.n == 0))
        return st;
    st = gp_eventlog_settle(log, err); /* case ids are known from here on */
    if (st != GP_OK)
        return st;
    number = own_numbers(m);
    st = number != NULL ? GP_OK : gp_fail_memory(err);
    if (st == GP_OK)
        st = give_owners(m, &s->person, false, number, err);
    if (st == GP_OK)
        st = give_owners(m, &s->team, true, number, err);
    gp_free(number);
    return st;
}

enum gp_status gp_history_begin(struct gp_event_maker *m, struct gp_err *err)
{
    m->history_state = gp_array_zero(1, sizeof *m->history_state);
    if (m->history_state == NULL)
        return gp_fail_memory(err);
    m->history_state->first_event = (uint32_t)m->log->n;
    m->take = take_history;
    return GP_OK;
}
