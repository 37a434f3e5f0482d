/* zone.h - local times of a zone -> UTC.
 *
 * A zone is a fixed offset ("UTC", "Z", "+02:00", "-0530", "+1") or an IANA name
 * ("Europe/Berlin"), read from the system's tz database files (RFC 8536) by ourselves:
 * neither TZ nor the locale has any effect.
 */
#ifndef GP_BASE_ZONE_H
#define GP_BASE_ZONE_H

#include "base/err.h"

#include <stdint.h>

struct gp_zone;

/* What the clocks did at a local time. */
enum gp_local {
    GP_LOCAL_ONCE,    /* the usual case */
    GP_LOCAL_GAP,     /* clocks jumped over it: moved forward by the jump */
    GP_LOCAL_OVERLAP, /* it happened twice: the first one is taken */
};

/* NULL or "" is UTC. GP_USAGE for a name that is no zone. Owned by the caller. */
enum gp_status gp_zone_open(const char *name, struct gp_zone **out,
                            struct gp_err *err) GP_MUST_USE;

/* A zone from the bytes of a TZif file; for tests and other sources of zone data.
 * Returns GP_INPUT when they are damaged. */
enum gp_status gp_zone_from_tzif(const char *name, const void *bytes, uint64_t n,
                                 struct gp_zone **out, struct gp_err *err) GP_MUST_USE;
void gp_zone_free(struct gp_zone *z);

const char *gp_zone_name(const struct gp_zone *z); /* "UTC", "+02:00", as opened */

/* local_us   microseconds since 1970-01-01 00:00 on the zone's clocks
 * returns    microseconds UTC. Remembers the stretch it was found in: a log's times
 *            lie close together. */
int64_t gp_zone_to_utc(struct gp_zone *z, int64_t local_us, enum gp_local *how);

/* What the zone's clocks show at an instant: us since 1970-01-01 00:00 on them. */
int64_t gp_zone_to_local(const struct gp_zone *z, int64_t utc_us);

#endif
