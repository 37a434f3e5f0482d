/* scratch.h - files for a test in a folder of its own, and bytes fed in pieces. */
#ifndef GP_TESTS_SUPPORT_SCRATCH_H
#define GP_TESTS_SUPPORT_SCRATCH_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The folder, made at the first call. */
const char *scratch_dir(void);

/* The path of a file in it; lent until the eighth call from now. */
const char *scratch_path(const char *name);

/* Writes the file; returns its path as above. */
const char *scratch_file(const char *name, const void *bytes, size_t len);
const char *scratch_text(const char *name, const char *text);

/* Runs a shell command in the folder; true when it exits with 0. */
bool scratch_run(const char *format, ...) GP_PRINTF(1, 2);

void scratch_remove(void);
int scratch_teardown(void **state); /* the same, for a group of tests */

/* A gp_read_fn over memory that gives at most `piece` bytes at a time. */
struct fed {
    const char *bytes;
    size_t len, pos, piece;
};
enum gp_status fed_read(void *fed, char *buf, size_t cap, size_t *got,
                        struct gp_err *err);

#endif
