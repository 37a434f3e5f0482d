/* gaps_primary.c - the kinds P0 to P8 (spec/conformance.md 6.2), in their order: every
 * log move and every model move of a path is used up by exactly one of them.
 *
 *   Log Triage Resolve Close Confirm      document: ... Resolve Confirm Close
 *   reading: Confirm missing before Close, Confirm extra after it  ->  P1, one match
 *   between: Close and Confirm swapped; uses up both moves
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"
#include "mine/align/ahead.h"

#include <stdlib.h>
#include <string.h>

/* Log, model and match moves of a path; silent ones are left out. */
struct loud {
    const struct gp_move *move;
    uint32_t label; /* GP_NO_ID: no step */
    bool used;
};

struct primary {
    struct gp_gapper *g;
    const struct gp_variant *v;
    struct loud *loud;
    size_t n, first_match, last_match; /* SIZE_MAX: none */
};

static uint32_t label_of(const struct gp_gapper *g, const struct gp_variant *v,
                         const struct gp_move *m)
{
    if (m->kind == GP_MOVE_MODEL)
        return g->c->states->net.transitions[m->transition].label;
    return g->c->names->label[v->path[m->position]];
}

static bool collect(struct primary *p)
{
    size_t i;

    p->loud = gp_array(p->g->n_moves, sizeof *p->loud);
    p->n = 0;
    p->first_match = p->last_match = SIZE_MAX;
    for (i = 0; p->loud != NULL && i < p->g->n_moves; i++) {
        const struct gp_move *m = &p->g->moves[i];

        if (m->kind == GP_MOVE_SILENT)
            continue;
        if (m->kind == GP_MOVE_MATCH && p->first_match == SIZE_MAX)
            p->first_match = p->n;
        if (m->kind == GP_MOVE_MATCH)
            p->last_match = p->n;
        p->loud[p->n++] = (struct loud){m, label_of(p->g, p->v, m), false};
    }
    return p->loud != NULL;
}

static bool is(const struct primary *p, size_t i, enum gp_move_kind kind)
{
    return p->loud[i].move->kind == kind;
}

static uint64_t cost_of(const struct primary *p, size_t i)
{
    const struct gp_costs *costs = p->g->c->costs;
    uint32_t label = p->loud[i].label;

    if (costs == NULL || label == GP_NO_ID)
        return 1;
    if (is(p, i, GP_MOVE_LOG))
        return costs->log != NULL ? costs->log[label] : 1;
    return costs->model != NULL ? costs->model[label] : 1;
}

static uint32_t element_of(const struct primary *p, size_t i)
{
    uint32_t t = p->loud[i].move->transition, label = p->loud[i].label;

    if (t != GP_NO_ID)
        return p->g->c->states->net.transitions[t].element;
    return label != GP_NO_ID ? p->g->steps.first_element[label] : GP_NO_ID;
}

static size_t match_before(const struct primary *p, size_t i)
{
    while (i > 0)
        if (is(p, --i, GP_MOVE_MATCH))
            return i;
    return SIZE_MAX;
}

static size_t match_after(const struct primary *p, size_t i)
{
    while (++i < p->n)
        if (is(p, i, GP_MOVE_MATCH))
            return i;
    return SIZE_MAX;
}

static uint32_t position_of(const struct primary *p, size_t i)
{
    return i != SIZE_MAX ? p->loud[i].move->position : GP_NO_ID;
}

static void keep(struct primary *p, const struct gp_gap_key *key, struct gp_spot spot)
{
    struct gp_gapper *g = p->g;

    spot.gap = gp_gapper_gap(g, key);
    if (spot.gap == GP_NO_ID || !gp_reserve(&g->spots, &g->spots_cap, g->n_spots + 1)) {
        g->out_of_memory = true;
        return;
    }
    g->spots[g->n_spots++] = spot;
}

static struct gp_spot no_spot(void)
{
    return (struct gp_spot){.gap = GP_NO_ID,
                            .position = {GP_NO_ID, GP_NO_ID},
                            .around = {GP_NO_ID, GP_NO_ID},
                            .match = {GP_NO_ID, GP_NO_ID},
                            .certain = GP_CERTAIN_YES};
}

/* A spot of one move: the event itself, or the matches around a missing step. */
static struct gp_spot spot_of(struct primary *p, size_t i)
{
    size_t before = match_before(p, i), after = match_after(p, i);
    struct gp_spot s = no_spot();

    s.cost = cost_of(p, i);
    s.certain = p->loud[i].move->certain;

