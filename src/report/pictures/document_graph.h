/* document_graph.h - the documented process as boxes and arrows, to be drawn.
 *
 * A drawing (BPMN, Mermaid) has its own arrows. A text or a net has none: there the step
 * net is drawn, without the places and silent steps that say nothing.
 */
#ifndef GP_REPORT_DOCUMENT_GRAPH_H
#define GP_REPORT_DOCUMENT_GRAPH_H

#include "model/process.h"

enum gp_box_kind {
    GP_BOX_STEP,
    GP_BOX_EVENT,  /* of a drawing: silent, with a name */
    GP_BOX_CHOICE, /* one of the arrows */
    GP_BOX_ALL,    /* all of the arrows, or waits for all */
    GP_BOX_ANY,    /* any of the arrows */
    GP_BOX_START,
    GP_BOX_END,
};

struct gp_box {
    enum gp_box_kind kind;
    uint32_t element; /* of the process; GP_NO_ID */
    uint32_t label;   /* of a step */
};

struct gp_arrow {
    uint32_t from, to;
    struct gp_slice name; /* the condition, may be empty; lent by the process */
    bool message;
};

struct gp_document_graph {
    struct gp_box *box;
    size_t n_boxes, boxes_cap;
    struct gp_arrow *arrow;
    size_t n_arrows, arrows_cap;
    bool too_large; /* more than a picture can show: no boxes */
    bool failed;    /* memory was short */
};

/* O(boxes * arrows), of at most 400 boxes. Release in any case. */
void gp_document_graph_make(const struct gp_process *p, struct gp_document_graph *out);
void gp_document_graph_release(struct gp_document_graph *g);

#endif
