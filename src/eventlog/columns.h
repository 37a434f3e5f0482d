/* columns.h - the columns of a log by number, for what is done to each in turn.
 *
 * Inside eventlog/ only; whoever knows which column it wants takes it from the log.
 */
#ifndef GP_EVENTLOG_COLUMNS_H
#define GP_EVENTLOG_COLUMNS_H

#include "eventlog/eventlog.h"

enum gp_column {
    GP_COLUMN_ACTIVITY,
    GP_COLUMN_LINE,
    GP_COLUMN_RESOURCE,
    GP_COLUMN_GROUP,
    GP_COLUMN_END,
    GP_COLUMN_START,
    GP_COLUMN_OPEN,
    GP_COLUMN_SERIAL,
    GP_COLUMN_INSTANCE,
    GP_COLUMN_KEPT, /* and one for each kept attribute behind it */
};

static inline size_t gp_columns(const struct gp_eventlog *log)
{
    return GP_COLUMN_KEPT + log->n_kept;
}

size_t gp_column_size(const struct gp_eventlog *log,
                      size_t column);                              /* bytes an event */
void *gp_column_get(const struct gp_eventlog *log, size_t column); /* or NULL */
struct gp_ids gp_column_ids(const struct gp_eventlog *log, size_t column); /* of ids */
void gp_column_set(struct gp_eventlog *log, size_t column, void *to);

/* Has a log with these properties such a column while it is filled? */
bool gp_column_wanted(const struct gp_eventlog *log, size_t column);

/* Bytes an event of such a log takes. */
size_t gp_columns_width(const struct gp_eventlog *log);

#endif
