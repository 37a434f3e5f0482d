/* tables_parts.h - the makers behind tables.h, by theme, and what they share.
 *
 * A maker declares the columns of its table and fills at most `most` rows (0: all),
 * counting the rest in n_left_out. A failed allocation stays in the table.
 */
#ifndef GP_REPORT_TABLES_PARTS_H
#define GP_REPORT_TABLES_PARTS_H

#include "report/tables.h"

typedef void gp_table_maker(const struct gp_facts *f, size_t most, struct gp_table *t);

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

/* Rows to fill of n, the rest noted in t; most 0: all. */
size_t gp_table_cap(struct gp_table *t, size_t n, size_t most);

/* Median and the like of a spread; none when there is nothing or no time in the log. */
void gp_table_of_spread(struct gp_table *t, const struct gp_stats *s, uint64_t count,
                        gp_i128 us);

/* The owner levels as the tables name them: "activity", "resource", "group". */
const char *gp_level_word(enum gp_level level);

/* All links of a level split by what happens to the owner; the three sum to the links
 * and the waiting of the whole log exactly. */
struct gp_wait_split {
    uint64_t between, same, unassigned; /* links */
    gp_i128 between_us, same_us, unassigned_us;
};
struct gp_wait_split gp_wait_split(const struct gp_stats *s, enum gp_level level);
uint64_t gp_all_links(const struct gp_stats *s);

/* The low end of a bottleneck's interval: waits are never negative. */
gp_i128 gp_bottleneck_low(const struct gp_bottleneck *b);

#endif
