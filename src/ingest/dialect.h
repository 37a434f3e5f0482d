/* dialect.h - how the rows of a file are written: delimiter, quote, line ends; what
 * stands before the table; whether its first line names the columns.
 *
 * Decided from the first MiB, by reading it with each candidate and looking at what
 * comes out. A guess never removes a row: lines are skipped only where every line that
 * follows agrees (design 3.2).
 */
#ifndef GP_INGEST_DIALECT_H
#define GP_INGEST_DIALECT_H

#include "ingest/rows.h"

struct gp_dialect_found {
    struct gp_dialect dialect; /* evidence points into the texts below */
    uint64_t skip_lines;       /* physical lines in front of the header or first row */
    size_t n_columns;
    char delimiter_text[200], header_text[200];
};

/* rows: just opened; its first bytes are read. Options given are obeyed, and said so in
 * the evidence. packing, encoding and bom are left alone. GP_INPUT when there is
 * nothing to read or the header line is broken. */
enum gp_status gp_dialect_find(struct gp_rows *rows, const char *file,
                               const struct gp_reader_options *options,
                               struct gp_dialect_found *out,
                               struct gp_err *err) GP_MUST_USE;

#endif
