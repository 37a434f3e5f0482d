/* workbook_parts.c - see workbook_parts.h.
 *
 *   xl/workbook.xml             <sheet name="Deals" r:id="rId3"/>, <workbookPr date1904>
 *   xl/_rels/workbook.xml.rels  rId3 -> worksheets/sheet1.xml
 *   xl/styles.xml               <numFmt>, <cellXfs><xf numFmtId>
 *   xl/sharedStrings.xml        <si><t>Ann</t></si>, <si><r><t>A</t></r>...</si>
 */
#include "ingest/workbook/workbook_parts.h"
#include "ingest/blame.h"

#include <stdlib.h>
#include <string.h>

static const size_t STRINGS_MAX = (size_t)1 << 30; /* bytes of shared strings */

/* The member called `path` goes through the handler, whose context is `context`. */
static enum gp_status read_member(struct gp_archive *a, const char *name,
                                  const char *path,
                                  const struct gp_xml_handler *handler, void *context,
                                  struct gp_err *err)
{
    enum { PIECE = 64 * 1024 };
    size_t member = gp_archive_find(a, path), got = 1;
    struct gp_xml_stream *xml;
    char *piece;
    enum gp_status st;

    if (member == SIZE_MAX)
        return gp_fail_at(err, GP_INPUT, name, 0, "the workbook has no part \"%s\"",
                          path);
    st = gp_archive_begin(a, member, err);
    if (st != GP_OK)
        return st;
    piece = gp_array(PIECE, 1);
    xml = gp_xml_stream_new(path, handler, context);
    if (piece == NULL || xml == NULL)
        st = gp_fail_memory(err);
    while (st == GP_OK && got != 0) {
        st = gp_archive_read(a, piece, PIECE, &got, err);
        if (st == GP_OK)
            st = gp_xml_stream_feed(xml, gp_slice_n(piece, got), got == 0, err);
    }
    if (st == GP_INPUT && piece != NULL)
        st = gp_blame_packing(gp_archive_read_fn, a, piece, PIECE, st, err);
    gp_xml_stream_free(xml);
    gp_free(piece);
    return st;
}

unsigned gp_workbook_number(const struct gp_xml_tag *tag, const char *attribute,
                            unsigned fallback)
{
    struct gp_slice v = gp_xml_attribute(tag, attribute);
    unsigned n = 0;
    size_t i;

    if (v.len == 0 || v.len > 9)
        return fallback;
    for (i = 0; i < v.len; i++) {
        if (v.at[i] < '0' || v.at[i] > '9')
            return fallback;
        n = n * 10 + (unsigned)(v.at[i] - '0');
    }
    return n;
}

/* ---- which sheet ---- */

/* r:id, whose namespace differs between the two editions of the standard. */
static struct gp_slice relation_id(const struct gp_xml_tag *tag)
{
    size_t i;

    for (i = 0; i < tag->n_attributes; i++)
        if (tag->attributes[i].space.len != 0 &&
            gp_slice_is(tag->attributes[i].name, "id"))
            return tag->attributes[i].value;
    return gp_slice_n("", 0);
}

static enum gp_status on_workbook(void *context, const struct gp_xml_tag *tag,
                                  struct gp_err *err)
{
    struct gp_workbook_parts *p = context;
    struct gp_slice state = gp_xml_attribute(tag, "state");
    struct gp_slice since = gp_xml_attribute(tag, "date1904");
    bool visible = state.len == 0 || gp_slice_is(state, "visible");

    if (gp_slice_is(tag->name, "workbookPr"))
        p->since_1904 = gp_slice_is(since, "1") || gp_slice_is(since, "true");
    if (!gp_slice_is(tag->name, "sheet"))
        return GP_OK;
    p->n_sheets++;
    if (p->sheet_id.len != 0 && (p->visible || !visible))
        return GP_OK;
    p->visible = visible;
    gp_text_clear(&p->sheet_name);
    gp_text_clear(&p->sheet_id);
    gp_text_add_slice(&p->sheet_name, gp_xml_attribute(tag, "name"));
    gp_text_add_slice(&p->sheet_id, relation_id(tag));
    return gp_text_ok(&p->sheet_name) && gp_text_ok(&p->sheet_id) ? GP_OK
                                                                  : gp_fail_memory(err);
}

static enum gp_status on_relation(void *context, const struct gp_xml_tag *tag,
                                  struct gp_err *err)
{
    struct gp_workbook_parts *p = context;
    struct gp_slice target = gp_xml_attribute(tag, "Target");

    if (!gp_slice_is(tag->name, "Relationship") ||
        !gp_slice_is(gp_xml_attribute(tag, "Id"), gp_text_z(&p->sheet_id)))
        return GP_OK;
    gp_text_clear(&p->target);
    if (!gp_slice_starts(target, "/"))
        gp_text_add(&p->target, "xl/");
    else
        target = gp_slice_n(target.at + 1, target.len - 1);
    gp_text_add_slice(&p->target, target);
    return gp_text_ok(&p->target) ? GP_OK : gp_fail_memory(err);
}

