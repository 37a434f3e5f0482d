/* xml.c - see xml.h.
 *
 * Bytes go to expat in pieces, and between pieces we look how far it lags behind: a tag
 * that does not end within 4 MiB is refused instead of buffered. Namespace and local
 * name arrive as one text with a separator that cannot occur in XML.
 *
 * Left out on purpose: entities beyond the five built-in ones (they need a document
 * type), external anything, DTD defaults, schema locations, XInclude.
 */
#include "base/xml.h"
#include "base/codepage.h"

#include "base/mem.h"

#include <expat.h>
#include <string.h>

enum {
    MAX_BYTES = 64 * 1024 * 1024,
    MAX_DEPTH = 256,
    MAX_ELEMENTS = 1000 * 1000,
    MAX_ATTRIBUTE = 1024 * 1024,
    MAX_ATTRIBUTES = 10000,
    MAX_TAG = 4 * 1024 * 1024,
    PIECE = 64 * 1024,
    SEPARATOR = 1,
};

struct gp_xml_stream {
    XML_Parser parser;
    const char *file;
    const struct gp_xml_handler *handler;
    void *context;
    struct gp_err *err;
    enum gp_status status; /* what a callback or a limit decided */
    bool bounded;          /* a document, not a log: its elements are counted */
    size_t depth;
    uint64_t elements, fed; /* bytes */
    struct gp_xml_attribute *attributes;
    size_t attributes_cap;
};

static void stop(struct gp_xml_stream *p, enum gp_status status)
{
    p->status = status;
    XML_StopParser(p->parser, XML_FALSE);
}

static void refuse(struct gp_xml_stream *p, const char *what)
{
    uint64_t column = (uint64_t)XML_GetCurrentColumnNumber(p->parser) + 1;

    stop(p, gp_fail_at(p->err, GP_INPUT, p->file,
                       (uint64_t)XML_GetCurrentLineNumber(p->parser),
                       "%s (column %llu)", what, (unsigned long long)column));
}

static void split_name(const char *joined, struct gp_slice *space,
                       struct gp_slice *name)
{
    const char *mark = strchr(joined, SEPARATOR);

    *space = mark != NULL ? gp_slice_n(joined, (size_t)(mark - joined)) : gp_slice("");
    *name = gp_slice(mark != NULL ? mark + 1 : joined);
}

static bool take_attributes(struct gp_xml_stream *p, const char **list, size_t *n)
{
    size_t i;

    for (*n = 0; list[2 * *n] != NULL; ++*n)
        if (*n >= MAX_ATTRIBUTES) {
            refuse(p, "a tag with more than 10,000 attributes is not accepted");
            return false;
        }
    if (!gp_reserve(&p->attributes, &p->attributes_cap, *n)) {
        stop(p, gp_fail_memory(p->err));
        return false;
    }
    for (i = 0; i < *n; i++) {
        struct gp_xml_attribute *a = &p->attributes[i];

        split_name(list[2 * i], &a->space, &a->name);
        a->value = gp_slice(list[2 * i + 1]);
        if (a->value.len > MAX_ATTRIBUTE) {
            refuse(p, "an attribute of more than 1 MiB is not accepted");
            return false;
        }
    }
    return true;
}

static void XMLCALL on_open(void *context, const char *name, const char **list)
{
    struct gp_xml_stream *p = context;
    struct gp_xml_tag tag;
    enum gp_status st;

    if (p->status != GP_OK)
        return;
    if (++p->depth > MAX_DEPTH) {
        refuse(p, "elements nested more than 256 deep are not accepted");
        return;
    }
    if (++p->elements > MAX_ELEMENTS && p->bounded) {
        refuse(p, "more than 1 million elements are not accepted");
        return;
    }
    if (!take_attributes(p, list, &tag.n_attributes))
        return;
    split_name(name, &tag.space, &tag.name);
    tag.attributes = p->attributes;
    tag.line = (uint64_t)XML_GetCurrentLineNumber(p->parser);
    tag.column = (uint64_t)XML_GetCurrentColumnNumber(p->parser) + 1;
    tag.depth = p->depth;
    st = p->handler->open != NULL ? p->handler->open(p->context, &tag, p->err) : GP_OK;
    if (st != GP_OK)
        stop(p, st);
}

static void XMLCALL on_close(void *context, const char *name)
{
    struct gp_xml_stream *p = context;
    enum gp_status st = GP_OK;

    (void)name;
    if (p->status != GP_OK)
        return;
    p->depth--;
    if (p->handler->close != NULL)
        st = p->handler->close(p->context, p->err);
    if (st != GP_OK)
        stop(p, st);
}

static void XMLCALL on_text(void *context, const char *at, int len)
{
    struct gp_xml_stream *p = context;
    enum gp_status st = GP_OK;

    if (p->status != GP_OK)
        return;
    if (p->handler->text != NULL)
        st = p->handler->text(p->context, gp_slice_n(at, (size_t)len), p->err);
    if (st != GP_OK)
        stop(p, st);
}

static void XMLCALL on_instruction(void *context, const char *target, const char *data)
{
    struct gp_xml_stream *p = context;
    enum gp_status st = GP_OK;

    (void)data;
    if (p->status != GP_OK)
        return;
    if (p->handler->instruction != NULL)
        st = p->handler->instruction(p->context, gp_slice(target),
                                     (uint64_t)XML_GetCurrentLineNumber(p->parser),
                                     p->err);
    if (st != GP_OK)
        stop(p, st);
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system,
                               const char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    refuse(context,
           "document type declarations are not accepted; remove <!DOCTYPE ...>");
}

