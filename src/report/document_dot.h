/* document_dot.h - the document drawn, each step with what happens to it.
 *
 *   +------------------------+
 *   |     Lead qualified     |     fill: the largest share of cases in which something
 *   |  done in 190 cases     |     is wrong with this step
 *   |  skipped 10, late 7    |
 *   +------------------------+
 */
#ifndef GP_REPORT_DOCUMENT_DOT_H
#define GP_REPORT_DOCUMENT_DOT_H

#include "mine/judgement.h"

/* What happens to a step, over all cases. Counts are occurrences but for done. */
struct gp_step_fate {
    uint64_t done;    /* cases in which it was done in place */
    uint64_t skipped; /* also missing at the beginning or the end */
    uint64_t extra;   /* again, both alternatives, out of place */
    uint64_t moved;   /* in wrong order */
    uint64_t late;
    uint64_t other_owner;
    double worst; /* largest share of cases over its gaps; of cases it could be in */
    bool judged;  /* false: it has no activity in the log */
};

/* [process->n_elements], the caller frees it with gp_free; NULL: memory is short. */
struct gp_step_fate *gp_step_fates(const struct gp_judgement *j);

/* How a step is coloured: 0 as documented, 1 under 5 %, 2 under 20 %, 3 more, 4 never
 * done, 5 not judged. */
enum { GP_FATE_COLOURS = 6 };
unsigned gp_step_fate_colour(const struct gp_step_fate *f);

struct gp_document_picture {
    struct gp_text dot, svg; /* svg: as dot wrote it; empty until drawn */
    bool too_large;          /* no picture: more boxes than one can read */
};

/* The document as DOT, with what happens to it when j is not NULL. GP_SYSTEM when memory
 * is short. Release in any case. */
enum gp_status gp_document_picture_make(const struct gp_process *p,
                                        const struct gp_judgement *j,
                                        struct gp_document_picture *out,
                                        struct gp_err *err) GP_MUST_USE;
void gp_document_picture_release(struct gp_document_picture *picture);

#endif
