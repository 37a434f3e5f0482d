/* states.c - see states.h.
 *
 * Breadth first from the start marking: each marking gets a number when first met, its
 * edges are written when its turn comes, in order of transitions; so numbers, edges and
 * everything built on them are the same on every machine. Markings lie one after the
 * other in one array and are found again through a hash table of their numbers.
 *
 * Then backwards from the complete marking: what was not reached is cut away, after
 * findings.c has looked at it.
 */
#include "model/states.h"

#include "base/mem.h"
#include "model/findings.h"
#include "model/reduce.h"

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

static void find_complete(struct gp_states *s)
{
    uint32_t i;

    s->complete = GP_NO_ID;
    for (i = 0; i < s->n_states && s->complete == GP_NO_ID; i++)
        if (gp_net_is_complete(&s->net, s->markings + i * s->net.n_places))
            s->complete = i;
}

/* alive[s]: the complete state can be reached from s. */
static bool mark_alive(const struct gp_states *s, bool *alive)
{
    size_t n_edges = s->row[s->n_states], e, head = 0, n_queue = 0;
    uint32_t *row = gp_array_zero((size_t)s->n_states + 2, sizeof *row);
    uint32_t *from = gp_array(n_edges, sizeof *from);
    uint32_t *queue = gp_array(s->n_states, sizeof *queue);
    bool ok = row != NULL && from != NULL && queue != NULL;
    uint32_t i;

    if (ok && s->complete != GP_NO_ID) {
        for (e = 0; e < n_edges; e++)
            row[s->edges[e].to + 2]++;
        for (i = 0; i < s->n_states; i++)
            row[i + 2] += row[i + 1];
        for (i = 0; i < s->n_states; i++)
            for (e = s->row[i]; e < s->row[i + 1]; e++)
                from[row[s->edges[e].to + 1]++] = i;
        alive[s->complete] = true;
        queue[n_queue++] = s->complete;
        for (; head < n_queue; head++)
            for (e = row[queue[head]]; e < row[queue[head] + 1]; e++)
                if (!alive[from[e]]) {
                    alive[from[e]] = true;
                    queue[n_queue++] = from[e];
                }
    }
    gp_free(row);
    gp_free(from);
    gp_free(queue);
    return ok;
}

/* Keeps the states that are alive, in their order. */
static bool cut(struct gp_states *s, const bool *alive)
{
    uint32_t *number = gp_array(s->n_states, sizeof *number);
    size_t width = s->net.n_places, n_edges = 0, e, begin, end;
    uint32_t n = 0, i;

    if (number == NULL)
        return false;
    for (i = 0; i < s->n_states; i++)
        number[i] = alive[i] ? n++ : GP_NO_ID;
    for (i = 0, begin = 0; i < s->n_states; i++, begin = end) {
        end = s->row[i + 1];
        if (number[i] == GP_NO_ID)
            continue;
        if (number[i] != i)
            memmove(s->markings + number[i] * width, s->markings + i * width, width);
        s->row[number[i]] = n_edges;
        for (e = begin; e < end; e++)
            if (number[s->edges[e].to] != GP_NO_ID) {
                s->edges[n_edges] = s->edges[e];
                s->edges[n_edges++].to = number[s->edges[e].to];
            }
    }
    s->row[n] = n_edges;
    s->start = n > 0 ? number[0] : GP_NO_ID;
    s->complete = s->complete != GP_NO_ID ? number[s->complete] : GP_NO_ID;
    s->n_states = n;
    gp_free(number);
    return true;
}

