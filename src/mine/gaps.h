/* gaps.h - where reality leaves the document: from moves to statements
 * (spec/conformance.md 6 and 7), in numbers and ids. The words are made in report/.
 *
 * Primary kinds use up the log and model moves of the alignments, each move exactly
 * once: the books are balanced for every path while they are written, and an imbalance
 * is GP_BUG. Overlay kinds cost nothing; they are found along the alignments.
 */
#ifndef GP_MINE_GAPS_H
#define GP_MINE_GAPS_H

#include "base/stats.h"
#include "mine/conformance.h"
#include "mine/deadline.h"
#include "mine/rules.h"

enum gp_gap_kind {
    GP_GAP_OUTSIDE,           /* P0 a case without a single match: all its moves */
    GP_GAP_WRONG_ORDER,       /* P1 one log and one model move of the same step */
    GP_GAP_UNDOCUMENTED_STEP, /* P2 an event that is no step */
    GP_GAP_BOTH_ALTERNATIVES, /* P3 the document asks for one of the two */
    GP_GAP_REPEATED,          /* P4 a step again that was matched elsewhere */
    GP_GAP_OUT_OF_PLACE,      /* P5 any other event of a documented step */
    GP_GAP_WRONG_START,       /* P6 a step missing before the first match */
    GP_GAP_SKIPPED,           /* P7 a step missing with an event after it */
    GP_GAP_ENDED_EARLY,       /* P8 a step missing after the last event */
    GP_GAP_N_PRIMARY,
    GP_GAP_WRONG_OWNER = GP_GAP_N_PRIMARY, /* O1 */
    GP_GAP_UNDOCUMENTED_HANDOFF,           /* O2 */
    GP_GAP_HANDOFF_NEVER_SEEN,             /* O3 */
    GP_GAP_NEVER_USED,                     /* O4 */
    GP_GAP_LATE,                           /* O5 */
    GP_GAP_SAME_PERSON,                    /* O6, from the rules */
    GP_GAP_FOUR_EYES,                      /* O7, from the rules */
    GP_GAP_PING_PONG,                      /* O8 */
    GP_GAP_STALLED,                        /* O9 */
    GP_GAP_CRACKS,                         /* O10 */
    GP_GAP_UNMAPPED,                       /* O11 */
    GP_GAP_TIME_ORDER,                     /* O12 */
    GP_GAP_RULE_BROKEN,
    GP_GAP_N_KINDS,
};
const char *gp_gap_kind_name(enum gp_gap_kind kind); /* "outside", "wrong-order", ... */

enum gp_gap_sub {
    GP_SUB_NONE,
    GP_SUB_SWAPPED, /* wrong order: `label` and `other` in the order in which they came */
    GP_SUB_EARLY,   /* wrong order: done before its place */
    GP_SUB_LATE,    /* wrong order: done after its place */
    GP_SUB_LOOP,    /* ping-pong: all of it documented; listed apart */
    GP_N_SUBS,
};
const char *gp_gap_sub_name(enum gp_gap_sub sub); /* "", "swapped", ... */

enum { GP_GAP_EVENTS = 3, GP_GAP_EXAMPLES = 10, GP_GAP_WITH = 4, GP_GAP_CAUSES = 5 };

/* What makes two occurrences the same statement. Fields not used are GP_NO_ID. */
struct gp_gap_key {
    uint32_t kind, sub;
    uint32_t element;     /* of the document: the step */
    uint32_t label;       /* of the step */
    uint32_t other;       /* label: the second of two swapped steps */
    uint32_t activity;    /* of the log: of an undocumented step */
    uint32_t owner[2];    /* in gp_gaps.owners: observed (wrong owner), from and to */
    uint32_t limit, rule; /* of the process */
};

/* One occurrence. Events are places in the log, ascending, GP_NO_ID where fewer. Of an
 * extra event: itself; of a missing step: the matches around its place. */
struct gp_gap_hit {
    uint32_t case_id;
    uint32_t event[GP_GAP_EVENTS];
    int64_t spot_us; /* overlay kinds: time after the limit was over, time away, wait,
                           age; always wall clock */
    int64_t elapsed_us; /* late: what the limit is about, by its own clock */
    uint8_t certain;    /* enum gp_certain */
    bool approximated;  /* judged with an element that is approximated */
    /* The matches around, for the bill: their elements, and their events in the log.
     * GP_NO_ID where a side has none. */
    uint32_t around[2], match[2];
};

/* Why a figure of the bill is missing. */
enum gp_why_not {
    GP_BILL_GIVEN,
    GP_BILL_NO_TIME,   /* the log has no times */
    GP_BILL_TOO_FEW,   /* fewer than 10 cases on a side */
    GP_BILL_NOT_MEANT, /* this kind has no such figure */
};

enum { GP_BILL_ENOUGH = 10 }; /* closed cases on a side, to be compared */

struct gp_bill {
    enum gp_why_not spot_why, whole_why;
    gp_i128 spot_us; /* sum over occurrences */
    int64_t spot_median_us;
    /* 95 % interval of spot_us: +- this (gp_total_half_width), over the cases in
     * which it could have happened */
    int64_t spot_half_us;
    gp_i128 spot_over_mean_us; /* the sum again, beyond the mean instead of the median
                                  time of following cases; only with spot_has_usual */
    bool spot_has_usual;       /* beyond a usual time; else a time by itself */
    uint64_t spot_n;           /* occurrences that could be measured */
    int64_t whole_us;          /* Hodges-Lehmann, of one case */
    int64_t whole_low_us, whole_high_us;
    uint64_t compared[2]; /* cases with the gap, cases that follow the document */
    double p, q, delta;   /* Mann-Whitney; over all gaps of the report; Cliff */
    bool exact_p;
};

