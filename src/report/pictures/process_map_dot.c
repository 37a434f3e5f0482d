/* process_map_dot.c - the chosen map as DOT text; see process_map.h.
 *
 * Node names are our own numbers; text from the log stands only in labels and tooltips,
 * always in quotation marks, never as HTML labels or records (spec/reliability.md F3).
 * Colours are attributes, so that the picture is whole by itself; a page may theme them
 * by the classes: n f0..f4 an activity by frequency, e h0..h4 a path by its share of
 * all waiting, s the start and the end.
 */
#include "base/escape.h"
#include "report/graphviz.h"
#include "report/process_map.h"

static void add_words(struct gp_text *out, struct gp_words *w)
{
    gp_escape_dot(out, gp_text_slice(&w->text));
    gp_words_release(w);
}

/* --- nodes --- */

static unsigned fifth_of(uint64_t count, uint64_t most)
{
    static const unsigned floors[] = {4, 16, 36, 64}; /* percent: squares of fifths */
    unsigned i;

    for (i = 0; i < 4; i++)
        if (count * 100 <= most * floors[i])
            return i;
    return 4;
}

static void add_node(struct gp_text *out, const struct gp_stats *s, uint32_t node)
{
    static const char *const fill[] = {"#f4f7fd", "#e3ebfa", "#cbdaf6", "#a9c1ef",
                                       "#7fa3e6"};
    const struct gp_activity_stat *a = &s->activities[node];
    unsigned f = fifth_of(a->events, s->activities[0].events);
    struct gp_slice name = gp_stats_name(s, GP_BY_ACTIVITY, a->activity);
    struct gp_words w = {0};

    gp_text_addf(out, "n%u [class=\"n f%u\", fillcolor=\"%s\", label=\"",
                 (unsigned)node, f, fill[f]);
    gp_dot_wrapped(out, name);
    gp_text_add(out, "\\n");
    gp_text_add_count(out, a->events);
    gp_text_add(out, "\", tooltip=\"");
    gp_words_name(&w, name);
    gp_words_say(&w, ": ");
    gp_words_count(&w, a->events, "event", "events");
    gp_words_say(&w, " in ");
    gp_words_count(&w, a->cases, "case", "cases");
    add_words(out, &w);
    gp_text_add(out, "\"];\n");
}

/* --- edges --- */

/* By share of all waiting: over 20 %, 10 %, 5 %, 2 %. */
static unsigned heat_of(gp_i128 wait, gp_i128 all)
{
    static const int floors[] = {2, 5, 10, 20};
    unsigned i;

    for (i = 0; i < 4; i++)
        if (wait * 100 <= all * floors[i])
            return i;
    return 4;
}

static void add_end_name(struct gp_text *out, uint32_t node)
{
    if (node == GP_MAP_START)
        gp_text_add(out, "start");
    else if (node == GP_MAP_END)
        gp_text_add(out, "end");
    else
        gp_text_addf(out, "n%u", (unsigned)node);
}

static void add_edge_tooltip(struct gp_text *out, const struct gp_stats *s,
                             const struct gp_link_stat *l)
{
    struct gp_words w = {0};

    gp_words_name(&w, gp_stats_name(s, GP_BY_ACTIVITY, l->from));
    gp_words_say(&w, " \xE2\x86\x92 ");
    gp_words_name(&w, gp_stats_name(s, GP_BY_ACTIVITY, l->to));
    gp_words_say(&w, ": ");
    gp_words_count(&w, l->count, "time", "times");
    gp_words_say(&w, " in ");
    gp_words_count(&w, l->cases, "case", "cases");
    if (s->log->has_time) {
        gp_words_say(&w, "; median wait ");
        gp_words_span(&w, l->wait.median);
        gp_words_say(&w, "; ");
        gp_words_hours(&w, l->wait.sum);
        gp_words_say(&w, " in all (");
        gp_words_share(&w, l->wait.sum, s->all_waiting);
        gp_words_say(&w, " of all waiting)");
    }
    add_words(out, &w);
}

