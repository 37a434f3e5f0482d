/* bpmn_gateways.c - where flows split and meet (bpmn_net.h).
 *
 *   exclusive, event-based   one in, one out
 *   parallel                 one from each in, one to each out
 *   inclusive, complex       from those that can come, to any non-empty subset
 *   not understood           from any in to any non-empty subset: loosest (spec 2.4)
 */
#include "base/mem.h"
#include "model/bpmn/bpmn_net.h"

enum { EXACT_SUBSETS = 10 }; /* branches; 1,023 transitions */

/* More branches than subsets can be listed: each is taken or, once one was, left out. */
static void subsets_counted(struct bpmn_build *b, uint32_t instance, uint32_t element,
                            uint32_t from, const uint32_t *target, size_t n)
{
    uint32_t none = gp_bpmn_place(b, instance, element);
    uint32_t some = gp_bpmn_place(b, instance, element);
    uint32_t split = gp_net_silent(b->net, element, from, none);
    uint32_t over = gp_bpmn_silent(b, element, some);
    size_t i;

    for (i = 0; i < n; i++) {
        uint32_t pending = gp_bpmn_place(b, instance, element);
        uint32_t first = gp_net_silent(b->net, element, pending, target[i]);
        uint32_t next = gp_net_silent(b->net, element, pending, target[i]);
        uint32_t skip = gp_net_silent(b->net, element, pending, some);

        gp_net_give(b->net, split, pending);
        gp_net_take(b->net, first, none);
        gp_net_give(b->net, first, some);
        gp_net_take(b->net, next, some);
        gp_net_give(b->net, next, some);
        gp_net_take(b->net, skip, some);
        gp_net_must_be_empty(b->net, over, pending);
    }
    gp_process_judge(b->g->p, element, GP_APPROXIMATED,
                     "more than %d branches: each is optional, at least one is taken",
                     EXACT_SUBSETS);
}

void gp_bpmn_subsets(struct bpmn_build *b, uint32_t instance, uint32_t element,
                     uint32_t from, const uint32_t *target, size_t n)
{
    uint32_t subset;

    if (n > EXACT_SUBSETS) {
        subsets_counted(b, instance, element, from, target, n);
        return;
    }
    for (subset = 1; subset < UINT32_C(1) << n; subset++) {
        uint32_t t = gp_bpmn_silent(b, element, from);

        for (size_t i = 0; i < n; i++)
            if ((subset >> i & 1) != 0)
                gp_net_give(b->net, t, target[i]);
    }
}

/* Between one place and the rest when both sides have several flows. */
static void merge_first(struct bpmn_build *b, uint32_t me, uint32_t element,
                        struct bpmn_list *in)
{
    uint32_t middle = gp_bpmn_place(b, me, element);
    size_t i;

    for (i = 0; i < in->n; i++)
        gp_net_silent(b->net, element, in->at[i], middle);
    in->n = 0;
    gp_bpmn_push(b->g, in, middle);
}

static void exclusive(struct bpmn_build *b, uint32_t me, const struct bpmn_node *n,
                      struct bpmn_list *in)
{
    size_t i, k;

    if (in->n > 1 && n->out.n > 1)
        merge_first(b, me, n->element, in);
    for (i = 0; i < in->n; i++) {
        if (n->out.n == 0)
            gp_bpmn_silent(b, n->element, in->at[i]);
        for (k = 0; k < n->out.n; k++)
            gp_net_silent(b->net, n->element, in->at[i],
                          gp_bpmn_flow_place(b, me, n->out.at[k]));
    }
}

static void parallel(struct bpmn_build *b, uint32_t me, uint32_t node,
                     const struct bpmn_list *in)
{
    uint32_t t = gp_bpmn_silent(b, b->g->nodes[node].element, GP_NO_ID);
    size_t i;

    for (i = 0; i < in->n; i++)
        gp_net_take(b->net, t, in->at[i]);
    gp_bpmn_emit(b, me, node, t);
}

static uint32_t wait_for_all(struct bpmn_build *b, uint32_t me, uint32_t node)
{
    uint32_t t = gp_bpmn_silent(b, b->g->nodes[node].element, GP_NO_ID);

    if (!gp_reserve(&b->joins, &b->joins_cap, b->n_joins + 1)) {
        b->g->failed = true;
        return GP_NO_ID;
    }
    b->joins[b->n_joins++] =
        (struct bpmn_or_join){.node = node, .instance = me, .t = t};
    return t;
}

static void any_subset(struct bpmn_build *b, uint32_t me, const struct bpmn_node *n,
                       uint32_t from)
{
    struct bpmn_list out = {0};
    size_t i;

    for (i = 0; i < n->out.n; i++)
        gp_bpmn_push(b->g, &out, gp_bpmn_flow_place(b, me, n->out.at[i]));
    if (n->out.n == 0)
        gp_bpmn_silent(b, n->element, from);
    gp_bpmn_subsets(b, me, n->element, from, out.at, out.n);
    gp_free(out.at);
}

static void inclusive(struct bpmn_build *b, uint32_t me, uint32_t node,
                      const struct bpmn_list *in)
{
    const struct bpmn_node *n = &b->g->nodes[node];
    uint32_t t, middle;

    if (in->n == 1) {
        any_subset(b, me, n, in->at[0]);
        return;
    }
    t = wait_for_all(b, me, node);
    if (n->out.n <= 1) {
        gp_bpmn_emit(b, me, node, t);
        return;
    }
    middle = gp_bpmn_place(b, me, n->element);
    gp_net_give(b->net, t, middle);
    any_subset(b, me, n, middle);
}

/* Anything may go on from here (spec 2.4): from any flow in to any flows out. */
static void strange(struct bpmn_build *b, uint32_t me, const struct bpmn_node *n,
                    const struct bpmn_list *in)
{
    uint32_t middle = gp_bpmn_place(b, me, n->element);
    size_t i;

    for (i = 0; i < in->n; i++)
        gp_net_silent(b->net, n->element, in->at[i], middle);
    any_subset(b, me, n, middle);
}

void gp_bpmn_gateway(struct bpmn_build *b, uint32_t instance, uint32_t node,
                     struct bpmn_list *in)
{
    const struct bpmn_node *n = &b->g->nodes[node];

    if (n->kind == BPMN_EXCLUSIVE)
        exclusive(b, instance, n, in);
    else if (n->kind == BPMN_PARALLEL)
        parallel(b, instance, node, in);
    else if (n->kind == BPMN_INCLUSIVE)
        inclusive(b, instance, node, in);
    else
        strange(b, instance, n, in);
}
