/* compat.c - see compat.h.
 *
 * Over the net as drawn, nothing reduced, since every silent step counts. Paths are walked
 * as a prefix tree, a row a depth, so that what they share is done once.
 */
#include "mine/compat.h"

#include "base/mem.h"
#include "mine/align/align_plain.h"

#define DEVIATION  UINT64_C(10000)
#define MOST_BYTES (UINT64_C(512) << 20)
#define MOST_WORK  UINT64_C(4000000000)

/* Raw costs of the closed items, in the order of their paths. */
static void sum_up(struct gp_plain *p, uint64_t *rows, const struct gp_conformance *c,
                   const struct gp_trace *traces, const uint32_t *order,
                   struct gp_compat *out)
{
    size_t width = p->s->n_states, complete = p->s->complete;
    double raw = 0, most = 0, empty;
    size_t i, k;

    gp_plain_begin(p, rows);
    empty = (double)rows[complete];
    for (i = 0; i < c->n_items; i++) {
        const struct gp_judged_path *item = &c->item[order[i]];
        const struct gp_trace *trace = &traces[order[i]];
        size_t known = i > 0 ? gp_align_shared(&traces[order[i - 1]], trace) : 0;
        double cases = (double)item->cases, events;

        for (k = known; k < trace->length; k++)
            gp_plain_step(p, rows + k * width, trace->label[k], rows + (k + 1) * width);
        if (item->open)
            continue;
        events = (double)(trace->length + item->unmapped);
        raw += cases * ((double)rows[trace->length * width + complete] +
                        (double)(DEVIATION * item->unmapped));
        most += cases * ((double)DEVIATION * events + empty);
    }
    out->measured = true;
    out->log_fitness = most > 0 ? 1 - raw / most : 1;
}

static size_t longest_of(const struct gp_trace *traces, size_t n)
{
    size_t longest = 0, i;

    for (i = 0; i < n; i++)
        longest = traces[i].length > longest ? traces[i].length : longest;
    return longest;
}

static bool is_feasible(const struct gp_states *s, uint64_t nodes, size_t longest)
{
    uint64_t edges = s->row[s->n_states] + 1;

    return s->whole && s->start != GP_NO_ID && nodes <= MOST_WORK / edges &&
           (uint64_t)s->n_states * (longest + 1) <= MOST_BYTES / sizeof(uint64_t);
}

static enum gp_status measure(const struct gp_conformance *c,
                              const struct gp_states *states,
                              const struct gp_trace *traces, struct gp_compat *out,
                              struct gp_err *err)
{
    struct gp_plain p = {.log = DEVIATION, .model = DEVIATION, .silent = 1};
    size_t longest = longest_of(traces, c->n_items);
    uint64_t nodes = gp_align_tree_nodes(traces, c->n_items), *rows;
    enum gp_status st = GP_OK;
    uint32_t *order;

    if (nodes == UINT64_MAX)
        return gp_fail_memory(err);
    if (!is_feasible(states, nodes, longest))
        return GP_OK;
    order = gp_align_order(traces, c->n_items);
    rows = gp_array((longest + 1) * states->n_states, sizeof *rows);
    if (order != NULL && rows != NULL && gp_plain_make(&p, states))
        sum_up(&p, rows, c, traces, order, out);
    else
        st = gp_fail_memory(err);
    gp_free(order);
    gp_free(rows);
    gp_plain_release(&p);
    return st;
}

enum gp_status gp_compat_measure(const struct gp_conformance *c, struct gp_compat *out,
                                 struct gp_err *err)
{
    const struct gp_states_options as_drawn = {.keep_silent = true};
    struct gp_trace *traces = gp_item_traces(c);
    struct gp_states *states = NULL;
    enum gp_status st;

    *out = (struct gp_compat){false, 0};
    if (traces == NULL)
        return gp_fail_memory(err);
    st = gp_states_explore(c->process, &c->net, &as_drawn, &states, err);
    if (st == GP_OK)
        st = measure(c, states, traces, out, err);
    gp_states_free(states);
    gp_free(traces);
    return st;
}
