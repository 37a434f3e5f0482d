/* align_astar.c - the second engine: A* over (state, position), one sequence at a time
 * (spec/conformance.md 4.4), for nets too wide for a state graph.
 *
 *   priority: cost so far + what must at least go wrong from here (align_bound.h)
 *
 * No move lowers that bound by more than it costs, so the first complete state taken
 * from the queue is exact. A pair is closed only as the pair (state, position).
 *
 * Out of budget: lower is the least value left in the queue; upper comes from walking
 * the sequence once with a bounded number of states for each position (beam).
 */
#include "mine/align/align.h"

#include "base/mem.h"
#include "mine/align/align_bound.h"

#include <string.h>

enum {
    EXPANSIONS = 2 * 1000 * 1000,
    NODES = 4 * 1000 * 1000,
    BEAM = 64,
    LOOKS_A_BEAM = 8,  /* expansions for each state of the beam and position */
    LAST_LOOKS = 3000, /* the same behind the last event: the way to the end */
};

struct node {
    uint32_t state, position, cost, parent;
    uint32_t transition; /* of the move that led here; GP_NO_ID: log */
    uint8_t kind;
    bool closed;
};

struct entry {
    uint64_t value; /* cost so far + h */
    uint32_t node, cost, position, serial;
};

struct slot {
    uint32_t round, node;
};

struct search {
    struct gp_space space;
    struct gp_bound bound;
    const struct gp_trace *trace;

    struct node *node;
    size_t n_nodes, node_cap;
    struct slot *slot;
    size_t n_slots;
    uint32_t round, serial;
    uint64_t spent; /* expansions of all sequences */
    struct entry *heap;
    size_t n_heap, heap_cap;
    bool out_of_memory;
};

static uint32_t log_cost(const struct search *x, uint32_t label)
{
    return gp_bound_log_cost(&x->bound, label);
}

/* ---- Queue and table --------------------------------------------------------------- */

static bool before(const struct entry *a, const struct entry *b)
{
    if (a->value != b->value)
        return a->value < b->value;
    if (a->position != b->position)
        return a->position > b->position;
    return a->serial > b->serial;
}

static void push(struct search *x, struct entry e)
{
    size_t i = x->n_heap;

    if (!gp_reserve(&x->heap, &x->heap_cap, x->n_heap + 1)) {
        x->out_of_memory = true;
        return;
    }
    x->n_heap++;
    for (; i > 0 && before(&e, &x->heap[(i - 1) / 2]); i = (i - 1) / 2)
        x->heap[i] = x->heap[(i - 1) / 2];
    x->heap[i] = e;
}

static struct entry pop(struct search *x)
{
    struct entry top = x->heap[0], last = x->heap[--x->n_heap];
    size_t i = 0, child;

    for (; (child = 2 * i + 1) < x->n_heap; i = child) {
        if (child + 1 < x->n_heap && before(&x->heap[child + 1], &x->heap[child]))
            child++;
        if (!before(&x->heap[child], &last))
            break;
        x->heap[i] = x->heap[child];
    }
    x->heap[i] = last;
    return top;
}

static size_t slot_of(const struct search *x, uint32_t state, uint32_t position)
{
    uint64_t h = ((uint64_t)state << 32 | position) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(h >> 20) & (x->n_slots - 1);

    while (x->slot[at].round == x->round) {
        const struct node *n = &x->node[x->slot[at].node];

        if (n->state == state && n->position == position)
            break;
        at = (at + 1) & (x->n_slots - 1);
    }
    return at;
}

static bool widen(struct search *x)
{
    size_t n = x->n_slots != 0 ? 2 * x->n_slots : 4096, i;
    struct slot *slot = gp_array_zero(n, sizeof *slot);

    if (slot == NULL)
        return false;
    gp_free(x->slot);
    x->slot = slot;
    x->n_slots = n;
    for (i = 0; i < x->n_nodes; i++)
        x->slot[slot_of(x, x->node[i].state, x->node[i].position)] =
            (struct slot){x->round, (uint32_t)i};
    return true;
}

static void forget(struct search *x)
{
    x->round++;
    x->n_nodes = 0;
    x->n_heap = 0;
    x->serial = 0;
}

/* A way to (state, position) is known; keeps it when it is the cheapest so far. */
static void reach(struct search *x, const struct node *n)
{
    size_t at;
    uint64_t value;
    uint32_t number;

    if (2 * (x->n_nodes + 1) > x->n_slots && !widen(x)) {
        x->out_of_memory = true;
        return;
    }
    at = slot_of(x, n->state, n->position);
    if (x->slot[at].round == x->round) {
        number = x->slot[at].node;
        if (x->node[number].closed || x->node[number].cost <= n->cost)
            return;
    } else {
        if (!gp_reserve(&x->node, &x->node_cap, x->n_nodes + 1)) {
            x->out_of_memory = true;
            return;
        }
        number = (uint32_t)x->n_nodes++;
        x->slot[at] = (struct slot){x->round, number};
    }
    x->node[number] = *n;
    value = n->cost + gp_bound_at(&x->bound, n->state, n->position);
    push(x, (struct entry){value, number, n->cost, n->position, x->serial++});
}

