/* bound.h - a term whose names have become numbers of one grouped log. */
#ifndef GP_FILTER_BOUND_H
#define GP_FILTER_BOUND_H

#include "filter/program.h"
#include "mine/variants.h"

struct gp_bound_term {
    const struct gp_filter_term *term;

    /* VALUE: one of id, time, by_case. */
    struct gp_ids id;    /* [events], lent by the log */
    const int64_t *time; /* likewise */
    bool by_case;        /* the value is the case's id */
    bool *match;         /* [n + 1] by id; the last for a missing value */
    size_t n;
    struct gp_filter_period period; /* of time */

    bool *names, *then;      /* [activities] */
    uint32_t *seen;          /* [activities], room for REWORK */
    unsigned rework;         /* REWORK: bits that can be asked of this log */
    bool *variant;           /* [variants] */
    const uint32_t *of_case; /* VARIANT: lent by the binder */
};

struct gp_binder {
    struct gp_filter *f;
    const struct gp_ingest_result *in;
    const struct gp_eventlog *log;
    const char *const *ends;
    size_t n_ends;
    struct gp_variants variants; /* of the whole log, when a term asks for them */
    bool has_variants;
    struct gp_err *err;
};

/* GP_USAGE at the place of what the log does not have. Release *out in any case. */
enum gp_status gp_filter_bind(struct gp_binder *b, const struct gp_filter_term *term,
                              struct gp_bound_term *out) GP_MUST_USE;
void gp_bound_term_release(struct gp_bound_term *b);
void gp_binder_release(struct gp_binder *b);

/* Fills out->match (out->n values and the missing one) for the values of a field, which
 * people call `name`. */
enum gp_status gp_filter_match(struct gp_binder *b, const struct gp_dict *values,
                               const char *name, struct gp_bound_term *out) GP_MUST_USE;

/* Something named at `word` is not there; the most similar of the names is told. */
enum gp_status gp_filter_unknown(struct gp_binder *b, const struct gp_filter_term *t,
                                 const struct gp_filter_word *word, const char *what,
                                 const struct gp_dict *names);

/* Do numbers stand to each other as op says? */
static inline bool gp_filter_holds(enum gp_filter_op op, double a, double b)
{
    return op == GP_OP_BELOW      ? a < b
           : op == GP_OP_AT_MOST  ? a <= b
           : op == GP_OP_ABOVE    ? a > b
           : op == GP_OP_AT_LEAST ? a >= b
                                  : a == b;
}

/* The instants x with "x op period", as a period. */
struct gp_filter_period gp_filter_instants(enum gp_filter_op op,
                                           struct gp_filter_period p);

/* out[c]: does case c satisfy the term? */
void gp_filter_evaluate(const struct gp_bound_term *b, const struct gp_eventlog *log,
                        bool *out);

#endif
