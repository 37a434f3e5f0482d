/* explore.c - see explore.h.
 *
 * Each marking gets a number when first met; its edges are written when its turn comes,
 * in order of transitions. So numbers, edges and everything built on them are the same
 * on every machine. Markings lie one after the other in one array and are found again
 * through a hash table of their numbers.
 *
 * Three limits end it: states, edges, and work (bytes of markings written, joins asked),
 * so that a hostile drawing costs seconds at most.
 */
#include "model/net/explore.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_STATES = 200 * 1000,
    MAX_EDGES = 4 * 1000 * 1000,
    TOKENS = 8,
    MAX_MARKING_BYTES = 128 * 1024 * 1024,
    WORK_PER_EDGE = 512, /* steps of work for each edge allowed */
};

struct exploration {
    struct gp_states *s;
    size_t max_states, max_edges, markings_cap, edges_cap, row_cap;
    unsigned token_limit;
    size_t work;       /* steps that may still be done */
    size_t state_work; /* of them, for looking at one state */
    uint32_t *slots;   /* hash table of state + 1 */
    size_t n_slots;
    uint8_t *next; /* the marking just fired into */

    /* Which transitions are worth asking: those that take from a marked place first,
     * by that place, and those that take from none (and joins). */
    uint32_t *by_place; /* [n_places + 2] into asked; the last group: always */
    uint32_t *asked;    /* [n_transitions] */
    uint32_t *ready;    /* enabled ones of the state being expanded */
};

static uint64_t hash(const uint8_t *at, size_t n)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ n;
    size_t i;

    for (i = 0; i < n; i += 8) {
        uint64_t part = 0;

        memcpy(&part, at + i, n - i < 8 ? n - i : 8);
        h = (h ^ part) * UINT64_C(0xd6e8feb86659fd93);
        h ^= h >> 32;
    }
    return h * UINT64_C(0xd6e8feb86659fd93) >> 16;
}

