/* column_refuse.h - the sentences with which a log is refused: what was found, which
 * columns came near, which option settles it. Each returns GP_INPUT, or GP_OK where it
 * finds nothing to refuse.
 */
#ifndef GP_INGEST_COLUMN_REFUSE_H
#define GP_INGEST_COLUMN_REFUSE_H

#include "ingest/columns/column_roles.h"

/* No column, or (best given, with two or more) several about as good ones. */
enum gp_status gp_refuse_role(const char *file, const struct gp_sample_facts *f,
                              enum gp_role role, const struct gp_candidates *best,
                              struct gp_err *err) GP_MUST_USE;

/* The id does not repeat: one row a case; with dates in columns, a wide export. */
enum gp_status gp_refuse_unique(const char *file, const struct gp_sample_facts *f,
                                int id, struct gp_err *err) GP_MUST_USE;

/* Ids of which a spreadsheet cut digits: different cases look the same. */
enum gp_status gp_refuse_cut_ids(const char *file, const struct gp_sample_facts *f,
                                 int id, struct gp_err *err) GP_MUST_USE;

/* Starts after ends. */
enum gp_status gp_refuse_times(const char *file, const struct gp_sample_facts *f,
                               int start, int end, struct gp_err *err) GP_MUST_USE;

#endif