static bool by_label(struct gp_states *s)
{
    size_t n_edges = s->row[s->n_states], n_visible = 0, e, l;
    uint32_t i;

    s->label_row = gp_array_zero(s->n_labels + 2, sizeof *s->label_row);
    if (s->label_row == NULL)
        return false;
    for (e = 0; e < n_edges; e++)
        if (s->edges[e].label != GP_NO_ID) {
            s->label_row[s->edges[e].label + 2]++;
            n_visible++;
        }
    for (l = 2; l < s->n_labels + 2; l++)
        s->label_row[l] += s->label_row[l - 1];
    s->label_edges = gp_array(n_visible, sizeof *s->label_edges);
    if (s->label_edges == NULL)
        return false;
    for (i = 0; i < s->n_states; i++)
        for (e = s->row[i]; e < s->row[i + 1]; e++)
            if (s->edges[e].label != GP_NO_ID)
                s->label_edges[s->label_row[s->edges[e].label + 1]++] =
                    (struct gp_label_edge){.from = i,
                                           .to = s->edges[e].to,
                                           .transition = s->edges[e].transition};
    return true;
}

static bool build(struct exploration *x, const struct gp_process *p)
{
    struct gp_states *s = x->s;
    bool *alive = NULL, ok;

    ok = explore(x);
    if (ok) {
        find_complete(s);
        alive = gp_array_zero(s->n_states, sizeof *alive);
        ok = alive != NULL && mark_alive(s, alive) &&
             gp_findings_collect(p, s, alive, x->token_limit) && cut(s, alive) &&
             by_label(s);
    }
    gp_free(alive);
    return ok;
}

static void set_limits(struct exploration *x, const struct gp_states_options *o)
{
    size_t width = x->s->net.n_places > 0 ? x->s->net.n_places : 1, i;

    x->max_states = o != NULL && o->max_states != 0 ? o->max_states : MAX_STATES;
    x->max_edges = o != NULL && o->max_edges != 0 ? o->max_edges : MAX_EDGES;
    x->token_limit = o != NULL && o->token_limit != 0 ? o->token_limit : TOKENS;
    if (x->token_limit > 255)
        x->token_limit = 255;
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

enum gp_status gp_states_explore(const struct gp_process *p, const struct gp_net *net,
                                 const struct gp_states_options *options,
                                 struct gp_states **out, struct gp_err *err)
{
    struct gp_states *s = gp_array_zero(1, sizeof *s);
    struct exploration x = {.s = s};
    bool keep = options != NULL && options->keep_silent;

    *out = NULL;
    if (s == NULL)
        return gp_fail_memory(err);
    s->whole = true;
    s->n_labels = p->labels.n;
    if (!gp_reduce(net, keep, &s->net, &s->trail, &s->trail_row)) {
        gp_free(s);
        return gp_fail_memory(err);
    }
    set_limits(&x, options);
    if (!build(&x, p)) {
        gp_states_free(s);
        return gp_fail_memory(err);
    }
    *out = s;
    return GP_OK;
}

enum gp_status gp_states_judge(const struct gp_process *p, const struct gp_net *net,
                               const struct gp_states_options *options,
                               struct gp_states **out, struct gp_err *err)
{
    struct gp_states_options o = {0};
    enum gp_status st;

    if (options != NULL)
        o = *options;
    o.keep_silent = true;
    st = gp_states_explore(p, net, &o, out, err);
    if (st != GP_OK || (*out)->whole)
        return st;
    gp_states_free(*out);
    o.keep_silent = false;
    return gp_states_explore(p, net, &o, out, err);
}

void gp_states_free(struct gp_states *s)
{
    if (s == NULL)
        return;
    gp_net_release(&s->net);
    gp_free(s->trail);
    gp_free(s->trail_row);
    gp_free(s->markings);
    gp_free(s->edges);
    gp_free(s->row);
    gp_free(s->label_edges);
    gp_free(s->label_row);
    gp_free(s->findings);
    gp_free(s);
}

enum gp_verdict gp_states_elements(const struct gp_process *p,
                                   const struct gp_net *original,
                                   const struct gp_states *s, uint32_t t, bool *element)
{
    enum gp_verdict worst = GP_EXECUTED;
    size_t i;

    for (i = s->trail_row[t]; i < s->trail_row[t + 1]; i++) {
        uint32_t e = original->transitions[s->trail[i]].element;

        if (e == GP_NO_ID)
            continue;
        if (element != NULL)
            element[e] = true;
        if (p->elements[e].verdict > worst)
            worst = p->elements[e].verdict;
    }
    return worst;
}
