/* sameness.h - is the process the same whoever does it and wherever?
 *
 * Every case belongs to one person, one group and one value of each kept attribute: those
 * of its first event that has one. For each with at least 20 cases, and 20 others, the
 * paths of its cases are held against the paths of all other cases: the most frequent
 * variants and the rest, by a chi-square test.
 *
 *              V-1  V-2  rest
 *   North       30   10    10      chi2 = 13.3, df = 2, V = 0.37: another process
 *   all others  12   20    18
 */
#ifndef GP_MINE_SAMENESS_H
#define GP_MINE_SAMENESS_H

#include "base/chisquare.h"
#include "mine/variants.h"

enum { GP_SAME_CASES = 20, GP_SAME_VARIANTS = 9, GP_SAME_PATHS = 3 };

enum gp_same_kind { GP_SAME_RESOURCE, GP_SAME_GROUP, GP_SAME_KEPT };

/* A path whose share differs; of `cases` and of `others`. */
struct gp_same_path {
    uint32_t variant; /* GP_NO_ID: the rest */
    uint64_t with, without;
};

struct gp_same_stat {
    enum gp_same_kind kind;
    uint32_t column; /* of a kept attribute */
    uint32_t value;  /* id in its dictionary */
    uint64_t cases, others;
    struct gp_chi_square test;
    double q; /* Benjamini-Hochberg over all of the log */
    struct gp_same_path path[GP_SAME_PATHS]; /* largest difference of shares first */
    size_t n_paths;
};

struct gp_sameness {
    struct gp_same_stat *stat; /* by q < 0.05 first, then V descending, then names */
    size_t n;
};

/* The person, group or value that a row is about; lent by the log. */
struct gp_slice gp_same_value(const struct gp_eventlog *log,
                              const struct gp_same_stat *s);

/* A variant has a column of its own while at least 5 cases of it are expected on either
 * side (Cochran 1954); else it counts to the rest. O(events + values * 10). */
enum gp_status gp_sameness_mine(const struct gp_eventlog *log,
                                const struct gp_variants *variants,
                                struct gp_sameness *out,
                                struct gp_err *err) GP_MUST_USE;
void gp_sameness_release(struct gp_sameness *s);

/* Is it another process? q < 0.05 and V of at least 0.1. */
bool gp_same_differs(const struct gp_same_stat *s);

#endif
