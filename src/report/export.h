/* export.h - a grouped log for other programs: canonical CSV and XES.
 *
 * Cases stand in the order of their first event in the files, events as they are ordered
 * in their case (design 4.2); so reading the result gives the same log, ties included.
 * Instants are ISO 8601 UTC. Nothing is guarded against spreadsheets: this is for
 * programs.
 */
#ifndef GP_REPORT_EXPORT_H
#define GP_REPORT_EXPORT_H

#include "eventlog/eventlog.h"

/* Where the text goes, a megabyte or so at a time; a status other than GP_OK ends the
 * export and is returned. */
struct gp_sink {
    enum gp_status (*write)(void *ctx, const struct gp_text *piece, struct gp_err *err);
    void *ctx;
};

/* Columns case, activity, then time (or start and end where the log has intervals),
 * resource, group as far as the log has them, then the kept attributes under their names;
 * one that is called like a column before it becomes "source:NAME". head is not used. The
 * end of an event that was never completed is empty. */
enum gp_status gp_export_csv(const struct gp_eventlog *log, const char *head,
                             const struct gp_sink *sink,
                             struct gp_err *err) GP_MUST_USE;

/* XES 1849-2016 with the extensions concept, time, lifecycle, org. Kept attributes
 * called "case:..." that are the same for all events of a case stand in its trace.
 * Intervals become pairs of start and complete in the order of time, joined by
 * concept:instance; one that was never completed is a start alone. An attribute called
 * "outer/inner" stands inside the one called "outer" where that is there. head: what the
 * log said before its traces, as XML of our reader; "" for none. Control characters, which
 * XML cannot hold, become U+FFFD. */
enum gp_status gp_export_xes(const struct gp_eventlog *log, const char *head,
                             const struct gp_sink *sink,
                             struct gp_err *err) GP_MUST_USE;

#endif
