/* judgement.h - the log against the document in one call: names, conformance, precision,
 * gaps.
 */
#ifndef GP_MINE_JUDGEMENT_H
#define GP_MINE_JUDGEMENT_H

#include "mine/gaps.h"
#include "mine/mine.h"
#include "mine/precision.h"

struct gp_judgement_options {
    const struct gp_step_names *names; /* NULL: equal names only; borrowed */
    bool all_closed;                   /* no case is open */
    int64_t now;                       /* INT64_MIN: the last instant of the log */
    enum gp_engine engine;
};

struct gp_judgement {
    const struct gp_process *process; /* lent by the caller */
    const struct gp_stats *stats;     /* likewise */
    uint32_t *equal;                  /* behind names when the caller gave none */
    struct gp_step_names names;
    struct gp_conformance conformance;
    struct gp_precision precision;
    struct gp_gaps gaps;
};

/* Judges every case of the log behind stats. A case is open as conformance.h says, or as
 * --ends said where stats know end activities. Errors: GP_INPUT (the process cannot
 * finish, or shares no step with the log), GP_SYSTEM, GP_BUG. Release with
 * gp_judgement_release. */
enum gp_status gp_judge(const struct gp_stats *stats, const struct gp_process *process,
                        const struct gp_judgement_options *options,
                        struct gp_judgement *out, struct gp_err *err) GP_MUST_USE;
void gp_judgement_release(struct gp_judgement *j);

/* Steps of the process that have (or have not) an activity in the log, by label. */
size_t gp_judgement_steps(const struct gp_judgement *j, size_t *with_activity);

#endif
