/* rows.h - rows that are no events by themselves (enum gp_row_kind) become events. */
#ifndef GP_EVENTLOG_ROWS_H
#define GP_EVENTLOG_ROWS_H

#include "eventlog/eventlog.h"

/* Of a log whose rows stand by case, in the order in which they came: starts and completes
 * (pair.h) and histories (history.h). A case may be without events then. Adds to log->paired,
 * fills first_serial where rows have serials, and more_rows where they are wanted. False:
 * no memory. */
bool gp_eventlog_make_events(struct gp_eventlog *log);

#endif
