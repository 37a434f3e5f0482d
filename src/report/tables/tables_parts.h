/* tables_parts.h - the makers behind tables.h, by theme, and what they share. */
#ifndef GP_REPORT_TABLES_PARTS_H
#define GP_REPORT_TABLES_PARTS_H

#include "report/tables.h"

/* tables_paths.c: what happens, in which order */
gp_table_maker gp_make_activities, gp_make_variants, gp_make_rework;
/* tables_cases.c: the cases, how long they take, which are open */
gp_table_maker gp_make_cases, gp_make_durations, gp_make_open_cases, gp_make_timeline;
/* tables_causes.c, tables_proofs.c: why cases wait, and the rows that prove it */
gp_table_maker gp_make_causes, gp_make_cause_cases;
/* tables_sameness.c: is it the same process everywhere? */
gp_table_maker gp_make_sameness;
/* tables_waits.c: where time goes between events */
gp_table_maker gp_make_follows, gp_make_bottlenecks, gp_make_waits, gp_make_evidence;
/* tables_owners.c: who hands work to whom */
gp_table_maker gp_make_handoffs, gp_make_ping_pong, gp_make_resources;
/* tables_quality.c: what was read, and what is odd about it */
gp_table_maker gp_make_overview, gp_make_quality;
/* tables_checks.c: named checks with their effect and what to do */
gp_table_maker gp_make_checks;

/* tables_gaps.c: where the log leaves the document; empty without one */
gp_table_maker gp_make_gaps, gp_make_gap_cases, gp_make_conformance, gp_make_rules,
    gp_make_matching;

/* Median and the like of a spread; none when there is nothing or no time in the log. */
void gp_table_of_spread(struct gp_table *t, const struct gp_stats *s, uint64_t count,
                        gp_i128 us);

#endif
