/* load.h - from options to facts: reads the logs, mines them, says what is worth saying. */
#ifndef GP_CLI_LOAD_H
#define GP_CLI_LOAD_H

#include "cli/options.h"
#include "cli/stages.h"
#include "filter/filter.h"
#include "model/process.h"
#include "report/facts.h"

struct gp_loaded {
    struct gp_ingest_result ingest;
    struct gp_stats stats;
    struct gp_process *process;      /* of --document, or NULL */
    struct gp_mapping mapping;       /* of --names */
    struct gp_judgement judgement;   /* of it */
    struct gp_judgement_options how; /* it was judged; borrows from here */
    struct gp_allowances allowances; /* of --allow */
    struct gp_calendar *calendar;    /* given, or needed by the document; else NULL */
    struct gp_duty duty;             /* who works by which hours of it */
    struct gp_filtered filtered;     /* of --filter */
    struct gp_ties ties;             /* of --ties benefit */
    struct gp_checks checks;         /* where the command tells of them */
    struct gp_causes causes;         /* likewise */
    struct gp_facts facts;           /* of all; lent until gp_loaded_release */
    struct gp_text rejects_csv, rerun;
    bool has_ingest, has_stats, has_judgement;
    struct gp_stages stages; /* told with --verbose; the last one ends at the release */
};

/* Only reads the logs operand[first..]; otherwise as gp_load. */
enum gp_status gp_load_events(struct gp_options *o, size_t first, struct gp_loaded *out,
                              struct gp_err *err) GP_MUST_USE;

/* Reads and mines the logs operand[first..]. Warnings (refused rows and the like) go to
 * standard error unless quiet; --rejects is written. With --document the document is read
 * first (an error in it costs no reading) and the log is judged by it. */
enum gp_status gp_load(struct gp_options *o, size_t first, struct gp_loaded *out,
                       struct gp_err *err) GP_MUST_USE;
void gp_loaded_release(struct gp_loaded *l);

#endif
