/* calendar.h - when people work, and how much of that lies between two instants.
 *
 *   Mon-Fri 09:00-17:00, Europe/Berlin
 *   Friday 16:00 -> Monday 10:00     2 h of business time, a quarter of a business day
 *
 * Business time is the part of [from, to) within opening hours. A business day is a day
 * with opening hours; each counts 1, in proportion to its own hours. So "2 business
 * days" from Friday 16:00 end on Tuesday 16:00, and both clocks add up over neighbouring
 * stretches (spec/waiting.md, "bt").
 *
 * The file is described in docs/formats.md, "Calendar".
 */
#ifndef GP_BASE_CALENDAR_H
#define GP_BASE_CALENDAR_H

#include "base/text.h"

struct gp_calendar;

/* Mon-Fri 09:00-17:00 without holidays, in the zone tz (NULL: UTC). GP_USAGE for a name
 * that is no zone. */
enum gp_status gp_calendar_usual(const char *tz, struct gp_calendar **out,
                                 struct gp_err *err) GP_MUST_USE;

/* The calendar written in bytes; file is its name for messages. tz: zone where the text
 * names none. GP_USAGE names the line, what was found and what was expected. */
enum gp_status gp_calendar_parse(const char *file, struct gp_slice bytes,
                                 const char *tz, struct gp_calendar **out,
                                 struct gp_err *err) GP_MUST_USE;
void gp_calendar_free(struct gp_calendar *c);

/* Hours of single people and teams that the file names; everybody else has those of the
 * calendar itself. i < gp_calendar_n_named. Lent until gp_calendar_free. */
size_t gp_calendar_n_named(const struct gp_calendar *c);
const struct gp_calendar *gp_calendar_named(const struct gp_calendar *c, size_t i,
                                            const char **name, uint64_t *line);

/* Makes it, and those of single people, ready for instants from..to (us); time beyond
 * them counts as closed. O(days). */
enum gp_status gp_calendar_cover(struct gp_calendar *c, int64_t from, int64_t to,
                                 struct gp_err *err) GP_MUST_USE;

/* Business time of [from, to) in us; 0 when to <= from. O(log days), after cover. */
int64_t gp_calendar_time(const struct gp_calendar *c, int64_t from, int64_t to);

/* The same in business days, GP_DAY_US each, rounded down to the us within a day. */
int64_t gp_calendar_days(const struct gp_calendar *c, int64_t from, int64_t to);

/* "Mon-Fri 09:00-17:00, UTC" or "office.txt, Europe/Berlin": for every place that shows
 * a number which depends on it. */
void gp_calendar_say(struct gp_text *out, const struct gp_calendar *c);

#endif
