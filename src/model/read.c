/* read.c - see read.h.
 *
 *   bytes -> which form? -> its reader -> is there anything to judge by? -> process
 *
 * XML is recognised by its root element, texts by asking each form in the order of the
 * table; the last text form is the loosest. Adding a form is one row here.
 */
#include "model/read.h"

#include "base/mem.h"
#include "base/xml.h"
#include "model/bpmn/read_bpmn.h"
#include "model/manual/read_manual.h"
#include "model/mermaid/read_mermaid.h"
#include "model/net/read_flatnet.h"
#include "model/net/read_pnml.h"
#include "model/plain.h"
#include "model/read_tree.h"
#include "model/rules.h"
#include "model/table/read_table.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

struct form {
    const char *name;
    const char *root;                            /* XML: name of the root element */
    bool (*looks)(const struct gp_input *input); /* text: is it this form? */
    gp_reader_fn *read;
};

static const struct form forms[] = {
    {"bpmn", "definitions", NULL, gp_read_bpmn},
    {"pnml", "pnml", NULL, gp_read_pnml},
    {"process tree", "ptml", NULL, gp_read_tree},
    {"flat net", NULL, gp_flatnet_looks, gp_read_flatnet},
    {"mermaid", NULL, gp_mermaid_looks, gp_read_mermaid},
    {"table", NULL, gp_table_looks, gp_read_table},
    {"rules", NULL, gp_rules_looks, gp_read_rules},
    {"manual", NULL, gp_manual_looks, gp_read_manual},
};
enum { N_FORMS = sizeof forms / sizeof *forms };

static bool is_utf16(struct gp_slice b)
{
    return b.len >= 2 &&
           (memcmp(b.at, "\xFF\xFE", 2) == 0 || memcmp(b.at, "\xFE\xFF", 2) == 0 ||
            memcmp(b.at, "<\0", 2) == 0 || memcmp(b.at, "\0<", 2) == 0);
}

static struct gp_slice without_mark(struct gp_slice b)
{
    if (b.len >= 3 && memcmp(b.at, "\xEF\xBB\xBF", 3) == 0)
        return gp_slice_n(b.at + 3, b.len - 3);
    return b;
}

static const struct form *form_of_root(struct gp_slice root)
{
    size_t i;

    for (i = 0; i < N_FORMS; i++)
        if (forms[i].root != NULL && gp_slice_is(root, forms[i].root))
            return &forms[i];
    return NULL;
}

/* Does a text begin with the tag of one of our roots? "<bpmn:definitions ..." */
static bool begins_like_ours(struct gp_slice text)
{
    size_t from = 1, end = 1;

    for (; end < text.len && end < 100 && strchr(" \t\r\n/>", text.at[end]) == NULL;
         end++)
        if (text.at[end] == ':')
            from = end + 1;
    return end > from && form_of_root(gp_slice_n(text.at + from, end - from)) != NULL;
}

/* Could this be XML, and must it be? (A Markdown text may begin with a tag, too.) */
static bool may_be_xml(struct gp_slice b, bool *must)
{
    struct gp_slice start = gp_slice_trim(without_mark(b));

    *must = is_utf16(b) || gp_slice_starts(start, "<?xml") ||
            gp_slice_starts(start, "<!DOCTYPE") || gp_slice_starts(start, "<!ENTITY");
    if (!*must && gp_slice_starts(start, "<"))
        *must = begins_like_ours(start);
    return *must || gp_slice_starts(start, "<");
}

/* *found stays NULL when this is no XML that is ours, and need not be. */
static enum gp_status recognise_xml(const struct gp_input *input,
                                    const struct form **found, struct gp_err *err)
{
    struct gp_text space = {0}, name = {0};
    enum gp_status st = GP_OK;
    bool must = false;

    if (!may_be_xml(input->bytes, &must))
        return GP_OK;
    st = gp_xml_root(input->name, input->bytes, &space, &name, err);
    if (st == GP_OK)
        *found = form_of_root(gp_text_slice(&name));
    if (st == GP_OK && *found == NULL && must)
        st = gp_fail_at(err, GP_INPUT, input->name, 0,
                        "an XML document with root <%s>; expected BPMN (definitions), "
                        "PNML (pnml) or a process tree (ptml)",
                        gp_text_z(&name));
    if (st == GP_INPUT && !must)
        st = GP_OK;
    gp_text_release(&space);
    gp_text_release(&name);
    return st;
}

static enum gp_status recognise(const struct gp_input *input, const struct form **found,
                                struct gp_err *err)
{
    enum gp_status st;
    size_t i;

    *found = NULL;
    st = recognise_xml(input, found, err);
    if (st != GP_OK || *found != NULL)
        return st;
    for (i = 0; i < N_FORMS && *found == NULL; i++)
        if (forms[i].looks != NULL && forms[i].looks(input))
            *found = &forms[i];
    if (*found == NULL)
        return gp_fail_at(err, GP_INPUT, input->name, 0,
                          "no document of a known form; expected a manual, a step "
                          "table, BPMN, Mermaid, PNML, a process tree, a flat net or "
                          "rules");
    return GP_OK;
}

