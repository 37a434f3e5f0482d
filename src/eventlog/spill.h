/* spill.h - events beyond the budget: written to disk by hash of their case, read back one
 * part of the cases at a time.
 *
 * All events of a case are in one part, in the order in which they came. A part is a list
 * of blocks in one nameless file, each a zstd frame; number, length and checksum of each are
 * known, and what is read back must agree with all of them, or the run ends.
 */
#ifndef GP_EVENTLOG_SPILL_H
#define GP_EVENTLOG_SPILL_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { GP_SPILL_PARTS = 128 };

/* An event whose names have numbers, but for its case. */
struct gp_spill_event {
    struct gp_slice case_id, instance;
    uint32_t serial; /* order of arrival; ascending */
    uint32_t line, activity, resource, group;
    int64_t start, end;
    uint8_t kind;         /* enum gp_row_kind */
    const uint32_t *kept; /* [n_kept] */
};

struct gp_spill;

/* n_kept: numbers of kept attributes that each event has. beside: a thread of its own packs
 * and writes. NULL: no memory. */
struct gp_spill *gp_spill_new(size_t n_kept, bool beside);
void gp_spill_free(struct gp_spill *s);

/* False: no memory, or no room on the disk (gp_fail_memory knows which). */
bool gp_spill_add(struct gp_spill *s, const struct gp_spill_event *e);

/* After the last event, before the first reading. False as above. */
bool gp_spill_end(struct gp_spill *s);

uint64_t gp_spill_events(const struct gp_spill *s, size_t part);

/* Hands out the events of a part, in order, once; the event is lent. take says false when
 * memory is short. Several parts may be read at once. GP_SYSTEM when the disk fails or
 * gives back other bytes than were written. */
enum gp_status gp_spill_read(struct gp_spill *s, size_t part,
                             bool (*take)(void *ctx, const struct gp_spill_event *e),
                             void *ctx, struct gp_err *err) GP_MUST_USE;

#endif
