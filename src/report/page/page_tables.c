/* page_tables.c - sections that are a table: rework, open cases, activities, people. */
#include "report/page/html.h"
#include "report/page/page_parts.h"

enum { MOST_ROWS = 25, MOST_PEOPLE = 40 };

enum gp_status gp_page_rework(struct gp_text *out, const struct gp_page *page,
                              struct gp_err *err)
{
    enum gp_status st;

    gp_html_section(out, "rework", "Work done again",
                    "A self-loop is a step directly followed by itself; a repeat is a "
                    "step that occurs again later in the case; a reopening is any step "
                    "after an end. Hours run from the first to the last time.");
    st = gp_html_table(out, page->facts, "rework", MOST_ROWS, err);
    gp_html_section_end(out);
    return st;
}

enum gp_status gp_page_open(struct gp_text *out, const struct gp_page *page,
                            struct gp_err *err)
{
    enum gp_status st;

    if (page->facts->stats->cases.open == NULL)
        return GP_OK;
    gp_html_section(out, "open", "Open and stalled cases",
                    "Open cases have not reached an end; their age counts from their "
                    "last event to the last instant of the log. A case is stalled when "
                    "its age lies above 95 % of the usual waits after that activity. "
                    "Open cases are not part of the durations.");
    st = gp_html_table(out, page->facts, "open-cases", MOST_ROWS, err);
    gp_html_section_end(out);
    return st;
}

enum gp_status gp_page_resources(struct gp_text *out, const struct gp_page *page,
                                 struct gp_err *err)
{
    const struct gp_eventlog *log = page->facts->stats->log;
    enum gp_status st;

    gp_html_section(out, "activities", "Activities", NULL);
    st = gp_html_table(out, page->facts, "activities", MOST_PEOPLE, err);
    gp_html_section_end(out);
    if (st != GP_OK || (!log->has_resource && !log->has_group))
        return st;
    gp_html_section(out, "resources", "People and groups",
                    "Who works on how many events and cases, and what passes through "
                    "their hands. This describes the flow of work, not how well anyone "
                    "works.");
    st = gp_html_table(out, page->facts, "resources", MOST_PEOPLE, err);
    gp_html_section_end(out);
    return st;
}
