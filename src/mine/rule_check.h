/* rule_check.h - one rule over one sequence of events: the counters of spec 8. */
#ifndef GP_MINE_RULE_CHECK_H
#define GP_MINE_RULE_CHECK_H

#include "mine/rules.h"

struct gp_rule_count {
    uint64_t fulfilled, violated, pending, cannot_tell;
};

/* A sequence and what is known of it. */
struct gp_rule_trace {
    const uint32_t *name; /* [n] numbers of names, GP_NO_ID: in no rule */
    size_t n;
    bool open;
    /* Only for rules about times and persons: the log and the first event of the case. */
    const struct gp_eventlog *log;
    size_t first;
    int64_t now;
    const struct gp_calendar *calendar; /* of a rule on a business clock */
};

/* Where to report what is not fulfilled; each NULL: nowhere. */
struct gp_rule_sink {
    gp_rule_case_fn *each;
    void *context;
    size_t rule;
    uint32_t case_id;
};

/* Does the rule look at times, persons or groups? */
bool gp_rule_needs_case(const struct gp_rule *rule);

/* Counts the activations of a rule whose names have the numbers a and b. scratch:
 * [persons of the log] zeros, and zeros again afterwards. O(n). */
struct gp_rule_count gp_rule_check(const struct gp_rule *rule, uint32_t a, uint32_t b,
                                   const struct gp_rule_trace *trace, uint64_t *scratch,
                                   const struct gp_rule_sink *sink);

#endif
