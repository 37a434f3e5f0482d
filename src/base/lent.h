/* lent.h - memory for a library that ends the program where it is given none.
 *
 * Such a library is left for good at the request that cannot be met, and all that it had
 * is freed. So it must hold nothing but memory: no file, no lock.
 */
#ifndef GP_BASE_LENT_H
#define GP_BASE_LENT_H

#include <stdbool.h>
#include <stddef.h>

/* Does work, whose library asks for memory by the functions below, and frees what is left
 * of that. False: memory was short, and work was left in the middle; what it noted in ctx
 * until then stays. Not within another one on the same thread. */
bool gp_lent_during(void (*work)(void *ctx), void *ctx);

/* As in the C library, during such work; none returns NULL. */
void *gp_lent_calloc(size_t n, size_t size);
void *gp_lent_realloc(void *old, size_t size);
void gp_lent_free(void *p);

#endif
