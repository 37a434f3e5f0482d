/* spill_take.c - the events of a part come back (spill.c). */
#include "base/mem.h"
#include "eventlog/fill.h"
#include "eventlog/spill_code.h"
#include "eventlog/spill_parts.h"

#include <string.h>

struct taking {
    struct gp_spill *s;
    size_t part;
    struct gp_eventlog *to;
    struct gp_spill_room *room;
    uint32_t *number; /* in the log that is filled, of each case of the sheet */
    size_t cap_number, n_cases;
    bool no_memory; /* why nothing more comes */
};

/* Whatever goes wrong with bytes that have the right checksum. */
static enum gp_status cannot_take(const struct taking *t, const char *what,
                                  struct gp_err *err)
{
    return t->no_memory ? gp_fail_memory(err) : gp_block_damaged(what, err);
}

static bool take_names(struct taking *t, const unsigned char *bytes,
                       const unsigned char *end)
{
    struct gp_slice id[GP_DICT_MANY];
    uint64_t hash[GP_DICT_MANY];
    const int64_t *length = t->room->value;
    size_t from, n, i;

    for (from = 0; from < t->n_cases; from += n) {
        n = t->n_cases - from < GP_DICT_MANY ? t->n_cases - from : GP_DICT_MANY;
        for (i = 0; i < n; i++) {
            if (length[from + i] < 0 || length[from + i] > end - bytes)
                return false;
            id[i] = gp_slice_n((const char *)bytes, (size_t)length[from + i]);
            hash[i] = gp_dict_hash(&t->to->cases, id[i]);
            bytes += id[i].len;
        }
        t->no_memory = !gp_dict_add_many(&t->to->cases, id, hash, n, t->number + from);
        if (t->no_memory)
            return false;
    }
    return bytes == end;
}

/* Gives the cases of a sheet their numbers. */
static enum gp_status take_cases(struct taking *t, const struct gp_blocks *b,
                                 struct gp_err *err)
{
    const struct gp_spilled *block = &b->part[t->part];
    struct gp_spill_room *room = t->room;
    const unsigned char *at, *end;
    enum gp_status st;

    t->n_cases = block->n;
    if (block->n == 0)
        return GP_OK;
    if (!gp_reserve(&t->number, &t->cap_number, block->n) ||
        !gp_reserve(&room->value, &room->cap_value, block->n))
        return gp_fail_memory(err);
    st = gp_block_read(&t->s->tape, b, t->part, room, err);
    if (st != GP_OK)
        return st;
    end = room->raw + block->raw;
    at = gp_code_get(room->raw, end, room->value, block->n);
    return at != NULL && take_names(t, at, end)
               ? GP_OK
               : cannot_take(t, "cases are missing", err);
}

/* The values of a column that was told, into the places behind the last event. */
static void store(struct gp_eventlog *to, size_t column, const int64_t *value, size_t n)
{
    size_t at = to->n, i;
    struct gp_ids ids;

    switch (column) {
    case GP_COLUMN_LINE:
        for (i = 0; i < n; i++)
            to->line[at + i] = to->serial[at + i] + (uint32_t)value[i];
        break;
    case GP_COLUMN_END:
        memcpy(to->end + at, value, n * sizeof *value);
        break;
    case GP_COLUMN_START:
        for (i = 0; i < n; i++)
            to->start[at + i] =
                (int64_t)((uint64_t)to->end[at + i] - (uint64_t)value[i]);
        break;
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            to->open[at + i] = (uint8_t)value[i];
        break;
    case GP_COLUMN_SERIAL:
        for (i = 0; i < n; i++)
            to->serial[at + i] = (uint32_t)value[i];
        break;
    default:
        ids = gp_column_ids(to, column);
        for (i = 0; i < n; i++)
            gp_ids_set(ids, at + i, (uint32_t)value[i]);
    }
}

