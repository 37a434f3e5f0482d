/* header.h - where the table begins, and whether its first row names the columns. */
#ifndef GP_INGEST_HEADER_H
#define GP_INGEST_HEADER_H

#include "ingest/rows.h"

struct gp_header_found {
    bool has_header;
    uint64_t line;       /* of the header, or of the first row */
    uint64_t skip_lines; /* in front of that line: sep= and preamble */
    size_t n_columns;    /* without last columns that have neither name nor value */
    char evidence[200];
};

/* Reads what rows looked at with this form (n_columns 0), behind skip_lines lines.
 * usual: the most frequent number of fields. wanted: -1, 0, 1 as in
 * gp_reader_options. GP_INPUT when no row is there or the header line is broken. */
enum gp_status gp_header_find(struct gp_rows *rows, const struct gp_rows_form *form,
                              uint64_t skip_lines, size_t usual, int wanted,
                              const char *file, struct gp_header_found *out,
                              struct gp_err *err) GP_MUST_USE;

#endif
