/* ids.c - see ids.h. */
#include "eventlog/ids.h"

#include "base/mem.h"

#include <string.h>

bool gp_ids_widen(struct gp_ids *ids, size_t n, size_t cap)
{
    uint32_t *wide = gp_array(cap, sizeof *wide);
    size_t i;

    if (wide == NULL)
        return false;
    for (i = 0; i < n; i++)
        wide[i] = gp_id(*ids, i);
    gp_free(ids->at);
    *ids = (struct gp_ids){wide, true};
    return true;
}

bool gp_ids_missing(struct gp_ids *ids, size_t n)
{
    *ids = (struct gp_ids){gp_array(n, gp_ids_size(false)), false};
    if (ids->at != NULL)
        memset(ids->at, 0xff, n * gp_ids_size(false));
    return ids->at != NULL;
}
