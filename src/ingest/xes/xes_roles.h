/* xes_roles.h - the columns that the XES standard gives a meaning: nothing to detect.
 *
 *   case:concept:name, concept:name, time:timestamp, org:resource, org:group
 *
 * lifecycle:transition and concept:instance are left to their values, as in tables: a
 * log may use them for states that neither start nor complete anything.
 */
#ifndef GP_INGEST_XES_ROLES_H
#define GP_INGEST_XES_ROLES_H

#include "ingest/columns/columns.h"

/* Copies o, and names the standard's columns in the copy where o says nothing and the
 * log has them. Another format is copied as it is. */
void gp_xes_roles_fill(const struct gp_reader *reader,
                       const struct gp_ingest_options *o,
                       struct gp_ingest_options *told);

/* Afterwards: the evidence of roles that told names and o does not. */
void gp_xes_roles_explain(const struct gp_ingest_options *o,
                          const struct gp_ingest_options *told, struct gp_columns *c);

#endif
