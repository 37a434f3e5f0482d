/* pairing.h - starts and completes of the same work, paired first-in first-out by case,
 * activity and instance.
 *
 * The person is not part of the key: work that one starts and another completes is one
 * piece of work, and of two pieces of the same activity the older start is taken.
 */
#ifndef GP_INGEST_PAIRING_H
#define GP_INGEST_PAIRING_H

#include "base/map.h"

struct gp_pairing_key {
    uint32_t case_id, activity, instance;
};

struct gp_pending;
struct gp_pending *gp_pending_new(void);
void gp_pending_free(struct gp_pending *p);

/* Number of an instance's name; GP_NO_ID when memory is short. */
uint32_t gp_pending_instance(struct gp_pending *p, struct gp_slice name);

/* A start, as the number of its event. False when memory is short. */
bool gp_pending_push(struct gp_pending *p, const struct gp_pairing_key *key,
                     uint32_t event);

/* The oldest waiting start of the key; false when there is none. */
bool gp_pending_pop(struct gp_pending *p, const struct gp_pairing_key *key,
                    uint32_t *event);

/* The starts that still wait: their events into out, which has room for
 * gp_pending_waiting of them. */
void gp_pending_events(const struct gp_pending *p, uint32_t *out);

uint64_t gp_pending_waiting(const struct gp_pending *p);

#endif
