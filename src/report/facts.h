/* facts.h - everything a report is made from: what was read, mined, judged. */
#ifndef GP_REPORT_FACTS_H
#define GP_REPORT_FACTS_H

#include "filter/filter.h"
#include "ingest/ingest.h"
#include "mine/causes.h"
#include "mine/checks.h"
#include "mine/judgement.h"
#include "mine/mine.h"

/* All borrowed. */
struct gp_facts {
    const struct gp_ingest_result *ingest;
    const struct gp_stats *stats;
    const struct gp_filtered *filtered;   /* NULL: no --filter */
    const struct gp_judgement *judgement; /* NULL: no document was given */
    size_t most_variants;                 /* --variants N, default 1000 */
    const char *rerun;              /* the command line that makes this report again */
    const struct gp_checks *checks; /* NULL: were not looked for */
    const struct gp_causes *causes; /* NULL: were not looked for */
    /* JSON tells the first rows of checks: they depend on the order of rows, which a
     * report does not. */
    bool check_rows;
};

/* Why this log cannot tell why cases wait, as a sentence; NULL when it can. */
const char *gp_causes_cannot(const struct gp_facts *facts);

#endif
