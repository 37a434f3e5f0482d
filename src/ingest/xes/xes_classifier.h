/* xes_classifier.h - the classifiers of an XES log: what the names of its events are made
 * of.
 *
 *   <classifier name="Activity" keys="concept:name lifecycle:transition"/>
 */
#ifndef GP_INGEST_XES_CLASSIFIER_H
#define GP_INGEST_XES_CLASSIFIER_H

#include "ingest/xes/xes_events.h"

/* Notes the one in this tag for those who are shown what there is; that called like
 * x->wanted becomes a column, unless its only key is called so. */
enum gp_status gp_xes_take_classifier(struct gp_xes_events *x,
                                      const struct gp_xml_tag *tag, struct gp_err *err);

#endif
