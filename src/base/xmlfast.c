/* xmlfast.c - see xmlfast.h.
 *
 *   <event><string key="a" value="x &amp; y"/>
 *   open   open, close
 *
 * Bytes gather in a window until the markup at its front is whole. A tag is taken apart in
 * one walk with a table of what each byte may be; names and values are slices of the
 * window, but for values with entities, which are written out beside it.
 *
 * Left to xml.h, because logs do not have them: prefixes of elements and attributes, text
 * that is not blank, CDATA, processing instructions, document types, other encodings,
 * lone carriage returns, control characters.
 */
#include "base/xmlfast.h"
#include "base/mem.h"
#include "base/xmlvalue.h"

#include <string.h>

enum {
    MAX_DEPTH = 256,
    MAX_ATTRIBUTES = 16,
    MAX_MARKUP = 64 * 1024, /* a longer tag or comment is odd */
    MAX_NAMES = 8 * 1024,   /* of the open elements, together */
};

enum byte { NAME = 1, BLANK = 2, VALUE = 4, HIGH = 8, BEGIN = 16 };

struct gp_xmlfast {
    unsigned char kind[256]; /* enum byte of each */
    const struct gp_xml_handler *handler;
    void *context;
    char *window;
    size_t cap, at, end;
    uint64_t line, line_begin; /* of window + at; fed bytes in front of it */
    uint64_t gone;             /* bytes that have left the window */
    size_t depth;
    size_t name_at[MAX_DEPTH + 1]; /* of the open elements, in names */
    char names[MAX_NAMES];
    bool begun, rooted; /* not at the first byte any more; the root was opened */
    struct gp_xml_attribute attribute[MAX_ATTRIBUTES];
    size_t n_attributes;
    struct gp_text decoded; /* values with entities, of one tag */
    size_t decoded_at
        [MAX_ATTRIBUTES]; /* where in it, for its bytes may move; SIZE_MAX: in the window */
};

static void fill_kinds(unsigned char *kind)
{
    int c;

    for (c = 0x20; c < 0x100; c++)
        kind[c] = c == '<' || c == '&' ? 0 : c < 0x80 ? VALUE : HIGH;
    kind[0x7F] = 0;
    for (c = 'a'; c <= 'z'; c++)
        kind[c] |= NAME | BEGIN;
    for (c = 'A'; c <= 'Z'; c++)
        kind[c] |= NAME | BEGIN;
    for (c = '0'; c <= '9'; c++)
        kind[c] |= NAME;
    kind['_'] |= NAME | BEGIN;
    kind['-'] |= NAME;
    kind['.'] |= NAME;
    kind[' '] |= BLANK;
    kind['\t'] = kind['\n'] = BLANK;
}

struct gp_xmlfast *gp_xmlfast_new(const struct gp_xml_handler *handler, void *context)
{
    struct gp_xmlfast *x = gp_array_zero(1, sizeof *x);

    if (x == NULL)
        return NULL;
    fill_kinds(x->kind);
    x->handler = handler;
    x->context = context;
    x->line = 1;
    return x;
}

void gp_xmlfast_free(struct gp_xmlfast *x)
{
    if (x == NULL)
        return;
    gp_free(x->window);
    gp_text_release(&x->decoded);
    gp_free(x);
}

static unsigned kind_of(const struct gp_xmlfast *x, const char *p)
{
    return x->kind[(unsigned char)*p];
}

/* ---- tags ---- */

static const char *skip_blanks(struct gp_xmlfast *x, const char *p)
{
    for (; kind_of(x, p) & BLANK; p++)
        if (*p == '\n') {
            x->line++;
            x->line_begin = x->gone + (uint64_t)(p + 1 - x->window);
        }
    return p;
}

static const char *skip_name(const struct gp_xmlfast *x, const char *p)
{
    if ((kind_of(x, p) & BEGIN) == 0)
        return p;
    while (kind_of(x, p) & NAME)
        p++;
    return p;
}

struct value {
    struct gp_slice raw;
    bool high, other; /* it has bytes beyond ASCII; entities, line ends */
};

/* The value at p, which is a quote; the byte behind it, or NULL: odd. */
static const char *scan_value(struct gp_xmlfast *x, const char *p, struct value *v)
{
    char quote = *p++;
    const char *begin = p;

    *v = (struct value){{0}, false, false};
    if (quote != '"' && quote != '\'')
        return NULL;
    for (;; p++) {
        unsigned k = kind_of(x, p);

        if (*p == quote)
            break;
        if (k & VALUE)
            continue;
        if (k & HIGH) {
            v->high = true;
        } else if (*p == '&' || *p == '\t') {
            v->other = true;
        } else if (*p == '\n') {
            v->other = true;
            x->line++;
            x->line_begin = x->gone + (uint64_t)(p + 1 - x->window);
        } else {
            return NULL;
        }
    }
    v->raw = gp_slice_n(begin, (size_t)(p - begin));
    return p + 1;
}

