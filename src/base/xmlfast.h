/* xmlfast.h - the XML that machines write by the million, read without a parser for all XML.
 *
 * It knows tags, attributes in UTF-8, the built-in and numbered entities, comments, and
 * nothing else. Whatever it does not know or that is not well-formed it calls odd: then
 * the document has to be read from its first byte by xml.h, which also says what is wrong.
 * What it does hand out is what xml.h would have handed out, but for namespaces, which it
 * passes over; xml.h is its oracle.
 */
#ifndef GP_BASE_XMLFAST_H
#define GP_BASE_XMLFAST_H

#include "base/xml.h"

struct gp_xmlfast;

/* Only open and close are called. handler and context are borrowed until free. NULL when
 * memory is short. */
struct gp_xmlfast *gp_xmlfast_new(const struct gp_xml_handler *handler, void *context);

/* As gp_xml_stream_feed. *odd: it gave up, and is good for nothing but free. Columns of
 * tags count bytes. */
enum gp_status gp_xmlfast_feed(struct gp_xmlfast *x, struct gp_slice bytes, bool last,
                               bool *odd, struct gp_err *err) GP_MUST_USE;
void gp_xmlfast_free(struct gp_xmlfast *x);

#endif
