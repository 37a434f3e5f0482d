/* drawing.c - see drawing.h: which boxes and arrows.
 *
 *   place                      a choice: ways meet and part there
 *   visible transition         a step; a bar before it, where it takes from several
 *                              places, and behind it, where it gives to several
 *   silent transition          a bar
 *
 * Then whatever has one way in and one way out goes, and a choice that only leads to a
 * choice (a bar to a bar) becomes one with it.
 */
#include "model/bpmn/drawing.h"

#include "base/mem.h"
#include "model/net/net_flat.h"
#include "model/net/net_plain.h"

#include <string.h>

enum { MOST_NODES = 4000 };

static uint32_t add_node(struct gp_drawing *d, enum gp_drawn_kind kind,
                         uint32_t element, uint32_t label)
{
    if (d->failed || !gp_reserve(&d->node, &d->cap, d->n + 1)) {
        d->failed = true;
        return GP_NO_ID;
    }
    d->node[d->n] = (struct gp_drawn){.kind = kind, .element = element, .label = label};
    return (uint32_t)d->n++;
}

static void add_arrow(struct gp_drawing *d, uint32_t from, uint32_t to)
{
    if (d->failed || !gp_reserve(&d->arrow, &d->arrows_cap, d->n_arrows + 1)) {
        d->failed = true;
        return;
    }
    d->arrow[d->n_arrows++] = (struct gp_drawn_arrow){.from = from, .to = to};
}

/* ---- from the net ------------------------------------------------------------------ */

struct drawing {
    const struct gp_process *p;
    const struct gp_net *net;
    struct gp_drawing *out;
    uint32_t *place; /* [places] node */
    uint32_t start, end;
};

static void add_transition(struct drawing *b, const struct gp_transition *t)
{
    struct gp_drawing *d = b->out;
    bool step = t->label != GP_NO_ID;
    uint32_t node = add_node(d, step ? GP_DRAWN_STEP : GP_DRAWN_ALL, t->element,
                             step ? t->label : GP_NO_ID);
    uint32_t before = node, after = node;
    size_t i;

    if (step && t->pre.n > 1) {
        before = add_node(d, GP_DRAWN_ALL, GP_NO_ID, GP_NO_ID);
        add_arrow(d, before, node);
    }
    if (step && t->post.n > 1) {
        after = add_node(d, GP_DRAWN_ALL, GP_NO_ID, GP_NO_ID);
        add_arrow(d, node, after);
    }
    for (i = 0; i < t->pre.n; i++)
        add_arrow(d, b->place[t->pre.at[i].place], before);
    for (i = 0; i < t->post.n; i++)
        add_arrow(d, after, b->place[t->post.at[i].place]);
    if (t->post.n == 0)
        add_arrow(d, after,
                  t->reset.n != 0 ? add_node(d, GP_DRAWN_TERMINATE, GP_NO_ID, GP_NO_ID)
                                  : b->end);
}

/* Begins in all places marked at the start, ends where the net's own end says. */
static void add_borders(struct drawing *b)
{
    struct gp_drawing *d = b->out;
    uint32_t all[2], end;
    size_t n[2] = {0, 0}, i;

    for (i = 0; i < b->net->n_places; i++) {
        n[0] += b->net->places[i].initial != 0;
        n[1] += b->net->final == GP_FINAL_MARKING && b->net->places[i].final != 0;
    }
    all[0] = n[0] > 1 ? add_node(d, GP_DRAWN_ALL, GP_NO_ID, GP_NO_ID) : b->start;
    all[1] = n[1] > 1 ? add_node(d, GP_DRAWN_ALL, GP_NO_ID, GP_NO_ID) : b->end;
    if (n[0] > 1)
        add_arrow(d, b->start, all[0]);
    if (n[1] > 1)
        add_arrow(d, all[1], b->end);
    end = all[1];
    for (i = 0; !d->failed && i < b->net->n_places; i++) {
        if (b->net->places[i].initial != 0)
            add_arrow(d, all[0], b->place[i]);
        if (b->net->final == GP_FINAL_MARKING && b->net->places[i].final != 0)
            add_arrow(d, b->place[i], end);
    }
}

