/* bpmn_activity.c - tasks, sub-processes and calls become transitions (bpmn_net.h).
 *
 *   task                    in -[A]-> out
 *   task with more to it    in -> run -[A]-> ran -> out, ran -> run again, run -> border
 *   sub-process             in -> active, start inside; active, nothing inside -> out
 *
 * A constant number of times is a chain of run and ran places; for a sub-process, which
 * has only one inside, a pass place tells which link of the chain is going on.
 */
#include "base/mem.h"
#include "model/bpmn/bpmn_net.h"

#include <assert.h>

struct activity {
    struct bpmn_build *b;
    uint32_t instance, node;
    const struct bpmn_node *n;
    struct bpmn_list in;
    struct bpmn_work work;
};

/* Does every pass through the scope do at most one step? Then passes beside each other
 * look like passes one after the other. Only the plain form is recognised: tokens never
 * split, and no step leads to a step. */
static bool one_step_a_pass(const struct bpmn *g, uint32_t scope)
{
    const struct bpmn_list *nodes = &g->scopes[scope].nodes;
    size_t i, k;

    for (i = 0; i < nodes->n; i++) {
        const struct bpmn_node *n = &g->nodes[nodes->at[i]];
        bool step = gp_bpmn_is_step(n);

        if ((n->out.n > 1 && n->kind != BPMN_EXCLUSIVE) || n->borders.n > 0 ||
            n->loop != BPMN_ONCE || (n->kind <= BPMN_CALL && !step) ||
            (n->in.n == 0 && n->kind != BPMN_START))
            return false;
        for (k = 0; step && k < n->out.n; k++)
            if (g->nodes[g->flows[n->out.at[k]].to].kind != BPMN_END)
                return false;
    }
    return true;
}

static void judge_loops(struct bpmn_build *b, const struct bpmn_node *n)
{
    if (n->loop != BPMN_ONCE && n->overlaps && !gp_bpmn_is_step(n) &&
        !one_step_a_pass(b->g, n->inner))
        gp_process_judge(b->g->p, n->element, GP_APPROXIMATED,
                         "its parallel instances run one after the other here");
}

void gp_bpmn_enter(struct bpmn_build *b, uint32_t t, uint32_t child)
{
    const struct bpmn_instance *c = &b->instances[child];
    size_t i;

    gp_net_give(b->net, t, c->active);
    gp_net_give(b->net, t, c->start);
    for (i = 0; i < c->armed.n; i++)
        gp_net_give(b->net, t, c->armed.at[i]);
}

void gp_bpmn_abort(struct bpmn_build *b, uint32_t t, uint32_t child)
{
    size_t i;

    gp_net_take(b->net, t, b->instances[child].active);
    gp_bpmn_inside(b, t, child, true);
    for (i = 0; i < b->instances[child].armed.n; i++)
        gp_net_reset(b->net, t, b->instances[child].armed.at[i]);
}

/* t ends the activity: what only meant something during it is cleaned up. */
static void finish(struct activity *a, uint32_t t)
{
    size_t i;

    for (i = 0; i < a->work.clean.n; i++)
        gp_net_reset(a->b->net, t, a->work.clean.at[i]);
    gp_bpmn_emit(a->b, a->instance, a->node, t);
}

static uint32_t label_of(const struct activity *a)
{
    return a->b->g->p->elements[a->n->element].label;
}

/* The work itself, once: from a run place to a ran place; pass is GP_NO_ID where there
 * is only one. Returns the transition that ends it, still without a target. */
static uint32_t work_once(struct activity *a, uint32_t run, uint32_t pass)
{
    struct bpmn_build *b = a->b;
    const struct bpmn_instance *c;
    uint32_t t;

    if (a->work.child == GP_NO_ID)
        return gp_net_step(b->net, label_of(a), a->n->element, run, GP_NO_ID);
    c = &b->instances[a->work.child];
    t = gp_net_silent(b->net, a->n->element, run, pass);
    gp_bpmn_enter(b, t, a->work.child);
    t = gp_net_silent(b->net, a->n->element, c->active, GP_NO_ID);
    gp_net_take(b->net, t, pass);
    gp_bpmn_inside(b, t, a->work.child, false);
    for (size_t i = 0; i < c->armed.n; i++)
        gp_net_reset(b->net, t, c->armed.at[i]);
    return t;
}

