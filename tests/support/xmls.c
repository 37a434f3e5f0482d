/* xmls.c - see xmls.h. */
#include "tests/support/xmls.h"

#include "base/text.h"
#include "base/xmlfast.h"

#include <stdio.h>
#include <string.h>

struct told {
    struct gp_text all;
};

static enum gp_status on_open(void *ctx, const struct gp_xml_tag *tag,
                              struct gp_err *err)
{
    struct told *t = ctx;
    size_t i;

    (void)err;
    gp_text_addf(&t->all, "%llu %zu <%.*s", (unsigned long long)tag->line, tag->depth,
                 (int)tag->name.len, tag->name.at);
    for (i = 0; i < tag->n_attributes; i++) {
        gp_text_addf(&t->all, " %zu:", tag->attributes[i].value.len);
        gp_text_add_slice(&t->all, tag->attributes[i].name);
        gp_text_add_char(&t->all, '=');
        gp_text_add_slice(&t->all, tag->attributes[i].value);
    }
    gp_text_add(&t->all, ">\n");
    return GP_OK;
}

static enum gp_status on_close(void *ctx, struct gp_err *err)
{
    struct told *t = ctx;

    (void)err;
    gp_text_add(&t->all, "/\n");
    return GP_OK;
}

static const struct gp_xml_handler handler = {.open = on_open, .close = on_close};

static bool fast(const char *bytes, size_t len, size_t piece, struct told *t)
{
    struct gp_xmlfast *x = gp_xmlfast_new(&handler, t);
    bool odd = x == NULL;
    size_t at = 0;

    while (!odd) {
        size_t n = len - at < piece ? len - at : piece;

        if (gp_xmlfast_feed(x, gp_slice_n(bytes + at, n), n == 0, &odd, NULL) != GP_OK)
            odd = true;
        if (n == 0)
            break;
        at += n;
    }
    gp_xmlfast_free(x);
    return !odd;
}

static const char *compare(const struct told *a, const struct told *b)
{
    static char text[400];
    const char *p = gp_text_z(&a->all), *q = gp_text_z(&b->all);
    size_t i = 0;

    if (a->all.len == b->all.len && memcmp(p, q, a->all.len) == 0)
        return NULL;
    while (p[i] == q[i] && p[i] != '\0')
        i++;
    while (i > 0 && p[i - 1] != '\n')
        i--;
    (void)snprintf(text, sizeof text, "fast: %.150s\nplain: %.150s", p + i, q + i);
    return text;
}

const char *xmls_complaint(const char *bytes, size_t len, size_t piece, bool *odd)
{
    static char text[sizeof((struct gp_err *)0)->text + 40];
    struct told a = {0}, b = {0};
    struct gp_xml_stream *plain;
    struct gp_err err = {0};
    const char *complaint = NULL;

    *odd = !fast(bytes, len, piece, &a);
    if (!*odd) {
        plain = gp_xml_stream_new("x", &handler, &b);
        if (gp_xml_stream_feed(plain, gp_slice_n(bytes, len), true, &err) != GP_OK) {
            (void)snprintf(text, sizeof text, "fast takes what plain refuses: %s",
                           err.text);
            complaint = text;
        } else {
            complaint = compare(&a, &b);
        }
        gp_xml_stream_free(plain);
    }
    gp_text_release(&a.all);
    gp_text_release(&b.all);
    return complaint;
}
