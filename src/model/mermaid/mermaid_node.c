/* mermaid_node.c - the boxes of a flowchart (mermaid_flow.h).
 *
 *   A[Draft]   B{ok?}   C([Start])   D{+}   E@{ shape: fork }   F:::loud
 *
 * A box is a step; a diamond decides, a plus or a word for it splits, a round one may be a
 * start or an end.
 */
#include "model/mermaid/mermaid_flow.h"

#include <string.h>

enum shape { BOX, DIAMOND, ROUND, HEXAGON };

static const struct {
    const char *open, *close;
    enum shape shape;
} shapes[] = {
    {"(((", ")))", ROUND}, {"([", "])", ROUND}, {"[(", ")]", BOX},
    {"((", "))", ROUND},   {"[[", "]]", BOX},   {"{{", "}}", HEXAGON},
    {"[/", NULL, BOX},     {"[\\", NULL, BOX},  {"[|", "|]", BOX},
    {"[", "]", BOX},       {"(-", "-)", ROUND}, {"(", ")", ROUND},
    {"{", "}", DIAMOND},   {">", "]", BOX},
};

/* The words of a shape that ends with `close`, in quotes or not; f stands behind them. */
static bool take_label(struct gp_flowchart *f, const char *close,
                       struct gp_slice *label)
{
    size_t end;

    gp_flow_skip_blanks(f);
    if (gp_flow_at(f, 0) == '"') {
        end = gp_flow_find(f, f->i + 1, "\"");
        if (end == SIZE_MAX)
            return false;
        *label = gp_slice_n(f->s.at + f->i + 1, end - f->i - 1);
        gp_flow_advance(f, end + 1);
        gp_flow_skip_blanks(f);
        return true;
    }
    end = gp_flow_find(f, f->i, close);
    if (end == SIZE_MAX)
        return false;
    *label = gp_slice_n(f->s.at + f->i, end - f->i);
    if (memchr(label->at, '\n', label->len) != NULL)
        return false;
    f->i = end;
    return true;
}

/* The end of [/ /], [\ \], [/ \] or [\ /]: the second stroke may be in the label. */
static void take_slanted_end(struct gp_flowchart *f, struct gp_slice *label)
{
    if (gp_flow_looks_at(f, "/]") || gp_flow_looks_at(f, "\\]")) {
        f->i += 2; /* behind quotes */
        return;
    }
    f->i++;
    if (label->len > 0 && strchr("/\\", label->at[label->len - 1]) != NULL)
        label->len--;
}

/* The label of a shape; false when it does not close. */
static bool take_shape(struct gp_flowchart *f, struct gp_slice *label,
                       enum shape *shape)
{
    const char *close;
    size_t k = 0;

    while (k < sizeof shapes / sizeof *shapes && !gp_flow_looks_at(f, shapes[k].open))
        k++;
    if (k == sizeof shapes / sizeof *shapes)
        return false;
    *shape = shapes[k].shape;
    close = shapes[k].close;
    f->i += strlen(shapes[k].open);
    if (!take_label(f, close != NULL ? close : "]", label))
        return false;
    if (close == NULL) {
        take_slanted_end(f, label);
        return true;
    }
    if (!gp_flow_looks_at(f, close))
        return false;
    f->i += strlen(close);
    return true;
}

static bool is_gateway(struct gp_slice label)
{
    static const char *const words[] = {"+",    "and",   "parallel",  "fork",
                                        "join", "split", "fork/join", ""};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(label, words[i]))
            return true;
    return false;
}

static void set_kind(struct gp_mermaid *m, uint32_t e, const char *kind)
{
    m->p->elements[e].kind = gp_process_text(m->p, gp_slice(kind));
}

static void make_gateway(struct gp_mermaid *m, struct gp_chart_node *node)
{
    set_kind(m, node->element, "parallel");
    node->splits = node->waits = true;
}

/* What a node is follows from its shape and its words. */
static void shape_node(struct gp_flowchart *f, uint32_t n, struct gp_slice text,
                       enum shape shape)
{
    struct gp_mermaid *m = f->m;
    struct gp_chart_node *node = &m->chart.nodes[n];
    struct gp_slice label = gp_mermaid_label(m, text);

