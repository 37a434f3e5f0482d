/* measures.h - every measure by its name: definition, unit, denominator, source.
 *
 * One list serves `goatpath explain MEASURE`, `goatpath help measures`, the definitions in
 * the report and (checked by a test) docs/measures.md.
 */
#ifndef GP_REPORT_MEASURES_H
#define GP_REPORT_MEASURES_H

#include <stddef.h>

struct gp_measure {
    const char *name; /* "wait": lower case, as explain knows it */
    const char *title;
    const char *definition; /* one or two sentences */
    const char *unit;
    const char *of;     /* what shares are shares of; "" where there is no share */
    const char *source; /* where the formula comes from */
};

/* The i-th in reading order; NULL behind the last. Those from gp_measures_plain() on are
 * about a log beside a document. */
const struct gp_measure *gp_measure_at(size_t i);
size_t gp_measures_plain(void);

/* Behind gp_measure_at; NULL name at the end. */
extern const struct gp_measure gp_document_measures[];

/* The measure of that name, in any case, or NULL. */
const struct gp_measure *gp_measure_find(const char *name);

#endif
