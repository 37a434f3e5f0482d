/* net.c - see net.h.
 *
 * Example: two branches in parallel, then one step.
 *
 *   from -(split)-> b0, b1     b0 -[A]-> e0     b1 -[B]-> e1     e0, e1 -(join)-> c
 *   c -[C]-> d                 runs: A B C, B A C
 *
 * Arcs are small growing lists a transition: nets are read far more often than built,
 * and drawings have tens of steps; the state graph (states.h) is what must be fast.
 */
#include "model/net/net.h"

#include "base/bits.h"
#include "base/mem.h"

#include <assert.h>
#include <string.h>

enum { SMALL_SUBSETS = 6 }; /* up to here any_of makes one transition a subset */

static void arcs_release(struct gp_arcs *a)
{
    gp_free(a->at);
    memset(a, 0, sizeof *a);
}

static bool arcs_copy(const struct gp_arcs *from, struct gp_arcs *to)
{
    memset(to, 0, sizeof *to);
    if (from->n == 0)
        return true;
    to->at = gp_array(from->n, sizeof *to->at);
    if (to->at == NULL)
        return false;
    memcpy(to->at, from->at, from->n * sizeof *to->at);
    to->n = to->cap = from->n;
    return true;
}

void gp_net_release(struct gp_net *net)
{
    size_t i;

    for (i = 0; i < net->n_transitions; i++) {
        arcs_release(&net->transitions[i].pre);
        arcs_release(&net->transitions[i].post);
        arcs_release(&net->transitions[i].reset);
        arcs_release(&net->transitions[i].empty);
    }
    for (i = 0; i < net->n_joins; i++) {
        gp_free(net->joins[i].in);
        gp_free(net->joins[i].before);
    }
    gp_free(net->places);
    gp_free(net->transitions);
    gp_free(net->joins);
    memset(net, 0, sizeof *net);
}

static bool copy_transitions(const struct gp_net *from, struct gp_net *to)
{
    size_t i;

    for (i = 0; i < from->n_transitions; i++) {
        const struct gp_transition *a = &from->transitions[i];
        uint32_t t = gp_net_transition(to, a->label, a->element);

        if (t == GP_NO_ID)
            return false;
        to->transitions[t].join = a->join;
        if (!arcs_copy(&a->pre, &to->transitions[t].pre) ||
            !arcs_copy(&a->post, &to->transitions[t].post) ||
            !arcs_copy(&a->reset, &to->transitions[t].reset) ||
            !arcs_copy(&a->empty, &to->transitions[t].empty))
            return false;
    }
    return true;
}

static bool copy_joins(const struct gp_net *from, struct gp_net *to)
{
    size_t i;

    for (i = 0; i < from->n_joins; i++) {
        const struct gp_join *a = &from->joins[i];
        uint32_t j = gp_net_join(to, a->n_in, a->in);

        if (j == GP_NO_ID)
            return false;
        assert(to->joins[j].words >= a->words);
        for (size_t k = 0; k < a->n_in; k++)
            memcpy(to->joins[j].before + k * to->joins[j].words,
                   a->before + k * a->words, a->words * sizeof *a->before);
    }
    return true;
}

bool gp_net_copy(const struct gp_net *from, struct gp_net *to)
{
    size_t i;

    memset(to, 0, sizeof *to);
    for (i = 0; i < from->n_places; i++) {
        uint32_t p = gp_net_place(to, from->places[i].element);

        if (p == GP_NO_ID)
            break;
        to->places[p] = from->places[i];
    }
    if (i < from->n_places || !copy_transitions(from, to) || !copy_joins(from, to)) {
        gp_net_release(to);
        return false;
    }
    to->name = from->name;
    to->element = from->element;
    to->final = from->final;
    to->failed = from->failed;
    return true;
}

uint32_t gp_net_place(struct gp_net *net, uint32_t element)
{
    if (net->failed || net->n_places >= GP_NO_ID ||
        !gp_reserve(&net->places, &net->places_cap, net->n_places + 1)) {
        net->failed = true;
        return GP_NO_ID;
    }
    net->places[net->n_places] = (struct gp_place){.element = element};
    return (uint32_t)net->n_places++;
}

uint32_t gp_net_transition(struct gp_net *net, uint32_t label, uint32_t element)
{
    if (net->failed || net->n_transitions >= GP_NO_ID ||
        !gp_reserve(&net->transitions, &net->transitions_cap, net->n_transitions + 1)) {
        net->failed = true;
        return GP_NO_ID;
    }
    net->transitions[net->n_transitions] =
        (struct gp_transition){.label = label, .element = element, .join = GP_NO_ID};
    return (uint32_t)net->n_transitions++;
}

static void append_arc(struct gp_net *net, struct gp_arcs *arcs, uint32_t place)
{
    assert(place < net->n_places);
    if (!gp_reserve(&arcs->at, &arcs->cap, arcs->n + 1)) {
        net->failed = true;
        return;
    }
    arcs->at[arcs->n++] = (struct gp_arc){.place = place, .n = 1};
}

static void add_arc(struct gp_net *net, struct gp_arcs *arcs, uint32_t place)
{
    size_t i;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].place == place) {
            if (arcs->at[i].n < 255)
                arcs->at[i].n++;
            return;
        }
    append_arc(net, arcs, place);
}

void gp_net_take(struct gp_net *net, uint32_t t, uint32_t place)
{
    if (!net->failed && t != GP_NO_ID && place != GP_NO_ID)
        add_arc(net, &net->transitions[t].pre, place);
}

void gp_net_give(struct gp_net *net, uint32_t t, uint32_t place)
{
    if (!net->failed && t != GP_NO_ID && place != GP_NO_ID)
        add_arc(net, &net->transitions[t].post, place);
}

