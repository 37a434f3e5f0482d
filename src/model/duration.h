/* duration.h - a span of time as people write it in documents.
 *
 *   2 business days   48h   1 h 30 min   two weeks   an hour   PT4H   3 Werktage
 *   4 heures ouvrées   2 días hábiles
 */
#ifndef GP_MODEL_DURATION_H
#define GP_MODEL_DURATION_H

#include "model/process.h"

struct gp_duration {
    int64_t span_us; /* > 0; with GP_CLOCK_BUSINESS_DAYS: working days * GP_DAY_US */
    enum gp_clock clock;
};

/* Reads the duration at the beginning of s; *used is its length in bytes. When there is
 * none, returns false and *why is a static sentence: what is wrong with it. Months and
 * years have no fixed length and are refused. O(length of the duration). */
bool gp_duration_read(struct gp_slice s, struct gp_duration *out, size_t *used,
                      const char **why);

/* What a letter of an ISO 8601 duration stands for, us; time: behind its T. 0: it has no
 * fixed length, or is no such letter. */
int64_t gp_duration_iso_unit(char letter, bool time);

/* The whole of s must be one duration. */
bool gp_duration_is(struct gp_slice s, struct gp_duration *out, const char **why);

/* Does s begin with a number, in digits or in words? Then it is meant as a duration. */
bool gp_duration_begins(struct gp_slice s);

/* "2 business days", "4 h": what gp_duration_read reads back. */
void gp_duration_write(struct gp_text *t, const struct gp_duration *d);

#endif
