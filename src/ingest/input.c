/* input.c - see input.h.
 *
 * What was read and may be wanted again is "kept": the first `kept` bytes, in memory
 * (`head`) or in the spool file. Reading below that mark copies from there, reading
 * above it asks the system. A regular file keeps nothing and seeks.
 */
#include "ingest/input.h"
#include "base/calls.h"
#include "base/mem.h"
#include "base/tempfile.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct gp_input {
    const char *name, *tmpdir;
    const char *path; /* as given */
    struct gp_input *next;
    int fd, spool;
    bool regular, keeping;
    off_t start;        /* where a regular file began, for `goatpath - < file` */
    uint64_t size;      /* of a regular file behind start, when opened */
    uint64_t pos, kept; /* bytes read; bytes that can be read again */
    char *head;         /* [kept] unless spooled */
    size_t head_cap;
};

static size_t read_at_most;
static struct gp_input *waiting; /* pipes that were looked at, for whoever opens them */

void gp_input_read_at_most(size_t n)
{
    read_at_most = n;
}

static enum gp_status fail_system(const struct gp_input *in, const char *what,
                                  struct gp_err *err)
{
    return gp_fail_at(err, GP_SYSTEM, in->name, 0, "%s: %s", what, strerror(errno));
}

static enum gp_status refuse_kind(const char *name, mode_t mode, struct gp_err *err)
{
    if (S_ISDIR(mode))
        return gp_fail_at(err, GP_INPUT, name, 0,
                          "is a folder; give the exported files in it");
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return gp_fail_at(err, GP_INPUT, name, 0,
                          "is a device; give a file, or - for standard input");
    return GP_OK;
}

/* Looks before it opens: opening a device may already do something. */
static enum gp_status open_path(struct gp_input *in, struct gp_err *err)
{
    struct stat st;
    enum gp_status status = GP_OK;

    if (stat(in->name, &st) == 0)
        status = refuse_kind(in->name, st.st_mode, err);
    if (status != GP_OK)
        return status;
    in->fd = gp_open(AT_FDCWD, in->name, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
    if (in->fd < 0)
        return gp_fail_at(err, GP_INPUT, in->name, 0, "cannot be opened: %s",
                          strerror(errno));
    return GP_OK;
}

static enum gp_status look_at_kind(struct gp_input *in, bool is_stdin,
                                   struct gp_err *err)
{
    struct stat st;
    off_t here;

    if (fstat(in->fd, &st) != 0)
        return gp_fail_at(err, GP_INPUT, in->name, 0, "cannot be read: %s",
                          strerror(errno));
    if (S_ISDIR(st.st_mode) || !is_stdin) {
        enum gp_status status = refuse_kind(in->name, st.st_mode, err);

        if (status != GP_OK)
            return status;
    }
    here = S_ISREG(st.st_mode) ? lseek(in->fd, 0, SEEK_CUR) : -1;
    in->regular = here >= 0;
    in->keeping = !in->regular;
    if (in->regular) {
        in->start = here;
        in->size = st.st_size > here ? (uint64_t)(st.st_size - here) : 0;
    }
    return GP_OK;
}

static struct gp_input **find_waiting(const char *name)
{
    struct gp_input **in = &waiting;

    while (*in != NULL && strcmp((*in)->path, name) != 0)
        in = &(*in)->next;
    return in;
}

static struct gp_input *take_waiting(const char *name)
{
    struct gp_input **at = find_waiting(name), *in = *at;

    if (in != NULL)
        *at = in->next;
    return in;
}

enum gp_status gp_input_open(const char *name, const char *tmpdir,
                             struct gp_input **out, struct gp_err *err)
{
    bool is_stdin = strcmp(name, "-") == 0;
    struct gp_input *in = take_waiting(name);
    enum gp_status status = GP_OK;

