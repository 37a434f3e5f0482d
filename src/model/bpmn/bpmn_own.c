/* bpmn_own.c - what we wrote into a drawing ourselves (write_bpmn.h): time limits of tasks
 * and rules, in extension elements of our own namespace.
 *
 *   <goatpath:limit within="2 business days" of="Log ticket"/>   <goatpath:rule text="..."/>
 */
#include "model/bpmn/bpmn.h"
#include "model/bpmn/write_bpmn.h"
#include "model/duration.h"
#include "model/rules.h"

/* The first (again: next) element of our namespace inside the extensions of a node. */
static uint32_t own(const struct gp_xmltree *t, uint32_t node, uint32_t last,
                    const char *name)
{
    uint32_t c = last != GP_NO_ID ? t->nodes[last].next
                                  : gp_xmltree_child(t, node, "extensionElements");

    if (last == GP_NO_ID && c != GP_NO_ID)
        c = t->nodes[c].first;
    while (c != GP_NO_ID && !(gp_xmltree_is(t, c, name) &&
                              gp_slice_is(gp_xmltree_space(t, c), GP_BPMN_OWN_SPACE)))
        c = t->nodes[c].next;
    return c;
}

/* The step of that name; GP_NO_ID: none. */
static uint32_t step_called(const struct gp_process *p, struct gp_slice name)
{
    uint32_t i;

    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].label != GP_NO_ID && gp_slice_eq(p->elements[i].name, name))
            return i;
    return GP_NO_ID;
}

static void read_limit(struct bpmn *g, const struct bpmn_node *n, uint32_t said)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    struct gp_slice within = gp_xmltree_attribute(t, said, "within");
    struct gp_slice of = gp_xmltree_attribute(t, said, "of");
    struct gp_limit limit = {.kind = of.len != 0 ? GP_LIMIT_AFTER : GP_LIMIT_STEP,
                             .step = n->element,
                             .from = of.len != 0 ? step_called(g->p, of) : GP_NO_ID,
                             .file = g->file_of[n->doc],
                             .line = t->nodes[said].line,
                             .text = within};
    struct gp_duration d;
    const char *why = "";

    if (!gp_duration_is(within, &d, &why) || (of.len != 0 && limit.from == GP_NO_ID)) {
        gp_process_note(g->p, GP_NOTE_SUSPICIOUS, n->element, limit.line,
                        "the limit \"%.*s\" is not read: %s",
                        (int)(within.len < 100 ? within.len : 100), within.at,
                        of.len != 0 ? "no step has the name it counts from" : why);
        return;
    }
    limit.span_us = d.span_us;
    limit.clock = d.clock;
    gp_process_limit(g->p, &limit);
}

static void read_rule(struct bpmn *g, uint32_t doc, uint32_t said)
{
    const struct gp_xmltree *t = &g->docs[doc];
    struct gp_slice text = gp_xmltree_attribute(t, said, "text");
    struct gp_err why = {0};
    struct gp_rule rule;

    if (gp_rule_read(text, &g->p->labels, "", t->nodes[said].line, &rule, &why) ==
        GP_OK) {
        rule.file = g->file_of[doc];
        rule.line = t->nodes[said].line;
        gp_process_rule(g->p, &rule);
        return;
    }
    gp_process_note(g->p, GP_NOTE_SUSPICIOUS, GP_NO_ID, t->nodes[said].line,
                    "a rule is not read: %s", why.text);
}

void gp_bpmn_own(struct bpmn *g)
{
    uint32_t said;
    size_t i;

    for (i = 0; i < g->n_nodes; i++) {
        const struct bpmn_node *n = &g->nodes[i];

        if (!gp_bpmn_is_step(n))
            continue;
        said = own(&g->docs[n->doc], n->tree, GP_NO_ID, "limit");
        for (; said != GP_NO_ID; said = own(&g->docs[n->doc], n->tree, said, "limit"))
            read_limit(g, n, said);
    }
    for (i = 0; i < g->docs[0].n; i++) {
        if (!gp_xmltree_is(&g->docs[0], (uint32_t)i, "process"))
            continue;
        said = own(&g->docs[0], (uint32_t)i, GP_NO_ID, "rule");
        for (; said != GP_NO_ID; said = own(&g->docs[0], (uint32_t)i, said, "rule"))
            read_rule(g, 0, said);
    }
}
