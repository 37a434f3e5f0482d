/* big.c - see big.h.
 *
 * A file's descriptor is closed as soon as it is mapped (thousands of arrays need no
 * thousands of descriptors), but for arrays that are walked: filling those by write costs
 * a third of what it costs through their mapping, page by page. A file never grows; a
 * larger array is a new one, and arrays that grow do so by doubling. Anonymous memory
 * grows in place, or moves without being copied (mremap, which is Linux's own).
 */
#define _GNU_SOURCE
#include "base/big.h"
#include "base/budget.h"
#include "base/governor.h"
#include "base/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE_LEAST = 4096 };

struct array {
    char *at;
    size_t bytes;
    bool in_file;
    int file; /* open for gp_big_put; or -1 */
};

static struct {
    pthread_mutex_t lock;
    struct array *array; /* of malloc: what is behind gp_realloc cannot use it */
    size_t n, cap;
    uint64_t in_memory; /* bytes of the anonymous ones */
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- the list; under the lock ---- */

static struct array *find(const void *p)
{
    size_t i;

    for (i = all.n; i > 0; i--)
        if (all.array[i - 1].at == p)
            return &all.array[i - 1];
    return NULL;
}

static bool room_for_one(void)
{
    size_t cap = all.cap != 0 ? 2 * all.cap : 64;
    struct array *more;

    if (all.n < all.cap)
        return true;
    more = realloc(all.array, cap * sizeof *more);
    if (more == NULL)
        return false;
    all.array = more;
    all.cap = cap;
    return true;
}

static _Thread_local bool walked;

void gp_big_walked(bool yes)
{
    walked = yes;
}

/* Takes room in memory for `bytes` when the budget has it. */
static bool take_memory(size_t bytes)
{
    if (walked || all.in_memory + bytes > gp_budget_bytes() / 4 * 3)
        return false;
    all.in_memory += bytes;
    return true;
}

/* ---- mappings ---- */

static void *map_memory(size_t bytes)
{
    void *p =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p != MAP_FAILED ? p : NULL;
}

static void *map_file(size_t bytes, int *file)
{
    int fd = gp_tempfile_open(gp_budget_folder()), why;
    void *p = MAP_FAILED;

    if (fd < 0) {
        gp_budget_trouble("no temporary file can be made here", errno, bytes);
        return NULL;
    }
    do {
        why = posix_fallocate(fd, 0, (off_t)bytes);
    } while (why == EINTR);
    if (why == 0) {
        p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        why = p == MAP_FAILED ? errno : 0;
    }
#ifdef MADV_NOHUGEPAGE
    if (why == 0) /* 2 MiB at each touch would come faster than the governor can drop */
        (void)madvise(p, bytes, MADV_NOHUGEPAGE);
#endif
    if (why == 0 && walked)
        *file = fd;
    else
        close(fd);
    if (why != 0)
        gp_budget_trouble("a temporary file cannot be written", why, bytes);
    return p != MAP_FAILED ? p : NULL;
}

static void unmap(const struct array *a)
{
    if (a->at != NULL)
        munmap(a->at, a->bytes);
    if (a->file >= 0)
        close(a->file);
}

void *gp_big_new(size_t bytes)
{
    struct array a = {NULL, bytes, false, -1};
    bool good;

    pthread_mutex_lock(&all.lock);
    a.in_file = !take_memory(bytes);
    pthread_mutex_unlock(&all.lock);
    a.at = a.in_file ? map_file(bytes, &a.file) : map_memory(bytes);
    pthread_mutex_lock(&all.lock);
    good = a.at != NULL && room_for_one();
    if (good)
        all.array[all.n++] = a;
    else if (!a.in_file)
        all.in_memory -= bytes;
    pthread_mutex_unlock(&all.lock);
    if (!good)
        unmap(&a);
    if (good && a.in_file)
        gp_governor_start();
    return good ? a.at : NULL;
}

bool gp_big_is(const void *p)
{
    bool is;

    if (p == NULL || !gp_budget_is_set() || (uintptr_t)p % PAGE_LEAST != 0)
        return false;
    pthread_mutex_lock(&all.lock);
    is = find(p) != NULL;
    pthread_mutex_unlock(&all.lock);
    return is;
}

/* In place, or moved with its pages: what is smaller, and what still fits into memory. */
static void *remap(void *p, size_t bytes, size_t *had)
{
    struct array *a;
    void *at = NULL;

    pthread_mutex_lock(&all.lock);
    a = find(p);
    *had = a->bytes;
    if (bytes <= a->bytes || (!a->in_file && take_memory(bytes - a->bytes))) {
        at = mremap(p, a->bytes, bytes, MREMAP_MAYMOVE);
        at = at != MAP_FAILED ? at : NULL;
        if (!a->in_file && bytes > a->bytes && at == NULL)
            all.in_memory -= bytes - a->bytes;
        if (!a->in_file && bytes < a->bytes && at != NULL)
            all.in_memory -= a->bytes - bytes;
    }
    if (at != NULL) {
        a->at = at;
        a->bytes = bytes;
    }
    pthread_mutex_unlock(&all.lock);
    return at;
}

void *gp_big_resize(void *p, size_t bytes)
{
    size_t had = 0;
    void *at;

    bytes = bytes != 0 ? bytes : 1;
    at = remap(p, bytes, &had);
    if (at != NULL || bytes <= had)
        return at;
    at = gp_big_new(bytes);
    if (at == NULL)
        return NULL;
    memcpy(at, p, had);
    gp_big_free(p);
    return at;
}

/* Off the list before it is unmapped: the governor must not touch who comes after. */
void gp_big_free(void *p)
{
    struct array *a, gone;

    pthread_mutex_lock(&all.lock);
    a = find(p);
    gone = *a;
    *a = all.array[--all.n];
    if (!gone.in_file)
        all.in_memory -= gone.bytes;
    pthread_mutex_unlock(&all.lock);
    unmap(&gone);
}

void gp_big_looked_up(const void *p)
{
#ifdef MADV_HUGEPAGE
    const struct array *a;

    pthread_mutex_lock(&all.lock);
    a = gp_budget_is_set() ? find(p) : NULL;
    if (a != NULL && !a->in_file)
        (void)madvise(a->at, a->bytes, MADV_HUGEPAGE);
    pthread_mutex_unlock(&all.lock);
#else
    (void)p;
#endif
}

static int file_of(const void *p)
{
    const struct array *a;
    int file = -1;

    pthread_mutex_lock(&all.lock);
    a = gp_budget_is_set() ? find(p) : NULL;
    if (a != NULL)
        file = a->file;
    pthread_mutex_unlock(&all.lock);
    return file;
}

void gp_big_put(void *p, size_t at, const void *from, size_t n)
{
    int file = file_of(p);
    const char *bytes = from;

    while (file >= 0 && n != 0) {
        ssize_t now = pwrite(file, bytes, n, (off_t)at);

        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            break; /* through the mapping, then: its room is reserved */
        bytes += now;
        at += (size_t)now;
        n -= (size_t)now;
    }
    if (n != 0)
        memcpy((char *)p + at, bytes, n);
}

void gp_big_forget(void *p, size_t n)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE); /* a begun one would go as a whole */

    if (gp_big_is(p) && n >= page)
        (void)madvise(p, n / page * page, MADV_DONTNEED);
}

void gp_big_drop(void)
{
    size_t i;

    pthread_mutex_lock(&all.lock);
    for (i = 0; i < all.n; i++)
        if (all.array[i].in_file)
            (void)madvise(all.array[i].at, all.array[i].bytes, MADV_DONTNEED);
    pthread_mutex_unlock(&all.lock);
}
