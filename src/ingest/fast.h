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
#include "ingest/stretch.h"

struct gp_fast {
    struct gp_split split;
    bool on;
    char quote;
    size_t n_columns, field_limit;
    const struct gp_slice *header; /* [n_columns] or NULL; borrowed */
    char *text;                    /* [text_cap] for undoubled quotes of a row */
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

/* For rows of n_columns fields; on is false where only the plain engine will do. May be
 * called again. */
void gp_fast_start(struct gp_fast *f, char delimiter, char quote, size_t n_columns,
                   size_t field_limit, const struct gp_slice *header);
void gp_fast_release(struct gp_fast *f);

/* Takes records from the window's position on, as gp_records_next and libcsv would: at most
 * so many, and none that begins at or behind `stop`. None at all where the next is left to
 * those. Lent until the window changes. */
struct gp_stretch gp_fast_take(struct gp_fast *f, struct gp_lines *l, size_t stop,
                               size_t most);

#endif
