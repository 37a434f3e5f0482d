/* input.h - a file or a pipe as the bytes that lie in it, readable a second time.
 *
 * A regular file is sought back. A pipe keeps what was read so far in memory, until
 * someone says whether it will be read again: then it is spooled to an unlinked
 * temporary file, or what was kept is forgotten.
 */
#ifndef GP_INGEST_INPUT_H
#define GP_INGEST_INPUT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gp_input;

/* name: a path, or "-" for standard input; borrowed. tmpdir: NULL for $TMPDIR or /tmp;
 * borrowed. GP_INPUT when it is not there, may not be read, is a folder or a device. */
enum gp_status gp_input_open(const char *name, const char *tmpdir,
                             struct gp_input **out, struct gp_err *err) GP_MUST_USE;
void gp_input_close(struct gp_input *in);

/* The first cap bytes, without taking them: a pipe stays open for whoever opens that name
 * next (name: borrowed until then). Returns how many there are; 0 also where it cannot be
 * opened or read, which the next to open it is told. */
size_t gp_input_look(const char *name, const char *tmpdir, void *buf, size_t cap);

/* Up to cap bytes; *got = 0 only at the end. GP_SYSTEM on read errors, and at the end
 * when a regular file is no longer as long as it was when opened. */
enum gp_status gp_input_read(struct gp_input *in, void *buf, size_t cap, size_t *got,
                             struct gp_err *err) GP_MUST_USE;

/* Says that gp_input_rewind will be called: a pipe is spooled from here on. */
enum gp_status gp_input_will_rewind(struct gp_input *in,
                                    struct gp_err *err) GP_MUST_USE;

/* Says that it will not: what a pipe kept so far is dropped when it has been read. */
void gp_input_forget(struct gp_input *in);

/* Back to the first byte; only while the bytes are still there (asserted). */
enum gp_status gp_input_rewind(struct gp_input *in, struct gp_err *err) GP_MUST_USE;

/* Up to cap bytes from a place of a regular file (asserted), which leaves the reading
 * where it is. *got is less only at the end. GP_SYSTEM on read errors. */
enum gp_status gp_input_read_at(const struct gp_input *in, uint64_t at, void *buf,
                                size_t cap, size_t *got,
                                struct gp_err *err) GP_MUST_USE;
bool gp_input_is_regular(const struct gp_input *in);

const char *gp_input_name(const struct gp_input *in);     /* "stdin" for - */
uint64_t gp_input_bytes_read(const struct gp_input *in);  /* since the start */
uint64_t gp_input_bytes_total(const struct gp_input *in); /* 0: unknown */

/* Test hook: no read asks the system for more than n bytes at a time; 0 ends it. */
void gp_input_read_at_most(size_t n);

#endif
