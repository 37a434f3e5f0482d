/* ingest.h - the whole way in: files -> grouped event log, with everything that was
 * detected, counted and refused on the way.
 */
#ifndef GP_INGEST_INGEST_H
#define GP_INGEST_INGEST_H

#include "eventlog/eventlog.h"
#include "ingest/case_rows.h"
#include "ingest/reader.h"
#include "ingest/rejects.h"
#include "ingest/times.h"

#include <stdbool.h>
#include <stdint.h>

enum gp_shape {
    GP_SHAPE_UNKNOWN,
    GP_SHAPE_EVENTS,
    GP_SHAPE_INTERVAL,
    GP_SHAPE_LIFECYCLE,
    GP_SHAPE_WIDE,
    GP_SHAPE_HISTORY,
};
const char *gp_shape_name(enum gp_shape shape); /* "events", ... as in report.json */

enum gp_role {
    GP_ROLE_CASE,
    GP_ROLE_ACTIVITY,
    GP_ROLE_TIME, /* the only time, or the end of an interval */
    GP_ROLE_START,
    GP_ROLE_RESOURCE,
    GP_ROLE_GROUP,
    GP_ROLE_LIFECYCLE,
    GP_ROLE_INSTANCE,
    GP_ROLES,
};
const char *
gp_role_name(enum gp_role role); /* "case", ..., as the options are called */

struct gp_preset;

/* Options of the command line (design 2). NULL or 0 means: detect. A column option is a
 * header text in any case, or "#N" from 1; case, activity, time and start may name two
 * columns "A,B" (a header that contains the comma itself wins); "none" for time, start,
 * resource, group, lifecycle, instance means: there is none. */
struct gp_ingest_options {
    struct gp_reader_options reader;
    const char *column[GP_ROLES];
    const char *const *keep;
    size_t n_keep;
    /* A filter will leave cases out (filter/filter.h): columns that it names are kept
     * where a file has them, as passing attributes, and rows are counted by case. */
    bool filtered;
    const char *const *also;
    size_t n_also;
    const char *cases;     /* a table with a row a case (case_attributes.h), or NULL */
    const char *cases_key; /* its column of case ids; NULL: found */
    bool keep_all;         /* every column that has no role; keep is not looked at */
    const char *shape;     /* "events", "interval", ... or NULL */
    const char *field;     /* history: field of the process, or "Column=field" */
    const char *events;    /* wide: columns of the steps' dates, "A,B,C" */
    const struct gp_preset *preset; /* of --preset (preset.h), or NULL */
    const char *time_format;        /* strptime, "epoch", "epoch-ms", ... or NULL */
    const char *tz; /* IANA zone or fixed offset for times without one; NULL: UTC */
    const char *const *file_tz; /* "FILE=ZONE": another zone for one of the files */
    size_t n_file_tz;
    const char *missing; /* "?,NULL": markers of an empty resource, group, attribute */
    bool strict;         /* any rejected row is GP_INPUT */
    unsigned threads;    /* 0 and 1: one; the results are the same */
    double max_rejects;  /* share of rows; 0: 0.05. More is GP_INPUT */
    uint64_t most_rows;  /* stop after so many rows of each file; 0: all */
    bool bounded;        /* decide from a bounded part of a file, however long it is */
    bool whole_times;    /* decide how times are written from whole columns */
    struct gp_text *rejects_csv; /* NULL, or receives every refused row as CSV */
    /* Called now and then; NULL for none. total is 0 when unknown. */
    void (*progress)(void *ctx, const char *file, uint64_t bytes, uint64_t total,
                     uint64_t rows);
    void *progress_ctx;
    /* Called when a stage has ended: "look", "read", "group". NULL for none. */
    void (*stage)(void *ctx, const char *name);
    void *stage_ctx;
};

/* How a role's column was found. Texts owned by the result. */
struct gp_role_found {
    int column;        /* index, or -1: no such column */
    int column2;       /* second column of the case id, or of the time of day; or -1 */
    char *header;      /* "Deal ID", or "A,B" for two; NULL when column is -1 */
    double confidence; /* 0..1; 1 when given by an option */
    char *evidence;    /* "header says case id; 412 values repeat over 3,120 rows" */
};

struct gp_source_found {
    char *name;                /* file as given; "stdin" for - */
    uint64_t bytes;            /* packed size read */
    struct gp_dialect dialect; /* texts owned by the result */
    struct gp_reader_counts counts;
    enum gp_shape shape;
    char *shape_evidence;
    /* "Zendesk, ticket field history; ..." where one was used; else NULL */
    char *preset;
    char *looks_like; /* where none was: the built-in one that fits, or NULL */
    char *xes_head;   /* what an XES log says before its traces, as XML; else NULL */
    char *field;      /* history: "Column=field"; else NULL */
    char *events;     /* wide: "A,B,C", a comma in a name as \\, ; else NULL */
    struct gp_role_found role[GP_ROLES];
    char *time_format;   /* "%d.%m.%Y %H:%M", "iso 8601", "epoch-ms"; NULL: no time */
    char *time_evidence; /* why, e.g. "8,120 values have a day above 12 in front" */
    /* gp_ingest_look: only a part told the order of day and month */
    bool order_sampled;
    char *tz; /* "UTC", "offsets in the data", "Europe/Berlin"; never NULL */
};

