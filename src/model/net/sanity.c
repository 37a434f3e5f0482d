/* sanity.c - see sanity.h.
 *
 * One pass over states and edges marks what each element did:
 *
 *   on a complete run      an edge of it between two states that are alive
 *   blocked                some but not all of its inputs are marked in a dead end
 *   started without end    a place of it was held at the token limit
 *   entered again          its scope place holds two tokens
 *   runs twice             two tokens wait before it and it waits for neither
 */
#include "model/net/sanity.h"

#include "base/mem.h"

#include <stdlib.h>

struct looks {
    struct gp_states *s;
    const bool *alive;
    size_t n; /* elements */
    bool *happens;
    uint64_t *blocked, *again, *twice, *full;
    uint32_t *merge;   /* [places] element that takes from it without waiting */
    uint32_t *waiting; /* [elements] tokens before it in the state looked at */
};

const char *gp_flaw_name(enum gp_flaw_kind k)
{
    static const char *const names[] = {
        "cannot finish", "may get stuck",   "step can never happen",
        "unbounded",     "several at once", "runs twice",
        "too large"};

    return names[k];
}

static bool add(struct gp_states *s, enum gp_flaw_kind kind, uint32_t element,
                uint64_t count)
{
    if (!gp_reserve(&s->findings, &s->findings_cap, s->n_findings + 1))
        return false;
    s->findings[s->n_findings++] =
        (struct gp_flaw){.kind = kind, .element = element, .count = count};
    return true;
}

/* Is this input of t (partly) marked while t cannot fire for lack of another? */
static bool is_blocked(const struct gp_net *net, const uint8_t *m, uint32_t t)
{
    const struct gp_transition *tr = &net->transitions[t];
    bool some = false, missing = false;
    size_t i;

    for (i = 0; i < tr->pre.n; i++) {
        some = some || m[tr->pre.at[i].place] != 0;
        missing = missing || m[tr->pre.at[i].place] < tr->pre.at[i].n;
    }
    if (tr->join != GP_NO_ID)
        for (i = 0; i < net->joins[tr->join].n_in; i++)
            some = missing = some || m[net->joins[tr->join].in[i]] != 0;
    return some && missing;
}

static void look_at_dead_end(struct looks *l, const uint8_t *m)
{
    const struct gp_net *net = &l->s->net;
    uint32_t t;

    for (t = 0; t < net->n_transitions; t++)
        if (net->transitions[t].element != GP_NO_ID && is_blocked(net, m, t))
            l->blocked[net->transitions[t].element]++;
}

static void look_at_tokens(struct looks *l, const uint8_t *m, unsigned limit)
{
    const struct gp_net *net = &l->s->net;
    size_t p;

    for (p = 0; p < net->n_places; p++) {
        uint32_t e = net->places[p].element;

        if (m[p] == 0)
            continue;
        if (l->merge[p] != GP_NO_ID)
            l->waiting[l->merge[p]] += m[p];
        if (e == GP_NO_ID)
            continue;
        l->again[e] += net->places[p].scope && m[p] > 1;
        l->full[e] += m[p] >= limit;
    }
    for (p = 0; p < net->n_places; p++)
        if (l->merge[p] != GP_NO_ID && m[p] != 0) {
            l->twice[l->merge[p]] += l->waiting[l->merge[p]] > 1;
            l->waiting[l->merge[p]] = 0;
        }
}

static void look_at_states(struct looks *l, unsigned limit)
{
    struct gp_states *s = l->s;
    size_t e;
    uint32_t i;

    for (i = 0; i < s->n_states; i++) {
        const uint8_t *m = s->markings + i * s->net.n_places;

        look_at_tokens(l, m, limit);
        if (s->whole && !l->alive[i] && s->row[i] == s->row[i + 1])
            look_at_dead_end(l, m);
        for (e = s->row[i]; e < s->row[i + 1]; e++) {
            uint32_t element = s->net.transitions[s->edges[e].transition].element;

            if (element != GP_NO_ID && l->alive[i] && l->alive[s->edges[e].to])
                l->happens[element] = true;
        }
    }
}

