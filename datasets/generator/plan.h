/* plan.h - what each case will go through, before anybody has worked on it. */
#ifndef DATASETS_PLAN_H
#define DATASETS_PLAN_H

#include "company.h"
#include "log.h"
#include "settings.h"

/* Draws the path of every case: a log with activities, but without people and times.
 * work[MAX_POOLS] receives the minutes of work that each pool will get. */
struct log plan_cases(const struct settings *s, uint64_t *work);

#endif
