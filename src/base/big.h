/* big.h - arrays too large for the heap, in memory or in files: behind mem.h.
 *
 * Once a budget is set (budget.h) such an array is a mapping of its own: anonymous while
 * all of them together fit into three quarters of the budget, else of a nameless file in the
 * folder for temporary files. Its room is reserved on the disk before it is used, so that
 * a full disk is an allocation that fails, with a sentence, and never a signal. The pages
 * of files may be dropped from memory at any moment; whoever touches them gets them back.
 */
#ifndef GP_BASE_BIG_H
#define GP_BASE_BIG_H

#include <stdbool.h>
#include <stddef.h>

/* Cleared. NULL: no memory, or no room on the disk. */
void *gp_big_new(size_t bytes);

/* Is it one of ours? */
bool gp_big_is(const void *p);

/* p: one of ours. What is added is cleared. On failure NULL, and p stays as it was. */
void *gp_big_resize(void *p, size_t bytes);
void gp_big_free(void *p);

/* What this thread allocates until it says no again is walked from end to end, not looked
 * up here and there: files are the place for it, and memory is left for the rest. */
void gp_big_walked(bool yes);

/* p is looked up here and there, and all of it: large pages save the processor many a search
 * for the page of a place. p: any array. */
void gp_big_looked_up(const void *p);

/* Copies n bytes to p + at. p: any array. Large pieces, please. */
void gp_big_put(void *p, size_t at, const void *from, size_t n);

/* The first n bytes of p will not be read again: what holds them may go. p: any array. */
void gp_big_forget(void *p, size_t n);

/* Lets the pages of all files go. Safe at any time, from any thread. */
void gp_big_drop(void);

#endif