static enum gp_status form_by_name(const char *name, const struct form **found,
                                   struct gp_err *err)
{
    size_t i;

    for (i = 0; i < N_FORMS; i++)
        if (gp_slice_is_nocase(gp_slice(name), forms[i].name)) {
            *found = &forms[i];
            return GP_OK;
        }
    return gp_fail(err, GP_USAGE, "no document form is called \"%s\"", name);
}

/* A text in UTF-16, told by its byte order mark; XML of that encoding is expat's. */
static bool is_utf16_text(struct gp_slice b)
{
    bool little = b.len >= 4 && memcmp(b.at, "\xFF\xFE", 2) == 0;
    bool big = b.len >= 4 && memcmp(b.at, "\xFE\xFF", 2) == 0;

    return (little && memcmp(b.at + 2, "<\0", 2) != 0) ||
           (big && memcmp(b.at + 2, "\0<", 2) != 0);
}

/* The documents as they are, or with the first one as UTF-8, which all forms know. */
static enum gp_status read_known(const struct gp_input *inputs, size_t n,
                                 const struct gp_read_options *options,
                                 struct gp_process **out, struct gp_err *err)
{
    const struct form *form = NULL;
    enum gp_status st = options->format != NULL
                            ? form_by_name(options->format, &form, err)
                            : recognise(&inputs[0], &form, err);

    if (st == GP_OK)
        st = form->read(inputs, n, options, out, err);
    if (st == GP_OK)
        st = gp_process_check(*out, err);
    return st;
}

enum gp_status gp_read_inputs(const struct gp_input *inputs, size_t n,
                              const struct gp_read_options *options,
                              struct gp_process **out, struct gp_err *err)
{
    static const struct gp_read_options defaults = {0};
    struct gp_input decoded = inputs[0];
    struct gp_text text = {0};
    enum gp_status st = GP_OK;
    bool utf16;

    assert(n > 0);
    *out = NULL;
    if (options == NULL)
        options = &defaults;
    if (inputs[0].bytes.len == 0)
        return gp_fail_at(err, GP_INPUT, inputs[0].name, 0, "the document is empty");
    utf16 = is_utf16_text(inputs[0].bytes);
    if (utf16)
        st = gp_plain_read(&inputs[0], &text, err);
    decoded.bytes = gp_text_slice(&text);
    if (st == GP_OK)
        st = read_known(utf16 ? &decoded : inputs, utf16 ? 1 : n, options, out, err);
    gp_text_release(&text);
    if (st != GP_OK) {
        gp_process_free(*out);
        *out = NULL;
    }
    return st;
}

enum gp_status gp_read_bytes(const char *path, const char *what, struct gp_text *bytes,
                             struct gp_err *err)
{
    char piece[16 * 1024];
    FILE *f = fopen(path, "rb");
    enum gp_status st = GP_OK;
    size_t n;

    if (f == NULL)
        return gp_fail_at(err, GP_INPUT, path, 0, "cannot open the %s: %s", what,
                          strerror(errno));
    while (st == GP_OK && (n = fread(piece, 1, sizeof piece, f)) > 0) {
        gp_text_add_n(bytes, piece, n);
        if (!gp_text_ok(bytes))
            st = gp_fail_memory(err);
        else if (bytes->len > GP_DOCUMENT_LIMIT)
            st = gp_fail_at(err, GP_INPUT, path, 0,
                            "files over 64 MiB are not accepted");
    }
    if (st == GP_OK && ferror(f))
        st = gp_fail_at(err, GP_INPUT, path, 0, "cannot read the %s: %s", what,
                        strerror(errno));
    fclose(f);
    return st;
}

enum gp_status gp_read_files(const char *const *paths, size_t n,
                             const struct gp_read_options *options,
                             struct gp_process **out, struct gp_err *err)
{
    struct gp_input *inputs = gp_array_zero(n, sizeof *inputs);
    struct gp_text *bytes = gp_array_zero(n, sizeof *bytes);
    enum gp_status st = GP_OK;
    size_t i;

    *out = NULL;
    if (inputs == NULL || bytes == NULL) {
        gp_free(inputs);
        gp_free(bytes);
        return gp_fail_memory(err);
    }
    for (i = 0; st == GP_OK && i < n; i++) {
        st = gp_read_bytes(paths[i], "document", &bytes[i], err);
        inputs[i].name = paths[i];
        inputs[i].bytes = gp_text_slice(&bytes[i]);
    }
    if (st == GP_OK)
        st = gp_read_inputs(inputs, n, options, out, err);
    for (i = 0; i < n; i++)
        gp_text_release(&bytes[i]);
    gp_free(bytes);
    gp_free(inputs);
    return st;
}
