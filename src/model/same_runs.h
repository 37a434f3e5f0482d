/* same_runs.h - do two documented processes allow the same runs? */
#ifndef GP_MODEL_SAME_RUNS_H
#define GP_MODEL_SAME_RUNS_H

#include "model/process.h"

enum gp_sameness_of_runs {
    GP_RUNS_SAME,
    GP_RUNS_DIFFER,
    GP_RUNS_TOO_MANY, /* a limit was reached before a difference was found */
};

/* Exact: net number `net` of each, visible steps by name. Where they differ, *difference
 * (appended, may be NULL) holds the steps that one allows and the other does not, joined
 * by " -> ", a shortest one. GP_SYSTEM when memory is short. O(pairs of sets of states),
 * at most 100,000 pairs. */
enum gp_status gp_same_runs(const struct gp_process *p, const struct gp_process *q,
                            size_t net, enum gp_sameness_of_runs *same,
                            struct gp_text *difference, struct gp_err *err) GP_MUST_USE;

#endif
