/* xml.h - XML as a stream of tags; the one door to expat.
 *
 * Document type declarations are refused before anything is expanded, nothing outside
 * the given bytes is ever opened, and size is bounded (spec/reliability.md 4.5): 64 MiB
 * a document, depth 256, 1 million elements, 1 MiB an attribute, 4 MiB a tag, 10,000
 * attributes a tag. Encodings: UTF-8, UTF-16, ISO-8859-1, US-ASCII and those of codepage.h.
 */
#ifndef GP_BASE_XML_H
#define GP_BASE_XML_H

#include "base/text.h"

struct gp_xml_attribute {
    struct gp_slice space; /* namespace name, empty without a prefix */
    struct gp_slice name;  /* without prefix */
    struct gp_slice value;
};

struct gp_xml_tag {
    struct gp_slice space, name;
    const struct gp_xml_attribute *attributes;
    size_t n_attributes;
    uint64_t line, column; /* from 1 */
    size_t depth;          /* of the root: 1 */
};

/* Called in document order; everything is lent until the call returns. Any member may
 * be NULL. A status other than GP_OK stops the parse and is returned as it is. */
struct gp_xml_handler {
    enum gp_status (*open)(void *context, const struct gp_xml_tag *tag,
                           struct gp_err *err);
    enum gp_status (*close)(void *context, struct gp_err *err);
    enum gp_status (*text)(void *context, struct gp_slice text, struct gp_err *err);
    /* <?target ...?>; never obeyed */
    enum gp_status (*instruction)(void *context, struct gp_slice target, uint64_t line,
                                  struct gp_err *err);
};

/* Parses a whole document. Errors: GP_INPUT with line, and column in the sentence, when
 * it is not well-formed or beyond the limits; GP_SYSTEM when memory is short. */
enum gp_status gp_xml_parse(const char *file, struct gp_slice bytes,
                            const struct gp_xml_handler *handler, void *context,
                            struct gp_err *err) GP_MUST_USE;

/* The same for what is longer than a document: bytes come in pieces of any size, the
 * last one with `last`; neither bytes nor elements are counted, the other limits hold.
 * file, handler and context are borrowed until free. NULL when memory is short. After an
 * error the stream is good for nothing but free. */
struct gp_xml_stream;
struct gp_xml_stream *gp_xml_stream_new(const char *file,
                                        const struct gp_xml_handler *handler,
                                        void *context);
enum gp_status gp_xml_stream_feed(struct gp_xml_stream *s, struct gp_slice bytes,
                                  bool last, struct gp_err *err) GP_MUST_USE;
void gp_xml_stream_free(struct gp_xml_stream *s);

/* Namespace and name of the root element, without reading further; appended to the two
 * texts. Errors as gp_xml_parse. */
enum gp_status gp_xml_root(const char *file, struct gp_slice bytes,
                           struct gp_text *space, struct gp_text *name,
                           struct gp_err *err) GP_MUST_USE;

/* Value of the attribute without a namespace; at is NULL when it is absent. */
struct gp_slice gp_xml_attribute(const struct gp_xml_tag *tag, const char *name);

#endif