    *out = in;
    if (in != NULL)
        return GP_OK;
    in = gp_array_zero(1, sizeof *in);
    if (in == NULL)
        return gp_fail_memory(err);
    in->path = name;
    in->name = is_stdin ? "stdin" : name;
    in->tmpdir = gp_tempfile_folder(tmpdir);
    in->spool = -1;
    in->fd = is_stdin ? STDIN_FILENO : -1;
    if (!is_stdin)
        status = open_path(in, err);
    if (status == GP_OK)
        status = look_at_kind(in, is_stdin, err);
    if (status == GP_OK)
        *out = in;
    else
        gp_input_close(in);
    return status;
}

void gp_input_close(struct gp_input *in)
{
    if (in == NULL)
        return;
    if (in->fd > STDIN_FILENO)
        close(in->fd);
    if (in->spool >= 0)
        close(in->spool);
    gp_free(in->head);
    gp_free(in);
}

/* read() until it is not interrupted; waits where standard input is set not to block.
 */
static ssize_t read_some(int fd, void *buf, size_t cap)
{
    for (;;) {
        ssize_t n = read(fd, buf, cap < SSIZE_MAX ? cap : SSIZE_MAX);
        struct pollfd wait = {.fd = fd, .events = POLLIN};

        if (n >= 0 || (errno != EINTR && errno != EAGAIN))
            return n;
        if (errno == EAGAIN)
            poll(&wait, 1, -1);
    }
}

/* At the end of a regular file: is it still as long as it was? Files of size 0 that
 * have content anyhow (/proc) cannot be checked. */
static enum gp_status check_size(const struct gp_input *in, struct gp_err *err)
{
    struct stat st;
    uint64_t now;

    if (!in->regular)
        return GP_OK;
    if (fstat(in->fd, &st) != 0)
        return fail_system(in, "cannot be read", err);
    now = st.st_size > in->start ? (uint64_t)(st.st_size - in->start) : 0;
    if (now == in->size && (in->pos == in->size || in->size == 0))
        return GP_OK;
    return gp_fail_at(err, GP_SYSTEM, in->name, 0,
                      "changed while it was read: %llu bytes at first, %llu now; read "
                      "it again when it is complete",
                      (unsigned long long)in->size,
                      (unsigned long long)(now != in->size ? now : in->pos));
}

static enum gp_status spool_add(struct gp_input *in, const char *bytes, size_t len,
                                struct gp_err *err)
{
    size_t done = 0;

