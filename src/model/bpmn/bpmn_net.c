/* bpmn_net.c - processes -> step nets: scopes, gateways, plain events (bpmn_net.h).
 *
 * Flow = place. Each node makes transitions between the places of its incoming and its
 * outgoing flows; instances are worked off a list, so nesting costs no stack. What needs
 * to know all places (emptying a scope, exact inclusive joins) is noted and done last.
 */
#include "model/bpmn/bpmn_net.h"

#include "base/mem.h"

/* Place from which the conditions on a node's outgoing flows are decided: any subset of
 * the conditional flows and all the others; the default only when none was chosen. */
static uint32_t make_choice(struct bpmn_build *b, uint32_t instance, uint32_t node)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    uint32_t from = gp_bpmn_place(b, instance, n->element), chosen = from;
    uint32_t otherwise = GP_NO_ID;
    struct bpmn_list always = {0}, maybe = {0};
    size_t i;

    for (i = 0; i < n->out.n; i++) {
        uint32_t place = gp_bpmn_flow_place(b, instance, n->out.at[i]);

        if (n->out.at[i] == n->default_flow)
            otherwise = place;
        else
            gp_bpmn_push(b->g, b->g->flows[n->out.at[i]].conditional ? &maybe : &always,
                         place);
    }
    if (always.n > 0) {
        uint32_t t = gp_bpmn_silent(b, n->element, from);

        chosen = gp_bpmn_place(b, instance, n->element);
        gp_net_give(b->net, t, chosen);
        for (i = 0; i < always.n; i++)
            gp_net_give(b->net, t, always.at[i]);
    }
    gp_bpmn_subsets(b, instance, n->element, chosen, maybe.at, maybe.n);
    if (otherwise != GP_NO_ID || always.n > 0)
        gp_net_silent(b->net, n->element, chosen, otherwise);
    gp_free(always.at);
    gp_free(maybe.at);
    return from;
}

static bool decides(const struct bpmn *g, const struct bpmn_node *n)
{
    size_t i;

    if (n->kind == BPMN_EXCLUSIVE || n->kind == BPMN_PARALLEL ||
        n->kind == BPMN_INCLUSIVE)
        return false;
    for (i = 0; i < n->out.n; i++)
        if (g->flows[n->out.at[i]].conditional)
            return true;
    return false;
}

void gp_bpmn_emit(struct bpmn_build *b, uint32_t instance, uint32_t node, uint32_t t)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    size_t i;

    if (n->kind == BPMN_THROW && n->link != GP_NO_ID)
        gp_net_give(b->net, t, gp_bpmn_input(b, instance, n->link));
    if (decides(b->g, n)) {
        size_t at = b->instances[instance].choose_at + n->local;

        if (b->chooses.at[at] == GP_NO_ID) {
            uint32_t place = make_choice(b, instance, node);

            b->chooses.at[at] = place;
        }
        gp_net_give(b->net, t, b->chooses.at[at]);
        return;
    }
    for (i = 0; i < n->out.n; i++)
        gp_net_give(b->net, t, gp_bpmn_flow_place(b, instance, n->out.at[i]));
}

static bool starts_alone(const struct bpmn_node *n)
{
    return n->in.n == 0 && n->kind != BPMN_BOUNDARY && !n->by_event &&
           !n->for_compensation && !(n->kind == BPMN_CATCH && n->event == BPMN_LINK);
}

static bool has_start(const struct bpmn *g, const struct bpmn_scope *s)
{
    size_t i;

    for (i = 0; i < s->nodes.n; i++)
        if (g->nodes[s->nodes.at[i]].kind == BPMN_START)
            return true;
    return false;
}