/* Count; median wait; total hours where they are 2 % of all waiting or more. */
static void add_path(struct gp_text *out, const struct gp_stats *s,
                     const struct gp_link_stat *l)
{
    static const char *const colour[] = {"#7b8798", "#a98a4c", "#cf8a1d", "#d9591a",
                                         "#c3201f"};
    unsigned h = s->log->has_time ? heat_of(l->wait.sum, s->all_waiting) : 0;

    gp_text_addf(out, ", class=\"e h%u\", color=\"%s\", label=\" ", h, colour[h]);
    gp_text_add_count(out, l->count);
    if (s->log->has_time) {
        gp_text_add(out, " \\n ");
        gp_span_human(out, l->wait.median);
    }
    if (h > 0) {
        gp_text_add(out, " \\n ");
        gp_span_hours(out, l->wait.sum);
        gp_text_add(out, " h");
    }
    gp_text_add(out, " \", tooltip=\"");
    add_edge_tooltip(out, s, l);
    gp_text_add(out, "\"];\n");
}

/* Tenths of a point: 8 to 55, by the square root of the share of the most frequent. */
static unsigned width_of(uint64_t count, uint64_t most)
{
    unsigned tenths = 8;

    while (tenths < 55 &&
           (gp_u128)count * 47 * 47 > (gp_u128)most * (tenths - 7) * (tenths - 7))
        tenths++;
    return tenths;
}

static void add_edge(struct gp_text *out, const struct gp_stats *s,
                     const struct gp_map *map, const struct gp_map_edge *e)
{
    unsigned width = width_of(e->count, map->edge[0].count);

    if (e->link == SIZE_MAX && width > 20)
        width = 20; /* starts and ends are no paths */
    add_end_name(out, e->from);
    gp_text_add(out, " -> ");
    add_end_name(out, e->to);
    gp_text_addf(out, " [penwidth=%u.%u, weight=%u", width / 10, width % 10, width);
    if (e->link != SIZE_MAX) {
        add_path(out, s, &s->links[GP_BY_ACTIVITY].stat[e->link]);
        return;
    }
    gp_text_add(out, ", class=\"e s\", style=dashed, color=\"#7b8798\", label=\" ");
    gp_text_add_count(out, e->count);
    gp_text_add(out, " \"];\n");
}

void gp_map_dot(struct gp_text *out, const struct gp_stats *stats,
                const struct gp_map *map)
{
    size_t i;

    gp_text_add(out,
                "digraph map {\n"
                "graph [bgcolor=transparent, rankdir=TB, nodesep=0.35, ranksep=0.45, "
                "pad=0.1, fontname=\"Helvetica\"];\n"
                "node [shape=box, style=\"rounded,filled\", color=\"#5f7fc0\", "
                "fontcolor=\"#16202f\", fontname=\"Helvetica\", fontsize=11, "
                "margin=\"0.16,0.08\", height=0.45, penwidth=1];\n"
                "edge [fontname=\"Helvetica\", fontsize=9, fontcolor=\"#3a4658\", "
                "arrowsize=0.7];\n"
                "start [class=\"s\", shape=circle, label=\"start\", width=0.5, "
                "fixedsize=true, fillcolor=\"#dff3e6\", color=\"#2c8a55\", "
                "fontsize=9, tooltip=\"Cases begin\"];\n"
                "end [class=\"s\", shape=doublecircle, label=\"end\", width=0.45, "
                "fixedsize=true, fillcolor=\"#f1f1f4\", color=\"#5b6577\", "
                "fontsize=9, tooltip=\"Cases end\"];\n"
                "{rank=source; start}\n{rank=sink; end}\n");
    for (i = 0; i < map->n_nodes; i++)
        add_node(out, stats, map->node[i]);
    for (i = 0; i < map->n_edges; i++)
        add_edge(out, stats, map, &map->edge[i]);
    gp_text_add(out, "}\n");
}

/* --- drawing --- */

enum gp_status gp_map_draw(const struct gp_stats *stats, const struct gp_map *map,
                           const char *format, struct gp_text *out, struct gp_err *err)
{
    struct gp_text dot = {0};
    enum gp_status st;

    gp_map_dot(&dot, stats, map);
    st = gp_dot_draw(&dot, format, "Process map", out, err);
    gp_text_release(&dot);
    return st;
}
