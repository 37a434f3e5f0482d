/* pair.h - rows that start work and rows that complete it become events.
 *
 * Starts and completes of a case pair first-in first-out by activity and instance. The
 * person is not part of it: work that one starts and another completes is one piece of
 * work, and of two pieces of the same activity the older start is taken.
 */
#ifndef GP_EVENTLOG_PAIR_H
#define GP_EVENTLOG_PAIR_H

#include "eventlog/eventlog.h"

/* Of a log whose rows stand by case, in the order in which they came: the complete of each
 * start gives its event the end, and its resource and group where it has them. A complete
 * without start is an instant, a start without complete an instant that is open. Adds to
 * log->paired. False: no memory. */
bool gp_eventlog_pair(struct gp_eventlog *log);

#endif
