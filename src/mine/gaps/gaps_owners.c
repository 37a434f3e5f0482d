/* gaps_owners.c - owners of events beside the owners of steps.
 *
 * They are compared by name, by equal bytes and else folded (case, accents, signs):
 * groups when any group is named in the document, else resources. When neither is,
 * nothing is said about owners. An unknown owner is never guessed. Where the log knows
 * less than half of the documented owners, the others are strangers to it (departments
 * beside accounts): their steps are not judged by who did them, nor is any handoff.
 *
 *   document "Service Desk"     log "service desk", "SERVICE-DESK"     one owner
 */
#include "mine/gaps/gaps_parts.h"

#include "model/name_fold.h"

#include <string.h>

/* Owners of the document by folded name. */
struct folded {
    struct gp_dict names;
    uint32_t *owner; /* [names.n] GP_NO_ID: two owners fold to it */
};

static bool fold(struct gp_text *t, struct gp_slice name)
{
    gp_text_clear(t);
    return gp_name_fold(name, t) && gp_text_ok(t);
}

static bool fold_documented(const struct gp_dict *owners, struct folded *f,
                            struct gp_text *t)
{
    uint32_t i;

    f->owner = gp_array(owners->n, sizeof *f->owner);
    for (i = 0; f->owner != NULL && i < owners->n; i++) {
        size_t before = f->names.n;
        uint32_t number;

        if (!fold(t, gp_dict_name(owners, i)))
            return false;
        number = gp_dict_add(&f->names, gp_text_slice(t));
        if (number == GP_NO_ID)
            return false;
        f->owner[number] = f->names.n > before ? i : GP_NO_ID;
    }
    return f->owner != NULL;
}

/* The documented owner that is meant by a folded name of the log; GP_NO_ID: none. */
static uint32_t meant_by(const struct folded *f, const struct gp_text *t)
{
    uint32_t number = gp_dict_find(&f->names, gp_text_slice(t));

    return number != GP_NO_ID && t->len > 0 ? f->owner[number] : GP_NO_ID;
}

/* The owner of a name of the log: documented by the same bytes or folded, else added
 * behind. GP_NO_ID: memory is short. */
static uint32_t owner_named(struct gp_gapper *g, const struct folded *f,
                            struct gp_slice name, struct gp_text *t)
{
    uint32_t owner = gp_dict_find(&g->out->owners, name);

    if (owner != GP_NO_ID)
        return owner;
    if (!fold(t, name))
        return GP_NO_ID;
    owner = meant_by(f, t);
    g->out->owners_folded += owner != GP_NO_ID;
    return owner != GP_NO_ID ? owner : gp_dict_add(&g->out->owners, name);
}

/* Ids of a column as owners. */
static uint32_t *own(struct gp_gapper *g, const struct folded *f,
                     const struct gp_dict *names, struct gp_text *t, bool *compared)
{
    uint32_t *owner = gp_array(names->n, sizeof *owner);
    uint32_t i;

    for (i = 0; owner != NULL && i < names->n; i++) {
        owner[i] = owner_named(g, f, gp_dict_name(names, i), t);
        g->out_of_memory = g->out_of_memory || owner[i] == GP_NO_ID;
        *compared = *compared || owner[i] < g->n_documented;
    }
    g->out_of_memory = g->out_of_memory || owner == NULL;
    return owner;
}

uint32_t gp_gaps_owner_of(struct gp_ids column, const uint32_t *owner, size_t event)
{
    uint32_t id = column.at != NULL && owner != NULL ? gp_id(column, event) : GP_NO_ID;

    return id != GP_NO_ID ? owner[id] : GP_NO_ID;
}

uint32_t gp_gaps_owner(const struct gp_gapper *g, size_t event)
{
    return g->out->by_group
               ? gp_gaps_owner_of(g->log->group, g->group_owner, event)
               : gp_gaps_owner_of(g->log->resource, g->resource_owner, event);
}

/* Which documented owners do something in the log. */
static void find_strangers(struct gp_gapper *g)
{
    const uint32_t *column[] = {g->group_owner, g->resource_owner};
    size_t names[] = {g->log->groups.n, g->log->resources.n}, k, i, found = 0;

    for (k = 0; k < 2; k++)
        for (i = 0; column[k] != NULL && i < names[k]; i++)
            if (column[k][i] < g->n_documented && !g->out->owner_seen[column[k][i]]) {
                g->out->owner_seen[column[k][i]] = true;
                found++;
            }
    g->out->owners_strange = found * 2 < g->n_documented ? g->n_documented - found : 0;
}

uint32_t gp_gaps_documented(const struct gp_gapper *g, uint32_t element)
{
    uint32_t owner =
        element != GP_NO_ID ? g->c->process->elements[element].owner : GP_NO_ID;

    if (owner != GP_NO_ID && g->out->owners_strange != 0 && !g->out->owner_seen[owner])
        return GP_NO_ID;
    return owner;
}

bool gp_gaps_prepare_owners(struct gp_gapper *g)
{
    const struct gp_dict *owners = &g->c->process->owners;
    bool by_group = false, by_resource = false, good;
    struct folded f = {0};
    struct gp_text t = {0};
    uint32_t i;

    for (i = 0; i < owners->n; i++)
        if (gp_dict_add(&g->out->owners, gp_dict_name(owners, i)) == GP_NO_ID)
            return false;
    g->n_documented = owners->n;
    g->out->owner_seen = gp_array_zero(owners->n, sizeof *g->out->owner_seen);
    if (g->out->owner_seen == NULL)
        return false;
    good = fold_documented(owners, &f, &t);
    if (good && g->log->group.at != NULL)
        g->group_owner = own(g, &f, &g->log->groups, &t, &by_group);
    if (good && g->log->resource.at != NULL)
        g->resource_owner = own(g, &f, &g->log->resources, &t, &by_resource);
    g->out->owners_compared = by_group || by_resource;
    g->out->by_group = by_group;
    if (good && !g->out_of_memory)
        find_strangers(g);
    gp_dict_release(&f.names);
    gp_free(f.owner);
    gp_text_release(&t);
    return good && !g->out_of_memory;
}
