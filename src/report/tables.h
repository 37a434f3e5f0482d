/* tables.h - the named tables of `goatpath table` and of the report's tables folder. */
#ifndef GP_REPORT_TABLES_H
#define GP_REPORT_TABLES_H

#include "filter/filter.h"
#include "ingest/ingest.h"
#include "mine/causes.h"
#include "mine/checks.h"
#include "mine/judgement.h"
#include "mine/mine.h"
#include "report/table.h"

/* Everything a report is made from; all borrowed. */
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

/* Fills the table called name; most: rows at most, 0 for all (the rest is counted in
 * n_left_out). GP_USAGE with the nearest name when there is no such table. */
enum gp_status gp_table_make(const char *name, const struct gp_facts *facts,
                             size_t most, struct gp_table *out,
                             struct gp_err *err) GP_MUST_USE;

/* Names with one line each, in reading order; NULL name at the end. */
struct gp_table_name {
    const char *name, *about;
    bool of_document; /* empty unless a document was given */
    /* gp_mined bits: the table, and the section of report.json that it belongs to, are
     * the same when nothing else was mined. */
    unsigned needs;
};
const struct gp_table_name *gp_table_names(void);
unsigned gp_table_needs(const char *name); /* GP_MINED_ALL for none of them */

/* Why this log cannot tell why cases wait, as a sentence; NULL when it can. */
const char *gp_causes_cannot(const struct gp_facts *facts);

/* The proofs of n pairs of steps, at most `most` of them (0: all). */
void gp_table_proofs(const struct gp_facts *facts, const struct gp_cause_link *link,
                     size_t n, size_t most, struct gp_table *out);

/* The occurrences of one gap, at most `most` of them (0: all). */
void gp_table_one_gap(const struct gp_judgement *j, const struct gp_gap *gap,
                      size_t most, struct gp_table *out);

/* report.json (design 5): the whole object, or only the sections named (NULL-terminated
 * list of "quality", "log", "activities", ...; schema, version and sources always). */
void gp_report_json(struct gp_text *out, const struct gp_facts *facts,
                    const char *const *sections);

#endif