    if (m->p->failed || node->element == GP_NO_ID)
        return;
    m->p->elements[node->element].name = label;
    if (shape != BOX && is_gateway(label) && !(shape == ROUND && label.len == 0)) {
        make_gateway(m, node);
    } else if (shape == DIAMOND || shape == HEXAGON) {
        set_kind(m, node->element, "decision");
        m->p->elements[node->element].can_show = true;
    } else if (shape == ROUND && gp_mermaid_is_start(label)) {
        set_kind(m, node->element, "start");
        m->p->elements[node->element].can_show = true;
    } else if (shape == ROUND && gp_mermaid_is_end(label)) {
        set_kind(m, node->element, "end");
        m->p->elements[node->element].can_show = true;
        node->end = true;
    } else {
        set_kind(m, node->element, "step");
    }
}

/* A node is a step unless its shape says otherwise; labels come last of all. */
static uint32_t new_node(struct gp_flowchart *f, struct gp_slice id)
{
    struct gp_mermaid *m = f->m;
    size_t known = m->chart.n_nodes;
    uint32_t n = gp_chart_node(&m->chart, id), e;

    if (n == GP_NO_ID)
        return n;
    if (m->chart.n_nodes > known) {
        e = gp_process_element(m->p, gp_slice("step"), id, id, f->line);
        m->chart.nodes[n].element = e;
        if (e != GP_NO_ID)
            m->p->elements[e].on_flow = true;
    }
    gp_subgraph_member(&f->subgraphs, m, n);
    return n;
}

/* @{ shape: fork, label: "..." } */
static bool take_attributes(struct gp_flowchart *f, uint32_t n)
{
    size_t end = gp_flow_find(f, f->i, "}"), i;
    struct gp_slice body, label = gp_slice("");
    enum shape shape = BOX;
    bool gateway = false;

    if (end == SIZE_MAX)
        return false;
    body = gp_slice_n(f->s.at + f->i, end - f->i);
    for (i = 0; i + 5 < body.len; i++) {
        struct gp_slice rest = gp_slice_n(body.at + i, body.len - i);

        if (gp_slice_starts(rest, "label:")) {
            const char *open = memchr(rest.at, '"', rest.len), *close = NULL;

            if (open != NULL)
                close = memchr(open + 1, '"', rest.len - (size_t)(open + 1 - rest.at));
            if (close != NULL)
                label = gp_slice_n(open + 1, (size_t)(close - open - 1));
        }
        if (gp_slice_starts(rest, ": fork") || gp_slice_starts(rest, ": join"))
            gateway = true;
        if (gp_slice_starts(rest, ": diam") || gp_slice_starts(rest, ": decision"))
            shape = DIAMOND;
        if (gp_slice_starts(rest, ": circ") || gp_slice_starts(rest, ": stadium") ||
            gp_slice_starts(rest, ": sm-circ") || gp_slice_starts(rest, ": fr-circ"))
            shape = ROUND;
    }
    gp_flow_advance(f, end + 1);
    if (label.len > 0 || shape != BOX)
        shape_node(f, n, label.len > 0 ? label : f->m->chart.nodes[n].id, shape);
    if (gateway && f->m->chart.nodes[n].element != GP_NO_ID)
        make_gateway(f->m, &f->m->chart.nodes[n]);
    return true;
}

bool gp_flow_node(struct gp_flowchart *f, uint32_t *n)
{
    struct gp_slice id = gp_flow_id(f), label;
    enum shape shape;

    if (id.len == 0)
        return false;
    *n = new_node(f, id);
    if (*n == GP_NO_ID)
        return false;
    if (gp_flow_looks_at(f, "@{")) {
        f->i += 2;
        if (!take_attributes(f, *n))
            return false;
    } else if (strchr("[({", gp_flow_at(f, 0)) != NULL || gp_flow_at(f, 0) == '>') {
        if (!take_shape(f, &label, &shape))
            return false;
        shape_node(f, *n, label, shape);
    }
    if (gp_flow_looks_at(f, ":::")) {
        f->i += 3;
        (void)gp_flow_id(f);
    }
    return true;
}
