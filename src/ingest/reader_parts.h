/* reader_parts.h - what the files of the reader share: reader.c opens and reads, places.c
 * looks into the middle. Nobody else includes it.
 */
#ifndef GP_INGEST_READER_PARTS_H
#define GP_INGEST_READER_PARTS_H

#include "ingest/beside.h"
#include "ingest/decode.h"
#include "ingest/dialect.h"
#include "ingest/xes/xes.h"

#include <stdatomic.h>

struct gp_reader {
    const char *file;
    size_t field_limit;
    struct gp_source *source;
    struct gp_decode *decode; /* NULL for XES, and so is rows */
    bool want_beside;
    struct gp_beside *beside;   /* from the first row on, where wanted */
    atomic_ullong bytes_read;   /* what another thread has read */
    struct gp_recount *recount; /* of what is read from here on; NULL: lines.h counts */
    struct gp_rows *rows;
    struct gp_xes *xes; /* NULL for text */
    struct gp_dialect_found found;
    struct gp_rows_form form;
    uint64_t data_skip;      /* physical lines in front of the first row */
    struct gp_slice *header; /* [n_columns] names as shown */
    struct gp_slice *cells;  /* [n_columns] the header line's own cells */
    bool *used;
    struct gp_arena arena; /* names and sample */
    struct gp_row *sample;
    size_t n_sample, sample_cap;
    uint64_t sample_bytes; /* of text; 0 for XES */
    bool whole;
    bool started, will_rewind;
    bool in_blocks; /* counts are those of the blocks */
    struct gp_reader_counts counts;
};

#endif
