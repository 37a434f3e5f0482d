/* case_rows.h - rows of a case besides one for each of its events.
 *
 *   lifecycle  the complete row of an event that has a start row: one more
 *   wide       one row with five dates: four fewer than events
 *   history    a row that tells of an owner: one more
 *
 * Only counted where a filter will leave cases out and must say how many rows went with
 * them. Also cases without any event have rows.
 */
#ifndef GP_INGEST_CASE_ROWS_H
#define GP_INGEST_CASE_ROWS_H

#include "base/map.h"

struct gp_case_rows {
    struct gp_dict cases;
    int64_t *more; /* [cases.n] */
    size_t n, cap;
};

/* False when memory is short. rows may be NULL: nothing is counted. */
bool gp_case_rows_add(struct gp_case_rows *rows, struct gp_slice case_id, int64_t more);

/* 0 for a case that was never added. */
int64_t gp_case_rows_of(const struct gp_case_rows *rows, struct gp_slice case_id);
void gp_case_rows_release(struct gp_case_rows *rows);

#endif
