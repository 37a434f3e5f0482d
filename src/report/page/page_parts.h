/* page_parts.h - the sections of the page, in reading order; each appends itself. */
#ifndef GP_REPORT_PAGE_PARTS_H
#define GP_REPORT_PAGE_PARTS_H

#include "report/page/page.h"

typedef enum gp_status gp_page_section(struct gp_text *out, const struct gp_page *page,
                                       struct gp_err *err);

/* page_first.c: what was read, and the findings as sentences */
gp_page_section gp_page_read, gp_page_findings;
/* page_gaps.c: where reality leaves the document; nothing without one */
gp_page_section gp_page_gaps;
/* the document and its costliest gaps as items of the findings */
void gp_page_first_gaps(struct gp_text *out, const struct gp_page *page);
/* page_document.c: the document in figures and as a picture */
void gp_page_document(struct gp_text *out, const struct gp_page *page);
/* page_waits.c: bottlenecks with intervals and evidence */
gp_page_section gp_page_waits;
/* page_causes.c: why cases wait, as an item of the findings and below the waits */
void gp_page_first_causes(struct gp_text *out, const struct gp_page *page);
void gp_page_causes(struct gp_text *out, const struct gp_page *page);
/* page_proofs.c: the longest waits of a cause with their rows; nothing without any */
void gp_page_proofs(struct gp_text *out, const struct gp_page *page,
                    enum gp_wait_cause cause);
/* page_handoffs.c: matrices by group and by person, ping-pong */
gp_page_section gp_page_handoffs;
/* page_variants.c: paths drawn as chips */
gp_page_section gp_page_variants;
/* tables_sameness.c: is it the same process everywhere? */
gp_page_section gp_page_sameness;
/* page_map.c: the process map, durations and the course of time */
gp_page_section gp_page_map, gp_page_time;
/* page_tables.c: rework, open cases, activities, resources */
gp_page_section gp_page_rework, gp_page_open, gp_page_resources;
/* page_quality.c: what the data cannot tell; what was read and refused; definitions; how
 * to run again */
gp_page_section gp_page_limits, gp_page_quality, gp_page_definitions, gp_page_rerun;

/* Bottlenecks of a level as a table with the evidence of each below it; shared by waits
 * and handoffs. most: rows; what is left out is said. */
void gp_page_bottlenecks(struct gp_text *out, const struct gp_stats *stats,
                         enum gp_level level, size_t most);

/* A drawn figure with its caption, or a sentence that it could not be drawn. */
void gp_page_figure(struct gp_text *out, const struct gp_page *page, const char *name);

#endif
