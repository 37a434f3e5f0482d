/* page.c - the frame around the sections: head, policy, navigation, order. See page.h. */
#include "report/page/page.h"

#include "base/path.h"
#include "base/sha256.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"

/* page.css and page.js, made into arrays by the Makefile */
extern const char gp_page_css[], gp_page_js[];
extern const unsigned long gp_page_css_length, gp_page_js_length;

static struct gp_slice style(void)
{
    return gp_slice_n(gp_page_css, gp_page_css_length);
}

static struct gp_slice script(void)
{
    return gp_slice_n(gp_page_js, gp_page_js_length);
}

/* The policy names our own style and script by hash: nothing else may run, load or be
 * sent anywhere (spec/reliability.md F6). */
static void head(struct gp_text *out, const struct gp_ingest_result *in)
{
    gp_text_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
                     "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; img-src data:; style-src 'sha256-");
    gp_sha256_base64(out, style());
    gp_text_add(out, "'; script-src 'sha256-");
    gp_sha256_base64(out, script());
    gp_text_add(out,
                "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" "
                "content=\"width=device-width, initial-scale=1\">\n<meta "
                "name=\"color-scheme\" content=\"light dark\">\n<meta "
                "name=\"referrer\" content=\"no-referrer\">\n<title>");
    if (in->n_sources != 0)
        gp_html_text(out, gp_base_name(in->sources[0].name));
    gp_text_add(out, " \xE2\x80\x93 process report</title>\n<style>");
    gp_text_add_slice(out, style());
    gp_text_add(out, "</style>\n</head>\n");
}

static void link_to(struct gp_text *out, const char *id, const char *title)
{
    gp_text_addf(out, "<li><a href=\"#%s\">%s</a></li>\n", id, title);
}

static void navigation(struct gp_text *out, const struct gp_facts *f)
{
    const struct gp_stats *s = f->stats;

    gp_text_add(out, "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<nav "
                     "aria-label=\"Sections\"><p class=\"brand\">goatpath</p>\n<ul>\n");
    link_to(out, "findings", "What stands out");
    if (f->judgement != NULL)
        link_to(out, "gaps", "Gaps");
    if (s->log->has_time)
        link_to(out, "waits", "Waits");
    if (s->log->has_resource || s->log->has_group)
        link_to(out, "handoffs", "Handoffs");
    link_to(out, "variants", "Paths");
    if (s->sameness.n != 0)
        link_to(out, "sameness", "Same everywhere?");
    link_to(out, "map", "Process map");
    if (s->log->has_time)
        link_to(out, "time", "Durations and time");
    link_to(out, "rework", "Rework");
    if (s->cases.open != NULL)
        link_to(out, "open", "Open cases");
    link_to(out, "activities", "Activities");
    if (s->log->has_resource || s->log->has_group)
        link_to(out, "resources", "People and groups");
    link_to(out, "limits", "Limits of the data");
    link_to(out, "quality", "Data quality");
    link_to(out, "definitions", "Definitions");
    link_to(out, "rerun", "Run again");
    gp_text_add(out, "</ul></nav>\n");
}

static void foot(struct gp_text *out)
{
    gp_text_add(out, "<footer><p>Made by goatpath " GP_VERSION
                     " from the files named above. This page loads nothing and sends "
                     "nothing.</p></footer>\n</main>\n<script>");
    gp_text_add_slice(out, script());
    gp_text_add(out, "</script>\n</body>\n</html>\n");
}

enum gp_status gp_page_write(struct gp_text *out, const struct gp_page *page,
                             struct gp_err *err)
{
    static gp_page_section *const sections[] = {
        gp_page_read,     gp_page_findings, gp_page_gaps,        gp_page_waits,
        gp_page_handoffs, gp_page_variants, gp_page_sameness,    gp_page_map,
        gp_page_time,     gp_page_rework,   gp_page_open,        gp_page_resources,
        gp_page_limits,   gp_page_quality,  gp_page_definitions, gp_page_rerun,
    };
    enum gp_status st = GP_OK;
    size_t i;

    head(out, page->facts->ingest);
    gp_text_add(out, "<body>\n");
    navigation(out, page->facts);
    gp_text_add(out, "<main id=\"main\">\n");
    for (i = 0; i < sizeof sections / sizeof sections[0] && st == GP_OK; i++)
        st = sections[i](out, page, err);
    foot(out);
    if (st == GP_OK && !gp_text_ok(out))
        st = gp_fail_memory(err);
    return st;
}
