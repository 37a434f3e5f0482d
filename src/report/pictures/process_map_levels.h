/* process_map_levels.h - the process map at several levels of detail, to be drawn
 * beforehand, so that a page can offer two sliders without drawing anything itself.
 *
 *   activities   100 %  75 %  50 %  25 %     each with paths   100 %  50 %  20 %  0 %
 *
 * Levels that choose the same activities and paths share one picture.
 */
#ifndef GP_REPORT_PROCESS_MAP_LEVELS_H
#define GP_REPORT_PROCESS_MAP_LEVELS_H

#include "report/process_map.h"

enum { GP_LEVEL_STEPS = 4, GP_LEVELS_ALL = GP_LEVEL_STEPS * GP_LEVEL_STEPS };

struct gp_map_level {
    unsigned activities, paths; /* percent */
    size_t picture;
};

struct gp_map_picture {
    struct gp_text dot, svg; /* svg: empty until drawn */
    struct gp_words hidden;  /* what is drawn, and of how much */
    size_t nodes, edges;
};

struct gp_map_levels {
    struct gp_map_level level[GP_LEVELS_ALL]; /* activities descending, then paths */
    struct gp_map_picture picture[GP_LEVELS_ALL];
    size_t n_pictures;
    size_t shown; /* the level to begin with: the most detailed that is easy to read */
};

enum gp_status gp_map_levels_make(const struct gp_stats *stats,
                                  struct gp_map_levels *out,
                                  struct gp_err *err) GP_MUST_USE;
void gp_map_levels_release(struct gp_map_levels *levels);

#endif
