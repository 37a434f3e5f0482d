/* duty.h - by whose hours each person works: their own, their team's, or everybody's, as a
 * calendar tells (base/calendar.h).
 *
 *   for Anya ...    Anya by her own     for Night shift ...    who does most of their work
 *   there by those of the team     all others by everybody's
 *
 * Names are compared by bytes, then folded (case, accents, signs).
 */
#ifndef GP_MINE_DUTY_H
#define GP_MINE_DUTY_H

#include "base/calendar.h"
#include "eventlog/eventlog.h"

struct gp_duty {
    const struct gp_calendar **of; /* [resources] lent by the calendar */
    size_t n_own, n_team;          /* people with hours of their own, or of a team */
    size_t *unknown;               /* [n_unknown] named in the calendar: nobody here */
    size_t n_unknown;
};

/* log: grouped. calendar outlives the answer. O(events) when teams are named. Release with
 * gp_duty_release. */
enum gp_status gp_duty_find(const struct gp_eventlog *log,
                            const struct gp_calendar *calendar, struct gp_duty *out,
                            struct gp_err *err) GP_MUST_USE;
void gp_duty_release(struct gp_duty *d);

/* The group of most events of each person, [resources]; GP_NO_ID: of none. Of groups with
 * as many, the first by name. The caller frees it; NULL: no memory. */
uint32_t *gp_group_of_people(const struct gp_eventlog *log);

#endif
