/* pairing.c - see pairing.h.
 *
 *   start(7)  start(9)  complete  complete      the first complete takes 7, the second 9
 *
 * A key is 12 bytes in a dictionary; its number leads to the first and last waiting
 * start of a chain through one pool.
 */
#include "ingest/pairing.h"

struct chain {
    uint32_t first, last; /* in pool; GP_NO_ID: empty */
};

struct waiting {
    uint32_t event, next;
};

struct gp_pending {
    struct gp_dict keys, instances;
    struct chain *chain; /* by number of the key */
    size_t n_chains, cap_chains;
    struct waiting *pool;
    size_t n_pool, cap_pool;
    uint32_t freed; /* pool elements to use again, by next */
    uint64_t waiting;
};

struct gp_pending *gp_pending_new(void)
{
    struct gp_pending *p = gp_array_zero(1, sizeof *p);

    if (p != NULL)
        p->freed = GP_NO_ID;
    return p;
}

void gp_pending_free(struct gp_pending *p)
{
    if (p == NULL)
        return;
    gp_dict_release(&p->keys);
    gp_dict_release(&p->instances);
    gp_free(p->chain);
    gp_free(p->pool);
    gp_free(p);
}

uint32_t gp_pending_instance(struct gp_pending *p, struct gp_slice name)
{
    return gp_dict_add(&p->instances, name);
}

static struct gp_slice bytes_of(const struct gp_pairing_key *key)
{
    return gp_slice_n((const char *)key, sizeof *key);
}

/* The key's chain, made when new; NULL when memory is short. */
static struct chain *chain_of(struct gp_pending *p, const struct gp_pairing_key *key)
{
    uint32_t k = gp_dict_add(&p->keys, bytes_of(key));

    if (k == GP_NO_ID || !gp_reserve(&p->chain, &p->cap_chains, (size_t)k + 1))
        return NULL;
    for (; p->n_chains <= k; p->n_chains++)
        p->chain[p->n_chains] = (struct chain){GP_NO_ID, GP_NO_ID};
    return &p->chain[k];
}

static uint32_t new_waiting(struct gp_pending *p, uint32_t event)
{
    uint32_t w = p->freed;

    if (w != GP_NO_ID) {
        p->freed = p->pool[w].next;
    } else {
        if (!gp_reserve(&p->pool, &p->cap_pool, p->n_pool + 1))
            return GP_NO_ID;
        w = (uint32_t)p->n_pool++;
    }
    p->pool[w] = (struct waiting){event, GP_NO_ID};
    return w;
}

bool gp_pending_push(struct gp_pending *p, const struct gp_pairing_key *key,
                     uint32_t event)
{
    struct chain *c = chain_of(p, key);
    uint32_t w = c != NULL ? new_waiting(p, event) : GP_NO_ID;

    if (w == GP_NO_ID)
        return false;
    if (c->first == GP_NO_ID)
        c->first = w;
    else
        p->pool[c->last].next = w;
    c->last = w;
    p->waiting++;
    return true;
}

bool gp_pending_pop(struct gp_pending *p, const struct gp_pairing_key *key,
                    uint32_t *event)
{
    uint32_t k = gp_dict_find(&p->keys, bytes_of(key)), w;

    if (k == GP_NO_ID || p->chain[k].first == GP_NO_ID)
        return false;
    w = p->chain[k].first;
    *event = p->pool[w].event;
    p->chain[k].first = p->pool[w].next;
    p->pool[w].next = p->freed;
    p->freed = w;
    p->waiting--;
    return true;
}

uint64_t gp_pending_waiting(const struct gp_pending *p)
{
    return p->waiting;
}

void gp_pending_events(const struct gp_pending *p, uint32_t *out)
{
    size_t k, n = 0;
    uint32_t w;

    for (k = 0; k < p->n_chains; k++)
        for (w = p->chain[k].first; w != GP_NO_ID; w = p->pool[w].next)
            out[n++] = p->pool[w].event;
}
