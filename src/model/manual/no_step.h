/* no_step.h - what is said of a reference to a step that is not there. */
#ifndef GP_MODEL_NO_STEP_H
#define GP_MODEL_NO_STEP_H

#include "base/err.h"
#include "base/map.h"

/* GP_INPUT at a line of a document: `SENTENCE "name"`, and the nearest of the names that
 * there are, or some of them. */
enum gp_status gp_no_step(const char *file, uint64_t line, const char *sentence,
                          struct gp_slice name, const struct gp_dict *names,
                          struct gp_err *err);

#endif
