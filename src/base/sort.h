/* sort.h - a stable sort whose comparison gets a context. n log n always. */
#ifndef GP_BASE_SORT_H
#define GP_BASE_SORT_H

#include <stdbool.h>
#include <stddef.h>

/* compare(ctx, a, b) < 0 when a comes first. False when memory is short (the array is
 * unchanged then). */
bool gp_sort(void *array, size_t n, size_t size,
             int (*compare)(const void *ctx, const void *a, const void *b),
             const void *ctx);

#endif
