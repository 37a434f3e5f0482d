/* longname.h - names of 4 KiB and more, as a log keeps them: their beginning, their length
 * and a hash of all their bytes, so that two names stay two names and a page stays a page.
 *
 *   xxxxxxxx...   ->   xxxx... [1,048,576 bytes, 9b1c0e2f7a3d5c48]
 */
#ifndef GP_INGEST_LONGNAME_H
#define GP_INGEST_LONGNAME_H

#include "base/text.h"

enum { GP_NAME_MOST = 4096, GP_NAME_SHOWN = 200 };

/* The name as it is kept, in text (cleared before); itself when it is short enough. */
struct gp_slice gp_longname_keep(struct gp_text *text, struct gp_slice name);

#endif
