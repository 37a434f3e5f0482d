/* bpmn_owners.c - who does it: lanes, resource roles, pools (bpmn.h).
 *
 * Order of preference: lane, role, pool. Of nested lanes the innermost with a name wins
 * and the path is kept: pool "Support" > lane "Desk" gives "Support / Desk". What lies
 * in a sub-process has the owner of the sub-process unless it has one of its own.
 */
#include "base/mem.h"
#include "model/bpmn/bpmn.h"

#define SHOWN(s) (int)((s).len < 100 ? (s).len : 100), (s).at

/* The pool (participant) of each process, by scope; GP_NO_ID: none. */
static void find_pools(struct bpmn *g, uint32_t *pool_of_scope)
{
    uint32_t doc, tree;
    size_t i;

    for (i = 0; i < g->n_scopes; i++)
        pool_of_scope[i] = GP_NO_ID;
    for (doc = 0; doc < g->n_docs; doc++)
        for (tree = 0; tree < g->docs[doc].n; tree++) {
            uint32_t e = g->element_of[doc][tree];
            struct gp_slice ref;
            const struct bpmn_id *id;

            if (e == GP_NO_ID || !gp_xmltree_is(&g->docs[doc], tree, "participant"))
                continue;
            ref = gp_xmltree_attribute(&g->docs[doc], tree, "processRef");
            id = gp_bpmn_find(g, doc, ref);
            if (id != NULL && id->scope != GP_NO_ID)
                pool_of_scope[id->scope] = e;
            else
                gp_process_judge(g->p, e, GP_INFORMATIONAL,
                                 "an outside party without a process of its own");
        }
}

static struct gp_slice join_path(struct bpmn *g, struct gp_slice a, struct gp_slice b)
{
    struct gp_text path = {0};
    struct gp_slice kept;

    if (a.len == 0 || b.len == 0)
        return a.len == 0 ? b : a;
    gp_text_add_slice(&path, a);
    gp_text_add(&path, " / ");
    gp_text_add_slice(&path, b);
    g->failed = g->failed || !gp_text_ok(&path);
    kept = gp_process_text(g->p, gp_text_slice(&path));
    gp_text_release(&path);
    return kept;
}

/* Names of a lane and the lanes around it; *inner is the innermost name. */
static struct gp_slice lane_path(struct bpmn *g, uint32_t doc, uint32_t lane,
                                 struct gp_slice *inner)
{
    struct gp_slice path = gp_slice("");
    uint32_t at;

    *inner = gp_slice("");
    for (at = lane; at != GP_NO_ID; at = g->docs[doc].nodes[at].parent) {
        struct gp_slice name;

        if (!gp_xmltree_is(&g->docs[doc], at, "lane") ||
            g->element_of[doc][at] == GP_NO_ID)
            continue;
        name = g->p->elements[g->element_of[doc][at]].name;
        if (inner->len == 0)
            *inner = name;
        path = join_path(g, name, path);
    }
    return path;
}

static size_t depth_of(const struct gp_xmltree *t, uint32_t node)
{
    size_t depth = 0;

    for (; node != GP_NO_ID; node = t->nodes[node].parent)
        depth++;
    return depth;
}

/* One <flowNodeRef> of a lane; the deepest lane that names a node wins. */
static void claim(struct bpmn *g, uint32_t doc, uint32_t lane, uint32_t ref,
                  uint32_t *lane_of)
{
    const struct gp_xmltree *t = &g->docs[doc];
    struct gp_slice text = gp_xmltree_text(t, ref);
    const struct bpmn_id *id = gp_bpmn_find(g, doc, text);
    size_t before, now = depth_of(t, lane);

    if (id == NULL || id->node == GP_NO_ID) {
        if (id == NULL)
            gp_process_note(g->p, GP_NOTE_FACT, g->element_of[doc][lane],
                            t->nodes[ref].line,
                            "the lane names \"%.*s\", which is not "
                            "in the document",
                            SHOWN(text));
        return;
    }
    before = lane_of[id->node] != GP_NO_ID ? depth_of(t, lane_of[id->node]) : 0;
    if (now == before && lane_of[id->node] != lane)
        gp_process_note(g->p, GP_NOTE_SUSPICIOUS, id->element, t->nodes[ref].line,
                        "two lanes claim this; the first counts");
    if (now > before)
        lane_of[id->node] = lane;
}