static void expand(struct search *x, uint32_t number)
{
    struct node from = x->node[number];
    const struct gp_edge *edges = NULL;
    size_t n = 0, e;
    bool event = from.position < x->trace->length;
    uint32_t label = event ? x->trace->label[from.position] : GP_NO_ID;

    x->node[number].closed = true;
    if (!gp_space_edges(&x->space, from.state, &edges, &n)) {
        x->out_of_memory = true;
        return;
    }
    if (event)
        reach(x, &(struct node){from.state, from.position + 1,
                                from.cost + log_cost(x, label), number, GP_NO_ID,
                                GP_MOVE_LOG, false});
    for (e = 0; e < n && !x->out_of_memory; e++) {
        bool silent = edges[e].label == GP_NO_ID;

        if (event && edges[e].label == label)
            reach(x, &(struct node){edges[e].to, from.position + 1, from.cost, number,
                                    edges[e].transition, GP_MOVE_MATCH, false});
        reach(x,
              &(struct node){edges[e].to, from.position,
                             from.cost + gp_bound_model_cost(&x->bound, edges[e].label),
                             number, edges[e].transition,
                             silent ? GP_MOVE_SILENT : GP_MOVE_MODEL, false});
    }
}

static bool is_goal(const struct search *x, const struct node *n)
{
    return n->position == x->trace->length &&
           (x->trace->open || gp_space_complete(&x->space, n->state));
}

static bool start(struct search *x)
{
    forget(x);
    reach(x, &(struct node){x->space.start, 0, 0, GP_NO_ID, GP_NO_ID, GP_MOVE_SILENT,
                            false});
    return !x->out_of_memory;
}

/* ---- One sequence ------------------------------------------------------------------ */

/* The goal's node, or GP_NO_ID when the budget is used up: *lower is the bound then
 * (and UINT64_MAX when no complete run exists at all). */
static uint32_t find_exact(struct search *x, uint64_t budget, uint64_t *lower)
{
    *lower = UINT64_MAX;
    while (x->n_heap > 0 && !x->out_of_memory) {
        struct entry e = pop(x);

        *lower = e.value;
        if (x->node[e.node].closed || x->node[e.node].cost != e.cost)
            continue;
        if (is_goal(x, &x->node[e.node]))
            return e.node;
        if (budget-- == 0 || x->n_nodes > NODES)
            return GP_NO_ID;
        x->spent++;
        expand(x, e.node);
    }
    *lower = UINT64_MAX;
    return GP_NO_ID;
}

/* Keeps the entries of the queue that stand at `position`. */
static void keep_position(struct search *x, uint32_t position)
{
    size_t n = x->n_heap, i;

    x->n_heap = 0;
    for (i = 0; i < n; i++) {
        struct entry e = x->heap[i];

        if (e.position == position)
            push(x, e); /* never overtakes i: at most i entries stand before it */
    }
}

/* At most so many looks at one position; entries of later ones wait their turn. The
 * goal's node or GP_NO_ID. */
static uint32_t look_at_position(struct search *x, uint32_t position, uint64_t looks)
{
    struct entry *later = NULL;
    size_t n_later = 0, cap = 0;
    uint32_t goal = GP_NO_ID;

    while (goal == GP_NO_ID && x->n_heap > 0 && looks > 0 && !x->out_of_memory) {
        struct entry e = pop(x);

        if (x->node[e.node].closed || x->node[e.node].cost != e.cost)
            continue;
        if (e.position > position) {
            if (!gp_reserve(&later, &cap, n_later + 1))
                x->out_of_memory = true;
            else
                later[n_later++] = e;
        } else if (is_goal(x, &x->node[e.node])) {
            goal = e.node;
        } else {
            looks--;
            expand(x, e.node);
        }
    }
    keep_position(x, position + 1);
    while (n_later > 0 && !x->out_of_memory)
        push(x, later[--n_later]);
    gp_free(later);
    return goal;
}

/* Position by position, a bounded number of looks each; the goal's node or GP_NO_ID. */
static uint32_t find_some(struct search *x, size_t beam)
{
    uint32_t position, goal = GP_NO_ID;

    for (position = 0;
         position <= x->trace->length && goal == GP_NO_ID && !x->out_of_memory;
         position++) {
        bool last = position == x->trace->length;

        goal = look_at_position(x, position, beam * (last ? LAST_LOOKS : LOOKS_A_BEAM));
    }
    return goal;
}

static bool keep_reading(struct search *x, uint32_t goal, struct gp_alignments *out,
                         struct gp_alignment *a)
{
    size_t n = 0, i;
    uint32_t at;

    for (at = goal; x->node[at].parent != GP_NO_ID; at = x->node[at].parent)
        n++;
    if (!gp_reserve(&out->moves, &out->moves_cap, out->n_moves + n))
        return false;
    a->first_move = out->n_moves;
    a->n_moves = n;
    a->upper = x->node[goal].cost;
    for (i = n, at = goal; i > 0; i--, at = x->node[at].parent) {
        const struct node *to = &x->node[at];
        bool event = to->kind == GP_MOVE_LOG || to->kind == GP_MOVE_MATCH;

        out->moves[out->n_moves + i - 1] =
            (struct gp_move){event ? to->position - 1 : GP_NO_ID, to->transition,
                             to->kind, GP_CERTAIN_UNCHECKED};
    }
    out->n_moves += n;
    return true;
}

