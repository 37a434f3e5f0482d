/* chart_meet.c - where the branches of a split wait for each other (chart.h).
 *
 *   Order & Pack both lead to Ship:  Ship waits for both.
 *
 * For a split S with branches 1..k let M be the nearest node through which every way
 * from S goes on (its meeting point), and reach(i) what branch i reaches without passing
 * M. An edge u -> v belongs to the branches i with u in reach(i). Where edges into v
 * belong to different branches, v waits: one place for each set of branches, edges of
 * the same set share one (an exclusive choice inside a branch merges). A join of some
 * branches belongs to the union of their sets, so three branches may meet in two steps.
 * Splits are looked at from the innermost (fewest nodes) outwards.
 *
 * Sets that overlap without being equal cannot be joined by waiting; they are merged,
 * and the node is said to be approximated.
 */
#include "model/chart.h"

#include "base/mem.h"

#include <string.h>

enum { MAX_BRANCHES = 64, MAX_WORK = 4000 };

struct split {
    uint32_t node, meet; /* meet: GP_NO_ID when the ways end apart */
    size_t size;         /* nodes reached */
    uint64_t *reach;     /* [n_nodes] bit i: branch i reaches the node */
};

/* A place that feeds node v, and the branches of the split in hand it comes from. */
struct source {
    uint32_t place;
    size_t edge;    /* SIZE_MAX: a join made here */
    uint64_t *sets; /* [n_splits] */
};

struct meeting {
    struct gp_chart *c;
    struct gp_process *p;
    struct gp_net *net;
    struct split *splits;
    size_t n_splits;
    uint32_t *stack;
    size_t *row;      /* [n_nodes + 1] into target */
    uint32_t *target; /* [n_edges] by the node the edge leaves */
    struct gp_arena arena;
};

/* Marks with `bit` what can be reached from `from` without passing `wall`. */
static void flood(struct meeting *m, uint32_t from, uint32_t wall, uint64_t bit,
                  uint64_t *mark)
{
    size_t n = 0, i;

    if (from == wall || (mark[from] & bit) != 0)
        return;
    mark[from] |= bit;
    m->stack[n++] = from;
    while (n > 0) {
        uint32_t at = m->stack[--n];

        for (i = m->row[at]; i < m->row[at + 1]; i++) {
            uint32_t to = m->target[i];

            if (to == wall || (mark[to] & bit) != 0)
                continue;
            mark[to] |= bit;
            m->stack[n++] = to;
        }
    }
}

/* Can an end be reached from the split without passing `wall`? */
static bool escapes(struct meeting *m, uint32_t node, uint32_t wall, uint64_t *mark)
{
    size_t i;

    memset(mark, 0, m->c->n_nodes * sizeof *mark);
    for (i = 0; i < m->c->n_edges; i++)
        if (m->c->edges[i].from == node)
            flood(m, m->c->edges[i].to, wall, 1, mark);
    for (i = 0; i < m->c->n_nodes; i++)
        if (mark[i] != 0 && m->c->nodes[i].end)
            return true;
    return false;
}

/* The first node, in the order a branch meets them, that every way passes. */
static uint32_t meeting_point(struct meeting *m, uint32_t node, uint64_t *mark)
{
    uint32_t best = GP_NO_ID;
    size_t least = SIZE_MAX, i, k;

    for (i = 0; i < m->c->n_nodes; i++) {
        size_t size = 0;

        if (i == node || escapes(m, node, (uint32_t)i, mark))
            continue;
        for (k = 0; k < m->c->n_nodes; k++)
            size += mark[k] != 0;
        if (size < least) {
            least = size;
            best = (uint32_t)i;
        }
    }
    return best;
}

