/* xes_head.h - what an XES log says of itself before its traces: extensions, globals,
 * classifiers and attributes of the log, as XML of our own writing, so that it can be
 * written out again.
 */
#ifndef GP_INGEST_XES_HEAD_H
#define GP_INGEST_XES_HEAD_H

#include "base/xml.h"

enum {
    GP_XES_HEAD_MOST = 1 << 20
}; /* bytes kept; a longer head is left out as a whole */

struct gp_xes_head {
    struct gp_text xml;
    struct gp_text names; /* of the open elements, each behind the other */
    size_t *name_at;
    size_t depth, cap;
    bool tag_open; /* the last tag has no ">" yet */
    bool too_long;
};

void gp_xes_head_open(struct gp_xes_head *h, const struct gp_xml_tag *tag);
void gp_xes_head_close(struct gp_xes_head *h);
void gp_xes_head_clear(struct gp_xes_head *h);
void gp_xes_head_release(struct gp_xes_head *h);

#endif
