/* calendar_text.h - a calendar as it is written: hours by weekday, and by date. For
 * calendar.c only.
 */
#ifndef GP_BASE_CALENDAR_TEXT_H
#define GP_BASE_CALENDAR_TEXT_H

#include "base/text.h"

enum { GP_SHIFTS = 8 };

/* Opening hours of one day, minutes since its midnight, ascending; none: closed. */
struct gp_hours {
    struct {
        uint16_t from, to;
    } shift[GP_SHIFTS];
    size_t n;
};

struct gp_special_days {
    int64_t first, last; /* days since 1970-01-01 */
    struct gp_hours hours;
};

struct gp_calendar_text {
    struct gp_hours week[7]; /* Monday first */
    struct gp_special_days *special;
    size_t n_special, cap_special;
    char zone[64]; /* empty: not named */
};

/* GP_USAGE with file and line. Release with gp_calendar_text_release, also on failure. */
enum gp_status gp_calendar_text_read(struct gp_calendar_text *out, const char *file,
                                     struct gp_slice bytes,
                                     struct gp_err *err) GP_MUST_USE;
void gp_calendar_text_release(struct gp_calendar_text *t);

/* The hours of a date: of the last line that names it, else of its weekday. */
const struct gp_hours *gp_calendar_hours_of(const struct gp_calendar_text *t,
                                            int64_t day);

#endif
