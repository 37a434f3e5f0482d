/* xmltree.h - a whole XML document as a tree of numbered nodes, for readers that need
 * to look back and forth. Limits and errors are those of xml.h.
 */
#ifndef GP_BASE_XMLTREE_H
#define GP_BASE_XMLTREE_H

#include "base/map.h"
#include "base/xml.h"

struct gp_xml_value {
    uint32_t space, name; /* in names */
    struct gp_slice value;
};

struct gp_xml_node {
    uint32_t space, name;         /* in names; space of "" when there is none */
    uint32_t parent, first, next; /* nodes, GP_NO_ID: none */
    uint32_t line;
    uint32_t n_values;
    struct gp_xml_value *values; /* attributes */
    struct gp_slice text;        /* own text, trimmed; "" when blank */
};

struct gp_xmltree {
    struct gp_xml_node *nodes; /* in document order; 0 is the root */
    size_t n, cap;
    uint64_t n_instructions; /* <?...?>, all ignored */
    struct gp_dict names;
    struct gp_arena texts;
};

/* Nothing is owned on failure. */
enum gp_status gp_xmltree_parse(const char *file, struct gp_slice bytes,
                                struct gp_xmltree *out, struct gp_err *err) GP_MUST_USE;
void gp_xmltree_release(struct gp_xmltree *t);

/* All of these take GP_NO_ID as a node and find nothing there. Names without prefix. */
struct gp_slice gp_xmltree_name(const struct gp_xmltree *t, uint32_t node);
struct gp_slice gp_xmltree_space(const struct gp_xmltree *t, uint32_t node);
bool gp_xmltree_is(const struct gp_xmltree *t, uint32_t node, const char *name);
struct gp_slice gp_xmltree_attribute(const struct gp_xmltree *t, uint32_t node,
                                     const char *name); /* "" when absent */
struct gp_slice gp_xmltree_text(const struct gp_xmltree *t, uint32_t node);

/* The first child of that name, or the next sibling of that name after a child. */
uint32_t gp_xmltree_child(const struct gp_xmltree *t, uint32_t node, const char *name);
uint32_t gp_xmltree_again(const struct gp_xmltree *t, uint32_t node, const char *name);

/* Document order below `top`: the node after `node`, GP_NO_ID at the end. skip: without
 * what lies inside `node`. */
uint32_t gp_xmltree_walk(const struct gp_xmltree *t, uint32_t top, uint32_t node,
                         bool skip);

#endif
