/* gaps_overlay.c - kinds that cost nothing and are found along the alignment: owners,
 * handoffs, ping-pong, steps and handoffs never seen (O1 to O4, O8, O11 of
 * spec/conformance.md 6.2).
 */
#include "mine/gaps/gaps_parts.h"

#include <string.h>

/* ---- Owners of steps ---------------------------------------------------------------- */

static bool prepare_handoffs(struct gp_gapper *g)
{
    const struct gp_steps *s = &g->steps;
    size_t n = g->n_documented, x, y;

    g->handoff_documented = gp_array_zero(n * n, sizeof *g->handoff_documented);
    g->handoff_seen = gp_array_zero(n * n, sizeof *g->handoff_seen);
    if (g->handoff_documented == NULL || g->handoff_seen == NULL)
        return false;
    g->out->handoffs_compared =
        g->out->owners_compared && g->out->owners_strange == 0 && s->follows != NULL;
    for (x = 0; s->follows != NULL && x < s->n; x++)
        for (y = 0; y < s->n; y++) {
            uint32_t a = gp_gaps_documented(g, s->element[x]);
            uint32_t b = gp_gaps_documented(g, s->element[y]);

            if (a != b && a != GP_NO_ID && b != GP_NO_ID &&
                gp_bit(s->follows + x * s->words, y))
                g->handoff_documented[a * n + b] = true;
        }
    return true;
}

bool gp_gaps_prepare(struct gp_gapper *g)
{
    return gp_gaps_prepare_owners(g) && prepare_handoffs(g);
}

/* ---- One case ---------------------------------------------------------------------- */

static struct gp_gap_hit hit_of(const struct gp_gapper *g, uint32_t case_id)
{
    struct gp_gap_hit h = {.case_id = case_id,
                           .event = {GP_NO_ID, GP_NO_ID, GP_NO_ID},
                           .certain = GP_CERTAIN_YES,
                           .approximated = g->approximated,
                           .around = {GP_NO_ID, GP_NO_ID}};

    return h;
}

/* O1. A step may be owned by a group or by a person: either may match. */
static void check_owner(struct gp_gapper *g, uint32_t case_id, const struct gp_move *m)
{
    uint32_t element = g->c->states->net.transitions[m->transition].element;
    uint32_t documented = gp_gaps_documented(g, element);
    size_t event = g->log->first[case_id] + m->position;
    uint32_t group = gp_gaps_owner_of(g->log->group, g->group_owner, event);
    uint32_t person = gp_gaps_owner_of(g->log->resource, g->resource_owner, event);
    uint32_t observed = gp_gaps_owner(g, event);
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_WRONG_OWNER);
    struct gp_gap_hit hit = hit_of(g, case_id);

    if (documented == GP_NO_ID || group == documented || person == documented)
        return;
    if (observed == GP_NO_ID) {
        g->out->unknown_owner++;
        return;
    }
    key.element = element;
    key.label = g->c->states->net.transitions[m->transition].label;
    key.owner[0] = observed;
    key.owner[1] = documented;
    hit.event[0] = (uint32_t)event;
    gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
}

/* O2, and what O3 needs. */
static void check_handoff(struct gp_gapper *g, uint32_t case_id, size_t event)
{
    uint32_t a = gp_gaps_owner(g, event), b = gp_gaps_owner(g, event + 1);
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_UNDOCUMENTED_HANDOFF);
    struct gp_gap_hit hit = hit_of(g, case_id);
    size_t n = g->n_documented;

    if (a == b || a == GP_NO_ID || b == GP_NO_ID)
        return;
    if (a < n && b < n) {
        g->handoff_seen[a * n + b] = true;
        if (g->handoff_documented[a * n + b])
            return;
    }
    key.owner[0] = a;
    key.owner[1] = b;
    hit.event[0] = (uint32_t)event;
    hit.event[1] = (uint32_t)event + 1;
    hit.spot_us = g->log->has_time ? gp_event_wait(g->log, event) : 0;
    gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
}

/* Runs of one owner, unknown ones dropped. */
struct turn {
    uint32_t owner;
    size_t first, last; /* events */
};

static bool next_turn(const struct gp_gapper *g, size_t *event, size_t end,
                      struct turn *t)
{
    for (; *event < end && gp_gaps_owner(g, *event) == GP_NO_ID; (*event)++)
        ;
    if (*event >= end)
        return false;
    *t = (struct turn){gp_gaps_owner(g, *event), *event, *event};
    for (; *event < end; (*event)++) {
        uint32_t owner = gp_gaps_owner(g, *event);

        if (owner != GP_NO_ID && owner != t->owner)
            break;
        if (owner == t->owner)
            t->last = *event;
    }
    return true;
}

/* Did the owner do a documented step in this turn? Whatever else they did beside it, the
 * document brought the work to them. */
static bool is_documented(const struct gp_gapper *g, const bool *matched,
                          uint32_t case_id, const struct turn *t)
{
    size_t i;

    for (i = t->first; i <= t->last; i++)
        if (matched[i - g->log->first[case_id]] && gp_gaps_owner(g, i) == t->owner)
            return true;
    return false;
}