    if (is(p, i, GP_MOVE_LOG)) {
        s.position[0] = position_of(p, i);
    } else {
        s.position[0] = position_of(p, before != SIZE_MAX ? before : after);
        s.position[1] = before != SIZE_MAX ? position_of(p, after) : GP_NO_ID;
    }
    if (before != SIZE_MAX && after != SIZE_MAX) {
        s.around[0] = element_of(p, before);
        s.around[1] = element_of(p, after);
        s.match[0] = position_of(p, before);
        s.match[1] = position_of(p, after);
    }
    p->loud[i].used = true;
    return s;
}

/* ---- P0 ---------------------------------------------------------------------------- */

static void outside(struct primary *p)
{
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_OUTSIDE);
    struct gp_spot s = no_spot();
    size_t i;

    for (i = 0; i < p->n; i++) {
        s.cost += cost_of(p, i);
        p->loud[i].used = true;
        if (position_of(p, i) == GP_NO_ID)
            continue;
        if (s.position[0] == GP_NO_ID)
            s.position[0] = position_of(p, i);
        else
            s.position[1] = position_of(p, i);
    }
    if (p->n > 0)
        keep(p, &key, s);
}

/* ---- P1 ---------------------------------------------------------------------------- */

struct pair {
    uint32_t log, model;
};

static size_t distance(const struct pair *x)
{
    return x->log > x->model ? x->log - x->model : x->model - x->log;
}

static int nearest_first(const void *ctx, const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    size_t dx = distance(x), dy = distance(y);
    uint32_t ex = x->log < x->model ? x->log : x->model;
    uint32_t ey = y->log < y->model ? y->log : y->model;

    (void)ctx;
    if (dx != dy)
        return dx < dy ? -1 : 1;
    if (ex != ey)
        return ex < ey ? -1 : 1;
    return (x->log > y->log) - (x->log < y->log);
}

/* Of the matches between two moves: how many, and the first. */
static size_t matches_between(const struct primary *p, const struct pair *x,
                              size_t *first)
{
    size_t from = x->log < x->model ? x->log : x->model;
    size_t to = x->log < x->model ? x->model : x->log, n = 0, i;

    for (i = from + 1; i < to; i++)
        if (is(p, i, GP_MOVE_MATCH) && n++ == 0)
            *first = i;
    return n;
}

static void pair_up(struct primary *p, const struct pair *x)
{
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_WRONG_ORDER);
    bool early = x->log < x->model;
    size_t between = SIZE_MAX, n = matches_between(p, x, &between);
    struct gp_spot s = spot_of(p, x->log);
    uint8_t other = p->loud[x->model].move->certain;
    uint32_t partner;

    s.cost += cost_of(p, x->model);
    p->loud[x->model].used = true;
    if (s.certain == GP_CERTAIN_YES || other == GP_CERTAIN_NO)
        s.certain = other;
    key.element = element_of(p, x->model);
    key.label = p->loud[x->log].label;
    key.sub = early ? GP_SUB_EARLY : GP_SUB_LATE;
    if (n == 1) {
        key.sub = GP_SUB_SWAPPED;
        key.other = p->loud[between].label;
        if (!early) { /* in the order in which they came */
            key.other = key.label;
            key.label = p->loud[between].label;
            key.element = element_of(p, between);
        }
    } else {
        between = early ? match_before(p, x->model) : match_after(p, x->model);
    }
    partner = position_of(p, between);
    if (partner < s.position[0]) {
        s.position[1] = s.position[0];
        s.position[0] = partner;
    } else {
        s.position[1] = partner;
    }
    keep(p, &key, s);
}

static void wrong_order(struct primary *p)
{
    struct pair *pairs = NULL;
    size_t n = 0, cap = 0, i, j;

    for (i = 0; i < p->n && !p->g->out_of_memory; i++)
        for (j = 0; j < p->n && is(p, i, GP_MOVE_LOG); j++) {
            if (!is(p, j, GP_MOVE_MODEL) || p->loud[i].label != p->loud[j].label)
                continue;
            if (!gp_reserve(&pairs, &cap, n + 1)) {
                p->g->out_of_memory = true;
                break;
            }
            pairs[n++] = (struct pair){(uint32_t)i, (uint32_t)j};
        }
    if (n > 0 && !gp_sort(pairs, n, sizeof *pairs, nearest_first, NULL))
        p->g->out_of_memory = true;
    for (i = 0; i < n && !p->g->out_of_memory; i++)
        if (!p->loud[pairs[i].log].used && !p->loud[pairs[i].model].used)
            pair_up(p, &pairs[i]);
    gp_free(pairs);
}

