/* found.h - what was found about a file, as owned texts that outlive the reading. */
#ifndef GP_INGEST_FOUND_H
#define GP_INGEST_FOUND_H

#include "ingest/decide.h"

/* Fills *out from a reader and what was decided (also after a failed decision). *out is
 * overwritten; release with gp_source_found_release. tz: zone of times without one, or
 * NULL. Counters and bytes are taken too:
 * fill again after the last row. */
enum gp_status gp_found_fill(struct gp_source_found *out, const char *name,
                             const struct gp_reader *reader,
                             const struct gp_decision *d, const char *tz,
                             struct gp_err *err) GP_MUST_USE;
void gp_found_count(struct gp_source_found *out, const struct gp_reader *reader);

#endif
