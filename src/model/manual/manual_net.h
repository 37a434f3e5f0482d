/* manual_net.h - the steps of a manual become the process: elements, net, limits. */
#ifndef GP_MODEL_MANUAL_NET_H
#define GP_MODEL_MANUAL_NET_H

#include "model/manual/manual_steps.h"

/* Builds the one net of p. Every live item must have its element. O(items). */
void gp_manual_net(struct gp_manual *m, struct gp_process *p);

/* The time limits of all steps, with their places in the text. */
void gp_manual_limits(const struct gp_manual *m, struct gp_process *p);

#endif
