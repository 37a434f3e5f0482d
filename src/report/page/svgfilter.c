/* svgfilter.c - see svgfilter.h.
 *
 *   <a xlink:title="A"><path onload="x" d="M0,0"/></a>
 *   ->  <g><title>A</title><path d="M0,0"/></g>
 *
 * One pass over the bytes with a stack of open elements. A tag is cut into name and
 * attributes; what is on the lists is written again from its decoded value, so no byte
 * of markup is ever copied as markup. Inside a dropped element everything is dropped.
 */
#include "report/page/svgfilter.h"

#include "base/escape.h"
#include "report/page/tags.h"

#include <stdio.h>
#include <string.h>

enum { MOST_DEPTH = 200 };

static const char *const elements[] = {
    "svg",  "g",    "path",  "polygon", "polyline", "ellipse", "circle", "rect",
    "line", "text", "tspan", "defs",    "clipPath", "use",     NULL};

static const char *const attributes[] = {"d",
                                         "points",
                                         "x",
                                         "y",
                                         "x1",
                                         "x2",
                                         "y1",
                                         "y2",
                                         "cx",
                                         "cy",
                                         "r",
                                         "rx",
                                         "ry",
                                         "width",
                                         "height",
                                         "viewBox",
                                         "transform",
                                         "fill",
                                         "fill-opacity",
                                         "fill-rule",
                                         "stroke",
                                         "stroke-width",
                                         "stroke-dasharray",
                                         "stroke-linecap",
                                         "stroke-linejoin",
                                         "stroke-opacity",
                                         "opacity",
                                         "font-size",
                                         "font-weight",
                                         "font-style",
                                         "text-anchor",
                                         "color",
                                         "shape-rendering",
                                         "class",
                                         NULL};

struct filter {
    struct gp_text *out;
    const struct gp_svg_look *look;
    struct gp_slice open[MOST_DEPTH]; /* names of open elements, as read */
    bool shown[MOST_DEPTH];
    size_t depth;
    size_t dropped; /* depth at which dropping began, plus one; 0: not dropping */
    bool seen_root, ended;
};

static bool listed(const char *const *list, struct gp_slice name)
{
    for (; *list != NULL; list++)
        if (gp_slice_is(name, *list))
            return true;
    return false;
}

/* --- writing --- */

/* Decoded and escaped anew. */
static void write_escaped(struct gp_text *out, struct gp_slice raw)
{
    struct gp_text plain = {0};

    gp_tag_decode(&plain, raw);
    gp_escape_html(out, gp_text_slice(&plain));
    out->failed = out->failed || plain.failed;
    gp_text_release(&plain);
}

static bool plain_id(struct gp_slice s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!((s.at[i] >= 'a' && s.at[i] <= 'z') ||
              (s.at[i] >= 'A' && s.at[i] <= 'Z') ||
              (s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '_' || s.at[i] == '-'))
            return false;
    return s.len != 0 && s.len <= 64;
}

static void write_id(struct filter *f, const char *before, struct gp_slice id,
                     const char *after)
{
    if (!plain_id(id))
        return;
    gp_text_add(f->out, before);
    gp_text_add(f->out, f->look->prefix);
    gp_text_add_slice(f->out, id);
    gp_text_add(f->out, after);
}

/* gnuplot writes rgb( 37,  99, 235); pages theme the picture by #2563eb. */
static bool write_colour(struct gp_text *out, struct gp_slice value)
{
    char z[40];
    unsigned r, g, b;

    if (value.len >= sizeof z || !gp_slice_starts(value, "rgb("))
        return false;
    memcpy(z, value.at, value.len);
    z[value.len] = '\0';
    if (sscanf(z, "rgb( %3u , %3u , %3u )", &r, &g, &b) != 3 || r > 255 || g > 255 ||
        b > 255)
        return false;
    gp_text_addf(out, "#%02x%02x%02x", r, g, b);
    return true;
}

static void write_value(struct filter *f, const struct gp_tag_attribute *a)
{
    gp_text_add_char(f->out, ' ');
    gp_text_add_slice(f->out, a->name);
    gp_text_add(f->out, "=\"");
    if (gp_slice_is(a->raw, "black"))
        gp_text_add(f->out, "currentColor");
    else if (!write_colour(f->out, a->raw))
        write_escaped(f->out, gp_slice_trim(a->raw));
    gp_text_add_char(f->out, '"');
}

static bool mentions(struct gp_slice s, const char *z)
{
    return gp_tag_skip_past(&s, z);
}

static void write_attribute(struct filter *f, const struct gp_tag_attribute *a)
{
    struct gp_slice id = a->raw;

    if (gp_slice_is(a->name, "id")) {
        write_id(f, " id=\"", id, "\"");
    } else if (gp_slice_is(a->name, "xlink:href") || gp_slice_is(a->name, "href")) {
        if (id.len > 1 && id.at[0] == '#')
            write_id(f, " href=\"#", gp_slice_n(id.at + 1, id.len - 1), "\"");
    } else if (gp_slice_is(a->name, "clip-path")) {
        if (gp_slice_starts(id, "url(#") && id.at[id.len - 1] == ')')
            write_id(f, " clip-path=\"url(#", gp_slice_n(id.at + 5, id.len - 6), ")\"");
    } else if (gp_slice_is(a->name, "color") && gp_slice_is(id, "black")) {
        return; /* black is the colour of the text around */
    } else if (listed(attributes, a->name) && !mentions(id, "url") &&
               !mentions(id, "&")) {
        write_value(f, a);
    }
}

