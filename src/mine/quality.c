/* quality.c - see quality.h.
 *
 *   a: p1 to p2   b: p1 to p2   c: p2 to p3   d: p2 to p2   start p1, end p3
 *   a b c c d  ->  produced 6, consumed 6, missing 2 (p1 for b, p2 for d), remaining 2
 */
#include "mine/quality.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

/* Token replay of one sequence over a net with one transition a label; adds to *out.
 * by_label [labels]: that transition or GP_NO_ID (such events are passed over).
 * marking: room for one. */
static void replay_one(const struct gp_net *net, const uint32_t *by_label,
                       const uint32_t *label, size_t length, uint64_t times,
                       uint64_t *marking, struct gp_token_replay *out)
{
    size_t i, k, p;

    for (p = 0; p < net->n_places; p++) {
        marking[p] = net->places[p].initial;
        out->produced += times * marking[p];
    }
    for (k = 0; k < length; k++) {
        const struct gp_transition *t;

        if (by_label[label[k]] == GP_NO_ID)
            continue;
        t = &net->transitions[by_label[label[k]]];
        for (i = 0; i < t->pre.n; i++) {
            uint64_t *at = &marking[t->pre.at[i].place], n = t->pre.at[i].n;

            out->missing += *at < n ? times * (n - *at) : 0;
            out->consumed += times * n;
            *at = *at < n ? 0 : *at - n;
        }
        for (i = 0; i < t->post.n; i++) {
            marking[t->post.at[i].place] += t->post.at[i].n;
            out->produced += times * t->post.at[i].n;
        }
    }
    for (p = 0; p < net->n_places; p++) {
        uint64_t want = net->final == GP_FINAL_MARKING ? net->places[p].final : 0;

        out->consumed += times * want;
        out->missing += marking[p] < want ? times * (want - marking[p]) : 0;
        out->remaining += marking[p] > want ? times * (marking[p] - want) : 0;
    }
}

/* The transition of each label; false when the net is not one to replay exactly. */
static bool one_each(const struct gp_net *net, uint32_t *by_label, size_t n_labels)
{
    size_t i;

    memset(by_label, 0xff, n_labels * sizeof *by_label);
    for (i = 0; i < net->n_transitions; i++) {
        const struct gp_transition *t = &net->transitions[i];

        if (t->label == GP_NO_ID || by_label[t->label] != GP_NO_ID ||
            t->join != GP_NO_ID || t->reset.n > 0 || t->empty.n > 0)
            return false;
        by_label[t->label] = (uint32_t)i;
    }
    return true;
}

static bool replay_tokens(const struct gp_conformance *c, struct gp_token_replay *out)
{
    uint32_t *by_label = gp_array(c->process->labels.n, sizeof *by_label);
    uint64_t *marking = gp_array(c->net.n_places, sizeof *marking);
    bool good = by_label != NULL && marking != NULL;
    size_t i;

    memset(out, 0, sizeof *out);
    if (good && one_each(&c->net, by_label, c->process->labels.n)) {
        out->exact = true;
        for (i = 0; i < c->n_items; i++)
            if (!c->item[i].open)
                replay_one(&c->net, by_label, c->item[i].trace.label,
                           c->item[i].trace.length, c->item[i].cases, marking, out);
        out->fitness = 1;
        if (out->consumed > 0)
            out->fitness -= (double)out->missing / (double)out->consumed / 2;
        if (out->produced > 0)
            out->fitness -= (double)out->remaining / (double)out->produced / 2;
    }
    gp_free(by_label);
    gp_free(marking);
    return good;
}

static bool generalise(const struct gp_conformance *c, double *out)
{
    const struct gp_states *s = c->states;
    uint64_t *fired = gp_array_zero(c->net.n_transitions, sizeof *fired);
    double sum = 0;
    size_t i, k, j;

    if (fired == NULL)
        return false;
    for (i = 0; i < c->n_items; i++) {
        const struct gp_alignment *a = &c->alignments.of[i];

        for (k = a->first_move; k < a->first_move + a->n_moves; k++) {
            uint32_t t = c->alignments.moves[k].transition;

            for (j = t != GP_NO_ID ? s->trail_row[t] : 0;
                 t != GP_NO_ID && j < s->trail_row[t + 1]; j++)
                fired[s->trail[j]] += c->item[i].cases;
        }
    }
    for (i = 0; i < c->net.n_transitions; i++)
        sum += fired[i] > 0 ? 1 / sqrt((double)fired[i]) : 1;
    *out = c->net.n_transitions > 0 ? 1 - sum / (double)c->net.n_transitions : 1;
    gp_free(fired);
    return true;
}

static double simplicity(const struct gp_net *net)
{
    double arcs = 0, nodes = (double)(net->n_places + net->n_transitions), mean;
    size_t i;

    for (i = 0; i < net->n_transitions; i++)
        arcs += (double)(net->transitions[i].pre.n + net->transitions[i].post.n);
    mean = nodes > 0 ? 2 * arcs / nodes : 0;
    return 1 / (1 + (mean > 2 ? mean - 2 : 0));
}

enum gp_status gp_quality_measure(const struct gp_conformance *c,
                                  struct gp_quality *out, struct gp_err *err)
{
    memset(out, 0, sizeof *out);
    out->simplicity = simplicity(&c->net);
    if (!replay_tokens(c, &out->replay) || !generalise(c, &out->generalisation))
        return gp_fail_memory(err);
    return GP_OK;
}
