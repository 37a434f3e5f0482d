/* found_calendar.h - hours at which people were seen (mine/hours.h) as a calendar file, to be
 * read, corrected, and given with --calendar. */
#ifndef GP_REPORT_FOUND_CALENDAR_H
#define GP_REPORT_FOUND_CALENDAR_H

#include "base/text.h"
#include "mine/hours.h"

/* Appends the file; title: of the log. What is written reads back as a calendar, or GP_BUG.
 * At most 8 stretches a day are told: the shortest breaks are closed. Names that no line
 * can hold (with #, or a line end), and teams called like a person, are counted in a comment
 * and have everybody's hours. */
enum gp_status gp_found_calendar(const struct gp_hours_found *h,
                                 const struct gp_eventlog *log,
                                 const struct gp_hours_options *options,
                                 struct gp_slice title, struct gp_text *out,
                                 struct gp_err *err) GP_MUST_USE;

#endif
