/* checks.h - what may be wrong with the data, and which results that weakens.
 *
 * A check that found nothing is not in the list, and neither is one whose find changes
 * no result: each has its threshold, told in docs/measures.md. Like gp_text, a list
 * remembers a failed allocation: ask gp_checks_ok once.
 *
 * Nothing but the rows depends on the order of rows of different cases.
 */
#ifndef GP_MINE_CHECKS_H
#define GP_MINE_CHECKS_H

#include "mine/mine.h"

enum { GP_CHECK_ROWS = 5 };

/* A source row as an example. */
struct gp_check_row {
    const char *file; /* lent by the log or the rejects */
    uint64_t line;
    uint64_t order; /* first rows come first */
};

struct gp_check {
    const char *name;  /* stable, kebab-case: "ties" */
    const char *title; /* what is counted, for people */
    uint64_t count, of;
    const char *of_what;   /* "cases": what `of` counts; NULL: there is no share */
    struct gp_text found;  /* names or dates, most frequent first; may be empty */
    struct gp_text effect; /* which results it weakens, by how much */
    struct gp_text fix;    /* the option that helps, or what to ask of the exporter */
    struct gp_check_row row[GP_CHECK_ROWS];
    size_t n_rows;
};

struct gp_checks {
    struct gp_check *check;
    size_t n, cap;
    struct gp_check none; /* written to when memory is short */
    bool failed;
};

/* Appends a check and returns it for its texts and rows; lent until the next is added.
 * name, title, of_what, fix: literals. */
struct gp_check *gp_checks_add(struct gp_checks *list, const char *name,
                               const char *title, uint64_t count, uint64_t of,
                               const char *of_what, const char *fix);

/* A row that shows it; the first GP_CHECK_ROWS by order are kept. */
void gp_check_add_row(struct gp_check *c, struct gp_check_row row);

/* Looks for everything that the grouped log itself can tell. stats: of that log. */
enum gp_status gp_checks_mine(const struct gp_stats *stats, struct gp_checks *list,
                              struct gp_err *err) GP_MUST_USE;

bool gp_checks_ok(const struct gp_checks *list);
void gp_checks_release(struct gp_checks *list);

/* "8.4 %", "under 0.1 %", "0 %"; nothing when whole is 0. */
void gp_check_percent(struct gp_text *t, gp_i128 part, gp_i128 whole);
void gp_check_hours(struct gp_text *t, gp_i128 us); /* "1,204 h", "4.0 h" */

#endif
