/* ids.h - a column of ids: two bytes each while all are small, four from the first that is
 * not. Most logs have far fewer than 32,768 names, and half the bytes are half the memory
 * that walks over millions of events go through.
 *
 * A two-byte id is the lower half of the id, and its sign what is above: GP_NO_ID comes back
 * as it went in, without a question asked.
 */
#ifndef GP_EVENTLOG_IDS_H
#define GP_EVENTLOG_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gp_ids {
    void *at;  /* NULL: there is no such column */
    bool wide; /* [n] of uint32_t, else of int16_t */
};

static inline uint32_t gp_id(struct gp_ids ids, size_t i)
{
    return ids.wide ? ((const uint32_t *)ids.at)[i]
                    : (uint32_t)(int32_t)((const int16_t *)ids.at)[i];
}

/* Does it fit into two bytes? */
static inline bool gp_id_is_small(uint32_t id)
{
    return (uint32_t)(int32_t)(int16_t)id == id;
}

static inline size_t gp_ids_size(bool wide)
{
    return wide ? sizeof(uint32_t) : sizeof(int16_t);
}

/* Four bytes from now on: the first n ids stay, of room for cap. False: no memory. */
bool gp_ids_widen(struct gp_ids *ids, size_t n, size_t cap);

/* Id i, of a column with n ids and room for cap. False: no memory. */
static inline bool gp_ids_put(struct gp_ids *ids, size_t i, uint32_t id, size_t n,
                              size_t cap)
{
    if (!ids->wide && !gp_id_is_small(id) && !gp_ids_widen(ids, n, cap))
        return false;
    if (ids->wide)
        ((uint32_t *)ids->at)[i] = id;
    else
        ((int16_t *)ids->at)[i] = (int16_t)id;
    return true;
}

/* Changes id i of a column that is wide enough. */
static inline void gp_ids_set(struct gp_ids ids, size_t i, uint32_t id)
{
    if (ids.wide)
        ((uint32_t *)ids.at)[i] = id;
    else
        ((int16_t *)ids.at)[i] = (int16_t)id;
}

/* n ids, all of them missing. False: no memory. */
bool gp_ids_missing(struct gp_ids *ids, size_t n);

#endif