/* A place named twice here changes nothing, so nobody looks. */
void gp_net_reset(struct gp_net *net, uint32_t t, uint32_t place)
{
    if (!net->failed && t != GP_NO_ID && place != GP_NO_ID)
        append_arc(net, &net->transitions[t].reset, place);
}

void gp_net_must_be_empty(struct gp_net *net, uint32_t t, uint32_t place)
{
    if (!net->failed && t != GP_NO_ID && place != GP_NO_ID)
        append_arc(net, &net->transitions[t].empty, place);
}

uint32_t gp_net_join(struct gp_net *net, size_t n, const uint32_t *in)
{
    struct gp_join j = {.n_in = (uint32_t)n, .words = (net->n_places + 63) / 64};

    if (net->failed || !gp_reserve(&net->joins, &net->joins_cap, net->n_joins + 1))
        goto failed;
    j.in = gp_array(n, sizeof *j.in);
    j.before = gp_array_zero(n * j.words, sizeof *j.before);
    if (j.in == NULL || j.before == NULL)
        goto failed;
    if (n != 0)
        memcpy(j.in, in, n * sizeof *in);
    net->joins[net->n_joins] = j;
    return (uint32_t)net->n_joins++;
failed:
    gp_free(j.in);
    gp_free(j.before);
    net->failed = true;
    return GP_NO_ID;
}

void gp_net_leads_to(struct gp_net *net, uint32_t join, size_t i, uint32_t place)
{
    struct gp_join *j;

    if (net->failed || join == GP_NO_ID)
        return;
    j = &net->joins[join];
    assert(i < j->n_in && place / 64 < j->words);
    gp_bits_add(j->before + i * j->words, place);
}

uint32_t gp_net_step(struct gp_net *net, uint32_t label, uint32_t element,
                     uint32_t from, uint32_t to)
{
    uint32_t t = gp_net_transition(net, label, element);

    gp_net_take(net, t, from);
    gp_net_give(net, t, to);
    return t;
}

uint32_t gp_net_silent(struct gp_net *net, uint32_t element, uint32_t from, uint32_t to)
{
    return gp_net_step(net, GP_NO_ID, element, from, to);
}

uint32_t gp_net_split(struct gp_net *net, uint32_t element, uint32_t from, size_t n,
                      uint32_t *begin)
{
    uint32_t t = gp_net_silent(net, element, from, GP_NO_ID);
    size_t i;

    for (i = 0; i < n; i++) {
        begin[i] = gp_net_place(net, element);
        gp_net_give(net, t, begin[i]);
    }
    return t;
}

uint32_t gp_net_join_all(struct gp_net *net, uint32_t element, size_t n,
                         const uint32_t *end, uint32_t to)
{
    uint32_t t = gp_net_silent(net, element, GP_NO_ID, to);
    size_t i;

    for (i = 0; i < n; i++)
        gp_net_take(net, t, end[i]);
    return t;
}

/* One transition a subset: the branches not chosen count as done at once. */
static void any_of_subsets(struct gp_net *net, uint32_t element, uint32_t from,
                           size_t n, const uint32_t *begin, const uint32_t *end)
{
    uint32_t subset;

    for (subset = 1; subset < UINT32_C(1) << n; subset++) {
        uint32_t t = gp_net_silent(net, element, from, GP_NO_ID);

        for (size_t i = 0; i < n; i++)
            gp_net_give(net, t, (subset >> i & 1) != 0 ? begin[i] : end[i]);
    }
}

/* For many branches: each is begun or, once some branch was begun, left out. */
static void any_of_counted(struct gp_net *net, uint32_t element, uint32_t from,
                           uint32_t join, size_t n, const uint32_t *begin,
                           const uint32_t *end)
{
    uint32_t none = gp_net_place(net, element), some = gp_net_place(net, element);
    uint32_t split = gp_net_silent(net, element, from, none);
    size_t i;

    gp_net_take(net, join, some);
    for (i = 0; i < n; i++) {
        uint32_t pending = gp_net_place(net, element), first, next, skip;

        gp_net_give(net, split, pending);
        first = gp_net_silent(net, element, pending, begin[i]);
        gp_net_take(net, first, none);
        gp_net_give(net, first, some);
        next = gp_net_silent(net, element, pending, begin[i]);
        gp_net_take(net, next, some);
        gp_net_give(net, next, some);
        skip = gp_net_silent(net, element, pending, end[i]);
        gp_net_take(net, skip, some);
        gp_net_give(net, skip, some);
    }
}

void gp_net_any_of(struct gp_net *net, uint32_t element, uint32_t from, uint32_t to,
                   size_t n, uint32_t *begin, uint32_t *end)
{
    uint32_t join;
    size_t i;

    for (i = 0; i < n; i++) {
        begin[i] = gp_net_place(net, element);
        end[i] = gp_net_place(net, element);
    }
    join = gp_net_join_all(net, element, n, end, to);
    if (n <= SMALL_SUBSETS)
        any_of_subsets(net, element, from, n, begin, end);
    else
        any_of_counted(net, element, from, join, n, begin, end);
}

void gp_net_loop(struct gp_net *net, uint32_t element, uint32_t from, uint32_t to,
                 uint32_t body[2], uint32_t redo[2])
{
    int i;

    for (i = 0; i < 2; i++) {
        body[i] = gp_net_place(net, element);
        redo[i] = gp_net_place(net, element);
    }
    gp_net_silent(net, element, from, body[0]);
    gp_net_silent(net, element, body[1], redo[0]);
    gp_net_silent(net, element, redo[1], body[0]);
    gp_net_silent(net, element, body[1], to);
}
