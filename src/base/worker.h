/* worker.h - a thread that does one thing after another beside its user, in the order in
 * which they are given.
 *
 * What is to be done lies in slots. A free one belongs to the user, who fills it and gives
 * it; then it is the worker's until it is done. So nothing in a slot needs a lock, and a
 * user who is faster than the worker waits for it.
 */
#ifndef GP_BASE_WORKER_H
#define GP_BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>

struct gp_worker;

/* work does what is in a slot (0 .. n_slots - 1). beside: else, and where no thread can be
 * had, the user's own thread does it at once. NULL: no memory. */
struct gp_worker *gp_worker_new(void (*work)(void *ctx, size_t slot), void *ctx,
                                size_t n_slots, bool beside);

/* The next slot, when it is free. */
size_t gp_worker_slot(struct gp_worker *w);

/* That slot is to be done. */
void gp_worker_give(struct gp_worker *w);

/* Waits until all is done, and ends the thread. w may be NULL. */
void gp_worker_free(struct gp_worker *w);

#endif
