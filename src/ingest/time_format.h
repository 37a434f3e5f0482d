/* time_format.h - a format given by --time-format, and formats as people write them.
 *
 * A subset of strptime done by ourselves, the same under every locale: %Y %y %m %d %e
 * %H %I %M %S %f %p %z %Z %b %B %h %a %A %j %s %T %D %F %R %% and literals; a blank
 * matches any number of blanks. Or one of the words epoch, epoch-ms, epoch-us,
 * epoch-ns, iso, excel, excel-1904. Or dmy, mdy, ymd: only the order of day, month and
 * year, in whatever layout.
 */
#ifndef GP_INGEST_TIME_FORMAT_H
#define GP_INGEST_TIME_FORMAT_H

#include "base/err.h"
#include "ingest/time_scan.h"

struct gp_time_format {
    char pattern[128]; /* conversions like %T written out */
    int64_t unit_ns;   /* epochs: nanoseconds of one unit; 0: not an epoch */
    bool iso, excel, since_1904;
    enum gp_time_order order; /* dmy, mdy, ymd; else GP_ORDER_UNKNOWN */
};

/* GP_USAGE for a conversion that is not known, or a format without a date. */
enum gp_status gp_time_format_read(const char *text, struct gp_time_format *out,
                                   struct gp_err *err) GP_MUST_USE;

/* "dmy" and the like; NULL for GP_ORDER_UNKNOWN. */
const char *gp_time_order_word(enum gp_time_order order);

/* Of a format that is no order: the whole text must match. Dates come out as
 * GP_FORM_NAMED numbers (day, month, year), epochs as an epoch form. */
bool gp_time_format_scan(const struct gp_time_format *f, struct gp_slice text,
                         struct gp_time_scan *out);

#endif