/* No loop: every way in, then the work, straight to the outgoing flows. */
static void plain(struct activity *a)
{
    uint32_t run = GP_NO_ID, t;
    size_t i;

    if (a->work.child == GP_NO_ID && a->n->borders.n == 0) {
        for (i = 0; i < a->in.n; i++)
            finish(a, work_once(a, a->in.at[i], GP_NO_ID));
        return;
    }
    run = gp_bpmn_place(a->b, a->instance, a->n->element);
    for (i = 0; i < a->in.n; i++) {
        t = gp_net_silent(a->b->net, a->n->element, a->in.at[i], run);
        for (size_t k = 0; k < a->work.clean.n; k++)
            gp_net_give(a->b->net, t, a->work.clean.at[k]);
    }
    gp_bpmn_push(a->b->g, &a->work.at, run);
    finish(a, work_once(a, run, GP_NO_ID));
}

static size_t links_of(const struct bpmn_node *n)
{
    return n->loop_count > 0 ? n->loop_count : 1;
}

/* A loop: a chain of run and ran places, or one pair with a way back. */
static void chained(struct activity *a)
{
    struct bpmn_build *b = a->b;
    size_t links = links_of(a->n), i, n_armed = a->work.clean.n;
    uint32_t e = a->n->element, run, ran = GP_NO_ID;

    run = gp_bpmn_place(b, a->instance, e);
    for (i = 0; i < a->in.n; i++) {
        uint32_t t = gp_net_silent(b->net, e, a->in.at[i], run);

        for (size_t k = 0; k < n_armed; k++)
            gp_net_give(b->net, t, a->work.clean.at[k]);
    }
    for (i = 0; i < links; i++) {
        uint32_t pass = GP_NO_ID, first = run;

        if (i > 0) {
            run = gp_bpmn_place(b, a->instance, e);
            gp_net_silent(b->net, e, ran, run);
        }
        if (a->work.child != GP_NO_ID && links > 1) {
            pass = gp_bpmn_place(b, a->instance, e);
            gp_bpmn_push(b->g, &a->work.clean, pass);
        }
        ran = gp_bpmn_place(b, a->instance, e);
        gp_net_give(b->net, work_once(a, run, pass), ran);
        gp_bpmn_push(b->g, &a->work.at, run);
        if (i == 0 && a->n->may_skip)
            finish(a, gp_bpmn_silent(b, e, first));
        if (a->n->loop == BPMN_REPEAT || i + 1 == links)
            finish(a, gp_bpmn_silent(b, e, ran));
    }
    if (a->n->loop == BPMN_REPEAT && a->n->loop_count == 0)
        gp_net_silent(b->net, e, ran, run);
}

/* The inside of a sub-process or called process; GP_NO_ID: one step. */
static uint32_t inside_of(struct activity *a)
{
    struct bpmn_build *b = a->b;
    uint32_t child;

    if (a->n->inner == GP_NO_ID)
        return GP_NO_ID;
    child = gp_bpmn_instance(b, a->n->inner, a->instance, a->node);
    if (child == GP_NO_ID && !b->g->failed) {
        if (b->g->p->elements[a->n->element].name.len > 0)
            gp_process_make_step(b->g->p, a->n->element);
        gp_process_judge(b->g->p, a->n->element, GP_APPROXIMATED,
                         "more sub-processes and calls than can be followed: this one "
                         "is one step");
    }
    return child;
}

/* Everything that a sub-process holds, at any depth, in any order and number. */
static void free_steps(struct bpmn_build *b, uint32_t active, uint32_t scope)
{
    struct bpmn *g = b->g;
    size_t i;

    for (i = 0; i < g->n_nodes; i++) {
        uint32_t s = g->nodes[i].scope, t;

        while (s != scope && g->scopes[s].node != GP_NO_ID)
            s = g->nodes[g->scopes[s].node].scope;
        if (s != scope)
            continue;
        g->p->elements[g->nodes[i].element].net = b->number;
        if (!gp_bpmn_is_step(&g->nodes[i]))
            continue;
        t = gp_net_step(b->net, g->p->elements[g->nodes[i].element].label,
                        g->nodes[i].element, active, active);
        (void)t;
    }
}

