/* manual_paths.h - a process written as paths: list items of names and arrows.
 *
 *   - Report -> Assign -> Solve -> Close (the happy path)
 *   - Assign -> Escalate -> Solve
 *
 * Without such items: the first line of prose that is a path of three names or more.
 *
 *   The process: Report -> Assign -> Solve -> Close
 *
 * Names that occur in several paths are one step; the first path says where the process
 * begins. The arrow is any of -> --> => or a Unicode arrow to the right.
 */
#ifndef GP_MODEL_MANUAL_PATHS_H
#define GP_MODEL_MANUAL_PATHS_H

#include "model/manual/markdown.h"
#include "model/process.h"

/* Are there such paths, and no numbered steps? */
bool gp_manual_has_paths(const struct gp_outline *o);

/* Is this block one of the paths? */
bool gp_manual_is_path(const struct gp_outline *o, uint32_t block);

/* Steps, flows and the net of all paths, with a note. */
void gp_manual_paths(const struct gp_outline *o, struct gp_process *p);

#endif
