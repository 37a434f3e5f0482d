/* propose_shapes.c - how changes look: colours, and shapes and arrows on the plane. */
#include "report/propose/propose_bpmn.h"

#include <stdlib.h>
#include <string.h>

const char *gp_change_colour(enum gp_change_kind kind)
{
    switch (kind) {
    case GP_CHANGE_ADD:
        return "#C8E6C9";
    case GP_CHANGE_STRIKE:
        return "#E0E0E0";
    case GP_CHANGE_HANDS:
        return "#BBDEFB";
    case GP_CHANGE_NOTE:
        return "#FFF9C4";
    default:
        return "#FFE0B2";
    }
}

void gp_add_colour(struct gp_text *t, const char *colour)
{
    gp_text_addf(t,
                 " goatpath-bioc:stroke=\"#424242\" goatpath-bioc:fill=\"%s\" "
                 "goatpath-color:background-color=\"%s\" "
                 "goatpath-color:border-color=\"#424242\"",
                 colour, colour);
}

bool gp_bounds_of(const struct gp_marking *m, uint32_t shape, struct gp_bounds *b)
{
    uint32_t bounds =
        shape != GP_NO_ID ? gp_xml_spot_child(&m->spots, shape, "Bounds") : GP_NO_ID;
    static const char *const names[] = {"x", "y", "width", "height"};
    double value[4];
    char number[40];
    size_t i;

    for (i = 0; bounds != GP_NO_ID && i < 4; i++) {
        struct gp_slice v = gp_xml_spot_value(gp_marking_spot(m, bounds), names[i]);

        if (v.len == 0 || v.len >= sizeof number)
            return false;
        memcpy(number, v.at, v.len);
        number[v.len] = '\0';
        value[i] = strtod(number, NULL);
    }
    if (bounds != GP_NO_ID)
        *b = (struct gp_bounds){value[0], value[1], value[2], value[3]};
    return bounds != GP_NO_ID;
}

static struct gp_slice prefix_of(const struct gp_marking *m, const char *name)
{
    uint32_t found = gp_xml_spot_child(&m->spots, m->plane, name);

    return found != GP_NO_ID ? gp_xml_spot_prefix(gp_marking_spot(m, found))
                             : gp_slice("");
}

void gp_add_shape(struct gp_marking *m, size_t number, const struct gp_bounds *b,
                  const char *fill)
{
    const struct gp_xml_spot *plane = gp_marking_spot(m, m->plane);
    struct gp_text *t = gp_insert(&m->inserts, plane->close);

    gp_add_tag(t, "<", gp_xml_spot_prefix(plane), "BPMNShape");
    gp_text_addf(t, " id=\"goatpath_%zu_di\" bpmnElement=\"goatpath_%zu\"", number,
                 number);
    if (fill != NULL)
        gp_add_colour(t, fill);
    gp_add_tag(t, "><", prefix_of(m, "Bounds"), "Bounds");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>", b->x,
                 b->y, b->width, b->height);
    gp_add_tag(t, "</", gp_xml_spot_prefix(plane), "BPMNShape>\n");
}

void gp_add_edge(struct gp_marking *m, size_t number, double x1, double y1, double x2,
                 double y2)
{
    const struct gp_xml_spot *plane = gp_marking_spot(m, m->plane);
    struct gp_slice way = prefix_of(m, "waypoint");
    struct gp_text *t;

    if (way.len == 0)
        return; /* a drawing without arrows has no prefix for them */
    t = gp_insert(&m->inserts, plane->close);
    gp_add_tag(t, "<", gp_xml_spot_prefix(plane), "BPMNEdge");
    gp_text_addf(t, " id=\"goatpath_%zu_di\" bpmnElement=\"goatpath_%zu\">", number,
                 number);
    gp_add_tag(t, "<", way, "waypoint");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\"/>", x1, y1);
    gp_add_tag(t, "<", way, "waypoint");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\"/>", x2, y2);
    gp_add_tag(t, "</", gp_xml_spot_prefix(plane), "BPMNEdge>\n");
}
