/* tags.h - markup cut into tags: what svgfilter reads with.
 *
 * No document is built and nothing is trusted: a tag is a name and attributes whose values
 * are still as written; gp_tag_decode turns them into text. Entities are the five of XML,
 * &nbsp; and numbers.
 */
#ifndef GP_REPORT_TAGS_H
#define GP_REPORT_TAGS_H

#include "base/text.h"

enum { GP_TAG_ATTRIBUTES = 40 };

struct gp_tag_attribute {
    struct gp_slice name, raw;
};

struct gp_tag {
    struct gp_slice name;
    struct gp_tag_attribute attribute[GP_TAG_ATTRIBUTES];
    size_t n;
    bool closing, empty;
};

/* s begins behind '<' and afterwards behind '>'. False when that is no tag. Slices are
 * lent as long as the bytes. */
bool gp_tag_take(struct gp_slice *s, struct gp_tag *tag);

/* Skips to behind the mark; false when it is not there. */
bool gp_tag_skip_past(struct gp_slice *s, const char *mark);

/* Appends the text that a written value or text stands for; white space becomes spaces. */
void gp_tag_decode(struct gp_text *out, struct gp_slice raw);

#endif