    while (done < len) {
        ssize_t n =
            pwrite(in->spool, bytes + done, len - done, (off_t)(in->kept + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return gp_fail(err, GP_SYSTEM,
                           "%s: the temporary copy of %s (%llu bytes and more) cannot "
                           "be written: %s; --tmpdir names another folder",
                           in->tmpdir, in->name, (unsigned long long)in->kept + len,
                           strerror(errno));
        done += (size_t)n;
    }
    in->kept += len;
    return GP_OK;
}

static enum gp_status keep(struct gp_input *in, const char *bytes, size_t len,
                           struct gp_err *err)
{
    if (in->spool >= 0)
        return spool_add(in, bytes, len, err);
    if (!gp_reserve(&in->head, &in->head_cap, (size_t)in->kept + len))
        return gp_fail_memory(err);
    memcpy(in->head + in->kept, bytes, len);
    in->kept += len;
    return GP_OK;
}

static enum gp_status read_kept(struct gp_input *in, void *buf, size_t cap, size_t *got,
                                struct gp_err *err)
{
    uint64_t left = in->kept - in->pos;
    size_t want = cap < left ? cap : (size_t)left;
    ssize_t n;

    if (in->spool < 0) {
        memcpy(buf, in->head + in->pos, want);
        *got = want;
        return GP_OK;
    }
    do
        n = pread(in->spool, buf, want, (off_t)in->pos);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return gp_fail(err, GP_SYSTEM,
                       "%s: the temporary copy of %s cannot be read: %s", in->tmpdir,
                       in->name, n < 0 ? strerror(errno) : "it is cut off");
    *got = (size_t)n;
    return GP_OK;
}

enum gp_status gp_input_read(struct gp_input *in, void *buf, size_t cap, size_t *got,
                             struct gp_err *err)
{
    enum gp_status status = GP_OK;
    ssize_t n;

    *got = 0;
    if (read_at_most != 0 && cap > read_at_most)
        cap = read_at_most;
    if (in->pos < in->kept) {
        status = read_kept(in, buf, cap, got, err);
        in->pos += *got;
        return status;
    }
    if (!in->keeping && in->head != NULL) {
        gp_free(in->head); /* forgotten, and read to its end */
        in->head = NULL;
        in->kept = 0;
    }
    n = read_some(in->fd, buf, cap);
    if (n < 0)
        return fail_system(in, "cannot be read", err);
    if (n == 0)
        return check_size(in, err);
    if (in->keeping)
        status = keep(in, buf, (size_t)n, err);
    if (status != GP_OK)
        return status;
    in->pos += (size_t)n;
    *got = (size_t)n;
    return GP_OK;
}

static enum gp_status make_spool(struct gp_input *in, struct gp_err *err)
{
    in->spool = gp_tempfile_open(in->tmpdir);
    if (in->spool < 0)
        return gp_fail(err, GP_SYSTEM,
                       "%s: no temporary file can be made here: %s; --tmpdir names "
                       "another folder",
                       in->tmpdir, strerror(errno));
    return GP_OK;
}

enum gp_status gp_input_will_rewind(struct gp_input *in, struct gp_err *err)
{
    enum gp_status status;
    size_t len = (size_t)in->kept;

    if (in->regular || in->spool >= 0)
        return GP_OK;
    assert(in->keeping);
    status = make_spool(in, err);
    if (status != GP_OK)
        return status;
    in->kept = 0;
    status = spool_add(in, in->head, len, err);
    gp_free(in->head);
    in->head = NULL;
    in->head_cap = 0;
    return status;
}

void gp_input_forget(struct gp_input *in)
{
    if (in->spool < 0)
        in->keeping = false;
}

enum gp_status gp_input_rewind(struct gp_input *in, struct gp_err *err)
{
    assert(in->regular || in->keeping);
    in->pos = 0;
    if (in->regular && lseek(in->fd, in->start, SEEK_SET) < 0)
        return fail_system(in, "cannot be read again", err);
    return GP_OK;
}

size_t gp_input_look(const char *name, const char *tmpdir, void *buf, size_t cap)
{
    struct gp_input *in = NULL;
    struct gp_err ignored; /* whoever reads on is told, too */
    size_t n = 0, got = 1;
    bool good = gp_input_open(name, tmpdir, &in, &ignored) == GP_OK;

    while (good && n < cap && got != 0) {
        good = gp_input_read(in, (char *)buf + n, cap - n, &got, &ignored) == GP_OK;
        n += got;
    }
    if (in != NULL && gp_input_rewind(in, &ignored) == GP_OK && !in->regular) {
        in->next = waiting;
        waiting = in;
    } else {
        gp_input_close(in);
    }
    return n;
}

enum gp_status gp_input_read_at(const struct gp_input *in, uint64_t at, void *buf,
                                size_t cap, size_t *got, struct gp_err *err)
{
    assert(in->regular);
    *got = 0;
    while (*got < cap) {
        ssize_t n = pread(in->fd, (char *)buf + *got, cap - *got,
                          in->start + (off_t)(at + *got));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_system(in, "cannot be read", err);
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    return GP_OK;
}

bool gp_input_is_regular(const struct gp_input *in)
{
    return in->regular;
}

const char *gp_input_name(const struct gp_input *in)
{
    return in->name;
}

uint64_t gp_input_bytes_read(const struct gp_input *in)
{
    return in->pos;
}

uint64_t gp_input_bytes_total(const struct gp_input *in)
{
    return in->size;
}
