/* program.h - a filter as it was understood: terms, and how they are put together.
 *
 *   a and (b or not c)   ->   a b c NOT OR GROUP AND
 *
 * The steps are in postfix order, so that nobody who walks them needs recursion. GROUP
 * changes nothing; it widens the text of the step before by its brackets.
 */
#ifndef GP_FILTER_PROGRAM_H
#define GP_FILTER_PROGRAM_H

#include "base/mem.h"
#include "base/zone.h"
#include "filter/filter.h"

/* A name or value in an expression. */
struct gp_filter_word {
    struct gp_slice text; /* without quotes; NUL-terminated */
    size_t at;            /* byte where it stands */
    bool quoted;
};

struct gp_filter_words {
    struct gp_filter_word *word;
    size_t n, cap;
};

enum gp_filter_kind {
    GP_TERM_VALUE,    /* a field of the events or of the case */
    GP_TERM_PERIOD,   /* started, finished, contained, active */
    GP_TERM_DURATION, /* of the case */
    GP_TERM_EVENTS,   /* number of events, of all or of some activities */
    GP_TERM_FOLLOWED, /* names followed by then */
    GP_TERM_VARIANT,
    GP_TERM_REWORK,
};

enum gp_filter_op {
    GP_OP_EQUAL, /* also of lists */
    GP_OP_BELOW,
    GP_OP_AT_MOST,
    GP_OP_ABOVE,
    GP_OP_AT_LEAST,
    GP_OP_CONTAINS,
    GP_OP_IN,      /* within a period of time */
    GP_OP_MISSING, /* there is no value */
};

/* Which events of the case a value is asked of. */
enum gp_filter_which {
    GP_WHICH_NOT_SAID, /* one at least; negated: none */
    GP_WHICH_ANY,
    GP_WHICH_ALL,
    GP_WHICH_FIRST,
    GP_WHICH_LAST,
};

enum gp_filter_frame { GP_STARTED, GP_FINISHED, GP_CONTAINED, GP_ACTIVE };
enum gp_filter_measure {
    GP_VARIANT_ID,
    GP_VARIANT_RANK,
    GP_VARIANT_CASES,
    GP_VARIANT_SHARE
};
enum gp_filter_span { GP_SPAN_ANY, GP_SPAN_WITHIN, GP_SPAN_AFTER };
enum gp_filter_rework {
    GP_REWORK_LOOP = 1,
    GP_REWORK_REPEAT = 2,
    GP_REWORK_REOPEN = 4
};

/* From instant `from` on, before instant `to`; us. */
struct gp_filter_period {
    int64_t from, to;
};

/* Where something stands: expression `source`, bytes from .. to - 1. */
struct gp_filter_place {
    size_t source, from, to;
};

struct gp_filter_term {
    enum gp_filter_kind kind;
    struct gp_filter_place place;
    enum gp_filter_op op;
    bool negated;

    struct gp_filter_word field;  /* VALUE */
    enum gp_filter_which which;   /* VALUE */
    struct gp_filter_words names; /* values; activities of the other kinds */

    enum gp_filter_frame frame;     /* PERIOD */
    struct gp_filter_period period; /* PERIOD, and VALUE of a time */
    bool is_time;                   /* VALUE: period holds what names say */
    bool is_number;                 /* VALUE: so does number */
    double number;                  /* VALUE, EVENTS, VARIANT */
    enum gp_filter_measure measure; /* VARIANT */
    unsigned rework;                /* REWORK: bits */

    struct gp_filter_words then; /* FOLLOWED */
    bool directly, never;
    enum gp_filter_span limit;
    int64_t span_us; /* DURATION, FOLLOWED */
};

enum gp_filter_step_kind {
    GP_STEP_TERM,
    GP_STEP_NOT,
    GP_STEP_AND,
    GP_STEP_OR,
    GP_STEP_GROUP
};

struct gp_filter_step {
    enum gp_filter_step_kind kind;
    size_t term;                  /* TERM */
    struct gp_filter_place place; /* of NOT its word; of GROUP its brackets */
};

struct gp_filter {
    struct gp_arena arena; /* all texts */
    struct gp_zone *zone;
    const char **expression;
    size_t n, cap;
    struct gp_filter_term *term;
    size_t n_terms, cap_terms;
    struct gp_filter_step *step;
    size_t n_steps, cap_steps;
    const char **column; /* names that may be columns */
    size_t n_columns, cap_columns;
};

/* GP_USAGE at byte `at` of an expression. */
enum gp_status gp_filter_fail(const struct gp_filter *f, size_t source, size_t at,
                              struct gp_err *err, const char *format, ...)
    GP_PRINTF(5, 6);

#endif