static bool add_split(struct meeting *m, uint32_t node, uint64_t *mark)
{
    struct split *s = &m->splits[m->n_splits];
    uint64_t branch = 0;
    size_t i;

    s->reach = gp_array_zero(m->c->n_nodes, sizeof *s->reach);
    if (s->reach == NULL)
        return false;
    m->n_splits++;
    s->node = node;
    s->meet = meeting_point(m, node, mark);
    for (i = 0; i < m->c->n_edges && branch < MAX_BRANCHES; i++)
        if (m->c->edges[i].from == node)
            flood(m, m->c->edges[i].to, s->meet, UINT64_C(1) << branch++, s->reach);
    s->size = 0;
    for (i = 0; i < m->c->n_nodes; i++)
        s->size += s->reach[i] != 0;
    return true;
}

static void innermost_first(struct meeting *m)
{
    size_t i, k;

    for (i = 1; i < m->n_splits; i++)
        for (k = i; k > 0 && m->splits[k].size < m->splits[k - 1].size; k--) {
            struct split swap = m->splits[k];

            m->splits[k] = m->splits[k - 1];
            m->splits[k - 1] = swap;
        }
}

/* Branches of split s that edge e comes from. */
static uint64_t branches_of(const struct meeting *m, const struct split *s,
                            const struct gp_chart_edge *e)
{
    uint64_t branch = 0;
    size_t i;

    if (e->from != s->node)
        return s->reach[e->from];
    for (i = 0; &m->c->edges[i] != e; i++)
        branch += m->c->edges[i].from == s->node;
    return branch < MAX_BRANCHES ? UINT64_C(1) << branch : 0;
}

/* Groups of equal sets among the sources; false when two sets overlap. */
static bool disjoint(const struct source *from, size_t n, size_t split, size_t *groups)
{
    size_t i, k;

    *groups = 0;
    for (i = 0; i < n; i++) {
        bool first = true;

        for (k = 0; k < i; k++) {
            uint64_t a = from[i].sets[split], b = from[k].sets[split];

            if (a != b && (a & b) != 0)
                return false;
            first = first && a != b;
        }
        *groups += from[i].sets[split] != 0 && first;
    }
    return true;
}

/* Where source i waits for transition t: with an earlier one from the same branches, or
 * at a place of its own. */
static uint32_t waiting_place(struct meeting *m, const struct source *from, size_t i,
                              size_t split, uint32_t t)
{
    const struct source *own = &from[i];
    uint32_t shared = GP_NO_ID;
    size_t k;

    for (k = 0; k < i && shared == GP_NO_ID; k++)
        if (from[k].sets[split] == own->sets[split])
            shared = from[k].place;
    if (shared != GP_NO_ID) {
        if (own->edge == SIZE_MAX)
            gp_net_silent(m->net, GP_NO_ID, own->place, shared);
        return shared;
    }
    shared = own->edge == SIZE_MAX ? own->place : gp_net_place(m->net, GP_NO_ID);
    gp_net_take(m->net, t, shared);
    return shared;
}

/* Sources that come from branches of this split become one that waits for all. */
static size_t join(struct meeting *m, struct source *from, size_t n, size_t split)
{
    struct source all = {.edge = SIZE_MAX};
    uint32_t t = gp_net_silent(m->net, GP_NO_ID, GP_NO_ID, GP_NO_ID);
    size_t i, k, kept = 0;

    all.sets = gp_arena_alloc(&m->arena, m->n_splits * sizeof *all.sets);
    all.place = gp_net_place(m->net, GP_NO_ID);
    if (all.sets == NULL) {
        m->net->failed = true;
        return n;
    }
    memset(all.sets, 0, m->n_splits * sizeof *all.sets);
    gp_net_give(m->net, t, all.place);
    for (i = 0; i < n; i++) {
        if (from[i].sets[split] == 0)
            continue;
        from[i].place = waiting_place(m, from, i, split, t);
        if (from[i].edge != SIZE_MAX)
            m->c->edges[from[i].edge].place = from[i].place;
        for (k = 0; k < m->n_splits; k++)
            all.sets[k] |= k == split ? 0 : from[i].sets[k];
    }
    for (i = 0; i < n; i++)
        if (from[i].sets[split] == 0)
            from[kept++] = from[i];
    from[kept++] = all;
    return kept;
}

