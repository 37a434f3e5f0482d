/* places.h - a big file looked at in several places, so that more than its beginning is
 * known and yet no more than a bounded part is read.
 *
 * Places lie evenly behind what was looked at first, the last one at the end. Only a
 * regular file that is not packed has places: pipes, packed files, workbooks and XES are
 * known by their beginning alone.
 */
#ifndef GP_INGEST_PLACES_H
#define GP_INGEST_PLACES_H

#include "ingest/reader.h"

enum { GP_PLACES = 16, GP_PLACE_BYTES = 64 * 1024 };

struct gp_places {
    size_t n;      /* looked at; 0: the file has none */
    uint64_t rows; /* handed to take */
};

/* row->line counts from the place's beginning. Fails like whatever calls it. */
typedef enum gp_status (*gp_row_fn)(void *ctx, const struct gp_row *row,
                                    struct gp_err *err);

/* Hands the rows of every place to take, in the order of the file; r stays where it is.
 * Refused rows go to rejects (NULL: nowhere). The first 4 KiB of a place are passed over:
 * it may begin within a quoted field. */
enum gp_status gp_places_look(const struct gp_reader *r, struct gp_rejects *rejects,
                              gp_row_fn take, void *ctx, struct gp_places *out,
                              struct gp_err *err) GP_MUST_USE;

#endif
