/* recorded.h - steps that no case can have because the log does not record them.
 *
 * A documented step without any activity in the log that every run of the document
 * passes: each case would be said to skip it, though nobody knows. It is not judged (O11
 * of spec/conformance.md 6.2). A step one can go around stays: that it is never used is
 * a finding.
 */
#ifndef GP_MINE_RECORDED_H
#define GP_MINE_RECORDED_H

#include "mine/judged.h"

/* Marks unrecorded[labels of p] (false before) and counts them in *n. Where the states
 * are too many to know, none. Errors: GP_SYSTEM. */
enum gp_status gp_find_unrecorded(const struct gp_process *p,
                                  const struct gp_step_names *names,
                                  size_t n_activities, bool *unrecorded, size_t *n,
                                  struct gp_err *err) GP_MUST_USE;

#endif
