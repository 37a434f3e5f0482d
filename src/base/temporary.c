/* temporary.c - see temporary.h.
 *
 * Signals are blocked everywhere and taken by a thread that waits for them. So removing
 * is ordinary code that may lock and allocate, and no loop has to ask whether to stop.
 */
#include "base/temporary.h"
#include "base/calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct gp_temporary *first;

/* ---- removing ---- */

static void remove_files_in(int folder)
{
    DIR *d = fdopendir(folder); /* takes it over */
    const struct dirent *e;

    if (d == NULL) {
        (void)close(folder);
        return;
    }
    while ((e = readdir(d)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            (void)unlinkat(folder, e->d_name, 0);
    (void)closedir(d);
}

/* A file, or a folder of files. Other threads may still be making files in the folder when
 * a signal has come. */
static void remove_at(int dir, const char *name)
{
    int folder, tries;

    if (unlinkat(dir, name, 0) == 0)
        return;
    for (tries = 0; tries < 1000; tries++) {
        folder = gp_open(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
        if (folder < 0)
            return;
        remove_files_in(folder);
        if (unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno != ENOTEMPTY)
            return;
    }
}

/* ---- what is in use ---- */

/* Is dir/name still what is open as fd? */
static bool is_still(int dir, const char *name, int fd)
{
    struct stat a, b;

    return fstat(fd, &a) == 0 && fstatat(dir, name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool gp_temporary_begin(struct gp_temporary *t, int dir, const char *name, int fd)
{
    size_t n = strlen(name);

    memset(t, 0, sizeof *t);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return false; /* somebody's sweep holds it and is about to remove it */
    if (n >= sizeof t->name || !is_still(dir, name, fd))
        return false; /* where there are no locks, nobody else gets one either */
    memcpy(t->name, name, n);
    t->dir = dir;
    t->registered = true;
    (void)pthread_mutex_lock(&lock);
    t->next = first;
    first = t;
    (void)pthread_mutex_unlock(&lock);
    return true;
}

void gp_temporary_end(struct gp_temporary *t)
{
    struct gp_temporary **at;

    if (!t->registered)
        return;
    (void)pthread_mutex_lock(&lock);
    for (at = &first; *at != NULL && *at != t; at = &(*at)->next)
        ;
    if (*at == t)
        *at = t->next;
    (void)pthread_mutex_unlock(&lock);
    t->registered = false;
}

/* ---- what others left ---- */

static bool is_between(const char *name, const char *begin, const char *end)
{
    size_t n = strlen(name), b = strlen(begin), e = strlen(end);

    return n > b + e && memcmp(name, begin, b) == 0 &&
           memcmp(name + n - e, end, e) == 0;
}

static void sweep_one(int dir, const char *name)
{
    struct stat info;
    int fd = gp_open(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);

    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0 && info.st_uid == geteuid() &&
        (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) &&
        flock(fd, LOCK_EX | LOCK_NB) == 0 && is_still(dir, name, fd))
        remove_at(dir, name);
    (void)close(fd);
}

void gp_temporary_sweep(int dir, const char *begin, const char *end)
{
    int fd = gp_open(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL)
        if (is_between(e->d_name, begin, end))
            sweep_one(dir, e->d_name);
    if (d != NULL)
        (void)closedir(d);
    else if (fd >= 0)
        (void)close(fd);
}

/* ---- signals ---- */

static sigset_t watched;
static pthread_t watcher;
static bool watching;
static atomic_bool over; /* SIGUSR1 to the watcher means: the program ends by itself */

static void *wait_for_signal(void *nothing)
{
    struct gp_temporary *t;
    int number = 0;

    (void)sigwait(&watched, &number);
    if (number == SIGUSR1 && atomic_load(&over))
        return nothing;
    (void)pthread_sigmask(SIG_UNBLOCK, &watched, NULL); /* the second one is not kept */
    (void)pthread_mutex_lock(&lock); /* for good: nobody makes another one */
    for (t = first; t != NULL; t = t->next)
        remove_at(t->dir, t->name);
    (void)signal(number, SIG_DFL);
    (void)kill(getpid(), number);
    return nothing;
}

void gp_temporary_watch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1};
    size_t i;

    (void)sigemptyset(&watched);
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction now;

        if (numbers[i] == SIGUSR1 ||
            (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN))
            (void)sigaddset(&watched, numbers[i]);
    }
    (void)pthread_sigmask(SIG_BLOCK, &watched, NULL);
    watching = pthread_create(&watcher, NULL, wait_for_signal, NULL) == 0;
    if (!watching)
        gp_temporary_unwatch();
}

void gp_temporary_watch_end(void)
{
    if (!watching)
        return;
    atomic_store(&over, true);
    (void)pthread_kill(watcher, SIGUSR1);
    (void)pthread_join(watcher,
                       NULL); /* where a signal has come, it ends the program */
    watching = false;
}

void gp_temporary_unwatch(void)
{
    (void)pthread_sigmask(SIG_UNBLOCK, &watched, NULL);
}
