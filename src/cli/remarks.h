/* remarks.h - what is said on standard error while a log is loaded: what was refused,
 * left out, joined, or given and not used. Nothing of it is a failure.
 */
#ifndef GP_CLI_REMARKS_H
#define GP_CLI_REMARKS_H

#include "cli/options.h"
#include "filter/filter.h"
#include "ingest/ingest.h"
#include "mine/allow.h"
#include "mine/duty.h"

void gp_remark_rejects(const struct gp_ingest_result *in);
void gp_remark_attributes(const struct gp_ingest_result *in);
void gp_remark_doubts(
    const struct gp_ingest_result *in); /* about encodings and names */
void gp_remark_joined(const struct gp_options *o, const struct gp_case_join *j);
void gp_remark_filtered(const struct gp_filtered *f);
/* Lines of --allow that accept nothing: the gap is gone, or the pattern is wrong. */
void gp_remark_allowances(const struct gp_options *o, const struct gp_allowances *a);
/* Names of --calendar that are nobody in the log. */
void gp_remark_duty(const struct gp_options *o, const struct gp_calendar *calendar,
                    const struct gp_duty *d);
/* Options about a document, when none is given. */
void gp_remark_no_document(const struct gp_options *o);

/* A document named as if it were a log is GP_USAGE, with the option it belongs to. */
enum gp_status gp_refuse_documents(const struct gp_options *o, size_t first,
                                   struct gp_err *err) GP_MUST_USE;

#endif
