/* front.c - see front.h. */
#include "eventlog/front.h"

#include <string.h>

enum { ENTRIES_LOG = 12 };

struct gp_front_entry {
    uint64_t first, last;
    uint32_t len; /* 0: empty */
    uint32_t id;
};

static uint64_t load8(const char *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
    return w;
}

static uint64_t load4(const char *p)
{
    uint32_t w;

    memcpy(&w, p, sizeof w);
    return w;
}

/* Words that hold every byte of a name of up to 16, and no byte beyond it. */
static void ends_of(struct gp_slice s, uint64_t *first, uint64_t *last)
{
    const char *p = s.at;

    if (s.len >= 8) {
        *first = load8(p);
        *last = load8(p + s.len - 8);
    } else if (s.len >= 4) {
        *first = load4(p);
        *last = load4(p + s.len - 4);
    } else {
        *first = (unsigned char)p[0];
        *last =
            (uint64_t)(unsigned char)p[s.len / 2] << 8 | (unsigned char)p[s.len - 1];
    }
}

static bool is_entry(const struct gp_front_entry *e, const struct gp_dict *d,
                     struct gp_slice name, uint64_t first, uint64_t last)
{
    if (e->len != name.len || e->first != first || e->last != last)
        return false;
    return name.len <= 16 || memcmp(d->name[e->id].at, name.at, name.len) == 0;
}

uint32_t gp_front_add(struct gp_front *f, struct gp_dict *d, struct gp_slice name)
{
    struct gp_front_entry *e;
    uint64_t first, last, mixed;
    uint32_t id;

    if (name.len == 0 || name.len > UINT32_MAX)
        return gp_dict_add(d, name);
    if (f->entry == NULL) {
        f->entry = gp_array_zero((size_t)1 << ENTRIES_LOG, sizeof *f->entry);
        if (f->entry == NULL)
            return GP_NO_ID;
    }
    ends_of(name, &first, &last);
    mixed = (first ^ (last * UINT64_C(0x9E3779B97F4A7C15) + name.len)) *
            UINT64_C(0xD6E8FEB86659FD93);
    e = &f->entry[mixed >> (64 - ENTRIES_LOG)];
    if (is_entry(e, d, name, first, last))
        return e->id;
    id = gp_dict_add(d, name);
    if (id != GP_NO_ID)
        *e = (struct gp_front_entry){first, last, (uint32_t)name.len, id};
    return id;
}

void gp_front_release(struct gp_front *f)
{
    gp_free(f->entry);
    f->entry = NULL;
}
