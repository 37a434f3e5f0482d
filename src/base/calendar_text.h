/* calendar_text.h - a calendar as it is written: hours by weekday, and by date, of
 * everybody and of those who are named. For calendar.c only.
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
};

/* "for Anya": begins as everybody's hours; the first weekday it names replaces the week. */
struct gp_calendar_part {
    char *name; /* owned; NULL: everybody */
    uint64_t line;
    struct gp_calendar_text text;
};

struct gp_calendar_parts {
    struct gp_calendar_part *part; /* [0]: everybody */
    size_t n, cap;
    char zone[64]; /* empty: not named */
};

/* GP_USAGE with file and line. Release with gp_calendar_parts_release, also on failure. */
enum gp_status gp_calendar_parts_read(struct gp_calendar_parts *out, const char *file,
                                      struct gp_slice bytes,
                                      struct gp_err *err) GP_MUST_USE;
void gp_calendar_parts_release(struct gp_calendar_parts *p);

/* The hours of a date: of the last line that names it, else of its weekday. */
const struct gp_hours *gp_calendar_hours_of(const struct gp_calendar_text *t,
                                            int64_t day);

#endif
