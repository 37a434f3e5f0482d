/* process_map.c - see process_map.h.
 *
 * Choosing: a widest-way tree from the start over all links, and one back from the end
 * (Dijkstra with "rarest step" for length, O(activities^2)). The wanted activities and
 * all that stand on their ways are drawn; if that is too much, fewer are wanted. Then
 * the links of the ways, and others by count until the wanted share is there.
 *
 * Activities are known by their position in stats->activities, which is their rank.
 * Beyond the 1,000 most frequent none is ever drawn.
 */
#include "report/process_map.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

enum { MOST_CONSIDERED = 1000 };

struct vertex {
    uint64_t width; /* rarest step on the widest way found */
    size_t edge;    /* last edge of that way; SIZE_MAX: none */
    uint32_t hops;
    bool done;
};

struct chooser {
    const struct gp_stats *stats;
    uint32_t *position; /* [activities.n] id -> position */
    size_t n;           /* considered activities; vertex n is START, n + 1 END */
    struct gp_map_edge *edge;
    size_t n_edges;
    size_t *next_out, *next_in;         /* [n_edges] chains by vertex */
    size_t *first_out, *first_in;       /* [n + 2] */
    struct vertex *from_start, *to_end; /* [n + 2] */
    bool *shown;                        /* [n + 2] */
    bool *kept;                         /* [n_edges] */
};

static size_t vertex_of(const struct chooser *c, uint32_t node)
{
    return node == GP_MAP_START ? c->n : node == GP_MAP_END ? c->n + 1 : node;
}

/* --- all edges among considered activities --- */

static void add_edge(struct chooser *c, uint32_t from, uint32_t to, uint64_t count,
                     size_t link)
{
    struct gp_map_edge *e = &c->edge[c->n_edges];

    *e = (struct gp_map_edge){from, to, count, link};
    c->next_out[c->n_edges] = c->first_out[vertex_of(c, from)];
    c->first_out[vertex_of(c, from)] = c->n_edges;
    c->next_in[c->n_edges] = c->first_in[vertex_of(c, to)];
    c->first_in[vertex_of(c, to)] = c->n_edges;
    c->n_edges++;
}

static void collect_edges(struct chooser *c)
{
    const struct gp_links *links = &c->stats->links[GP_BY_ACTIVITY];
    size_t i;

    for (i = 0; i < c->n + 2; i++)
        c->first_out[i] = c->first_in[i] = SIZE_MAX;
    for (i = 0; i < c->n; i++) {
        const struct gp_activity_stat *a = &c->stats->activities[i];

        if (a->starts != 0)
            add_edge(c, GP_MAP_START, (uint32_t)i, a->starts, SIZE_MAX);
        if (a->ends != 0)
            add_edge(c, (uint32_t)i, GP_MAP_END, a->ends, SIZE_MAX);
    }
    for (i = 0; i < links->n; i++) {
        uint32_t from = c->position[links->stat[i].from];
        uint32_t to = c->position[links->stat[i].to];

        if (from < c->n && to < c->n)
            add_edge(c, from, to, links->stat[i].count, i);
    }
}

/* --- widest ways --- */

/* Wider first, then shorter, then the more frequent activity. */
static size_t next_vertex(const struct vertex *v, size_t n)
{
    size_t best = SIZE_MAX, i;

    for (i = 0; i < n; i++) {
        if (v[i].done || v[i].width == 0)
            continue;
        if (best == SIZE_MAX || v[i].width > v[best].width ||
            (v[i].width == v[best].width && v[i].hops < v[best].hops))
            best = i;
    }
    return best;
}

