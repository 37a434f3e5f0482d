/* findings.h - statistics -> ranked findings: an ordered list of detectors.
 *
 * A finding is what goes on the first screen: what was found, how many hours, how many
 * cases, with an interval where there is one, and the evidence: events with file and
 * line. It holds numbers and ids only; the words are composed in report/.
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
    GP_FINDING_LONG_CASES,   /* item: cases above the fence; the slowest 10 % of time */
    GP_FINDING_STALLED,      /* open cases above the usual wait */
};

struct gp_finding {
    enum gp_finding_kind kind;
    enum gp_level level;
    size_t item;
    gp_i128 hours_us; /* us lost or waited; 0 where the finding has no time */
    uint64_t cases, occurrences;
    uint32_t example[GP_EVIDENCE]; /* events */
    size_t n_examples;
};

/* In the order they should be read: by kind of question, largest first. The caller
 * frees *out with gp_free. */
enum gp_status gp_findings(const struct gp_stats *stats, struct gp_finding **out,
                           size_t *n, struct gp_err *err) GP_MUST_USE;

#endif
