/* eventlog.h - the shared noun: events as columns of small numbers, grouped by case.
 *
 * Two lives. While it is read, events are appended in file order. gp_eventlog_group
 * then puts the events of each case side by side, ordered by (start, end, order of
 * arrival) (design 4.2); from then on case c owns events first[c] .. first[c + 1] - 1.
 * A filter may still take whole cases out (cut.h); then the log does not change any more.
 * Miners only see grouped logs.
 *
 * No strings per event: names live in dictionaries, ids are dense, of two bytes while there
 * are fewer than 32,768 of them (ids.h). 18 bytes an event with resource and group, 8 more
 * with a start of its own, 2 more for each kept attribute.
 *
 * A log that outgrows half of the budget (base/budget.h) moves to disk while it is read
 * (spill.h) and goes on empty, as often as it takes; it comes back grouped, part by part.
 * Nothing in the grouped log tells whether it did: cases stand in the order of their first
 * events either way.
 */
#ifndef GP_EVENTLOG_EVENTLOG_H
#define GP_EVENTLOG_EVENTLOG_H

#include "base/err.h"
#include "base/map.h"
#include "eventlog/caseids.h"
#include "eventlog/front.h"
#include "eventlog/ids.h"

/* What the values of an attribute were where they came from; text where nothing was
 * said. */
enum gp_value_kind {
    GP_VALUE_STRING,
    GP_VALUE_DATE,
    GP_VALUE_INT,
    GP_VALUE_FLOAT,
    GP_VALUE_BOOLEAN,
    GP_VALUE_ID,
    GP_VALUE_LIST, /* of XES: the attributes in it as XML */
    GP_VALUE_CONTAINER,
    GP_VALUE_KINDS,
};

/* What a row tells. All but the first two become events, or part of others, when the log
 * is grouped (rows.h). */
enum gp_row_kind {
    GP_ROW_EVENT,
    GP_ROW_OPEN, /* work that was started and never completed */
    GP_ROW_START,
    GP_ROW_COMPLETE,
    GP_ROW_CHANGE, /* this and what follows: history.c */
    GP_ROW_BEFORE,
    GP_ROW_DATED,
    GP_ROW_CREATED,
    GP_ROW_PERSON,
    GP_ROW_TEAM,
    GP_ROW_GONE, /* part of another one */
};

/* What became of rows that are no events by themselves. */
struct gp_paired {
    /* pairs; completes without start; starts without complete */
    uint64_t pairs, alone, open;
    uint64_t end_before_start;             /* of the pairs */
    uint64_t first_states, unknown_starts; /* first old values with, without a time */
};

static inline void gp_paired_add(struct gp_paired *to, const struct gp_paired *more)
{
    to->pairs += more->pairs;
    to->alone += more->alone;
    to->open += more->open;
    to->end_before_start += more->end_before_start;
    to->first_states += more->first_states;
    to->unknown_starts += more->unknown_starts;
}

/* A kept attribute (--keep): a value per event. */
struct gp_attribute {
    char *name; /* header text, owned */
    enum gp_value_kind kind;
    bool passing; /* kept for a filter only: no part of any output */
    struct gp_dict values;
    struct gp_ids id; /* [n] value of each event, GP_NO_ID where missing */
};

struct gp_log_file {
    char *name;           /* as given by the user, owned; "-" is shown as "stdin" */
    uint32_t first_event; /* file order number of its first event */
};

struct gp_eventlog {
    struct gp_dict cases; /* grouped: only listed; gp_dict_index for many look-ups */
    struct gp_dict activities, resources, groups;

    /* One element an event. resource and group are GP_NO_ID where missing; at is
     * NULL when the log has no such column. start is NULL when events have one time
     * (start = end). end is NULL when the log has no time at all. */
    size_t n, cap;
    uint32_t *case_id; /* lent by `waiting` (gp_eventlog_settle); NULL when grouped */
    struct gp_ids activity, resource, group;
    int64_t *start, *end;
    uint32_t *line;   /* physical line on which the event's record begins, from 1 */
    uint32_t *serial; /* NULL until grouped and when only one file: file order number */
    /* GP_ROW_OPEN, or 0; NULL: there is none. Before grouping: the kind */
    uint8_t *open;

    /* While it is read: case ids wait for their numbers, and names are looked for in
     * front of their dictionaries. */
    struct gp_caseids *waiting;
    struct gp_front activity_front, resource_front, group_front;
    size_t limit;           /* bytes it may take before it moves to disk */
    struct gp_spill *spill; /* where its first events are then, or NULL */
    size_t moved;           /* so many; columns begin behind them */
    struct gp_ids instance; /* of starts and completes; GP_NO_ID: none is told */
    struct gp_dict instances;

