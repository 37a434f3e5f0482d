/* column_facts.h - what the sample's values say about each column: fill, distinct
 * values, kinds of values; and how columns go together.
 */
#ifndef GP_INGEST_COLUMN_FACTS_H
#define GP_INGEST_COLUMN_FACTS_H

#include "base/map.h"
#include "ingest/columns/header_words.h"
#include "ingest/ingest.h"
#include "ingest/time_format.h"

struct gp_column_facts {
    struct gp_slice header;
    double says[GP_ROLES]; /* gp_header_score */
    struct gp_header_hints hints;
    struct gp_dict values;
    uint32_t *id;    /* [n_rows] value of each row, GP_NO_ID where empty */
    uint64_t filled; /* rows with a value */
    uint64_t most;   /* rows that have the commonest value */
    /* Counts of rows by kind of value. */
    uint64_t cut_short;    /* 1.23457E+11: a number of which digits are lost */
    uint64_t placeholders; /* NULL, N/A, 0000-00-00: no times */
    uint64_t times, dates, times_of_day; /* dates: times at midnight or without one */
    uint64_t hours, late_hours;          /* whole numbers 0 to 23; 13 to 23 */
    uint64_t serials;                    /* days of a spreadsheet, such as 45321.5 */
    uint64_t numbers, decimals, booleans, letters, singles, sentences;
    uint64_t starts, completes, transitions; /* lifecycle words */
};

struct gp_sample_facts {
    struct gp_column_facts *column;
    size_t n_columns, n_rows;
};

/* told: how times are written, or NULL: as anybody writes them. */
enum gp_status gp_sample_facts_gather(struct gp_sample_facts *f,
                                      const struct gp_slice *header, size_t n_columns,
                                      const struct gp_row *rows, size_t n_rows,
                                      const struct gp_time_format *told,
                                      struct gp_err *err) GP_MUST_USE;
void gp_sample_facts_release(struct gp_sample_facts *f);

/* Lifecycle words (XES, and started/completed, begin/end): 'S' start, 'C' complete,
 * 'T' another transition, 0 none. */
char gp_lifecycle_kind(struct gp_slice value);

/* The first value that is no time; the first one when all are. */
struct gp_slice gp_unread_time(const struct gp_column_facts *c);

/* n of column's filled rows, 0..1; 0 for an empty column. */
double gp_share_of(const struct gp_column_facts *c, uint64_t n);

/* How a column behaves inside the cases of another. */
struct gp_in_case {
    uint64_t cases;    /* cases with two rows or more in which it has a value */
    uint64_t changing; /* of these, with more than one value */
};
enum gp_status gp_sample_facts_in_case(const struct gp_sample_facts *f,
                                       size_t case_column, size_t column,
                                       struct gp_in_case *out,
                                       struct gp_err *err) GP_MUST_USE;

/* Do equal values of a always meet equal values of b (but for 1 % of rows)? Both ways
 * means the two columns say the same. */
enum gp_status gp_sample_facts_determines(const struct gp_sample_facts *f, size_t a,
                                          size_t b, bool *out,
                                          struct gp_err *err) GP_MUST_USE;

/* Rows at which the value of the column differs from the row before. */
uint64_t gp_sample_facts_runs(const struct gp_sample_facts *f, size_t column);

#endif
