/* spill_put.c - the events of a full log go to disk (spill.c). */
#include "base/budget.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "eventlog/spill_code.h"
#include "eventlog/spill_parts.h"

#include <stdatomic.h>
#include <string.h>

enum {
    SLAB_LEAST = 4 * 1024, /* events */
    SLAB_MOST = 256 * 1024,
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

/* Lengths, then bytes, of the names of cases [0..n). False: no memory. */
static bool put_names_of(struct gp_spill_room *room, const struct gp_dict *cases,
                         const uint32_t *c, size_t n, struct gp_block *out)
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

    if (!gp_reserve(&room->place, &room->cap_place, cases->n))
        return false;
    add_up(p->n_cases, begin);
    for (c = 0; c < cases->n; c++)
        room->place[begin[p->spot[c].part] + p->spot[c].number] = (uint32_t)c;
    for (part = 0; part < GP_SPILL_PARTS; part++)
        if (p->n_cases[part] != 0 &&
            !put_names_of(room, cases, room->place + begin[part], p->n_cases[part],
                          &p->names->part[part]))
            return false;
    return gp_blocks_write(&p->s->tape, room, p->names);
}

/* value[place[i]] = what the column has for event from + i, as it will be told. */
static void scatter(const struct gp_eventlog *log, size_t column, size_t from, size_t n,
                    const uint32_t *place, int64_t *value)
{
    uint32_t serial = (uint32_t)(log->moved + from);
    struct gp_ids ids;
    size_t i;

    switch (column) {
    case GP_COLUMN_LINE:
        for (i = 0; i < n; i++)
            value[place[i]] = (int32_t)(log->line[from + i] - (serial + (uint32_t)i));
        break;
    case GP_COLUMN_END:
        for (i = 0; i < n; i++)
            value[place[i]] = log->end[from + i];
        break;
    case GP_COLUMN_START:
        for (i = 0; i < n; i++)
            value[place[i]] = (int64_t)((uint64_t)log->end[from + i] -
                                        (uint64_t)log->start[from + i]);
        break;
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            value[place[i]] = log->open[from + i];
        break;
    case GP_COLUMN_SERIAL:
        for (i = 0; i < n; i++)
            value[place[i]] = serial + (uint32_t)i;
        break;
    default:
        ids = gp_column_ids(log, column);
        for (i = 0; i < n; i++)
            value[place[i]] = (int32_t)gp_id(ids, from + i);
    }
}

/* Instances are told by their names: lengths in the place of ids, then the bytes. place:
 * room for n ids. */
static unsigned char *put_instances(unsigned char *to, const struct gp_dict *names,
                                    int64_t *id, uint32_t *place, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        place[i] = (uint32_t)id[i];
        id[i] = (int64_t)gp_dict_name(names, place[i]).len;
    }
    to = gp_code_put(to, id, n);
    for (i = 0; i < n; i++) {
        struct gp_slice name = gp_dict_name(names, place[i]);

        memcpy(to, name.at, name.len);
        to += name.len;
    }
    return to;
}

/* A slab whose events are sorted by part. */
struct slab {
    const struct putting *p;
    struct gp_spill_room *room;
    size_t from, n; /* its events in the log */
    size_t begin[GP_SPILL_PARTS + 1];
};

static size_t bytes_of_instances(const struct slab *s, const int64_t *id, size_t n)
{
    size_t bytes = 0, i;

    for (i = 0; i < n; i++)
        bytes += gp_dict_name(&s->p->log->instances, (uint32_t)id[i]).len;
    return bytes;
}

/* Tells a part of the slab into the room, and packs it. */
static bool put_part(const struct slab *s, size_t part, struct gp_block *out)
{
    const struct gp_eventlog *log = s->p->log;
    size_t columns = gp_columns(log), from = s->begin[part], k;
    size_t n = s->begin[part + 1] - from, most = (columns + 1) * gp_code_most(n);
    int64_t *value = s->room->value + from;
    unsigned char *to;

    if (log->has_instance)
        most += bytes_of_instances(s, value + GP_COLUMN_INSTANCE * s->n, n);
    if (!gp_reserve(&s->room->raw, &s->room->cap_raw, most))
        return false;
    to = gp_code_put(s->room->raw, value + columns * s->n, n);
    to = gp_code_put_steps(to, value + GP_COLUMN_SERIAL * s->n, n);
    for (k = 0; k < columns; k++, value += s->n) {
        if (k == GP_COLUMN_SERIAL || !gp_sheet_tells(s->p->sheet, k))
            continue;
        if (k == GP_COLUMN_END)
            to = gp_code_put_times(to, value, n);
        else if (k == GP_COLUMN_INSTANCE)
            to = put_instances(to, &log->instances, value, s->room->place, n);
        else
            to = gp_code_put(to, value, n);
    }
    return gp_block_pack(s->room, (size_t)(to - s->room->raw), n, out);
}

/* The values of all columns by part; behind them the numbers of the cases. */
static void sort_slab(struct slab *s)
{
    const struct gp_eventlog *log = s->p->log;
    const uint32_t *id = log->case_id + s->from;
    const struct spot *spot = s->p->spot;
    size_t next[GP_SPILL_PARTS] = {0}, columns = gp_columns(log), i, k;
    uint32_t *place = s->room->place;
    int64_t *number = s->room->value + columns * s->n;

    for (i = 0; i < s->n; i++)
        next[spot[id[i]].part]++;
    add_up(next, s->begin);
    memcpy(next, s->begin, sizeof next);
    for (i = 0; i < s->n; i++) {
        place[i] = (uint32_t)next[spot[id[i]].part]++;
        number[place[i]] = spot[id[i]].number;
    }
    for (k = 0; k < columns; k++)
        if (k == GP_COLUMN_SERIAL || gp_sheet_tells(s->p->sheet, k))
            scatter(log, k, s->from, s->n, place, s->room->value + k * s->n);
}

static bool put_slab(const struct putting *p, size_t i, struct gp_spill_room *room)
{
    struct slab s = {.p = p, .room = room, .from = i * p->slab_size};
    size_t left = p->log->n - s.from, part;

    s.n = left < p->slab_size ? left : p->slab_size;
    if (!gp_reserve(&room->place, &room->cap_place, s.n) ||
        !gp_reserve(&room->value, &room->cap_value, (gp_columns(p->log) + 1) * s.n))
        return false;
    sort_slab(&s);
    for (part = 0; part < GP_SPILL_PARTS; part++)
        if (s.begin[part + 1] != s.begin[part] &&
            !put_part(&s, part, &p->slab[i].part[part]))
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

/* A sixteenth of the budget for the rooms of all threads. */
static size_t slab_size(const struct gp_eventlog *log)
{
    uint64_t width = (gp_columns(log) + 1) * sizeof(int64_t);
    uint64_t n = gp_budget_bytes() / 16 / width / (log->threads > 0 ? log->threads : 1);
    size_t most = log->has_instance ? SLAB_NAMED : SLAB_MOST;

    return n < SLAB_LEAST ? SLAB_LEAST : n > most ? most : (size_t)n;
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
    struct putting p = {.s = s, .log = log, .slab_size = slab_size(log)};
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
