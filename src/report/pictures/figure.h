/* figure.h - plots as a gnuplot script and its data; starts nothing.
 *
 * A script is constant but for numbers; text from the log stands only in the data file,
 * read as tab-separated columns, because a script would execute back-quotes
 * (spec/reliability.md 4.6 F1). pictures.h draws.
 */
#ifndef GP_REPORT_FIGURE_H
#define GP_REPORT_FIGURE_H

#include "report/facts.h"

struct gp_figure {
    const char *name;  /* "case-durations": NAME.gp, NAME.dat, NAME.svg */
    const char *title; /* for people, and for those who cannot see the picture */
    const char *about; /* one sentence on how to read it */
    struct gp_text script, data;
    struct gp_text svg; /* as gnuplot wrote it; empty until drawn */
};

enum { GP_FIGURES_MOST = 4 };

struct gp_figures {
    struct gp_figure figure[GP_FIGURES_MOST];
    size_t n;
};

/* The figures the log has data for; none without times. Release in any case. */
enum gp_status gp_figures_make(const struct gp_facts *facts, struct gp_figures *out,
                               struct gp_err *err) GP_MUST_USE;
void gp_figures_release(struct gp_figures *f);

/* The figure of that name, or NULL. */
const struct gp_figure *gp_figure_named(const struct gp_figures *f, const char *name);

#endif
