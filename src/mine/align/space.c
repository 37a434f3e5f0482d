/* space.c - see space.h. Markings are found again through a hash table of numbers. */
#include "mine/align/space.h"

#include "base/mem.h"

#include <string.h>

static uint64_t hash(const uint8_t *at, size_t n)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ n;
    size_t i;

    for (i = 0; i < n; i++) {
        h = (h ^ at[i]) * UINT64_C(0xd6e8feb86659fd93);
        h ^= h >> 32;
    }
    return h;
}

static bool grow_slots(struct gp_space *sp)
{
    size_t n = sp->n_slots != 0 ? 2 * sp->n_slots : 1024, i;
    uint32_t *slots = gp_array_zero(n, sizeof *slots);

    if (slots == NULL)
        return false;
    for (i = 0; i < sp->n_states; i++) {
        size_t at = hash(sp->markings + i * sp->width, sp->width) & (n - 1);

        while (slots[at] != 0)
            at = (at + 1) & (n - 1);
        slots[at] = (uint32_t)i + 1;
    }
    gp_free(sp->slots);
    sp->slots = slots;
    sp->n_slots = n;
    return true;
}

static bool make_room(struct gp_space *sp)
{
    size_t n = sp->n_states + 1;

    return n < UINT32_MAX && n <= SIZE_MAX / (sp->width + 1) &&
           gp_reserve(&sp->markings, &sp->markings_cap, n * sp->width + 1) &&
           gp_reserve(&sp->row, &sp->row_cap, n) &&
           gp_reserve(&sp->degree, &sp->degree_cap, n) &&
           gp_reserve(&sp->complete, &sp->complete_cap, n) &&
           (2 * n < sp->n_slots || grow_slots(sp));
}

/* The number of the marking that stands behind the last state. */
static uint32_t number_last(struct gp_space *sp)
{
    const uint8_t *marking = sp->markings + sp->n_states * sp->width;
    size_t at = hash(marking, sp->width) & (sp->n_slots - 1);
    uint32_t s;

    for (; sp->slots[at] != 0; at = (at + 1) & (sp->n_slots - 1)) {
        s = sp->slots[at] - 1;
        if (memcmp(sp->markings + s * sp->width, marking, sp->width) == 0)
            return s;
    }
    s = (uint32_t)sp->n_states++;
    sp->slots[at] = s + 1;
    sp->row[s] = SIZE_MAX;
    sp->degree[s] = 0;
    sp->complete[s] = gp_net_is_complete(sp->net, marking);
    return s;
}

bool gp_space_make(struct gp_space *sp, const struct gp_net *net,
                   const struct gp_states *whole, unsigned token_limit)
{
    memset(sp, 0, sizeof *sp);
    sp->net = net;
    sp->whole = whole;
    sp->token_limit = token_limit != 0 ? token_limit : 8;
    sp->width = net->n_places;
    if (whole != NULL) {
        sp->start = whole->start;
        sp->n_states = whole->n_states;
        return true;
    }
    if (!make_room(sp))
        return false;
    gp_net_start(net, sp->markings);
    sp->start = number_last(sp);
    return true;
}

void gp_space_release(struct gp_space *sp)
{
    gp_free(sp->markings);
    gp_free(sp->slots);
    gp_free(sp->row);
    gp_free(sp->degree);
    gp_free(sp->complete);
    gp_free(sp->edges);
    memset(sp, 0, sizeof *sp);
}

static bool look(struct gp_space *sp, uint32_t s)
{
    uint32_t t;

    sp->row[s] = sp->n_edges;
    for (t = 0; t < sp->net->n_transitions; t++) {
        uint8_t *after;
        uint32_t to;

        if (!gp_net_enabled(sp->net, sp->markings + s * sp->width, t))
            continue;
        if (!make_room(sp) || !gp_reserve(&sp->edges, &sp->edges_cap, sp->n_edges + 1))
            return false;
        after = sp->markings + sp->n_states * sp->width;
        gp_net_fire(sp->net, sp->markings + s * sp->width, t, after, sp->token_limit);
        to = number_last(sp);
        sp->edges[sp->n_edges++] =
            (struct gp_edge){to, t, sp->net->transitions[t].label};
        sp->degree[s]++;
    }
    return true;
}

bool gp_space_edges(struct gp_space *sp, uint32_t s, const struct gp_edge **edges,
                    size_t *n)
{
    if (sp->whole != NULL) {
        *edges = sp->whole->edges + sp->whole->row[s];
        *n = sp->whole->row[s + 1] - sp->whole->row[s];
        return true;
    }
    if (sp->row[s] == SIZE_MAX && !look(sp, s))
        return false;
    *edges = sp->edges + sp->row[s];
    *n = sp->degree[s];
    return true;
}

bool gp_space_complete(const struct gp_space *sp, uint32_t s)
{
    return sp->whole != NULL ? s == sp->whole->complete : sp->complete[s];
}

const uint8_t *gp_space_marking(const struct gp_space *sp, uint32_t s)
{
    const uint8_t *markings = sp->whole != NULL ? sp->whole->markings : sp->markings;

    return markings + s * sp->width;
}
