/* blame.h - who is to blame when packed data makes no sense: its writer, or the way it
 * came.
 */
#ifndef GP_INGEST_BLAME_H
#define GP_INGEST_BLAME_H

#include "ingest/lines.h"

/* A parser has refused (GP_INPUT, in err) a piece of unpacked data. Reads the rest, up to
 * 256 MiB, into piece (cap bytes, overwritten): where the packing turns out damaged, its
 * checksums being at the end, status and err become that failure of read; otherwise both
 * stay. */
enum gp_status gp_blame_packing(gp_read_fn read, void *context, char *piece, size_t cap,
                                enum gp_status refused, struct gp_err *err) GP_MUST_USE;

#endif
