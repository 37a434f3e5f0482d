/* manual_condition.h - a sentence that says what happens if something is the case.
 *
 *   If papers are missing, "Ask for papers" and go back to step 2
 *                           ^name               ^way
 */
#ifndef GP_MODEL_MANUAL_CONDITION_H
#define GP_MODEL_MANUAL_CONDITION_H

#include "base/text.h"

struct gp_condition {
    struct gp_slice name; /* the step done in that case; empty: none is named */
    bool quoted;          /* the name stands in quotes */
    struct gp_slice way;  /* from the words that lead back on, at least one */
};

/* False: s is no condition, or it leads nowhere back. */
bool gp_condition_read(struct gp_slice s, struct gp_condition *out);

#endif
