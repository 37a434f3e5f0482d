/* bpmn_elements.c - XML of a drawing -> elements, nodes and scopes (bpmn.h).
 *
 * One walk in document order; bpmn_kinds.c says what each BPMN name is. Other namespaces
 * (diagrams, vendors) are counted, one element each, as they never carry behaviour.
 */
#include "base/mem.h"
#include "model/bpmn/bpmn.h"

#include <string.h>

bool gp_bpmn_push(struct bpmn *g, struct bpmn_list *list, uint32_t value)
{
    if (!gp_reserve(&list->at, &list->cap, list->n + 1)) {
        g->failed = true;
        return false;
    }
    list->at[list->n++] = value;
    return true;
}

static struct gp_slice key_of(struct bpmn *g, uint32_t doc, struct gp_slice id)
{
    gp_text_clear(&g->key);
    gp_text_addf(&g->key, "%u ", doc);
    gp_text_add_slice(&g->key, id);
    g->failed = g->failed || !gp_text_ok(&g->key);
    return gp_text_slice(&g->key);
}

const struct bpmn_id *gp_bpmn_find(struct bpmn *g, uint32_t doc, struct gp_slice id)
{
    const char *colon;
    uint32_t k;

    id = gp_slice_trim(id);
    if (id.len == 0)
        return NULL;
    k = gp_dict_find(&g->keys, key_of(g, doc, id));
    colon = memchr(id.at, ':', id.len);
    if (k == GP_NO_ID && colon != NULL) {
        size_t prefix = (size_t)(colon - id.at) + 1;

        k = gp_dict_find(&g->keys,
                         key_of(g, doc, gp_slice_n(id.at + prefix, id.len - prefix)));
    }
    return k != GP_NO_ID ? &g->ids[k] : NULL;
}

static void remember_id(struct bpmn *g, uint32_t doc, struct bpmn_id what)
{
    struct gp_slice id =
        gp_slice_trim(gp_xmltree_attribute(&g->docs[doc], what.tree, "id"));
    size_t known = g->keys.n;
    uint32_t k;

    if (id.len == 0)
        return;
    if (!gp_reserve(&g->ids, &g->ids_cap, known + 1)) {
        g->failed = true;
        return;
    }
    k = gp_dict_add(&g->keys, key_of(g, doc, id));
    if (k == GP_NO_ID)
        g->failed = true;
    else if (g->keys.n > known)
        g->ids[k] = what;
    else
        gp_process_note(g->p, GP_NOTE_SUSPICIOUS, what.element,
                        g->docs[doc].nodes[what.tree].line,
                        "the id \"%.*s\" is used twice; references mean the first",
                        (int)(id.len < 100 ? id.len : 100), id.at);
}

uint32_t gp_bpmn_add_node(struct bpmn *g, enum bpmn_kind kind, uint32_t doc,
                          uint32_t tree, uint32_t scope)
{
    struct bpmn_node n = {.kind = kind,
                          .doc = doc,
                          .tree = tree,
                          .scope = scope,
                          .inner = GP_NO_ID,
                          .attached = GP_NO_ID,
                          .link = GP_NO_ID,
                          .default_flow = GP_NO_ID,
                          .interrupting = true};

    n.element = g->element_of[doc][tree];
    n.local = (uint32_t)g->scopes[scope].nodes.n;
    n.ref = gp_slice("");
    if (n.element == GP_NO_ID ||
        !gp_reserve(&g->nodes, &g->nodes_cap, g->n_nodes + 1) ||
        !gp_bpmn_push(g, &g->scopes[scope].nodes, (uint32_t)g->n_nodes)) {
        g->failed = true;
        return GP_NO_ID;
    }
    g->nodes[g->n_nodes] = n;
    g->p->elements[n.element].on_flow = true;
    return (uint32_t)g->n_nodes++;
}

static uint32_t add_scope(struct bpmn *g, uint32_t doc, uint32_t tree, uint32_t node)
{
    struct bpmn_scope s = {.node = node, .doc = doc};

    s.process = g->element_of[doc][tree];
    if (s.process == GP_NO_ID ||
        !gp_reserve(&g->scopes, &g->scopes_cap, g->n_scopes + 1)) {
        g->failed = true;
        return GP_NO_ID;
    }
    s.id = g->p->elements[s.process].id;
    g->scopes[g->n_scopes] = s;
    return (uint32_t)g->n_scopes++;
}

static uint32_t add_element(struct bpmn *g, uint32_t doc, uint32_t tree)
{
    const struct gp_xmltree *t = &g->docs[doc];
    uint32_t parent = t->nodes[tree].parent;
    uint32_t e = gp_process_element(
        g->p, gp_xmltree_name(t, tree), gp_xmltree_attribute(t, tree, "id"),
        gp_xmltree_attribute(t, tree, "name"), t->nodes[tree].line);

    g->element_of[doc][tree] = e;
    if (e == GP_NO_ID) {
        g->failed = true;
        return e;
    }
    g->p->elements[e].file = g->file_of[doc];
    if (parent != GP_NO_ID)
        g->p->elements[e].parent = g->element_of[doc][parent];
    return e;
}

/* Sorts one BPMN element in; *scope is where it lies, and becomes where its children
 * lie. */
