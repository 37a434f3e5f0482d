/* gather.h - what is known of a log on its way back from disk (gather.c, merge.c). */
#ifndef GP_EVENTLOG_GATHER_H
#define GP_EVENTLOG_GATHER_H

#include "base/tape.h"
#include "eventlog/eventlog.h"
#include "eventlog/spill.h"

/* A case as it stands on the tape; its name follows. */
struct gp_shelved {
    uint32_t n;        /* events */
    int32_t more_rows; /* as in the log */
    uint32_t name_len;
};

/* A part after it was grouped: on the tape, its cases in the order in which they were seen
 * first. */
struct gp_shelf {
    size_t n_cases, n_events;
    uint64_t firsts; /* [n_cases] the first serial of each: when it was seen first */
    uint64_t cases, cases_bytes;
    uint64_t *column; /* [gp_columns] where each begins */
};

struct gp_gathering {
    struct gp_eventlog *log; /* without columns */
    bool has_instance;       /* have its rows that, until they are paired? */
    struct gp_tape tape;
    struct gp_shelf shelf[GP_SPILL_PARTS];
};

/* All cases and their events into the log, in the order in which cases were seen first. */
enum gp_status gp_gather_merge(struct gp_gathering *g, struct gp_err *err) GP_MUST_USE;

#endif