static size_t consumers(const struct gp_net *net, uint32_t place)
{
    size_t n = 0, i, k;

    for (i = 0; i < net->n_transitions; i++)
        for (k = 0; k < net->transitions[i].pre.n; k++)
            n += net->transitions[i].pre.at[k].place == place;
    return n;
}

/* A drawing decides at a gateway, before it waits: a step that waits for a token which
 * another one may take cannot be drawn. */
static enum gp_status check(const struct gp_process *p, const struct gp_net *net,
                            struct gp_err *err)
{
    enum gp_status st = gp_net_plain(p, net, "a drawing", err);
    size_t i, k;

    for (i = 0; st == GP_OK && i < net->n_places; i++)
        if (net->places[i].initial > 1 || net->places[i].final > 1)
            st = gp_fail(err, GP_INPUT,
                         "%s: a place that holds several tokens cannot be drawn",
                         gp_dict_name(&p->files, 0).at);
    for (i = 0; st == GP_OK && i < net->n_transitions; i++) {
        const struct gp_transition *t = &net->transitions[i];

        for (k = 0; st == GP_OK && t->pre.n > 1 && k < t->pre.n; k++)
            if (consumers(net, t->pre.at[k].place) > 1)
                st = gp_net_refuse(p, t, "waits for what another step may take first",
                                   "a drawing", err);
    }
    return st;
}

/* ---- simpler ----------------------------------------------------------------------- */

static size_t arrows_at(const struct gp_drawing *d, uint32_t node, bool in,
                        uint32_t *only)
{
    size_t n = 0, i;

    for (i = 0; i < d->n_arrows; i++)
        if (!d->arrow[i].gone && (in ? d->arrow[i].to : d->arrow[i].from) == node) {
            *only = (uint32_t)i;
            n++;
        }
    return n;
}

/* The arrow goes and its two ends become one, called by the one that stays. */
static void melt(struct gp_drawing *d, uint32_t arrow, uint32_t stays, uint32_t goes)
{
    size_t i;

    d->arrow[arrow].gone = true;
    d->node[goes].gone = true;
    for (i = 0; i < d->n_arrows; i++) {
        if (d->arrow[i].from == goes)
            d->arrow[i].from = stays;
        if (d->arrow[i].to == goes)
            d->arrow[i].to = stays;
    }
}

static bool is_gateway(const struct gp_drawing *d, uint32_t node)
{
    return d->node[node].kind == GP_DRAWN_CHOICE || d->node[node].kind == GP_DRAWN_ALL;
}

/* One way in and one way out, or of the same kind as its only neighbour on a side. */
static bool simplify_node(struct gp_drawing *d, uint32_t node)
{
    uint32_t in = GP_NO_ID, out = GP_NO_ID, from, to;
    size_t n_in, n_out;

    if (d->node[node].gone || !is_gateway(d, node))
        return false;
    n_in = arrows_at(d, node, true, &in);
    n_out = arrows_at(d, node, false, &out);
    from = n_in != 0 ? d->arrow[in].from : GP_NO_ID;
    to = n_out != 0 ? d->arrow[out].to : GP_NO_ID;
    if (from == node || to == node)
        return false;
    if (n_in == 1 && (n_out == 1 || d->node[from].kind == d->node[node].kind)) {
        melt(d, in, from, node);
        return true;
    }
    if (n_out == 1 && n_in != 0 && d->node[to].kind == d->node[node].kind) {
        melt(d, out, to, node);
        return true;
    }
    return false;
}

