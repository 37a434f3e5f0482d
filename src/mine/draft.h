/* draft.h - a first document of a process that has none, from what the log shows: the
 * usual way as nested blocks, and what is done at each of its steps. In numbers and ids;
 * the words are made in report/draft_manual.h. */
#ifndef GP_MINE_DRAFT_H
#define GP_MINE_DRAFT_H

#include "mine/practice.h"
#include "model/tree.h"

enum { GP_DRAFT_COVER = 80 };

/* Something the draft leaves out because few cases have it. */
struct gp_draft_rare {
    uint32_t activity;
    uint64_t cases; /* of the cases drawn from */
};

struct gp_draft {
    struct gp_dict names; /* labels of the tree: activities, the usual ones first */
    struct gp_tree tree;  /* elements: numbers of its steps in writing order */
    size_t n_steps;
    unsigned cover;
    uint64_t cases, cases_used; /* closed cases; those drawn from */
    size_t ways, ways_used;     /* their variants */
    struct gp_draft_rare *rare; /* most cases first */
    size_t n_rare;

    struct gp_process *process; /* the draft, read back; asked for times (practice.h) */
    uint32_t *element;          /* [n_steps] of process */
    uint32_t *limit;            /* [n_steps] of process: that of the step */
    struct gp_judgement judgement;
    struct gp_practice practice;
};

/* The most usual variants of closed cases that make up `cover` percent of them are drawn
 * from; the other 100 - cover percent are the noise of gp_discover, half of it its skip,
 * and an activity that a quarter of it (of the cases drawn from) have is left out.
 * Errors: GP_INPUT (no closed case; a name no manual can say), GP_SYSTEM, GP_BUG. Release
 * with gp_draft_release. */
enum gp_status gp_draft_make(const struct gp_stats *stats, unsigned cover,
                             struct gp_draft *out, struct gp_err *err) GP_MUST_USE;
void gp_draft_release(struct gp_draft *d);

#endif