static void ad_hoc(struct activity *a)
{
    struct bpmn_build *b = a->b;
    uint32_t active = gp_bpmn_place(b, a->instance, a->n->element);
    size_t i;

    for (i = 0; i < a->in.n; i++)
        gp_net_silent(b->net, a->n->element, a->in.at[i], active);
    free_steps(b, active, a->n->inner);
    gp_bpmn_push(b->g, &a->work.at, active);
    finish(a, gp_bpmn_silent(b, a->n->element, active));
    gp_process_judge(b->g->p, a->n->element, GP_APPROXIMATED,
                     "an ad-hoc sub-process: its steps may happen in any order, any "
                     "number of times");
}

/* Non-interrupting borders may fire once, so each has a place that says "not yet". It
 * is filled on the way in and emptied on every way out. */
static void arm_borders(struct activity *a)
{
    size_t i;

    for (i = 0; i < a->n->borders.n; i++) {
        uint32_t border = a->n->borders.at[i];

        if (!a->b->g->nodes[border].interrupting)
            gp_bpmn_push(a->b->g, &a->work.clean,
                         gp_bpmn_input(a->b, a->instance, border));
    }
}

void gp_bpmn_activity(struct bpmn_build *b, uint32_t instance, uint32_t node)
{
    struct activity a = {
        .b = b, .instance = instance, .node = node, .n = &b->g->nodes[node]};

    gp_bpmn_inputs(b, instance, node, &a.in);
    arm_borders(&a);
    a.work.child = GP_NO_ID;
    if (a.n->ad_hoc && a.n->inner != GP_NO_ID) {
        ad_hoc(&a);
    } else {
        a.work.child = inside_of(&a);
        judge_loops(b, a.n);
        if (a.n->loop == BPMN_ONCE)
            plain(&a);
        else
            chained(&a);
    }
    gp_bpmn_borders(b, instance, node, &a.work);
    gp_free(a.in.at);
    gp_free(a.work.at.at);
    gp_free(a.work.clean.at);
}

/* One way to begin a sub-process by its start event. */
static void trigger(struct bpmn_build *b, uint32_t instance, uint32_t child,
                    uint32_t armed, uint32_t start_node)
{
    const struct bpmn_node *s = &b->g->nodes[start_node];
    uint32_t active = b->instances[instance].active;
    uint32_t t = gp_net_silent(b->net, s->element, active, active);

    gp_net_take(b->net, t, armed);
    gp_net_give(b->net, t, b->instances[child].active);
    gp_bpmn_emit(b, child, start_node, t);
    if (s->interrupting)
        gp_bpmn_inside(b, t, instance, true);
    b->g->p->elements[s->element].can_show = true;
    b->g->p->elements[s->element].net = b->number;
}

void gp_bpmn_event_subprocess(struct bpmn_build *b, uint32_t instance, uint32_t node)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    uint32_t armed, child, leave;
    bool some = false;
    size_t i;

    if (n->inner == GP_NO_ID || b->instances[instance].active == GP_NO_ID)
        return;
    armed = gp_bpmn_input(b, instance, node);
    child = gp_bpmn_instance(b, n->inner, instance, node);
    if (child == GP_NO_ID)
        return;
    b->instances[child].start = GP_NO_ID;
    for (i = 0; i < b->g->scopes[n->inner].nodes.n; i++) {
        uint32_t start = b->g->scopes[n->inner].nodes.at[i];

        if (b->g->nodes[start].kind != BPMN_START)
            continue;
        trigger(b, instance, child, armed, start);
        some = true;
    }
    if (!some)
        gp_process_judge(b->g->p, n->element, GP_NOT_UNDERSTOOD,
                         "a sub-process begun by an event, without a start event");
    leave = gp_bpmn_silent(b, n->element, b->instances[child].active);
    gp_bpmn_inside(b, leave, child, false);
}

void gp_bpmn_any_time(struct bpmn_build *b, uint32_t node)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    uint32_t active = b->instances[0].active;
    size_t before = b->net->n_transitions;

    if (n->inner != GP_NO_ID)
        free_steps(b, active, n->inner);
    else
        gp_net_step(b->net, b->g->p->elements[n->element].label, n->element, active,
                    active);
    if (b->net->n_transitions > before)
        gp_process_judge(b->g->p, n->element, GP_APPROXIMATED,
                         "compensation: it may happen at any moment, any number of "
                         "times");
}
