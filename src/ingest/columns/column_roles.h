/* column_roles.h - how well each column fits a role, in numbers between 0 and 1, from
 * its header and from its values.
 */
#ifndef GP_INGEST_COLUMN_ROLES_H
#define GP_INGEST_COLUMN_ROLES_H

#include "ingest/columns/columns.h"

enum { GP_BEST = 3 };

/* Columns that could have a role, best first. */
struct gp_candidates {
    int column[GP_BEST];
    double score[GP_BEST];
    size_t n; /* filled of GP_BEST */
};
void gp_candidates_add(struct gp_candidates *c, int column, double score);

/* Values alone. */
double gp_case_content(const struct gp_sample_facts *f, size_t column);
double gp_activity_content(const struct gp_sample_facts *f, size_t column);
bool gp_is_time(const struct gp_sample_facts *f, size_t column);
bool gp_is_of_day(const struct gp_column_facts *c); /* times of day alone */
bool gp_is_hour(const struct gp_column_facts *c);   /* an hour of the day */
bool gp_is_plain(const struct gp_sample_facts *f,
                 size_t column); /* text or whole number */

/* Rows per distinct value; 0 for an empty column. */
double gp_repeats(const struct gp_column_facts *c);

/* Both columns say the same, but for names. */
enum gp_status gp_columns_same(const struct gp_sample_facts *f, size_t a, size_t b,
                               bool *out, struct gp_err *err) GP_MUST_USE;

/* The same texts in all rows but one in a thousand. */
bool gp_equal_texts(const struct gp_sample_facts *f, size_t a, size_t b);

/* Share of the cases with several rows in which the column changes; 1 where no case
 * has several rows. case_column -1: 1. */
enum gp_status gp_change_share(const struct gp_sample_facts *f, int case_column,
                               size_t column, double *out,
                               struct gp_err *err) GP_MUST_USE;

/* Share of rows with both times in which a <= b, read day or month first, whichever
 * gives more. rows: how many were compared. */
double gp_share_ordered(const struct gp_sample_facts *f, size_t a, size_t b,
                        uint64_t *rows);

#endif
