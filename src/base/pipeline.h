/* pipeline.h - work that comes in order and leaves in order, done by several threads in
 * between.
 *
 *   fill    0 1 2 3 ...        one at a time, in order
 *   work      0 1              any, several at once
 *               2 3
 *   finish      0 1 2 3 ...    one at a time, in order
 *
 * Every thread does whatever can be done next, so that all are busy whichever of the three
 * is the slowest. What is worked on lies in slots, and a slot has one owner at a time:
 * nothing in it needs a lock.
 */
#ifndef GP_BASE_PIPELINE_H
#define GP_BASE_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>

struct gp_pipeline {
    /* False: nothing was filled, there is no more. */
    bool (*fill)(void *ctx, size_t slot);
    void (*work)(void *ctx, size_t slot);
    bool (*finish)(void *ctx, size_t slot); /* false: stop, nothing more is wanted */
    void *ctx;
    size_t n_slots; /* with as many as threads and one or two more nobody waits */
    unsigned threads;
};

/* Returns when all that was filled is finished, or when finish said stop. The calling
 * thread is one of the threads; fewer are used where no more can be had. */
void gp_pipeline_run(const struct gp_pipeline *p);

#endif
