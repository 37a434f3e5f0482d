/* sort.c - bottom-up merge sort. qsort has no context argument in C17, and the one that
 * has is not portable; a context is what keeps name ranks out of global variables. */
#include "base/sort.h"
#include "base/mem.h"

#include <string.h>

typedef int compare_fn(const void *ctx, const void *a, const void *b);

struct job {
    size_t size;
    compare_fn *compare;
    const void *ctx;
};

static void merge(const struct job *j, const char *a, const char *a_end, const char *b,
                  const char *b_end, char *to)
{
    while (a < a_end || b < b_end) {
        bool take_a = a < a_end && (b >= b_end || j->compare(j->ctx, a, b) <= 0);
        const char *from = take_a ? a : b;

        memcpy(to, from, j->size);
        to += j->size;
        if (take_a)
            a += j->size;
        else
            b += j->size;
    }
}

bool gp_sort(void *array, size_t n, size_t size, compare_fn *compare, const void *ctx)
{
    struct job j = {size, compare, ctx};
    char *other = gp_array(n, size), *from = array, *to = other;
    size_t width, i;

    if (other == NULL)
        return false;
    for (width = 1; width < n; width *= 2) {
        char *t = from;

        for (i = 0; i < n; i += 2 * width) {
            size_t middle = i + width < n ? i + width : n;
            size_t end = i + 2 * width < n ? i + 2 * width : n;

            merge(&j, from + i * size, from + middle * size, from + middle * size,
                  from + end * size, to + i * size);
        }
        from = to;
        to = t;
    }
    if (from != (char *)array && n != 0)
        memcpy(array, from, n * size);
    gp_free(other);
    return true;
}
