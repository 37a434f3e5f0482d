/* graphviz.c - see graphviz.h. */
#include "report/graphviz.h"

#include "base/escape.h"
#include "report/page/svgfilter.h"
#include "report/pictures/child.h"

#include <string.h>

enum { LINE_WIDTH = 22, MOST_LINES = 3, WALL_SECONDS = 20 };
static const size_t most_svg = (size_t)8 << 20;

/* --- labels --- */

static bool may_break_after(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '/' || c == '.' || c == ',';
}

/* Bytes of s that fit one line: up to the last good place, or as many as fit. */
static size_t line_bytes(struct gp_slice s)
{
    size_t at = 0, good = 0, width = 0;

    while (at < s.len) {
        uint32_t cp;
        size_t n = gp_utf8_decode(s.at + at, s.len - at, &cp);

        width += gp_utf8_width(s.at + at, n);
        if (width > LINE_WIDTH)
            return good != 0 ? good : at;
        at += n;
        if (n == 1 && may_break_after(s.at[at - 1]))
            good = at;
    }
    return at;
}

void gp_dot_wrapped(struct gp_text *out, struct gp_slice name)
{
    size_t line;

    for (line = 0; line < MOST_LINES && name.len != 0; line++) {
        size_t n = line_bytes(name);

        n = n != 0 ? n : 1;
        if (line != 0)
            gp_text_add(out, "\\n");
        gp_escape_dot(out, gp_slice_trim(gp_slice_n(name.at, n)));
        name = gp_slice_n(name.at + n, name.len - n);
    }
    if (name.len != 0)
        gp_text_add(out, "\xE2\x80\xA6");
}

/* --- drawing --- */

enum gp_status gp_dot_run(const struct gp_text *dot, const char *format,
                          struct gp_text *out, struct gp_err *err)
{
    const char *option = strcmp(format, "svg") == 0 ? "-Tsvg" : "-Tpng";
    const char *args[] = {option, "-o", "map.out", "map.dot", NULL};
    struct gp_workdir w = {0};
    struct gp_child c;
    enum gp_status st = gp_workdir_make(&w, err);

    if (st != GP_OK)
        return st;
    st = gp_workdir_put(&w, "map.dot", gp_text_slice(dot), err);
    if (st == GP_OK)
        st = gp_child_start(&c, "dot", args, &w, WALL_SECONDS, err);
    if (st == GP_OK)
        st = gp_child_wait(&c, err);
    if (st == GP_OK)
        st = gp_workdir_get(&w, "map.out", most_svg, out, err);
    gp_workdir_remove(&w);
    return st;
}

enum gp_status gp_dot_draw(const struct gp_text *dot, const char *format,
                           const char *label, struct gp_text *out, struct gp_err *err)
{
    const struct gp_svg_look look = {"", label, true};
    struct gp_text drawn = {0};
    enum gp_status st =
        gp_text_ok(dot) ? gp_dot_run(dot, format, &drawn, err) : gp_fail_memory(err);

    if (st == GP_OK && strcmp(format, "svg") != 0)
        gp_text_add_n(out, drawn.at, drawn.len);
    else if (st == GP_OK && !gp_svg_filter(out, gp_slice_n(drawn.at, drawn.len), &look))
        st = gp_fail(err, GP_SYSTEM, "dot wrote no well-formed SVG");
    if (st == GP_OK && !gp_text_ok(out))
        st = gp_fail_memory(err);
    gp_text_release(&drawn);
    return st;
}
