/* pictures.h - draws the figures and the levels of the map with gnuplot and graphviz.
 *
 * Both programs run side by side in one private folder. What fails or is not installed
 * leaves its pictures empty and a sentence in notes; nothing else is lost.
 */
#ifndef GP_REPORT_PICTURES_H
#define GP_REPORT_PICTURES_H

#include "report/pictures/figure.h"
#include "report/pictures/process_map_levels.h"

/* Fills figure[].svg and picture[].svg, as the programs wrote them (to be filtered).
 * levels may be NULL. notes receives a sentence a line. GP_SYSTEM only when memory is
 * short. */
enum gp_status gp_pictures_draw(struct gp_figures *figures,
                                struct gp_map_levels *levels, struct gp_text *notes,
                                struct gp_err *err) GP_MUST_USE;

#endif
