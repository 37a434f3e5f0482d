/* beside.h - reading, unpacking and decoding on a thread of their own, some blocks ahead
 * of whoever cuts the rows.
 */
#ifndef GP_INGEST_BESIDE_H
#define GP_INGEST_BESIDE_H

#include "ingest/lines.h"

struct gp_beside;

/* Calls read(ctx, ...) on the new thread only, from here to gp_beside_stop or the end.
 * NULL: no thread or no memory; read on as before. */
struct gp_beside *gp_beside_start(gp_read_fn read, void *ctx);

/* Ends the thread; blocks that were not taken are lost. NULL is welcome. */
void gp_beside_stop(struct gp_beside *b);

/* A gp_read_fn: the bytes and the outcome that read gave. */
enum gp_status gp_beside_read(void *beside, char *buf, size_t cap, size_t *got,
                              struct gp_err *err);

#endif
