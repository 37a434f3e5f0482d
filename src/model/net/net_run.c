/* net_run.c - what a net does: which transitions are enabled, and what firing one leaves.
 *
 * The only place that knows resets, empty-tests and inclusive joins at run time; state
 * graph and lazy search both go through it.
 */
#include "model/net/net.h"

#include <string.h>

void gp_net_start(const struct gp_net *net, uint8_t *marking)
{
    size_t i;

    for (i = 0; i < net->n_places; i++)
        marking[i] = net->places[i].initial;
}

bool gp_net_is_complete(const struct gp_net *net, const uint8_t *marking)
{
    size_t i;

    for (i = 0; i < net->n_places; i++)
        if (marking[i] != (net->final == GP_FINAL_MARKING ? net->places[i].final : 0))
            return false;
    return true;
}

/* Does a marked place of this word lead only to unmarked inputs? */
static bool word_waits(const struct gp_join *j, const uint8_t *marking, size_t w)
{
    uint64_t to_unmarked = 0, to_marked = 0, wait;
    uint32_t i;

    for (i = 0; i < j->n_in; i++) {
        uint64_t row = j->before[i * j->words + w];

        if (marking[j->in[i]] != 0)
            to_marked |= row;
        else
            to_unmarked |= row;
    }
    for (wait = to_unmarked & ~to_marked; wait != 0; wait &= wait - 1)
        if (marking[w * 64 + (size_t)__builtin_ctzll(wait)] != 0)
            return true;
    return false;
}

static bool join_enabled(const struct gp_join *j, const uint8_t *marking)
{
    bool some = false;
    size_t i;

    for (i = 0; i < j->n_in && !some; i++)
        some = marking[j->in[i]] != 0;
    if (!some)
        return false;
    for (i = 0; i < j->words; i++)
        if (word_waits(j, marking, i))
            return false;
    return true;
}

bool gp_net_enabled(const struct gp_net *net, const uint8_t *marking, uint32_t t)
{
    const struct gp_transition *tr = &net->transitions[t];
    size_t i;

    for (i = 0; i < tr->pre.n; i++)
        if (marking[tr->pre.at[i].place] < tr->pre.at[i].n)
            return false;
    for (i = 0; i < tr->empty.n; i++)
        if (marking[tr->empty.at[i].place] != 0)
            return false;
    return tr->join == GP_NO_ID || join_enabled(&net->joins[tr->join], marking);
}

bool gp_net_fire(const struct gp_net *net, const uint8_t *marking, uint32_t t,
                 uint8_t *after, unsigned limit)
{
    const struct gp_transition *tr = &net->transitions[t];
    bool fits = true;
    size_t i;

    if (after != marking)
        memcpy(after, marking, net->n_places);
    for (i = 0; i < tr->pre.n; i++)
        after[tr->pre.at[i].place] =
            (uint8_t)(after[tr->pre.at[i].place] - tr->pre.at[i].n);
    if (tr->join != GP_NO_ID) {
        const struct gp_join *j = &net->joins[tr->join];

        for (i = 0; i < j->n_in; i++)
            if (after[j->in[i]] != 0)
                after[j->in[i]]--;
    }
    for (i = 0; i < tr->reset.n; i++)
        after[tr->reset.at[i].place] = 0;
    for (i = 0; i < tr->post.n; i++) {
        unsigned n = after[tr->post.at[i].place] + tr->post.at[i].n;

        fits = fits && n <= limit;
        after[tr->post.at[i].place] = (uint8_t)(n <= limit ? n : limit);
    }
    return fits;
}