static void widest_ways(const struct chooser *c, struct vertex *v, size_t source,
                        bool forward)
{
    size_t at, e;

    for (at = 0; at < c->n + 2; at++)
        v[at] = (struct vertex){0, SIZE_MAX, 0, false};
    v[source].width = UINT64_MAX;
    while ((at = next_vertex(v, c->n + 2)) != SIZE_MAX) {
        v[at].done = true;
        for (e = forward ? c->first_out[at] : c->first_in[at]; e != SIZE_MAX;
             e = forward ? c->next_out[e] : c->next_in[e]) {
            const struct gp_map_edge *edge = &c->edge[e];
            size_t to = vertex_of(c, forward ? edge->to : edge->from);
            uint64_t width = edge->count < v[at].width ? edge->count : v[at].width;
            uint32_t hops = v[at].hops + 1;

            if (!v[to].done &&
                (width > v[to].width || (width == v[to].width && hops < v[to].hops)))
                v[to] = (struct vertex){width, e, hops, false};
        }
    }
}

/* --- what is drawn --- */

/* Marks the activities on both ways of one. Returns how many became shown. */
static size_t show_ways(const struct chooser *c, size_t activity)
{
    size_t count = 0, at;

    for (at = activity; at < c->n;) {
        size_t e = c->from_start[at].edge;

        count += !c->shown[at];
        c->shown[at] = true;
        if (e == SIZE_MAX)
            break;
        at = vertex_of(c, c->edge[e].from);
    }
    for (at = activity; at < c->n;) {
        size_t e = c->to_end[at].edge;

        count += !c->shown[at];
        c->shown[at] = true;
        if (e == SIZE_MAX)
            break;
        at = vertex_of(c, c->edge[e].to);
    }
    return count;
}

/* Shows the `wanted` most frequent with their ways; fewer if that is more than most. */
static void choose_nodes(struct chooser *c, size_t wanted, size_t most)
{
    size_t shown, i;

    for (; wanted > 0; wanted--) {
        memset(c->shown, 0, (c->n + 2) * sizeof *c->shown);
        shown = 0;
        for (i = 0; i < wanted && shown <= most; i++)
            shown += show_ways(c, i);
        if (shown <= most)
            return;
    }
    for (i = 0; i < c->n; i++) /* one way alone is too long: only the most frequent */
        c->shown[i] = i < most;
}

static bool both_shown(const struct chooser *c, const struct gp_map_edge *e)
{
    return (e->from == GP_MAP_START || c->shown[e->from]) &&
           (e->to == GP_MAP_END || c->shown[e->to]);
}

