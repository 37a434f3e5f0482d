/* child.c - see child.h.
 *
 * Input and output are files in the private folder, so nothing has to be pumped while
 * the child runs. The child inherits the write end of a pipe it knows nothing of; when
 * it ends, however it ends, the pipe closes and poll() on the read end returns at once.
 */
#include "report/pictures/child.h"
#include "base/calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CPU_SECONDS = 30, MOST_ARGS = 32 };
#define MEMORY_LIMIT ((rlim_t)1 << 30)
#define OUTPUT_LIMIT ((rlim_t)64 << 20)

static const char *const folders[] = {"/usr/bin", "/usr/local/bin", "/bin"};

static void close_quietly(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

/* --- the private folder --- */

static const char work_begin[] = "goatpath-work-";

/* Another start may take the new folder for a leftover before it is locked: then once
 * more. */
static bool make_folder(struct gp_workdir *w, const char *tmp)
{
    unsigned tries;

    for (tries = 0; tries < 100; tries++) {
        int n = snprintf(w->path, sizeof w->path, "%s/%sXXXXXX", tmp, work_begin);

        if (n <= 0 || (size_t)n >= sizeof w->path || mkdtemp(w->path) == NULL)
            return false;
        w->fd = gp_open(AT_FDCWD, w->path,
                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
        if (w->fd >= 0 &&
            gp_temporary_begin(&w->entry, w->above, strrchr(w->path, '/') + 1, w->fd))
            return true;
        close_quietly(w->fd);
        w->fd = -1;
    }
    return false;
}

static void close_workdir(struct gp_workdir *w)
{
    gp_temporary_end(&w->entry);
    close_quietly(w->fd);
    close_quietly(w->above);
    w->path[0] = '\0';
    w->fd = w->above = -1;
}

enum gp_status gp_workdir_make(struct gp_workdir *w, struct gp_err *err)
{
    const char *tmp = getenv("TMPDIR");
    int why;

    memset(w, 0, sizeof *w);
    w->fd = -1;
    if (tmp == NULL || tmp[0] != '/')
        tmp = "/tmp";
    w->above = gp_open(AT_FDCWD, tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (w->above >= 0) {
        gp_temporary_sweep(w->above, work_begin, "");
        if (make_folder(w, tmp))
            return GP_OK;
    }
    why = errno;
    close_workdir(w);
    return gp_fail(err, GP_SYSTEM, "cannot make a temporary folder: %s", strerror(why));
}

static bool file_path(char *out, size_t size, const struct gp_workdir *w,
                      const char *name)
{
    int n = snprintf(out, size, "%s/%s", w->path, name);

    if (w->path[0] != '\0' && n > 0 && (size_t)n < size)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

static bool write_all(int fd, struct gp_slice s)
{
    while (s.len != 0) {
        ssize_t n = write(fd, s.at, s.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s = gp_slice_n(s.at + n, s.len - (size_t)n);
    }
    return true;
}

enum gp_status gp_workdir_put(const struct gp_workdir *w, const char *name,
                              struct gp_slice bytes, struct gp_err *err)
{
    char path[1024];
    int fd = -1;
    bool ok;

    if (file_path(path, sizeof path, w, name))
        fd = gp_open(AT_FDCWD, path,
                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    ok = fd >= 0 && write_all(fd, bytes);
    if (fd >= 0 && close(fd) != 0)
        ok = false;
    return ok ? GP_OK
              : gp_fail(err, GP_SYSTEM, "cannot write a temporary file: %s",
                        strerror(errno));
}

enum gp_status gp_workdir_get(const struct gp_workdir *w, const char *name, size_t most,
                              struct gp_text *out, struct gp_err *err)
{
    char path[1024], buffer[16384];
    size_t before = out->len;
    ssize_t n = -1;
    int fd = -1;

    if (file_path(path, sizeof path, w, name))
        fd = gp_open(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
    while (fd >= 0) {
        n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || out->len - before + (size_t)n > most)
            break;
        gp_text_add_n(out, buffer, (size_t)n);
    }
    close_quietly(fd);
    if (!gp_text_ok(out))
        return gp_fail_memory(err);
    if (n == 0)
        return GP_OK;
    return gp_fail(err, GP_SYSTEM, n > 0 ? "%s is too large" : "%s was not written",
                   name);
}

void gp_workdir_remove(struct gp_workdir *w)
{
    char path[1024];
    DIR *dir;
    struct dirent *entry;

    if (w->path[0] == '\0')
        return;
    dir = opendir(w->path);
    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.' && file_path(path, sizeof path, w, entry->d_name))
            (void)unlink(path);
    if (dir != NULL)
        (void)closedir(dir);
    (void)rmdir(w->path);
    close_workdir(w);
}

/* --- the child --- */

static bool find(char *out, size_t size, const char *program)
{
    size_t i;

    for (i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        int n = snprintf(out, size, "%s/%s", folders[i], program);

        if (n > 0 && (size_t)n < size && access(out, X_OK) == 0)
            return true;
    }
    return false;
}

static int64_t now_ms(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void limit(int what, rlim_t most)
{
    struct rlimit l = {most, most};

    (void)setrlimit(what, &l);
}

/* In the child, between fork and exec: only async-signal-safe calls. Never returns. */
static void become(const char *path, char *const *argv, const char *folder, int alive)
{
    static char path_env[] = "PATH=/usr/bin:/usr/local/bin:/bin";
    static char locale_env[] = "LC_ALL=C";
    char *env[] = {path_env, locale_env, NULL};
    int nothing = open("/dev/null", O_RDWR);
    int fd;

    (void)setpgid(0, 0);
    gp_temporary_unwatch();
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 ||
        dup2(nothing, 2) < 0 || chdir(folder) != 0)
        _exit(126);
    for (fd = 3; fd < 1024; fd++)
        if (fd != alive)
            (void)close(fd);
    limit(RLIMIT_CPU, CPU_SECONDS);
    limit(RLIMIT_AS, MEMORY_LIMIT);
    limit(RLIMIT_FSIZE, OUTPUT_LIMIT);
    limit(RLIMIT_CORE, 0);
    (void)execve(path, argv, env);
    _exit(127);
}

static bool list_args(char *argv[MOST_ARGS + 2], const char *program,
                      const char *const *args)
{
    size_t n = 0;

    argv[n++] = (char *)(uintptr_t)program; /* execve does not write to them */
    for (; *args != NULL && n <= MOST_ARGS; args++)
        argv[n++] = (char *)(uintptr_t)*args;
    argv[n] = NULL;
    return *args == NULL;
}

enum gp_status gp_child_start(struct gp_child *c, const char *program,
                              const char *const *args, const struct gp_workdir *w,
                              unsigned wall_seconds, struct gp_err *err)
{
    char path[256], *argv[MOST_ARGS + 2];
    int ends[2];

    memset(c, 0, sizeof *c);
    c->program = program;
    if (!find(path, sizeof path, program))
        return gp_fail(err, GP_SYSTEM, "%s is not installed", program);
    if (!list_args(argv, program, args))
        return gp_fail(err, GP_BUG, "too many arguments for %s", program);
    if (pipe(ends) != 0)
        return gp_fail(err, GP_SYSTEM, "cannot start %s: %s", program, strerror(errno));
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    c->wall_seconds = wall_seconds;
    c->deadline_ms = now_ms() + (int64_t)wall_seconds * 1000;
    c->alive = ends[0];
    c->pid = fork();
    if (c->pid == 0)
        become(path, argv, w->path, ends[1]);
    close_quietly(ends[1]);
    if (c->pid > 0)
        return GP_OK;
    c->pid = 0;
    close_quietly(ends[0]);
    return gp_fail(err, GP_SYSTEM, "cannot start %s: %s", program, strerror(errno));
}

/* True when the child ended before its deadline. */
static bool ends_in_time(const struct gp_child *c)
{
    for (;;) {
        struct pollfd p = {c->alive, POLLIN, 0};
        int64_t left = c->deadline_ms - now_ms();
        int n = poll(&p, 1, left > 0 ? (int)left : 0);

        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

enum gp_status gp_child_wait(struct gp_child *c, struct gp_err *err)
{
    bool in_time;
    int status = 0;
    pid_t ended;

    if (c->pid == 0)
        return gp_fail(err, GP_SYSTEM, "%s was not started", c->program);
    in_time = ends_in_time(c);
    if (!in_time && kill(-c->pid, SIGKILL) != 0)
        (void)kill(c->pid, SIGKILL); /* it has not reached setpgid yet */
    do {
        ended = waitpid(c->pid, &status, 0);
    } while (ended < 0 && errno == EINTR);
    c->pid = 0;
    close_quietly(c->alive);
    if (!in_time)
        return gp_fail(err, GP_SYSTEM, "%s was not done after %u s", c->program,
                       c->wall_seconds);
    if (ended < 0 || !WIFEXITED(status))
        return gp_fail(err, GP_SYSTEM, "%s was ended by its limits", c->program);
    if (WEXITSTATUS(status) != 0)
        return gp_fail(err, GP_SYSTEM, "%s failed (status %d)", c->program,
                       WEXITSTATUS(status));
    return GP_OK;
}
