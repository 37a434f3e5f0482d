/* conformance_align.c - the engine for a log (spec/conformance.md 4.5): the main one where
 * the states are known and all paths together are not too much work, else the search,
 * path by path.
 */
#include "mine/conformance_align.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

enum {
    WORK_LIMIT = 2000 * 1000 * 1000,
    MEMORY_LIMIT = 512 * 1024 * 1024,
    CERTAINTY_WORK = 500 * 1000 * 1000, /* edges looked at for it behind a search */
};

/* AUTO: memory is short. */
static enum gp_engine choose_engine(const struct gp_conformance *c,
                                    const struct gp_conformance_options *o,
                                    const struct gp_align_graph *g,
                                    const struct gp_trace *traces)
{
    uint64_t work = o->most_work != 0 ? o->most_work : WORK_LIMIT;
    uint64_t memory = o->most_memory != 0 ? o->most_memory : MEMORY_LIMIT;
    uint64_t edges = c->states->row[c->states->n_states] + 1, nodes;

    if (o->engine != GP_ENGINE_AUTO)
        return o->engine;
    nodes = gp_align_tree_nodes(traces, c->n_items);
    if (nodes == UINT64_MAX)
        return GP_ENGINE_AUTO;
    if (nodes > work / edges || gp_align_dp_memory(g, traces, c->n_items) > memory)
        return GP_ENGINE_ASTAR;
    return GP_ENGINE_DP;
}

static enum gp_status search(struct gp_conformance *c,
                             const struct gp_conformance_options *o,
                             const struct gp_trace *traces, struct gp_err *err)
{
    const struct gp_states *whole = c->states->whole ? c->states : NULL;
    struct gp_alignment empty;
    enum gp_status st;

    c->engine = GP_ENGINE_ASTAR;
    st = gp_align_astar(&c->states->net, whole, c->process->labels.n, o->costs, traces,
                        c->n_items, &o->align, &c->alignments, &empty, err);
    if (st != GP_OK)
        return st;
    c->shortest = empty.lower;
    c->shortest_exact = empty.exact;
    return GP_OK;
}

struct frequent {
    uint64_t cases;
    uint32_t item;
};

static int most_cases_first(const void *ctx, const void *a, const void *b)
{
    const struct frequent *x = a, *y = b;

    (void)ctx;
    if (x->cases != y->cases)
        return x->cases > y->cases ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* The reading of one item by the main engine, which also says how sure it is, in place of
 * the one that was found. */
static enum gp_status read_again(struct gp_conformance *c,
                                 const struct gp_align_graph *g,
                                 const struct gp_trace *trace, size_t item,
                                 const struct gp_align_options *how, struct gp_err *err)
{
    struct gp_alignments *all = &c->alignments, one = {0};
    enum gp_status st = gp_align_dp(g, trace, 1, how, &one, err);
    size_t n = st == GP_OK ? one.of[0].n_moves : 0;

    if (st == GP_OK && !gp_reserve(&all->moves, &all->moves_cap, all->n_moves + n))
        st = gp_fail_memory(err);
    if (st == GP_OK) {
        all->of[item] = one.of[0];
        all->of[item].first_move = all->n_moves;
        memcpy(all->moves + all->n_moves, one.moves + one.of[0].first_move,
               n * sizeof *all->moves);
        all->n_moves += n;
    }
    gp_alignments_release(&one);
    return st;
}

/* Where the search was chosen because all paths together are too much for the main engine,
 * the most frequent ones are read by it after all: the search cannot say whether a
 * deviation is certain. */
static enum gp_status check_frequent(struct gp_conformance *c,
                                     const struct gp_conformance_options *o,
                                     const struct gp_align_graph *g,
                                     const struct gp_trace *traces, struct gp_err *err)
{
    uint64_t edges = c->states->row[c->states->n_states] + 1, left = CERTAINTY_WORK;
    uint64_t memory = o->most_memory != 0 ? o->most_memory : MEMORY_LIMIT;
    struct frequent *order = gp_array(c->n_items, sizeof *order);
    enum gp_status st = GP_OK;
    size_t i;

    if (order == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < c->n_items; i++)
        order[i] = (struct frequent){c->item[i].cases, (uint32_t)i};
    if (!gp_sort(order, c->n_items, sizeof *order, most_cases_first, NULL))
        st = gp_fail_memory(err);
    for (i = 0; st == GP_OK && i < c->n_items; i++) {
        const struct gp_trace *trace = &traces[order[i].item];
        uint64_t work = (trace->length + 1) * edges;

        if (work > left)
            break;
        if (c->alignments.of[order[i].item].upper == 0 ||
            gp_align_dp_memory(g, trace, 1) > memory)
            continue;
        left -= work;
        st = read_again(c, g, trace, order[i].item, &o->align, err);
    }
    gp_free(order);
    return st;
}

static enum gp_status align(struct gp_conformance *c,
                            const struct gp_conformance_options *o,
                            const struct gp_trace *traces, struct gp_err *err)
{
    struct gp_align_graph g = {0};
    enum gp_status st;

    if (!c->states->whole)
        return search(c, o, traces, err);
    st = gp_align_graph_make(c->states, o->costs, &g, err);
    if (st == GP_OK)
        c->engine = choose_engine(c, o, &g, traces);
    if (st == GP_OK && c->engine == GP_ENGINE_AUTO)
        st = gp_fail_memory(err);
    if (st == GP_OK && c->engine == GP_ENGINE_DP) {
        c->shortest = gp_align_shortest(&g);
        c->shortest_exact = true;
        st = gp_align_dp(&g, traces, c->n_items, &o->align, &c->alignments, err);
    }
    if (st == GP_OK && c->engine == GP_ENGINE_ASTAR)
        st = search(c, o, traces, err);
    if (st == GP_OK && c->engine == GP_ENGINE_ASTAR && o->engine == GP_ENGINE_AUTO &&
        o->align.certainty_effort > 0)
        st = check_frequent(c, o, &g, traces, err);
    gp_align_graph_release(&g);
    return st;
}

enum gp_status gp_conformance_align(struct gp_conformance *c,
                                    const struct gp_conformance_options *o,
                                    struct gp_err *err)
{
    struct gp_trace *traces = gp_item_traces(c);
    enum gp_status st;

    if (traces == NULL)
        return gp_fail_memory(err);
    st = align(c, o, traces, err);
    gp_free(traces);
    return st;
}