    struct gp_attribute *kept;
    size_t n_kept;
    struct gp_log_file *files;
    size_t n_files;

    bool has_time, has_start, has_resource, has_group;
    bool has_open, has_serial, has_instance; /* has it these columns so far? */
    bool has_rows;    /* some of its rows are no events by themselves */
    bool counts_rows; /* more_rows is wanted */
    bool cut;         /* more rows follow that were not read */
    bool stays;       /* in memory, whatever the limit */
    unsigned threads;

    /* After grouping. */
    size_t n_cases;
    uint32_t *first; /* [n_cases + 1] */
    struct gp_paired paired;
    int32_t
        *more_rows; /* [n_cases] rows that became part of events, less events without
                         * a row of their own; NULL unless counts_rows */
    uint32_t *first_serial; /* [n_cases] of its rows; only of parts */
    uint64_t n_ties; /* neighbours in a case, equal in start and end: order from file */
    bool whole_seconds; /* all times are, no event ends before it starts, and first and
                           last are less than 2^31 s apart; false: not all, or not known */
};

/* What the reader hands over for one event; slices are borrowed. */
struct gp_event {
    struct gp_slice case_id, activity, resource, group; /* empty len: missing */
    struct gp_slice instance; /* of a start or complete; the same */
    int64_t start, end;
    uint32_t line;
    enum gp_row_kind kind;
    const struct gp_slice *kept; /* [n_kept] or NULL */
    bool keeps_empty; /* a kept value that is empty is one unless its `at` is NULL */
};

/* An empty log that keeps the columns named; has_start without has_time is a defect.
 * gp_eventlog_threads before the first event lets it use so many threads; what it holds
 * is the same. */
struct gp_eventlog *gp_eventlog_new(bool has_time, bool has_start, bool has_resource,
                                    bool has_group);
void gp_eventlog_threads(struct gp_eventlog *log, unsigned threads);

/* Before the first event: starts and completes may have instances. */
void gp_eventlog_expect_instances(struct gp_eventlog *log);

/* Before grouping: more_rows is wanted. */
void gp_eventlog_count_rows(struct gp_eventlog *log);
void gp_eventlog_free(struct gp_eventlog *log);

/* Before the first event. Copies the name. */
enum gp_status gp_eventlog_keep(struct gp_eventlog *log, const char *name,
                                struct gp_err *err) GP_MUST_USE;

/* Takes kept attribute k out of the log again. */
void gp_eventlog_drop_kept(struct gp_eventlog *log, size_t k);

/* Events that follow come from this file. Copies the name. */
enum gp_status gp_eventlog_begin_file(struct gp_eventlog *log, const char *name,
                                      struct gp_err *err) GP_MUST_USE;

/* Appends an event; its case_id is known after gp_eventlog_settle. Fails with GP_SYSTEM
 * (memory) or GP_INPUT (more than 2^32 - 2 events or names). */
enum gp_status gp_eventlog_add(struct gp_eventlog *log, const struct gp_event *e,
                               struct gp_err *err) GP_MUST_USE;

/* Gives every event its case id; cases and case_id are to be looked at only from here to
 * the next gp_eventlog_add. */
enum gp_status gp_eventlog_settle(struct gp_eventlog *log,
                                  struct gp_err *err) GP_MUST_USE;

/* Events added so far. */
static inline size_t gp_eventlog_added(const struct gp_eventlog *log)
{
    return log->moved + log->n;
}

/* Groups and orders; call once, after the last event. O(n log n) at worst, O(n) when
 * the file is already in time order. */
enum gp_status gp_eventlog_group(struct gp_eventlog *log,
                                 struct gp_err *err) GP_MUST_USE;

/* Puts event order[i] to place i, for every i; cases keep their places, so order moves
 * events within their case only. */
enum gp_status gp_eventlog_reorder(struct gp_eventlog *log, const uint32_t *order,
                                   struct gp_err *err) GP_MUST_USE;

/* Start and end of event i; 0 without times. */
static inline int64_t gp_event_start(const struct gp_eventlog *log, size_t i)
{
    return log->start != NULL ? log->start[i] : log->end != NULL ? log->end[i] : 0;
}
static inline int64_t gp_event_end(const struct gp_eventlog *log, size_t i)
{
    return log->end != NULL ? log->end[i] : 0;
}

/* wait of the directly-follows pair (i, i + 1): max(0, start(i + 1) - end(i)), us
 * (design 4.3). */
static inline int64_t gp_event_wait(const struct gp_eventlog *log, size_t i)
{
    int64_t w = gp_event_start(log, i + 1) - gp_event_end(log, i);

    return w > 0 ? w : 0;
}

/* The file of event i (grouped log). */
const char *gp_event_file(const struct gp_eventlog *log, size_t i);

#endif
