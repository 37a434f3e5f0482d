/* practice.h - what is really done at the steps of a document: how often, by whom, and
 * how long they take from when they became possible.
 *
 * Owners are compared as gaps.h does: by group where the log has groups, else by person.
 */
#ifndef GP_MINE_PRACTICE_H
#define GP_MINE_PRACTICE_H

#include "mine/judgement.h"
#include "mine/usual.h"

struct gp_practice_step {
    uint64_t events, cases; /* matches of the step; cases with one */
    struct gp_usual by;     /* who does it, of its matches */
};

/* Times from possible to done of one limit of the process, ascending. */
struct gp_practice_limit {
    const int64_t *span; /* [n] us */
    size_t n;
};

struct gp_practice {
    struct gp_practice_step *step; /* [process->n_elements] */
    size_t n_steps;
    struct gp_practice_limit *limit; /* [process->n_limits] */
    size_t n_limits;
    int64_t *spans;
};

/* Makes every limit of p one of no time, so that each occurrence is late and
 * gp_practice_find can tell how long it took; steps without a limit get one when `all`.
 * Judge p after it, for nothing else. */
void gp_practice_ask(struct gp_process *p, bool all);

/* Counts along the alignments of j. Times are only there when its process was asked.
 * GP_SYSTEM when memory is short. O(events). Release with gp_practice_release. */
enum gp_status gp_practice_find(const struct gp_judgement *j, struct gp_practice *out,
                                struct gp_err *err) GP_MUST_USE;
void gp_practice_release(struct gp_practice *p);

/* The least time a person would write, "4 h" or "3 days", that `percent` of the sample
 * keep; 0: none is worth writing (under a minute, over half a year, fewer than 20).
 * *kept: how many of the sample keep it. */
int64_t gp_practice_usual(const struct gp_practice_limit *l, enum gp_clock clock,
                          unsigned percent, size_t *kept);

#endif