/* A place belongs to a merge when its element takes from several places one by one. */
static void find_merges(struct looks *l, uint32_t *n_single)
{
    const struct gp_net *net = &l->s->net;
    size_t p;
    uint32_t t;

    for (p = 0; p < net->n_places; p++)
        l->merge[p] = GP_NO_ID;
    for (t = 0; t < net->n_transitions; t++) {
        const struct gp_transition *tr = &net->transitions[t];

        if (tr->element == GP_NO_ID || tr->pre.n != 1 || tr->join != GP_NO_ID)
            continue;
        if (l->merge[tr->pre.at[0].place] != tr->element)
            n_single[tr->element]++;
        l->merge[tr->pre.at[0].place] = tr->element;
    }
    for (p = 0; p < net->n_places; p++)
        if (l->merge[p] != GP_NO_ID && n_single[l->merge[p]] < 2)
            l->merge[p] = GP_NO_ID;
}

static bool report_whole(struct looks *l)
{
    struct gp_states *s = l->s;
    uint64_t stuck = 0;
    uint32_t i;
    size_t e;
    enum gp_flaw_kind kind;

    if (!s->whole)
        return add(s, GP_TOO_LARGE, GP_NO_ID, s->n_states);
    for (i = 0; i < s->n_states; i++)
        stuck += !l->alive[i];
    if (stuck == 0)
        return true;
    kind = s->complete == GP_NO_ID ? GP_CANNOT_FINISH : GP_MAY_GET_STUCK;
    if (!add(s, kind, GP_NO_ID, stuck))
        return false;
    for (e = 0; e < l->n; e++)
        if (l->blocked[e] > 0 && !add(s, kind, (uint32_t)e, l->blocked[e]))
            return false;
    return true;
}

static bool has_step_in(const struct looks *l, uint32_t element)
{
    const struct gp_net *net = &l->s->net;
    uint32_t t;

    for (t = 0; t < net->n_transitions; t++)
        if (net->transitions[t].element == element &&
            net->transitions[t].label != GP_NO_ID)
            return true;
    return false;
}

static bool report_elements(struct looks *l)
{
    struct gp_states *s = l->s;
    bool ok = true;
    uint32_t e;

    for (e = 0; ok && e < l->n && s->whole && s->complete != GP_NO_ID; e++)
        if (!l->happens[e] && has_step_in(l, e))
            ok = add(s, GP_NEVER_HAPPENS, e, 0);
    if (ok && s->unbounded)
        ok = add(s, GP_UNBOUNDED, GP_NO_ID, 0);
    for (e = 0; ok && e < l->n && s->unbounded; e++)
        if (l->full[e] > 0)
            ok = add(s, GP_UNBOUNDED, e, l->full[e]);
    for (e = 0; ok && e < l->n; e++)
        if (l->again[e] > 0)
            ok = add(s, GP_SEVERAL_AT_ONCE, e, l->again[e]);
    for (e = 0; ok && e < l->n && !s->unbounded; e++)
        if (l->twice[e] > 0)
            ok = add(s, GP_RUNS_TWICE, e, l->twice[e]);
    return ok;
}

bool gp_sanity_collect(const struct gp_process *p, struct gp_states *s,
                       const bool *alive, unsigned token_limit)
{
    size_t n = p->n_elements;
    struct looks l = {.s = s, .alive = alive, .n = n};
    uint64_t *counts = gp_array_zero(4 * n, sizeof *counts);
    uint32_t *single = gp_array_zero(2 * n, sizeof *single);
    bool ok;

    l.happens = gp_array_zero(n, sizeof *l.happens);
    l.merge = gp_array(s->net.n_places, sizeof *l.merge);
    ok = counts != NULL && single != NULL && l.happens != NULL && l.merge != NULL;
    if (ok) {
        l.blocked = counts;
        l.again = counts + n;
        l.twice = counts + 2 * n;
        l.full = counts + 3 * n;
        l.waiting = single + n;
        find_merges(&l, single);
        look_at_states(&l, token_limit);
        ok = report_whole(&l) && report_elements(&l);
    }
    gp_free(counts);
    gp_free(single);
    gp_free(l.happens);
    gp_free(l.merge);
    return ok;
}
