/* tables.h - the named tables of `goatpath table` and of the report's tables folder. */
#ifndef GP_REPORT_TABLES_H
#define GP_REPORT_TABLES_H

#include "report/facts.h"
#include "report/table.h"

/* Declares the columns of a table and fills at most `most` rows (0: all), counting the
 * rest in n_left_out. A failed allocation stays in the table. */
typedef void gp_table_maker(const struct gp_facts *facts, size_t most,
                            struct gp_table *out);

/* Fills the table called name; most: rows at most, 0 for all (the rest is counted in
 * n_left_out). GP_USAGE when there is no such table. */
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
    gp_table_maker *make;
};
const struct gp_table_name *gp_table_names(void);
unsigned gp_table_needs(const char *name); /* GP_MINED_ALL for none of them */

/* The proofs of n pairs of steps, at most `most` of them (0: all). */
void gp_table_proofs(const struct gp_facts *facts, const struct gp_cause_link *link,
                     size_t n, size_t most, struct gp_table *out);

/* The occurrences of one gap, at most `most` of them (0: all). */
void gp_table_one_gap(const struct gp_judgement *j, const struct gp_gap *gap,
                      size_t most, struct gp_table *out);

#endif
