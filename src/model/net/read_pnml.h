/* read_pnml.h - PNML: place/transition nets as process mining tools exchange them. */
#ifndef GP_MODEL_READ_PNML_H
#define GP_MODEL_READ_PNML_H

#include "model/read.h"

/* Executed: places, transitions, arcs with weights, initial and final marking, pages,
 * reference nodes, reset and inhibitor arcs, silent transitions in the ways of ProM,
 * PM4Py and stochastic nets. Without a final marking the net is complete with one token
 * on every place that nothing takes from (noted). */
gp_reader_fn gp_read_pnml;

#endif