static void take(struct bpmn *g, uint32_t doc, uint32_t tree, struct bpmn_use use,
                 uint32_t *scope)
{
    struct bpmn_id id = {tree, add_element(g, doc, tree), GP_NO_ID, GP_NO_ID};
    struct gp_slice name = gp_xmltree_name(&g->docs[doc], tree);

    if (g->failed)
        return;
    if (use.class == BPMN_UNKNOWN)
        gp_process_judge(g->p, id.element, GP_NOT_UNDERSTOOD,
                         "BPMN element <%.*s> has no rule",
                         (int)(name.len < 80 ? name.len : 80), name.at);
    else if (use.class == BPMN_MENTIONED)
        gp_process_judge(g->p, id.element, GP_INFORMATIONAL, NULL);
    else if (use.class == BPMN_PROCESS)
        *scope = id.scope = add_scope(g, doc, tree, GP_NO_ID);
    else if (use.class == BPMN_NODE && *scope == GP_NO_ID)
        gp_process_judge(g->p, id.element, GP_NOT_UNDERSTOOD,
                         "stands outside of every process");
    else if (use.class == BPMN_NODE) {
        id.node = gp_bpmn_add_node(g, use.kind, doc, tree, *scope);
        if (use.kind == BPMN_SUBPROCESS && id.node != GP_NO_ID) {
            uint32_t inner = add_scope(g, doc, tree, id.node);

            g->nodes[id.node].inner = *scope = id.scope = inner;
        }
    }
    remember_id(g, doc, id);
}

struct space_count {
    uint32_t element;
    size_t n;
};

/* Counts an element of another namespace and everything inside. */
static void count_other(struct bpmn *g, uint32_t doc, uint32_t tree,
                        struct space_count *spaces)
{
    const struct gp_xmltree *t = &g->docs[doc];
    uint32_t node = tree;

    for (; node != GP_NO_ID && !g->failed;
         node = gp_xmltree_walk(t, tree, node, false)) {
        struct space_count *s = &spaces[t->nodes[node].space];

        if (s->n++ == 0) {
            s->element =
                gp_process_element(g->p, gp_slice("other namespace"), gp_slice(""),
                                   gp_xmltree_space(t, node), t->nodes[node].line);
            g->failed = s->element == GP_NO_ID;
        }
    }
}

static void judge_others(struct bpmn *g, uint32_t doc, const struct space_count *spaces,
                         size_t n)
{
    size_t i;

    for (i = 0; i < n && !g->failed; i++)
        if (spaces[i].n > 0) {
            g->p->elements[spaces[i].element].file = g->file_of[doc];
            gp_process_judge(g->p, spaces[i].element, GP_INFORMATIONAL,
                             "%zu elements without behaviour", spaces[i].n);
        }
}

/* One element of BPMN and what hangs below it of other namespaces. */
static void take_element(struct bpmn *g, uint32_t doc, uint32_t node,
                         const struct bpmn_use *uses, uint32_t *scope_of,
                         struct space_count *spaces)
{
    const struct gp_xmltree *t = &g->docs[doc];
    uint32_t parent = t->nodes[node].parent, child = t->nodes[node].first;

    scope_of[node] = parent != GP_NO_ID ? scope_of[parent] : GP_NO_ID;
    take(g, doc, node, uses[t->nodes[node].name], &scope_of[node]);
    if (gp_xmltree_is(t, node, "extensionElements"))
        for (; child != GP_NO_ID; child = t->nodes[child].next)
            count_other(g, doc, child, spaces);
}

static void walk_document(struct bpmn *g, uint32_t doc)
{
    const struct gp_xmltree *t = &g->docs[doc];
    uint32_t *scope_of = gp_array(t->n, sizeof *scope_of);
    struct space_count *spaces = gp_array_zero(t->names.n, sizeof *spaces);
    struct bpmn_use *uses = gp_array(t->names.n, sizeof *uses);
    uint32_t node = 0;
    size_t i;

    if (scope_of == NULL || spaces == NULL || uses == NULL)
        g->failed = true;
    for (i = 0; !g->failed && i < t->names.n; i++)
        uses[i] = gp_bpmn_use(gp_dict_name(&t->names, (uint32_t)i));
    while (!g->failed && node != GP_NO_ID) {
        bool ours = gp_slice_is(gp_xmltree_space(t, node), BPMN_SPACE);

        if (ours)
            take_element(g, doc, node, uses, scope_of, spaces);
        else
            count_other(g, doc, node, spaces);
        node = gp_xmltree_walk(t, 0, node,
                               !ours || gp_xmltree_is(t, node, "extensionElements"));
    }
    if (spaces != NULL)
        judge_others(g, doc, spaces, t->names.n);
    gp_free(scope_of);
    gp_free(spaces);
    gp_free(uses);
}

void gp_bpmn_elements(struct bpmn *g)
{
    uint32_t doc;
    size_t i;

    for (doc = 0; doc < g->n_docs && !g->failed; doc++) {
        size_t n = g->docs[doc].n;

        g->element_of[doc] = gp_array(n, sizeof *g->element_of[doc]);
        if (g->element_of[doc] == NULL) {
            g->failed = true;
            return;
        }
        for (i = 0; i < n; i++)
            g->element_of[doc][i] = GP_NO_ID;
        walk_document(g, doc);
        if (g->docs[doc].n_instructions > 0)
            gp_process_note(g->p, GP_NOTE_FACT, GP_NO_ID, 0,
                            "%llu processing instructions were ignored",
                            (unsigned long long)g->docs[doc].n_instructions);
    }
}
