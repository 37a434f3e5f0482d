/* front.h - a small table in front of a dictionary: most rows of a log have one of a few
 * names.
 *
 * A name gets a place first, which touches nothing but the front, and its id later, when it
 * is the turn of whoever may touch the dictionary. So rows can be cut by several threads,
 * each with its fronts, and ids are still given in the order of the rows.
 *
 * An entry is told by the name's first and last eight bytes and its length: the whole
 * name up to 16 bytes; longer ones are compared with their bytes.
 */
#ifndef GP_EVENTLOG_FRONT_H
#define GP_EVENTLOG_FRONT_H

#include "base/map.h"

struct gp_front_entry {
    uint64_t first, last;
    uint32_t len; /* 0: empty */
    uint32_t place;
};

struct gp_front {
    unsigned bits;                /* 2^bits entries; 0: 12 bits */
    struct gp_front_entry *entry; /* allocated at the first use */
    struct gp_slice *name; /* [n] of each place; the dictionary's once it has an id */
    uint32_t *id;          /* [n] GP_NO_ID: not asked for yet */
    size_t n, cap_name, cap_id;
};

/* Where a name of which these are the ends would be; there are entries. */
static inline struct gp_front_entry *gp_front_at(const struct gp_front *f, size_t len,
                                                 uint64_t first, uint64_t last)
{
    uint64_t mixed = (first ^ (last * UINT64_C(0x9E3779B97F4A7C15) + len)) *
                     UINT64_C(0xD6E8FEB86659FD93);

    return &f->entry[mixed >> (64 - f->bits)];
}

/* The place of a name whose bytes stay until it has an id. GP_NO_ID: no memory. */
uint32_t gp_front_find_place(struct gp_front *f, struct gp_slice name);
static inline uint32_t gp_front_place(struct gp_front *f, struct gp_slice name)
{
    uint64_t first, last;
    const struct gp_front_entry *e;

    if (f->entry == NULL || name.len > 16)
        return gp_front_find_place(f, name);
    gp_bytes_ends(name.at, name.len, &first, &last);
    e = gp_front_at(f, name.len, first, last);
    if (e->first == first && e->last == last && e->len == name.len && name.len != 0)
        return e->place; /* as nearly always */
    return gp_front_find_place(f, name);
}

/* The id of a place: the one it has, or gp_dict_add's. */
uint32_t gp_front_new_id(struct gp_front *f, struct gp_dict *d, uint32_t place);
static inline uint32_t gp_front_id(struct gp_front *f, struct gp_dict *d,
                                   uint32_t place)
{
    return f->id[place] != GP_NO_ID ? f->id[place] : gp_front_new_id(f, d, place);
}

/* All places are worth nothing any more. gp_front_tidy does it where there are so many
 * that they take more memory than they save time. */
void gp_front_forget(struct gp_front *f);
void gp_front_tidy(struct gp_front *f);

/* As gp_dict_add. */
uint32_t gp_front_add(struct gp_front *f, struct gp_dict *d, struct gp_slice name);
void gp_front_release(struct gp_front *f);

#endif
