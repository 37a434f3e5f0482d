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

/* What can come after each label without another round of a loop: labels, and behind
 * the last one (bit n_labels) the end. after: [n_labels][words], zeros. */
static bool find_after(const struct gp_states *st, size_t words, uint64_t *after)
{
    uint64_t *of_state = gp_array_zero(st->n_states * words, sizeof *of_state);
    uint32_t *order = gp_array(st->n_states, sizeof *order);
    bool *back = gp_array(st->row[st->n_states], sizeof *back);
    bool good = of_state != NULL && order != NULL && back != NULL &&
                gp_forward_order(st, order, back);
    size_t i, e;

    if (good && st->complete != GP_NO_ID)
        gp_bit_set(of_state + st->complete * words, (uint32_t)st->n_labels);
    for (i = 0; good && i < st->n_states; i++) {
        uint64_t *here = of_state + order[i] * words;

        for (e = st->row[order[i]]; e < st->row[order[i] + 1]; e++) {
            const uint64_t *there = of_state + st->edges[e].to * words;
            uint32_t label = st->edges[e].label;

            if (!back[e])
                gp_bits_join(here, there, words);
            if (label == GP_NO_ID)
                continue;
            gp_bit_set(here, label); /* it belongs to the round that it ends */
            if (!back[e])
                gp_bits_join(after + label * words, there, words);
        }
    }
    gp_free(of_state);
    gp_free(order);
    gp_free(back);
    return good;
}

/* Alternatives: neither can come after the other within one round of every loop, and
 * the case can end after each. A way that only leads back is no alternative: behind
 * "Ask for papers, back to Check" comes what else there is. */
static bool find_conflicts(const struct gp_states *st, struct gp_steps *s)
{
    size_t words = s->label_words;
    uint32_t n = (uint32_t)st->n_labels, l, m;
    uint64_t *after = gp_array_zero(n * words + 1, sizeof *after);
    bool good = after != NULL && find_after(st, words, after);

    s->conflict = gp_array_zero(n * words + 1, sizeof *s->conflict);
    good = good && s->conflict != NULL;
    for (l = 0; good && l < n; l++)
        for (m = 0; m < n; m++)
            if (l != m && gp_bit(after + l * words, n) &&
                gp_bit(after + m * words, n) && !gp_bit(after + l * words, m) &&
                !gp_bit(after + m * words, l))
                gp_bit_set(s->conflict + l * words, m);
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
