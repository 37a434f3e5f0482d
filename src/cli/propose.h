/* propose.h - gaps --propose FILE: the changed copy of the document, written and judged. */
#ifndef GP_CLI_PROPOSE_H
#define GP_CLI_PROPOSE_H

#include "cli/load.h"

/* Writes what is proposed to o->propose, and tells on standard error how the log fits the
 * changed document. l: loaded with its document. */
enum gp_status gp_propose_write(const struct gp_options *o, const struct gp_loaded *l,
                                struct gp_err *err) GP_MUST_USE;

#endif
