/* deadline.h - how long something took by the clock of a limit, and when it was due.
 */
#ifndef GP_MINE_DEADLINE_H
#define GP_MINE_DEADLINE_H

#include "base/calendar.h"
#include "model/process.h"

/* Can the clock be read? Business clocks need a calendar. */
static inline bool gp_clock_known(const struct gp_calendar *calendar,
                                  enum gp_clock clock)
{
    return clock == GP_CLOCK_WALL || calendar != NULL;
}

/* From one instant to another by a clock that is known: us; business days as GP_DAY_US
 * each. Below 0 only on the wall clock, when to < from. */
int64_t gp_elapsed(const struct gp_calendar *calendar, enum gp_clock clock,
                   int64_t from, int64_t to);

/* The earliest instant after which more than span has passed since from, by that clock;
 * gp_elapsed(from, to) > span must hold. O(log(to - from) * look-up). */
int64_t gp_due(const struct gp_calendar *calendar, enum gp_clock clock, int64_t from,
               int64_t to, int64_t span);

/* Does anything in the document run on a business clock? */
bool gp_uses_calendar(const struct gp_process *p);

#endif
