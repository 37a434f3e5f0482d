/* bpmn_links.c - what connects the nodes: flows, borders, links, calls, messages.
 *
 * sourceRef and targetRef decide; incoming/outgoing children fill in for a missing end
 * and are compared otherwise. A flow that cannot be followed is judged and left out.
 */
#include "base/mem.h"
#include "model/bpmn/bpmn.h"

#define SHOWN(s) (int)((s).len < 100 ? (s).len : 100), (s).at

static struct gp_slice attribute(const struct bpmn *g, uint32_t doc, uint32_t tree,
                                 const char *name)
{
    return gp_xmltree_attribute(&g->docs[doc], tree, name);
}

/* The scope an XML node lies in. */
static uint32_t scope_around(struct bpmn *g, uint32_t doc, uint32_t tree)
{
    uint32_t at = g->docs[doc].nodes[tree].parent;
    size_t i;

    for (; at != GP_NO_ID; at = g->docs[doc].nodes[at].parent)
        for (i = 0; i < g->n_scopes; i++)
            if (g->scopes[i].doc == doc &&
                g->scopes[i].process == g->element_of[doc][at])
                return (uint32_t)i;
    return GP_NO_ID;
}

/* The node an id names; an element that is no flow node becomes a strange one, so that
 * the flow goes on. */
static uint32_t node_of(struct bpmn *g, uint32_t doc, struct gp_slice ref)
{
    const struct bpmn_id *id = gp_bpmn_find(g, doc, ref);
    uint32_t scope;
    size_t k;

    if (id == NULL || id->node != GP_NO_ID)
        return id != NULL ? id->node : GP_NO_ID;
    if (g->p->elements[id->element].verdict != GP_NOT_UNDERSTOOD)
        return GP_NO_ID;
    scope = scope_around(g, doc, id->tree);
    if (scope == GP_NO_ID)
        return GP_NO_ID;
    k = (size_t)(id - g->ids);
    g->ids[k].node = gp_bpmn_add_node(g, BPMN_STRANGE, doc, id->tree, scope);
    return g->ids[k].node;
}

/* Node whose <incoming> or <outgoing> children name the flow. */
static uint32_t node_claiming(struct bpmn *g, uint32_t doc, struct gp_slice flow,
                              const char *child_name)
{
    size_t i;

    for (i = 0; i < g->n_nodes && flow.len > 0; i++) {
        const struct gp_xmltree *t = &g->docs[doc];
        uint32_t c;

        if (g->nodes[i].doc != doc)
            continue;
        c = gp_xmltree_child(t, g->nodes[i].tree, child_name);
        for (; c != GP_NO_ID; c = gp_xmltree_again(t, c, child_name))
            if (gp_slice_eq(gp_xmltree_text(t, c), flow))
                return (uint32_t)i;
    }
    return GP_NO_ID;
}

static uint32_t end_of(struct bpmn *g, uint32_t doc, uint32_t tree, const char *ref,
                       const char *child_name)
{
    struct gp_slice id = attribute(g, doc, tree, ref);

    if (id.len == 0)
        return node_claiming(g, doc, attribute(g, doc, tree, "id"), child_name);
    return node_of(g, doc, id);
}

static bool is_gateway(enum bpmn_kind k)
{
    return k == BPMN_EXCLUSIVE || k == BPMN_PARALLEL || k == BPMN_INCLUSIVE;
}