static const unsigned char *take_instances(struct taking *t, const unsigned char *at,
                                           const unsigned char *end, size_t n)
{
    const int64_t *length = t->room->value;
    size_t i;

    at = gp_code_get(at, end, t->room->value, n);
    for (i = 0; at != NULL && i < n; i++) {
        struct gp_slice name;

        if (length[i] < 0 || length[i] > end - at)
            return NULL;
        name = gp_slice_n((const char *)at, (size_t)length[i]);
        t->no_memory = !gp_eventlog_put_instance(t->to, t->to->n + i, name);
        at = t->no_memory ? NULL : at + name.len;
    }
    return at;
}

static const unsigned char *take_column(struct taking *t, size_t column,
                                        const unsigned char *at,
                                        const unsigned char *end, size_t n)
{
    int64_t *value = t->room->value;

    if (column == GP_COLUMN_INSTANCE)
        return take_instances(t, at, end, n);
    at = column == GP_COLUMN_END      ? gp_code_get_times(at, end, value, n)
         : column == GP_COLUMN_SERIAL ? gp_code_get_steps(at, end, value, n)
                                      : gp_code_get(at, end, value, n);
    if (at != NULL)
        store(t->to, column, value, n);
    return at;
}

/* The numbers of the cases of n events. */
static const unsigned char *take_numbers(struct taking *t, const unsigned char *at,
                                         const unsigned char *end, size_t n)
{
    uint32_t *to = gp_caseids_room(t->to->waiting, n);
    const int64_t *value = t->room->value;
    size_t i;

    t->no_memory = to == NULL;
    at = to != NULL ? gp_code_get(at, end, t->room->value, n) : NULL;
    for (i = 0; at != NULL && i < n; i++) {
        if ((uint64_t)value[i] >= t->n_cases)
            return NULL;
        to[i] = t->number[value[i]];
    }
    return at;
}

static enum gp_status take_slab(struct taking *t, const struct gp_sheet *sheet,
                                const struct gp_blocks *b, struct gp_err *err)
{
    const struct gp_spilled *block = &b->part[t->part];
    const unsigned char *at, *end;
    enum gp_status st;
    size_t n = block->n, k;

    if (n == 0)
        return GP_OK;
    if (n > t->to->cap - t->to->n)
        return gp_fail(err, GP_BUG, "more events come back than went to disk");
    if (!gp_reserve(&t->room->value, &t->room->cap_value, n))
        return gp_fail_memory(err);
    st = gp_block_read(&t->s->tape, b, t->part, t->room, err);
    if (st != GP_OK)
        return st;
    end = t->room->raw + block->raw;
    at = take_numbers(t, t->room->raw, end, n);
    at = take_column(t, GP_COLUMN_SERIAL, at, end, n);
    for (k = 0; at != NULL && k < gp_columns(t->to); k++)
        if (k != GP_COLUMN_SERIAL && gp_sheet_tells(sheet, k))
            at = take_column(t, k, at, end, n);
    if (at != end)
        return cannot_take(t, "events are missing", err);
    t->to->n += n;
    return GP_OK;
}

static enum gp_status take_sheet(struct taking *t, const struct gp_sheet *sheet,
                                 struct gp_err *err)
{
    const struct gp_blocks *b = t->s->blocks;
    enum gp_status st = take_cases(t, &b[sheet->names], err);
    size_t i;

    for (i = sheet->names + 1; st == GP_OK && i < sheet->end; i++)
        st = take_slab(t, sheet, &b[i], err);
    return st;
}

enum gp_status gp_spill_take(struct gp_spill *s, size_t part, struct gp_eventlog *to,
                             struct gp_err *err)
{
    struct taking t = {
        .s = s, .part = part, .to = to, .room = gp_spill_room_take(&s->rooms)};
    enum gp_status st = t.room != NULL ? GP_OK : gp_fail_memory(err);
    size_t i;

    for (i = 0; st == GP_OK && i < s->n_sheets; i++)
        st = take_sheet(&t, &s->sheet[i], err);
    gp_free(t.number);
    gp_spill_room_give(&s->rooms, t.room);
    return st;
}
