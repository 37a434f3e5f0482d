/* xes_events.h - XES markup (IEEE 1849) as events with attributes, a batch at a time.
 *
 * An attribute becomes a column named by its key; those of a trace are prefixed with
 * "case:", as PM4Py writes them in tables. A trace always has a "case:concept:name":
 * without one its identity:id serves, else "trace 17" by its position. An attribute inside
 * another one is a column "outer/inner". A list or container is one value: what is in it,
 * as XML of our own writing.
 * What stands before the traces says nothing about events and is kept as it is.
 */
#ifndef GP_INGEST_XES_EVENTS_H
#define GP_INGEST_XES_EVENTS_H

#include "base/map.h"
#include "base/xml.h"
#include "eventlog/eventlog.h"
#include "ingest/xes/xes_head.h"

enum { GP_XES_RECENT = 64, GP_XES_NESTED = 8, GP_XES_NAMED = 1000 * 1000 };

struct gp_xes_value {
    uint32_t column;
    size_t at, len; /* in text */
};

struct gp_xes_event {
    size_t first, n;       /* its own values */
    size_t trace, n_trace; /* those of its trace */
    uint64_t line;         /* of the tag <event> */
};

struct gp_xes_events {
    /* Set by the caller: */
    const char *file;   /* for messages */
    const char *wanted; /* a classifier to be read as a column of its name, or NULL */
    bool only_columns;  /* events are counted, not kept */

    /* What was seen so far: */
    struct gp_dict columns; /* 0: case:concept:name */
    enum gp_value_kind *kind;
    size_t cap_kind;
    struct gp_xes_head head;    /* filled while only_columns */
    struct gp_text classifiers; /* "Activity (concept:name), ..." */
    uint64_t n_events, n_traces;
    uint64_t nested; /* attributes left out: nested too deep, in lists beyond 1 MiB */
    uint64_t empty;  /* attributes with an empty value */
    uint64_t same_names;     /* traces with the name of an earlier one, of the first
                                GP_XES_NAMED with events: more names would take room */
    uint64_t same_name_line; /* of the first event of the first one */
    uint64_t n_named;
    struct gp_tally names; /* checksum -> 1 */

    /* The batch: everything completed since gp_xes_events_clear. */
    struct gp_xes_event *event;
    size_t n, cap;
    struct gp_xes_value *value;
    size_t n_values, cap_values;
    struct gp_text text;

    /* Where in the document we are. */
    struct gp_xes_place {
        size_t depth, ignored; /* elements below depth `ignored` are passed over */
        bool in_head;          /* in an element of the log that is no trace */
        size_t attribute;      /* depth of the open attribute, 0: none */
        struct gp_text path;   /* "outer/inner" of the open ones */
        size_t path_len[GP_XES_NESTED];
        size_t list; /* depth of the open list or container, 0: none */
        enum gp_value_kind list_kind;
        size_t event; /* depth of the open event, 0: none */
        bool in_trace, trace_has_events;
        struct gp_text trace_text;
        struct gp_xes_value *trace; /* values of the open trace, in trace_text */
        size_t n_trace, cap_trace;
        bool copied; /* they are in the batch, from value `copied_at` on */
        size_t copied_at;
        struct gp_xes_event now;        /* the open event */
        uint32_t recent[GP_XES_RECENT]; /* columns of the event before, in order */
        size_t n_recent, n_keys;
    } place;
    struct gp_xes_head inner; /* of a list or container: what is in it, as XML */
    struct gp_text key;       /* scratch */
    uint32_t *classifier;     /* columns joined into `classifier_column` */
    size_t n_classifier, cap_classifier;
    uint32_t classifier_column; /* GP_NO_ID: none */
};

extern const struct gp_xml_handler gp_xes_handler; /* its context: gp_xes_events */

enum gp_status gp_xes_events_init(struct gp_xes_events *x,
                                  struct gp_err *err) GP_MUST_USE;
void gp_xes_events_release(struct gp_xes_events *x);

/* Forgets the batch, not the columns. */
void gp_xes_events_clear(struct gp_xes_events *x);

/* Before the document is read once more. */
void gp_xes_events_restart(struct gp_xes_events *x);

/* Appends a value to the batch; column GP_NO_ID: memory was short. */
enum gp_status gp_xes_value_add(struct gp_xes_events *x, uint32_t column,
                                struct gp_slice value, struct gp_err *err) GP_MUST_USE;

/* The column of a name, made when new; GP_NO_ID when memory is short. */
uint32_t gp_xes_column(struct gp_xes_events *x, struct gp_slice name,
                       enum gp_value_kind kind);

#endif
