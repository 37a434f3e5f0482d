/* plain.h - the bytes of a written document as clean UTF-8 lines.
 *
 * Manuals, tables, charts and rules come from editors of every age: with a byte order
 * mark, in UTF-16, in Windows-1252, with any kind of line end.
 */
#ifndef GP_MODEL_PLAIN_H
#define GP_MODEL_PLAIN_H

#include "model/read.h"

/* Beyond these a written document is refused: nobody wrote it. */
enum {
    GP_PLAIN_BYTES = 8 * 1024 * 1024,
    GP_PLAIN_LINES = 200000,
    GP_PLAIN_LINE = 64 * 1024,
};

/* Appends the document to *text as valid UTF-8 with LF as the only line end, without a
 * byte order mark; invalid UTF-8 is read as Windows-1252. Line numbers stay. Errors:
 * GP_INPUT for zero bytes (no text) and beyond the limits. */
enum gp_status gp_plain_read(const struct gp_input *input, struct gp_text *text,
                             struct gp_err *err) GP_MUST_USE;

/* Takes the first line off *rest, without its line end; false when nothing is left. */
bool gp_plain_line(struct gp_slice *rest, struct gp_slice *line);

#endif