/* ---- P2 to P5: extra events -------------------------------------------------------- */

/* Some matched step that excludes x; adds all of them to `gap` when it is given. */
static bool conflicts(const struct primary *p, uint32_t x, struct gp_gap *gap)
{
    const struct gp_steps *s = &p->g->steps;
    bool any = false;
    size_t i;

    for (i = 0; s->conflict != NULL && i < p->n; i++) {
        uint32_t y = p->loud[i].label;

        if (!is(p, i, GP_MOVE_MATCH) || !gp_bit(s->conflict + x * s->label_words, y))
            continue;
        any = true;
        if (gap != NULL)
            gp_gap_note_with(gap, y);
    }
    return any;
}

static size_t matches_with(const struct primary *p, uint32_t label)
{
    size_t n = 0, i;

    for (i = 0; i < p->n; i++)
        n += is(p, i, GP_MOVE_MATCH) && p->loud[i].label == label;
    return n;
}

static void extra_event(struct primary *p, size_t i)
{
    const uint16_t *most = p->g->steps.most;
    uint32_t label = p->loud[i].label, at = position_of(p, i);
    size_t matches = label != GP_NO_ID ? matches_with(p, label) : 0;
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_OUT_OF_PLACE);
    struct gp_spot s = spot_of(p, i);

    key.label = label;
    key.element = element_of(p, i);
    if (label == GP_NO_ID) {
        key.kind = GP_GAP_UNDOCUMENTED_STEP;
        key.activity = p->v->path[at];
    } else if (matches == 0 && conflicts(p, label, NULL)) {
        key.kind = GP_GAP_BOTH_ALTERNATIVES;
    } else if (matches > 0) {
        key.kind = GP_GAP_REPEATED;
        s.at_once = at > 0 && p->v->path[at - 1] == p->v->path[at];
        s.too_often = most != NULL && matches >= most[label];
    }
    keep(p, &key, s);
    if (key.kind == GP_GAP_BOTH_ALTERNATIVES && !p->g->out_of_memory)
        conflicts(p, label, &p->g->out->gap[p->g->spots[p->g->n_spots - 1].gap]);
}

/* ---- P6 to P8: missing steps ------------------------------------------------------- */

static bool event_after(const struct primary *p, size_t i)
{
    while (++i < p->n)
        if (position_of(p, i) != GP_NO_ID)
            return true;
    return false;
}

static void missing_step(struct primary *p, size_t i)
{
    struct gp_gap_key key = gp_gap_key_of(GP_GAP_SKIPPED);

    key.label = p->loud[i].label;
    key.element = element_of(p, i);
    if (i < p->first_match)
        key.kind = GP_GAP_WRONG_START;
    else if (!event_after(p, i))
        key.kind = GP_GAP_ENDED_EARLY;
    keep(p, &key, spot_of(p, i));
}

/* ---- All of them, and the books ---------------------------------------------------- */

static bool balanced(const struct primary *p)
{
    uint64_t cost = 0;
    size_t i;

    for (i = 0; i < p->n; i++)
        if (!p->loud[i].used && !is(p, i, GP_MOVE_MATCH))
            return false;
    for (i = 0; i < p->g->n_spots; i++)
        cost += p->g->spots[i].cost;
    return cost == gp_item_cost(p->g->c, p->g->item);
}

bool gp_gaps_primary(struct gp_gapper *g)
{
    const struct gp_judged_path *item = &g->c->item[g->item];
    struct primary p = {.g = g, .v = &g->c->variants->variant[item->variant]};
    bool good;
    size_t i;

    g->n_spots = 0;
    if (gp_item_cost(g->c, g->item) == UINT64_MAX || !collect(&p)) {
        g->out_of_memory = g->out_of_memory || p.loud == NULL;
        return true; /* no reading was found: bounded, nothing to state */
    }
    if (gp_item_cost(g->c, g->item) > 0 && p.first_match == SIZE_MAX) {
        outside(&p);
    } else if (gp_item_cost(g->c, g->item) > 0) {
        wrong_order(&p);
        for (i = 0; i < p.n && !g->out_of_memory; i++) {
            if (p.loud[i].used || is(&p, i, GP_MOVE_MATCH))
                continue;
            if (is(&p, i, GP_MOVE_LOG))
                extra_event(&p, i);
            else
                missing_step(&p, i);
        }
    }
    good = g->out_of_memory || balanced(&p);
    gp_free(p.loud);
    return good;
}