static void write_title(struct filter *f, const struct gp_tag *tag)
{
    size_t i;

    for (i = 0; i < tag->n; i++)
        if (gp_slice_is(tag->attribute[i].name, "xlink:title")) {
            gp_text_add(f->out, "<title>");
            write_escaped(f->out, tag->attribute[i].raw);
            gp_text_add(f->out, "</title>");
        }
}

static void write_root(struct filter *f)
{
    f->seen_root = true;
    if (f->look->standalone)
        gp_text_add(f->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "
                            "xmlns=\"http://www.w3.org/2000/svg\" "
                            "font-family=\"Helvetica,Arial,sans-serif\"");
    else
        gp_text_add(f->out, "<svg");
    gp_text_add(f->out, " role=\"img\" aria-label=\"");
    gp_escape_html(f->out, gp_slice(f->look->label));
    gp_text_add_char(f->out, '"');
}

/* Graphviz' links carry the tooltip; the group inside keeps it. */
static bool is_link(struct gp_slice name)
{
    return gp_slice_is(name, "a");
}

static void write_opening(struct filter *f, const struct gp_tag *tag)
{
    bool link = is_link(tag->name);
    size_t i;

    if (!f->seen_root) {
        write_root(f);
    } else {
        gp_text_add_char(f->out, '<');
        gp_text_add_slice(f->out, link ? gp_slice("g") : tag->name);
    }
    for (i = 0; i < tag->n && !link; i++)
        write_attribute(f, &tag->attribute[i]);
    gp_text_add(f->out, tag->empty && !link ? "/>" : ">");
    if (link)
        write_title(f, tag);
    if (link && tag->empty)
        gp_text_add(f->out, "</g>");
}

static bool open_tag(struct filter *f, const struct gp_tag *tag)
{
    bool root = !f->seen_root;
    bool pass = f->dropped == 0 &&
                (listed(elements, tag->name) || is_link(tag->name)) &&
                (root == gp_slice_is(tag->name, "svg"));

    if (f->depth == MOST_DEPTH || f->ended || (root && !pass))
        return false;
    if (pass)
        write_opening(f, tag);
    if (tag->empty)
        return !root;
    f->open[f->depth] = tag->name;
    f->shown[f->depth] = pass;
    f->depth++;
    if (!pass && f->dropped == 0)
        f->dropped = f->depth;
    return true;
}

static bool close_tag(struct filter *f, const struct gp_tag *tag)
{
    if (f->depth == 0 || !gp_slice_eq(f->open[f->depth - 1], tag->name))
        return false;
    if (f->dropped == f->depth)
        f->dropped = 0;
    f->depth--;
    if (f->shown[f->depth]) {
        gp_text_add(f->out, "</");
        gp_text_add_slice(f->out, is_link(tag->name) ? gp_slice("g") : tag->name);
        gp_text_add_char(f->out, '>');
    }
    f->ended = f->depth == 0;
    return true;
}

/* Text between tags; only <text> and <tspan> show any. */
static void between(struct filter *f, struct gp_slice raw)
{
    struct gp_slice around;

    if (f->dropped != 0 || f->depth == 0)
        return;
    around = f->open[f->depth - 1];
    if (gp_slice_is(around, "text") || gp_slice_is(around, "tspan"))
        write_escaped(f->out, raw);
}

static bool markup(struct filter *f, struct gp_slice *s)
{
    struct gp_tag tag;

    if (gp_slice_starts(*s, "!--"))
        return gp_tag_skip_past(s, "-->");
    if (gp_slice_starts(*s, "!") || gp_slice_starts(*s, "?"))
        return gp_tag_skip_past(s,
                                ">"); /* <!DOCTYPE ...>, <?xml ...?>; no inner subset */
    if (!gp_tag_take(s, &tag))
        return false;
    return tag.closing ? close_tag(f, &tag) : open_tag(f, &tag);
}

bool gp_svg_filter(struct gp_text *out, struct gp_slice svg,
                   const struct gp_svg_look *look)
{
    struct filter f = {.out = out, .look = look};
    size_t before = out->len;
    bool good = true;

    while (good && svg.len != 0) {
        const char *next = memchr(svg.at, '<', svg.len);
        size_t n = next != NULL ? (size_t)(next - svg.at) : svg.len;

        between(&f, gp_slice_n(svg.at, n));
        svg = gp_slice_n(svg.at + n, svg.len - n);
        if (svg.len == 0)
            break;
        svg = gp_slice_n(svg.at + 1, svg.len - 1);
        good = markup(&f, &svg);
    }
    if (good && f.ended) {
        gp_text_add_char(out, '\n');
        return true;
    }
    if (out->at != NULL) {
        out->len = before;
        out->at[before] = '\0';
    }
    return false;
}
