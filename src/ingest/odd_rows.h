/* odd_rows.h - the first rows with bytes that are no text, or with quotes where none should
 * be. Reading counts them; where they stand is found by reading the file once more, which
 * only such a file costs.
 */
#ifndef GP_INGEST_ODD_ROWS_H
#define GP_INGEST_ODD_ROWS_H

#include "ingest/ingest.h"

bool gp_odd_rows_any(const struct gp_reader_counts *counts);

/* Adds them to out->odd_quotes and out->undecodable, up to GP_TIME_LINES each. reader: just
 * opened on the file that was found so; rows that it refuses are told elsewhere. */
enum gp_status gp_odd_rows_find(struct gp_reader *reader,
                                const struct gp_source_found *found,
                                struct gp_ingest_result *out,
                                struct gp_err *err) GP_MUST_USE;

#endif
