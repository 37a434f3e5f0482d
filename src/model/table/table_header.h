/* table_header.h - what the columns of a step table are, by their headers. */
#ifndef GP_MODEL_TABLE_HEADER_H
#define GP_MODEL_TABLE_HEADER_H

#include "base/text.h"

enum gp_table_column {
    GP_TABLE_STEP,
    GP_TABLE_OWNER,
    GP_TABLE_WITHIN,   /* a limit that is meant */
    GP_TABLE_DEADLINE, /* words about one: a proposal */
    GP_TABLE_NEXT,
    GP_TABLE_CONDITION,
    GP_TABLE_ID,
    GP_TABLE_SHAPE, /* of the box in a drawing: process, decision, start, end */
    GP_TABLE_COLUMNS
};

struct gp_table_places {
    size_t at[GP_TABLE_COLUMNS]; /* SIZE_MAX: no such column */
    size_t name; /* a second column that can hold the step, or SIZE_MAX */
};

/* Places of the columns among n header cells. True when they are those of a step table:
 * a step and something about it. */
bool gp_table_header(const struct gp_slice *cell, size_t n,
                     struct gp_table_places *out);

/* Is a box of this shape work, or does it only start, end or part ways? */
bool gp_table_shape_works(struct gp_slice shape);

/* "Step | Activity" with 1, 2, 3 below Step: the activity is the step's name. cell: the
 * first row below the header. */
void gp_table_settle(struct gp_table_places *p, const struct gp_slice *cell, size_t n);

#endif
