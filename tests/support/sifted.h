/* sifted.h - a small log, and what a filter leaves of it.
 *
 *   case act  start-end (hours since 1970)  who  team   Amount  Due
 *   a    A    0-1                           Ann  Sales  10      1970-01-02
 *   a    B    3-4                           Bob  Legal
 *   a    C    50-51                         Ann  Sales  200     1970-03-01
 *   b    A    24-24                         Bob  Sales  5
 *   b    A    25-26                         Bob  Sales  5
 *   b    C    26-26                                     5
 *   c    B    100-100                       Ann                 1970-01-02
 *   d    C    200-210                       Cid  Legal  1,500
 *   d    A    205-206                       Cid  Legal  7.5
 *
 * Amount is kept, Due is there for a filter only. Lines count from 2.
 */
#ifndef GP_TESTS_SUPPORT_SIFTED_H
#define GP_TESTS_SUPPORT_SIFTED_H

#include "filter/filter.h"

struct sifted {
    struct gp_ingest_result in;
    struct gp_filtered filtered;
    struct gp_err err;
    enum gp_status status;
    char cases[64]; /* of those left: "a c"; "" after a failure */
};

/* One expression, in a zone (NULL: UTC), with C as the end of cases if ends. */
void sift_in(struct sifted *s, struct gp_slice expression, const char *tz, bool ends);
void sifted_release(struct sifted *s);

#endif
