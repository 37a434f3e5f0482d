/* write_manual_step.h - the line of a step in a manual, as the manual's own reader reads
 * it. */
#ifndef GP_MODEL_WRITE_MANUAL_STEP_H
#define GP_MODEL_WRITE_MANUAL_STEP_H

#include "model/write_manual.h"

/* What stands around the name of a step. */
struct gp_manual_clauses {
    bool optional, may_repeat, may_end;
    size_t back; /* number of the item to go back to; 0: none */
};

/* "optional: Call back (Sales) within 2 days, back to 3". line: emptied first. A name that
 * would be read in another way is put in quotes. False: the line cannot be written so
 * that it reads back, or memory is short. */
bool gp_manual_step_line(struct gp_text *line, struct gp_slice name,
                         const struct gp_manual_words *words,
                         const struct gp_manual_clauses *c);

#endif
