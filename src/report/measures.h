/* measures.h - every measure by its name: definition, unit, denominator, source.
 *
 * One list serves `goatpath explain MEASURE`, `goatpath help measures`, the definitions in
 * the report and (checked by a test) docs/measures.md.
 */
#ifndef GP_REPORT_MEASURES_H
#define GP_REPORT_MEASURES_H

#include <stddef.h>

struct gp_measure {
    const char *name;       /* "wait" */
    const char *definition; /* one or two sentences */
    const char *unit;       /* unit, and the denominator of a share */
    const char *source;     /* where the formula comes from */
};

/* All of them, in reading order; *n receives how many. */
const struct gp_measure *gp_measures(size_t *n);

/* The measure of that name, or NULL. */
const struct gp_measure *gp_measure_find(const char *name);

#endif
