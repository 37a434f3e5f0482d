/* spill_parts.h - what putting and taking share (spill_put.c, spill_take.c). */
#ifndef GP_EVENTLOG_SPILL_PARTS_H
#define GP_EVENTLOG_SPILL_PARTS_H

#include "base/hashed.h"
#include "eventlog/columns.h"
#include "eventlog/spill_blocks.h"

struct gp_sheet {
    size_t names, end; /* in the list of blocks; slabs lie between them */
    bool told[GP_COLUMN_KEPT];
};

struct gp_spill {
    struct gp_tape tape;
    struct gp_hashed hash; /* only its key */
    struct gp_spill_rooms rooms;
    struct gp_sheet *sheet;
    size_t n_sheets, cap_sheets;
    struct gp_blocks *blocks;
    size_t n_blocks, cap_blocks;
    uint64_t events[GP_SPILL_PARTS];
};

/* Is this column of a log told? Those of kept attributes are there from the beginning. */
static inline bool gp_sheet_tells(const struct gp_sheet *s, size_t column)
{
    return column >= GP_COLUMN_KEPT || s->told[column];
}

#endif
