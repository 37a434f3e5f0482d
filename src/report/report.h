/* report.h - the whole report as a folder: page, figures, tables, everything as JSON.
 *
 *   DIR/report.html     one file to open or to mail
 *   DIR/report.json     every figure (design 5)
 *   DIR/tables/NAME.csv every named table, all rows
 *   DIR/figures/        NAME.svg with its NAME.gp and NAME.dat; map.svg with map.dot
 *   DIR/rejected.csv    every refused row
 */
#ifndef GP_REPORT_REPORT_H
#define GP_REPORT_REPORT_H

#include "report/facts.h"

struct gp_report_written {
    size_t files;
    uint64_t bytes, html_bytes;
    struct gp_text notes; /* pictures that are missing, a sentence a line; owned */
};
void gp_report_written_release(struct gp_report_written *w);

/* May a report be written there? Call before work starts. inputs: the files to be read.
 * GP_USAGE when the folder is something else, or an input lies where a file of the
 * report would be written; see folder.h. */
enum gp_status gp_report_check(const char *dir, const char *const *inputs,
                               size_t n_inputs, bool force,
                               struct gp_err *err) GP_MUST_USE;

/* Writes all or, when anything fails, nothing: an older report stays as it was.
 * rejected_csv: as gathered while reading; NULL or empty writes only its header. out
 * may be NULL. GP_SYSTEM names the file that could not be written. */
enum gp_status gp_report_write(const char *dir, const struct gp_facts *facts,
                               const struct gp_text *rejected_csv, bool force,
                               struct gp_report_written *out,
                               struct gp_err *err) GP_MUST_USE;

#endif
