/* judged.h - what of a documented process cases are judged against: names of the log
 * put beside steps, and the nets that have to do with the log as one net.
 *
 * A process with several pools is judged as all of them side by side; pools of which no
 * step occurs in the log are left out (spec/conformance.md 2.6).
 */
#ifndef GP_MINE_JUDGED_H
#define GP_MINE_JUDGED_H

#include "eventlog/eventlog.h"
#include "model/process.h"

struct gp_step_names {
    const uint32_t *label;  /* [activities] label of the process; GP_NO_ID: no step */
    const bool *ignored;    /* [activities] no step, and no deviation either; or NULL */
    const bool *not_judged; /* [labels] steps that may happen unseen: their name in the
                               log waits to be confirmed, or is none; or NULL */
    const bool *unrecorded; /* [labels] of those: the log has no name for it; or NULL */
};

/* Puts the nets that share a step with the log into one; used (may be NULL) tells which
 * [nets]. When none does, all are taken. Steps not judged become silent. False: memory
 * is short. Release with gp_net_release. */
bool gp_judged_net(const struct gp_process *process, const struct gp_step_names *names,
                   size_t n_activities, struct gp_net *out, bool *used);

#endif
