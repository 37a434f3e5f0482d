/* time_plain.h - the clock that stands behind the date in most logs, read at once.
 *
 *   " 13:45"   " 13:45:40"   "T13:45:40.276"   "T13:45:40Z"   "T13:45:40.276+02:00"
 *
 * Anything else, right or not, is for the scanner (time_scan.h), which reads these too and
 * is the oracle.
 */
#ifndef GP_INGEST_TIME_PLAIN_H
#define GP_INGEST_TIME_PLAIN_H

#include "base/text.h"

struct gp_plain_clock {
    int64_t of_day_us;
    int32_t offset_s; /* 0 without one */
    bool has_offset;
};

/* What follows text[0..at), a date; at <= text.len. False: it is no such clock. */
bool gp_plain_clock_read(struct gp_slice text, size_t at, struct gp_plain_clock *clock);

#endif
