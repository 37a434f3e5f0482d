/* nearest.h - what somebody meant who typed a name that is not there.
 *
 *   tiem      -> time                  letters changed places
 *   Hndover   -> Handover to delivery  the beginning of a longer name, misspelt
 *   delivery  -> Handover to delivery  a part of it
 *   foo       -> nothing               map is no nearer than any other word
 *
 * Case does not count. A name is near when at most a third of the letters differ (two of
 * four to eight, one of fewer); nearer ones win, of equally near ones the first offered.
 */
#ifndef GP_BASE_NEAREST_H
#define GP_BASE_NEAREST_H

#include "base/map.h"

struct gp_nearest {
    const char *wanted; /* borrowed */
    const char *best; /* borrowed from the one who offered it; NULL: nothing is near */
    unsigned least;
};

struct gp_nearest gp_nearest_to(const char *wanted);
void gp_nearest_offer(struct gp_nearest *n, const char *name);

/* What to say of a name that is not among these: `; the nearest is "Lost"`, or
 * `; there are "Lost", "Won" and 7 others`. Appended; long names are cut. */
void gp_nearest_say(struct gp_text *out, const char *wanted,
                    const struct gp_dict *names);

#endif
