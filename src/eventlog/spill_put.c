/* spill_put.c - the events of a full log go to disk (spill.c). */
#include "base/mem.h"
#include "base/parallel.h"
#include "eventlog/spill_code.h"
#include "eventlog/spill_parts.h"

#include <stdatomic.h>
#include <string.h>

/* Events: what a thread sorts by part should stay near to the processor, and a block should
 * be worth one. */
enum {
    SLAB = 64 * 1024,
    SLAB_NAMED = 8 * 1024, /* where each may have the name of its instance */
};

/* Where a case of a sheet goes. */
struct spot {
    uint32_t part, number; /* in the part */
};

struct putting {
    struct gp_spill *s;
    const struct gp_eventlog *log;
    const struct gp_sheet *sheet;
    struct gp_blocks *names, *slab; /* of this sheet */
    size_t slab_size;
    struct spot *spot; /* [cases] */
    size_t n_cases[GP_SPILL_PARTS];
    atomic_bool failed;
};

static void find_spots(struct putting *p)
{
    const struct gp_dict *cases = &p->log->cases;
    size_t c;

    for (c = 0; c < cases->n; c++) {
        uint32_t part =
            (uint32_t)(gp_hashed_of(&p->s->hash, cases->name[c]) % GP_SPILL_PARTS);

        p->spot[c] = (struct spot){part, (uint32_t)p->n_cases[part]++};
    }
}

/* begin[p]: how many of all come before part p. */
static void add_up(const size_t n[GP_SPILL_PARTS], size_t begin[GP_SPILL_PARTS + 1])
{
    size_t p;

    begin[0] = 0;
    for (p = 0; p < GP_SPILL_PARTS; p++)
        begin[p + 1] = begin[p] + n[p];
}

/* Lengths, then bytes, of the names of n cases. False: no memory. */
static bool put_names_of(struct gp_spill_room *room, const struct gp_dict *cases,
                         const uint32_t *c, size_t n, struct gp_spilled *out)
{
    size_t bytes = 0, i;
    unsigned char *to;

    if (!gp_reserve(&room->value, &room->cap_value, n))
        return false;
    for (i = 0; i < n; i++) {
        room->value[i] = (int64_t)cases->name[c[i]].len;
        bytes += cases->name[c[i]].len;
    }
    if (!gp_reserve(&room->raw, &room->cap_raw, gp_code_most(n) + bytes))
        return false;
    to = gp_code_put(room->raw, room->value, n);
    for (i = 0; i < n; i++) {
        struct gp_slice name = cases->name[c[i]];

        memcpy(to, name.at, name.len);
        to += name.len;
    }
    return gp_block_pack(room, (size_t)(to - room->raw), n, out);
}

static bool put_names(const struct putting *p, struct gp_spill_room *room)
{
    const struct gp_dict *cases = &p->log->cases;
    size_t begin[GP_SPILL_PARTS + 1], part, c;

    if (!gp_reserve(&room->order, &room->cap_order, cases->n))
        return false;
    add_up(p->n_cases, begin);
    for (c = 0; c < cases->n; c++)
        room->order[begin[p->spot[c].part] + p->spot[c].number] = (uint32_t)c;
    for (part = 0; part < GP_SPILL_PARTS; part++)
        if (p->n_cases[part] != 0 &&
            !put_names_of(room, cases, room->order + begin[part], p->n_cases[part],
                          &p->names->part[part]))
            return false;
    return gp_blocks_write(&p->s->tape, room, p->names);
}

/* value[i] = what the column has for event order[i], as it will be told. */
static void collect(const struct gp_eventlog *log, size_t column, const uint32_t *order,
                    size_t n, int64_t *value)
{
    uint32_t moved = (uint32_t)log->moved;
    struct gp_ids ids;
    size_t i;

    switch (column) {
    case GP_COLUMN_LINE:
        for (i = 0; i < n; i++)
            value[i] = (int32_t)(log->line[order[i]] - (moved + order[i]));
        break;
    case GP_COLUMN_END:
        for (i = 0; i < n; i++)
            value[i] = log->end[order[i]];
        break;
    case GP_COLUMN_START:
        for (i = 0; i < n; i++)
            value[i] = (int64_t)((uint64_t)log->end[order[i]] -
                                 (uint64_t)log->start[order[i]]);
        break;
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            value[i] = log->open[order[i]];
        break;
    case GP_COLUMN_SERIAL:
        for (i = 0; i < n; i++)
            value[i] = moved + order[i];
        break;
    default:
        ids = gp_column_ids(log, column);
        for (i = 0; i < n; i++)
            value[i] = (int32_t)gp_id(ids, order[i]);
    }
}

static struct gp_slice instance_of(const struct gp_eventlog *log, size_t i)
{
    return gp_dict_name(&log->instances, gp_id(log->instance, i));
}

/* Instances are told by their names: lengths, then the bytes. */
static unsigned char *put_instances(unsigned char *to, const struct gp_eventlog *log,
                                    const uint32_t *order, size_t n, int64_t *value)
{
    size_t i;

    for (i = 0; i < n; i++)
        value[i] = (int64_t)instance_of(log, order[i]).len;
    to = gp_code_put(to, value, n);
    for (i = 0; i < n; i++) {
        struct gp_slice name = instance_of(log, order[i]);

        memcpy(to, name.at, name.len);
        to += name.len;
    }
    return to;
}

static unsigned char *put_column(unsigned char *to, const struct gp_eventlog *log,
                                 size_t column, const uint32_t *order, size_t n,
                                 int64_t *value)
{
    if (column == GP_COLUMN_INSTANCE)
        return put_instances(to, log, order, n, value);
    collect(log, column, order, n, value);
    return column == GP_COLUMN_SERIAL ? gp_code_put_steps(to, value, n)
           : column == GP_COLUMN_END  ? gp_code_put_times(to, value, n)
                                      : gp_code_put(to, value, n);
}