/* The same arrow twice between choices says nothing. */
static bool drop_double(struct gp_drawing *d)
{
    size_t i, k;

    for (i = 0; i < d->n_arrows; i++)
        for (k = 0; !d->arrow[i].gone && k < i; k++)
            if (!d->arrow[k].gone && d->arrow[k].from == d->arrow[i].from &&
                d->arrow[k].to == d->arrow[i].to &&
                d->node[d->arrow[i].from].kind == GP_DRAWN_CHOICE &&
                d->node[d->arrow[i].to].kind == GP_DRAWN_CHOICE) {
                d->arrow[i].gone = true;
                return true;
            }
    return false;
}

/* Boxes and arrows that went are taken out; the others keep their order. */
static bool pack(struct gp_drawing *d)
{
    uint32_t *to = gp_array(d->n, sizeof *to);
    size_t n = 0, i;

    if (to == NULL)
        return false;
    for (i = 0; i < d->n; i++) {
        to[i] = (uint32_t)n;
        if (!d->node[i].gone)
            d->node[n++] = d->node[i];
    }
    d->n = n;
    for (n = 0, i = 0; i < d->n_arrows; i++)
        if (!d->arrow[i].gone) {
            d->arrow[n] = d->arrow[i];
            d->arrow[n].from = to[d->arrow[i].from];
            d->arrow[n++].to = to[d->arrow[i].to];
        }
    d->n_arrows = n;
    gp_free(to);
    return true;
}

static void simplify(struct gp_drawing *d)
{
    bool changed = true;
    uint32_t i, unused;

    while (changed && !d->failed) {
        changed = drop_double(d);
        for (i = 0; i < d->n; i++)
            changed = simplify_node(d, i) || changed;
    }
    for (i = 0; i < d->n; i++)
        if (d->node[i].kind != GP_DRAWN_STEP && arrows_at(d, i, true, &unused) == 0 &&
            arrows_at(d, i, false, &unused) == 0)
            d->node[i].gone = true;
    d->failed = d->failed || !pack(d);
}

/* The drawing of a net without sub-processes. */
static enum gp_status draw(struct drawing *b, struct gp_err *err)
{
    const struct gp_net *net = b->net;
    struct gp_drawing *out = b->out;
    enum gp_status st = check(b->p, net, err);
    size_t i;

    if (st == GP_OK && net->n_places + net->n_transitions > MOST_NODES)
        st = gp_fail(err, GP_INPUT, "%s: more than %d boxes are no drawing",
                     gp_dict_name(&b->p->files, 0).at, MOST_NODES);
    if (st != GP_OK)
        return st;
    b->place = gp_array(net->n_places, sizeof *b->place);
    if (b->place == NULL)
        return gp_fail_memory(err);
    b->start = add_node(out, GP_DRAWN_START, GP_NO_ID, GP_NO_ID);
    b->end = add_node(out, GP_DRAWN_END, GP_NO_ID, GP_NO_ID);
    for (i = 0; i < net->n_places; i++)
        b->place[i] = add_node(out, GP_DRAWN_CHOICE, GP_NO_ID, GP_NO_ID);
    for (i = 0; !out->failed && i < net->n_transitions; i++)
        if (net->transitions[i].pre.n != 0)
            add_transition(b, &net->transitions[i]);
    if (!out->failed)
        add_borders(b);
    if (!out->failed)
        simplify(out);
    gp_free(b->place);
    return out->failed ? gp_fail_memory(err) : GP_OK;
}

enum gp_status gp_drawing_make(const struct gp_process *p, const struct gp_net *net,
                               struct gp_drawing *out, struct gp_err *err)
{
    struct gp_net flat;
    struct drawing b = {.p = p, .net = &flat, .out = out};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    st = gp_net_flatten(net, &flat) ? draw(&b, err) : gp_fail_memory(err);
    gp_net_release(&flat);
    return st;
}

void gp_drawing_release(struct gp_drawing *d)
{
    gp_free(d->node);
    gp_free(d->arrow);
    gp_free(d->lane);
    memset(d, 0, sizeof *d);
}
