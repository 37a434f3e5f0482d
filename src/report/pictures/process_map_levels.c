/* process_map_levels.c - see process_map_levels.h. */
#include "report/pictures/process_map_levels.h"

#include "base/mem.h"

#include <string.h>

/* More than this is a wall chart, not a picture one takes in. */
enum { EASY_NODES = 20, EASY_EDGES = 32 };

/* Sixteen levels are drawn for each report; graphviz takes 2.8 s for those of a dense
 * log with 150 paths each, and 0.4 s with 90, which is more than one can read. */
enum { LEVEL_EDGES = 90 };

static const unsigned activities[GP_LEVEL_STEPS] = {100, 75, 50, 25};
static const unsigned paths[GP_LEVEL_STEPS] = {100, 50, 20, 0};

static bool same_text(const struct gp_text *a, const struct gp_text *b)
{
    return a->len == b->len && memcmp(gp_text_z(a), gp_text_z(b), a->len) == 0;
}

/* The picture of that DOT text, new or known. Takes dot over. */
static size_t picture_of(struct gp_map_levels *l, struct gp_text *dot,
                         const struct gp_map *map)
{
    struct gp_map_picture *made = &l->picture[l->n_pictures];
    size_t i;

    for (i = 0; i < l->n_pictures; i++)
        if (same_text(&l->picture[i].dot, dot)) {
            gp_text_release(dot);
            return i;
        }
    made->dot = *dot;
    made->nodes = map->n_nodes;
    made->edges = map->n_edges;
    gp_map_words(&made->hidden, map);
    return l->n_pictures++;
}

static bool easy(const struct gp_map_picture *p)
{
    return p->nodes <= EASY_NODES && p->edges <= EASY_EDGES;
}

/* Of two that are not easy, the one of fewer boxes: where arrows are cut off at
 * LEVEL_EDGES, many boxes of a large map stand about without any. */
static bool easier(const struct gp_map_picture *a, const struct gp_map_picture *b)
{
    if (easy(a) || easy(b))
        return easy(a) && !easy(b);
    return a->nodes != b->nodes ? a->nodes < b->nodes : a->edges < b->edges;
}

static enum gp_status make_level(const struct gp_stats *stats,
                                 struct gp_map_levels *out, size_t i,
                                 struct gp_err *err)
{
    struct gp_map_options o = {out->level[i].activities, out->level[i].paths, 0,
                               LEVEL_EDGES};
    struct gp_text dot = {0};
    struct gp_map map;
    enum gp_status st = gp_map_choose(stats, &o, &map, err);

    if (st != GP_OK)
        return st;
    gp_map_dot(&dot, stats, &map);
    if (gp_text_ok(&dot)) {
        out->level[i].picture = picture_of(out, &dot, &map);
        if (easier(&out->picture[out->level[i].picture],
                   &out->picture[out->level[out->shown].picture]))
            out->shown = i;
    } else {
        gp_text_release(&dot);
        st = gp_fail_memory(err);
    }
    gp_map_release(&map);
    return st;
}

enum gp_status gp_map_levels_make(const struct gp_stats *stats,
                                  struct gp_map_levels *out, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i;

    memset(out, 0, sizeof *out);
    for (i = 0; i < GP_LEVELS_ALL && st == GP_OK; i++) {
        out->level[i].activities = activities[i / GP_LEVEL_STEPS];
        out->level[i].paths = paths[i % GP_LEVEL_STEPS];
        st = make_level(stats, out, i, err);
    }
    if (st != GP_OK)
        gp_map_levels_release(out);
    return st;
}

void gp_map_levels_release(struct gp_map_levels *l)
{
    size_t i;

    for (i = 0; i < l->n_pictures; i++) {
        gp_text_release(&l->picture[i].dot);
        gp_text_release(&l->picture[i].svg);
        gp_words_release(&l->picture[i].hidden);
    }
    memset(l, 0, sizeof *l);
}
