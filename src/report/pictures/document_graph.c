/* document_graph.c - see document_graph.h.
 *
 *   net:      (start) -> [A] -> ( ) -> tau -> ( ) -> [B] -> (end)      ( ) also to [B]
 *   picture:  start -> [A] -> [B] -> end
 *
 * A silent step between two places, and a place with one way in or one way out, becomes
 * the arrows through it. What stays: places where several ways meet and part (a choice),
 * and silent steps with several places on a side (all of them).
 */
#include "report/pictures/document_graph.h"

#include "base/mem.h"

#include <string.h>

enum { MOST_RAW = 1200, MOST_BOXES = 400 };

static uint32_t add_box(struct gp_document_graph *g, enum gp_box_kind kind,
                        uint32_t element, uint32_t label)
{
    if (g->failed || !gp_reserve(&g->box, &g->boxes_cap, g->n_boxes + 1)) {
        g->failed = true;
        return GP_NO_ID;
    }
    g->box[g->n_boxes] = (struct gp_box){kind, element, label};
    return (uint32_t)g->n_boxes++;
}

static void add_arrow(struct gp_document_graph *g, uint32_t from, uint32_t to,
                      struct gp_slice name, bool message)
{
    size_t i;

    for (i = 0; i < g->n_arrows; i++)
        if (g->arrow[i].from == from && g->arrow[i].to == to &&
            gp_slice_eq(g->arrow[i].name, name))
            return;
    if (g->failed || from == GP_NO_ID || to == GP_NO_ID ||
        !gp_reserve(&g->arrow, &g->arrows_cap, g->n_arrows + 1)) {
        g->failed = true;
        return;
    }
    g->arrow[g->n_arrows++] = (struct gp_arrow){from, to, name, message};
}

static size_t arrows_at(const struct gp_document_graph *g, uint32_t box, bool in)
{
    size_t n = 0, i;

    for (i = 0; i < g->n_arrows; i++)
        n += (in ? g->arrow[i].to : g->arrow[i].from) == box;
    return n;
}

/* ---- from the arrows of a drawing -------------------------------------------------- */

static bool holds(struct gp_slice text, const char *z)
{
    size_t n = strlen(z), i;

    for (i = 0; i + n <= text.len; i++)
        if (gp_slice_is_nocase(gp_slice_n(text.at + i, n), z))
            return true;
    return false;
}

static enum gp_box_kind kind_of(const struct gp_element *e)
{
    if (e->label != GP_NO_ID)
        return GP_BOX_STEP;
    if (holds(e->kind, "parallel"))
        return GP_BOX_ALL;
    if (holds(e->kind, "inclusive") || holds(e->kind, "complex"))
        return GP_BOX_ANY;
    if (holds(e->kind, "gateway") || holds(e->kind, "choice"))
        return GP_BOX_CHOICE;
    if (e->name.len == 0 && holds(e->kind, "start"))
        return GP_BOX_START;
    if (e->name.len == 0 && holds(e->kind, "end"))
        return GP_BOX_END;
    return GP_BOX_EVENT;
}

static uint32_t box_of(struct gp_document_graph *g, const struct gp_process *p,
                       uint32_t *box, uint32_t element)
{
    const struct gp_element *e = &p->elements[element];

    if (box[element] == GP_NO_ID)
        box[element] = add_box(g, kind_of(e), element, e->label);
    return box[element];
}

/* Steps in their order, so that the picture does not depend on the order of arrows. */
static void from_flows(struct gp_document_graph *g, const struct gp_process *p)
{
    uint32_t *box = gp_array(p->n_elements, sizeof *box);
    size_t i;

    if (box == NULL) {
        g->failed = true;
        return;
    }
    for (i = 0; i < p->n_elements; i++)
        box[i] = GP_NO_ID;
    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].label != GP_NO_ID)
            (void)box_of(g, p, box, (uint32_t)i);
    for (i = 0; i < p->n_flows; i++) {
        const struct gp_flow *f = &p->flows[i];

        if (f->from == GP_NO_ID || f->to == GP_NO_ID)
            continue;
        add_arrow(g, box_of(g, p, box, f->from), box_of(g, p, box, f->to), f->name,
                  f->kind == GP_FLOW_MESSAGE);
    }
    gp_free(box);
}

/* ---- from a net -------------------------------------------------------------------- */

/* A step that gives to or takes from several places has a bar for it of its own. */
static void add_transition(struct gp_document_graph *g, const struct gp_transition *t,
                           const uint32_t *place, uint32_t end)
{
    bool step = t->label != GP_NO_ID;
    uint32_t box = add_box(g, step ? GP_BOX_STEP : GP_BOX_ALL, t->element, t->label);
    uint32_t before = box, after = box;
    size_t i;

    if (step && t->pre.n > 1) {
        before = add_box(g, GP_BOX_ALL, GP_NO_ID, GP_NO_ID);
        add_arrow(g, before, box, gp_slice(""), false);
    }
    if (step && t->post.n > 1) {
        after = add_box(g, GP_BOX_ALL, GP_NO_ID, GP_NO_ID);
        add_arrow(g, box, after, gp_slice(""), false);
    }
    for (i = 0; i < t->pre.n; i++)
        add_arrow(g, place[t->pre.at[i].place], before, gp_slice(""), false);
    for (i = 0; i < t->post.n; i++)
        add_arrow(g, after, place[t->post.at[i].place], gp_slice(""), false);
    if (t->post.n == 0)
        add_arrow(g, after, end, gp_slice(""), false);
}

