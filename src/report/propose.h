/* propose.h - a changed copy of a document that says what is usually done (gaps
 * --propose): a unified patch of a manual, a new drawing of a BPMN file. */
#ifndef GP_REPORT_PROPOSE_H
#define GP_REPORT_PROPOSE_H

#include "model/read.h"
#include "report/propose/changes.h"

struct gp_proposal {
    struct gp_text written; /* what goes into the file: patch, or new document */
    struct gp_text changed; /* the document with the changes */
    struct gp_text told;    /* a line for each change that could only be remarked */
    size_t n;               /* changes made, remarks included */
};

/* document: the bytes that j's process was read from, called as the patch shall call
 * them. GP_INPUT when documents of this form, or written in this way, cannot be changed;
 * GP_SYSTEM. Release in any case. */
enum gp_status gp_propose(const struct gp_judgement *j,
                          const struct gp_changes *changes,
                          const struct gp_input *document, struct gp_proposal *out,
                          struct gp_err *err) GP_MUST_USE;
void gp_proposal_release(struct gp_proposal *p);

/* One form each; called by gp_propose. */
enum gp_status gp_propose_manual(const struct gp_process *p,
                                 const struct gp_changes *changes,
                                 const struct gp_input *document,
                                 struct gp_proposal *out,
                                 struct gp_err *err) GP_MUST_USE;
enum gp_status gp_propose_bpmn(const struct gp_process *p,
                               const struct gp_changes *changes,
                               const struct gp_input *document, struct gp_proposal *out,
                               struct gp_err *err) GP_MUST_USE;

#endif
