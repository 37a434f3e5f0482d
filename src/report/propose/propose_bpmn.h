/* propose_bpmn.h - changes of a drawing under way; shared by propose_bpmn.c (marks),
 * propose_step.c (new steps) and propose_shapes.c (what they look like) only. */
#ifndef GP_REPORT_PROPOSE_BPMN_H
#define GP_REPORT_PROPOSE_BPMN_H

#include "report/propose.h"
#include "report/propose/inserts.h"
#include "report/propose/xml_spots.h"

struct gp_marking {
    const struct gp_process *p;
    const struct gp_changes *changes;
    struct gp_proposal *out;
    struct gp_xml_spots spots;
    struct gp_inserts inserts;
    size_t named;   /* ids given out */
    uint32_t plane; /* spot of the BPMNPlane, GP_NO_ID: no picture */
};

/* In the coordinates of the drawing. */
struct gp_bounds {
    double x, y, width, height;
};

static inline const struct gp_xml_spot *gp_marking_spot(const struct gp_marking *m,
                                                        uint32_t i)
{
    return &m->spots.at[i];
}

/* The id of an element; "" for GP_NO_ID. */
static inline struct gp_slice gp_marking_id(const struct gp_marking *m,
                                            uint32_t element)
{
    return element != GP_NO_ID ? m->p->elements[element].id : gp_slice("");
}

/* An open tag, "<b:documentation" with the prefix of its neighbour. */
void gp_add_tag(struct gp_text *t, const char *open, struct gp_slice prefix,
                const char *name);
/* The change as it is documented and remarked. */
void gp_add_change(struct gp_text *t, const struct gp_change *c);

/* propose_step.c: the new step, wired in. False: it cannot be put in there. */
bool gp_add_step(struct gp_marking *m, const struct gp_change *c);

/* propose_shapes.c: the attributes of a colour. */
void gp_add_colour(struct gp_text *t, const char *colour);
const char *gp_change_colour(enum gp_change_kind kind);

/* Where the shape lies; false when the spot is GP_NO_ID or says no place. */
bool gp_bounds_of(const struct gp_marking *m, uint32_t shape, struct gp_bounds *b);

/* A shape at the end of the plane, for the element goatpath_NUMBER; fill may be NULL. */
void gp_add_shape(struct gp_marking *m, size_t number, const struct gp_bounds *b,
                  const char *fill);
/* An arrow likewise; left out in a drawing that has none to take the prefix from. */
void gp_add_edge(struct gp_marking *m, size_t number, double x1, double y1, double x2,
                 double y2);

#endif
