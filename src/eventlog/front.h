/* front.h - a small table in front of a dictionary: most rows of a log have one of a few
 * names.
 *
 * An entry is told by the name's first and last eight bytes and its length: the whole
 * name up to 16 bytes; longer ones are compared with the dictionary's copy.
 */
#ifndef GP_EVENTLOG_FRONT_H
#define GP_EVENTLOG_FRONT_H

#include "base/map.h"

struct gp_front {
    struct gp_front_entry *entry; /* allocated at the first use */
};

/* As gp_dict_add. */
uint32_t gp_front_add(struct gp_front *f, struct gp_dict *d, struct gp_slice name);
void gp_front_release(struct gp_front *f);

#endif
