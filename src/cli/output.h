/* output.h - the only place that writes to stdout, stderr and -o files. */
#ifndef GP_CLI_OUTPUT_H
#define GP_CLI_OUTPUT_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>

/* Before anything else: closed descriptors 0 to 2 are opened on /dev/null, so that no data
 * file gets their numbers, and a closed pipe or a file that must not grow is told by write
 * instead of a signal. */
void gp_output_prepare(void);

/* After everything else: what prepare has begun ends. */
void gp_output_end(void);

/* Writes text to standard output, or to `path` when it is not NULL: under a temporary name
 * first, then renamed; an existing file only with force. A closed pipe is GP_OK: the
 * reader had enough. */
enum gp_status gp_output_write(const struct gp_text *text, const char *path, bool force,
                               struct gp_err *err) GP_MUST_USE;

/* The same for what is too large for memory: pieces in order, then commit. Until then
 * nothing stands under the name; gp_output_abandon leaves no trace. */
struct gp_output;
enum gp_status gp_output_begin(const char *path, bool force, struct gp_output **out,
                               struct gp_err *err) GP_MUST_USE;
enum gp_status gp_output_piece(struct gp_output *o, const struct gp_text *piece,
                               struct gp_err *err) GP_MUST_USE;
/* Frees the output, also when it fails; *bytes (may be NULL): how many were written. */
enum gp_status gp_output_commit(struct gp_output *o, uint64_t *bytes,
                                struct gp_err *err) GP_MUST_USE;
void gp_output_abandon(struct gp_output *o); /* NULL is welcome */

/* A remark on standard error: one line, control characters made visible. */
void gp_output_remark(const char *format, ...) GP_PRINTF(1, 2);

/* The sentence of a failure: "file:line: text". */
void gp_output_error(const struct gp_err *err);

/* Columns of the terminal on standard output; 0 when it is none. */
size_t gp_output_width(void);

/* True when progress may be shown: standard error is a terminal and not a dumb one. */
bool gp_output_progress_wanted(void);

#endif
