/* history.h - rows that tell how a field of a case changed become events. */
#ifndef GP_EVENTLOG_HISTORY_H
#define GP_EVENTLOG_HISTORY_H

#include "eventlog/eventlog.h"

/* Rows from .. to - 1 of a log are all rows of a case, in the order in which they came. Its
 * changes become events; what was before the first of them, too, where it is known when
 * the case was created; events without a person or team get those whose the case was. Other
 * rows of the history are GP_ROW_GONE then. Adds to *count, and to *more what log->more_rows
 * tells. row: room for as many numbers. False: no memory. */
bool gp_history_case(struct gp_eventlog *log, uint32_t from, uint32_t to, uint32_t *row,
                     struct gp_paired *count, int32_t *more);

#endif
