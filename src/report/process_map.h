/* process_map.h - the process map: which activities and paths are drawn, and the drawing as
 * DOT text, SVG or PNG.
 *
 *   struct gp_map map;
 *   gp_map_choose(stats, &(struct gp_map_options){100, 50, 0, 0}, &map, err);
 *   gp_map_draw(stats, &map, "svg", &svg, err);
 *   gp_map_release(&map);
 *
 * Every figure on the map is that of the whole log: hiding something changes no number
 * that stays. What is hidden is counted.
 */
#ifndef GP_REPORT_PROCESS_MAP_H
#define GP_REPORT_PROCESS_MAP_H

#include "mine/mine.h"
#include "report/words.h"

/* Percent of the activities and of the paths between them that are drawn, the most
 * frequent first (ties: by name). Whatever is drawn stays connected from start to end:
 * the widest way (the one whose rarest step is most frequent) from the start to each
 * activity and on to the end is always drawn, with the activities on it. */
struct gp_map_options {
    unsigned activities_percent, paths_percent; /* 0..100 */
    size_t most_nodes, most_edges;              /* 0: 60 and 150 */
};

enum { GP_MAP_NODES = 60, GP_MAP_EDGES = 150 };
#define GP_MAP_START UINT32_MAX
#define GP_MAP_END   (UINT32_MAX - 1)

struct gp_map_edge {
    uint32_t from, to; /* positions in stats->activities; or START, END */
    uint64_t count;    /* times; cases for arrows from START and to END */
    size_t link;       /* position in links[GP_BY_ACTIVITY].stat; SIZE_MAX: none */
};

struct gp_map {
    uint32_t *node; /* [n_nodes] positions in stats->activities, ascending */
    size_t n_nodes;
    struct gp_map_edge *edge; /* [n_edges] by count descending */
    size_t n_edges;
    size_t activities, hidden_activities;
    size_t paths, hidden_paths; /* directly-follows pairs, start and end arrows apart */
    uint64_t events, hidden_events; /* of hidden activities */
    uint64_t cases, hidden_cases;   /* not wholly drawn: a step or a path is hidden */
};

enum gp_status gp_map_choose(const struct gp_stats *stats,
                             const struct gp_map_options *options, struct gp_map *out,
                             struct gp_err *err) GP_MUST_USE;
void gp_map_release(struct gp_map *map);

/* Fills the counts of hidden things from node and edge; done by gp_map_choose. False when
 * memory is short. */
bool gp_map_count_hidden(const struct gp_stats *stats, struct gp_map *map);

/* The map as DOT: node names are our own numbers, names only in labels and tooltips. */
void gp_map_dot(struct gp_text *out, const struct gp_stats *stats,
                const struct gp_map *map);

/* Draws with graphviz; format "svg" (filtered, a file of its own) or "png". GP_SYSTEM
 * when dot is not installed, fails, or is not done in 20 s. */
enum gp_status gp_map_draw(const struct gp_stats *stats, const struct gp_map *map,
                           const char *format, struct gp_text *out,
                           struct gp_err *err) GP_MUST_USE;

/* "9 of 14 activities and 20 of 96 paths are drawn: 97 % of the events; 71 % of the
 * cases run wholly over what is drawn". */
void gp_map_words(struct gp_words *w, const struct gp_map *map);

#endif
