/* read_bpmn.h - BPMN 2.0 drawings (spec/conformance.md 2.2 to 2.6). */
#ifndef GP_MODEL_READ_BPMN_H
#define GP_MODEL_READ_BPMN_H

#include "model/read.h"

/* One net for each process of the first document that has a step; called processes run
 * in place of their call, from any of the documents. Task events, multi-instance and
 * strictness as in gp_read_options. */
gp_reader_fn gp_read_bpmn;

#endif
