/* decide.h - one file before its rows are read: which columns, which shape, how its
 * times are written, with the evidence for each.
 */
#ifndef GP_INGEST_DECIDE_H
#define GP_INGEST_DECIDE_H

#include "ingest/columns/columns.h"
#include "ingest/times.h"

struct gp_decision {
    struct gp_columns columns;
    struct gp_time_format format; /* of --time-format */
    struct gp_time_reading time, start;
    struct gp_text time_format, time_evidence;
    bool offsets, without_offsets; /* seen among the times looked at */
    bool order_sampled;   /* options->bounded: sought behind the reader's sample, ... */
    size_t order_places;  /* ... in so many places (places.h) ... */
    uint64_t order_bytes; /* ... and so much from the beginning on */
    enum gp_time_form undecided; /* after GP_INPUT: dates whose order stays open */
    /* [n_keep, then n_also] columns of kept attributes; -1: not in this file */
    int *keep;
    size_t n_keep;
};

/* Looks at the reader's sample, and at whole columns (then the reader stands at the
 * first row again) where the sample does not tell how days and months are ordered; with
 * options->bounded only at some places of it and its first 32 MiB.
 * other: what was decided about another file of the same log, whose order of day and
 * month counts where this one has none; or NULL.
 * GP_INPUT with a sentence for the user when something must be told. What was found
 * before a failure stays filled. Release in any case. */
enum gp_status gp_decide(struct gp_reader *reader, const char *file,
                         const struct gp_ingest_options *o, struct gp_rejects *rejects,
                         const struct gp_decision *other, const char *other_file,
                         struct gp_decision *out, struct gp_err *err) GP_MUST_USE;
void gp_decision_release(struct gp_decision *d);

#endif
