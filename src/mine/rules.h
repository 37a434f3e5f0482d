/* rules.h - what a log does with the rules of a document (spec/conformance.md 8).
 *
 * Each rule is counted over its activations: the places where it applies at all. A case
 * without one says nothing about the rule and is never counted as satisfied.
 *
 *   after Request eventually Approve        activation: each Request
 *     fulfilled  an Approve follows         violated  none follows, the case is closed
 *     pending    none follows yet, the case is open
 */
#ifndef GP_MINE_RULES_H
#define GP_MINE_RULES_H

#include "eventlog/eventlog.h"
#include "mine/deadline.h"
#include "mine/variants.h"
#include "model/process.h"

struct gp_rule_stat {
    uint64_t activations; /* = fulfilled + violated + pending + cannot_tell */
    uint64_t fulfilled, violated;
    uint64_t pending;     /* open cases: a later event may still fulfil it */
    uint64_t cannot_tell; /* a person is not known */
    uint64_t cases_activated, cases_violated, cases_pending, cases_cannot_tell;
    uint64_t cases_satisfied; /* every activation fulfilled */
    uint64_t cases_vacuous;   /* without activation */
    bool judged; /* false: needs times, persons or a calendar that is not there */
};

enum gp_rule_outcome { GP_RULE_VIOLATED, GP_RULE_PENDING, GP_RULE_CANNOT_TELL };

/* Called for a violated, pending or untellable activation of a case. event: the events it
 * rests on, as file the log has them, ascending; n is 0 in an empty case only. Lent. */
typedef void gp_rule_case_fn(void *context, size_t rule, uint32_t case_id,
                             enum gp_rule_outcome outcome, const uint32_t *event,
                             size_t n);

struct gp_rules_options {
    const bool *open;          /* [n_cases]; NULL: every case is closed */
    int64_t now;               /* for limits of open cases; INT64_MIN: last instant */
    const uint32_t *counts_as; /* [n activities] label of the process; GP_NO_ID, or NULL
                                  for all: the activity by its own name */
    const struct gp_calendar *calendar; /* covers the log; NULL: rules in business time
                                           are not judged */
    gp_rule_case_fn *each;              /* NULL: only the counts */
    void *context;
};

/* Judges the rules of p over a grouped log; out[p->n_rules]. Rules that look only at the
 * order are judged once a variant, the others once a case. Errors: GP_SYSTEM.
 * O(events * rules). */
enum gp_status gp_rules_judge(const struct gp_eventlog *log,
                              const struct gp_variants *variants,
                              const struct gp_process *p,
                              const struct gp_rules_options *options,
                              struct gp_rule_stat *out, struct gp_err *err) GP_MUST_USE;

#endif
