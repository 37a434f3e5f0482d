/* tape.c - see tape.h. Holes in files are Linux's own. */
#define _GNU_SOURCE
#include "base/tape.h"
#include "base/budget.h"
#include "base/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool gp_tape_open(struct gp_tape *t)
{
    *t = (struct gp_tape){.file = gp_tempfile_open(gp_budget_folder())};
    if (t->file < 0)
        gp_budget_trouble("no temporary file can be made here", errno, 1);
    return t->file >= 0;
}

void gp_tape_close(struct gp_tape *t)
{
    if (t->file >= 0)
        close(t->file);
    t->file = -1;
}

bool gp_tape_write(struct gp_tape *t, const void *bytes, size_t n, uint64_t *at)
{
    const char *from = bytes;
    uint64_t to = atomic_fetch_add(&t->written, n), end = to + n;

    *at = to;
    while (to < end) {
        ssize_t now = pwrite(t->file, from, (size_t)(end - to), (off_t)to);

        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0) {
            gp_budget_trouble("events cannot be written beside the memory",
                              now < 0 ? errno : ENOSPC, end);
            return false;
        }
        from += now;
        to += (uint64_t)now;
    }
    return true;
}

bool gp_tape_read(struct gp_tape *t, uint64_t at, void *to, size_t n)
{
    char *bytes = to;

    while (n != 0) {
        ssize_t now = pread(t->file, bytes, n, (off_t)at);
        int none = 0, why = now < 0 ? errno : EIO;

        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0) {
            atomic_compare_exchange_strong(&t->why, &none, why);
            return false;
        }
        bytes += now;
        at += (uint64_t)now;
        n -= (size_t)now;
    }
    return true;
}

void gp_tape_forget(struct gp_tape *t, uint64_t at, uint64_t n)
{
#ifdef FALLOC_FL_PUNCH_HOLE
    if (n != 0)
        (void)fallocate(t->file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)at,
                        (off_t)n);
#endif
}

enum gp_status gp_tape_status(const struct gp_tape *t, struct gp_err *err)
{
    int why = atomic_load(&t->why);

    if (why == 0)
        return GP_OK;
    return gp_fail(err, GP_SYSTEM,
                   "%s: events that were put there cannot be read back: %s",
                   gp_budget_folder(), strerror(why));
}

struct gp_tape_run gp_tape_run(struct gp_tape *t, uint64_t at, uint64_t n, char *buffer,
                               size_t cap)
{
    return (struct gp_tape_run){.tape = t,
                                .at = at,
                                .end = at + n,
                                .forgotten = at,
                                .buffer = buffer,
                                .cap = cap};
}

/* In pieces that are worth a call; the last of a run goes with its end. */
static void forget_read(struct gp_tape_run *r)
{
    enum { PIECE = 256 * 1024 };

    if (r->at - r->forgotten < PIECE && r->at != r->end)
        return;
    gp_tape_forget(r->tape, r->forgotten, r->at - r->forgotten);
    r->forgotten = r->at;
}

/* What the buffer holds goes first, then it is filled anew. */
bool gp_tape_next_slow(struct gp_tape_run *r, void *to, size_t n)
{
    char *bytes = to;

    while (n > r->n - r->used) {
        size_t have = r->n - r->used;
        uint64_t left = r->end - r->at;

        memcpy(bytes, r->buffer + r->used, have);
        bytes += have;
        n -= have;
        r->used = r->n = 0;
        if (left == 0) {
            int none = 0;

            atomic_compare_exchange_strong(&r->tape->why, &none, EIO);
            return false;
        }
        if (!gp_tape_read(r->tape, r->at, r->buffer, left < r->cap ? left : r->cap))
            return false;
        r->n = left < r->cap ? (size_t)left : r->cap;
        r->at += r->n;
        forget_read(r);
    }
    memcpy(bytes, r->buffer + r->used, n);
    r->used += n;
    return true;
}
