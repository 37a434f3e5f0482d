/* graphviz.h - what the map and the drawn document share: names as labels of DOT, and
 * running dot. */
#ifndef GP_REPORT_GRAPHVIZ_H
#define GP_REPORT_GRAPHVIZ_H

#include "base/err.h"
#include "base/text.h"

/* The name on at most three lines, escaped for a quoted label; what does not fit ends in
 * an ellipsis. */
void gp_dot_wrapped(struct gp_text *out, struct gp_slice name);

/* Runs dot on the text; format "svg" or "png". Appends what dot wrote, unfiltered.
 * GP_SYSTEM when dot is not installed, fails, or is not done in 20 s. */
enum gp_status gp_dot_run(const struct gp_text *dot, const char *format,
                          struct gp_text *out, struct gp_err *err) GP_MUST_USE;

/* The same as a picture of its own: SVG filtered and labelled, or PNG. */
enum gp_status gp_dot_draw(const struct gp_text *dot, const char *format,
                           const char *label, struct gp_text *out,
                           struct gp_err *err) GP_MUST_USE;

#endif
