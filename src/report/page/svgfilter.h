/* svgfilter.h - what may pass from a picture drawn by dot or gnuplot into a page.
 *
 * An allow-list of elements and attributes (spec/reliability.md 4.6 F5): shapes, text,
 * groups, clip paths and references to "#...". Everything else is dropped: script,
 * style, links, images, foreign objects, event handlers, comments, processing
 * instructions, the tools' names and versions. Links of graphviz become groups with
 * their tooltip as <title>. Ids and references get a prefix, so that several pictures
 * can stand in one page. Texts are decoded and escaped anew.
 */
#ifndef GP_REPORT_SVGFILTER_H
#define GP_REPORT_SVGFILTER_H

#include "base/text.h"

struct gp_svg_look {
    const char *prefix; /* of ids: letters, digits, - ; must differ in one page */
    const char *label;  /* what the picture shows, for those who cannot see it */
    bool standalone;    /* a file of its own: namespace, XML head and font */
};

/* Appends the filtered picture. False, with nothing appended, when the bytes are no
 * well-formed <svg> element of at most 200 nested elements. O(bytes). */
bool gp_svg_filter(struct gp_text *out, struct gp_slice svg,
                   const struct gp_svg_look *look);

#endif
