/* parallel.h - independent tasks on several threads.
 *
 * The tasks must not touch each other's results. Results never depend on the number of
 * threads: whoever starts tasks puts their results together in the order of the tasks.
 */
#ifndef GP_BASE_PARALLEL_H
#define GP_BASE_PARALLEL_H

#include <stddef.h>

/* Threads worth using here: the processors, at most 8. */
unsigned gp_parallel_default(void);

/* Runs task(ctx, 0) .. task(ctx, n - 1), each once, on up to `threads` threads, the
 * calling one among them; returns when all are done. In order where threads is 1 or no
 * thread can be had. */
void gp_parallel(void (*task)(void *ctx, size_t i), void *ctx, size_t n,
                 unsigned threads);

#endif