enum gp_cause_kind { GP_CAUSE_RESOURCE, GP_CAUSE_GROUP, GP_CAUSE_KEPT, GP_CAUSE_MONTH };

/* A value that cases with the gap have more often than the others. */
struct gp_cause {
    enum gp_cause_kind kind;
    uint32_t column;          /* of a kept attribute */
    uint32_t value;           /* id in its dictionary; month: year * 12 + month - 1 */
    uint64_t with_gap, cases; /* among the cases with this value */
    uint64_t other_with_gap, other_cases; /* among the rest */
    struct gp_interval share;             /* of with_gap in cases */
    double q;
};

struct gp_gap {
    struct gp_gap_key key;
    uint64_t hash; /* of its content by name; the id shows the upper 32 bits */
    uint64_t cases, occurrences;
    uint64_t cost;            /* moves it uses up, in costs; 0 for overlays */
    uint64_t exposed;         /* cases in which it could have happened */
    struct gp_interval share; /* of cases / exposed; never used and never seen: of 0 */
    uint64_t certain_yes, certain_no, certain_unchecked; /* occurrences */
    uint64_t approximated; /* occurrences judged against approximated elements */
    uint64_t at_once, after_return, too_often; /* repeated: occurrences */
    uint32_t with[GP_GAP_WITH]; /* labels: both alternatives: that were matched, too;
                                   stalled: that could come next */
    size_t n_with;
    bool more_with;        /* there are others */
    uint32_t mostly_after; /* activity before an extra event, most often */
    uint64_t mostly_after_n;
    size_t first_hit, n_hits;          /* in gp_gaps.hit, by case */
    uint32_t example[GP_GAP_EXAMPLES]; /* hits: longest case first, then case id */
    size_t n_examples;
    struct gp_bill bill;
    struct gp_cause cause[GP_GAP_CAUSES]; /* strongest first */
    size_t n_causes;
};

struct gp_gaps_options {
    int64_t now; /* us; INT64_MIN: the last instant of the log */
    /* us; 0: 95th percentile of the usual wait, at least 1 day */
    int64_t stalled_after;
    /* Covers the log and now; NULL: limits in business time are not judged. Lent for as
     * long as the gaps live. */
    const struct gp_calendar *calendar;
    const uint32_t *stratum; /* [n_cases] compare within equal values; NULL: all */
    const char *stratum_name;
};

struct gp_gaps {
    struct gp_gap *gap; /* by hours lost (spot, else whole case), then cases, then id */
    size_t n;
    struct gp_gap_hit *hit;
    size_t n_hits;
    struct gp_rule_stat *rule; /* [n_rules of the process] */
    struct gp_dict owners; /* those of the process first, with its numbers; then others
                              of the log */
    size_t owners_folded;  /* of the log that differ from the document's only in case,
                              accents or signs */
    bool *owner_seen;      /* [owners of the process] the log knows it */
    size_t owners_strange; /* of the process, that the log does not know and that are
                              not judged; 0 where it knows half of them or more */
    bool owners_compared;  /* false: no owner of the log is named in the document */
    bool by_group;         /* owners of events are groups, else resources */
    bool handoffs_compared;
    bool
        has_flow; /* false: of rules alone; whole cases are compared with those without the
                    * gap, since no case leaves any path */
    uint64_t unknown_owner;     /* matches whose owner is not known */
    uint64_t limits_not_judged; /* limits of the process that were not */
    uint64_t rules_not_judged;  /* rules about times or persons the log does not have */
    /* of closed cases; sums up to their cost */
    uint64_t cost_by_kind[GP_GAP_N_PRIMARY];
    uint64_t cases_following, cases_with_primary, cases_bounded; /* closed cases */
    uint64_t closed_without_any;        /* closed cases without a gap of any kind */
    uint64_t closed_keeping;            /* that break no limit and no rule */
    const struct gp_calendar *calendar; /* of the options */
    const char *stratum_name;           /* of the options; NULL: compared with all */
    int64_t now;
    int64_t period_us; /* first to last instant of the log */
};

/* Errors: GP_SYSTEM, GP_BUG when the books do not balance. options may be NULL. */
enum gp_status gp_gaps_find(const struct gp_conformance *c,
                            const struct gp_gaps_options *options, struct gp_gaps *out,
                            struct gp_err *err) GP_MUST_USE;
void gp_gaps_release(struct gp_gaps *g);

void gp_gap_id(struct gp_text *t, const struct gp_gap *gap); /* "G-1a2b3c4d" */

/* The gap with this id ("G-1a2b3c4d"), or NULL. */
const struct gp_gap *gp_gap_find(const struct gp_gaps *g, struct gp_slice id);

/* us, by which gaps are ordered: at the spot where that can be told, else of whole cases;
 * 0 where chance may have made the difference. */
gp_i128 gp_gap_hours_lost(const struct gp_gap *gap);

/* The whole-case difference of all cases compared, and the ends of its interval: each
 * that of one case times their number. */
gp_i128 gp_bill_total(const struct gp_bill *bill, int64_t of_one_case_us);

/* The low end of the interval of the sum at the spot: times by themselves are not below
 * 0. */
gp_i128 gp_bill_spot_low(const struct gp_gap *gap);

/* Hours of the period as hours of a month (a twelfth of 365.2425 days); false when the
 * log is shorter than 28 days. */
bool gp_gaps_per_month(const struct gp_gaps *g, gp_i128 us, gp_i128 *per_month);

/* "yes", "no", "not checked": yes when all occurrences are. */
const char *gp_gap_certain(const struct gp_gap *gap);

#endif
