/* time_column.h - how a column of times is to be read, from its values.
 *
 *   25/03/2024 in it            -> a number above 12 in front: day first
 *   03/04/2024, 04/04/2024, ... -> read day first the rows run in order, read month
 *                                  first they jump: day first
 *   28/01/23, 03/02/23, ...     -> 31 numbers in front and one at the end: year last
 *   nothing decides             -> ambiguous, with both readings
 *
 * Values are added one by one (first MiB or whole column); then the evidence is asked.
 */
#ifndef GP_INGEST_TIME_COLUMN_H
#define GP_INGEST_TIME_COLUMN_H

#include "ingest/times.h"

enum { GP_ORDERS = 4 };

/* Steps in time from one row to the next of the same case. */
struct gp_time_steps {
    uint64_t forward, back;
};

/* Values of one layout: dates with or without leading zeros, with or without seconds. */
struct gp_time_layout_evidence {
    uint64_t n, high[2]; /* numbers above 12 in first and in second position */
    char example[32];
};
enum { GP_LAYOUTS = 4 };

struct gp_time_form_evidence {
    uint64_t n, front_high, middle_high; /* numbers above 12 */
    uint64_t valid[GP_ORDERS];           /* dates that exist in that reading */
    uint64_t not_two;                    /* not three numbers of two digits */
    uint64_t
        met[2][2]; /* numbers below 128 met in first and in last position, a bit each */
    struct gp_time_steps in_case[GP_ORDERS], in_file[GP_ORDERS];
    int64_t last[GP_ORDERS]; /* of the row before */
    bool has_last;
    char example[32];                                   /* the first value */
    bool two_digit_year, seconds, fraction, ampm, time; /* of the first value */
    char t;
    struct gp_time_format layout; /* of the first value */
    bool mixed;                   /* some value has another one */
    struct gp_time_layout_evidence of_layout[GP_LAYOUTS];
};

struct gp_time_evidence {
    uint64_t values, times; /* non-empty, and readable in some form */
    uint64_t placeholders;  /* besides: NULL, N/A and the like */
    uint64_t date_only, with_offset;
    struct gp_time_form_evidence form[GP_FORMS];
    int64_t *last; /* [cases * GP_ORDERS] of the row before, and first its form */
    size_t n_last, cap_last;
};

enum gp_time_verdict {
    GP_TIMES_NONE,    /* the column holds no times */
    GP_TIMES_DECIDED, /* reading is filled */
    GP_TIMES_AMBIGUOUS,
    GP_TIMES_CONTRADICT, /* dates that exclude each other's reading */
    GP_TIMES_EXCHANGED,  /* a spreadsheet seems to have taken days for months */
};

/* case_number: dense number of the row's case, or 0 for all where it is not known.
 * False when memory is short. */
bool gp_time_evidence_add(struct gp_time_evidence *e, struct gp_slice text,
                          uint32_t case_number);
void gp_time_evidence_release(struct gp_time_evidence *e);

/* The layout of a form's first value as a format that reads all values like it, in an
 * order. */
void gp_time_add_pattern(const struct gp_time_form_evidence *f, enum gp_time_form form,
                         int order, struct gp_text *out);

/* reading: filled as far as decided. why: one sentence with counts; for AMBIGUOUS the
 * sentence for the user with both readings and the option. *undecided is the form. */
enum gp_time_verdict gp_time_decide(const struct gp_time_evidence *e,
                                    struct gp_time_reading *reading,
                                    enum gp_time_form *undecided, struct gp_text *why);

/* "%d/%m/%Y %H:%M", or "dmy" where layouts differ; "iso 8601", "epoch-ms"; several joined
 * by " or ". */
void gp_time_reading_name(const struct gp_time_evidence *e,
                          const struct gp_time_reading *reading, struct gp_text *out);

#endif
