/* parallel.c - see parallel.h. Each thread takes the next task that nobody has taken. */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST = 8 };

struct work {
    void (*task)(void *ctx, size_t i);
    void *ctx;
    size_t n;
    atomic_size_t next;
};

unsigned gp_parallel_default(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > MOST ? MOST : (unsigned)n;
}

static void *run(void *arg)
{
    struct work *w = arg;
    size_t i;

    while ((i = atomic_fetch_add(&w->next, 1)) < w->n)
        w->task(w->ctx, i);
    return NULL;
}

void gp_parallel(void (*task)(void *ctx, size_t i), void *ctx, size_t n,
                 unsigned threads)
{
    struct work w = {task, ctx, n, 0};
    pthread_t helper[MOST - 1];
    unsigned started = 0, i;

    while (started + 1 < threads && started + 1 < n && started < MOST - 1 &&
           pthread_create(&helper[started], NULL, run, &w) == 0)
        started++;
    run(&w);
    for (i = 0; i < started; i++)
        pthread_join(helper[i], NULL);
}
