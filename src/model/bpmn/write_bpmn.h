/* write_bpmn.h - a documented process as a BPMN 2.0 drawing, with coordinates, so that
 * usual editors open it: lanes for owners, gateways for choices and parallel work.
 *
 * Time limits stand in the drawing as text, for people, and once more beside the task in
 * a namespace of our own, which read_bpmn.h reads back; likewise rules.
 */
#ifndef GP_MODEL_WRITE_BPMN_H
#define GP_MODEL_WRITE_BPMN_H

#include "model/process.h"

#define GP_BPMN_OWN_SPACE "urn:goatpath:bpmn:1"

/* Appends the drawing, and to *lost a line for each thing it cannot hold. GP_INPUT names
 * what cannot be drawn. */
enum gp_status gp_write_bpmn(const struct gp_process *p, struct gp_text *out,
                             struct gp_text *lost, struct gp_err *err) GP_MUST_USE;

#endif