static enum gp_status find_sheet(struct gp_workbook_parts *p, struct gp_archive *a,
                                 const char *name, struct gp_err *err)
{
    static const struct gp_xml_handler workbook = {.open = on_workbook};
    static const struct gp_xml_handler relations = {.open = on_relation};
    enum gp_status st = read_member(a, name, "xl/workbook.xml", &workbook, p, err);

    if (st == GP_OK)
        st = read_member(a, name, "xl/_rels/workbook.xml.rels", &relations, p, err);
    if (st == GP_OK && p->target.len == 0)
        st = gp_fail_at(err, GP_INPUT, name, 0, "the workbook has no sheet of cells");
    return st;
}

/* ---- styles ---- */

static enum gp_status add_format(struct gp_workbook_parts *p,
                                 const struct gp_xml_tag *tag, struct gp_err *err)
{
    unsigned id = gp_workbook_number(tag, "numFmtId", 0);

    if (!gp_reserve(&p->format, &p->cap_formats, p->n_formats + 1))
        return gp_fail_memory(err);
    p->format[p->n_formats++] =
        (struct format){id, gp_cell_form(id, gp_xml_attribute(tag, "formatCode"))};
    return GP_OK;
}

static enum gp_status add_style(struct gp_workbook_parts *p,
                                const struct gp_xml_tag *tag, struct gp_err *err)
{
    unsigned id = gp_workbook_number(tag, "numFmtId", 0);
    enum gp_cell_form form = gp_cell_form(id, gp_slice_n("", 0));
    size_t i;

    for (i = 0; i < p->n_formats; i++)
        if (p->format[i].id == id)
            form = p->format[i].form;
    if (!gp_reserve(&p->style, &p->cap_styles, p->n_styles + 1))
        return gp_fail_memory(err);
    p->style[p->n_styles++] = form;
    return GP_OK;
}

static enum gp_status on_style(void *context, const struct gp_xml_tag *tag,
                               struct gp_err *err)
{
    struct gp_workbook_parts *p = context;

    p->depth = tag->depth;
    if (gp_slice_is(tag->name, "numFmt") && p->inside == 0 && tag->depth == 3)
        return add_format(p, tag, err);
    if (gp_slice_is(tag->name, "cellXfs"))
        p->inside = tag->depth;
    else if (p->inside != 0 && tag->depth == p->inside + 1 &&
             gp_slice_is(tag->name, "xf"))
        return add_style(p, tag, err);
    return GP_OK;
}

static enum gp_status on_style_end(void *context, struct gp_err *err)
{
    struct gp_workbook_parts *p = context;

    (void)err;
    if (p->depth-- == p->inside)
        p->inside = 0;
    return GP_OK;
}

/* ---- shared strings ---- */

static enum gp_status on_string(void *context, const struct gp_xml_tag *tag,
                                struct gp_err *err)
{
    struct gp_workbook_parts *p = context;

    p->depth = tag->depth;
    if (gp_slice_is(tag->name, "rPh"))
        p->skipped = tag->depth;
    else if (gp_slice_is(tag->name, "t") && p->skipped == 0)
        p->inside = tag->depth;
    if (!gp_slice_is(tag->name, "si"))
        return GP_OK;
    if (!gp_reserve(&p->string, &p->cap_strings, p->n_strings + 2))
        return gp_fail_memory(err);
    p->string[p->n_strings++] = p->strings.len;
    return GP_OK;
}

static enum gp_status on_string_end(void *context, struct gp_err *err)
{
    struct gp_workbook_parts *p = context;

    if (p->depth == p->inside)
        p->inside = 0;
    if (p->depth == p->skipped)
        p->skipped = 0;
    p->depth--;
    if (p->strings.len > STRINGS_MAX)
        return gp_fail(err, GP_INPUT,
                       "the workbook has more than 1 GiB of text; export it as CSV");
    return gp_text_ok(&p->strings) ? GP_OK : gp_fail_memory(err);
}

static enum gp_status on_string_text(void *context, struct gp_slice text,
                                     struct gp_err *err)
{
    struct gp_workbook_parts *p = context;

    (void)err;
    if (p->inside != 0)
        gp_text_add_slice(&p->strings, text);
    return GP_OK;
}

/* ---- the whole ---- */

enum gp_status gp_workbook_parts_read(struct gp_workbook_parts *p, struct gp_archive *a,
                                      const char *name, struct gp_err *err)
{
    static const struct gp_xml_handler styles = {.open = on_style,
                                                 .close = on_style_end};
    static const struct gp_xml_handler strings = {
        .open = on_string, .close = on_string_end, .text = on_string_text};
    enum gp_status st = find_sheet(p, a, name, err);

    p->depth = p->inside = 0;
    if (st == GP_OK && gp_archive_find(a, "xl/styles.xml") != SIZE_MAX)
        st = read_member(a, name, "xl/styles.xml", &styles, p, err);
    p->depth = p->inside = 0;
    if (st == GP_OK && gp_archive_find(a, "xl/sharedStrings.xml") != SIZE_MAX)
        st = read_member(a, name, "xl/sharedStrings.xml", &strings, p, err);
    if (st == GP_OK && p->n_strings != 0)
        p->string[p->n_strings] = p->strings.len;
    if (st != GP_OK && err != NULL && err->file[0] == '\0')
        gp_err_place(err, name, 0);
    return st;
}

void gp_workbook_parts_release(struct gp_workbook_parts *p)
{
    gp_text_release(&p->sheet_name);
    gp_text_release(&p->sheet_id);
    gp_text_release(&p->target);
    gp_text_release(&p->strings);
    gp_free(p->string);
    gp_free(p->style);
    gp_free(p->format);
}