static unsigned char *put_numbers(unsigned char *to, const struct putting *p,
                                  const uint32_t *order, size_t n, int64_t *value)
{
    size_t i;

    for (i = 0; i < n; i++)
        value[i] = p->spot[p->log->case_id[order[i]]].number;
    return gp_code_put(to, value, n);
}

/* Bytes that n events of a part take at most. */
static size_t most_of(const struct gp_eventlog *log, const uint32_t *order, size_t n)
{
    size_t bytes = (gp_columns(log) + 1) * gp_code_most(n), i;

    for (i = 0; log->has_instance && i < n; i++)
        bytes += instance_of(log, order[i]).len;
    return bytes;
}

/* Tells n events of a part of a slab into the room, and packs them. */
static bool put_part(const struct putting *p, struct gp_spill_room *room,
                     const uint32_t *order, size_t n, struct gp_spilled *out)
{
    unsigned char *to;
    size_t k;

    if (!gp_reserve(&room->value, &room->cap_value, n) ||
        !gp_reserve(&room->raw, &room->cap_raw, most_of(p->log, order, n)))
        return false;
    to = put_numbers(room->raw, p, order, n, room->value);
    to = put_column(to, p->log, GP_COLUMN_SERIAL, order, n, room->value);
    for (k = 0; k < gp_columns(p->log); k++)
        if (k != GP_COLUMN_SERIAL && gp_sheet_tells(p->sheet, k))
            to = put_column(to, p->log, k, order, n, room->value);
    return gp_block_pack(room, (size_t)(to - room->raw), n, out);
}

/* The events [from..to) by part, in their order; those of part p from begin[p] on. */
static void sort_slab(const struct putting *p, size_t from, size_t to, uint32_t *order,
                      size_t begin[GP_SPILL_PARTS + 1])
{
    const uint32_t *id = p->log->case_id;
    size_t next[GP_SPILL_PARTS] = {0}, i;

    for (i = from; i < to; i++)
        next[p->spot[id[i]].part]++;
    add_up(next, begin);
    memcpy(next, begin, sizeof next);
    for (i = from; i < to; i++)
        order[next[p->spot[id[i]].part]++] = (uint32_t)i;
}

static bool put_slab(const struct putting *p, size_t i, struct gp_spill_room *room)
{
    size_t from = i * p->slab_size, left = p->log->n - from, part;
    size_t n = left < p->slab_size ? left : p->slab_size;
    size_t begin[GP_SPILL_PARTS + 1];

    if (!gp_reserve(&room->order, &room->cap_order, n))
        return false;
    sort_slab(p, from, from + n, room->order, begin);
    for (part = 0; part < GP_SPILL_PARTS; part++)
        if (begin[part + 1] != begin[part] &&
            !put_part(p, room, room->order + begin[part], begin[part + 1] - begin[part],
                      &p->slab[i].part[part]))
            return false;
    return gp_blocks_write(&p->s->tape, room, &p->slab[i]);
}

static void put_task(void *ctx, size_t i)
{
    struct putting *p = ctx;
    struct gp_spill_room *room = gp_spill_room_take(&p->s->rooms);

    if (room == NULL || atomic_load(&p->failed) ||
        !(i == 0 ? put_names(p, room) : put_slab(p, i - 1, room)))
        atomic_store(&p->failed, true);
    gp_spill_room_give(&p->s->rooms, room);
}

/* A sheet and its blocks, all of them empty. */
static bool begin_sheet(struct gp_spill *s, const struct gp_eventlog *log,
                        size_t n_slabs)
{
    struct gp_sheet *sheet;
    size_t k;

    if (!gp_reserve(&s->sheet, &s->cap_sheets, s->n_sheets + 1) ||
        !gp_reserve(&s->blocks, &s->cap_blocks, s->n_blocks + 1 + n_slabs))
        return false;
    sheet = &s->sheet[s->n_sheets++];
    sheet->names = s->n_blocks;
    sheet->end = s->n_blocks + 1 + n_slabs;
    for (k = 0; k < GP_COLUMN_KEPT; k++)
        sheet->told[k] = gp_column_wanted(log, k);
    memset(&s->blocks[s->n_blocks], 0, (1 + n_slabs) * sizeof *s->blocks);
    s->n_blocks = sheet->end;
    return true;
}

static void count_events(struct gp_spill *s, const struct gp_sheet *sheet)
{
    size_t i, part;

    for (i = sheet->names + 1; i < sheet->end; i++)
        for (part = 0; part < GP_SPILL_PARTS; part++)
            s->events[part] += s->blocks[i].part[part].n;
}

bool gp_spill_put(struct gp_spill *s, const struct gp_eventlog *log)
{
    struct putting p = {
        .s = s, .log = log, .slab_size = log->has_instance ? SLAB_NAMED : SLAB};
    size_t n_slabs = (log->n + p.slab_size - 1) / p.slab_size;

    if (log->n == 0)
        return true;
    p.spot = gp_array(log->cases.n, sizeof *p.spot);
    if (p.spot == NULL || !begin_sheet(s, log, n_slabs)) {
        gp_free(p.spot);
        return false;
    }
    p.sheet = &s->sheet[s->n_sheets - 1];
    p.names = &s->blocks[p.sheet->names];
    p.slab = p.names + 1;
    find_spots(&p);
    gp_parallel(put_task, &p, 1 + n_slabs, log->threads);
    count_events(s, p.sheet);
    gp_free(p.spot);
    return !atomic_load(&p.failed);
}