static void add_flow(struct bpmn *g, uint32_t doc, uint32_t tree)
{
    uint32_t e = g->element_of[doc][tree];
    struct bpmn_flow f = {.element = e};
    struct gp_slice by_default;

    f.from = end_of(g, doc, tree, "sourceRef", "outgoing");
    f.to = end_of(g, doc, tree, "targetRef", "incoming");
    if (f.from == GP_NO_ID || f.to == GP_NO_ID) {
        gp_process_judge(g->p, e, GP_NOT_UNDERSTOOD, "its %s names no node",
                         f.from == GP_NO_ID ? "source" : "target");
        return;
    }
    if (g->nodes[f.from].scope != g->nodes[f.to].scope) {
        gp_process_judge(g->p, e, GP_NOT_UNDERSTOOD,
                         "crosses the border of a process or sub-process");
        return;
    }
    f.scope = g->nodes[f.from].scope;
    f.local = g->scopes[f.scope].n_flows++;
    f.conditional =
        !is_gateway(g->nodes[f.from].kind) &&
        gp_xmltree_child(&g->docs[doc], tree, "conditionExpression") != GP_NO_ID;
    if (!gp_reserve(&g->flows, &g->flows_cap, g->n_flows + 1)) {
        g->failed = true;
        return;
    }
    gp_bpmn_push(g, &g->nodes[f.from].out, (uint32_t)g->n_flows);
    gp_bpmn_push(g, &g->nodes[f.to].in, (uint32_t)g->n_flows);
    by_default = attribute(g, doc, g->nodes[f.from].tree, "default");
    if (by_default.len > 0 && gp_slice_eq(by_default, g->p->elements[e].id))
        g->nodes[f.from].default_flow = (uint32_t)g->n_flows;
    g->flows[g->n_flows++] = f;
    gp_process_flow(g->p, GP_FLOW_SEQUENCE, g->nodes[f.from].element,
                    g->nodes[f.to].element, e);
}

/* Is a flow with this id in the list? */
static bool listed(const struct bpmn *g, const struct bpmn_list *flows,
                   struct gp_slice id)
{
    size_t i;

    for (i = 0; i < flows->n; i++)
        if (gp_slice_eq(g->p->elements[g->flows[flows->at[i]].element].id, id))
            return true;
    return false;
}

/* <incoming>/<outgoing> children that disagree with the flows themselves. */
static void compare_children(struct bpmn *g, const struct bpmn_node *n,
                             const char *child_name, const struct bpmn_list *flows)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t c = gp_xmltree_child(t, n->tree, child_name);

    for (; c != GP_NO_ID; c = gp_xmltree_again(t, c, child_name)) {
        struct gp_slice id = gp_xmltree_text(t, c);

        if (!listed(g, flows, id))
            gp_process_note(g->p, GP_NOTE_FACT, n->element, t->nodes[c].line,
                            "<%s> names \"%.*s\", which is no such flow of this node; "
                            "the flows decide",
                            child_name, SHOWN(id));
    }
}

static void attach(struct bpmn *g, uint32_t node)
{
    struct bpmn_node *n = &g->nodes[node];
    struct gp_slice ref = attribute(g, n->doc, n->tree, "attachedToRef");
    const struct bpmn_id *id = gp_bpmn_find(g, n->doc, ref);
    uint32_t to = id != NULL ? id->node : GP_NO_ID;

    if (to == GP_NO_ID || g->nodes[to].kind > BPMN_CALL ||
        g->nodes[to].scope != n->scope) {
        gp_process_judge(g->p, n->element, GP_NOT_UNDERSTOOD,
                         "sits on \"%.*s\", which is no activity beside it",
                         SHOWN(ref));
        return;
    }
    n->attached = to;
    gp_bpmn_push(g, &g->nodes[to].borders, node);
    gp_process_flow(g->p, GP_FLOW_ATTACHED, g->nodes[to].element, n->element, GP_NO_ID);
}

static void link_throw(struct bpmn *g, uint32_t node)
{
    struct bpmn_node *n = &g->nodes[node];
    const struct bpmn_scope *s = &g->scopes[n->scope];
    size_t i;

    for (i = 0; i < s->nodes.n; i++) {
        const struct bpmn_node *c = &g->nodes[s->nodes.at[i]];

        if (c->kind == BPMN_CATCH && c->event == BPMN_LINK &&
            gp_slice_eq(gp_slice_trim(c->ref), gp_slice_trim(n->ref))) {
            n->link = s->nodes.at[i];
            return;
        }
    }
    gp_process_judge(g->p, n->element, GP_NOT_UNDERSTOOD,
                     "a link to \"%.*s\" without a place to arrive at", SHOWN(n->ref));
}

