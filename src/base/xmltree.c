/* xmltree.c - see xmltree.h.
 *
 * Names repeat, so they are numbers; values and texts lie in one arena. The open nodes
 * and their texts so far are kept by depth, which xml.c bounds.
 */
#include "base/xmltree.h"

#include <string.h>

enum { DEPTH = 257 };

struct growing {
    struct gp_xmltree *t;
    uint32_t open[DEPTH], last_child[DEPTH];
    struct gp_text text[DEPTH];
    size_t depth;
};

static bool keep(struct gp_xmltree *t, struct gp_slice s, struct gp_slice *out)
{
    const char *copy;

    *out = gp_slice("");
    if (s.len == 0)
        return true;
    copy = gp_arena_copy(&t->texts, s.at, s.len);
    if (copy != NULL)
        *out = gp_slice_n(copy, s.len);
    return copy != NULL;
}

static bool keep_values(struct gp_xmltree *t, const struct gp_xml_tag *tag,
                        struct gp_xml_node *node)
{
    size_t i;

    node->n_values = (uint32_t)tag->n_attributes;
    if (tag->n_attributes == 0)
        return true;
    node->values = gp_arena_alloc(&t->texts, tag->n_attributes * sizeof *node->values);
    if (node->values == NULL)
        return false;
    for (i = 0; i < tag->n_attributes; i++) {
        const struct gp_xml_attribute *a = &tag->attributes[i];
        struct gp_xml_value *v = &node->values[i];

        v->space = gp_dict_add(&t->names, a->space);
        v->name = gp_dict_add(&t->names, a->name);
        if (v->space == GP_NO_ID || v->name == GP_NO_ID ||
            !keep(t, a->value, &v->value))
            return false;
    }
    return true;
}

static enum gp_status on_open(void *context, const struct gp_xml_tag *tag,
                              struct gp_err *err)
{
    struct growing *g = context;
    struct gp_xmltree *t = g->t;
    struct gp_xml_node node = {.parent = GP_NO_ID, .first = GP_NO_ID, .next = GP_NO_ID};
    uint32_t number = (uint32_t)t->n;

    node.space = gp_dict_add(&t->names, tag->space);
    node.name = gp_dict_add(&t->names, tag->name);
    node.line = (uint32_t)tag->line;
    node.text = gp_slice("");
    if (node.space == GP_NO_ID || node.name == GP_NO_ID ||
        !keep_values(t, tag, &node) || !gp_reserve(&t->nodes, &t->cap, t->n + 1))
        return gp_fail_memory(err);
    if (g->depth > 0) {
        node.parent = g->open[g->depth - 1];
        if (g->last_child[g->depth - 1] == GP_NO_ID)
            t->nodes[node.parent].first = number;
        else
            t->nodes[g->last_child[g->depth - 1]].next = number;
        g->last_child[g->depth - 1] = number;
    }
    t->nodes[t->n++] = node;
    g->open[g->depth] = number;
    g->last_child[g->depth] = GP_NO_ID;
    gp_text_clear(&g->text[g->depth]);
    g->depth++;
    return GP_OK;
}

static enum gp_status on_close(void *context, struct gp_err *err)
{
    struct growing *g = context;
    struct gp_text *text = &g->text[--g->depth];
    struct gp_slice trimmed = gp_slice_trim(gp_text_slice(text));

    if (!gp_text_ok(text) || !keep(g->t, trimmed, &g->t->nodes[g->open[g->depth]].text))
        return gp_fail_memory(err);
    return GP_OK;
}

static enum gp_status on_text(void *context, struct gp_slice s, struct gp_err *err)
{
    struct growing *g = context;

    (void)err;
    if (g->depth > 0)
        gp_text_add_slice(&g->text[g->depth - 1], s);
    return GP_OK;
}

static enum gp_status on_instruction(void *context, struct gp_slice target,
                                     uint64_t line, struct gp_err *err)
{
    struct growing *g = context;

    (void)target;
    (void)line;
    (void)err;
    g->t->n_instructions++;
    return GP_OK;
}

enum gp_status gp_xmltree_parse(const char *file, struct gp_slice bytes,
                                struct gp_xmltree *out, struct gp_err *err)
{
    static const struct gp_xml_handler handler = {.open = on_open,
                                                  .close = on_close,
                                                  .text = on_text,
                                                  .instruction = on_instruction};
    struct growing g = {.t = out};
    enum gp_status st;
    size_t i;

    memset(out, 0, sizeof *out);
    st = gp_xml_parse(file, bytes, &handler, &g, err);
    for (i = 0; i < DEPTH; i++)
        gp_text_release(&g.text[i]);
    if (st != GP_OK)
        gp_xmltree_release(out);
    return st;
}

void gp_xmltree_release(struct gp_xmltree *t)
{
    gp_free(t->nodes);
    gp_dict_release(&t->names);
    gp_arena_release(&t->texts);
    memset(t, 0, sizeof *t);
}

struct gp_slice gp_xmltree_name(const struct gp_xmltree *t, uint32_t node)
{
    return node != GP_NO_ID ? gp_dict_name(&t->names, t->nodes[node].name)
                            : gp_slice("");
}

struct gp_slice gp_xmltree_space(const struct gp_xmltree *t, uint32_t node)
{
    return node != GP_NO_ID ? gp_dict_name(&t->names, t->nodes[node].space)
                            : gp_slice("");
}

bool gp_xmltree_is(const struct gp_xmltree *t, uint32_t node, const char *name)
{
    return node != GP_NO_ID && gp_slice_is(gp_xmltree_name(t, node), name);
}

struct gp_slice gp_xmltree_attribute(const struct gp_xmltree *t, uint32_t node,
                                     const char *name)
{
    const struct gp_xml_node *n;
    uint32_t i;

    if (node == GP_NO_ID)
        return gp_slice("");
    n = &t->nodes[node];
    for (i = 0; i < n->n_values; i++)
        if (gp_slice_is(gp_dict_name(&t->names, n->values[i].name), name) &&
            gp_dict_name(&t->names, n->values[i].space).len == 0)
            return n->values[i].value;
    return gp_slice("");
}

struct gp_slice gp_xmltree_text(const struct gp_xmltree *t, uint32_t node)
{
    return node != GP_NO_ID ? t->nodes[node].text : gp_slice("");
}

static uint32_t first_of(const struct gp_xmltree *t, uint32_t node, const char *name)
{
    while (node != GP_NO_ID && !gp_xmltree_is(t, node, name))
        node = t->nodes[node].next;
    return node;
}

uint32_t gp_xmltree_child(const struct gp_xmltree *t, uint32_t node, const char *name)
{
    return node != GP_NO_ID ? first_of(t, t->nodes[node].first, name) : GP_NO_ID;
}

uint32_t gp_xmltree_again(const struct gp_xmltree *t, uint32_t node, const char *name)
{
    return node != GP_NO_ID ? first_of(t, t->nodes[node].next, name) : GP_NO_ID;
}

uint32_t gp_xmltree_walk(const struct gp_xmltree *t, uint32_t top, uint32_t node,
                         bool skip)
{
    if (!skip && t->nodes[node].first != GP_NO_ID)
        return t->nodes[node].first;
    while (node != top && t->nodes[node].next == GP_NO_ID)
        node = t->nodes[node].parent;
    return node == top ? GP_NO_ID : t->nodes[node].next;
}
