/* need.h - memory that is there, or the program ends with a message. */
#ifndef DATASETS_NEED_H
#define DATASETS_NEED_H

#include <stddef.h>

/* Room for n items, zeroed. Release with free. */
void *need(size_t n, size_t size);

#endif
