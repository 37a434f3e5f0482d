/* judged.c - see judged.h.
 *
 * Nets are put side by side by copying places and transitions with shifted numbers; each
 * starts by itself and all must complete. One net keeps the numbers it has.
 */
#include "mine/judged.h"

#include "base/mem.h"

#include <string.h>

static bool shares_a_step(const struct gp_net *net, const bool *in_log)
{
    size_t i;

    for (i = 0; i < net->n_transitions; i++)
        if (net->transitions[i].label != GP_NO_ID && in_log[net->transitions[i].label])
            return true;
    return false;
}

/* Marks the nets to judge by in used; false: memory is short. */
static bool choose(const struct gp_process *p, const struct gp_step_names *names,
                   size_t n_activities, bool *used)
{
    bool *in_log = gp_array_zero(p->labels.n, sizeof *in_log), any = false;
    size_t i;

    if (in_log == NULL)
        return false;
    for (i = 0; i < n_activities; i++)
        if (names->label[i] != GP_NO_ID)
            in_log[names->label[i]] = true;
    for (i = 0; i < p->n_nets; i++) {
        used[i] = shares_a_step(p->nets[i], in_log);
        any = any || used[i];
    }
    for (i = 0; !any && i < p->n_nets; i++)
        used[i] = true;
    gp_free(in_log);
    return true;
}

static void add_arcs(struct gp_net *net, uint32_t t, const struct gp_arcs *arcs,
                     uint32_t shift, void (*add)(struct gp_net *, uint32_t, uint32_t),
                     bool repeat)
{
    size_t i;
    uint32_t n;

    for (i = 0; i < arcs->n; i++)
        for (n = 0; n < (repeat ? arcs->at[i].n : 1); n++)
            add(net, t, arcs->at[i].place + shift);
}

/* The rows of `before` must be sized for all places, so joins come after them. */
static uint32_t add_join(struct gp_net *net, const struct gp_net *from,
                         const struct gp_join *j, uint32_t shift)
{
    uint32_t *in = gp_array(j->n_in, sizeof *in), join, i, p;

    for (i = 0; in != NULL && i < j->n_in; i++)
        in[i] = j->in[i] + shift;
    join = in != NULL ? gp_net_join(net, j->n_in, in) : GP_NO_ID;
    gp_free(in);
    if (join == GP_NO_ID)
        net->failed = true;
    for (i = 0; !net->failed && i < j->n_in; i++)
        for (p = 0; p < from->n_places; p++)
            if (j->before[i * j->words + p / 64] >> (p % 64) & 1)
                gp_net_leads_to(net, join, i, p + shift);
    return join;
}

static void add_places(struct gp_net *net, const struct gp_net *from)
{
    size_t i;

    for (i = 0; !net->failed && i < from->n_places; i++) {
        uint32_t p = gp_net_place(net, from->places[i].element);

        if (!net->failed)
            net->places[p] = from->places[i];
        if (!net->failed && from->final == GP_FINAL_EMPTY)
            net->places[p].final = 0;
    }
}

static void add_transitions(struct gp_net *net, const struct gp_net *from,
                            uint32_t shift)
{
    size_t i;

    for (i = 0; !net->failed && i < from->n_transitions; i++) {
        const struct gp_transition *f = &from->transitions[i];
        uint32_t t = gp_net_transition(net, f->label, f->element);

        add_arcs(net, t, &f->pre, shift, gp_net_take, true);
        add_arcs(net, t, &f->post, shift, gp_net_give, true);
        add_arcs(net, t, &f->reset, shift, gp_net_reset, false);
        add_arcs(net, t, &f->empty, shift, gp_net_must_be_empty, false);
        if (f->join != GP_NO_ID && !net->failed) {
            uint32_t join = add_join(net, from, &from->joins[f->join], shift);

            if (!net->failed)
                net->transitions[t].join = join;
        }
    }
}

static bool side_by_side(const struct gp_process *p, const bool *used,
                         struct gp_net *out)
{
    uint32_t shift = 0;
    size_t i;

    memset(out, 0, sizeof *out);
    out->element = GP_NO_ID;
    out->final = GP_FINAL_MARKING;
    for (i = 0; i < p->n_nets; i++)
        if (used[i])
            add_places(out, p->nets[i]);
    for (i = 0; i < p->n_nets; i++) {
        if (!used[i])
            continue;
        add_transitions(out, p->nets[i], shift);
        shift += (uint32_t)p->nets[i]->n_places;
    }
    return !out->failed;
}

bool gp_judged_net(const struct gp_process *p, const struct gp_step_names *names,
                   size_t n_activities, struct gp_net *out, bool *used)
{
    bool *mine = gp_array_zero(p->n_nets, sizeof *mine), good;
    size_t n = 0, only = 0, i;

    memset(out, 0, sizeof *out);
    good = mine != NULL && choose(p, names, n_activities, mine);
    for (i = 0; good && i < p->n_nets; i++)
        if (mine[i]) {
            only = i;
            n++;
        }
    if (good)
        good = n == 1 ? gp_net_copy(p->nets[only], out) : side_by_side(p, mine, out);
    for (i = 0; good && names->not_judged != NULL && i < out->n_transitions; i++) {
        uint32_t label = out->transitions[i].label;

        if (label != GP_NO_ID && names->not_judged[label])
            out->transitions[i].label = GP_NO_ID;
    }
    if (good && used != NULL)
        memcpy(used, mine, p->n_nets * sizeof *used);
    gp_free(mine);
    if (!good)
        gp_net_release(out);
    return good;
}
