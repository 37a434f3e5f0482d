/* read_tree.c - see read_tree.h.
 *
 * Nodes, then parent-child pairs, then top down: each node gets the place before it and
 * the place after it from its parent and gives its children theirs. A list of nodes
 * still to do takes the place of recursion; a node met twice means the tree is none.
 *
 *   seq(A, xor(B, C))   start -[A]-> m, m -[B]-> end, m -[C]-> end
 */
#include "model/read_tree.h"

#include "base/mem.h"
#include "base/xmltree.h"

#include <string.h>

struct node {
    uint32_t tree; /* in the XML */
    uint32_t element;
    uint32_t *children;
    size_t n, cap;
    bool has_parent, done;
};

struct todo {
    uint32_t node, from, to;
};

struct reading {
    const char *file;
    struct gp_xmltree xml;
    struct gp_process *p;
    struct gp_net *net;
    struct gp_dict ids;
    struct node *nodes; /* [ids.n] */
    size_t nodes_cap;
    struct todo *todo;
    size_t n_todo, todo_cap;
    uint32_t *begin, *end; /* scratch for parallel branches */
    size_t begin_cap, end_cap;
    struct gp_err *err;
};

static enum gp_status wrong(struct reading *r, uint32_t tree, const char *what)
{
    return gp_fail_at(r->err, GP_INPUT, r->file, r->xml.nodes[tree].line, "%s", what);
}

static enum gp_status add_node(struct reading *r, uint32_t tree)
{
    struct gp_slice id = gp_xmltree_attribute(&r->xml, tree, "id");
    size_t known = r->ids.n;
    struct node n = {.tree = tree};
    uint32_t i;

    if (!gp_reserve(&r->nodes, &r->nodes_cap, known + 1))
        return gp_fail_memory(r->err);
    r->nodes[known] = n;
    i = gp_dict_add(&r->ids, id);
    if (i == GP_NO_ID)
        return gp_fail_memory(r->err);
    if (r->ids.n == known)
        return wrong(r, tree, "two nodes of the tree have the same id");
    n.element = gp_process_element(r->p, gp_xmltree_name(&r->xml, tree), id,
                                   gp_xmltree_attribute(&r->xml, tree, "name"),
                                   r->xml.nodes[tree].line);
    if (n.element == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->p->elements[n.element].net = 0;
    r->p->elements[n.element].on_flow = true;
    if (gp_xmltree_is(&r->xml, tree, "manualTask") &&
        r->p->elements[n.element].name.len > 0)
        gp_process_make_step(r->p, n.element);
    r->nodes[i] = n;
    return GP_OK;
}

static enum gp_status add_child(struct reading *r, uint32_t tree)
{
    uint32_t parent =
        gp_dict_find(&r->ids, gp_xmltree_attribute(&r->xml, tree, "sourceId"));
    uint32_t child =
        gp_dict_find(&r->ids, gp_xmltree_attribute(&r->xml, tree, "targetId"));
    struct node *n;

    if (parent == GP_NO_ID || child == GP_NO_ID)
        return wrong(r, tree, "parentsNode names a node that does not exist");
    if (r->nodes[child].has_parent)
        return wrong(r, tree, "a node of the tree has two parents");
    n = &r->nodes[parent];
    if (!gp_reserve(&n->children, &n->cap, n->n + 1))
        return gp_fail_memory(r->err);
    n->children[n->n++] = child;
    r->nodes[child].has_parent = true;
    return GP_OK;
}

static void later(struct reading *r, uint32_t node, uint32_t from, uint32_t to)
{
    if (!gp_reserve(&r->todo, &r->todo_cap, r->n_todo + 1)) {
        r->net->failed = true;
        return;
    }
    r->todo[r->n_todo++] = (struct todo){.node = node, .from = from, .to = to};
}

static void place_sequence(struct reading *r, const struct node *n, struct todo at)
{
    uint32_t from = at.from;
    size_t i;

    for (i = 0; i < n->n; i++) {
        uint32_t to = i + 1 < n->n ? gp_net_place(r->net, n->element) : at.to;

        later(r, n->children[i], from, to);
        from = to;
    }
}

/* Each branch begins and ends with a silent step of its own, so that a loop inside one
 * cannot wander into another. */
static void place_choice(struct reading *r, const struct node *n, struct todo at)
{
    size_t i;

    for (i = 0; i < n->n; i++) {
        uint32_t from = gp_net_place(r->net, n->element);
        uint32_t to = gp_net_place(r->net, n->element);

        gp_net_silent(r->net, n->element, at.from, from);
        gp_net_silent(r->net, n->element, to, at.to);
        later(r, n->children[i], from, to);
    }
}

static void place_parallel(struct reading *r, const struct node *n, struct todo at,
                           bool any)
{
    size_t i;

    if (!gp_reserve(&r->begin, &r->begin_cap, n->n) ||
        !gp_reserve(&r->end, &r->end_cap, n->n)) {
        r->net->failed = true;
        return;
    }
    if (any) {
        gp_net_any_of(r->net, n->element, at.from, at.to, n->n, r->begin, r->end);
    } else {
        gp_net_split(r->net, n->element, at.from, n->n, r->begin);
        for (i = 0; i < n->n; i++)
            r->end[i] = gp_net_place(r->net, n->element);
        gp_net_join_all(r->net, n->element, n->n, r->end, at.to);
    }
    for (i = 0; i < n->n; i++)
        later(r, n->children[i], r->begin[i], r->end[i]);
}

static enum gp_status place_loop(struct reading *r, const struct node *n,
                                 struct todo at)
{
    uint32_t body[2], redo[2], exit = at.to;

