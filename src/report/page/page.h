/* page.h - the report as one HTML file: no network, readable without script.
 *
 * The page holds its style, its pictures and a small script; a Content-Security-Policy
 * names the first and the last by hash and forbids everything else. Without script
 * everything is there and readable; script only sorts tables, filters, and turns the
 * map's pages.
 */
#ifndef GP_REPORT_PAGE_H
#define GP_REPORT_PAGE_H

#include "mine/findings.h"
#include "report/document_dot.h"
#include "report/facts.h"
#include "report/pictures/figure.h"
#include "report/pictures/process_map_levels.h"

/* Everything a page is made from; all borrowed. */
struct gp_page {
    const struct gp_facts *facts;
    const struct gp_finding *finding; /* [n_findings] */
    size_t n_findings;
    const struct gp_figures *figures;   /* drawn, or with empty svg */
    const struct gp_map_levels *levels; /* drawn, or with empty svg */
    const char *notes; /* what could not be drawn, a sentence a line; "" when all was */
    const struct gp_document_picture *document; /* NULL: no document was given */
};

/* Appends the page. GP_SYSTEM when memory is short. */
enum gp_status gp_page_write(struct gp_text *out, const struct gp_page *page,
                             struct gp_err *err) GP_MUST_USE;

#endif
