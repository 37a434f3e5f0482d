/* net_flat.c - see net_flat.h.
 *
 *   (active) -----------------------> leave, if all inside is empty ->
 *   (start) -> [A] -> (x) -> end
 *   becomes
 *   (start) -> [A] -> (x) -> end -> (done) -> leave ->
 *
 * Inner sub-processes first: the place behind their ends counts as inside the outer one.
 */
#include "model/net/net_flat.h"

#include <string.h>

static bool holds(const struct gp_arcs *arcs, uint32_t place)
{
    size_t i;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].place == place)
            return true;
    return false;
}

static void take_out(struct gp_arcs *arcs, uint32_t place)
{
    size_t i, kept = 0;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].place != place)
            arcs->at[kept++] = arcs->at[i];
    arcs->n = kept;
}

/* Does the transition only leave a sub-process, which nothing else leaves or empties? */
static bool only_leaves(const struct gp_net *net, uint32_t t)
{
    const struct gp_transition *leave = &net->transitions[t];
    uint32_t active;
    size_t i;

    if (leave->empty.n == 0 || leave->label != GP_NO_ID || leave->pre.n != 1 ||
        !net->places[leave->pre.at[0].place].scope)
        return false;
    active = leave->pre.at[0].place;
    for (i = 0; i < net->n_transitions; i++)
        if (i != t && (holds(&net->transitions[i].pre, active) ||
                       holds(&net->transitions[i].reset, active)))
            return false;
    return true;
}

static bool ends_inside(const struct gp_transition *t, const struct gp_arcs *inside)
{
    size_t i;

    for (i = 0; i < t->pre.n; i++)
        if (!holds(inside, t->pre.at[i].place))
            return false;
    return t->pre.n != 0 && t->post.n == 0 && t->reset.n == 0;
}

static void open_up(struct gp_net *net, uint32_t leave)
{
    uint32_t active = net->transitions[leave].pre.at[0].place, done, i;

    done = gp_net_place(net, net->places[active].element);
    for (i = 0; done != GP_NO_ID && i < net->n_transitions; i++) {
        struct gp_transition *t = &net->transitions[i];

        if (i != leave && ends_inside(t, &net->transitions[leave].empty))
            gp_net_give(net, i, done);
        if (i != leave && holds(&t->empty, active))
            gp_net_must_be_empty(net, i, done);
        take_out(&t->post, active);
        take_out(&t->empty, active);
    }
    net->transitions[leave].pre.at[0].place = done;
    net->transitions[leave].empty.n = 0;
}

bool gp_net_flatten(const struct gp_net *net, struct gp_net *out)
{
    uint32_t i, least;

    memset(out, 0, sizeof *out);
    if (!gp_net_copy(net, out))
        return false;
    do {
        least = GP_NO_ID;
        for (i = 0; i < out->n_transitions; i++)
            if (only_leaves(out, i) &&
                (least == GP_NO_ID ||
                 out->transitions[i].empty.n < out->transitions[least].empty.n))
                least = i;
        if (least != GP_NO_ID)
            open_up(out, least);
    } while (least != GP_NO_ID && !out->failed);
    return !out->failed;
}