/* What some tools write and expat does not know. Bytes without a character are refused. */
static int XMLCALL on_encoding(void *context, const char *name, XML_Encoding *info)
{
    const struct gp_codepage *page = gp_codepage_named(name);
    int i;

    (void)context;
    if (page == NULL)
        return XML_STATUS_ERROR;
    for (i = 0; i < 128; i++)
        info->map[i] = i;
    for (; i < 256; i++)
        info->map[i] = page->high[i - 128] < 0xA0 ? -1 : page->high[i - 128];
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

static enum gp_status expat_failure(struct gp_xml_stream *p)
{
    enum XML_Error code = XML_GetErrorCode(p->parser);

    if (code == XML_ERROR_NO_MEMORY)
        return gp_fail_memory(p->err);
    if (code == XML_ERROR_UNKNOWN_ENCODING)
        return gp_fail_at(p->err, GP_INPUT, p->file, 1,
                          "the encoding that its first line names is not known here; "
                          "convert it with `iconv -t UTF-8`, and name UTF-8 there");
    return gp_fail_at(p->err, GP_INPUT, p->file,
                      (uint64_t)XML_GetCurrentLineNumber(p->parser),
                      "not well-formed XML: %s (column %llu)", XML_ErrorString(code),
                      (unsigned long long)XML_GetCurrentColumnNumber(p->parser) + 1);
}

/* One piece; looks afterwards how far expat lags behind. */
static enum gp_status feed_piece(struct gp_xml_stream *p, struct gp_slice piece,
                                 bool last)
{
    enum XML_Status ok = XML_Parse(p->parser, piece.at, (int)piece.len, last);
    long seen = (long)XML_GetCurrentByteIndex(p->parser);

    p->fed += piece.len;
    if (p->status != GP_OK)
        return p->status;
    if (ok == XML_STATUS_ERROR)
        return expat_failure(p);
    if (seen >= 0 && p->fed > (uint64_t)seen && p->fed - (uint64_t)seen > MAX_TAG)
        refuse(p, "a tag or comment of more than 4 MiB is not accepted");
    return p->status;
}

enum gp_status gp_xml_stream_feed(struct gp_xml_stream *p, struct gp_slice bytes,
                                  bool last, struct gp_err *err)
{
    size_t at = 0;
    enum gp_status st;

    p->err = err;
    do {
        size_t n = bytes.len - at < PIECE ? bytes.len - at : PIECE;

        st = feed_piece(p, gp_slice_n(bytes.at + at, n), last && at + n == bytes.len);
        at += n;
    } while (st == GP_OK && at < bytes.len);
    return st;
}

struct gp_xml_stream *
gp_xml_stream_new(const char *file, const struct gp_xml_handler *handler, void *context)
{
    struct gp_xml_stream *p = gp_array_zero(1, sizeof *p);

    if (p == NULL)
        return NULL;
    p->file = file;
    p->handler = handler;
    p->context = context;
    p->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (p->parser == NULL) {
        gp_free(p);
        return NULL;
    }
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_open, on_close);
    if (handler->text != NULL)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetProcessingInstructionHandler(p->parser, on_instruction);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    XML_SetUnknownEncodingHandler(p->parser, on_encoding, NULL);
    return p;
}

void gp_xml_stream_free(struct gp_xml_stream *p)
{
    if (p == NULL)
        return;
    XML_ParserFree(p->parser);
    gp_free(p->attributes);
    gp_free(p);
}

enum gp_status gp_xml_parse(const char *file, struct gp_slice bytes,
                            const struct gp_xml_handler *handler, void *context,
                            struct gp_err *err)
{
    struct gp_xml_stream *p;
    enum gp_status st;

    if (bytes.len > MAX_BYTES)
        return gp_fail_at(err, GP_INPUT, file, 0,
                          "XML documents over 64 MiB are not accepted (this one has "
                          "%zu bytes)",
                          bytes.len);
    p = gp_xml_stream_new(file, handler, context);
    if (p == NULL)
        return gp_fail_memory(err);
    p->bounded = true;
    st = gp_xml_stream_feed(p, bytes, true, err);
    gp_xml_stream_free(p);
    return st;
}

struct root {
    struct gp_text *space, *name;
    bool found;
};

static enum gp_status take_root(void *context, const struct gp_xml_tag *tag,
                                struct gp_err *err)
{
    struct root *r = context;

    gp_text_add_slice(r->space, tag->space);
    gp_text_add_slice(r->name, tag->name);
    if (!gp_text_ok(r->space) || !gp_text_ok(r->name))
        return gp_fail_memory(err);
    r->found = true;
    return GP_GATE; /* seen enough: stops the parse, never leaves this file */
}

enum gp_status gp_xml_root(const char *file, struct gp_slice bytes,
                           struct gp_text *space, struct gp_text *name,
                           struct gp_err *err)
{
    static const struct gp_xml_handler handler = {.open = take_root};
    struct root r = {.space = space, .name = name};
    enum gp_status st = gp_xml_parse(file, bytes, &handler, &r, err);

    return r.found ? GP_OK : st;
}

struct gp_slice gp_xml_attribute(const struct gp_xml_tag *tag, const char *name)
{
    size_t i;

    for (i = 0; i < tag->n_attributes; i++)
        if (tag->attributes[i].space.len == 0 &&
            gp_slice_is(tag->attributes[i].name, name))
            return tag->attributes[i].value;
    return gp_slice_n(NULL, 0);
}
