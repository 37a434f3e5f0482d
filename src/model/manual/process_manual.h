/* process_manual.h - a documented process, whatever it was read from, as a manual. */
#ifndef GP_MODEL_PROCESS_MANUAL_H
#define GP_MODEL_PROCESS_MANUAL_H

#include "model/process.h"

/* Appends the manual, and to *lost a line for each thing a manual cannot hold. GP_INPUT
 * when the process is no nest of blocks (net_tree.h), or a name cannot be written. */
enum gp_status gp_process_manual(const struct gp_process *p, struct gp_text *out,
                                 struct gp_text *lost, struct gp_err *err) GP_MUST_USE;

#endif
