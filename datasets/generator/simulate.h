/* simulate.h - the company at work: who does each planned step, and when. */
#ifndef DATASETS_SIMULATE_H
#define DATASETS_SIMULATE_H

#include "company.h"
#include "log.h"
#include "settings.h"

/* Fills person, start and end of every event. Within a case, events end up in time
 * order and do not overlap. O(events log open cases). */
void simulate(const struct settings *s, const struct company *c, struct log *log);

#endif