static int by_count(const void *ctx, const void *a, const void *b)
{
    const struct gp_map_edge *edge = ctx;
    const struct gp_map_edge *x = &edge[*(const size_t *)a];
    const struct gp_map_edge *y = &edge[*(const size_t *)b];

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static size_t keep(struct chooser *c, size_t edge)
{
    if (edge == SIZE_MAX || c->kept[edge] || !both_shown(c, &c->edge[edge]))
        return 0;
    c->kept[edge] = true;
    return 1;
}

/* Copies the kept edges in order of count. */
static bool choose_edges(struct chooser *c, unsigned percent, size_t most,
                         struct gp_map *out)
{
    size_t *order = gp_array(c->n_edges, sizeof *order);
    size_t n = 0, n_kept = 0, wanted, i;

    if (order == NULL)
        return false;
    for (i = 0; i < c->n_edges; i++)
        if (both_shown(c, &c->edge[i]))
            order[n++] = i;
    for (i = 0; i < c->n && n_kept + 2 <= most; i++)
        if (c->shown[i])
            n_kept += keep(c, c->from_start[i].edge) + keep(c, c->to_end[i].edge);
    wanted = (n * percent + 99) / 100;
    wanted = wanted < most ? wanted : most;
    if (!gp_sort(order, n, sizeof *order, by_count, c->edge)) {
        gp_free(order);
        return false;
    }
    for (i = 0; i < n && n_kept < wanted; i++)
        n_kept += keep(c, order[i]);
    out->edge = gp_array(n_kept, sizeof *out->edge);
    for (i = 0; out->edge != NULL && i < n; i++)
        if (c->kept[order[i]])
            out->edge[out->n_edges++] = c->edge[order[i]];
    gp_free(order);
    return out->edge != NULL;
}

static bool list_nodes(const struct chooser *c, struct gp_map *out)
{
    size_t i;

    out->node = gp_array(c->n, sizeof *out->node);
    for (i = 0; out->node != NULL && i < c->n; i++)
        if (c->shown[i])
            out->node[out->n_nodes++] = (uint32_t)i;
    return out->node != NULL;
}

/* --- the whole --- */

static bool prepare(struct chooser *c, const struct gp_stats *stats)
{
    size_t n_ids = stats->log->activities.n, most, i;

    c->stats = stats;
    c->n =
        stats->n_activities < MOST_CONSIDERED ? stats->n_activities : MOST_CONSIDERED;
    most = stats->links[GP_BY_ACTIVITY].n + 2 * c->n;
    c->position = gp_array(n_ids, sizeof *c->position);
    c->edge = gp_array(most, sizeof *c->edge);
    c->next_out = gp_array(most, sizeof *c->next_out);
    c->next_in = gp_array(most, sizeof *c->next_in);
    c->first_out = gp_array(c->n + 2, sizeof *c->first_out);
    c->first_in = gp_array(c->n + 2, sizeof *c->first_in);
    c->from_start = gp_array(c->n + 2, sizeof *c->from_start);
    c->to_end = gp_array(c->n + 2, sizeof *c->to_end);
    c->shown = gp_array_zero(c->n + 2, sizeof *c->shown);
    c->kept = gp_array_zero(most, sizeof *c->kept);
    if (c->position == NULL || c->edge == NULL || c->next_out == NULL ||
        c->next_in == NULL || c->first_out == NULL || c->first_in == NULL ||
        c->from_start == NULL || c->to_end == NULL || c->shown == NULL ||
        c->kept == NULL)
        return false;
    for (i = 0; i < n_ids; i++)
        c->position[i] = UINT32_MAX;
    for (i = 0; i < stats->n_activities; i++)
        c->position[stats->activities[i].activity] = (uint32_t)i;
    return true;
}

static void release(struct chooser *c)
{
    gp_free(c->position);
    gp_free(c->edge);
    gp_free(c->next_out);
    gp_free(c->next_in);
    gp_free(c->first_out);
    gp_free(c->first_in);
    gp_free(c->from_start);
    gp_free(c->to_end);
    gp_free(c->shown);
    gp_free(c->kept);
}

enum gp_status gp_map_choose(const struct gp_stats *stats,
                             const struct gp_map_options *options, struct gp_map *out,
                             struct gp_err *err)
{
    size_t most_nodes = options->most_nodes != 0 ? options->most_nodes : GP_MAP_NODES;
    size_t most_edges = options->most_edges != 0 ? options->most_edges : GP_MAP_EDGES;
    struct chooser c = {0};
    enum gp_status st = GP_OK;
    size_t wanted;

    memset(out, 0, sizeof *out);
    if (!prepare(&c, stats))
        goto short_of_memory;
    collect_edges(&c);
    widest_ways(&c, c.from_start, c.n, true);
    widest_ways(&c, c.to_end, c.n + 1, false);
    wanted = (c.n * options->activities_percent + 99) / 100;
    wanted = wanted < 1 ? 1 : wanted > most_nodes ? most_nodes : wanted;
    choose_nodes(&c, wanted < c.n ? wanted : c.n, most_nodes);
    if (list_nodes(&c, out) &&
        choose_edges(&c, options->paths_percent, most_edges, out) &&
        gp_map_count_hidden(stats, out))
        goto done;
short_of_memory:
    gp_map_release(out);
    st = gp_fail_memory(err);
done:
    release(&c);
    return st;
}

void gp_map_release(struct gp_map *map)
{
    gp_free(map->node);
    gp_free(map->edge);
    memset(map, 0, sizeof *map);
}
