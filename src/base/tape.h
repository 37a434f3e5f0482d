/* tape.h - a nameless file that is written in long runs and read back in order: for what
 * does not fit into memory (budget.h).
 *
 * Several threads may append and read at once. A run stays where it was put; it may be read
 * as a whole, or bit by bit through a buffer of a fixed size, so that nothing of the file
 * lies in the memory of this process.
 */
#ifndef GP_BASE_TAPE_H
#define GP_BASE_TAPE_H

#include "base/err.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct gp_tape {
    int file; /* -1: none */
    _Atomic uint64_t written;
    atomic_int why; /* errno of the first reading that failed; 0: none */
};

/* False, and gp_fail_memory knows why: no such file can be made. */
bool gp_tape_open(struct gp_tape *t);
void gp_tape_close(struct gp_tape *t);

/* Appends n bytes, and tells where. False, and gp_fail_memory knows why: no room. */
bool gp_tape_write(struct gp_tape *t, const void *bytes, size_t n, uint64_t *at);

/* The n bytes at `at`. False: they could not be read. */
bool gp_tape_read(struct gp_tape *t, uint64_t at, void *to, size_t n);

/* The n bytes at `at` will not be read again: their room goes back to the disk, where the
 * file system can do that. What was not written out yet never is. */
void gp_tape_forget(struct gp_tape *t, uint64_t at, uint64_t n);

/* GP_SYSTEM when a reading failed, with the reason. */
enum gp_status gp_tape_status(const struct gp_tape *t, struct gp_err *err) GP_MUST_USE;

/* A run that is read from its beginning to its end, once: it gives its room back on the
 * way. Zeroed: an empty one. */
struct gp_tape_run {
    struct gp_tape *tape;
    uint64_t at, end;   /* what is not in the buffer yet */
    uint64_t forgotten; /* up to here */
    char *buffer;       /* borrowed */
    size_t cap, n, used;
};

/* buffer: cap bytes for this run alone. */
struct gp_tape_run gp_tape_run(struct gp_tape *t, uint64_t at, uint64_t n, char *buffer,
                               size_t cap);

/* The next n bytes of the run. False: they could not be read, or the run ended before. */
bool gp_tape_next_slow(struct gp_tape_run *r, void *to, size_t n);
static inline bool gp_tape_next(struct gp_tape_run *r, void *to, size_t n)
{
    if (n > r->n - r->used)
        return gp_tape_next_slow(r, to, n);
    memcpy(to, r->buffer + r->used, n);
    r->used += n;
    return true;
}

#endif
