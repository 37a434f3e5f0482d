/* xml_spots.h - where the tags of an XML document stand, byte by byte: to put something in
 * and leave every other byte as it was. */
#ifndef GP_REPORT_XML_SPOTS_H
#define GP_REPORT_XML_SPOTS_H

#include "base/map.h"

/* <b:task id="A">...</b:task>     <b:task id="A"/>
 * begin   attributes^ ^inside ^close  end     of an empty tag inside = close = end
 */
struct gp_xml_spot {
    size_t begin;             /* of the start tag */
    size_t attributes;        /* behind the last attribute: before > or /> */
    size_t inside;            /* behind the start tag */
    size_t close;             /* where the end tag begins */
    size_t end;               /* behind the element */
    uint32_t parent;          /* spot, GP_NO_ID: the root */
    struct gp_slice name;     /* with its prefix */
    struct gp_slice id;       /* value of the attribute id; may be empty */
    struct gp_slice about;    /* of bpmnElement, sourceRef */
    struct gp_slice text_tag; /* the start tag as written */
    bool empty;
};

struct gp_xml_spots {
    struct gp_slice text;
    struct gp_xml_spot *at; /* in document order */
    size_t n, cap;
};

/* The text is borrowed and must be well-formed UTF-8 XML without a document type, as
 * base/xml.h reads it; else false (also when memory is short). Release in any case. */
bool gp_xml_spots_find(struct gp_slice text, struct gp_xml_spots *out);
void gp_xml_spots_release(struct gp_xml_spots *s);

/* The element with that id, or the shape or edge that draws the element with that id. */
uint32_t gp_xml_spot_of(const struct gp_xml_spots *s, struct gp_slice id);
uint32_t gp_xml_spot_about(const struct gp_xml_spots *s, struct gp_slice id);

/* Is it called so, whatever its prefix? */
bool gp_xml_spot_is(const struct gp_xml_spot *spot, const char *name);
/* "b:" of <b:task>; may be empty. */
struct gp_slice gp_xml_spot_prefix(const struct gp_xml_spot *spot);
/* The value of an attribute in the start tag, by its name without a prefix; "" none. */
struct gp_slice gp_xml_spot_value(const struct gp_xml_spot *spot, const char *name);
/* The first spot inside of that name, GP_NO_ID: none. */
uint32_t gp_xml_spot_child(const struct gp_xml_spots *s, uint32_t parent,
                           const char *name);

#endif