static void from_net(struct gp_document_graph *g, const struct gp_net *net,
                     uint32_t start, uint32_t end)
{
    uint32_t *place = gp_array(net->n_places, sizeof *place);
    size_t i;

    if (place == NULL) {
        g->failed = true;
        return;
    }
    for (i = 0; i < net->n_places; i++) {
        place[i] = add_box(g, GP_BOX_CHOICE, GP_NO_ID, GP_NO_ID);
        if (net->places[i].initial != 0)
            add_arrow(g, start, place[i], gp_slice(""), false);
        if (net->final == GP_FINAL_MARKING && net->places[i].final != 0)
            add_arrow(g, place[i], end, gp_slice(""), false);
    }
    for (i = 0; i < net->n_transitions; i++)
        add_transition(g, &net->transitions[i], place, end);
    gp_free(place);
}

/* ---- what says nothing is taken out ------------------------------------------------ */

static uint32_t neighbour(const struct gp_document_graph *g, uint32_t box, bool in)
{
    size_t i;

    for (i = 0; i < g->n_arrows; i++)
        if ((in ? g->arrow[i].to : g->arrow[i].from) == box)
            return in ? g->arrow[i].from : g->arrow[i].to;
    return GP_NO_ID;
}

static bool says_nothing(const struct gp_document_graph *g, uint32_t box)
{
    enum gp_box_kind kind = g->box[box].kind;
    size_t in = arrows_at(g, box, true), out = arrows_at(g, box, false), i;

    if ((kind != GP_BOX_CHOICE && kind != GP_BOX_ALL) || in == 0 || out == 0)
        return false;
    for (i = 0; i < g->n_arrows; i++)
        if (g->arrow[i].from == box && g->arrow[i].to == box)
            return false;
    if (in == 1 && out == 1)
        return true;
    if (kind == GP_BOX_ALL)
        return false;
    if (in == 1)
        return g->box[neighbour(g, box, true)].kind != GP_BOX_ALL;
    return out == 1 && g->box[neighbour(g, box, false)].kind != GP_BOX_ALL;
}

/* The arrows through a box become arrows past it. */
static void take_out(struct gp_document_graph *g, uint32_t box)
{
    size_t n = g->n_arrows, kept = 0, i, k;

    for (i = 0; i < n; i++)
        for (k = 0; g->arrow[i].to == box && k < n; k++)
            if (g->arrow[k].from == box)
                add_arrow(g, g->arrow[i].from, g->arrow[k].to, gp_slice(""), false);
    for (i = 0; i < g->n_arrows; i++)
        if (g->arrow[i].from != box && g->arrow[i].to != box)
            g->arrow[kept++] = g->arrow[i];
    g->n_arrows = kept;
}

static void simplify(struct gp_document_graph *g)
{
    bool changed = true;
    uint32_t i;

    while (changed && !g->failed) {
        changed = false;
        for (i = 0; i < g->n_boxes; i++)
            if (says_nothing(g, i)) {
                take_out(g, i);
                changed = true;
            }
    }
}

/* Boxes without arrows that are no steps go; the others move up. */
static void drop_lonely(struct gp_document_graph *g)
{
    uint32_t *to = gp_array(g->n_boxes, sizeof *to);
    size_t n = 0, i;

    if (to == NULL) {
        g->failed = true;
        return;
    }
    for (i = 0; i < g->n_boxes; i++) {
        bool keep = g->box[i].kind == GP_BOX_STEP ||
                    arrows_at(g, (uint32_t)i, true) != 0 ||
                    arrows_at(g, (uint32_t)i, false) != 0;

        to[i] = (uint32_t)n;
        if (keep)
            g->box[n++] = g->box[i];
    }
    g->n_boxes = n;
    for (i = 0; i < g->n_arrows; i++) {
        g->arrow[i].from = to[g->arrow[i].from];
        g->arrow[i].to = to[g->arrow[i].to];
    }
    gp_free(to);
}

static size_t raw_size(const struct gp_process *p)
{
    size_t n = p->n_flows, i;

    for (i = 0; p->n_flows == 0 && i < p->n_nets; i++)
        n += p->nets[i]->n_places + p->nets[i]->n_transitions;
    return n;
}

void gp_document_graph_make(const struct gp_process *p, struct gp_document_graph *out)
{
    size_t i;

    memset(out, 0, sizeof *out);
    out->too_large = raw_size(p) > MOST_RAW;
    if (out->too_large)
        return;
    if (p->n_flows != 0) {
        from_flows(out, p);
    } else if (p->n_nets != 0) {
        uint32_t start = add_box(out, GP_BOX_START, GP_NO_ID, GP_NO_ID);
        uint32_t end = add_box(out, GP_BOX_END, GP_NO_ID, GP_NO_ID);

        for (i = 0; i < p->n_nets; i++)
            from_net(out, p->nets[i], start, end);
        simplify(out);
    }
    if (!out->failed)
        drop_lonely(out);
    if (out->n_boxes > MOST_BOXES) {
        gp_document_graph_release(out);
        out->too_large = true;
    }
}

void gp_document_graph_release(struct gp_document_graph *g)
{
    gp_free(g->box);
    gp_free(g->arrow);
    memset(g, 0, sizeof *g);
}
