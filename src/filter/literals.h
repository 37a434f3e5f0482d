/* literals.h - dates, numbers and durations as a filter writes them. */
#ifndef GP_FILTER_LITERALS_H
#define GP_FILTER_LITERALS_H

#include "filter/program.h"

/* "2024", "2024-Q2", "2024-05", "2024-05-31", "2024-05-31 17:00[:30[.5]]" with an offset
 * or on the zone's clocks: all of that year, quarter, month, day, minute, second. "A..B":
 * from the begin of A to the end of B; A or B may be left out. False: it is none. */
bool gp_filter_period_read(struct gp_slice text, struct gp_zone *zone,
                           struct gp_filter_period *out);

/* "12", "-3.5", "1e6"; nothing around it. */
bool gp_filter_number_read(struct gp_slice text, double *out);

/* "3d", "2 weeks", "1 h 30 min", "0s". When false, *why says what is wrong. */
bool gp_filter_span_read(struct gp_slice text, int64_t *us, const char **why);

#endif