static bool is_declaration(struct gp_slice name)
{
    return gp_slice_is(name, "xmlns");
}

/* name="value" at p; the byte behind it, or NULL: odd. */
static const char *take_attribute(struct gp_xmlfast *x, const char *p)
{
    const char *end = skip_name(x, p);
    struct gp_slice name = gp_slice_n(p, (size_t)(end - p));
    struct gp_xml_attribute *a = &x->attribute[x->n_attributes];
    struct value v;
    size_t i;

    if (name.len == 0 || *end != '=' || x->n_attributes == MAX_ATTRIBUTES)
        return NULL;
    for (i = 0; i < x->n_attributes; i++)
        if (gp_slice_eq(x->attribute[i].name, name))
            return NULL;
    p = scan_value(x, end + 1, &v);
    if (p == NULL || (v.high && !gp_xml_is_sound(v.raw)))
        return NULL;
    x->decoded_at[x->n_attributes] = SIZE_MAX;
    a->space = gp_slice_n("", 0);
    a->name = name;
    a->value = v.raw;
    if (v.other) {
        x->decoded_at[x->n_attributes] = x->decoded.len;
        if (!gp_xml_decode(v.raw, &x->decoded))
            return NULL;
        a->value.len = x->decoded.len - x->decoded_at[x->n_attributes];
    }
    x->n_attributes++;
    return p;
}

/* A namespace for all is a declaration and no attribute; for this reader it is the first
 * one of the root, or odd. */
static bool drop_declaration(struct gp_xmlfast *x)
{
    size_t i, n = 0;

    for (i = 0; i < x->n_attributes; i++) {
        if (is_declaration(x->attribute[i].name)) {
            if (x->depth != 1 || x->attribute[i].value.len == 0 ||
                x->decoded_at[i] != SIZE_MAX)
                return false;
            continue;
        }
        x->decoded_at[n] = x->decoded_at[i];
        x->attribute[n++] = x->attribute[i];
    }
    x->n_attributes = n;
    return true;
}

static bool push(struct gp_xmlfast *x, struct gp_slice name)
{
    size_t at = x->depth != 0 ? x->name_at[x->depth] : 0;

    if (x->depth == MAX_DEPTH || at + name.len > sizeof x->names ||
        (x->depth == 0 && x->rooted))
        return false;
    memcpy(x->names + at, name.at, name.len);
    x->name_at[++x->depth] = at + name.len;
    x->rooted = true;
    return true;
}

static struct gp_slice top(const struct gp_xmlfast *x)
{
    size_t from = x->depth > 1 ? x->name_at[x->depth - 1] : 0;

    return gp_slice_n(x->names + from, x->name_at[x->depth] - from);
}

static enum gp_status close_element(struct gp_xmlfast *x, struct gp_err *err)
{
    x->depth--;
    return x->handler->close(x->context, err);
}

/* <name a="b"> or <name/>, whole, from p behind the "<". */
static enum gp_status take_open(struct gp_xmlfast *x, const char *p,
                                const char **behind, struct gp_err *err)
{
    size_t i;
    struct gp_xml_tag tag = {.line = x->line};
    const char *end = skip_name(x, p);
    enum gp_status st;
    bool alone;

    tag.column = x->gone + (uint64_t)(p - x->window) - x->line_begin;
    tag.space = gp_slice_n("", 0);
    tag.name = gp_slice_n(p, (size_t)(end - p));
    x->n_attributes = 0;
    gp_text_clear(&x->decoded);
    *behind = NULL;
    if (tag.name.len == 0 || !push(x, tag.name))
        return GP_OK;
    for (p = end; kind_of(x, p) & BLANK;) {
        p = skip_blanks(x, p);
        if (*p == '>' || *p == '/')
            break;
        p = take_attribute(x, p);
        if (p == NULL)
            return GP_OK;
    }
    alone = *p == '/';
    p += alone;
    if (*p != '>' || !drop_declaration(x))
        return GP_OK;
    if (x->decoded.failed)
        return gp_fail_memory(err);
    for (i = 0; i < x->n_attributes; i++)
        if (x->decoded_at[i] != SIZE_MAX)
            x->attribute[i].value.at = gp_text_z(&x->decoded) + x->decoded_at[i];
    *behind = p + 1;
    tag.attributes = x->attribute;
    tag.n_attributes = x->n_attributes;
    tag.depth = x->depth;
    st = x->handler->open(x->context, &tag, err);
    return st == GP_OK && alone ? close_element(x, err) : st;
}

/* </name> */
static enum gp_status take_close(struct gp_xmlfast *x, const char *p,
                                 const char **behind, struct gp_err *err)
{
    const char *end = skip_name(x, p);

    *behind = NULL;
    if (x->depth == 0 || !gp_slice_eq(top(x), gp_slice_n(p, (size_t)(end - p))))
        return GP_OK;
    end = skip_blanks(x, end);
    if (*end != '>')
        return GP_OK;
    *behind = end + 1;
    return close_element(x, err);
}

