/* gaps_steps.c - what the document says about its steps (spec/conformance.md 6.1),
 * read off the state graph: which step can come next, which two exclude each other, how
 * often one can happen.
 *
 *   Log, then Resolve or Escalate, then Close:
 *   next after Log: {Resolve, Escalate};   Resolve and Escalate conflict;   most 1 each
 */
#include "mine/gaps/gaps_parts.h"

#include "base/bits.h"
#include "mine/align/ahead.h"

#include <string.h>

enum { TABLE_LIMIT = 24 * 1024 * 1024 };

/* A step is a visible element; transitions without an element stand for themselves. */
static bool number_steps(const struct gp_conformance *c, struct gp_steps *s)
{
    const struct gp_net *net = &c->states->net;
    size_t n_labels = c->process->labels.n, n_elements = c->process->n_elements, i;
    uint32_t *step = gp_array(n_elements, sizeof *step);

    s->of_transition = gp_array(net->n_transitions, sizeof *s->of_transition);
    s->approximated = gp_array(net->n_transitions, sizeof *s->approximated);
    s->element = gp_array(net->n_transitions, sizeof *s->element);
    s->label = gp_array(net->n_transitions, sizeof *s->label);
    s->first_element = gp_array(n_labels, sizeof *s->first_element);
    if (step == NULL || s->of_transition == NULL || s->approximated == NULL ||
        s->element == NULL || s->label == NULL || s->first_element == NULL) {
        gp_free(step);
        return false;
    }
    memset(step, 0xff, n_elements * sizeof *step);
    memset(s->first_element, 0xff, n_labels * sizeof *s->first_element);
    for (i = 0; i < net->n_transitions; i++) {
        uint32_t element = net->transitions[i].element;
        uint32_t label = net->transitions[i].label, number;

        s->of_transition[i] = GP_NO_ID;
        s->approximated[i] = gp_states_elements(c->process, &c->net, c->states,
                                                (uint32_t)i, NULL) >= GP_APPROXIMATED;
        if (label == GP_NO_ID)
            continue;
        number = element != GP_NO_ID ? step[element] : GP_NO_ID;
        if (number == GP_NO_ID) {
            number = (uint32_t)s->n++;
            s->element[number] = element;
            s->label[number] = label;
        }
        if (element != GP_NO_ID)
            step[element] = number;
        s->of_transition[i] = number;
        if (element < s->first_element[label])
            s->first_element[label] = element;
    }
    s->words = s->n / 64 + 1;
    s->label_words = n_labels / 64 + 1;
    gp_free(step);
    return true;
}

/* Backwards over silent steps until nothing changes. */
static bool find_next(const struct gp_states *st, struct gp_steps *s)
{
    bool again = true;
    uint32_t v;
    size_t e;

    s->next = gp_array_zero(st->n_states * s->words, sizeof *s->next);
    if (s->next == NULL)
        return false;
    for (v = 0; v < st->n_states; v++)
        for (e = st->row[v]; e < st->row[v + 1]; e++)
            if (st->edges[e].label != GP_NO_ID)
                gp_bit_set(s->next + v * s->words,
                           s->of_transition[st->edges[e].transition]);
    while (again) {
        again = false;
        for (v = st->n_states; v-- > 0;)
            for (e = st->row[v]; e < st->row[v + 1]; e++)
                if (st->edges[e].label == GP_NO_ID &&
                    gp_bits_join(s->next + v * s->words,
                                 s->next + st->edges[e].to * s->words, s->words))
                    again = true;
    }
    return true;
}

static bool find_follows(const struct gp_states *st, struct gp_steps *s)
{
    uint32_t v;
    size_t e;

    s->follows = gp_array_zero((s->n + 1) * s->words, sizeof *s->follows);
    if (s->follows == NULL)
        return false;
    for (v = 0; v < st->n_states; v++)
        for (e = st->row[v]; e < st->row[v + 1]; e++)
            if (st->edges[e].label != GP_NO_ID)
                gp_bits_join(s->follows +
                                 s->of_transition[st->edges[e].transition] * s->words,
                             s->next + st->edges[e].to * s->words, s->words);
    return true;
}

/* Labels that can come some time after each state, not counting another round of a
 * loop: [states][label_words]. */
static uint64_t *labels_after(const struct gp_states *st, size_t words)
{
    uint64_t *after = gp_array_zero(st->n_states * words, sizeof *after);
    uint32_t *order = gp_array(st->n_states, sizeof *order);
    bool *back = gp_array(st->row[st->n_states], sizeof *back);
    bool good = after != NULL && order != NULL && back != NULL &&
                gp_forward_order(st, order, back);
    size_t i, e;

    for (i = 0; good && i < st->n_states; i++)
        for (e = st->row[order[i]]; e < st->row[order[i] + 1]; e++) {
            if (back[e])
                continue;
            gp_bits_join(after + order[i] * words, after + st->edges[e].to * words,
                         words);
            if (st->edges[e].label != GP_NO_ID)
                gp_bit_set(after + order[i] * words, st->edges[e].label);
        }
    gp_free(order);
    gp_free(back);
    if (good)
        return after;
    gp_free(after);
    return NULL;
}

/* Alternatives: neither can come after the other within one round of every loop. */
static bool find_conflicts(const struct gp_states *st, struct gp_steps *s)
{
    size_t n = st->n_labels, words = s->label_words, l, m, e;
    uint64_t *of_state = labels_after(st, words);
    uint64_t *after = gp_array_zero(n * words + 1, sizeof *after);
    bool good = of_state != NULL && after != NULL;

    s->conflict = gp_array_zero(n * words + 1, sizeof *s->conflict);
    good = good && s->conflict != NULL;
    for (l = 0; good && l < n; l++)
        for (e = st->label_row[l]; e < st->label_row[l + 1]; e++)
            gp_bits_join(after + l * words, of_state + st->label_edges[e].to * words,
                         words);
    for (l = 0; good && l < n; l++)
        for (m = 0; m < n; m++)
            if (l != m && st->label_row[l] < st->label_row[l + 1] &&
                st->label_row[m] < st->label_row[m + 1] &&
                !gp_bit(after + l * words, m) && !gp_bit(after + m * words, l))
                gp_bit_set(s->conflict + l * words, m);
    gp_free(of_state);
    gp_free(after);
    return good;
}

static bool find_most(const struct gp_states *st, struct gp_steps *s)
{
    struct gp_ahead ahead = {0};
    bool good = gp_ahead_make(st, &ahead);

    s->most = gp_array(st->n_labels, sizeof *s->most);
    good = good && s->most != NULL;
    if (good)
        memcpy(s->most, ahead.most + st->start * st->n_labels,
               st->n_labels * sizeof *s->most);
    gp_ahead_release(&ahead);
    return good;
}

bool gp_steps_make(const struct gp_conformance *c, struct gp_steps *out)
{
    const struct gp_states *st = c->states;

    memset(out, 0, sizeof *out);
    if (!number_steps(c, out))
        return false;
    if (!st->whole)
        return true;
    if (!find_next(st, out) || !find_follows(st, out))
        return false;
    if ((uint64_t)st->n_states * st->n_labels > TABLE_LIMIT)
        return true;
    return find_conflicts(st, out) && find_most(st, out);
}

void gp_steps_release(struct gp_steps *s)
{
    gp_free(s->of_transition);
    gp_free(s->approximated);
    gp_free(s->element);
    gp_free(s->label);
    gp_free(s->first_element);
    gp_free(s->next);
    gp_free(s->follows);
    gp_free(s->conflict);
    gp_free(s->most);
    memset(s, 0, sizeof *s);
}
