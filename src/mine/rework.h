/* rework.h - steps a case does again (design 4.8).
 *
 *   self-loop  a directly followed by a. occurrences: such pairs. time: over maximal runs
 *              of a, end of the last - end of the first.
 *   repeat     a occurs again later in the case, at once or not. occurrences: events of a
 *              after the first. time: end of its last - end of its first.
 *   reopen     an event follows one of --ends (activity: that end). occurrences: events of
 *              an end activity that have a next event. time: end of the case's last event
 *              - end of the first such event.
 *
 * A run whose last event ends before its first counts as 0.
 */
#ifndef GP_MINE_REWORK_H
#define GP_MINE_REWORK_H

#include "base/sample.h"
#include "mine/variants.h"

enum gp_rework_kind { GP_SELF_LOOP, GP_REPEAT, GP_REOPEN, GP_REWORK_KINDS };
const char *
gp_rework_name(enum gp_rework_kind kind); /* "self-loop", "repeat", "reopen" */

struct gp_rework_stat {
    enum gp_rework_kind kind;
    uint32_t activity;
    uint64_t cases, occurrences;
    struct gp_spread time; /* a value per case: its summed time, us */
};

/* By kind, then occurrences descending, then names. variants: of the log. The caller frees
 * *out. */
enum gp_status gp_rework_mine(const struct gp_eventlog *log,
                              const struct gp_variants *variants, const uint32_t *ends,
                              size_t n_ends, struct gp_rework_stat **out, size_t *n,
                              struct gp_err *err) GP_MUST_USE;

#endif
