/* conformance_align.h - which engine reads the paths, and the reading; for conformance.c
 * only.
 */
#ifndef GP_MINE_CONFORMANCE_ALIGN_H
#define GP_MINE_CONFORMANCE_ALIGN_H

#include "mine/conformance.h"

/* Fills c->engine, c->alignments and c->shortest from its items and states. Errors:
 * GP_SYSTEM. */
enum gp_status gp_conformance_align(struct gp_conformance *c,
                                    const struct gp_conformance_options *o,
                                    struct gp_err *err) GP_MUST_USE;

#endif
