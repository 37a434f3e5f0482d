/* manual_refs.h - which step does "back to 3" mean? Numbers near by first, then names. */
#ifndef GP_MODEL_MANUAL_REFS_H
#define GP_MODEL_MANUAL_REFS_H

#include "model/manual/manual_steps.h"

/* Resolves what the live item b refers to: back to, repeat, within ... of. Fails with
 * GP_INPUT when there is no such step, or no way to it. */
enum gp_status gp_manual_refer(struct gp_manual *m, uint32_t b) GP_MUST_USE;

/* Reads the sentence of item b again, "back to" taken for a part of the name
 * (manual_steps.c). */
enum gp_status gp_manual_read_item(struct gp_manual *m, uint32_t b,
                                   bool plain_back) GP_MUST_USE;

#endif
