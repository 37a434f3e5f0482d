/* read_pnml.c - see read_pnml.h.
 *
 * Three walks over the tree: nodes (places and transitions get their numbers), then
 * references between pages, then arcs and final marking, which name nodes by id.
 * Everything that carries no behaviour (graphics, tool data) is informational.
 */
#include "model/net/read_pnml.h"

#include "base/mem.h"
#include "base/xmltree.h"

enum what { PLACE, TRANSITION };

struct node {
    enum what what;
    /* place or transition of the net; GP_NO_ID: unresolved reference */
    uint32_t number;
    uint32_t refers; /* tree node of a reference, else GP_NO_ID */
};

struct reading {
    const char *file;
    struct gp_xmltree tree;
    struct gp_process *p;
    struct gp_net *net;
    struct gp_dict ids;
    struct node *nodes; /* [ids.n] */
    size_t nodes_cap;
    struct gp_err *err;
};

static uint64_t line_of(const struct reading *r, uint32_t node)
{
    return r->tree.nodes[node].line;
}

/* <kind><text>VALUE</text></kind> below node. */
static struct gp_slice labelled(const struct reading *r, uint32_t node,
                                const char *kind)
{
    uint32_t child = gp_xmltree_child(&r->tree, node, kind);

    return gp_xmltree_text(&r->tree, gp_xmltree_child(&r->tree, child, "text"));
}

/* A count of 0..255, `otherwise` when the text is empty; false for anything else. */
static bool small_count(struct gp_slice s, uint8_t otherwise, uint8_t *n)
{
    unsigned value = 0;
    size_t i;

    *n = otherwise;
    if (s.len == 0)
        return true;
    for (i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || value > 255)
            return false;
        value = value * 10 + (unsigned)(s.at[i] - '0');
    }
    *n = (uint8_t)value;
    return value <= 255;
}

static enum gp_status bad_count(struct reading *r, uint32_t node, struct gp_slice found)
{
    return gp_fail_at(r->err, GP_INPUT, r->file, line_of(r, node),
                      "expected a number from 0 to 255, found \"%.*s\"",
                      (int)(found.len < 100 ? found.len : 100), found.at);
}

static bool is_silent(const struct reading *r, uint32_t node)
{
    const struct gp_xmltree *t = &r->tree;
    uint32_t tool = gp_xmltree_child(t, node, "toolspecific");

    for (; tool != GP_NO_ID; tool = gp_xmltree_again(t, tool, "toolspecific")) {
        uint32_t property = gp_xmltree_child(t, tool, "property");

        if (gp_slice_is(gp_xmltree_attribute(t, tool, "activity"), "$invisible$"))
            return true;
        for (; property != GP_NO_ID;
             property = gp_xmltree_again(t, property, "property"))
            if (gp_slice_is(gp_xmltree_attribute(t, property, "key"), "invisible") &&
                gp_slice_is(gp_xmltree_text(t, property), "true"))
                return true;
    }
    return false;
}

