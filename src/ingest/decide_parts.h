/* decide_parts.h - what the files that decide on a log share (decide.h is for others).
 */
#ifndef GP_INGEST_DECIDE_PARTS_H
#define GP_INGEST_DECIDE_PARTS_H

#include "ingest/decide.h"

struct gp_decider {
    struct gp_reader *reader;
    const char *file;
    const struct gp_ingest_options *o;
    struct gp_rejects *rejects;
    const struct gp_decision *other; /* of another file of the log, or NULL */
    const char *other_file;
    struct gp_decision *d;
    struct gp_sample_facts facts;
    bool whole; /* the sample is the whole file */
    struct gp_err *err;
};

/* Fills time, start, time_format and time_evidence of the decision, whose columns are
 * chosen. GP_INPUT when the order of day and month stays open; undecided is the form. */
enum gp_status gp_decide_times(struct gp_decider *x) GP_MUST_USE;

#endif
