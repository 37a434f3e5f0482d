/* manual_steps.h - the items of a manual: which are steps, and what refers to what.
 *
 * Between the outline (what was written) and the net (how it runs): one struct gp_step
 * for each block of the outline, most of them not live.
 */
#ifndef GP_MODEL_MANUAL_STEPS_H
#define GP_MODEL_MANUAL_STEPS_H

#include "model/manual/manual_item.h"
#include "model/manual/markdown.h"

enum { GP_MANUAL_STEPS = 5000, GP_MANUAL_WAYS = 8 };

struct gp_step {
    struct gp_item item;
    bool live;        /* a step, block, label, ... ; else commentary */
    bool rule;        /* under the heading Rules */
    uint32_t section; /* counts up where the numbers at the top begin again */
    uint32_t back;    /* the block it goes back to, GP_NO_ID: none */
    uint32_t ways[GP_MANUAL_WAYS]; /* blocks it may go back to, says its explanation */
    size_t n_ways;
    uint32_t redo; /* after it a `repeat` may begin again there, GP_NO_ID: none */
    uint32_t arm;  /* the innermost branch of `any order` around it, GP_NO_ID */
    uint32_t of;   /* the step its limit counts from, GP_NO_ID: the one before */
    uint32_t element, before, after; /* filled in when the net is built */
};

struct gp_manual {
    const char *file;
    struct gp_outline *outline;
    struct gp_step *steps; /* [outline->n] */
    uint32_t *live;        /* [n_live] in document order */
    size_t n_live, live_cap, n_sections;
    bool bullets;  /* there is no numbered list: the one bullet list gives the steps */
    bool headings; /* there is none, but headings that number the steps */
    bool paths;    /* the process is written as paths of arrows (manual_paths.h) */
    struct gp_err *err;
};

/* Decides what is live, reads every live item, resolves what refers to steps. Fails with
 * GP_INPUT when an item or a reference cannot be read. */
enum gp_status gp_manual_steps(struct gp_manual *m) GP_MUST_USE;
void gp_manual_release(struct gp_manual *m);

/* The text on one line, kept until the manual is released; at is NULL when memory is
 * short. */
struct gp_slice gp_manual_on_one_line(struct gp_manual *m, struct gp_slice s);

/* The next live sibling (itself included), GP_NO_ID at the end. */
uint32_t gp_manual_live(const struct gp_manual *m, uint32_t block);

#endif