static enum gp_status add_place(struct reading *r, uint32_t node, uint32_t element,
                                uint32_t *number)
{
    struct gp_slice tokens = labelled(r, node, "initialMarking");

    *number = gp_net_place(r->net, element);
    if (*number == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->net->places[*number].name = r->p->elements[element].name;
    if (!small_count(tokens, 0, &r->net->places[*number].initial))
        return bad_count(r, node, tokens);
    return GP_OK;
}

static enum gp_status add_transition(struct reading *r, uint32_t node, uint32_t element,
                                     uint32_t *number)
{
    r->p->elements[element].on_flow = true;
    if (!is_silent(r, node) && r->p->elements[element].name.len > 0)
        gp_process_make_step(r->p, element);
    *number = gp_net_transition(r->net, r->p->elements[element].label, element);
    return *number != GP_NO_ID ? GP_OK : gp_fail_memory(r->err);
}

static enum gp_status remember(struct reading *r, uint32_t node, struct node what)
{
    struct gp_slice id = gp_xmltree_attribute(&r->tree, node, "id");
    size_t known = r->ids.n;
    uint32_t i = gp_dict_add(&r->ids, id);

    if (i == GP_NO_ID || !gp_reserve(&r->nodes, &r->nodes_cap, r->ids.n))
        return gp_fail_memory(r->err);
    if (r->ids.n == known)
        return gp_fail_at(r->err, GP_INPUT, r->file, line_of(r, node),
                          "the id \"%.*s\" is used twice",
                          (int)(id.len < 100 ? id.len : 100), id.at);
    r->nodes[i] = what;
    return GP_OK;
}

static enum gp_status add_node(struct reading *r, uint32_t node, enum what what,
                               bool reference)
{
    struct gp_slice kind = gp_xmltree_name(&r->tree, node);
    struct node n = {.what = what, .number = GP_NO_ID, .refers = GP_NO_ID};
    uint32_t e =
        gp_process_element(r->p, kind, gp_xmltree_attribute(&r->tree, node, "id"),
                           labelled(r, node, "name"), line_of(r, node));
    enum gp_status st = GP_OK;

    if (e == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->p->elements[e].net = 0;
    if (reference)
        n.refers = node;
    else if (what == PLACE)
        st = add_place(r, node, e, &n.number);
    else
        st = add_transition(r, node, e, &n.number);
    return st == GP_OK ? remember(r, node, n) : st;
}

/* What stands around the nodes: one element each, so that nothing is swallowed. */
static void add_other(struct reading *r, uint32_t node)
{
    struct gp_slice name = gp_xmltree_name(&r->tree, node);
    bool known = gp_slice_is(name, "page") || gp_slice_is(name, "name") ||
                 gp_slice_is(name, "toolspecific") || gp_slice_is(name, "graphics") ||
                 gp_slice_is(name, "finalmarkings") || gp_slice_is(name, "variables");
    uint32_t e =
        gp_process_element(r->p, name, gp_xmltree_attribute(&r->tree, node, "id"),
                           gp_slice(""), line_of(r, node));

    if (known)
        gp_process_judge(r->p, e, GP_INFORMATIONAL, NULL);
    else
        gp_process_judge(r->p, e, GP_NOT_UNDERSTOOD,
                         "not part of a place/transition net");
}

static enum gp_status add_nodes(struct reading *r, uint32_t net)
{
    const struct gp_xmltree *t = &r->tree;
    enum gp_status st = GP_OK;
    uint32_t node = t->nodes[net].first;

    while (st == GP_OK && node != GP_NO_ID) {
        bool page = gp_xmltree_is(t, node, "page");

        if (gp_xmltree_is(t, node, "place"))
            st = add_node(r, node, PLACE, false);
        else if (gp_xmltree_is(t, node, "transition"))
            st = add_node(r, node, TRANSITION, false);
        else if (gp_xmltree_is(t, node, "referencePlace"))
            st = add_node(r, node, PLACE, true);
        else if (gp_xmltree_is(t, node, "referenceTransition"))
            st = add_node(r, node, TRANSITION, true);
        else if (!gp_xmltree_is(t, node, "arc"))
            add_other(r, node);
        node = gp_xmltree_walk(t, net, node, !page);
    }
    return st;
}

/* Follows references; a chain longer than there are nodes is a circle. */
static struct node resolve(const struct reading *r, struct gp_slice id)
{
    struct node none = {.number = GP_NO_ID, .refers = GP_NO_ID};
    size_t steps;

    for (steps = 0; steps <= r->ids.n; steps++) {
        uint32_t i = gp_dict_find(&r->ids, id);

        if (i == GP_NO_ID)
            return none;
        if (r->nodes[i].refers == GP_NO_ID)
            return r->nodes[i];
        id = gp_xmltree_attribute(&r->tree, r->nodes[i].refers, "ref");
    }
    return none;
}

static enum gp_status connect(struct reading *r, uint32_t arc, struct node from,
                              struct node to)
{
    struct gp_slice weight_text = labelled(r, arc, "inscription");
    struct gp_slice type = labelled(r, arc, "arctype");
    uint8_t weight;

    if (!small_count(weight_text, 1, &weight))
        return bad_count(r, arc, weight_text);
    if (type.len == 0)
        type = gp_xmltree_attribute(&r->tree, arc, "type");
    if (from.what == PLACE && gp_slice_is(type, "reset"))
        gp_net_reset(r->net, to.number, from.number);
    else if (from.what == PLACE && gp_slice_is(type, "inhibitor"))
        gp_net_must_be_empty(r->net, to.number, from.number);
    else
        for (; weight > 0; weight--) {
            if (from.what == PLACE)
                gp_net_take(r->net, to.number, from.number);
            else
                gp_net_give(r->net, from.number, to.number);
        }
    return GP_OK;
}

static enum gp_status add_arc(struct reading *r, uint32_t arc)
{
    const struct gp_xmltree *t = &r->tree;
    struct gp_slice source = gp_xmltree_attribute(t, arc, "source");
    struct gp_slice target = gp_xmltree_attribute(t, arc, "target");
    struct node from = resolve(r, source), to = resolve(r, target);
    uint32_t e =
        gp_process_element(r->p, gp_slice("arc"), gp_xmltree_attribute(t, arc, "id"),
                           gp_slice(""), line_of(r, arc));

    if (e == GP_NO_ID)
        return gp_fail_memory(r->err);
    if (from.number == GP_NO_ID || to.number == GP_NO_ID || from.what == to.what)
        return gp_fail_at(r->err, GP_INPUT, r->file, line_of(r, arc),
                          "an arc joins a place and a transition; this one goes from "
                          "\"%.*s\" to \"%.*s\"",
                          (int)(source.len < 100 ? source.len : 100), source.at,
                          (int)(target.len < 100 ? target.len : 100), target.at);
    r->p->elements[e].net = 0;
    return connect(r, arc, from, to);
}

static enum gp_status add_arcs(struct reading *r, uint32_t net)
{
    const struct gp_xmltree *t = &r->tree;
    enum gp_status st = GP_OK;
    uint32_t node = t->nodes[net].first;

    while (st == GP_OK && node != GP_NO_ID) {
        if (gp_xmltree_is(t, node, "arc"))
            st = add_arc(r, node);
        node = gp_xmltree_walk(t, net, node, !gp_xmltree_is(t, node, "page"));
    }
    return st;
}

/* Nothing said: one token on every place that no transition takes from. */
static void guess_final(struct reading *r)
{
    struct gp_net *net = r->net;
    size_t i, k;

    for (i = 0; i < net->n_places; i++)
        net->places[i].final = 1;
    for (i = 0; i < net->n_transitions; i++)
        for (k = 0; k < net->transitions[i].pre.n; k++)
            net->places[net->transitions[i].pre.at[k].place].final = 0;
    gp_process_note(
        r->p, GP_NOTE_FACT, GP_NO_ID, 0,
        "no final marking is given; complete means one token on every place "
        "that nothing takes from");
}

static enum gp_status read_final(struct reading *r, uint32_t net)
{
    const struct gp_xmltree *t = &r->tree;
    uint32_t all = gp_xmltree_child(t, net, "finalmarkings");
    uint32_t marking = gp_xmltree_child(t, all, "marking");
    uint32_t place = gp_xmltree_child(t, marking, "place");

    r->net->final = GP_FINAL_MARKING;
    if (marking == GP_NO_ID) {
        guess_final(r);
        return GP_OK;
    }
    if (gp_xmltree_again(t, marking, "marking") != GP_NO_ID)
        gp_process_note(r->p, GP_NOTE_FACT, GP_NO_ID, line_of(r, marking),
                        "several final markings are given; the first one counts");
    for (; place != GP_NO_ID; place = gp_xmltree_again(t, place, "place")) {
        struct gp_slice text = gp_xmltree_text(t, gp_xmltree_child(t, place, "text"));
        struct node n = resolve(r, gp_xmltree_attribute(t, place, "idref"));

        if (n.number == GP_NO_ID || n.what != PLACE)
            return gp_fail_at(r->err, GP_INPUT, r->file, line_of(r, place),
                              "the final marking names a place that does not exist");
        if (!small_count(text, 1, &r->net->places[n.number].final))
            return bad_count(r, place, text);
    }
    return GP_OK;
}

static enum gp_status build(struct reading *r)
{
    uint32_t net = gp_xmltree_child(&r->tree, 0, "net");
    enum gp_status st;

    if (net == GP_NO_ID)
        return gp_fail_at(r->err, GP_INPUT, r->file, 1, "expected a <net> in <pnml>");
    if (gp_xmltree_again(&r->tree, net, "net") != GP_NO_ID)
        gp_process_note(r->p, GP_NOTE_FACT, GP_NO_ID, line_of(r, net),
                        "several nets are given; the first one counts");
    st = add_nodes(r, net);
    if (st == GP_OK)
        st = add_arcs(r, net);
    if (st == GP_OK)
        st = read_final(r, net);
    if (st == GP_OK && !gp_process_ok(r->p))
        st = gp_fail_memory(r->err);
    return st;
}

enum gp_status gp_read_pnml(const struct gp_input *inputs, size_t n,
                            const struct gp_read_options *options,
                            struct gp_process **out, struct gp_err *err)
{
    struct reading r = {.file = inputs[0].name, .err = err};
    enum gp_status st = gp_xmltree_parse(r.file, inputs[0].bytes, &r.tree, err);

    (void)n;
    (void)options;
    *out = NULL;
    if (st != GP_OK)
        return st;
    r.p = gp_process_new(gp_slice(r.file), "pnml");
    if (r.p == NULL) {
        st = gp_fail_memory(err);
    } else {
        r.net = gp_process_net(r.p, GP_NO_ID);
        st = build(&r);
    }
    gp_xmltree_release(&r.tree);
    gp_dict_release(&r.ids);
    gp_free(r.nodes);
    if (st == GP_OK)
        *out = r.p;
    else
        gp_process_free(r.p);
    return st;
}
