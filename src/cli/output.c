/* output.c - see output.h. */
#include "cli/output.h"
#include "base/escape.h"

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

static enum gp_status to_stdout(const struct gp_text *text, struct gp_err *err)
{
    if (write_all(STDOUT_FILENO, gp_text_z(text), text->len) || errno == EPIPE)
        return GP_OK;
    return gp_fail(err, GP_SYSTEM, "standard output: %s; %zu bytes were to be written",
                   strerror(errno), text->len);
}

static enum gp_status write_file(int fd, const struct gp_text *text,
                                 const char *temporary, const char *path,
                                 struct gp_err *err)
{
    bool good = write_all(fd, gp_text_z(text), text->len) && fsync(fd) == 0;
    int why = errno;

    good = close(fd) == 0 && good;
    if (good && rename(temporary, path) == 0)
        return GP_OK;
    why = good ? errno : why;
    unlink(temporary);
    return gp_fail_at(err, GP_SYSTEM, path, 0,
                      "cannot be written: %s; %zu bytes needed", strerror(why),
                      text->len);
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

static enum gp_status to_file(const struct gp_text *text, const char *path, bool force,
                              struct gp_err *err)
{
    struct gp_text temporary = {0};
    enum gp_status st = check_target(path, force, err);
    int fd;

    if (st != GP_OK)
        return st;
    gp_text_addf(&temporary, "%s.goatpath-%ld.tmp", path, (long)getpid());
    if (!gp_text_ok(&temporary))
        return gp_fail_memory(err);
    fd = open(temporary.at, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        st = gp_fail_at(err, GP_SYSTEM, path, 0, "cannot be written: %s",
                        strerror(errno));
    else
        st = write_file(fd, text, temporary.at, path, err);
    gp_text_release(&temporary);
    return st;
}

enum gp_status gp_output_write(const struct gp_text *text, const char *path, bool force,
                               struct gp_err *err)
{
    if (!gp_text_ok(text))
        return gp_fail_memory(err);
    return path != NULL ? to_file(text, path, force, err) : to_stdout(text, err);
}

static void say(const char *before, const char *text)
{
    struct gp_text line = {0};

    gp_text_add(&line, before);
    gp_escape_terminal(&line, gp_slice(text));
    gp_text_add_char(&line, '\n');
    if (gp_text_ok(&line))
        (void)write_all(STDERR_FILENO, line.at, line.len);
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