/* A called process in any of the files, by id. */
static uint32_t called_scope(struct bpmn *g, const struct bpmn_node *n)
{
    struct gp_slice called = attribute(g, n->doc, n->tree, "calledElement");
    uint32_t k;

    for (k = 0; k < g->n_docs; k++) {
        uint32_t doc = (n->doc + k) % (uint32_t)g->n_docs;
        const struct bpmn_id *id = gp_bpmn_find(g, doc, called);

        if (id != NULL && id->scope != GP_NO_ID &&
            g->scopes[id->scope].node == GP_NO_ID && g->scopes[id->scope].nodes.n > 0)
            return id->scope;
    }
    return GP_NO_ID;
}

static void call(struct bpmn *g, uint32_t node)
{
    struct bpmn_node *n = &g->nodes[node];

    n->inner = called_scope(g, n);
    if (n->inner != GP_NO_ID)
        g->scopes[n->inner].called = true;
}

static void message_flow(struct bpmn *g, uint32_t doc, uint32_t tree)
{
    uint32_t e = g->element_of[doc][tree];
    struct gp_slice source = attribute(g, doc, tree, "sourceRef");
    struct gp_slice target = attribute(g, doc, tree, "targetRef");
    const struct bpmn_id *from = gp_bpmn_find(g, doc, source);
    const struct bpmn_id *to = gp_bpmn_find(g, doc, target);

    if (from == NULL || to == NULL) {
        gp_process_judge(g->p, e, GP_NOT_UNDERSTOOD, "its %s names nothing",
                         from == NULL ? "source" : "target");
        return;
    }
    if (from->node == GP_NO_ID || to->node == GP_NO_ID)
        gp_process_judge(g->p, e, GP_INFORMATIONAL,
                         "one end is a whole pool, so it says nothing about order");
    gp_process_flow(g->p, GP_FLOW_MESSAGE, from->element, to->element, e);
}

static void link_nodes(struct bpmn *g)
{
    uint32_t i;

    for (i = 0; i < g->n_nodes && !g->failed; i++) {
        struct bpmn_node *n = &g->nodes[i];

        compare_children(g, n, "incoming", &n->in);
        compare_children(g, n, "outgoing", &n->out);
        if (n->kind == BPMN_BOUNDARY)
            attach(g, i);
        else if (n->kind == BPMN_THROW && n->event == BPMN_LINK)
            link_throw(g, i);
        else if (n->kind == BPMN_CALL)
            call(g, i);
        else if (n->kind == BPMN_SUBPROCESS && g->scopes[n->inner].nodes.n == 0)
            n->inner = GP_NO_ID; /* drawn closed: one step */
    }
}

void gp_bpmn_links(struct bpmn *g)
{
    uint32_t doc, tree;

    for (doc = 0; doc < g->n_docs; doc++)
        for (tree = 0; tree < g->docs[doc].n && !g->failed; tree++) {
            if (g->element_of[doc][tree] == GP_NO_ID)
                continue;
            if (gp_xmltree_is(&g->docs[doc], tree, "sequenceFlow"))
                add_flow(g, doc, tree);
            else if (gp_xmltree_is(&g->docs[doc], tree, "messageFlow"))
                message_flow(g, doc, tree);
        }
    link_nodes(g);
}

bool gp_bpmn_is_step(const struct bpmn_node *n)
{
    return n->kind <= BPMN_CALL && n->inner == GP_NO_ID;
}

bool gp_bpmn_compensates(const struct bpmn *g, const struct bpmn_node *n)
{
    size_t i;

    if (n->for_compensation)
        return n->in.n == 0;
    if (!n->by_event || n->inner == GP_NO_ID)
        return false;
    for (i = 0; i < g->scopes[n->inner].nodes.n; i++) {
        const struct bpmn_node *s = &g->nodes[g->scopes[n->inner].nodes.at[i]];

        if (s->kind == BPMN_START && s->event == BPMN_COMPENSATE)
            return true;
    }
    return false;
}
