/* spill.h - events beyond the budget: written to disk by hash of their case, read back one
 * part of the cases at a time.
 *
 * A log that outgrows its limit puts all it has there and goes on empty, as often as it
 * takes. All events of a case are in one part, in the order in which they came.
 */
#ifndef GP_EVENTLOG_SPILL_H
#define GP_EVENTLOG_SPILL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GP_SPILL_PARTS = 128 };

struct gp_eventlog;
struct gp_spill;

/* NULL: no memory, or no room on the disk (gp_fail_memory knows which). */
struct gp_spill *gp_spill_new(void);
void gp_spill_free(struct gp_spill *s);

/* All events of a settled log (gp_eventlog_settle), which are those from number log->moved
 * on. They stay in the log, whose attributes are the same from one call to the next. Uses
 * its threads. False as above. */
bool gp_spill_put(struct gp_spill *s, const struct gp_eventlog *log);

uint64_t gp_spill_events(const struct gp_spill *s, size_t part);

/* Appends the events of a part, in order and with their numbers, to a log that has the
 * columns of those that were put, and room for them. Several parts may be read at once.
 * GP_SYSTEM when the disk fails or gives back other bytes than were written. */
enum gp_status gp_spill_take(struct gp_spill *s, size_t part, struct gp_eventlog *to,
                             struct gp_err *err) GP_MUST_USE;

#endif
