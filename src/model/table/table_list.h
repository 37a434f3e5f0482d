/* table_list.h - several next steps in one cell of a step table.
 *
 *   "Pay | Reject"   "4, 5 or 6"   "3 oder 7"   "Ende"
 */
#ifndef GP_MODEL_TABLE_LIST_H
#define GP_MODEL_TABLE_LIST_H

#include "base/text.h"

/* The next part of a list, trimmed, from *from on (0 at first), which moves on behind its
 * separator. loose: as people write lists; else "|" and "&" separate. False: none is
 * left. */
bool gp_table_part(struct gp_slice s, size_t *from, bool loose, struct gp_slice *part);

/* Is this a word for the end of the process? */
bool gp_table_is_end(struct gp_slice s);

#endif
