/* governor.c - see governor.h.
 *
 *   every ms: resident above 3/4 of the budget?  let go of the pages of all files (big.h)
 *
 * The last quarter, and the 64 MiB that a run may have beyond its budget, are for what two
 * threads touch until this one has its turn. Pages let go of stay in the system's page
 * cache, which it may write out and reuse for others; from there 16 of them come back in
 * about 1 us. When the run is above the mark even without any page of a file, dropping
 * would only cost time: FEW of them may stay. Without /proc pages are dropped now and then
 * unasked.
 */
#include "base/governor.h"
#include "base/big.h"
#include "base/budget.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_NS = 1000 * 1000, UNASKED = 50, FEW = 16 << 20 };

static int statm = -1; /* the file that tells; -1: there is none */

void gp_governor_look(void)
{
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    unsigned long long all = 0, of_files = 0;
    char line[128];
    ssize_t n = statm >= 0 ? pread(statm, line, sizeof line - 1, 0) : -1;

    line[n > 0 ? n : 0] = '\0';
    if (sscanf(line, "%*u %llu %llu", &all, &of_files) == 2 &&
        all * page > gp_budget_bytes() / 4 * 3 && of_files * page > FEW)
        gp_big_drop();
}

static void *run(void *arg)
{
    const struct timespec pause = {0, EVERY_NS};
    uint64_t turn;

    (void)arg;
    for (turn = 0;; turn++) {
        gp_governor_look();
        if (statm < 0 && turn % UNASKED == 0)
            gp_big_drop();
        nanosleep(&pause, NULL);
    }
    return NULL;
}

static void start(void)
{
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t every, before;

    statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    sigfillset(&every); /* signals are for the other threads */
    pthread_sigmask(SIG_BLOCK, &every, &before);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    (void)pthread_create(&thread, &attributes, run, NULL);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void gp_governor_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, start);
}
