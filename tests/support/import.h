/* import.h - a small export, read from a file in the scratch folder, and told. */
#ifndef GP_TESTS_SUPPORT_IMPORT_H
#define GP_TESTS_SUPPORT_IMPORT_H

#include "ingest/ingest.h"

/* No option given: everything is found from content. */
struct gp_ingest_options import_plain(void);

/* Reads the text as log.csv. r: the caller's to release after GP_OK. err is emptied. */
enum gp_status import_text(const char *text, const struct gp_ingest_options *o,
                           struct gp_ingest_result *r, struct gp_err *err);

/* The same; fails the test unless it can be read. */
void import_or_fail(const char *text, const struct gp_ingest_options *o,
                    struct gp_ingest_result *r);

/* "D-1: New by Ann, Won by Bob; D-2: New": cases and events in their order, persons where
 * there are any. */
void import_tell(const struct gp_eventlog *log, struct gp_text *out);

#endif
