/* budget.c - see budget.h. */
#include "base/budget.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BIG = 1 << 20, BIG_LEAST = 1 << 14 };

static struct {
    bool set;
    uint64_t bytes;
    const char *folder;
    pthread_mutex_t lock; /* of trouble */
    char trouble[512];
} budget = {.folder = "/tmp", .lock = PTHREAD_MUTEX_INITIALIZER};

void gp_budget_set(uint64_t bytes, const char *folder)
{
    budget.set = true;
    budget.bytes = bytes;
    budget.folder = folder;
}

bool gp_budget_is_set(void)
{
    return budget.set;
}

uint64_t gp_budget_bytes(void)
{
    return budget.set ? budget.bytes : UINT64_MAX;
}

const char *gp_budget_folder(void)
{
    return budget.folder;
}

size_t gp_budget_big(void)
{
    return !budget.set ? SIZE_MAX : budget.bytes != 0 ? BIG : BIG_LEAST;
}

void gp_budget_trouble(const char *what, int why, uint64_t needed)
{
    pthread_mutex_lock(&budget.lock);
    snprintf(budget.trouble, sizeof budget.trouble,
             "%s: %s: %s; %llu bytes are needed there; --tmpdir names another folder, "
             "--memory allows more memory",
             budget.folder, what, strerror(why), (unsigned long long)needed);
    pthread_mutex_unlock(&budget.lock);
}

const char *gp_budget_last_trouble(void)
{
    return budget.trouble;
}

/* ---- what the machine has ---- */

/* A number of bytes in a file; UINT64_MAX where there is none ("max", no such file). */
static uint64_t limit_in(const char *path)
{
    FILE *f = fopen(path, "r");
    unsigned long long n = 0;
    uint64_t limit = UINT64_MAX;

    if (f == NULL)
        return limit;
    if (fscanf(f, "%llu", &n) == 1 && n != 0)
        limit = n;
    fclose(f);
    return limit;
}

/* Control groups, version 2: a limit may be ours or of any group above ours. */
static uint64_t group_limit(void)
{
    FILE *f = fopen("/proc/self/cgroup", "r");
    char line[1024], path[1100];
    uint64_t least = limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes");

    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *end = line + strcspn(line, "\n");

        if (strncmp(line, "0::/", 4) != 0)
            continue;
        for (; end > line + 3; end = strrchr(line + 3, '/')) {
            uint64_t n;

            *end = '\0';
            snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", line + 3);
            n = limit_in(path);
            least = n < least ? n : least;
        }
    }
    if (f != NULL)
        fclose(f);
    return least;
}

uint64_t gp_budget_default(void)
{
    const uint64_t floor = UINT64_C(256) << 20;
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    uint64_t machine = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : 0;
    uint64_t group = group_limit();
    uint64_t half = (group < machine ? group : machine) / 2;

    return half > floor ? half : floor;
}
