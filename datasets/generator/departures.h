/* departures.h - where people leave the manual, put in on purpose and counted.
 *
 * A case first goes through the company as the manual says. Then at most one departure
 * is made in it: an edit of its finished trace. So the difference that a departure
 * makes is known exactly, case by case: the same case with and without it.
 *
 * A departure's delay moves everything behind it by whole weeks (deals) or whole days
 * (tickets), drawn from a symmetric distribution and independent of all else. Hence
 * working hours hold, and mean and median of the delay agree.
 */
#ifndef DATASETS_DEPARTURES_H
#define DATASETS_DEPARTURES_H

#include "company.h"
#include "log.h"
#include "settings.h"

/* One case, in time order, with room for what departures and duplicates add. */
struct trace {
    struct event event[2 * MAX_PATH];
    unsigned n;
};

/* What happened to a case. */
struct made {
    const struct departure *departure; /* NULL: the case follows the manual */
    unsigned at;                       /* the event that shows it */
    uint32_t delay;                    /* minutes */
};

/* Moves that an alignment with the manual needs because of an edit; 0: the path is as
 * documented, only the person or the time is not. */
unsigned departure_cost(enum edit edit);

/* Draws whether this case departs and how, and edits it. eligible[i] grows by one for
 * each departure i that could have been made. */
struct made depart(const struct settings *s, const struct company *c, struct trace *t,
                   uint64_t *eligible);

#endif