/* Start events are alternatives; without any, all nodes that nothing leads to start. */
static void start_scope(struct bpmn_build *b, uint32_t me)
{
    const struct bpmn_scope *s = &b->g->scopes[b->instances[me].scope];
    uint32_t start = b->instances[me].start, all = GP_NO_ID;
    bool by_event = has_start(b->g, s), connected = false;
    size_t i;

    for (i = 0; i < s->nodes.n; i++)
        connected = connected || b->g->nodes[s->nodes.at[i]].out.n > 0;
    for (i = 0; i < s->nodes.n; i++) {
        uint32_t node = s->nodes.at[i];
        const struct bpmn_node *n = &b->g->nodes[node];

        if (n->kind == BPMN_START) {
            uint32_t t = gp_bpmn_silent(b, n->element, start);

            gp_bpmn_emit(b, me, node, t);
            b->g->p->elements[n->element].can_show = true;
        } else if (!by_event && starts_alone(n) && (n->out.n > 0 || !connected)) {
            if (all == GP_NO_ID)
                all = gp_bpmn_silent(b, s->process, start);
            gp_net_give(b->net, all, gp_bpmn_input(b, me, node));
        }
    }
    if (!by_event && all == GP_NO_ID)
        gp_bpmn_silent(b, s->process, start); /* nothing inside: over at once */
}

static void note_loose_ends(struct bpmn_build *b, uint32_t node)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    const struct bpmn_scope *s = &b->g->scopes[n->scope];
    uint64_t line = b->g->p->elements[n->element].line;

    if (!starts_alone(n) || s->nodes.n == 1)
        return;
    if (n->out.n == 0)
        gp_process_note(b->g->p, GP_NOTE_SUSPICIOUS, n->element, line,
                        "not connected to any flow");
    else if (n->kind != BPMN_START && has_start(b->g, s))
        gp_process_note(
            b->g->p, GP_NOTE_SUSPICIOUS, n->element, line,
            "no flow leads here and there is a start event elsewhere, so it "
            "never begins");
}

/* Events and starts that have incoming flows: the token passes, or ends here. */
static void pass(struct bpmn_build *b, uint32_t me, uint32_t node,
                 const struct bpmn_list *in)
{
    size_t i;

    for (i = 0; i < in->n; i++)
        gp_bpmn_emit(b, me, node,
                     gp_bpmn_silent(b, b->g->nodes[node].element, in->at[i]));
    b->g->p->elements[b->g->nodes[node].element].can_show = true;
}

static void terminate(struct bpmn_build *b, uint32_t me, const struct bpmn_node *n,
                      const struct bpmn_list *in)
{
    size_t i, k;

    for (i = 0; i < in->n; i++) {
        uint32_t t = gp_bpmn_silent(b, n->element, in->at[i]);

        gp_bpmn_inside(b, t, me, true);
        for (k = 0; k < b->instances[me].armed.n; k++)
            gp_net_reset(b->net, t, b->instances[me].armed.at[k]);
    }
    b->g->p->elements[n->element].can_show = true;
}

static bool throws(const struct bpmn_node *n)
{
    return n->event == BPMN_ERROR || n->event == BPMN_CANCEL ||
           n->event == BPMN_ESCALATION;
}

static void build_node(struct bpmn_build *b, uint32_t me, uint32_t node)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    struct bpmn_list in = {0};

    b->g->p->elements[n->element].net = b->number;
    note_loose_ends(b, node);
    if (gp_bpmn_compensates(b->g, n)) {
        gp_bpmn_any_time(b, node);
        return;
    }
    if (n->by_event) {
        gp_bpmn_event_subprocess(b, me, node);
        return;
    }
    if (n->kind == BPMN_BOUNDARY || (n->kind == BPMN_START && n->in.n == 0))
        return; /* with the activity; with the scope */
    if (n->kind <= BPMN_CALL) {
        gp_bpmn_activity(b, me, node);
        return;
    }
    if ((n->kind == BPMN_END || n->kind == BPMN_THROW) && throws(n)) {
        gp_bpmn_throw(b, me, node);
        return;
    }
    gp_bpmn_inputs(b, me, node, &in);
    if (n->kind >= BPMN_EXCLUSIVE)
        gp_bpmn_gateway(b, me, node, &in);
    else if (n->kind == BPMN_END && n->event == BPMN_TERMINATE)
        terminate(b, me, n, &in);
    else
        pass(b, me, node, &in);
    gp_free(in.at);
}

