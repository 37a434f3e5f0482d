/* starved.c - loaded before a program: takes away what a machine may not have, and ends
 * whoever asks for what a reader of logs has no business with.
 *
 *   the clock of the wall    goes back an hour whenever it is asked
 *   /proc, /sys, /dev/random  are not there, nor is getrandom
 *   sockets, ptrace, mount    end the process (seccomp)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int is_missing(const char *path)
{
    static const char *const roots[] = {"/proc", "/sys", "/dev/urandom", "/dev/random"};
    size_t i;

    for (i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strncmp(path, roots[i], strlen(roots[i])) == 0)
            return 1;
    return 0;
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (is_missing(path)) {
        errno = ENOENT;
        return -1;
    }
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openat(AT_FDCWD, path, flags, mode);
}

FILE *fopen(const char *path, const char *how)
{
    static FILE *(*real)(const char *, const char *);

    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "fopen");
    if (is_missing(path)) {
        errno = ENOENT;
        return NULL;
    }
    return real(path, how);
}

ssize_t getrandom(void *to, size_t n, unsigned flags)
{
    (void)to, (void)n, (void)flags;
    errno = ENOSYS;
    return -1;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    static time_t back = 4000000000;

    if (clock != CLOCK_REALTIME)
        return (int)syscall(SYS_clock_gettime, clock, out);
    *out = (struct timespec){.tv_sec = back -= 3600};
    return 0;
}

time_t time(time_t *out)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_REALTIME, &t);
    if (out != NULL)
        *out = t.tv_sec;
    return t.tv_sec;
}

#define ENDS(call)                                                                     \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),                             \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)

__attribute__((constructor)) static void watch(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ENDS(socket),
        ENDS(socketpair),
        ENDS(connect),
        ENDS(ptrace),
        ENDS(mount),
        ENDS(chmod),
        ENDS(setuid),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof rules / sizeof *rules, rules};

    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        (void)dprintf(2, "no seccomp here\n");
}
