/* checks.h - all data-quality checks: of the reading (this floor may ask ingest what it
 * counted) and of the grouped log (mine/checks.h).
 */
#ifndef GP_REPORT_CHECKS_H
#define GP_REPORT_CHECKS_H

#include "ingest/ingest.h"
#include "mine/checks.h"

/* Fills out: first what the reading refused or had to decide, then the log's own.
 * Release with gp_checks_release. O(events log events). */
enum gp_status gp_checks_find(const struct gp_ingest_result *ingest,
                              const struct gp_stats *stats, struct gp_checks *out,
                              struct gp_err *err) GP_MUST_USE;

/* What the shapes wide and history add. */
void gp_checks_of_shapes(const struct gp_ingest_result *in, struct gp_checks *out);

/* Waiting in states in which a preset says that the clock stands. */
void gp_checks_of_clock(const struct gp_ingest_result *in, const struct gp_stats *stats,
                        struct gp_checks *out);

#endif
