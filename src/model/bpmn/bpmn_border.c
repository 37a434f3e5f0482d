/* bpmn_border.c - boundary events, and errors and escalations thrown to them.
 *
 *   interrupting, on a task         run -> border, the step itself seen or not
 *   interrupting, on a sub-process  active -> border, everything inside is gone
 *   not interrupting                once, while the activity is going on
 *   error, cancel, escalation       when something inside throws it; if nothing inside
 *                                   ever does, at any moment (looser, said so)
 */
#include "base/mem.h"
#include "model/bpmn/bpmn_net.h"

static bool is_caught_inside(enum bpmn_event e)
{
    return e == BPMN_ERROR || e == BPMN_CANCEL || e == BPMN_ESCALATION;
}

/* The token goes on behind the boundary event from here. */
static uint32_t behind(struct bpmn_build *b, uint32_t instance, uint32_t border)
{
    uint32_t e = b->g->nodes[border].element;
    uint32_t place = gp_bpmn_place(b, instance, e);

    gp_bpmn_emit(b, instance, border, gp_bpmn_silent(b, e, place));
    return place;
}

static void clean(struct bpmn_build *b, uint32_t t, const struct bpmn_work *w)
{
    size_t i;

    for (i = 0; i < w->clean.n; i++)
        gp_net_reset(b->net, t, w->clean.at[i]);
}

/* The task is given up from one of its places: it may have left an event, or none. */
static void interrupt_task(struct bpmn_build *b, const struct bpmn_node *task,
                           uint32_t run, uint32_t to, const struct bpmn_work *w)
{
    enum gp_task_events mode = b->g->options->task_events;
    uint32_t label = b->g->p->elements[task->element].label;

    if (mode != GP_TASK_START)
        clean(b, gp_net_silent(b->net, GP_NO_ID, run, to), w);
    if (mode != GP_TASK_COMPLETE)
        clean(b, gp_net_step(b->net, label, task->element, run, to), w);
}

static void interrupt(struct bpmn_build *b, const struct bpmn_node *n, uint32_t to,
                      const struct bpmn_work *w)
{
    size_t i;
    uint32_t t;

    if (w->child != GP_NO_ID) {
        t = gp_net_silent(b->net, GP_NO_ID, GP_NO_ID, to);
        gp_bpmn_abort(b, t, w->child);
        clean(b, t, w);
        return;
    }
    for (i = 0; i < w->at.n; i++) {
        if (gp_bpmn_is_step(n))
            interrupt_task(b, n, w->at.at[i], to, w);
        else
            clean(b, gp_net_silent(b->net, GP_NO_ID, w->at.at[i], to), w);
    }
}

/* Beside the work: it goes on, and a token more starts behind the border. */
static void fire_beside(struct bpmn_build *b, uint32_t at, uint32_t armed, uint32_t to)
{
    uint32_t t = gp_net_silent(b->net, GP_NO_ID, at, at);

    gp_net_take(b->net, t, armed);
    gp_net_give(b->net, t, to);
}

static void beside(struct bpmn_build *b, uint32_t armed, uint32_t to,
                   const struct bpmn_work *w)
{
    size_t i;

    if (w->child != GP_NO_ID)
        fire_beside(b, b->instances[w->child].active, armed, to);
    else
        for (i = 0; i < w->at.n; i++)
            fire_beside(b, w->at.at[i], armed, to);
}

static void wait_for_throw(struct bpmn_build *b, uint32_t instance, uint32_t border,
                           uint32_t child)
{
    if (!gp_reserve(&b->catchers, &b->catchers_cap, b->n_catchers + 1)) {
        b->g->failed = true;
        return;
    }
    b->catchers[b->n_catchers++] =
        (struct bpmn_catcher){.border = border, .instance = instance, .child = child};
}

void gp_bpmn_borders(struct bpmn_build *b, uint32_t instance, uint32_t node,
                     struct bpmn_work *work)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    size_t i;

    for (i = 0; i < n->borders.n; i++) {
        uint32_t border = n->borders.at[i];
        const struct bpmn_node *e = &b->g->nodes[border];

        b->g->p->elements[e->element].net = b->number;
        if (e->event == BPMN_COMPENSATE)
            continue; /* its handler happens beside the flow */
        b->g->p->elements[e->element].can_show = true;
        if (is_caught_inside(e->event) && work->child != GP_NO_ID) {
            wait_for_throw(b, instance, border, work->child);
        } else if (e->interrupting) {
            interrupt(b, n, behind(b, instance, border), work);
        } else {
            beside(b, gp_bpmn_input(b, instance, border), behind(b, instance, border),
                   work);
            gp_process_note(b->g->p, GP_NOTE_FACT, e->element,
                            b->g->p->elements[e->element].line,
                            "taken to happen at most once each time");
        }
    }
}

