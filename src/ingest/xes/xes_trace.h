/* xes_trace.h - the open trace of an XES log: its attributes, and the name that makes it
 * a case.
 */
#ifndef GP_INGEST_XES_TRACE_H
#define GP_INGEST_XES_TRACE_H

#include "ingest/xes/xes_events.h"

void gp_xes_trace_begin(struct gp_xes_events *x);

/* An attribute; key without "case:". */
enum gp_status gp_xes_trace_value(struct gp_xes_events *x, struct gp_slice key,
                                  enum gp_value_kind kind, struct gp_slice value,
                                  struct gp_err *err) GP_MUST_USE;

/* Before its first event, which is at this line: a case has a name. Counts traces that
 * bear the name of an earlier one. */
enum gp_status gp_xes_trace_name(struct gp_xes_events *x, uint64_t line,
                                 struct gp_err *err) GP_MUST_USE;

/* Its values into the batch, from which events lend them. */
enum gp_status gp_xes_trace_copy(struct gp_xes_events *x,
                                 struct gp_err *err) GP_MUST_USE;

#endif
