/* export_xes.h - an XES file under way; shared by export_xes.c (traces, events) and
 * export_xes_keys.c (attributes) only. */
#ifndef GP_REPORT_EXPORT_XES_H
#define GP_REPORT_EXPORT_XES_H

#include "report/export.h"

/* Where a kept attribute is written. */
struct gp_xes_place {
    bool in_trace; /* called "case:..." and the same for the whole case at hand */
    bool of_case;  /* called "case:..." */
    bool instance; /* concept:instance */
    bool taken;    /* called like a key that we write ourselves */
    bool nested;   /* "outer/inner", and outer is there */
};

struct gp_xes_writer {
    const struct gp_eventlog *log;
    const char *head; /* what the log said of itself, as XML */
    const struct gp_sink *sink;
    struct gp_text t;
    bool any_nested;
    struct gp_text key;                  /* scratch */
    struct gp_xes_place *place;          /* [n_kept] */
    size_t *order;                       /* [n_kept] kept attributes by name */
    const struct gp_attribute *instance; /* NULL: none was kept */
    size_t *waiting; /* heap of events whose complete is still to be written */
    size_t n_waiting, cap_waiting;
    uint32_t c; /* case being written */
    struct gp_err *err;
};

/* A key that we write ourselves, as event i has it; nothing when the value is empty.
 * column: its name among the columns, whose nested attributes stand inside it. */
void gp_xes_string(struct gp_xes_writer *w, const char *key, const char *column,
                   struct gp_slice value, size_t i);
void gp_xes_date(struct gp_xes_writer *w, const char *key, int64_t us, size_t i);

/* The kept attribute k of event i; in_trace: without its "case:". */
void gp_xes_kept(struct gp_xes_writer *w, size_t k, size_t i, bool in_trace);

#endif
