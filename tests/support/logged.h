/* logged.h - an event log that a test writes event by event. */
#ifndef GP_TESTS_SUPPORT_LOGGED_H
#define GP_TESTS_SUPPORT_LOGGED_H

#include "eventlog/eventlog.h"

/* An empty log with one file of this name and these columns; fails the test without
 * memory. The caller frees it. */
struct gp_eventlog *logged_begin(const char *file, bool has_time, bool has_start,
                                 bool has_resource, bool has_group);

/* One event, us; its line is the next one, from 2. resource, group: "" when missing. */
void logged_event(struct gp_eventlog *log, const char *case_id, const char *activity,
                  const char *resource, const char *group, int64_t start, int64_t end);

#endif
