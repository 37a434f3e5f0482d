/* reduce.h - fewer silent steps, the same complete runs (spec/conformance.md 4.2). */
#ifndef GP_MODEL_REDUCE_H
#define GP_MODEL_REDUCE_H

#include "model/net/net.h"

/* A copy of `from` without needless silent transitions and places.
 *
 * to         owned by the caller; initialised here
 * trail      for transition t of `to`, the transitions of `from` it stands for, in
 *            firing order: trail[row[t]] .. trail[row[t + 1] - 1]; freed with gp_free
 * keep_all   only copy
 * returns    false when memory is short (then nothing is owned)
 */
bool gp_reduce(const struct gp_net *from, bool keep_all, struct gp_net *to,
               uint32_t **trail, size_t **row);

#endif
