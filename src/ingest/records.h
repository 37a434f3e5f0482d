/* records.h - which bytes are the next record: physical lines put together where a
 * quoted field spans them, and taken apart again where that goes wrong.
 */
#ifndef GP_INGEST_RECORDS_H
#define GP_INGEST_RECORDS_H

#include "ingest/lines.h"

enum gp_record_kind {
    GP_RECORD,      /* a record; its quotes are sound unless odd is set */
    GP_RECORD_OPEN, /* a line whose quote is not closed; the next line begins anew */
    GP_RECORD_LONG, /* the beginning of a line that is too long and was dropped */
    GP_RECORD_END,
};

struct gp_records {
    struct gp_lines lines;
    char delimiter, quote;
    bool look;            /* the window's end is the end */
    uint64_t blank_lines; /* skipped so far */
    bool quote_error;     /* quotes did not pair up somewhere */
    bool drop;            /* the rest of a long line is still there */
    bool odd_dropped;     /* what was dropped of it holds an odd number of quotes */
    size_t first;         /* bytes of the record's first line */
    /* The record: */
    enum gp_record_kind kind;
    uint64_t line;         /* where it begins */
    struct gp_slice bytes; /* without its last line end; one byte of room behind */
    bool odd;              /* text after a closing quote and the like, on one line */
    bool several;          /* spans lines */
};

/* limit: bytes a record may have. */
enum gp_status gp_records_init(struct gp_records *r, gp_read_fn read, void *ctx,
                               size_t limit, struct gp_err *err) GP_MUST_USE;
void gp_records_release(struct gp_records *r);

/* Starts in front of the first byte of the window, behind skip_lines lines, and counts
 * records a second time from there on (not where look is set). */
enum gp_status gp_records_start(struct gp_records *r, char delimiter, char quote,
                                bool look, uint64_t skip_lines,
                                struct gp_err *err) GP_MUST_USE;

/* The next record that is not blank. Its bytes are lent until the next call. */
enum gp_status gp_records_next(struct gp_records *r, struct gp_err *err) GP_MUST_USE;

/* The record, which spans lines, is none after all: it becomes GP_RECORD_OPEN, its
 * first line alone, and the next record begins at its second one. */
void gp_records_take_back(struct gp_records *r);

#endif