/* The process itself: one token at the start; where it matters, `active` until all the
 * rest is gone. */
static void build_root(struct bpmn_build *b)
{
    const struct bpmn_scope *s = &b->g->scopes[b->instances[0].scope];
    uint32_t active = b->instances[0].active, first, t;
    size_t k;

    if (active == GP_NO_ID) {
        b->net->places[b->instances[0].start].initial = 1;
        return;
    }
    first = gp_bpmn_place(b, GP_NO_ID, s->process);
    if (first == GP_NO_ID)
        return;
    b->net->places[first].initial = 1;
    b->net->places[active].scope = false;
    t = gp_bpmn_silent(b, s->process, first);
    gp_bpmn_enter(b, t, 0);
    t = gp_bpmn_silent(b, s->process, active);
    gp_bpmn_inside(b, t, 0, false);
    for (k = 0; k < b->instances[0].armed.n; k++)
        gp_net_reset(b->net, t, b->instances[0].armed.at[k]);
}

static void release(struct bpmn_build *b)
{
    size_t i;

    for (i = 0; i < b->n_instances; i++)
        gp_free(b->instances[i].armed.at);
    gp_free(b->instances);
    gp_free(b->instance_of);
    gp_free(b->flow_places.at);
    gp_free(b->inputs.at);
    gp_free(b->chooses.at);
    gp_free(b->inside);
    gp_free(b->joins);
    gp_free(b->catchers);
}

static void build_net(struct bpmn *g, uint32_t scope)
{
    struct bpmn_build b = {.g = g, .number = (uint32_t)g->p->n_nets};
    uint32_t i;
    size_t k;

    b.net = gp_process_net(g->p, g->scopes[scope].process);
    if (gp_bpmn_instance(&b, scope, GP_NO_ID, GP_NO_ID) == GP_NO_ID)
        g->failed = true;
    for (i = 0; i < b.n_instances && !g->failed && !b.net->failed; i++) {
        const struct bpmn_scope *s = &g->scopes[b.instances[i].scope];

        if (b.instances[i].start != GP_NO_ID)
            start_scope(&b, i);
        for (k = 0; k < s->nodes.n && !g->failed; k++)
            build_node(&b, i, s->nodes.at[k]);
    }
    if (!g->failed && !b.net->failed) {
        build_root(&b);
        gp_bpmn_uncaught(&b);
        gp_bpmn_settle(&b);
    }
    release(&b);
}

/* Has the process, or what it holds, a step to see? */
static bool has_step(const struct bpmn *g, uint32_t scope)
{
    size_t i;

    for (i = 0; i < g->n_nodes; i++) {
        uint32_t s = g->nodes[i].scope;

        if (g->nodes[i].kind > BPMN_CALL)
            continue;
        while (s != scope && g->scopes[s].node != GP_NO_ID)
            s = g->nodes[g->scopes[s].node].scope;
        if (s == scope)
            return true;
    }
    return false;
}

void gp_bpmn_nets(struct bpmn *g)
{
    uint32_t i, first = GP_NO_ID;

    for (i = 0; i < g->n_scopes && !g->failed; i++) {
        const struct bpmn_scope *s = &g->scopes[i];

        if (s->node != GP_NO_ID || s->doc != 0 || s->nodes.n == 0 || !has_step(g, i))
            continue;
        if (first == GP_NO_ID)
            first = i;
        if (!s->called)
            build_net(g, i);
    }
    if (g->p->n_nets == 0 && first != GP_NO_ID && !g->failed)
        build_net(g, first); /* processes that only call each other */
}
