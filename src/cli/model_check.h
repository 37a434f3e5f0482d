/* model_check.h - goatpath model check FILE: what was understood of a document, element by
 * element (spec/conformance.md 2.4), and what is wrong with the drawing itself (3). */
#ifndef GP_CLI_MODEL_CHECK_H
#define GP_CLI_MODEL_CHECK_H

#include "cli/options.h"

enum gp_status gp_model_check(const struct gp_options *o, const char *file,
                              struct gp_err *err) GP_MUST_USE;

#endif