/* ---- what is no tag ---- */

/* <!-- of plain characters, without "--" inside. */
static const char *skip_comment(struct gp_xmlfast *x, const char *p, const char *end)
{
    if (end - p < 6 || memcmp(p, "!--", 3) != 0)
        return NULL;
    for (p += 3; p + 2 < end; p++) {
        if (p[0] == '-' && p[1] == '-')
            return p[2] == '>' ? p + 3 : NULL;
        if (*p == '\n') {
            x->line++;
            x->line_begin = x->gone + (uint64_t)(p + 1 - x->window);
        } else if ((unsigned char)*p >= 0x7F ||
                   (kind_of(x, p) == 0 && *p != '&' && *p != '<')) {
            return NULL;
        }
    }
    return NULL;
}

/* <?xml version="1.0" encoding="UTF-8"?>, in the ways it is usually written. */
static const char *skip_declaration(const char *p, const char *end)
{
    static const char *const begins[] = {"?xml version=\"1.0\"", "?xml version='1.0'"};
    static const char *const rests[] = {" encoding=\"UTF-8\"", " encoding=\"utf-8\"",
                                        " encoding='UTF-8'",   " encoding='utf-8'",
                                        " standalone=\"yes\"", " standalone=\"no\""};
    struct gp_slice s = gp_slice_n(p, (size_t)(end - p));
    size_t i;

    for (i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (gp_slice_starts(s, begins[i]))
            break;
    if (i == sizeof begins / sizeof begins[0])
        return NULL;
    s = gp_slice_n(s.at + strlen(begins[i]), s.len - strlen(begins[i]));
    for (i = 0; i < sizeof rests / sizeof rests[0]; i++)
        if (gp_slice_starts(s, rests[i]))
            s = gp_slice_n(s.at + strlen(rests[i]), s.len - strlen(rests[i]));
    if (gp_slice_starts(s, " "))
        s = gp_slice_n(s.at + 1, s.len - 1);
    return gp_slice_starts(s, "?>") ? s.at + 2 : NULL;
}

/* ---- the window ---- */

/* The markup behind a "<" at p; *behind stays NULL when it is odd or not all there. */
static enum gp_status take_markup(struct gp_xmlfast *x, const char *p,
                                  const char **behind, struct gp_err *err)
{
    const char *end = x->window + x->end;

    *behind = NULL;
    if (*p == '/')
        return take_close(x, p + 1, behind, err);
    if (*p == '!')
        *behind = skip_comment(x, p, end);
    else if (*p == '?')
        *behind = x->begun ? NULL : skip_declaration(p, end);
    else
        return take_open(x, p, behind, err);
    return GP_OK;
}

/* Takes the markup at the front of the window. *more: it did, there may be another. */
static enum gp_status take_next(struct gp_xmlfast *x, bool *more, bool *odd,
                                struct gp_err *err)
{
    const char *p = skip_blanks(x, x->window + x->at), *behind;
    uint64_t line = x->line, line_begin = x->line_begin;
    size_t depth = x->depth;
    bool rooted = x->rooted;
    enum gp_status st;

    x->at = (size_t)(p - x->window);
    x->begun |= x->at != 0;
    *more = false;
    if (x->at == x->end)
        return GP_OK;
    *odd = *p != '<';
    if (*odd)
        return GP_OK;
    st = take_markup(x, p + 1, &behind, err);
    if (st != GP_OK)
        return st;
    *more = behind != NULL;
    x->begun |= *more;
    if (*more) {
        x->at = (size_t)(behind - x->window);
        return GP_OK;
    }
    x->line = line; /* once more when the rest is there */
    x->line_begin = line_begin;
    x->depth = depth;
    x->rooted = rooted;
    *odd = x->end - x->at > MAX_MARKUP;
    return GP_OK;
}

/* The window ends with a NUL, at which every walk stops. */
static bool gather(struct gp_xmlfast *x, struct gp_slice bytes)
{
    if (x->at != 0)
        memmove(x->window, x->window + x->at, x->end - x->at);
    x->gone += x->at;
    x->end -= x->at;
    x->at = 0;
    if (!gp_reserve(&x->window, &x->cap, x->end + bytes.len + 1))
        return false;
    memcpy(x->window + x->end, bytes.at, bytes.len);
    x->end += bytes.len;
    x->window[x->end] = '\0';
    return true;
}

enum gp_status gp_xmlfast_feed(struct gp_xmlfast *x, struct gp_slice bytes, bool last,
                               bool *odd, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    bool more = true;

    *odd = false;
    if (!gather(x, bytes))
        return gp_fail_memory(err);
    while (st == GP_OK && more && !*odd)
        st = take_next(x, &more, odd, err);
    *odd |= st == GP_OK && last && (x->at != x->end || x->depth != 0 || !x->rooted);
    return st;
}
