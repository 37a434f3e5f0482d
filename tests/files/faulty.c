/* faulty.c - loaded before a program: lets one call of the system fail, or all from one on.
 *
 *   FAULT=KIND:N      the N-th call of a kind fails, N from 0; KIND is memory or calls
 *   FAULT=KIND:N+     and every one behind it
 *   FAULT=interrupted every other call is interrupted by a signal that nobody sent (EINTR)
 *   FAULT=short       read and write do a few bytes only
 *   FAULT_COUNT=FILE  how many calls of the kind there were
 *
 * Errors of calls take turns: EIO, ENOSPC, EMFILE, EDQUOT, and EAGAIN where one call fails
 * (no system says it for ever of what poll says is ready).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);

static enum { NOTHING, MEMORY, CALLS, INTERRUPTED, SHORT } kind;
static unsigned long wanted;
static bool onwards;
static atomic_ulong seen;

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("FAULT"), *n;

    if (fault == NULL)
        return;
    n = strchr(fault, ':');
    if (n != NULL) {
        char *end;

        wanted = strtoul(n + 1, &end, 10);
        onwards = *end == '+';
    }
    kind = strncmp(fault, "memory", 6) == 0  ? MEMORY
           : strncmp(fault, "calls", 5) == 0 ? CALLS
           : strcmp(fault, "short") == 0     ? SHORT
                                             : INTERRUPTED;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    char text[32];
    int fd, n;

    if (path == NULL)
        return;
    n = snprintf(text, sizeof text, "%lu\n", atomic_load(&seen));
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0 && syscall(SYS_write, fd, text, (size_t)n) < 0)
        _exit(99);
}

static bool hit(void)
{
    unsigned long i = atomic_fetch_add(&seen, 1);

    return i == wanted || (onwards && i > wanted);
}

static bool no_memory(void)
{
    if (kind != MEMORY || !hit())
        return false;
    errno = ENOMEM;
    return true;
}

/* Does this call fail? */
static bool fails(void)
{
    static const int errors[] = {EIO, ENOSPC, EMFILE, EDQUOT, EAGAIN};

    if (kind == INTERRUPTED && atomic_fetch_add(&seen, 1) % 2 == 0) {
        errno = EINTR;
        return true;
    }
    if (kind != CALLS || !hit())
        return false;
    errno = errors[wanted % (onwards ? 4 : 5)];
    return true;
}

static size_t some(size_t n)
{
    size_t few = 1 + atomic_fetch_add(&seen, kind == SHORT) % 7 * 97;

    return kind == SHORT && n > few ? few : n;
}

void *malloc(size_t n)
{
    return no_memory() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t n)
{
    return no_memory() ? NULL : __libc_realloc(old, n);
}

void *mmap(void *at, size_t n, int rights, int how, int fd, off_t from)
{
    if (no_memory())
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, n, rights, how, fd, from);
}

ssize_t read(int fd, void *to, size_t n)
{
    return fails() ? -1 : syscall(SYS_read, fd, to, some(n));
}

ssize_t pread(int fd, void *to, size_t n, off_t from)
{
    return fails() ? -1 : syscall(SYS_pread64, fd, to, some(n), from);
}

/* What is said about a failure gets through. */
ssize_t write(int fd, const void *from, size_t n)
{
    return fd != STDERR_FILENO && fails() ? -1 : syscall(SYS_write, fd, from, some(n));
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t to)
{
    return fails() ? -1 : syscall(SYS_pwrite64, fd, from, some(n), to);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails() ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails() ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* The descriptor is gone, whatever close says; Linux never interrupts it halfway. */
int close(int fd)
{
    bool bad = kind == CALLS && fails();
    int why = errno, done = (int)syscall(SYS_close, fd);

    if (bad)
        errno = why;
    return bad ? -1 : done;
}

int fsync(int fd)
{
    return fails() ? -1 : (int)syscall(SYS_fsync, fd);
}

int ftruncate(int fd, off_t n)
{
    return fails() ? -1 : (int)syscall(SYS_ftruncate, fd, n);
}

off_t lseek(int fd, off_t to, int from)
{
    return kind == CALLS && fails() ? -1 : syscall(SYS_lseek, fd, to, from);
}

int renameat(int a, const char *from, int b, const char *to)
{
    return kind == CALLS && fails() ? -1 : (int)syscall(SYS_renameat, a, from, b, to);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    return kind == CALLS && fails() ? -1
                                    : (int)syscall(SYS_mkdirat, folder, path, mode);
}

int fstat(int fd, struct stat *info)
{
    return kind == CALLS && fails() ? -1 : (int)syscall(SYS_fstat, fd, info);
}
