/* columns.c - see columns.h. */
#include "eventlog/columns.h"

#include <string.h>

/* Where the pointer to a column is, and how wide its elements are; 0: ids, whose pointer
 * comes first in struct gp_ids. */
static const struct {
    size_t offset, size;
} fixed[GP_COLUMN_KEPT] = {
    [GP_COLUMN_ACTIVITY] = {offsetof(struct gp_eventlog, activity.at), 0},
    [GP_COLUMN_LINE] = {offsetof(struct gp_eventlog, line), sizeof(uint32_t)},
    [GP_COLUMN_RESOURCE] = {offsetof(struct gp_eventlog, resource.at), 0},
    [GP_COLUMN_GROUP] = {offsetof(struct gp_eventlog, group.at), 0},
    [GP_COLUMN_END] = {offsetof(struct gp_eventlog, end), sizeof(int64_t)},
    [GP_COLUMN_START] = {offsetof(struct gp_eventlog, start), sizeof(int64_t)},
    [GP_COLUMN_OPEN] = {offsetof(struct gp_eventlog, open), sizeof(uint8_t)},
    [GP_COLUMN_SERIAL] = {offsetof(struct gp_eventlog, serial), sizeof(uint32_t)},
    [GP_COLUMN_INSTANCE] = {offsetof(struct gp_eventlog, instance.at), 0},
};

struct gp_ids gp_column_ids(const struct gp_eventlog *log, size_t column)
{
    switch (column) {
    case GP_COLUMN_ACTIVITY:
        return log->activity;
    case GP_COLUMN_RESOURCE:
        return log->resource;
    case GP_COLUMN_GROUP:
        return log->group;
    case GP_COLUMN_INSTANCE:
        return log->instance;
    default:
        return log->kept[column - GP_COLUMN_KEPT].id;
    }
}

size_t gp_column_size(const struct gp_eventlog *log, size_t column)
{
    if (column < GP_COLUMN_KEPT && fixed[column].size != 0)
        return fixed[column].size;
    return gp_ids_size(gp_column_ids(log, column).wide);
}

/* Pointers of several types are moved as bytes. */
void *gp_column_get(const struct gp_eventlog *log, size_t column)
{
    void *p;

    if (column >= GP_COLUMN_KEPT)
        return log->kept[column - GP_COLUMN_KEPT].id.at;
    memcpy(&p, (const char *)log + fixed[column].offset, sizeof p);
    return p;
}

void gp_column_set(struct gp_eventlog *log, size_t column, void *to)
{
    if (column >= GP_COLUMN_KEPT)
        log->kept[column - GP_COLUMN_KEPT].id.at = to;
    else
        memcpy((char *)log + fixed[column].offset, &to, sizeof to);
}

bool gp_column_wanted(const struct gp_eventlog *log, size_t column)
{
    switch (column) {
    case GP_COLUMN_RESOURCE:
        return log->has_resource;
    case GP_COLUMN_GROUP:
        return log->has_group;
    case GP_COLUMN_END:
        return log->has_time;
    case GP_COLUMN_START:
        return log->has_start;
    case GP_COLUMN_OPEN:
        return log->has_open;
    case GP_COLUMN_SERIAL:
        return log->has_serial;
    case GP_COLUMN_INSTANCE:
        return log->has_instance;
    default:
        return true;
    }
}

size_t gp_columns_width(const struct gp_eventlog *log)
{
    size_t width = 0, i;

    for (i = 0; i < gp_columns(log); i++)
        if (gp_column_wanted(log, i))
            width += gp_column_size(log, i);
    return width;
}
