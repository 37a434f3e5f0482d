/* measures.h - what each figure of a report means: definition, unit, denominator,
 * source. For the page's last section and for `goatpath explain`.
 */
#ifndef GP_REPORT_MEASURES_H
#define GP_REPORT_MEASURES_H

struct gp_measure {
    const char *name; /* "wait": lower case, as explain knows it */
    const char *title;
    const char *definition;
    const char *unit;
    const char *of; /* what shares are shares of; "" where there is no share */
    const char *source;
};

/* In reading order; NULL name at the end. */
const struct gp_measure *gp_measures(void);

#endif