/* O8: A B A is one return; a chain A B A B A holds two. */
static void check_ping_pong(struct gp_gapper *g, uint32_t case_id, const bool *matched)
{
    size_t event = g->log->first[case_id], end = g->log->first[case_id + 1];
    struct turn t[3];
    size_t n = 0;

    while (next_turn(g, &event, end, &t[n])) {
        struct gp_gap_key key = gp_gap_key_of(GP_GAP_PING_PONG);
        struct gp_gap_hit hit = hit_of(g, case_id);

        if (++n < 3)
            continue;
        if (t[0].owner != t[2].owner) {
            t[0] = t[1];
            t[1] = t[2];
            n = 2;
            continue;
        }
        key.owner[0] = t[0].owner;
        key.owner[1] = t[1].owner;
        if (is_documented(g, matched, case_id, &t[0]) &&
            is_documented(g, matched, case_id, &t[1]) &&
            is_documented(g, matched, case_id, &t[2]))
            key.sub = GP_SUB_LOOP;
        hit.event[0] = (uint32_t)t[0].last;
        hit.event[1] = (uint32_t)t[1].first;
        hit.event[2] = (uint32_t)t[2].first;
        if (g->log->has_time) {
            hit.spot_us =
                gp_event_start(g->log, t[2].first) - gp_event_end(g->log, t[0].last);
            hit.spot_us = hit.spot_us > 0 ? hit.spot_us : 0;
        }
        gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
        t[0] = t[2];
        n = 1;
    }
}

void gp_gaps_overlay_case(struct gp_gapper *g, uint32_t case_id)
{
    size_t begin = g->log->first[case_id], end = g->log->first[case_id + 1], i;
    bool *matched;

    if (!g->out->owners_compared)
        return;
    matched = gp_array_zero(end - begin, sizeof *matched);
    if (matched == NULL) {
        g->out_of_memory = true;
        return;
    }
    for (i = 0; i < g->n_moves; i++)
        if (g->moves[i].kind == GP_MOVE_MATCH) {
            matched[g->moves[i].position] = true;
            check_owner(g, case_id, &g->moves[i]);
        }
    for (i = begin; g->out->handoffs_compared && i + 1 < end; i++)
        check_handoff(g, case_id, i);
    check_ping_pong(g, case_id, matched);
    gp_free(matched);
}

/* ---- All cases --------------------------------------------------------------------- */

static struct gp_gap *empty_gap(struct gp_gapper *g, const struct gp_gap_key *key,
                                uint64_t exposed)
{
    uint32_t number = gp_gapper_gap(g, key);

    if (number == GP_NO_ID)
        return NULL;
    g->out->gap[number].exposed = exposed;
    return &g->out->gap[number];
}

static uint64_t cases_with(const struct gp_gapper *g, const uint64_t *bits, size_t step)
{
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < g->c->n_items; i++)
        if (gp_bit(bits + i * g->steps.words, step))
            n += g->c->item[i].cases;
    return n;
}

/* O4; steps that wait for a name are O11 and stay out of the net. */
static void never_used(struct gp_gapper *g)
{
    size_t i;

    for (i = 0; g->steps.next != NULL && i < g->steps.n; i++) {
        struct gp_gap_key key = gp_gap_key_of(GP_GAP_NEVER_USED);

        if (cases_with(g, g->matched, i) > 0)
            continue;
        key.element = g->steps.element[i];
        key.label = g->steps.label[i];
        empty_gap(g, &key, cases_with(g, g->exposed, i));
    }
}

static void unmapped(struct gp_gapper *g)
{
    const bool *not_judged = g->c->names->not_judged;
    size_t i;

    for (i = 0; not_judged != NULL && i < g->c->process->n_elements; i++) {
        const struct gp_element *e = &g->c->process->elements[i];
        struct gp_gap_key key = gp_gap_key_of(GP_GAP_UNMAPPED);

        if (e->label == GP_NO_ID || !not_judged[e->label])
            continue;
        key.element = (uint32_t)i;
        key.label = e->label;
        empty_gap(g, &key, 0);
    }
}

/* Does step x lead at once to a step of owner b? */
static bool leads_to(const struct gp_gapper *g, size_t x, uint32_t b)
{
    size_t y;

    for (y = 0; y < g->steps.n; y++)
        if (gp_bit(g->steps.follows + x * g->steps.words, y) &&
            gp_gaps_documented(g, g->steps.element[y]) == b)
            return true;
    return false;
}

/* O3: exposed are cases that matched a step of a after which b could have come. */
static uint64_t exposed_to(struct gp_gapper *g, uint32_t a, uint32_t b)
{
    uint64_t *steps = gp_array_zero(g->steps.words, sizeof *steps), n = 0;
    size_t x, i, w;

    g->out_of_memory = g->out_of_memory || steps == NULL;
    for (x = 0; steps != NULL && x < g->steps.n; x++)
        if (gp_gaps_documented(g, g->steps.element[x]) == a && leads_to(g, x, b))
            gp_bit_set(steps, x);
    for (i = 0; steps != NULL && i < g->c->n_items; i++)
        for (w = 0; w < g->steps.words; w++)
            if (g->matched[i * g->steps.words + w] & steps[w]) {
                n += g->c->item[i].cases;
                break;
            }
    gp_free(steps);
    return n;
}

static void handoffs_never_seen(struct gp_gapper *g)
{
    uint32_t n = (uint32_t)g->n_documented, a, b;

    for (a = 0; g->out->handoffs_compared && a < n; a++)
        for (b = 0; b < n; b++) {
            struct gp_gap_key key = gp_gap_key_of(GP_GAP_HANDOFF_NEVER_SEEN);

            if (!g->handoff_documented[a * n + b] || g->handoff_seen[a * n + b])
                continue;
            key.owner[0] = a;
            key.owner[1] = b;
            empty_gap(g, &key, exposed_to(g, a, b));
        }
}

void gp_gaps_overlay_all(struct gp_gapper *g)
{
    never_used(g);
    unmapped(g);
    handoffs_never_seen(g);
}