static bool matches(const struct bpmn_node *thrown, const struct bpmn_node *caught)
{
    struct gp_slice a = gp_slice_trim(thrown->ref), c = gp_slice_trim(caught->ref);

    return thrown->event == caught->event &&
           (a.len == 0 || c.len == 0 || gp_slice_eq(a, c));
}

/* The nearest border around the instance that catches what n throws. */
static struct bpmn_catcher *catcher_of(struct bpmn_build *b, uint32_t instance,
                                       const struct bpmn_node *n)
{
    size_t i;

    for (; instance != GP_NO_ID; instance = b->instances[instance].parent)
        for (i = 0; i < b->n_catchers; i++)
            if (b->catchers[i].child == instance &&
                matches(n, &b->g->nodes[b->catchers[i].border]))
                return &b->catchers[i];
    return NULL;
}

/* t leads from the thrower to behind the border; the activity ends or goes on. */
static void catch_it(struct bpmn_build *b, uint32_t t, const struct bpmn_catcher *c)
{
    const struct bpmn_node *border = &b->g->nodes[c->border];

    gp_net_give(b->net, t, behind(b, c->instance, c->border));
    if (border->interrupting)
        gp_bpmn_abort(b, t, c->child);
}

/* An event sub-process of this scope that begins with what n throws: its start. */
static uint32_t start_inside(const struct bpmn_build *b, uint32_t instance,
                             const struct bpmn_node *n)
{
    const struct bpmn *g = b->g;
    const struct bpmn_list *nodes = &g->scopes[b->instances[instance].scope].nodes;
    size_t i, k;

    for (i = 0; i < nodes->n; i++) {
        const struct bpmn_node *sub = &g->nodes[nodes->at[i]];

        for (k = 0; sub->by_event && sub->inner != GP_NO_ID &&
                    k < g->scopes[sub->inner].nodes.n;
             k++) {
            const struct bpmn_node *s = &g->nodes[g->scopes[sub->inner].nodes.at[k]];

            if (s->kind == BPMN_START && s->event != BPMN_PLAIN && matches(n, s))
                return g->scopes[sub->inner].nodes.at[k];
        }
    }
    return GP_NO_ID;
}

static void ends_scope(struct bpmn_build *b, uint32_t instance, uint32_t t)
{
    size_t i;

    gp_bpmn_inside(b, t, instance, true);
    for (i = 0; i < b->instances[instance].armed.n; i++)
        gp_net_reset(b->net, t, b->instances[instance].armed.at[i]);
}

/* One way into a throwing event. */
static void throw_from(struct bpmn_build *b, uint32_t instance, uint32_t node,
                       uint32_t from)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    struct bpmn_catcher *c = catcher_of(b, instance, n);
    uint32_t t = gp_bpmn_silent(b, n->element, from);

    gp_bpmn_emit(b, instance, node, t);
    if (c != NULL) {
        c->caught = true;
        catch_it(b, t, c);
    } else if (n->event == BPMN_ESCALATION ||
               start_inside(b, instance, n) != GP_NO_ID) {
        /* a token less here; a sub-process may begin by itself */
    } else {
        ends_scope(b, instance, t);
        gp_process_note(b->g->p, GP_NOTE_FACT, n->element,
                        b->g->p->elements[n->element].line,
                        "nothing catches this; it ends everything around it");
    }
}

void gp_bpmn_throw(struct bpmn_build *b, uint32_t instance, uint32_t node)
{
    struct bpmn_list in = {0};
    size_t i;

    gp_bpmn_inputs(b, instance, node, &in);
    for (i = 0; i < in.n; i++)
        throw_from(b, instance, node, in.at[i]);
    b->g->p->elements[b->g->nodes[node].element].can_show = true;
    gp_free(in.at);
}

void gp_bpmn_uncaught(struct bpmn_build *b)
{
    size_t i;

    for (i = 0; i < b->n_catchers && !b->g->failed; i++) {
        const struct bpmn_catcher *c = &b->catchers[i];
        const struct bpmn_node *border = &b->g->nodes[c->border];
        uint32_t to, t;

        if (c->caught)
            continue;
        to = behind(b, c->instance, c->border);
        if (border->interrupting) {
            t = gp_net_silent(b->net, GP_NO_ID, GP_NO_ID, to);
            gp_bpmn_abort(b, t, c->child);
        } else {
            fire_beside(b, b->instances[c->child].active,
                        gp_bpmn_input(b, c->instance, c->border), to);
        }
        gp_process_note(b->g->p, GP_NOTE_FACT, border->element,
                        b->g->p->elements[border->element].line,
                        "nothing inside throws this by name: it may happen at any "
                        "moment while the activity is going on");
    }
}
