/* align_order.c - sequences sorted by labels: equal ones side by side, and each after the
 * one it shares the longest beginning with, so that a walk in this order is a walk of
 * their prefix tree.
 */
#include "mine/align/align.h"

#include "base/mem.h"
#include "base/sort.h"

size_t gp_align_shared(const struct gp_trace *a, const struct gp_trace *b)
{
    size_t n = a->length < b->length ? a->length : b->length, i;

    for (i = 0; i < n && a->label[i] == b->label[i]; i++)
        ;
    return i;
}

static int by_labels(const void *ctx, const void *a, const void *b)
{
    const struct gp_trace *traces = ctx;
    const struct gp_trace *x = &traces[*(const uint32_t *)a];
    const struct gp_trace *y = &traces[*(const uint32_t *)b];
    size_t i = gp_align_shared(x, y);

    if (i < x->length && i < y->length)
        return x->label[i] < y->label[i] ? -1 : 1;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    return (int)x->open - (int)y->open;
}

uint32_t *gp_align_order(const struct gp_trace *traces, size_t n)
{
    uint32_t *order = gp_array(n, sizeof *order);
    size_t i;

    for (i = 0; order != NULL && i < n; i++)
        order[i] = (uint32_t)i;
    if (order != NULL && !gp_sort(order, n, sizeof *order, by_labels, traces)) {
        gp_free(order);
        order = NULL;
    }
    return order;
}

uint64_t gp_align_tree_nodes(const struct gp_trace *traces, size_t n)
{
    uint32_t *order = gp_align_order(traces, n);
    uint64_t nodes = 0;
    size_t i;

    if (order == NULL)
        return UINT64_MAX;
    for (i = 0; i < n; i++) {
        const struct gp_trace *t = &traces[order[i]];

        nodes += t->length - (i > 0 ? gp_align_shared(&traces[order[i - 1]], t) : 0);
    }
    gp_free(order);
    return nodes;
}
