/* manual_refs.h - which step does "back to 3" mean? Numbers near by first, then names. */
#ifndef GP_MODEL_MANUAL_REFS_H
#define GP_MODEL_MANUAL_REFS_H

#include "model/manual/manual_steps.h"

/* Resolves what the live item b refers to: back to, repeat, within ... of. Fails with
 * GP_INPUT when there is no such step, or no way to it. */
enum gp_status gp_manual_refer(struct gp_manual *m, uint32_t b) GP_MUST_USE;

/* The step that a number or a name means at item b, GP_NO_ID: none. */
uint32_t gp_manual_find(const struct gp_manual *m, struct gp_slice s, uint32_t b);

/* Reads the sentence of item b again, "back to" taken for a part of the name
 * (manual_steps.c). */
enum gp_status gp_manual_read_item(struct gp_manual *m, uint32_t b,
                                   bool plain_back) GP_MUST_USE;

#endif
