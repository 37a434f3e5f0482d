/* measures.h - every measure by its name: definition, unit, denominator, source.
 *
 * One list serves `goatpath explain MEASURE`, `goatpath help measures`, the definitions in
 * the report and (checked by a test) docs/measures.md.
 */
#ifndef GP_REPORT_MEASURES_H
#define GP_REPORT_MEASURES_H

struct gp_measure {
    const char *name; /* "wait": lower case, as explain knows it */
    const char *title;
    const char *definition; /* one or two sentences */
    const char *unit;
    const char *of;     /* what shares are shares of; "" where there is no share */
    const char *source; /* where the formula comes from */
};

/* In reading order; NULL name at the end. */
const struct gp_measure *gp_measures(void);

/* The measure of that name, or NULL. */
const struct gp_measure *gp_measure_find(const char *name);

#endif
