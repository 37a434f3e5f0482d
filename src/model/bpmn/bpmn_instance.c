/* bpmn_instance.c - instances of scopes, and the places each has of its own (bpmn_net.h).
 */
#include "model/bpmn/bpmn_net.h"

#include "base/mem.h"

enum {
    MAX_INSTANCES = 256,
    MAX_CALLS = 16,
    MAX_PLACES = 20000, /* calls that would pass this are one step */
};

uint32_t gp_bpmn_place(struct bpmn_build *b, uint32_t instance, uint32_t element)
{
    uint32_t p = gp_net_place(b->net, element);

    if (p == GP_NO_ID ||
        !gp_reserve(&b->instance_of, &b->instance_of_cap, (size_t)p + 1)) {
        b->g->failed = b->net->failed = true;
        return GP_NO_ID;
    }
    b->instance_of[p] = instance;
    return p;
}

uint32_t gp_bpmn_silent(struct bpmn_build *b, uint32_t element, uint32_t from)
{
    return gp_net_silent(b->net, element, from, GP_NO_ID);
}

void gp_bpmn_inside(struct bpmn_build *b, uint32_t t, uint32_t instance, bool reset)
{
    if (!gp_reserve(&b->inside, &b->inside_cap, b->n_inside + 1)) {
        b->g->failed = true;
        return;
    }
    b->inside[b->n_inside++] = (struct bpmn_inside){t, instance, reset};
}

uint32_t gp_bpmn_flow_place(struct bpmn_build *b, uint32_t instance, uint32_t flow)
{
    return b->flow_places.at[b->instances[instance].flow_at + b->g->flows[flow].local];
}

/* A cell of an array that has one for each node of an instance. */
static uint32_t *cell(struct bpmn_build *b, struct bpmn_list *list, size_t at,
                      uint32_t node)
{
    return &list->at[at + b->g->nodes[node].local];
}

uint32_t gp_bpmn_input(struct bpmn_build *b, uint32_t instance, uint32_t node)
{
    uint32_t *at = cell(b, &b->inputs, b->instances[instance].input_at, node);

    if (*at == GP_NO_ID)
        *at = gp_bpmn_place(b, instance, b->g->nodes[node].element);
    return *at;
}

void gp_bpmn_inputs(struct bpmn_build *b, uint32_t instance, uint32_t node,
                    struct bpmn_list *list)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    bool link = n->kind == BPMN_CATCH && n->event == BPMN_LINK;
    size_t i;

    for (i = 0; i < n->in.n; i++)
        gp_bpmn_push(b->g, list, gp_bpmn_flow_place(b, instance, n->in.at[i]));
    if (n->in.n == 0 || link)
        gp_bpmn_push(b->g, list, gp_bpmn_input(b, instance, node));
}

static bool fill(struct bpmn *g, struct bpmn_list *list, size_t n)
{
    while (n-- > 0 && gp_bpmn_push(g, list, GP_NO_ID))
        continue;
    return !g->failed;
}

/* Does something happen beside the flow of a process, so that it must be known whether
 * it is going on? Compensation of any depth asks the whole process. */
static bool needs_active(const struct bpmn *g, uint32_t scope)
{
    size_t i;

    for (i = 0; i < g->n_nodes; i++)
        if (g->nodes[i].for_compensation ||
            (g->nodes[i].by_event &&
             (g->nodes[i].scope == scope || gp_bpmn_compensates(g, &g->nodes[i]))))
            return true;
    return false;
}

static bool too_deep(const struct bpmn_build *b, uint32_t parent, uint32_t node)
{
    if (b->n_instances >= MAX_INSTANCES ||
        (parent != GP_NO_ID && b->net->n_places > MAX_PLACES))
        return true;
    return parent != GP_NO_ID && b->g->nodes[node].kind == BPMN_CALL &&
           b->instances[parent].calls >= MAX_CALLS;
}

/* Sub-processes begun by an event may begin once while the scope is going on: a place
 * beside the scope (so that it may be left with the token there) says "not yet". */
static void arm(struct bpmn_build *b, uint32_t me)
{
    const struct bpmn_scope *s = &b->g->scopes[b->instances[me].scope];
    size_t i;

    for (i = 0; i < s->nodes.n; i++) {
        const struct bpmn_node *n = &b->g->nodes[s->nodes.at[i]];
        uint32_t armed;

        if (!n->by_event || n->inner == GP_NO_ID || gp_bpmn_compensates(b->g, n))
            continue;
        armed = gp_bpmn_place(b, b->instances[me].parent, n->element);
        *cell(b, &b->inputs, b->instances[me].input_at, s->nodes.at[i]) = armed;
        gp_bpmn_push(b->g, &b->instances[me].armed, armed);
    }
}

uint32_t gp_bpmn_instance(struct bpmn_build *b, uint32_t scope, uint32_t parent,
                          uint32_t node)
{
    const struct bpmn_scope *s = &b->g->scopes[scope];
    struct bpmn_instance in = {.scope = scope, .parent = parent, .node = node};
    uint32_t me = (uint32_t)b->n_instances, i;
    size_t k;

    if (too_deep(b, parent, node) || b->g->failed ||
        !gp_reserve(&b->instances, &b->instances_cap, b->n_instances + 1))
        return GP_NO_ID;
    if (parent != GP_NO_ID)
        in.calls = b->instances[parent].calls + (b->g->nodes[node].kind == BPMN_CALL);
    in.active = in.start = GP_NO_ID;
    in.flow_at = b->flow_places.n;
    in.input_at = b->inputs.n;
    in.choose_at = b->chooses.n;
    if (!fill(b->g, &b->flow_places, s->n_flows) ||
        !fill(b->g, &b->inputs, s->nodes.n) || !fill(b->g, &b->chooses, s->nodes.n))
        return GP_NO_ID;
    b->instances[b->n_instances++] = in;
    for (i = 0; i < s->nodes.n; i++) {
        const struct bpmn_node *n = &b->g->nodes[s->nodes.at[i]];

        for (k = 0; k < n->out.n; k++) {
            const struct bpmn_flow *f = &b->g->flows[n->out.at[k]];

            b->flow_places.at[in.flow_at + f->local] = gp_bpmn_place(b, me, f->element);
        }
    }
    b->instances[me].start = gp_bpmn_place(b, me, s->process);
    if (parent != GP_NO_ID || needs_active(b->g, scope)) {
        uint32_t active = gp_bpmn_place(b, parent, s->process);

        b->instances[me].active = active;
        if (active != GP_NO_ID)
            b->net->places[active].scope = true;
    }
    arm(b, me);
    return me;
}
