/* align_bound.c - see align_bound.h.
 *
 * Over a whole state graph the least and the most of each label ahead are tables. Over a
 * net that is explored on demand only "can this label still occur at all" is known, from
 * a run of the net in which no token is ever used up: more than can really happen, so
 * the bound stays a bound.
 */
#include "mine/align_bound.h"

#include "base/mem.h"

#include <string.h>

enum { TABLE_LIMIT = 24 * 1024 * 1024 }; /* entries */

uint32_t gp_bound_log_cost(const struct gp_bound *b, uint32_t label)
{
    return b->costs != NULL && b->costs->log != NULL ? b->costs->log[label] : 1;
}

uint32_t gp_bound_model_cost(const struct gp_bound *b, uint32_t label)
{
    if (label == GP_NO_ID)
        return 0;
    return b->costs != NULL && b->costs->model != NULL ? b->costs->model[label] : 1;
}

static bool can_fire(const struct gp_net *net, const struct gp_transition *t,
                     const uint8_t *marked)
{
    size_t i;

    if (t->join != GP_NO_ID) {
        const struct gp_join *j = &net->joins[t->join];

        for (i = 0; i < j->n_in; i++)
            if (marked[j->in[i]])
                return true;
        return false;
    }
    for (i = 0; i < t->pre.n; i++)
        if (!marked[t->pre.at[i].place])
            return false;
    return true;
}

/* Labels that occur when no token is ever used up: a superset of what can. */
static bool run_without_loss(const struct gp_net *net, const uint8_t *marking,
                             uint64_t *labels)
{
    uint8_t *marked = gp_array(net->n_places, 1);
    bool *fired = gp_array_zero(net->n_transitions, sizeof *fired), again = true;
    size_t t, i;

    if (marked != NULL && fired != NULL)
        memcpy(marked, marking, net->n_places);
    while (again && marked != NULL && fired != NULL) {
        again = false;
        for (t = 0; t < net->n_transitions; t++) {
            const struct gp_transition *tr = &net->transitions[t];

            if (fired[t] || !can_fire(net, tr, marked))
                continue;
            fired[t] = again = true;
            if (tr->label != GP_NO_ID)
                labels[tr->label / 64] |= UINT64_C(1) << (tr->label % 64);
            for (i = 0; i < tr->post.n; i++)
                marked[tr->post.at[i].place] = 1;
        }
    }
    again = marked != NULL && fired != NULL;
    gp_free(marked);
    gp_free(fired);
    return again;
}

static const uint64_t *possible(struct gp_bound *b, uint32_t state)
{
    for (; b->n_possible <= state; b->n_possible++) {
        size_t at = b->n_possible * b->words;

        if (!gp_reserve(&b->possible, &b->possible_cap, at + b->words)) {
            b->out_of_memory = true;
            return NULL;
        }
        memset(b->possible + at, 0, b->words * sizeof *b->possible);
        if (!run_without_loss(b->space->net,
                              gp_space_marking(b->space, (uint32_t)b->n_possible),
                              b->possible + at)) {
            b->out_of_memory = true;
            return NULL;
        }
    }
    return b->possible + state * b->words;
}

static uint64_t h_from_tables(const struct gp_bound *b, uint32_t state,
                              const uint16_t *left)
{
    const uint16_t *least = b->ahead.least + state * b->n_labels;
    const uint16_t *most = b->ahead.most + state * b->n_labels;
    uint64_t h = 0;
    uint32_t l;

    for (l = 0; l < b->n_labels; l++) {
        if (left[l] > most[l])
            h += (uint64_t)(left[l] - most[l]) * gp_bound_log_cost(b, l);
        else if (left[l] < least[l] && !b->trace->open)
            h += (uint64_t)(least[l] - left[l]) * gp_bound_model_cost(b, l);
    }
    return h;
}

uint64_t gp_bound_at(struct gp_bound *b, uint32_t state, uint32_t position)
{
    const uint16_t *left = b->left + position * b->n_labels;
    const uint64_t *can;
    uint64_t h = 0;
    uint32_t l;

    if (b->has_ahead)
        return h_from_tables(b, state, left);
    if (b->space->whole != NULL)
        return 0;
    can = possible(b, state);
    for (l = 0; can != NULL && l < b->n_labels; l++)
        if (left[l] > 0 && !(can[l / 64] >> (l % 64) & 1))
            h += (uint64_t)left[l] * gp_bound_log_cost(b, l);
    return h;
}

bool gp_bound_begin(struct gp_bound *b, const struct gp_trace *trace)
{
    size_t n = b->n_labels, k;

    if (!gp_reserve(&b->left, &b->left_cap, (trace->length + 1) * n + 1))
        return false;
    memset(b->left + trace->length * n, 0, n * sizeof *b->left);
    for (k = trace->length; k > 0; k--) {
        uint16_t *row = b->left + (k - 1) * n;

        memcpy(row, row + n, n * sizeof *row);
        if (row[trace->label[k - 1]] < GP_UNLIMITED - 1)
            row[trace->label[k - 1]]++;
    }
    b->trace = trace;
    return true;
}

bool gp_bound_make(struct gp_bound *b, struct gp_space *space, size_t n_labels,
                   const struct gp_costs *costs)
{
    const struct gp_states *whole = space->whole;

    memset(b, 0, sizeof *b);
    b->space = space;
    b->costs = costs;
    b->n_labels = n_labels;
    b->words = n_labels / 64 + 1;
    b->has_ahead = whole != NULL && (uint64_t)whole->n_states * n_labels <= TABLE_LIMIT;
    return !b->has_ahead || gp_ahead_make(whole, &b->ahead);
}

void gp_bound_release(struct gp_bound *b)
{
    gp_ahead_release(&b->ahead);
    gp_free(b->possible);
    gp_free(b->left);
}