static bool grow_slots(struct exploration *x)
{
    size_t n = x->n_slots != 0 ? 2 * x->n_slots : 1024, width = x->s->net.n_places;
    uint32_t *slots = gp_array_zero(n, sizeof *slots);
    uint32_t i;

    if (slots == NULL)
        return false;
    for (i = 0; i < x->s->n_states; i++) {
        size_t at = hash(x->s->markings + i * width, width) & (n - 1);

        while (slots[at] != 0)
            at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    gp_free(x->slots);
    x->slots = slots;
    x->n_slots = n;
    return true;
}

enum interned { KNOWN, ADDED, FULL, NO_MEMORY };

static enum interned intern(struct exploration *x, const uint8_t *marking,
                            uint32_t *state)
{
    struct gp_states *s = x->s;
    size_t width = s->net.n_places, at;

    if (2 * (size_t)s->n_states >= x->n_slots && !grow_slots(x))
        return NO_MEMORY;
    at = hash(marking, width) & (x->n_slots - 1);
    for (; x->slots[at] != 0; at = (at + 1) & (x->n_slots - 1))
        if (memcmp(s->markings + (x->slots[at] - 1) * width, marking, width) == 0) {
            *state = x->slots[at] - 1;
            return KNOWN;
        }
    if (s->n_states >= x->max_states)
        return FULL;
    if (!gp_reserve(&s->markings, &x->markings_cap, (s->n_states + 1) * width + 1))
        return NO_MEMORY;
    memcpy(s->markings + s->n_states * width, marking, width);
    *state = s->n_states++;
    x->slots[at] = *state + 1;
    return ADDED;
}

/* Fires t from state `from` and notes the edge. */
static enum interned follow(struct exploration *x, uint32_t from, uint32_t t)
{
    struct gp_states *s = x->s;
    size_t n = s->row[from + 1];
    uint32_t to = 0;
    enum interned in;

    if (n >= x->max_edges || x->work < s->net.n_places)
        return FULL;
    x->work -= s->net.n_places;
    if (!gp_net_fire(&s->net, s->markings + from * s->net.n_places, t, x->next,
                     x->token_limit))
        s->unbounded = true;
    in = intern(x, x->next, &to);
    if (in == FULL || in == NO_MEMORY)
        return in;
    if (!gp_reserve(&s->edges, &x->edges_cap, n + 1))
        return NO_MEMORY;
    s->edges[n] = (struct gp_edge){
        .to = to, .transition = t, .label = s->net.transitions[t].label};
    s->row[from + 1]++;
    return in;
}

/* The place under which a transition is asked. */
static size_t group_of(const struct gp_net *net, uint32_t t)
{
    return net->transitions[t].pre.n > 0 ? net->transitions[t].pre.at[0].place
                                         : net->n_places;
}

static bool index_transitions(struct exploration *x)
{
    const struct gp_net *net = &x->s->net;
    size_t p;
    uint32_t t;

    x->by_place = gp_array_zero(net->n_places + 3, sizeof *x->by_place);
    x->asked = gp_array(net->n_transitions, sizeof *x->asked);
    x->ready = gp_array(net->n_transitions, sizeof *x->ready);
    if (x->by_place == NULL || x->asked == NULL || x->ready == NULL)
        return false;
    for (t = 0; t < net->n_transitions; t++)
        x->by_place[group_of(net, t) + 2]++;
    for (p = 2; p < net->n_places + 3; p++)
        x->by_place[p] += x->by_place[p - 1];
    for (t = 0; t < net->n_transitions; t++)
        x->asked[x->by_place[group_of(net, t) + 1]++] = t;
    return true;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Lists the enabled transitions of a marking in x->ready, ascending. */
static size_t find_ready(struct exploration *x, const uint8_t *marking)
{
    const struct gp_net *net = &x->s->net;
    size_t n = 0, p;
    uint32_t i;

    for (p = 0; p <= net->n_places; p++) {
        if (p < net->n_places && marking[p] == 0)
            continue;
        for (i = x->by_place[p]; i < x->by_place[p + 1]; i++)
            if (gp_net_enabled(net, marking, x->asked[i]))
                x->ready[n++] = x->asked[i];
    }
    if (n > 1)
        qsort(x->ready, n, sizeof *x->ready, ascending);
    return n;
}

static bool expand(struct exploration *x, uint32_t state)
{
    struct gp_states *s = x->s;
    size_t n, i;

    if (!gp_reserve(&s->row, &x->row_cap, (size_t)state + 2))
        return false;
    s->row[state + 1] = s->row[state];
    if (s->row[state] >= x->max_edges || x->work < x->state_work) {
        s->whole = false;
        return true;
    }
    x->work -= x->state_work;
    n = find_ready(x, s->markings + state * s->net.n_places);
    for (i = 0; i < n; i++) {
        enum interned in = follow(x, state, x->ready[i]);

        if (in == NO_MEMORY)
            return false;
        if (in == FULL)
            s->whole = false;
    }
    return true;
}

static bool explore(struct exploration *x)
{
    struct gp_states *s = x->s;
    uint32_t state;
    bool ok;

    ok = gp_reserve(&s->row, &x->row_cap, 1);
    x->next = gp_array_zero(s->net.n_places, 1);
    ok = ok && x->next != NULL && index_transitions(x);
    if (ok) {
        s->row[0] = 0;
        gp_net_start(&s->net, x->next);
        ok = intern(x, x->next, &state) == ADDED;
    }
    for (state = 0; ok && state < s->n_states; state++)
        ok = expand(x, state);
    gp_free(x->next);
    gp_free(x->slots);
    gp_free(x->by_place);
    gp_free(x->asked);
    gp_free(x->ready);
    return ok;
}

unsigned gp_explore_token_limit(const struct gp_states_options *o)
{
    if (o == NULL || o->token_limit == 0)
        return TOKENS;
    return o->token_limit < 255 ? o->token_limit : 255;
}

static void set_limits(struct exploration *x, const struct gp_states_options *o)
{
    size_t width = x->s->net.n_places > 0 ? x->s->net.n_places : 1, i;

    x->max_states = o != NULL && o->max_states != 0 ? o->max_states : MAX_STATES;
    x->max_edges = o != NULL && o->max_edges != 0 ? o->max_edges : MAX_EDGES;
    x->token_limit = gp_explore_token_limit(o);
    if (x->max_states > MAX_MARKING_BYTES / width + 1)
        x->max_states = MAX_MARKING_BYTES / width + 1;
    x->state_work = width;
    for (i = 0; i < x->s->net.n_joins; i++)
        x->state_work += x->s->net.joins[i].n_in * x->s->net.joins[i].words;
    x->work = x->max_edges < SIZE_MAX / WORK_PER_EDGE ? x->max_edges * WORK_PER_EDGE
                                                      : SIZE_MAX;
    if (x->max_states > UINT32_MAX / 2)
        x->max_states = UINT32_MAX / 2;
}

bool gp_explore(struct gp_states *s, const struct gp_states_options *options)
{
    struct exploration x = {.s = s};

    s->whole = true;
    set_limits(&x, options);
    return explore(&x);
}
