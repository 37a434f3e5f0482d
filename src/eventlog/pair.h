/* pair.h - rows that start work and rows that complete it become events.
 *
 * Starts and completes of a case pair first-in first-out by activity and instance. The
 * person is not part of it: work that one starts and another completes is one piece of
 * work, and of two pieces of the same activity the older start is taken.
 */
#ifndef GP_EVENTLOG_PAIR_H
#define GP_EVENTLOG_PAIR_H

#include "eventlog/eventlog.h"

/* Rows from .. to - 1 of a log are all rows of a case, in the order in which they came. The
 * complete of each start gives its event the end, and its resource and group where it has
 * them, and is GP_ROW_GONE then. A complete without start is an instant, a start without
 * complete an instant that is open. Adds to *count, and to *more what log->more_rows tells.
 * row: room for as many numbers. False: no memory. */
bool gp_pair_case(struct gp_eventlog *log, uint32_t from, uint32_t to, uint32_t *row,
                  struct gp_paired *count, int32_t *more);

#endif
