/* suggest.h - rules that a log keeps: which of the sentences of a rules document
 * (spec/conformance.md 8) hold in all cases, or nearly all, where they apply at all.
 *
 *   A B C, A B B C        starts with A, ends with C, A exactly 1, "B" needs "A" before
 *
 * A rule is proposed when at least 30 closed cases activate it and at least so many percent
 * of them keep it. What a stronger or shorter set of proposed rules says already is left
 * out: chain implies alternate implies plain, exactly implies at most and at least; where
 * nothing breaks them, what follows from two rules, and from the first and the last step.
 * That two steps never meet is proposed only where chance alone would have let them meet in
 * 5 cases or more.
 */
#ifndef GP_MINE_SUGGEST_H
#define GP_MINE_SUGGEST_H

#include "base/stats.h"
#include "mine/mine.h"
#include "model/process.h"

enum { GP_SUGGEST_CASES = 30, GP_SUGGEST_ACTIVITIES = 300 };

struct gp_suggestion {
    enum gp_rule_kind kind;
    uint32_t a, b;     /* activities, as in struct gp_rule; b GP_NO_ID: none */
    uint64_t n;        /* of exactly, at most, at least */
    uint64_t kept, of; /* cases that keep it, of those that activate it */
};

struct gp_suggestions {
    struct gp_suggestion *item; /* by kind, then activities by events, most first */
    size_t n;
    uint64_t cases;    /* closed ones: all that is looked at */
    size_t activities; /* looked at: the most frequent GP_SUGGEST_ACTIVITIES */
    uint64_t implied;  /* rules that hold, and are left out because others say so */
};

/* stats: with activities and variants. percent: 1..100. O(paths * length * activities of
 * the path). Release with gp_suggestions_release. */
enum gp_status gp_suggest(const struct gp_stats *stats, unsigned percent,
                          struct gp_suggestions *out, struct gp_err *err) GP_MUST_USE;
void gp_suggestions_release(struct gp_suggestions *s);

#endif
