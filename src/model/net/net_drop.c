/* net_drop.c - takes places and transitions out of a net and closes the gaps. */
#include "base/bits.h"
#include "base/mem.h"
#include "model/net/net.h"

static void renumber_arcs(struct gp_arcs *a, const uint32_t *number)
{
    size_t i, n = 0;

    for (i = 0; i < a->n; i++)
        if (number[a->at[i].place] != GP_NO_ID) {
            a->at[n] = a->at[i];
            a->at[n++].place = number[a->at[i].place];
        }
    a->n = n;
}

static bool renumber_join(struct gp_join *j, const uint32_t *number, size_t n_before,
                          size_t n_after)
{
    size_t words = (n_after + 63) / 64, i, p;
    uint64_t *before = gp_array_zero(j->n_in * words, sizeof *before);

    if (before == NULL)
        return false;
    for (i = 0; i < j->n_in; i++) {
        for (p = 0; p < n_before && p < j->words * 64; p++)
            if (number[p] != GP_NO_ID && gp_bits_has(j->before + i * j->words, p))
                gp_bits_add(before + i * words, number[p]);
        j->in[i] = number[j->in[i]];
    }
    gp_free(j->before);
    j->before = before;
    j->words = words;
    return true;
}

static void free_arcs(struct gp_transition *t)
{
    gp_free(t->pre.at);
    gp_free(t->post.at);
    gp_free(t->reset.at);
    gp_free(t->empty.at);
}

static void drop_transitions(struct gp_net *net, const bool *gone)
{
    size_t t, n = 0;

    for (t = 0; t < net->n_transitions; t++)
        if (gone[t])
            free_arcs(&net->transitions[t]);
        else
            net->transitions[n++] = net->transitions[t];
    net->n_transitions = n;
}

bool gp_net_drop(struct gp_net *net, const bool *gone_transition,
                 const bool *gone_place)
{
    size_t before = net->n_places, n = 0, i;
    uint32_t *number = gp_array(before, sizeof *number);
    bool ok = number != NULL;

    if (!ok)
        return false;
    drop_transitions(net, gone_transition);
    for (i = 0; i < before; i++) {
        number[i] = gone_place[i] ? GP_NO_ID : (uint32_t)n;
        if (!gone_place[i])
            net->places[n++] = net->places[i];
    }
    net->n_places = n;
    for (i = 0; i < net->n_transitions; i++) {
        renumber_arcs(&net->transitions[i].pre, number);
        renumber_arcs(&net->transitions[i].post, number);
        renumber_arcs(&net->transitions[i].reset, number);
        renumber_arcs(&net->transitions[i].empty, number);
    }
    for (i = 0; i < net->n_joins && ok; i++)
        ok = renumber_join(&net->joins[i], number, before, n);
    gp_free(number);
    return ok;
}
