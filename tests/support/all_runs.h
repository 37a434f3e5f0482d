/* all_runs.h - every complete run of a document's states, up to a length. */
#ifndef GP_TESTS_SUPPORT_ALL_RUNS_H
#define GP_TESTS_SUPPORT_ALL_RUNS_H

#include "model/states.h"

typedef void run_fn(void *context, struct gp_slice run);

/* Every complete run with at most max_steps visible steps, one a call, ordered by the
 * names step by step, joined by `between` ("A B C"). *all is false when there are more
 * than max_runs: the rest is not told. Errors: GP_SYSTEM. */
enum gp_status all_runs(const struct gp_process *p, const struct gp_states *s,
                        size_t max_steps, size_t max_runs, const char *between,
                        run_fn *each, void *context, bool *all, struct gp_err *err);

#endif
