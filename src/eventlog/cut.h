/* cut.h - some cases of a grouped log, as if it had never held the others. */
#ifndef GP_EVENTLOG_CUT_H
#define GP_EVENTLOG_CUT_H

#include "eventlog/eventlog.h"

/* keep[c]: case c stays. Events move together in place; names that no event has any more
 * leave their dictionaries, the others are numbered anew in their old order; ties are
 * counted anew. Lines, files and their order stay what they were. At most one column of
 * ids is held twice. O(events). After a failure (memory) the log is only good for
 * gp_eventlog_free. */
enum gp_status gp_eventlog_cut(struct gp_eventlog *log, const bool *keep,
                               struct gp_err *err) GP_MUST_USE;

/* Names that no event has leave, as above. False: no memory, and the same. */
bool gp_eventlog_drop_names(struct gp_eventlog *log);

#endif
