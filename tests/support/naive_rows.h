/* naive_rows.h - the slow second opinion on rows: one byte at a time, no recovery. */
#ifndef GP_TESTS_SUPPORT_NAIVE_ROWS_H
#define GP_TESTS_SUPPORT_NAIVE_ROWS_H

#include "base/text.h"

/* Writes every record as "line:field|field|...\n" (a field's own | and line ends as they
 * are). False when a quote is odd or not closed, or a byte is NUL: then there is no one
 * right answer. */
bool naive_rows(const char *bytes, size_t len, char delimiter, char quote,
                struct gp_text *out);

/* Reads the bytes with the real reader in pieces of `piece` bytes (0: all at once), and
 * says what is wrong, or NULL: rows do not add up; the two counters differ without a
 * quote error; sound input reads otherwise than naively. The text lives until the next
 * call. */
const char *naive_rows_complaint(const char *bytes, size_t len, char delimiter,
                                 size_t n_columns, size_t piece, size_t field_limit);

#endif
