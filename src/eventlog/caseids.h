/* caseids.h - case ids become numbers, in batches, on a thread of their own if wanted.
 *
 * A log has millions of cases, and nearly every look-up misses the processor's caches
 * two or three times. So ids wait until some are together: first every slot is fetched,
 * then every name, then they are compared; the misses overlap. Batches are settled in
 * the order in which they came, by one thread: numbers never depend on threads.
 */
#ifndef GP_EVENTLOG_CASEIDS_H
#define GP_EVENTLOG_CASEIDS_H

#include "base/map.h"

enum { GP_CASEIDS_BATCH = 4096 };

struct gp_caseids;

/* cases: borrowed, empty; nobody else touches it between gp_caseids_add and
 * gp_caseids_settle. thread: settle beside the caller. NULL: no memory. */
struct gp_caseids *gp_caseids_new(struct gp_dict *cases, bool thread);
void gp_caseids_free(struct gp_caseids *c);

/* One more id; its bytes are copied. False: no memory. */
bool gp_caseids_add(struct gp_caseids *c, struct gp_slice id);

/* The numbers of n ids with their hashes (gp_dict_hash), at once: of one without a thread,
 * and not together with gp_caseids_add. False: no memory. */
bool gp_caseids_number(struct gp_caseids *c, const struct gp_slice *id,
                       const uint64_t *hash, size_t n);

/* Waits until every id added has its number. *numbers: of all ids, in their order; lent
 * until the next gp_caseids_add. False: no memory. */
bool gp_caseids_settle(struct gp_caseids *c, uint32_t **numbers);

/* The places of n more numbers, whose names the caller looks up by itself: of one without a
 * thread, and not together with gp_caseids_add. NULL: no memory. */
uint32_t *gp_caseids_room(struct gp_caseids *c, size_t n);

/* After gp_caseids_settle: the next id is the first again. */
void gp_caseids_forget(struct gp_caseids *c);

/* The numbers, now the caller's to gp_free; after gp_caseids_settle. */
uint32_t *gp_caseids_take(struct gp_caseids *c);

#endif
