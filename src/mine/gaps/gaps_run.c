/* gaps_run.c - along the run of a reading: which steps could have come, which were
 * matched, and which event made each of them possible.
 *
 * Every token carries the event that brought it: a match puts its own event on its
 * tokens, silent steps and steps without an event pass the latest of what they took on.
 * So a step beside parallel work is enabled by its own predecessor, not by whatever
 * happened last:
 *
 *   A(1)  then B and C in parallel:  A B(5 h) C(9 h)   C was enabled by A, not by B
 */
#include "mine/gaps/gaps_parts.h"

#include <string.h>

enum { NOBODY = -1 };

/* Tokens of each place, oldest first. */
struct tokens {
    int32_t *at; /* [places][room] */
    uint8_t *n;  /* [places] */
    size_t room;
};

static bool tokens_make(struct tokens *k, const struct gp_net *net)
{
    size_t p, i;

    k->room = 255;
    k->at = gp_array(net->n_places * k->room, sizeof *k->at);
    k->n = gp_array_zero(net->n_places, 1);
    if (k->at == NULL || k->n == NULL)
        return false;
    for (p = 0; p < net->n_places; p++) {
        k->n[p] = net->places[p].initial;
        for (i = 0; i < k->n[p]; i++)
            k->at[p * k->room + i] = NOBODY;
    }
    return true;
}

static int32_t take(struct tokens *k, uint32_t place, uint32_t n, int32_t latest)
{
    int32_t *at = k->at + place * k->room;
    uint32_t i;

    for (i = 0; i < n && k->n[place] > 0; i++) {
        latest = at[0] > latest ? at[0] : latest;
        k->n[place]--;
        memmove(at, at + 1, k->n[place] * sizeof *at);
    }
    return latest;
}

static void give(struct tokens *k, uint32_t place, uint32_t n, int32_t by)
{
    uint32_t i;

    for (i = 0; i < n && k->n[place] < k->room; i++)
        k->at[place * k->room + k->n[place]++] = by;
}

/* The event that enabled t; *by (may be NULL) as its tokens go on. */
static int32_t fire(struct tokens *k, const struct gp_net *net,
                    const struct gp_transition *t, int32_t event)
{
    int32_t latest = NOBODY;
    size_t i;

    if (t->join != GP_NO_ID)
        for (i = 0; i < net->joins[t->join].n_in; i++)
            latest = take(k, net->joins[t->join].in[i], 1, latest);
    for (i = 0; i < t->pre.n; i++)
        latest = take(k, t->pre.at[i].place, t->pre.at[i].n, latest);
    for (i = 0; i < t->reset.n; i++)
        k->n[t->reset.at[i].place] = 0;
    for (i = 0; i < t->post.n; i++)
        give(k, t->post.at[i].place, t->post.at[i].n, event != NOBODY ? event : latest);
    return latest;
}

/* What tokens say about steps possible at the end: directly, else by the last match. */
static void look_ahead(struct gp_gapper *g, const struct tokens *k, int32_t last_match)
{
    const struct gp_net *net = &g->c->states->net;
    const uint64_t *next = g->steps.next != NULL && g->final_state != GP_NO_ID
                               ? g->steps.next + g->final_state * g->steps.words
                               : NULL;
    size_t i, j;

    for (i = 0; i < g->steps.n; i++)
        g->waits_since[i] = next != NULL && gp_bit(next, i) ? last_match : NOBODY;
    for (i = 0; next != NULL && i < net->n_transitions; i++) {
        const struct gp_transition *t = &net->transitions[i];
        int32_t latest = NOBODY;
        bool enabled = t->label != GP_NO_ID && t->pre.n > 0;

        for (j = 0; enabled && j < t->pre.n; j++) {
            const int32_t *at = k->at + t->pre.at[j].place * k->room;

            enabled = k->n[t->pre.at[j].place] >= t->pre.at[j].n;
            if (enabled && at[t->pre.at[j].n - 1] > latest)
                latest = at[t->pre.at[j].n - 1];
        }
        if (enabled && latest != NOBODY)
            g->waits_since[g->steps.of_transition[i]] = latest;
    }
}

static void follow_tokens(struct gp_gapper *g, struct tokens *k)
{
    const struct gp_net *net = &g->c->states->net;
    int32_t last_match = NOBODY;
    size_t i;

    for (i = 0; i < g->n_moves; i++) {
        const struct gp_move *m = &g->moves[i];
        bool match = m->kind == GP_MOVE_MATCH;
        int32_t by;

        if (m->transition == GP_NO_ID)
            continue;
        by = fire(k, net, &net->transitions[m->transition],
                  match ? (int32_t)m->position : NOBODY);
        if (!match)
            continue;
        g->enabled_by[m->position] = by;
        last_match = (int32_t)m->position;
    }
    look_ahead(g, k, last_match);
}

static uint32_t target(const struct gp_states *s, uint32_t state, uint32_t transition)
{
    size_t e;

    for (e = s->row[state]; e < s->row[state + 1]; e++)
        if (s->edges[e].transition == transition)
            return s->edges[e].to;
    return GP_NO_ID;
}

static void expose(struct gp_gapper *g, uint64_t *exposed)
{
    size_t i;

    if (g->final_state == GP_NO_ID)
        return;
    for (i = 0; i < g->steps.words; i++)
        exposed[i] |= g->steps.next[g->final_state * g->steps.words + i];
}

static void follow_states(struct gp_gapper *g)
{
    const struct gp_states *s = g->c->states;
    uint64_t *exposed = g->exposed + g->item * g->steps.words;
    uint64_t *matched = g->matched + g->item * g->steps.words;
    size_t i;

    g->final_state = g->steps.next != NULL ? s->start : GP_NO_ID;
    expose(g, exposed);
    for (i = 0; i < g->n_moves; i++) {
        uint32_t t = g->moves[i].transition;

        if (t == GP_NO_ID)
            continue;
        g->approximated = g->approximated || g->steps.approximated[t];
        if (g->moves[i].kind == GP_MOVE_MATCH) {
            gp_bit_set(matched, g->steps.of_transition[t]);
            gp_bit_set(exposed, g->steps.of_transition[t]);
        }
        if (g->final_state != GP_NO_ID)
            g->final_state = target(s, g->final_state, t);
        expose(g, exposed);
    }
}

void gp_gaps_run(struct gp_gapper *g)
{
    const struct gp_judged_path *item = &g->c->item[g->item];
    size_t length = g->c->variants->variant[item->variant].length;
    struct tokens k = {NULL, NULL, 0};

    g->approximated = false;
    follow_states(g);
    if (!gp_reserve(&g->enabled_by, &g->enabled_cap, length + 1)) {
        g->out_of_memory = true;
        return;
    }
    memset(g->enabled_by, 0xff, length * sizeof *g->enabled_by);
    if (g->log->has_time) {
        if (tokens_make(&k, &g->c->states->net))
            follow_tokens(g, &k);
        else
            g->out_of_memory = true;
    }
    gp_free(k.at);
    gp_free(k.n);
}
