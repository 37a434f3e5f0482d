/* mem.h - overflow-safe allocation, growing arrays, and an arena.
 *
 * Every allocation of our own goes through gp_realloc, so that tests can refuse the
 * n-th one (mem_refuse.h). All functions return NULL (or false) when memory is short;
 * none aborts.
 */
#ifndef GP_BASE_MEM_H
#define GP_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n * size bytes, not cleared; NULL if that overflows or memory is short. n == 0 gives
 * a valid pointer. Free with gp_free. */
void *gp_array(size_t n, size_t size);

/* The same, cleared. */
void *gp_array_zero(size_t n, size_t size);

/* gp_array for what is walked from end to end, not looked up here and there: where memory
 * is short (budget.h), files are the place for it, and memory is left for the rest. */
void *gp_array_walked(size_t n, size_t size);

/* Resizes what gp_array gave (or NULL) to n * size bytes; on failure old stays valid.
 */
void *gp_realloc(void *old, size_t n, size_t size);

void gp_free(void *p);

/* Makes room for at least `need` elements in *array of *cap elements by doubling; false
 * when memory is short (the array stays as it was). array points to a pointer to elements:
 *
 *   if (!gp_reserve(&list, &cap, n + 1)) ...
 */
#define gp_reserve(array, cap, need)                                                   \
    (*(array) = gp_grow(*(array), (cap), (need), sizeof **(array)),                    \
     *(array) != NULL && *(cap) >= (need))

/* Behind gp_reserve: the grown array with *cap raised, or the old one with *cap as it
 * was. */
void *gp_grow(void *array, size_t *cap, size_t need, size_t size);

/* Memory that lives until the arena is released: names, small structs. */
struct gp_arena {
    struct gp_arena_block *last;
    size_t bytes;
};
void *gp_arena_alloc(struct gp_arena *arena, size_t size); /* aligned for any type */
char *gp_arena_copy(struct gp_arena *arena, const char *bytes, size_t len); /* + NUL */
void gp_arena_release(struct gp_arena *arena);

/* Somebody went on without what there was no memory for, to say so later: whoever writes
 * results asks whether that happened. From any thread. */
void gp_mem_note_short(void);
bool gp_mem_was_short(void);

#endif