    if (n->n != 2 && n->n != 3)
        return wrong(r, n->tree, "a loop has a body, a redo part and perhaps an exit");
    if (n->n == 3) {
        exit = gp_net_place(r->net, n->element);
        later(r, n->children[2], exit, at.to);
    }
    gp_net_loop(r->net, n->element, at.from, exit, body, redo);
    later(r, n->children[0], body[0], body[1]);
    later(r, n->children[1], redo[0], redo[1]);
    return GP_OK;
}

static enum gp_status place_block(struct reading *r, struct node *n, struct todo at)
{
    struct gp_slice kind = r->p->elements[n->element].kind;

    if (gp_slice_is(kind, "sequence"))
        place_sequence(r, n, at);
    else if (gp_slice_is(kind, "xor"))
        place_choice(r, n, at);
    else if (gp_slice_is(kind, "and") || gp_slice_is(kind, "or"))
        place_parallel(r, n, at, gp_slice_is(kind, "or"));
    else if (gp_slice_is(kind, "xorLoop"))
        return place_loop(r, n, at);
    else {
        gp_process_judge(r->p, n->element, GP_APPROXIMATED,
                         "an unknown kind of block: its parts may happen in any order, "
                         "any of them left out");
        place_parallel(r, n, at, true);
        gp_net_silent(r->net, n->element, at.from, at.to);
    }
    return GP_OK;
}

static enum gp_status place_node(struct reading *r, struct todo at)
{
    struct node *n = &r->nodes[at.node];

    if (n->done)
        return wrong(r, n->tree, "the tree runs in a circle through this node");
    n->done = true;
    if (n->n > 0)
        return place_block(r, n, at);
    gp_net_step(r->net, r->p->elements[n->element].label, n->element, at.from, at.to);
    return GP_OK;
}

static enum gp_status read_nodes(struct reading *r, uint32_t top)
{
    enum gp_status st = GP_OK;
    uint32_t tree;
    int pass;

    for (pass = 0; pass < 2; pass++) /* nodes before the pairs that name them */
        for (tree = r->xml.nodes[top].first; st == GP_OK && tree != GP_NO_ID;
             tree = r->xml.nodes[tree].next)
            if (gp_xmltree_is(&r->xml, tree, "parentsNode") == (pass == 1))
                st = pass == 0 ? add_node(r, tree) : add_child(r, tree);
    return st;
}

static enum gp_status build(struct reading *r)
{
    uint32_t top = gp_xmltree_child(&r->xml, 0, "processTree"), root, start, end;
    enum gp_status st;
    size_t i;

    if (top == GP_NO_ID)
        return wrong(r, 0, "expected a <processTree> in <ptml>");
    st = read_nodes(r, top);
    if (st != GP_OK)
        return st;
    root = gp_dict_find(&r->ids, gp_xmltree_attribute(&r->xml, top, "root"));
    if (root == GP_NO_ID)
        return wrong(r, top, "the root of the tree names a node that does not exist");
    r->net->final = GP_FINAL_MARKING;
    start = gp_net_place(r->net, GP_NO_ID);
    end = gp_net_place(r->net, GP_NO_ID);
    if (end == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->net->places[start].initial = 1;
    r->net->places[end].final = 1;
    later(r, root, start, end);
    while (st == GP_OK && r->n_todo > 0)
        st = place_node(r, r->todo[--r->n_todo]);
    for (i = 0; i < r->ids.n; i++)
        if (!r->nodes[i].done)
            gp_process_judge(r->p, r->nodes[i].element, GP_NOT_UNDERSTOOD,
                             "not connected to the root of the tree");
    if (st == GP_OK && !gp_process_ok(r->p))
        st = gp_fail_memory(r->err);
    return st;
}

enum gp_status gp_read_tree(const struct gp_input *inputs, size_t n,
                            const struct gp_read_options *options,
                            struct gp_process **out, struct gp_err *err)
{
    struct reading r = {.file = inputs[0].name, .err = err};
    enum gp_status st = gp_xmltree_parse(r.file, inputs[0].bytes, &r.xml, err);
    size_t i;

    (void)n;
    (void)options;
    *out = NULL;
    if (st != GP_OK)
        return st;
    r.p = gp_process_new(gp_slice(r.file), "process tree");
    if (r.p == NULL) {
        st = gp_fail_memory(err);
    } else {
        r.net = gp_process_net(r.p, GP_NO_ID);
        st = build(&r);
    }
    for (i = 0; i < r.ids.n && r.nodes != NULL; i++)
        gp_free(r.nodes[i].children);
    gp_xmltree_release(&r.xml);
    gp_dict_release(&r.ids);
    gp_free(r.nodes);
    gp_free(r.todo);
    gp_free(r.begin);
    gp_free(r.end);
    if (st == GP_OK)
        *out = r.p;
    else
        gp_process_free(r.p);
    return st;
}
