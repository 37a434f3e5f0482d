/* findings.h - statistics -> ranked findings: an ordered list of detectors.
 *
 * A finding is what goes on the first screen: what was found, how many hours, how many
 * cases, with an interval where there is one, and the evidence: events with file and
 * line. It holds numbers and ids only; the words are composed in report/.
 *
 * What is worth a sentence (each detector's thresholds):
 *
 *   wait          the 3 directly-follows pairs with the largest total wait, if they
 *                 hold 2 % of all waiting
 *   handoff       the 2 largest between groups and the 2 largest between resources, by
 *                 total wait, with 5 handoffs and 1 % of all waiting
 *                 (both: only where the 95 % interval lies above 0)
 *   ping-pong     the most frequent pair of each level, with 5 bounces in 2 cases
 *   rework        the 2 repeats and the reopening with most hours (most occurrences
 *                 without times), in 5 cases and 2 % of the cases
 *   odd variants  variants of one case: at least 5, and 2 % of the cases
 *   long cases    the slowest tenth of the cases, if they hold 30 % of the time of all
 *                 and there are 20 cases
 *   stalled       any open case that waits longer than p95 of the usual wait
 */
#ifndef GP_MINE_FINDINGS_H
#define GP_MINE_FINDINGS_H

#include "mine/mine.h"

enum gp_finding_kind {
    GP_FINDING_WAIT,     /* item: position in stats->bottlenecks, directly-follows */
    GP_FINDING_HANDOFF,  /* item: position in stats->bottlenecks, a handoff level */
    GP_FINDING_PINGPONG, /* level, item: position in pingpong[level].pair */
    GP_FINDING_REWORK,   /* item: position in stats->rework */
    GP_FINDING_ODD_VARIANTS, /* item: number of variants walked by one case each */
    GP_FINDING_LONG_CASES,   /* item: number of cases they are the slowest tenth of */
    GP_FINDING_STALLED,      /* item: number of open cases */
    GP_FINDING_KINDS,
};

struct gp_finding {
    enum gp_finding_kind kind;
    enum gp_level level;
    size_t item;
    gp_i128 hours_us; /* us lost or waited; 0 where the finding has no time */
    gp_i128 of_us;    /* us that hours_us is a share of: all waiting, all case time */
    uint64_t cases, occurrences;
    /* Events, the longest time first, then case id by bytes: for a wait or handoff the
     * one that begins the link; for a bounce the one with which the work is back; for
     * rework the activity's second one; for variants and long cases the first of the
     * case; for stalled cases the last. */
    uint32_t example[GP_EVIDENCE];
    size_t n_examples;
};

/* In the order they should be read: by kind of question as listed, largest first. The
 * caller frees *out with gp_free. O(events) a finding. */
enum gp_status gp_findings(const struct gp_stats *stats, struct gp_finding **out,
                           size_t *n, struct gp_err *err) GP_MUST_USE;

#endif