static void meet_at(struct meeting *m, uint32_t node, struct source *from)
{
    size_t n = 0, i, k, groups;

    for (i = 0; i < m->c->n_edges; i++) {
        if (m->c->edges[i].to != node)
            continue;
        from[n].edge = i;
        from[n].place = m->c->nodes[node].in;
        from[n].sets = gp_arena_alloc(&m->arena, m->n_splits * sizeof(uint64_t));
        if (from[n].sets == NULL) {
            m->net->failed = true;
            return;
        }
        for (k = 0; k < m->n_splits; k++)
            from[n].sets[k] = branches_of(m, &m->splits[k], &m->c->edges[i]);
        n++;
    }
    for (k = 0; k < m->n_splits && n > 1; k++) {
        if (!disjoint(from, n, k, &groups))
            gp_process_judge(m->p, m->c->nodes[node].element, GP_APPROXIMATED,
                             "branches of a split meet here on ways that overlap; it "
                             "does not wait for them");
        else if (groups > 1)
            n = join(m, from, n, k);
    }
    for (i = 0; i < n; i++)
        if (from[i].edge == SIZE_MAX)
            gp_net_silent(m->net, GP_NO_ID, from[i].place, m->c->nodes[node].in);
}

/* Edges by the node they leave. */
static void index_edges(struct meeting *m)
{
    size_t i;

    for (i = 0; i < m->c->n_edges; i++)
        m->row[m->c->edges[i].from + 1]++;
    for (i = 0; i < m->c->n_nodes; i++)
        m->row[i + 1] += m->row[i];
    for (i = m->c->n_edges; i > 0; i--) /* fills each row from behind ... */
        m->target[--m->row[m->c->edges[i - 1].from + 1]] = m->c->edges[i - 1].to;
    for (i = 0; i < m->c->n_nodes; i++) /* ... which moved the ends to the beginnings */
        m->row[i] = m->row[i + 1];
    m->row[m->c->n_nodes] = m->c->n_edges;
}

static void run(struct meeting *m, uint64_t *mark, struct source *from, size_t n)
{
    size_t i;

    index_edges(m);
    if (n * m->c->n_nodes > MAX_WORK) {
        gp_process_note(m->p, GP_NOTE_SUSPICIOUS, GP_NO_ID, 0,
                        "too many splits: branches do not wait where they meet");
        return;
    }
    for (i = 0; i < m->c->n_nodes && !m->net->failed; i++)
        if (m->c->nodes[i].splits && !add_split(m, (uint32_t)i, mark))
            m->net->failed = true;
    innermost_first(m);
    for (i = 0; i < m->c->n_nodes && !m->net->failed; i++)
        meet_at(m, (uint32_t)i, from);
}

void gp_chart_meet(struct gp_chart *c, struct gp_process *p, struct gp_net *net)
{
    struct meeting m = {.c = c, .p = p, .net = net};
    uint64_t *mark = gp_array(c->n_nodes, sizeof *mark);
    struct source *from = gp_array(c->n_edges + 1, sizeof *from);
    size_t i, n = 0;

    for (i = 0; i < c->n_nodes; i++)
        n += c->nodes[i].splits;
    m.splits = gp_array_zero(n, sizeof *m.splits);
    m.stack = gp_array(c->n_nodes + 1, sizeof *m.stack);
    m.row = gp_array_zero(c->n_nodes + 1, sizeof *m.row);
    m.target = gp_array(c->n_edges, sizeof *m.target);
    if (mark == NULL || from == NULL || m.splits == NULL || m.stack == NULL ||
        m.row == NULL || m.target == NULL)
        net->failed = true;
    else if (n > 0)
        run(&m, mark, from, n);
    for (i = 0; i < m.n_splits; i++)
        gp_free(m.splits[i].reach);
    gp_arena_release(&m.arena);
    gp_free(m.splits);
    gp_free(m.stack);
    gp_free(m.row);
    gp_free(m.target);
    gp_free(mark);
    gp_free(from);
}