static void find_lanes(struct bpmn *g, uint32_t *lane_of)
{
    uint32_t doc, tree;
    size_t i;

    for (i = 0; i < g->n_nodes; i++)
        lane_of[i] = GP_NO_ID;
    for (doc = 0; doc < g->n_docs; doc++)
        for (tree = 0; tree < g->docs[doc].n && !g->failed; tree++) {
            const struct gp_xmltree *t = &g->docs[doc];
            uint32_t ref;

            if (g->element_of[doc][tree] == GP_NO_ID || !gp_xmltree_is(t, tree, "lane"))
                continue;
            ref = gp_xmltree_child(t, tree, "flowNodeRef");
            for (; ref != GP_NO_ID; ref = gp_xmltree_again(t, ref, "flowNodeRef"))
                claim(g, doc, tree, ref, lane_of);
        }
}

/* Name of the role in <potentialOwner> and the like; "" when there is none. */
static struct gp_slice role_of(struct bpmn *g, const struct bpmn_node *n)
{
    static const char *const kinds[] = {"potentialOwner", "humanPerformer", "performer",
                                        "resourceRole"};
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t role = GP_NO_ID, ref, expression;
    const struct bpmn_id *id;
    size_t i;

    for (i = 0; i < 4 && role == GP_NO_ID; i++)
        role = gp_xmltree_child(t, n->tree, kinds[i]);
    if (role == GP_NO_ID)
        return gp_slice("");
    ref = gp_xmltree_child(t, role, "resourceRef");
    id = gp_bpmn_find(g, n->doc, gp_xmltree_text(t, ref));
    if (id != NULL && g->p->elements[id->element].name.len > 0)
        return g->p->elements[id->element].name;
    expression = gp_xmltree_child(t, role, "resourceAssignmentExpression");
    expression = gp_xmltree_child(t, expression, "formalExpression");
    if (gp_xmltree_text(t, expression).len > 0)
        return gp_xmltree_text(t, expression);
    return gp_xmltree_attribute(t, role, "name");
}

/* Nodes come after the sub-process they lie in, so its owner is known by then. */
static void give_owner(struct bpmn *g, uint32_t node, uint32_t lane,
                       const uint32_t *pool_of_scope)
{
    struct bpmn_node *n = &g->nodes[node];
    struct gp_element *e = &g->p->elements[n->element];
    uint32_t around = g->scopes[n->scope].node, pool = pool_of_scope[n->scope];
    struct gp_slice name = gp_slice(""), path;

    if (around != GP_NO_ID)
        e->pool = g->p->elements[g->nodes[around].element].pool;
    else if (pool != GP_NO_ID)
        e->pool = g->p->elements[pool].name;
    path = lane != GP_NO_ID ? lane_path(g, n->doc, lane, &name) : gp_slice("");
    if (name.len == 0) {
        name = role_of(g, n);
        path = name;
    }
    if (name.len == 0 && around != GP_NO_ID &&
        g->p->elements[g->nodes[around].element].owner != GP_NO_ID) {
        const struct gp_element *outer = &g->p->elements[g->nodes[around].element];

        e->owner = outer->owner;
        e->owner_path = outer->owner_path;
        return;
    }
    e->owner_path = join_path(g, e->pool, path);
    gp_process_set_owner(g->p, n->element, name.len > 0 ? name : e->pool);
}

void gp_bpmn_owners(struct bpmn *g)
{
    uint32_t *pool_of_scope = gp_array(g->n_scopes, sizeof *pool_of_scope);
    uint32_t *lane_of = gp_array(g->n_nodes, sizeof *lane_of);
    uint32_t i;

    if (pool_of_scope == NULL || lane_of == NULL) {
        g->failed = true;
    } else {
        find_pools(g, pool_of_scope);
        find_lanes(g, lane_of);
        for (i = 0; i < g->n_nodes && !g->failed; i++)
            give_owner(g, i, lane_of[i], pool_of_scope);
    }
    gp_free(pool_of_scope);
    gp_free(lane_of);
}
