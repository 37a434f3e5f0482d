/* front.c - see front.h. */
#include "eventlog/front.h"

#include <string.h>

enum { USUAL_BITS = 12, MOST_PLACES = 64 * 1024 };

static uint64_t load8(const char *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
    return w;
}

/* Of names of more than 16 bytes that begin and end alike. */
static bool same_middle(const char *a, const char *b, size_t len)
{
    if (len > 32)
        return memcmp(a + 8, b + 8, len - 16) == 0;
    return load8(a + 8) == load8(b + 8) && load8(a + len - 16) == load8(b + len - 16);
}

static bool is_entry(const struct gp_front *f, const struct gp_front_entry *e,
                     struct gp_slice name, uint64_t first, uint64_t last)
{
    if (e->first != first || e->len != name.len || e->last != last)
        return false;
    return name.len <= 16 || same_middle(f->name[e->place].at, name.at, name.len);
}

static bool begin(struct gp_front *f)
{
    if (f->bits == 0)
        f->bits = USUAL_BITS;
    f->entry = gp_array_zero((size_t)1 << f->bits, sizeof *f->entry);
    return f->entry != NULL;
}

static uint32_t new_place(struct gp_front *f, struct gp_slice name)
{
    if (f->n >= GP_NO_ID || !gp_reserve(&f->name, &f->cap_name, f->n + 1) ||
        !gp_reserve(&f->id, &f->cap_id, f->n + 1))
        return GP_NO_ID;
    f->name[f->n] = name;
    f->id[f->n] = GP_NO_ID;
    return (uint32_t)f->n++;
}

uint32_t gp_front_find_place(struct gp_front *f, struct gp_slice name)
{
    struct gp_front_entry *e;
    uint64_t first, last;
    uint32_t place;

    if (f->entry == NULL && !begin(f))
        return GP_NO_ID;
    if (name.len == 0 || name.len > UINT32_MAX)
        return new_place(f, name);
    gp_bytes_ends(name.at, name.len, &first, &last);
    e = gp_front_at(f, name.len, first, last);
    if (is_entry(f, e, name, first, last))
        return e->place;
    place = new_place(f, name);
    if (place != GP_NO_ID)
        *e = (struct gp_front_entry){first, last, (uint32_t)name.len, place};
    return place;
}

uint32_t gp_front_new_id(struct gp_front *f, struct gp_dict *d, uint32_t place)
{
    uint32_t id = gp_dict_add(d, f->name[place]);

    if (id != GP_NO_ID)
        f->name[place] = d->name[id];
    f->id[place] = id;
    return id;
}

void gp_front_forget(struct gp_front *f)
{
    if (f->entry != NULL)
        memset(f->entry, 0, sizeof *f->entry << f->bits);
    f->n = 0;
}

void gp_front_tidy(struct gp_front *f)
{
    if (f->n > MOST_PLACES)
        gp_front_forget(f);
}

uint32_t gp_front_add(struct gp_front *f, struct gp_dict *d, struct gp_slice name)
{
    uint32_t place;

    gp_front_tidy(f);
    place = gp_front_place(f, name);
    return place != GP_NO_ID ? gp_front_id(f, d, place) : GP_NO_ID;
}

void gp_front_release(struct gp_front *f)
{
    gp_free(f->entry);
    gp_free(f->name);
    gp_free(f->id);
    memset(f, 0, sizeof *f);
}
