/* judgement.h - the log against the document in one call: names, conformance, precision,
 * gaps.
 */
#ifndef GP_MINE_JUDGEMENT_H
#define GP_MINE_JUDGEMENT_H

#include "mine/allow.h"
#include "mine/compat.h"
#include "mine/gaps.h"
#include "mine/mine.h"
#include "mine/precision.h"
#include "mine/quality.h"
#include "mine/ties.h"
#include "model/names.h"

struct gp_judgement_options {
    const struct gp_mapping *mapping; /* --names; NULL: none; borrowed */
    double accept;                    /* --accept-names; 0: no proposal is used */
    bool all_closed;                  /* no case is open */
    int64_t now;                      /* INT64_MIN: the last instant of the log */
    enum gp_engine engine;
    bool compat;                /* measure fitness as PM4Py does, too */
    const char *compare_within; /* a kept attribute: whole cases are compared only among
                                   those with the same value; NULL: all */
    const struct gp_ties *ties_taken; /* the log was reordered by these; NULL: no */
    struct gp_calendar *calendar; /* of business clocks; NULL: they are not judged. Lent
                                     for as long as the judgement lives */
};

struct gp_judgement {
    const struct gp_process *process; /* lent by the caller */
    const struct gp_stats *stats;     /* likewise */
    struct gp_names matches;          /* steps and activities, with how they match */
    bool *ignored;                    /* [activities] */
    bool *not_judged;           /* [labels] may happen unseen: a proposal waits for
                                         confirmation, or unrecorded */
    bool *unrecorded;           /* [labels] every run has it, the log nowhere */
    struct gp_step_names names; /* of the three above */
    size_t n_not_judged, n_unrecorded;
    struct gp_conformance conformance;
    struct gp_precision precision;
    struct gp_quality quality; /* for comparison with other tools, as is compat */
    struct gp_compat compat;
    struct gp_ties ties; /* of the order in the file */
    bool ties_taken;     /* events of equal time stand in the order that suits best */
    struct gp_gaps gaps;
    uint32_t *stratum; /* [n_cases] value of options.compare_within, or NULL */
    const struct gp_allowances *allowances; /* NULL: none; lent by gp_judgement_allow */
    uint32_t *allowed_by;                   /* [gaps.n] allowance, or GP_NO_ID */
};

/* Judges every case of the log behind stats. A case is open as conformance.h says, or as
 * --ends said where stats know end activities. Errors: GP_INPUT (the process cannot
 * finish, or shares no step with the log), GP_USAGE (no such attribute is kept),
 * GP_SYSTEM, GP_BUG. Release with
 * gp_judgement_release. */
enum gp_status gp_judge(const struct gp_stats *stats, const struct gp_process *process,
                        const struct gp_judgement_options *options,
                        struct gp_judgement *out, struct gp_err *err) GP_MUST_USE;
void gp_judgement_release(struct gp_judgement *j);

/* What --ties benefit needs before the log is reordered: the best order of events at the
 * same time. Errors as gp_judge. */
enum gp_status gp_judge_ties(const struct gp_stats *stats,
                             const struct gp_process *process,
                             const struct gp_judgement_options *options,
                             struct gp_ties *out, struct gp_err *err) GP_MUST_USE;

/* Accepts gaps: the first line of the file that matches counts, its use is noted in it.
 * GP_USAGE when a line has a last day and the log has no times and now was not given. */
enum gp_status gp_judgement_allow(struct gp_judgement *j, struct gp_allowances *a,
                                  struct gp_err *err) GP_MUST_USE;

/* The line by which a gap is accepted today; NULL: by none, or it is over. The second
 * also tells the one that is over. */
const struct gp_allowance *gp_gap_allowed(const struct gp_judgement *j,
                                          const struct gp_gap *gap);
const struct gp_allowance *gp_gap_was_allowed(const struct gp_judgement *j,
                                              const struct gp_gap *gap);

/* Does it say that reality left the document, and nobody accepted it? */
bool gp_gap_counts(const struct gp_judgement *j, const struct gp_gap *gap);

/* Closed cases that follow the document: without a deviation; of a document without steps
 * those that keep all its rules. */
uint64_t gp_judgement_following(const struct gp_judgement *j);

/* Steps of the process that have (or have not) an activity in the log, by label. */
size_t gp_judgement_steps(const struct gp_judgement *j, size_t *with_activity);

#endif
