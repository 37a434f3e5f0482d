/* output.c - see output.h. */
#include "cli/output.h"
#include "base/calls.h"
#include "base/escape.h"
#include "base/mem.h"
#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

void gp_output_prepare(void)
{
    struct stat info;
    int fd;

    for (fd = 0; fd <= 2; fd++)
        if (fstat(fd, &info) != 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd)
            _exit(GP_SYSTEM);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    gp_temporary_watch();
}

void gp_output_end(void)
{
    gp_temporary_watch_end();
}

static bool write_all(int fd, const char *at, size_t len)
{
    while (len != 0) {
        ssize_t n = write(fd, at, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* A link is not followed and a device not replaced: only plain files are written over. */
static enum gp_status check_target(const char *path, bool force, struct gp_err *err)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return GP_OK;
    if (!S_ISREG(info.st_mode))
        return gp_fail_at(err, GP_USAGE, path, 0,
                          "is there and is no plain file; choose another name for -o");
    if (!force)
        return gp_fail_at(err, GP_USAGE, path, 0,
                          "is there already; --force writes over it");
    return GP_OK;
}

/* ---- in pieces ---- */

struct gp_output {
    const char *path; /* NULL: standard output */
    const char *name; /* the last part of path */
    struct gp_temporary temporary;
    int dir, fd; /* of path's folder; of the temporary file, or standard output */
    bool closed; /* the reader of standard output had enough */
    bool shown;  /* standard output is a terminal */
    uint64_t bytes;
};

static int open_folder_of(const char *path, const char *name)
{
    struct gp_text folder = {0};
    int dir = -1;

    gp_text_add_n(&folder, path, (size_t)(name - path));
    gp_text_add(&folder, name == path ? "." : "");
    if (gp_text_ok(&folder))
        dir = gp_open(AT_FDCWD, gp_text_z(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                      0);
    gp_text_release(&folder);
    return dir;
}

/* NAME.goatpath-PID-0.tmp beside the file it will become. */
static bool make_temporary(struct gp_output *o)
{
    struct gp_text begin = {0}, name = {0};
    bool good = false;
    unsigned i;

    gp_text_addf(&begin, "%s.goatpath-", o->name);
    if (gp_text_ok(&begin))
        gp_temporary_sweep(o->dir, gp_text_z(&begin), ".tmp");
    for (i = 0; i < 100 && !good; i++) {
        gp_text_clear(&name);
        gp_text_addf(&name, "%s%ld-%u.tmp", gp_text_z(&begin), (long)getpid(), i);
        if (!gp_text_ok(&begin) || !gp_text_ok(&name))
            break;
        o->fd = gp_open(o->dir, gp_text_z(&name),
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (o->fd < 0 && errno != EEXIST)
            break;
        good = o->fd >= 0 &&
               gp_temporary_begin(&o->temporary, o->dir, gp_text_z(&name), o->fd);
        if (o->fd >= 0 && !good) {
            (void)unlinkat(o->dir, gp_text_z(&name), 0);
            close(o->fd);
        }
    }
    gp_text_release(&begin);
    gp_text_release(&name);
    return good;
}

static enum gp_status open_temporary(struct gp_output *o, struct gp_err *err)
{
    const char *slash = strrchr(o->path, '/');
    int why;

    o->name = slash != NULL ? slash + 1 : o->path;
    o->dir = open_folder_of(o->path, o->name);
    if (o->dir >= 0 && make_temporary(o))
        return GP_OK;
    why = errno;
    if (o->dir >= 0)
        close(o->dir);
    return gp_fail_at(err, GP_SYSTEM, o->path, 0, "cannot be written: %s",
                      strerror(why));
}

enum gp_status gp_output_begin(const char *path, bool force, struct gp_output **out,
                               struct gp_err *err)
{
    struct gp_output *o;
    enum gp_status st = path != NULL ? check_target(path, force, err) : GP_OK;

    *out = NULL;
    if (st != GP_OK)
        return st;
    o = gp_array_zero(1, sizeof *o);
    if (o == NULL)
        return gp_fail_memory(err);
    o->path = path;
    o->dir = -1;
    o->fd = STDOUT_FILENO;
    o->shown = path == NULL && isatty(STDOUT_FILENO);
    if (path != NULL)
        st = open_temporary(o, err);
    if (st == GP_OK)
        *out = o;
    else
        gp_free(o);
    return st;
}

/* CSV and XES hold names as they are, which may be orders to a terminal: they are shown
 * there, not obeyed. */
static bool write_piece(const struct gp_output *o, const struct gp_text *piece)
{
    struct gp_text shown = {0};
    bool good;

    if (!o->shown)
        return write_all(o->fd, gp_text_z(piece), piece->len);
    gp_escape_terminal_lines(&shown, gp_slice_n(gp_text_z(piece), piece->len));
    good = gp_text_ok(&shown);
    errno = ENOMEM;
    good = good && write_all(o->fd, gp_text_z(&shown), shown.len);
    gp_text_release(&shown);
    return good;
}

enum gp_status gp_output_piece(struct gp_output *o, const struct gp_text *piece,
                               struct gp_err *err)
{
    if (!gp_text_ok(piece) || gp_text_any_failed())
        return gp_fail_memory(err);
    if (o->closed || write_piece(o, piece)) {
        o->bytes += piece->len;
        return GP_OK;
    }
    if (o->path == NULL && errno == EPIPE) {
        o->closed = true;
        return GP_OK;
    }
    if (o->path == NULL)
        return gp_fail(
            err, GP_SYSTEM,
            "standard output: %s; %llu bytes were written, %zu more were to be",
            strerror(errno), (unsigned long long)o->bytes, piece->len);
    return gp_fail_at(err, GP_SYSTEM, o->path, 0,
                      "cannot be written: %s; %llu bytes needed, and maybe more",
                      strerror(errno), (unsigned long long)o->bytes + piece->len);
}

static void release(struct gp_output *o)
{
    gp_temporary_end(&o->temporary);
    if (o->dir >= 0)
        close(o->dir);
    gp_free(o);
}

void gp_output_abandon(struct gp_output *o)
{
    if (o == NULL)
        return;
    if (o->path != NULL) {
        unlinkat(o->dir, o->temporary.name, 0);
        close(o->fd);
    }
    release(o);
}

/* The file is whole before it gets its name, and has it before we say so. */
static bool give_name(struct gp_output *o)
{
    bool good = gp_sync(o->fd) &&
                renameat(o->dir, o->temporary.name, o->dir, o->name) == 0 &&
                gp_sync(o->dir);
    int why = errno;

    if (!good)
        unlinkat(o->dir, o->temporary.name, 0);
    if (close(o->fd) != 0 && good) {
        good = false;
        why = errno;
    }
    errno = why;
    return good;
}

enum gp_status gp_output_commit(struct gp_output *o, uint64_t *bytes,
                                struct gp_err *err)
{
    enum gp_status st = GP_OK;

    if (bytes != NULL)
        *bytes = o->bytes;
    if (o->path != NULL && !give_name(o))
        st = gp_fail_at(err, GP_SYSTEM, o->path, 0,
                        "cannot be written: %s; %llu bytes needed", strerror(errno),
                        (unsigned long long)o->bytes);
    release(o);
    return st;
}

enum gp_status gp_output_write(const struct gp_text *text, const char *path, bool force,
                               struct gp_err *err)
{
    struct gp_output *o = NULL;
    enum gp_status st;

    if (!gp_text_ok(text))
        return gp_fail_memory(err);
    st = gp_output_begin(path, force, &o, err);
    if (st != GP_OK)
        return st;
    st = gp_output_piece(o, text, err);
    if (st == GP_OK)
        return gp_output_commit(o, NULL, err);
    gp_output_abandon(o);
    return st;
}

static void say(const char *before, const char *text)
{
    static const char no_memory[] = "goatpath: out of memory\n";
    struct gp_text line = {0};

    gp_text_add(&line, before);
    gp_escape_terminal(&line, gp_slice(text));
    gp_text_add_char(&line, '\n');
    if (gp_text_ok(&line))
        (void)write_all(STDERR_FILENO, line.at, line.len);
    else
        (void)write_all(STDERR_FILENO, no_memory, sizeof no_memory - 1);
    gp_text_release(&line);
}

void gp_output_remark(const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say("", text);
}

/* What the user wrote, and a caret under the place. */
static void show_excerpt(const struct gp_err *err)
{
    struct gp_text before = {0}, line = {0};

    gp_escape_terminal(&before, gp_slice_n(err->excerpt, err->caret));
    gp_text_addf(&line, "%*s^", (int)gp_utf8_width(gp_text_z(&before), before.len), "");
    say("  ", err->excerpt);
    say("  ", gp_text_z(&line));
    gp_text_release(&before);
    gp_text_release(&line);
}

void gp_output_error(const struct gp_err *err)
{
    struct gp_text before = {0};

    if (err->file[0] != '\0')
        gp_escape_terminal(&before, gp_slice(err->file));
    else
        gp_text_add(&before, "goatpath");
    if (err->file[0] != '\0' && err->line != 0)
        gp_text_addf(&before, ":%llu", (unsigned long long)err->line);
    gp_text_add(&before, ": ");
    say(gp_text_z(&before), err->text);
    if (err->excerpt[0] != '\0')
        show_excerpt(err);
    gp_text_release(&before);
}

size_t gp_output_width(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
        return 80;
    return size.ws_col;
}

bool gp_output_progress_wanted(void)
{
    const char *term = getenv("TERM");

    return isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
}
