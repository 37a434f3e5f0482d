/* case_attributes.h - a table with one row a case, joined to a log on the case id.
 *
 * Every other column becomes an attribute of all events of the case, called "case:" and
 * its header.
 */
#ifndef GP_INGEST_CASE_ATTRIBUTES_H
#define GP_INGEST_CASE_ATTRIBUTES_H

#include "ingest/ingest.h"

/* log: grouped. case_header: of the log's case column, or NULL. key: the table's column
 * of case ids as an option names it; NULL: the one called like the log's, else the one
 * whose values are case ids of the log in at least half of the rows looked at. GP_INPUT
 * when there is none, or two. Of several rows for one case the first counts. */
enum gp_status gp_case_attributes_join(struct gp_eventlog *log, const char *file,
                                       const char *key, const char *case_header,
                                       const struct gp_reader_options *reader,
                                       struct gp_case_join *out,
                                       struct gp_err *err) GP_MUST_USE;

#endif
