/* rows.h - records of fields with line numbers; the one door to libcsv.
 *
 * libcsv (--engine plain) parses only records that are complete and soundly quoted.
 * Where a record ends, and what a broken quote may cost, is decided here
 * (spec/reliability.md 4.1):
 *
 *   A5  a record over several lines that turns out wrong is taken back: its first line
 *       is refused, reading goes on at the second
 *   A6  odd quotes on one line with the right number of fields are kept literally
 *   A7  missing last fields are fine when unused, extra ones when empty
 *   A8  a field or record that is too long is refused, the next one is read
 */
#ifndef GP_INGEST_ROWS_H
#define GP_INGEST_ROWS_H

#include "ingest/reader.h"
#include "ingest/records.h"
#include "ingest/stretch.h"

struct gp_rows;

enum { GP_ROWS_COLUMNS = 65536 }; /* at most */

struct gp_rows_form {
    char delimiter, quote;
    size_t n_columns;              /* 0: any number of fields is right */
    const struct gp_slice *header; /* [n_columns] trimmed, borrowed; NULL: none */
    const bool *used;              /* [n_columns], borrowed; NULL: all are used */
    struct gp_rejects *rejects;    /* borrowed; NULL: refused rows are only counted */
    bool plain;                    /* gp_reader_options */
};

/* read gives UTF-8 bytes. file: for messages, lives as long as the log. field_limit 0:
 * 16 MiB; a record may have 1 MiB more. */
enum gp_status gp_rows_open(gp_read_fn read, void *ctx, const char *file,
                            size_t field_limit, struct gp_rows **out,
                            struct gp_err *err) GP_MUST_USE;
void gp_rows_close(struct gp_rows *rows);

/* The first n bytes (n <= 1 MiB), to look at; *whole: there are no more. Lent until the
 * next call. */
enum gp_status gp_rows_look(struct gp_rows *rows, size_t n, struct gp_slice *sample,
                            bool *whole, struct gp_err *err) GP_MUST_USE;

/* Starts behind the first skip_lines physical lines, with counters at 0. look: rows end
 * where the bytes end that were looked at. Only while gp_rows_can_restart, or after
 * gp_rows_reset. */
enum gp_status gp_rows_start(struct gp_rows *rows, const struct gp_rows_form *form,
                             uint64_t skip_lines, bool look,
                             struct gp_err *err) GP_MUST_USE;
bool gp_rows_can_restart(const struct gp_rows *rows);

/* The bytes begin anew: read() has been rewound. */
void gp_rows_reset(struct gp_rows *rows);

/* As in the form, from here on. */
void gp_rows_use(struct gp_rows *rows, const bool *used);
void gp_rows_rejects(struct gp_rows *rows, struct gp_rejects *rejects);

/* Next row, or *row = NULL at the end. With n_columns given every row has that many
 * fields: missing ones are empty, and so may be those that are not used. Lent until the
 * next call. */
enum gp_status gp_rows_next(struct gp_rows *rows, const struct gp_row **row,
                            struct gp_err *err) GP_MUST_USE;

/* See gp_lines_hand_over_recount. */
struct gp_recount *gp_rows_hand_over_recount(struct gp_rows *rows);

const struct gp_reader_counts *gp_rows_counts(struct gp_rows *rows);
uint64_t gp_rows_odd_quotes(const struct gp_rows *rows);

/* ---- For rows whose window is filled by their owner (blocks.h), once started ---- */

/* The window: its owner appends to it. It is empty after gp_rows_begin_block; `lines` are
 * the physical lines in front of what comes. Rows end where the window has no complete
 * record any more; more may be appended. */
struct gp_lines *gp_rows_window(const struct gp_rows *rows);
void gp_rows_begin_block(struct gp_rows *rows, uint64_t lines);

/* The next rows in the window that are usual ones and begin in front of `stop`; none where
 * gp_rows_next has to look at the next. */
struct gp_stretch gp_rows_take(struct gp_rows *rows, size_t stop);

/* Within the rest of a line that is too long? Then no record begins here. */
bool gp_rows_within_line(const struct gp_rows *rows);

/* What is left in the window, which is no complete record, becomes the block of `to`. False:
 * no memory. */
bool gp_rows_pass_on(struct gp_rows *rows, struct gp_rows *to);

/* Adds the counts so far to *to and begins at 0; lines and scanned are the owner's. */
void gp_rows_give_counts(struct gp_rows *rows, struct gp_reader_counts *to);

#endif
