/* align_bound.c - see align_bound.h.
 *
 * Over a whole state graph the least and the most of each label ahead are tables. Over a
 * net that is explored on demand each token is looked at by itself, once for each place:
 *
 *   can    labels of all transitions it can come through, others' tokens taken for granted
 *   must   labels without which it is stuck: no way to use it up is left
 *
 * A state can what any of its tokens can, and must what any of them must. Fourteen lanes
 * of three steps side by side (268 million states) have an exact bound this way.
 */
#include "mine/align/align_bound.h"

#include "base/bits.h"
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

/* The i-th place that t can take a token from; false: no more. */
static bool takes_from(const struct gp_net *net, const struct gp_transition *t,
                       size_t i, uint32_t *place)
{
    const struct gp_join *j = t->join != GP_NO_ID ? &net->joins[t->join] : NULL;

    if (i < t->pre.n)
        *place = t->pre.at[i].place;
    else if (j != NULL && i - t->pre.n < j->n_in)
        *place = j->in[i - t->pre.n];
    else
        return false;
    return true;
}

static void find_can(struct gp_bound *b, const struct gp_net *net)
{
    bool again = true;
    size_t t, i, k;
    uint32_t p;

    while (again) {
        again = false;
        for (t = 0; t < net->n_transitions; t++) {
            const struct gp_transition *tr = &net->transitions[t];

            for (i = 0; takes_from(net, tr, i, &p); i++) {
                uint64_t *can = b->can + p * b->words;

                for (k = 0; k < tr->post.n; k++)
                    again = gp_bits_join(can, b->can + tr->post.at[k].place * b->words,
                                         b->words) ||
                            again;
                if (tr->label == GP_NO_ID)
                    continue;
                again = again || !gp_bits_has(can, tr->label);
                gp_bits_add(can, tr->label);
            }
        }
    }
}

/* Places whose token can be used up, or may stay, without any step of the label. */
static void find_free(const struct gp_net *net, uint32_t label, bool *is_free)
{
    bool again = true;
    size_t t, i;
    uint32_t p;

    for (i = 0; i < net->n_places; i++)
        is_free[i] = net->final == GP_FINAL_MARKING && net->places[i].final > 0;
    while (again) {
        again = false;
        for (t = 0; t < net->n_transitions; t++) {
            const struct gp_transition *tr = &net->transitions[t];
            bool good = tr->label != label;

            for (i = 0; i < tr->reset.n; i++)
                is_free[tr->reset.at[i].place] = true;
            for (i = 0; good && i < tr->post.n; i++)
                good = is_free[tr->post.at[i].place];
            for (i = 0; good && takes_from(net, tr, i, &p); i++) {
                again = again || !is_free[p];
                is_free[p] = true;
            }
        }
    }
}

static bool look_at_tokens(struct gp_bound *b, const struct gp_net *net)
{
    bool *is_free = gp_array(net->n_places, sizeof *is_free);
    uint32_t l;
    size_t p;

    b->can = gp_array_zero(net->n_places * b->words, sizeof *b->can);
    b->must = gp_array_zero(net->n_places * b->words, sizeof *b->must);
    b->here = gp_array(2 * b->words, sizeof *b->here);
    if (is_free == NULL || b->can == NULL || b->must == NULL || b->here == NULL) {
        gp_free(is_free);
        return false;
    }
    find_can(b, net);
    for (l = 0; l < b->n_labels; l++) {
        find_free(net, l, is_free);
        for (p = 0; p < net->n_places; p++)
            if (!is_free[p])
                gp_bits_add(b->must + p * b->words, l);
    }
    gp_free(is_free);
    return true;
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

static uint64_t h_from_tokens(const struct gp_bound *b, uint32_t state,
                              const uint16_t *left)
{
    const uint8_t *marking = gp_space_marking(b->space, state);
    uint64_t *can = b->here, *must = b->here + b->words, h = 0;
    uint32_t l;
    size_t p;

    memset(b->here, 0, 2 * b->words * sizeof *b->here);
    for (p = 0; p < b->space->width; p++)
        if (marking[p] != 0) {
            gp_bits_join(can, b->can + p * b->words, b->words);
            gp_bits_join(must, b->must + p * b->words, b->words);
        }
    for (l = 0; l < b->n_labels; l++) {
        if (left[l] > 0 && !gp_bits_has(can, l))
            h += (uint64_t)left[l] * gp_bound_log_cost(b, l);
        else if (left[l] == 0 && !b->trace->open && gp_bits_has(must, l))
            h += gp_bound_model_cost(b, l);
    }
    return h;
}

uint64_t gp_bound_at(const struct gp_bound *b, uint32_t state, uint32_t position)
{
    const uint16_t *left = b->left + position * b->n_labels;

    return b->has_ahead ? h_from_tables(b, state, left) : h_from_tokens(b, state, left);
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
    return b->has_ahead ? gp_ahead_make(whole, &b->ahead)
                        : look_at_tokens(b, space->net);
}

void gp_bound_release(struct gp_bound *b)
{
    gp_ahead_release(&b->ahead);
    gp_free(b->can);
    gp_free(b->must);
    gp_free(b->here);
    gp_free(b->left);
}