static bool align_one(struct search *x, const struct gp_trace *t,
                      const struct gp_align_options *o, struct gp_alignments *out,
                      struct gp_alignment *a)
{
    uint64_t budget = o != NULL && o->expansions != 0 ? o->expansions : EXPANSIONS;
    size_t beam = o != NULL && o->beam != 0 ? o->beam : BEAM;
    uint32_t goal;

    if (x->spent > 10 * budget)
        budget = budget / 100 + 1;
    memset(a, 0, sizeof *a);
    a->upper = UINT64_MAX;
    x->trace = t;
    if (!gp_bound_begin(&x->bound, t) || !start(x))
        return false;
    goal = find_exact(x, budget, &a->lower);
    a->exact = goal != GP_NO_ID;
    if (goal == GP_NO_ID && !x->out_of_memory) {
        if (!start(x))
            return false;
        goal = find_some(x, beam);
    }
    if (goal != GP_NO_ID && !x->out_of_memory && !keep_reading(x, goal, out, a))
        return false;
    if (a->upper == a->lower)
        a->exact = true;
    return !x->out_of_memory;
}

/* No reading found: leave every event out and take the shortest run. */
static bool borrow_shortest(const struct search *x, const struct gp_trace *t,
                            const struct gp_alignment *shortest,
                            struct gp_alignments *out, struct gp_alignment *a)
{
    size_t k;

    if (a->upper != UINT64_MAX || shortest->upper == UINT64_MAX)
        return true;
    if (!gp_reserve(&out->moves, &out->moves_cap,
                    out->n_moves + t->length + shortest->n_moves))
        return false;
    a->first_move = out->n_moves;
    a->n_moves = t->length + shortest->n_moves;
    a->upper = shortest->upper;
    memcpy(out->moves + out->n_moves, out->moves + shortest->first_move,
           shortest->n_moves * sizeof *out->moves);
    out->n_moves += shortest->n_moves;
    for (k = 0; k < t->length; k++) {
        out->moves[out->n_moves++] =
            (struct gp_move){(uint32_t)k, GP_NO_ID, GP_MOVE_LOG, GP_CERTAIN_UNCHECKED};
        a->upper += log_cost(x, t->label[k]);
    }
    return true;
}

static bool make(struct search *x, const struct gp_net *net,
                 const struct gp_states *whole, size_t n_labels,
                 const struct gp_costs *costs, unsigned token_limit)
{
    memset(x, 0, sizeof *x);
    return gp_space_make(&x->space, net, whole, token_limit) &&
           gp_bound_make(&x->bound, &x->space, n_labels, costs);
}

static void release(struct search *x)
{
    gp_space_release(&x->space);
    gp_bound_release(&x->bound);
    gp_free(x->node);
    gp_free(x->slot);
    gp_free(x->heap);
}

static bool same(const struct gp_trace *a, const struct gp_trace *b)
{
    return a->length == b->length && a->open == b->open &&
           gp_align_shared(a, b) == a->length;
}

static bool align_all(struct search *x, const struct gp_trace *traces, size_t n,
                      const struct gp_align_options *o, struct gp_alignments *out,
                      struct gp_alignment *shortest)
{
    static const struct gp_trace empty = {NULL, 0, false};
    uint32_t *order = gp_align_order(traces, n);
    bool good = order != NULL && align_one(x, &empty, o, out, shortest);
    size_t i;

    for (i = 0; good && i < n; i++) {
        struct gp_alignment *a = &out->of[order[i]];

        if (i > 0 && same(&traces[order[i - 1]], &traces[order[i]]))
            *a = out->of[order[i - 1]];
        else
            good = align_one(x, &traces[order[i]], o, out, a) &&
                   borrow_shortest(x, &traces[order[i]], shortest, out, a);
    }
    gp_free(order);
    return good;
}

enum gp_status gp_align_astar(const struct gp_net *net, const struct gp_states *whole,
                              size_t n_labels, const struct gp_costs *costs,
                              const struct gp_trace *traces, size_t n,
                              const struct gp_align_options *options,
                              struct gp_alignments *out, struct gp_alignment *shortest,
                              struct gp_err *err)
{
    struct gp_alignment empty = {0};
    struct search x;
    bool good;

    memset(out, 0, sizeof *out);
    out->of = gp_array_zero(n, sizeof *out->of);
    out->n = n;
    good = make(&x, net, whole, n_labels, costs,
                options != NULL ? options->token_limit : 0) &&
           out->of != NULL && align_all(&x, traces, n, options, out, &empty);
    release(&x);
    if (shortest != NULL)
        *shortest = empty;
    if (good)
        return GP_OK;
    gp_alignments_release(out);
    return gp_fail_memory(err);
}
