/* case_rows.c - see case_rows.h. */
#include "ingest/case_rows.h"

#include <string.h>

bool gp_case_rows_add(struct gp_case_rows *rows, struct gp_slice case_id, int64_t more)
{
    uint32_t id;

    if (rows == NULL || more == 0)
        return true;
    id = gp_dict_add(&rows->cases, case_id);
    if (id == GP_NO_ID || !gp_reserve(&rows->more, &rows->cap, (size_t)id + 1))
        return false;
    while (rows->n <= id)
        rows->more[rows->n++] = 0;
    rows->more[id] += more;
    return true;
}

int64_t gp_case_rows_of(const struct gp_case_rows *rows, struct gp_slice case_id)
{
    uint32_t id = rows->n != 0 ? gp_dict_find(&rows->cases, case_id) : GP_NO_ID;

    return id != GP_NO_ID ? rows->more[id] : 0;
}

void gp_case_rows_release(struct gp_case_rows *rows)
{
    gp_dict_release(&rows->cases);
    gp_free(rows->more);
    memset(rows, 0, sizeof *rows);
}
