/* fast.h - rows of the usual kind straight out of the window, without libcsv.
 *
 * It takes a record only where there is one way to read it: complete in the window,
 * sound quotes (split.h), the right number of fields, no NUL, not too long, not the
 * header again. Everything else it leaves, untouched, to the plain engine (rows.c), and
 * goes on behind it. So the two agree by construction, and fuzz_engines.c holds them to
 * it.
 */
#ifndef GP_INGEST_FAST_H
#define GP_INGEST_FAST_H

#include "ingest/lines.h"
#include "ingest/reader.h"
#include "ingest/split.h"

struct gp_fast {
    struct gp_split split;
    bool on;
    char delimiter, quote;
    size_t n_columns, field_limit;
    const struct gp_slice *header; /* [n_columns] or NULL; borrowed */
    struct gp_slice *fields;       /* [n_columns]; those that are not used stay empty */
    uint32_t *used;                /* [n_used] columns, ascending */
    size_t n_used;
    char *text; /* [text_cap] undoubled quotes of the row */
    size_t text_cap;
    /* What was split: window offsets are valid while base is the window's. */
    uint64_t base;
    size_t next;    /* where the next row begins */
    size_t scanned; /* how far the window was split */
    size_t batch;   /* bytes to split at once */
    bool stopped;   /* at something odd */
    size_t row;     /* next row of the split */
    size_t ends;    /* field ends of the rows before it */
    uint32_t lines; /* physical lines of the rows before it */
};

/* For rows of n_columns fields; on stays false where only the plain engine will do.
 * used: [n_columns] or NULL for all. May be called again. */
enum gp_status gp_fast_start(struct gp_fast *f, enum gp_split_way way, char delimiter,
                             char quote, size_t n_columns, size_t field_limit,
                             const struct gp_slice *header, const bool *used,
                             struct gp_err *err) GP_MUST_USE;
void gp_fast_release(struct gp_fast *f);

/* Which columns are used from here on. */
void gp_fast_use(struct gp_fast *f, const bool *used);

/* Takes the record at the window's position as gp_records_next and libcsv would, or
 * leaves everything as it is (false). The row is lent until the window changes. */
bool gp_fast_take(struct gp_fast *f, struct gp_lines *l, struct gp_row *row);

#endif