/* What became of the rows of --cases: rows = cases with one + unmatched + repeated. */
struct gp_case_join {
    uint64_t rows, unmatched, repeated, rejected;
    uint64_t cases_without; /* cases of the log without a row */
};

/* The first rows of something that a report speaks of, in the order of files and lines. */
struct gp_first_rows {
    struct {
        const char *file; /* lent by the log or the sources */
        uint64_t line;
    } row[GP_TIME_LINES];
    size_t n;
};

/* Everything the reading of the logs found, and the numbers that must add up:
 * rows = used + rejected + ignored. */
struct gp_ingest_result {
    struct gp_eventlog *log; /* grouped; owned */
    struct gp_source_found *sources;
    size_t n_sources;
    struct gp_rejects rejects;
    uint64_t rows, used, ignored, events;
    uint64_t running; /* starts without a complete or end, kept as instants */
    uint64_t unpaired_completes;
    uint64_t other_transitions; /* schedule, assign, ...: rows that are no events */
    uint64_t end_before_start;  /* events whose end lies before their start */
    uint64_t dst_gaps, dst_overlaps;
    struct gp_case_join joined;     /* of --cases */
    const struct gp_preset *preset; /* of the options, borrowed */
    uint64_t other_fields;          /* history: rows of other fields, ignored */
    uint64_t context_rows;   /* history: rows that tell of persons, teams, creation */
    uint64_t first_states;   /* history: first old values that became events */
    uint64_t unknown_starts; /* history: first old values without a time */
    uint64_t undated;        /* wide: rows without a date of any step, ignored */
    uint64_t planned;        /* wide: dates of the closing of cases still open */
    uint64_t unclosed;       /* wide: closed cases without a date of their closing */
    uint64_t contradict;     /* wide: open cases that have a date of their closing */
    uint64_t wide_events;
    uint64_t date_only;         /* times without a time of day */
    uint64_t placeholder_times; /* NULL, N/A, 0000-00-00: taken for no time */
    uint64_t leap_seconds;      /* 23:59:60, taken for the next second */
    uint64_t trailing; /* rows rejected behind the last one used: totals, remarks */
    uint64_t with_offset, without_offset; /* times read, by whether they name a zone */
    struct gp_first_rows time_rows[GP_TIME_NOTES];
    struct gp_first_rows odd_quotes, undecodable; /* of regular files */

    /* For a filter, and what it did. */
    struct gp_case_rows case_rows;
    struct gp_dict columns; /* headers of all files */
    uint64_t events_read;   /* before it; events: after */
    uint64_t filtered_rows; /* part of ignored: rows of cases left out */

    /* of a .goat file: the options with which its log was read; else NULL */
    char *given;
};

/* Reads the files in the order given as one log. Errors carry the sentence for the
 * user: GP_INPUT when a role cannot be found with confidence (names the three best
 * candidates and the option), when times are ambiguous (both readings), when no event
 * remains. */
enum gp_status gp_ingest(const char *const *files, size_t n_files,
                         const struct gp_ingest_options *options,
                         struct gp_ingest_result *out, struct gp_err *err) GP_MUST_USE;
void gp_ingest_release(struct gp_ingest_result *r);

/* How much of a file gp_ingest_look has seen. */
struct gp_looked {
    bool whole;
    uint64_t size;       /* of the file, packed; 0: unknown */
    uint64_t rows;       /* from the beginning on */
    uint64_t bytes;      /* they take, unpacked; 0 where only rows are counted (XES) */
    size_t places;       /* besides (places.h) */
    uint64_t place_rows; /* there */
    /* Looked at for the order of day and month alone: places, and bytes from the
     * beginning on. */
    size_t order_places;
    uint64_t order_bytes;
};

struct gp_look {
    struct gp_source_found found;
    struct gp_err problem; /* GP_OK: the log can be read as it stands */
    struct gp_looked looked;
    struct gp_ingest_result first; /* the first rows, read as gp_ingest would */
    bool has_first;
    /* rows of the places that would be refused; their lines count from the place */
    struct gp_rejects elsewhere;
};

/* Only looks, at a bounded part of one file of any size: decides from its sample and,
 * where that leaves the order of day and month open, from the places and the first
 * 32 MiB; then reads the first most_rows rows. What makes the log unreadable is told in
 * out->problem (GP_OK is returned all the same), with whatever was found: a role without
 * a column has -1. A pipe is read once. */
enum gp_status gp_ingest_look(const char *file, const struct gp_ingest_options *options,
                              struct gp_look *out, struct gp_err *err) GP_MUST_USE;
void gp_look_release(struct gp_look *l);
void gp_source_found_release(struct gp_source_found *s);

#endif
