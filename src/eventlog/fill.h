/* fill.h - what the files of eventlog/ do to a log while it is filled; not for others. */
#ifndef GP_EVENTLOG_FILL_H
#define GP_EVENTLOG_FILL_H

#include "eventlog/eventlog.h"

/* Columns of ids become as wide as all names known by now need. While there are none. */
void gp_eventlog_choose_widths(struct gp_eventlog *log);

/* Room for n events in every column that is wanted. False: no memory. */
bool gp_eventlog_room(struct gp_eventlog *log, size_t n);

/* All events of a settled log go to disk; it begins anew. False: no memory, or no room on
 * the disk. */
bool gp_eventlog_move(struct gp_eventlog *log);

/* Room for n more events that come together; what is in their way goes to disk. most: the
 * last of their kinds. Settles what waits. False as above. */
bool gp_eventlog_expect(struct gp_eventlog *log, size_t n, enum gp_row_kind most);

/* The instance of row i, behind the others of its column. False: no memory. */
bool gp_eventlog_put_instance(struct gp_eventlog *log, size_t i, struct gp_slice name);

enum gp_status gp_eventlog_fail_full(struct gp_err *err) GP_MUST_USE;

/* After the last event: what only reading needs goes. */
void gp_eventlog_end_reading(struct gp_eventlog *log);

/* Fills in whole_seconds of a grouped log. */
void gp_eventlog_find_seconds(struct gp_eventlog *log);

/* Groups a log whose events are in its columns: side by side, paired, in order. */
enum gp_status gp_eventlog_group_here(struct gp_eventlog *log,
                                      struct gp_err *err) GP_MUST_USE;

/* Groups a log whose events are on disk. */
enum gp_status gp_eventlog_gather(struct gp_eventlog *log,
                                  struct gp_err *err) GP_MUST_USE;

#endif
