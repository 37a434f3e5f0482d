/* usual.c - see usual.h. */
#include "mine/usual.h"

static const struct gp_dict *names_of(const struct gp_eventlog *log)
{
    return log->group.at != NULL ? &log->groups : &log->resources;
}

struct gp_usual_count gp_usual_begin(const struct gp_eventlog *log)
{
    return (struct gp_usual_count){.owner = log->group.at != NULL ? log->group
                                                                  : log->resource,
                                   .names = names_of(log)};
}

void gp_usual_release(struct gp_usual_count *c)
{
    gp_tally_release(&c->by);
}

bool gp_usual_add(struct gp_usual_count *c, struct gp_usual *u, uint32_t place,
                  size_t event)
{
    uint32_t owner = c->owner.at != NULL ? gp_id(c->owner, event) : GP_NO_ID;
    uint64_t *n;

    if (owner == GP_NO_ID)
        return true;
    u->known++;
    n = gp_tally_at(&c->by, (uint64_t)place << 32 | owner);
    if (n != NULL)
        ++*n;
    return n != NULL;
}

void gp_usual_choose(const struct gp_usual_count *c, struct gp_usual *first,
                     size_t size)
{
    uint64_t key = 0, n = 0;
    bool begin = true;

    for (; gp_tally_next(&c->by, begin, &key, &n); begin = false) {
        struct gp_usual *u = (void *)((char *)first + (key >> 32) * size);
        uint32_t owner = (uint32_t)key;

        if (n > u->owned ||
            (n == u->owned && gp_slice_cmp(gp_dict_name(c->names, owner),
                                           gp_dict_name(c->names, u->owner)) < 0)) {
            u->owned = n;
            u->owner = owner;
        }
    }
}

struct gp_slice gp_usual_name(const struct gp_eventlog *log, uint32_t owner)
{
    return gp_dict_name(names_of(log), owner);
}
