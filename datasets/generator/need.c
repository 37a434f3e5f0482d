/* need.c - calloc, which minds products that are too large, and an exit. */
#include "need.h"

#include <stdio.h>
#include <stdlib.h>

void *need(size_t n, size_t size)
{
    void *room = calloc(n ? n : 1, size);

    if (room == NULL) {
        fprintf(stderr, "goatpath-datagen: no memory for %zu times %zu bytes\n", n,
                size);
        exit(4);
    }
    return room;
}
